// A browser may keep a page alive and show it again by Back, whoever has left since. It shows nothing until we have said that
// the page is still theirs; what they had typed into it stays.
addEventListener("pageshow", async ({ persisted }) => {
  if (!persisted) return;
  document.documentElement.hidden = true;
  const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => null);
  if (answer?.ok) document.documentElement.hidden = false;
  else location.replace(location.href);
});

// When htmx has replaced a part of the page, put the reader where the news is: at what has to be put right, else, where what
// they pressed is gone, at the part that is new. Otherwise the focus stays where it was.
document.addEventListener("htmx:after:swap", ({ detail }) => {
  const { target } = detail.ctx; // an element, or the selector that an answer sent instead
  const place = typeof target === "string" ? document.querySelector(target) : document.getElementById(target?.id);
  const news = place?.querySelector(".error-summary, [data-focus]");
  if (news) return news.focus();
  if (!place || document.activeElement !== document.body) return;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
});

// A refused form that came as a whole page begins at its list of what to put right.
document.querySelector(".error-summary")?.focus();

// On a projector's page a key presses the link that names it. Where a link leads is in the page already, so no network is needed.
const shown = document.querySelector(".p-projector main");
const seen = (link) => link.getClientRects().length > 0;
const named = ({ key }) => (key === " " ? "Space" : key.length === 1 ? key.toLowerCase() : key);

if (shown) {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const links = shown.querySelectorAll(`a[data-keys~="${CSS.escape(named(event))}"]`);
    const link = [...links].find(seen);
    if (!link) return;
    event.preventDefault();
    location.replace(link.hash); // fifty steps are not fifty pages to go back through
  });

  // Letters that are seen later are fetched now.
  const letters = [...new Set(shown.textContent)].join("");
  const families = new Set([...shown.querySelectorAll("[font-family]")].map((one) => one.getAttribute("font-family")));
  families.add(getComputedStyle(document.body).fontFamily);
  for (const family of families)
    for (const style of ["", "bold ", "italic "]) document.fonts.load(`${style}24px ${family}`, letters).catch(() => {});
}

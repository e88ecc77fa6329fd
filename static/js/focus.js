// After htmx has replaced a part of the page, put the reader where the news is: what has to be put right, else what asks for focus.
document.addEventListener("htmx:after:swap", () => {
  if (document.activeElement && document.activeElement !== document.body) return;
  document.querySelector(".error-summary, [data-focus]")?.focus();
});

// A refused form that came as a whole page begins at its list of what to put right.
document.querySelector(".error-summary")?.focus();

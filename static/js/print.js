// Buttons that print are of use only where a script can print; without one the browser's own menu does it.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
}
document.addEventListener("click", (event) => {
  if (event.target.closest("button[data-print]")) window.print();
});

// Asks once more where a button says so, and leads to what is wrong.
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-confirm]");
    if (button && !window.confirm(button.dataset.confirm)) { event.preventDefault(); }
  });
  const lead = (root) => {
    const wrong = root.querySelector("#errors, #refusal");
    if (wrong) { wrong.focus(); }
  };
  document.addEventListener("DOMContentLoaded", () => lead(document));
  document.addEventListener("htmx:afterSwap", (event) => lead(event.target));
})();

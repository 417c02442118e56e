// Verifying a sheet without the mouse: Alt with a letter on the rows of table.sp-verify. Kept off while an input method composes, and by the switch of [data-keys].
(() => {
  "use strict";
  const SWITCH = "sinople-keys-off";
  const FIELDS = "select, input:not([type=hidden]):not([type=checkbox]), textarea";
  const rows = () => [...document.querySelectorAll("table.sp-verify tbody tr")];
  const here = () => document.activeElement && document.activeElement.closest("table.sp-verify tbody tr");

  const enter = (row) => {
    const field = row && (row.querySelector(FIELDS) || row.querySelector("button"));
    if (field) { field.focus(); row.scrollIntoView({ block: "center" }); }
    return Boolean(field);
  };
  const nextFrom = (row, step) => {
    const all = rows();
    const place = row ? all.indexOf(row) : -1;
    const rest = step > 0 ? all.slice(place + 1) : all.slice(0, Math.max(place, 0)).reverse();
    return rest.find((one) => one.hasAttribute("data-open")) || (step < 0 ? rest.find((one) => one.querySelector(FIELDS)) : null);
  };
  const onward = () => { const link = document.querySelector("[data-onward] a"); if (link) { link.click(); } return Boolean(link); };
  const press = (row, wanted) => { const button = row && row.querySelector(wanted); if (button) { button.click(); } };

  const open = (row) => {
    const link = row && row.querySelector("a[target=_blank]");
    if (link) { window.open(link.href, "_blank", "noopener"); looked(row); }
  };
  const looked = (row) => { const box = row.querySelector("[name=opened]"); if (box) { box.checked = true; } };

  const ACTS = {
    KeyJ: () => enter(nextFrom(here(), 1)) || enter(nextFrom(null, 1)) || onward(),
    KeyK: () => enter(nextFrom(here(), -1)),
    KeyA: () => press(here(), "button[name=adopt]"),
    KeyO: () => open(here()),
    KeyR: () => { const field = here() && here().querySelector("[name=reason]"); if (field) { field.focus(); } },
    KeyS: () => press(here(), "form[data-save] button:not([name])"),
    KeyN: onward,
  };

  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing || localStorage.getItem(SWITCH)) { return; }
    const act = ACTS[event.code];
    if (act && document.querySelector("table.sp-verify")) { event.preventDefault(); act(); }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("table.sp-verify a[target=_blank]");
    if (link) { looked(link.closest("tr")); }
  });

  const begin = () => {
    const box = document.querySelector("[data-keys-switch]");
    if (!box) { return; }
    box.checked = !localStorage.getItem(SWITCH);
    box.addEventListener("change", () => { if (box.checked) { localStorage.removeItem(SWITCH); } else { localStorage.setItem(SWITCH, "1"); } });
    // Saved with its button, a page comes back at its row: the work goes on at the next open one; over a refusal, at the row that it names.
    const stays = document.querySelector(".is-invalid, .sp-refusal");
    const at = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    if (at && !stays) { enter(nextFrom(at, 1)) || enter(nextFrom(null, 1)) || enter(at); }
  };
  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", begin); } else { begin(); }
})();

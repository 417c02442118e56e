// A block copied from a spreadsheet fills the fields of <table data-paste> from the field it is pasted into.
(() => {
  "use strict";
  const FIELDS = "input:not([type=hidden]):not([type=checkbox]):not([type=file]), select, textarea";
  const rowsOf = (table) => [...table.tBodies].flatMap((body) => [...body.rows]).map((row) => [...row.querySelectorAll(FIELDS)]).filter((fields) => fields.length);

  const write = (field, value) => {
    field.value = value.trim();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  document.addEventListener("paste", (event) => {
    const table = event.target.closest && event.target.closest("table[data-paste]");
    const text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    if (!table || !/[\t\n]/.test(text.trim())) { return; }
    event.preventDefault();
    const block = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
    const rows = rowsOf(table);
    const top = rows.findIndex((fields) => fields.includes(event.target));
    const left = top < 0 ? -1 : rows[top].indexOf(event.target);
    block.forEach((line, down) => line.forEach((value, right) => {
      const field = rows[top + down] && rows[top + down][left + right];
      if (field && !field.readOnly && !field.disabled) { write(field, value); }
    }));
  });
})();

// Saves a form half a second after the last key: <form data-save="address"> with the line of the part `saving`.
(() => {
  "use strict";
  const DELAY = 500;
  const AGAIN = 5000;
  const running = new WeakMap();

  const state = (form) => {
    if (!running.has(form)) { running.set(form, { timer: 0, sending: false, again: false }); }
    return running.get(form);
  };
  const say = (form, words) => { const line = form.querySelector(".sp-saved"); if (line) { line.textContent = words; } };
  const words = (form, name) => { const line = form.querySelector(".sp-saved"); return line ? line.dataset[name] || "" : ""; };
  const later = (form, delay) => { const now = state(form); clearTimeout(now.timer); now.timer = setTimeout(() => save(form), delay); };

  const show = (form, html) => {
    const line = form.querySelector(".sp-saved");
    if (!line) { return; }
    line.innerHTML = html;
    const versioned = line.querySelector("[data-version]");
    const field = form.querySelector("[name=version]");
    if (versioned && field) { field.value = versioned.dataset.version; }
  };

  const typed = (form) => {
    const data = new FormData(form);
    for (const [name, value] of [...data.entries()]) { if (value instanceof File) { data.delete(name); } }
    return new URLSearchParams(data);
  };

  const save = async (form) => {
    const now = state(form);
    if (now.sending) { now.again = true; return; }
    now.sending = true;
    say(form, words(form, "saving"));
    try {
      const answer = await fetch(form.dataset.save, { method: "POST", body: typed(form), headers: { "HX-Request": "true" }, credentials: "same-origin" });
      const isOut = answer.redirected || answer.status === 401 || answer.status === 403;
      if (isOut) { say(form, words(form, "signedOut")); } else if (answer.status >= 500) { throw new Error(String(answer.status)); } else {
        show(form, await answer.text());
        form.dispatchEvent(new CustomEvent("saved", { bubbles: true, detail: { status: answer.status } }));
      }
    } catch {
      say(form, words(form, "offline"));
      later(form, AGAIN);
    }
    now.sending = false;
    if (now.again) { now.again = false; later(form, DELAY); }
  };

  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      const form = event.target.form;
      if (form && form.dataset.save && event.target.type !== "file") { later(form, DELAY); }
    });
  }
  document.addEventListener("submit", (event) => { if (event.target.dataset.save) { clearTimeout(state(event.target).timer); } });
})();

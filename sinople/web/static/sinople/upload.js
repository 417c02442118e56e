// Shows how far an upload is. Without this script the form is sent as any other.
(() => {
  "use strict";
  const carriesFile = (form) => [...form.querySelectorAll("input[type=file]")].some((field) => field.files.length > 0);

  const put = (html, address) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const main = page.querySelector("main");
    if (!main) { window.location.assign(address); return; }
    document.querySelector("main").replaceWith(main);
    document.title = page.title;
    if (window.htmx) { window.htmx.process(main); }
    const wrong = main.querySelector("#errors, #refusal");
    (wrong || main).focus();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || !carriesFile(form)) { return; }
    const bars = form.querySelectorAll("progress.sp-upload");
    if (!bars.length) { return; }
    event.preventDefault();
    const data = new FormData(form, event.submitter || undefined);
    const address = new URL((event.submitter && event.submitter.getAttribute("formaction")) || form.action, window.location.href).href;
    const request = new XMLHttpRequest();
    const buttons = form.querySelectorAll("button");
    const free = () => { buttons.forEach((button) => { button.disabled = false; }); bars.forEach((bar) => { bar.hidden = true; }); };
    buttons.forEach((button) => { button.disabled = true; });
    bars.forEach((bar) => { bar.hidden = false; bar.value = 0; });
    request.upload.addEventListener("progress", (step) => {
      if (step.lengthComputable) { bars.forEach((bar) => { bar.value = (100 * step.loaded) / step.total; }); }
    });
    request.addEventListener("load", () => {
      free();
      if (request.responseURL && request.responseURL !== address) { window.location.assign(request.responseURL); } else { put(request.responseText, address); }
    });
    request.addEventListener("error", () => { free(); form.submit(); });
    request.open("POST", address);
    request.send(data);
  });
})();

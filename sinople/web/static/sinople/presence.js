// Whoever closes the page is not shown as being here any more.
addEventListener("pagehide", () => {
  for (const place of document.querySelectorAll("[data-leave]")) {
    const token = JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
    navigator.sendBeacon(place.dataset.leave, new URLSearchParams({ csrfmiddlewaretoken: token, left: "1" }));
  }
});

// A slider beside every figure of [data-sliders]: from nothing to twice what stands; moving it types into the field, and the page works it out.
(() => {
  "use strict";
  const STEPS = 200;
  const figureOf = (field) => Number(field.value.replace(/[,\s]/g, ""));

  const sliderFor = (field) => {
    const stands = figureOf(field);
    if (!field.value.trim() || !Number.isFinite(stands) || stands <= 0) { return; }
    const slider = document.createElement("input");
    Object.assign(slider, { type: "range", className: "form-range sp-slider", min: 0, max: 2 * stands, step: (2 * stands) / STEPS, value: stands });
    slider.setAttribute("aria-label", field.labels.length ? field.labels[0].textContent.trim() : field.name);
    const places = Math.max(0, 3 - Math.ceil(Math.log10(stands)));
    slider.addEventListener("input", () => { field.value = String(Number(Number(slider.value).toFixed(places))); });
    field.addEventListener("input", () => { slider.value = figureOf(field); });
    (field.closest(".input-group") || field).after(slider);
  };

  const begin = () => document.querySelectorAll("[data-sliders] input[inputmode=decimal]").forEach(sliderFor);
  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", begin); } else { begin(); }
})();

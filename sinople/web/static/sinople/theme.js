// Light or dark, large print: remembered in a cookie, so that the server sends the right page and nothing flickers.
(() => {
  "use strict";
  const root = document.documentElement;
  const remember = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`; };
  const chosen = () => (document.cookie.match(/(?:^|; )theme=(light|dark)/) || [])[1] || "";
  const night = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => { root.dataset.bsTheme = chosen() || (night.matches ? "dark" : "light"); };
  const press = () => {
    document.querySelectorAll("[data-theme-choice]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosen())));
    document.querySelectorAll("[data-size-choice]").forEach((button) => button.setAttribute("aria-pressed", String(root.dataset.size === "large")));
  };
  apply();
  night.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-tools]").forEach((tools) => { tools.hidden = false; });
    press();
  });
  document.addEventListener("click", (event) => {
    const theme = event.target.closest("[data-theme-choice]");
    const size = event.target.closest("[data-size-choice]");
    if (theme) { remember("theme", theme.dataset.themeChoice); apply(); press(); }
    if (size) {
      const isLarge = root.dataset.size === "large";
      if (isLarge) { delete root.dataset.size; } else { root.dataset.size = "large"; }
      remember("size", isLarge ? "" : "large");
      press();
    }
  });
})();

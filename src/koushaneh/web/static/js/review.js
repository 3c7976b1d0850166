// Scoring by keyboard: 1 to 5 choose the anchor of the first open indicator, Ctrl+Enter locks and goes on.
(() => {
  "use strict";
  const form = document.querySelector("[data-review]");
  if (!form) return;
  const groups = [...new Set([...form.querySelectorAll("[data-anchor]")].map((radio) => radio.name))];
  const radios = (name) => [...form.querySelectorAll(`[name="${name}"]`)];
  const digit = (key) => {
    const at = "۱۲۳۴۵".indexOf(key);
    return at >= 0 ? at + 1 : Number(key);
  };
  const current = () => {
    const focused = document.activeElement.name;
    return groups.find((name) => name === focused) || groups.find((name) => !radios(name).some((one) => one.checked)) || groups[0];
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-lock]"));
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("textarea, input:not([type=radio])")) return;
    const radio = radios(current())[digit(event.key) - 1];
    if (!radio) return;
    event.preventDefault();
    radio.checked = true;
    radio.focus();
    radio.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();

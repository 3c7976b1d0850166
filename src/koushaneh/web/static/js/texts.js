// Marks by keyboard: n goes to the next one, a puts a blank in its place in the twin, Ctrl+Enter releases.
(() => {
  "use strict";
  const form = document.querySelector("[data-texts]");
  if (!form) return;
  const open = () => [...form.querySelectorAll(".mark:not(.accepted)")];
  const accept = (mark) => {
    const key = mark.closest("[data-original]").dataset.original;
    const twin = form.querySelector(`[name="twin_${key}"]`);
    twin.value = twin.value.replace(mark.textContent, () => mark.dataset.blank);
    mark.classList.add("accepted");
    mark.setAttribute("aria-pressed", "true");
    open()[0]?.focus();
  };
  form.querySelectorAll(".mark").forEach((mark) => {
    const key = mark.closest("[data-original]").dataset.original;
    if (!form.querySelector(`[name="twin_${key}"]`).value.includes(mark.textContent)) mark.classList.add("accepted");
    mark.addEventListener("click", () => accept(mark));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-release]"));
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("textarea, input")) return;
    const marks = open();
    if (event.key === "n" && marks.length) {
      const at = marks.indexOf(document.activeElement);
      marks[(at + 1) % marks.length].focus();
    } else if (event.key === "a" && marks.length) {
      accept(marks.includes(document.activeElement) ? document.activeElement : marks[0]);
    } else return;
    event.preventDefault();
  });
})();

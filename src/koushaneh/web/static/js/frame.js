// The frame's helpers. Every page works without them.
(() => {
  "use strict";
  const isTyping = (target) => target.closest("input, select, textarea, [contenteditable]");

  // The quick way out: hide at once, then end the session. Three times Shift does the same.
  const exit = document.querySelector("[data-exit]");
  const leave = () => {
    document.documentElement.classList.add("gone");
    document.title = "…";
    window.location.replace(exit.href);
  };
  if (exit) {
    exit.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
    let presses = [];
    document.addEventListener("keydown", (event) => {
      if (event.repeat) return;
      const now = Date.now();
      presses = event.key === "Shift" ? [...presses.filter((at) => now - at < 1500), now] : [];
      if (presses.length === 3) leave();
    });
  }

  // A question before what cannot be undone.
  const dialog = document.getElementById("confirm");
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.confirm || form.dataset.confirmed || !dialog.showModal) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    dialog.querySelector("p").textContent = form.dataset.confirm;
    dialog.returnValue = "no";
    dialog.onclose = () => {
      if (dialog.returnValue !== "yes") return;
      form.dataset.confirmed = "yes";
      form.requestSubmit(button);
      delete form.dataset.confirmed;
    };
    dialog.showModal();
  }, true);

  // A form that has been sent is not sent again by a second press.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    const form = event.target;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 4000);
  });

  // Lists by keyboard: j and k move, Enter opens, / searches, ? shows the keys.
  const rows = () => [...document.querySelectorAll("[data-keys] tbody tr")];
  const move = (step) => {
    const all = rows();
    if (!all.length) return;
    const at = all.findIndex((row) => row.contains(document.activeElement));
    const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    const link = next.querySelector("a");
    if (!link) next.tabIndex = -1;
    (link || next).focus();
    next.scrollIntoView({ block: "nearest" });
  };
  const keys = document.getElementById("keys");
  const actions = {
    j: () => move(1),
    k: () => move(-1),
    "/": () => document.querySelector("[data-search]")?.focus(),
    "?": () => keys.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && event.target.matches("[data-search]")) return move(1); // from the search to what it found
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const action = document.querySelector("dialog[open]") ? null : actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });

  // Browsers name the button for a file in their own language; ours speaks that of the page.
  const choose = (input) => {
    const frame = document.createElement("span");
    const button = Object.assign(document.createElement("span"), { className: "button quiet", textContent: input.dataset.choose });
    const names = Object.assign(document.createElement("span"), { textContent: input.dataset.none });
    frame.className = "chooser";
    button.setAttribute("aria-hidden", "true");
    names.setAttribute("aria-live", "polite");
    input.before(frame);
    frame.append(input, button, names);
    delete input.dataset.choose;
    input.addEventListener("change", () => {
      names.textContent = [...input.files].map((file) => file.name).join("، ") || input.dataset.none;
    });
  };

  const wake = (root) => {
    root.querySelectorAll("input[type=file][data-choose]").forEach(choose);
    root.querySelectorAll("[data-print]").forEach((button) => {
      button.hidden = false;
      button.onclick = () => window.print();
    });
  };
  wake(document);
  document.addEventListener("htmx:load", (event) => wake(event.target));
  const help = document.querySelector("[data-keys-help]");
  if (help) {
    help.hidden = false;
    help.onclick = () => keys.showModal();
  }
  document.querySelector("[role=alert][tabindex]")?.focus();
})();

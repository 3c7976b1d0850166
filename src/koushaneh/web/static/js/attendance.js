// Attendance without a connection: the list is kept on this device and sent once when there is one.
// Without this script the form is posted as any other.
(() => {
  "use strict";
  const form = document.querySelector("[data-ticks]");
  if (!form) return;
  const shelf = `ticks-${form.dataset.session}`;
  const notice = document.querySelector("[data-kept]");
  const kept = () => JSON.parse(localStorage.getItem(shelf) || "[]");
  const key = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  const written = () => [...form.querySelectorAll("select[name^=mark_]")].map((select) => {
    const code = select.name.slice("mark_".length);
    const why = form.elements[`why_${code}`].value;
    return { key: key(), at: new Date().toISOString(), code, mark: select.value, why };
  });

  // "sent", "refused" (the server has read them and says no), or "kept" (nobody answered).
  const send = async () => {
    const ticks = kept();
    if (!ticks.length) return "sent";
    const headers = { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    try {
      const answer = await fetch(form.dataset.ticks, { method: "POST", headers, body: JSON.stringify({ ticks }) });
      if (answer.ok && !answer.redirected) {
        localStorage.removeItem(shelf);
        return "sent";
      }
      return answer.status === 409 || answer.status === 422 ? "refused" : "kept";
    } catch {
      return "kept";
    }
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    localStorage.setItem(shelf, JSON.stringify([...kept(), ...written()]));
    const result = await send();
    notice.hidden = result !== "kept";
    if (result === "sent") window.location.assign(form.dataset.then);
    if (result === "refused") {
      localStorage.removeItem(shelf);
      form.submit(); // the page says what is wrong
    }
    if (result === "kept") notice.scrollIntoView();
  });

  const again = async () => {
    if (kept().length && await send() === "sent") window.location.assign(form.dataset.then);
  };
  window.addEventListener("online", again);
  setInterval(again, 30000);
  notice.hidden = !kept().length;
  again();
})();

/** A file may be dropped, and is sent at once; one that is too large is told before it travels. */

const MAX_BYTES = 10_000_000;

/** @param {HTMLFormElement | null} form */
export function wireDrop(form) {
  if (!form) return;
  const field = /** @type {HTMLInputElement} */ (form.querySelector("input[type=file]"));
  const words = /** @type {HTMLElement} */ (form.querySelector("[data-drop-words]"));
  words.textContent = "Drop a file here, or choose one";
  const send = () => {
    const file = field.files?.[0];
    if (!file) return;
    if (file.size > MAX_BYTES) {
      words.textContent = `${file.name} is larger than 10 MB. Split it and upload the parts.`;
      words.setAttribute("role", "alert");
      field.value = "";
      return;
    }
    words.textContent = `Uploading ${file.name} …`;
    form.requestSubmit();
  };
  field.addEventListener("change", send);
  for (const name of ["dragenter", "dragover"]) form.addEventListener(name, (event) => over(event, true));
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, (event) => over(event, false));
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    field.files = event.dataTransfer.files;
    send();
  });

  /** @param {Event} event @param {boolean} isOver */
  function over(event, isOver) {
    event.preventDefault();
    form?.classList.toggle("over", isOver);
  }
}

/** The answer as customers will see it, while it is written. @param {HTMLTextAreaElement | null} box */
export function wirePreview(box) {
  const place = document.getElementById("preview");
  const form = box?.form;
  if (!box || !place || !form) return;
  let timer = 0;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(async () => {
      const sent = await fetch(box.dataset.preview ?? "", { method: "POST", body: new FormData(form) }).catch(() => null);
      if (sent?.ok) place.innerHTML = await sent.text(); // cleaned by the server, as for customers
    }, 250);
  });
}

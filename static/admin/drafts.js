/** Keeps what somebody writes until it has arrived: over a reload, a lost connection, another page and a new sign-in.
 *
 * It lies in this tab's storage under the person's name, so that a shared computer keeps nothing once the tab is closed.
 */

/** @typedef {{id: string, fields: Record<string, string | boolean>}} Draft `id` is sent along; the page after a form that was taken names it */
/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

const PREFIX = `draft of ${document.body.dataset.me}: `;

/** Put back what did not arrive, and keep what is written from now on. Forms that came since the last call are wired, too. */
export function keepDrafts() {
  for (const key of keys()) if (read(key)?.id === document.body.dataset.sent) sessionStorage.removeItem(key);
  for (const box of document.querySelectorAll("form[method=post] textarea")) {
    const form = /** @type {HTMLFormElement} */ (/** @type {HTMLTextAreaElement} */ (box).form);
    if (!form.dataset.kept) wire(form);
  }
}

/** It has arrived. @param {HTMLFormElement} form */
export function forget(form) {
  sessionStorage.removeItem(form.dataset.kept ?? "");
}

/** Say in the form why it was not taken; the text stays. @param {HTMLFormElement} form @param {string} sentence */
export function tellUnsent(form, sentence) {
  const place = form.querySelector("[data-unsent]") ?? document.createElement("p");
  place.className = "notice bad";
  place.setAttribute("role", "alert");
  place.setAttribute("data-unsent", "");
  place.textContent = sentence;
  form.prepend(place);
}

export const OFFLINE = "Not sent: there is no connection. Your text stays here; send it again once you are online.";

/** @param {HTMLFormElement} form */
function wire(form) {
  const key = PREFIX + location.pathname + location.search + " " + (form.getAttribute("action") ?? "");
  form.dataset.kept = key;
  const id = document.createElement("input");
  Object.assign(id, { type: "hidden", name: "draft", value: Date.now().toString(36) + Math.random().toString(36).slice(2) });
  form.append(id);
  const draft = read(key);
  if (draft) putBack(form, draft);
  form.addEventListener("input", () => {
    const fields = Object.fromEntries(written(form).map((field) => [field.name, value(field)]));
    sessionStorage.setItem(key, JSON.stringify({ id: id.value, fields: { ...fields, was: was(form) } }));
  });
  form.addEventListener("submit", (event) => {
    if (navigator.onLine || event.defaultPrevented) return;
    event.preventDefault(); // the browser's own page would take the place of this one
    tellUnsent(form, OFFLINE);
  });
}

/** @param {HTMLFormElement} form @param {Draft} draft */
function putBack(form, draft) {
  const changed = written(form).filter((field) => field.name in draft.fields && value(field) !== draft.fields[field.name]);
  if (!changed.length) return;
  for (const field of changed) {
    if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = Boolean(draft.fields[field.name]);
    else field.value = String(draft.fields[field.name]);
  }
  const draftId = /** @type {HTMLInputElement} */ (form.elements.namedItem("draft"));
  draftId.value = draft.id;
  changed.find((field) => "preview" in field.dataset)?.dispatchEvent(new Event("input"));
  if (!("say" in form.dataset)) offerFresh(form, was(form) !== draft.fields.was);
}

/** @param {HTMLFormElement} form @param {boolean} isOlder what was edited has changed since */
function offerFresh(form, isOlder) {
  const place = document.createElement("div");
  place.className = `notice ${isOlder ? "warn" : "info"}`;
  place.setAttribute("role", "status");
  const words = document.createElement("div");
  words.textContent = isOlder
    ? "This is what you had written and not sent. It was changed by somebody meanwhile: look at the new state before you save. "
    : "This is what you had written and not sent. ";
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button slim", textContent: "Start afresh" });
  button.addEventListener("click", () => {
    forget(form);
    form.reset();
    place.remove();
    for (const box of form.querySelectorAll("textarea[data-preview]")) box.dispatchEvent(new Event("input"));
  });
  words.append(button);
  place.append(words);
  form.prepend(place);
}

/** @param {HTMLFormElement} form @returns {Field[]} */
function written(form) {
  const fields = [...form.elements].map((each) => /** @type {Field} */ (each));
  return fields.filter((field) => field.name && field.matches("textarea, select, input:not([type=hidden], [type=password], [type=file])"));
}

/** @param {Field} field */
function value(field) {
  return field instanceof HTMLInputElement && field.type === "checkbox" ? field.checked : field.value;
}

/** What the form says that it changes; empty where it changes nothing. @param {HTMLFormElement} form */
function was(form) {
  const field = form.elements.namedItem("was");
  return field instanceof HTMLInputElement ? field.value : "";
}

function keys() {
  return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
}

/** @param {string} key @returns {Draft | null} */
function read(key) {
  const text = sessionStorage.getItem(key);
  return text ? JSON.parse(text) : null;
}

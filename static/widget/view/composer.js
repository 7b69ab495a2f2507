/** Where the customer writes: grows with the text, Enter sends, Shift+Enter breaks the line. */

import { el, icon } from "../dom.js";
import { filesPart } from "./files.js";

/** Near the limit the counter appears: a tenth of it, at most so many characters before. */
const WARN_BEFORE = 100;

/** @param {import("../view.js").Ui} ui @param {string} draft */
export function composer(ui, draft) {
  const { say } = ui.texts;
  let limit = Infinity;
  const input = el("textarea", { rows: 1, id: "message", placeholder: say("placeholder"), "aria-label": say("your_message"),
    "aria-describedby": "too-long consent", enterkeyhint: "send", dir: "auto", autocomplete: "off", oninput: changed, onkeydown: pressed, onpaste: (/** @type {ClipboardEvent} */ event) => files.pasted(event) });
  const files = filesPart(ui, () => changed());
  const button = el("button", { class: "send", "aria-label": say("send"), title: say("send") }, icon("send"));
  const counter = el("p", { class: "counter", id: "too-long", "aria-live": "polite" });
  const person = el("button", { type: "button", class: "quiet person", onclick: () => ui.actions.askForHuman() },
    icon("person"), el("span", {}, say("ask_person")));
  const form = el("form", { class: "composer", onsubmit: submitted }, files.node,
    el("div", { class: "field" }, files.button, input, button),
    el("div", { class: "below" }, person, counter));
  input.value = draft;

  function changed() {
    const over = input.value.length - limit;
    button.disabled = (input.value.trim() === "" && files.isEmpty()) || over > 0;
    counter.textContent = over > 0 ? say("too_long", { n: over }) : over > -WARN_BEFORE ? String(-over) : "";
    form.classList.toggle("is-too-long", over > 0);
    fit();
    ui.actions.keepDraft(input.value);
  }

  function fit() {
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight}px`; // the style sheet caps it
  }

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return; // composing: the Enter picks a character
    event.preventDefault();
    form.requestSubmit();
  }

  /** @param {Event} event */
  function submitted(event) {
    event.preventDefault();
    const text = input.value.trim();
    if (button.disabled) return;
    input.value = "";
    changed();
    for (const file of files.takeAll()) ui.actions.sendFile(file);
    if (text) ui.actions.send(text, null);
    input.focus();
  }

  queueMicrotask(changed);
  return {
    node: form,
    focus: () => input.focus(),
    /** Take files that are dropped on this node. @param {HTMLElement} node */
    dropOn: (node) => files.dropOn(node),
    /** @param {{limit: number, fileLimit: number, mayAsk: boolean}} props */
    update({ limit: now, fileLimit, mayAsk }) {
      person.hidden = !mayAsk;
      files.setLimit(fileLimit);
      if (now === limit) return;
      limit = now;
      changed();
    },
  };
}

/** Thumbs under an answer; a thumb down asks for the reason. */

import { el, icon } from "../dom.js";

const REASONS = ["reason_wrong", "reason_other_question", "reason_unclear"];
const MAX_REASON_CHARS = 500; // docs/protocol.md

/** @param {import("../protocol.js").Message} message @param {import("../view.js").Ui} ui */
export function feedbackPart(message, ui) {
  const { say } = ui.texts;
  const up = thumb("up_thumb", say("helpful"), () => give(true));
  const down = thumb("down_thumb", say("not_helpful"), () => give(false));
  const more = el("div", { class: "reason", "aria-live": "polite" });
  const node = el("div", { class: "feedback" }, el("div", { class: "thumbs" }, up, down), more);

  /** @param {boolean} isHelpful */
  async function give(isHelpful) {
    more.replaceChildren();
    const isStored = await ui.actions.giveFeedback(message.seq, isHelpful);
    if (!isStored) more.replaceChildren(el("p", {}, say("not_stored")));
    else if (isHelpful) more.replaceChildren(el("p", {}, say("thanks")));
    else askWhy();
  }

  function askWhy() {
    const text = el("input", { type: "text", maxlength: MAX_REASON_CHARS, placeholder: say("reason_label"),
      "aria-label": say("reason_label") });
    const chips = REASONS.map((key) =>
      el("button", { type: "button", class: "chip small", onclick: () => explain(say(key)) }, say(key)));
    const form = el("form", { onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      void explain(text.value.trim());
    } }, text, el("button", { class: "plain" }, say("reason_send")));
    const box = el("fieldset", {}, el("legend", {}, say("why_not")), el("div", { class: "chips" }, ...chips), form);
    more.replaceChildren(box);
    if (down === document.activeElement) chips[0].focus();
  }

  /** @param {string} reason */
  async function explain(reason) {
    const isStored = await ui.actions.giveFeedback(message.seq, false, reason.slice(0, MAX_REASON_CHARS));
    more.replaceChildren(el("p", {}, say(isStored ? "thanks" : "not_stored")));
    down.focus();
  }

  return {
    node,
    /** @param {boolean | null} given */
    update(given) {
      up.setAttribute("aria-pressed", String(given === true));
      down.setAttribute("aria-pressed", String(given === false));
    },
  };
}

/** @param {import("../dom.js").IconName} name @param {string} words @param {() => void} onclick */
const thumb = (name, words, onclick) =>
  el("button", { type: "button", class: "round", "aria-label": words, title: words, "aria-pressed": "false", onclick }, icon(name));

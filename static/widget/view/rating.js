/** Cards that the customer opens from the menu, at the end of the conversation: rate it, or start a new one. */

import { el, icon, unseen } from "../dom.js";

const MAX_COMMENT_CHARS = 1000; // docs/protocol.md

/** @param {import("../view.js").Ui} ui @param {() => void} done */
export function ratingCard(ui, done) {
  const { say } = ui.texts;
  const stars = [1, 2, 3, 4, 5].map((n) => el("label", { class: "star" },
    el("input", { type: "radio", name: "score", value: n, required: true }), icon("star"), unseen(say("rate_score", { n }))));
  const comment = el("textarea", { rows: 2, maxlength: MAX_COMMENT_CHARS, "aria-label": say("rate_comment"),
    placeholder: say("rate_comment") });
  const note = el("p", { role: "status" });
  const form = el("form", { class: "card rating", onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault();
    void sent();
  } },
    el("fieldset", {}, el("legend", {}, say("rate_title")), el("div", { class: "stars" }, ...stars)), comment, note,
    el("div", { class: "buttons" }, el("button", { class: "primary" }, say("rate_send")),
      el("button", { type: "button", class: "plain", onclick: done }, say("rate_later"))));

  async function sent() {
    const score = Number(new FormData(form).get("score"));
    const isStored = await ui.actions.giveRating(score, comment.value.trim());
    if (!isStored) note.textContent = say("not_stored");
    else form.replaceChildren(el("p", { class: "card-thanks", role: "status" }, icon("check"), say("rate_thanks")));
  }

  return form;
}

/** @param {import("../view.js").Ui} ui @param {() => void} done */
export function newChatCard(ui, done) {
  const { say } = ui.texts;
  return el("div", { class: "card", role: "group", "aria-label": say("menu_new") }, el("p", {}, say("confirm_new")),
    el("div", { class: "buttons" },
      el("button", { type: "button", class: "primary", onclick: () => ui.actions.startNew() }, say("yes_new")),
      el("button", { type: "button", class: "plain", onclick: done }, say("keep"))));
}

/** Cards at the end of the conversation, most of them opened from the menu: rate it, start a new one, delete it. */

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
export function eraseCard(ui, done) {
  const { say } = ui.texts;
  const note = el("p", { role: "status" });
  const erase = el("button", { type: "button", class: "primary danger", onclick: async () => {
    erase.disabled = true;
    if (await ui.actions.erase()) return; // the whole view begins anew
    erase.disabled = false;
    note.textContent = say("not_erased");
  } }, say("yes_delete"));
  return el("div", { class: "card", role: "group", "aria-label": say("menu_delete") }, el("p", {}, say("confirm_delete")), note,
    el("div", { class: "buttons" }, el("button", { type: "button", class: "plain", onclick: done }, say("keep")), erase));
}

/** @param {import("../view.js").Ui} ui @param {() => void} done */
export function erasedCard(ui, done) {
  return el("div", { class: "card erased" }, el("p", { class: "card-thanks" }, icon("check"), ui.texts.say("erased")),
    el("div", { class: "buttons" }, el("button", { type: "button", class: "plain", onclick: done }, ui.texts.say("ok"))));
}

/** @param {import("../view.js").Ui} ui @param {() => void} done */
export function newChatCard(ui, done) {
  const { say } = ui.texts;
  return el("div", { class: "card", role: "group", "aria-label": say("menu_new") }, el("p", {}, say("confirm_new")),
    el("div", { class: "buttons" },
      el("button", { type: "button", class: "primary", onclick: () => ui.actions.startNew() }, say("yes_new")),
      el("button", { type: "button", class: "plain", onclick: done }, say("keep"))));
}

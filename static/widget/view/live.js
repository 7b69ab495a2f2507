/**
 * What is going on right now, below the log: the stage, and the reply as it is written. Eyes see the reply grow; a screen
 * reader hears the stage once and then the whole reply, when it joins the log.
 */

import { el } from "../dom.js";
import { STAGES } from "../protocol.js";

/** The whole reply comes as HTML; until then the marks of its Markdown are left out. @param {string} markdown */
const plain = (markdown) => markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/(\*\*|__|`)/g, "").replace(/^#+ /gm, "");

/** @param {import("../view.js").Ui} ui */
export function liveParts(ui) {
  const { say } = ui.texts;
  const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
  const words = el("span", {});
  const stage = el("div", { class: "stage" }, dots, words);
  const bubble = el("div", { class: "bubble", dir: "auto" });
  const stream = el("div", { class: "row theirs from-bot is-group-start streaming", "aria-hidden": "true", hidden: true }, bubble);
  const late = el("p", { class: "notice", hidden: true }, say("late"));
  const node = el("div", { class: "live" }, stream, el("div", { role: "status" }, stage, late));

  return {
    node,
    /** @param {import("../state.js").State} state */
    update(state) {
      const text = plain(state.stream?.text ?? "");
      const name = state.stage && STAGES.includes(state.stage.name) ? state.stage.name : "thinking";
      stage.hidden = !state.stage || text !== "";
      const sentence = stage.hidden ? "" : say(`stage_${name}`);
      if (words.textContent !== sentence) words.textContent = sentence;
      stream.hidden = text === "";
      if (bubble.textContent !== text) bubble.textContent = text;
      late.hidden = !state.isLate;
    },
  };
}

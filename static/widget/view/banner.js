/** Above the log: the connection is gone, or a person has the conversation. */

import { el, icon } from "../dom.js";

/** A reconnection shorter than this (ms) is not worth a banner. */
const BANNER_PAUSE_MS = 1_200;

/** @param {import("../view.js").Ui} ui */
export function bannerPart(ui) {
  const words = el("span", {});
  const button = el("button", { type: "button", class: "link", onclick: () => ui.actions.connectNow() }, ui.texts.say("connect_now"));
  const bar = el("div", { class: "banner", hidden: true }, icon("offline"), words, button);
  const handoff = el("div", { class: "banner handoff", hidden: true }, icon("person"), el("span", { dir: "auto" }));
  const node = el("div", { class: "banners", role: "status" }, bar, handoff);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;

  return {
    node,
    /** @param {import("../state.js").State} state */
    update(state) {
      const { status, agent } = state.handoff;
      handoff.hidden = status === "none";
      const sentence = status === "none" ? "" : ui.texts.say(`handoff_${status}`, { agent: agent || ui.texts.say("someone") });
      if (handoff.lastElementChild?.textContent !== sentence) handoff.lastElementChild?.replaceChildren(sentence);
      if (state.link === "online") {
        clearTimeout(pause);
        pause = undefined;
        bar.hidden = true;
        words.textContent = "";
      } else {
        pause ??= setTimeout(() => {
          words.textContent = ui.texts.say("offline");
          bar.hidden = false;
        }, BANNER_PAUSE_MS);
      }
    },
  };
}

/** One sentence in place of a conversation: the shop talks to signed-in customers only, or the sign-in does not count any more. */

import { el, icon } from "../dom.js";

/** @param {import("../view.js").Ui} ui */
export function gatePart(ui) {
  const words = el("p", {});
  const node = el("div", { class: "gate", role: "status" });
  return {
    node,
    /** @param {import("../state.js").State} state */
    update({ barred }) {
      if (node.dataset.reason === barred) return;
      node.dataset.reason = barred;
      words.textContent = barred && ui.texts.say(barred);
      node.replaceChildren(...(barred ? [icon("person"), words] : []));
    },
  };
}

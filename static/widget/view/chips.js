/** Suggested answers under the newest message. */

import { el } from "../dom.js";
import { openChips } from "../selectors.js";

/** @param {import("../view.js").Ui} ui @param {() => void} onGone called when the chip that had the focus is gone */
export function chipsPart(ui, onGone) {
  const node = el("div", { class: "chips open-chips", role: "group", "aria-label": ui.texts.say("suggestions"), hidden: true });
  let shown = "";

  /** @param {import("../protocol.js").Chip} chip */
  const button = (chip) => el("button", { type: "button", class: "chip",
    onclick: () => ui.actions.send(chip.label, chip.payload || null) }, el("span", { dir: "auto" }, chip.label));

  return {
    node,
    /** @param {import("../state.js").State} state */
    update(state) {
      const open = openChips(state);
      const key = JSON.stringify(open);
      if (key === shown) return;
      shown = key;
      const hadFocus = node.contains(document.activeElement);
      node.replaceChildren(...open.map(button));
      node.hidden = open.length === 0;
      if (hadFocus) onGone();
    },
  };
}

/** The shop's line about the customer's data: above the input until the first message is sent, which accepts it. */

import { el, icon, unseen } from "../dom.js";
import { wantsConsent } from "../selectors.js";
import { aim } from "./links.js";

/** @param {import("../view.js").Ui} ui */
export function consentPart(ui) {
  const { say } = ui.texts;
  const words = el("span", { dir: "auto" });
  const place = el("span", {});
  const node = el("p", { class: "consent", id: "consent", hidden: true }, words, place);
  let shown = "";
  return {
    node,
    /** @param {import("../state.js").State} state */
    update(state) {
      const { consent_text, privacy_url } = state.settings;
      node.hidden = !wantsConsent(state);
      if (shown === consent_text + privacy_url) return;
      shown = consent_text + privacy_url;
      words.textContent = consent_text;
      const link = el("a", {}, say("privacy_link"), icon("out"), unseen(` ${say("new_window")}`));
      aim(link, privacy_url, ui);
      place.replaceChildren(...(privacy_url && link.href ? [" ", link] : []));
    },
  };
}

/** Links of answers, cards and sources. Only http(s) addresses are followed; relative ones belong to the shop's page. */

import { safeUrl } from "../dom.js";

/** Links into the shop open in the shop's page, others in a new window.
 * @param {HTMLAnchorElement} link @param {string} url @param {import("../view.js").Ui} ui */
export function aim(link, url, ui) {
  const whole = safeUrl(url, ui.base);
  if (whole === null) return link.removeAttribute("href");
  const isShop = new URL(whole).origin === new URL(ui.base).origin;
  link.href = whole;
  link.rel = "noopener";
  link.target = isShop ? "_top" : "_blank";
  if (isShop) link.addEventListener("click", (event) => ui.actions.follow(whole, event));
}

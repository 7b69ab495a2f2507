/** Product cards in a row that scrolls; the buttons appear where there is something to scroll to. */

import { el, icon, safeUrl, unseen } from "../dom.js";
import { aim } from "./links.js";

/** @param {import("../protocol.js").Product[]} products @param {import("../view.js").Ui} ui */
export function productCarousel(products, ui) {
  const { say } = ui.texts;
  const label = say("products", { n: products.length });
  const track = el("ul", { class: "track", tabindex: "0", role: "list", "aria-label": label },
    ...products.map((product) => productCard(product, ui)));
  const previous = arrow("left", say("previous"), () => turn(-1));
  const next = arrow("right", say("next"), () => turn(1));

  /** @param {1 | -1} pages */
  function turn(pages) {
    const sign = ui.texts.direction === "rtl" ? -1 : 1;
    track.scrollBy({ left: sign * pages * track.clientWidth * 0.8, behavior: ui.isCalm() ? "auto" : "smooth" });
  }

  function fit() {
    const at = Math.abs(track.scrollLeft);
    const end = track.scrollWidth - track.clientWidth;
    previous.disabled = at < 4;
    next.disabled = at > end - 4;
    box.classList.toggle("is-still", end < 4);
  }

  const box = el("div", { class: "carousel" }, track, previous, next);
  track.addEventListener("scroll", fit, { passive: true });
  new ResizeObserver(fit).observe(track);
  return box;
}

/** @param {import("../dom.js").IconName} name @param {string} words @param {() => void} onclick */
const arrow = (name, words, onclick) =>
  el("button", { type: "button", class: `round raised arrow arrow-${name}`, "aria-label": words, onclick }, icon(name));

/** @param {import("../protocol.js").Product} product @param {import("../view.js").Ui} ui */
function productCard(product, ui) {
  const link = el("a", { class: "product-title", dir: "auto" }, product.title, unseen(` ${ui.texts.say("new_window")}`));
  if (product.url) aim(link, product.url, ui);
  return el("li", { class: "product" },
    picture(product, ui),
    el("div", { class: "product-words" },
      link,
      el("p", { class: "product-line" }, el("strong", { class: "price" }, product.price), stock(product.stock)),
      product.reason && el("p", { class: "product-reason", dir: "auto" }, icon("check"), el("span", {}, product.reason))));
}

/** @param {import("../protocol.js").Product} product @param {import("../view.js").Ui} ui */
function picture(product, ui) {
  const frame = el("div", { class: "product-picture" });
  const src = product.image ? safeUrl(product.image, ui.base) : null;
  if (src === null) frame.append(icon("parcel"));
  else {
    const image = el("img", { alt: "", loading: "lazy", width: 160, height: 120, src });
    image.addEventListener("error", () => frame.replaceChildren(icon("parcel")));
    frame.append(image);
  }
  return frame;
}

/** The words are the server's; the colour only repeats what they say. @param {string} words */
function stock(words) {
  if (!words) return null;
  const tone = /\bonly\b|\blast\b/i.test(words) ? "few" : /sold out|out of stock|unavailable/i.test(words) ? "none" : "some";
  return el("span", { class: `stock stock-${tone}` }, words);
}

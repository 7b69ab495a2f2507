/** The parts of the log: a day, the customer's message, the shop's message, a trouble. Each is made once and then updated. */

import { el, icon, unseen } from "../dom.js";
import { fileChip } from "./files.js";
import { pastChips } from "../selectors.js";
import { aim } from "./links.js";

/** What only some answers have is fetched with the first message: before it, everything together stays under 60 KB. */
const code = { feedback: () => import("./feedback.js"), order: () => import("./order.js"), products: () => import("./products.js"),
  picture: () => import("./picture.js") };

/** @typedef {import("../selectors.js").Item} Item */
/** @typedef {{node: HTMLElement, update: (item: any) => void}} Part */
/** @typedef {import("../view.js").Ui} Ui */

/** @param {Item} item @param {Ui} ui @returns {Part} */
export function makePart(item, ui) {
  switch (item.kind) {
    case "day": return fixed(el("p", { class: "day" }, el("span", {}, item.day)));
    case "own": return ownPart(item, ui);
    case "message": return messagePart(item, ui);
    case "trouble": return fixed(troubleNode(item.trouble, ui));
  }
}

/** @param {HTMLElement} node @returns {Part} */
const fixed = (node) => ({ node, update: () => {} });

/** @param {HTMLElement} node @param {{isGroupStart: boolean, isGroupEnd: boolean}} item */
function group(node, item) {
  node.classList.toggle("is-group-start", item.isGroupStart);
  node.classList.toggle("is-group-end", item.isGroupEnd);
}

/** @param {import("../selectors.js").OwnItem} first @param {Ui} ui @returns {Part} */
function ownPart(first, ui) {
  const meta = el("div", { class: "meta" });
  for (const fetched of Object.values(code)) fetched().catch(() => {}); // ahead of the answer; asked for again when it comes
  const bubble = el("div", { class: "bubble", dir: "auto" }, first.attachment ? fileChip(first.attachment, ui) : first.text);
  const { attachment, client_id } = first;
  if (attachment?.media_type.startsWith("image/")) {
    bubble.classList.add("with-picture");
    bubble.prepend(later(code.picture().then(({ pictureButton }) => pictureButton(attachment, ui,
      { thumb: (shrink) => ui.actions.thumbOf(client_id, shrink), whole: () => ui.actions.fileOf(client_id) })), "picture"));
  }
  const node = el("div", { class: "row own" }, unseen(`${ui.texts.say("says", { author: ui.texts.say("you") })} `), bubble, meta);
  let shown = "";
  return {
    node,
    update(/** @type {import("../selectors.js").OwnItem} */ item) {
      group(node, item);
      node.dataset.phase = item.phase;
      if (!item.attachment && bubble.textContent !== item.text) bubble.textContent = item.text; // the server's words for a wish to see a person
      const state = [item.phase, item.isNewest, item.isOnline, item.problem?.code].join();
      if (state === shown) return;
      shown = state;
      meta.replaceChildren(...ownMeta(item, ui));
    },
  };
}

/** @param {import("../selectors.js").OwnItem} item @param {Ui} ui @returns {Node[]} */
function ownMeta(item, ui) {
  const { say, time } = ui.texts;
  if (item.phase === "sent") return item.isNewest ? [icon("check"), el("span", {}, say("sent", { time: time(item.at) }))] : [];
  if (item.phase === "failed") return failedMeta(item, ui);
  const words = !item.isOnline ? "held_back" : item.problem ? "wait" : "sending";
  return [icon("clock"), el("span", {}, say(words))];
}

/** @param {import("../selectors.js").OwnItem} item @param {Ui} ui @returns {Node[]} */
function failedMeta(item, ui) {
  const { say } = ui.texts;
  const retry = el("button", { type: "button", class: "link", onclick: () => ui.actions.retry(item.client_id) }, say("retry"));
  const discard = el("button", { type: "button", class: "link", onclick: () => ui.actions.drop(item.client_id) }, say("discard"));
  const why = item.problem?.code === "file_lost" ? say("file_lost") : [say("not_sent"), item.problem?.message].filter(Boolean).join(" ");
  return [icon("alert"), el("span", { role: "alert" }, why), ...(item.problem?.may_retry ? [retry] : []), discard];
}

/** @param {import("../selectors.js").MessageItem} first @param {Ui} ui @returns {Part} */
function messagePart(first, ui) {
  const { message } = first;
  if (message.author === "system") return fixed(el("p", { class: "notice", dir: "auto" }, message.text));
  const author = message.author === "agent" ? message.agent || ui.texts.say("someone") : ui.texts.say("assistant");
  let given = message.feedback;
  /** @type {ReturnType<typeof import("./feedback.js").feedbackPart> | null} */
  let feedback = null;
  const thumbs = message.rates && later(code.feedback().then(({ feedbackPart }) => {
    feedback = feedbackPart(message, ui);
    feedback.update(given);
    return feedback.node;
  }));
  const { order, products } = message;
  const past = pastChips(message);
  const offers = past.length > 0 && el("ul", { class: "chips past-chips", "aria-label": ui.texts.say("suggestions") },
    ...past.map((chip) => el("li", { class: "chip", dir: "auto" }, chip.label)));
  const time = el("time", { class: "meta", datetime: message.at }, ui.texts.time(message.at));
  const node = el("div", { class: `row theirs from-${message.author}` },
    message.author === "agent" ? el("p", { class: "author", dir: "auto" }, author) : unseen(`${ui.texts.say("says", { author })} `),
    bubbleOf(message, ui),
    order && later(code.order().then(({ orderCard }) => orderCard(order, ui))),
    products.length > 0 && later(code.products().then(({ productCarousel }) => productCarousel(products, ui))),
    offers,
    el("div", { class: "foot" }, sourcesOf(message, ui), time, thumbs));
  return {
    node,
    update(/** @type {import("../selectors.js").MessageItem} */ item) {
      group(node, item);
      if (offers) offers.hidden = item.isNewest; // those of the newest message can be clicked, below
      given = item.message.feedback;
      feedback?.update(given);
    },
  };
}

/** A place for a part whose code is on its way; without a network the words of the answer stand alone.
 * @param {Promise<Node>} coming @param {string} [size] the class whose room is kept free */
function later(coming, size) {
  const place = el("span", size ? { class: size } : { hidden: true });
  coming.then((node) => place.replaceWith(node), () => place.remove());
  return place;
}

/** @param {import("../protocol.js").Message} message @param {Ui} ui */
function bubbleOf(message, ui) {
  if (!message.text && !message.html) return null;
  const bubble = el("div", { class: "bubble", dir: "auto" });
  if (message.html) {
    bubble.classList.add("prose");
    bubble.innerHTML = message.html; // the one place for markup: cleaned by the server, and never a customer's words
    for (const link of bubble.querySelectorAll("a")) aim(link, link.getAttribute("href") ?? "", ui);
  } else {
    bubble.textContent = message.text;
  }
  return bubble;
}

/** @param {import("../protocol.js").Message} message @param {Ui} ui */
function sourcesOf(message, ui) {
  const cards = new Set(message.products.map((product) => product.id));
  const sources = message.sources.filter((source) => source.kind !== "product" || !cards.has(source.id)); // a card is its own source
  if (sources.length === 0) return null;
  const parts = sources.map((source) => {
    const link = el("a", { dir: "auto" }, source.title);
    if (source.url) aim(link, source.url, ui);
    return link;
  });
  const label = ui.texts.say(parts.length === 1 ? "source" : "sources");
  return el("p", { class: "sources" }, icon("page"), el("span", {}, `${label}: `, ...join(parts)));
}

/** @param {Node[]} parts @returns {(Node | string)[]} */
const join = (parts) => parts.flatMap((part, index) => (index === 0 ? [part] : [", ", part]));

/** @param {import("../protocol.js").Trouble} trouble @param {Ui} ui */
function troubleNode(trouble, ui) {
  const retry = () => ui.actions.repeat(trouble.for_seq ?? 0);
  return el("div", { class: "notice trouble", role: "alert" }, icon("alert"),
    el("span", { dir: "auto" }, trouble.message || ui.texts.say("trouble")),
    trouble.may_retry && trouble.for_seq !== null
      && el("button", { type: "button", class: "link", onclick: retry }, ui.texts.say("retry")));
}

/**
 * The panel: builds the parts once, then `render(state)` brings each in step. Knows the DOM and nothing of the network.
 *
 * @typedef {{send: (text: string, choice: string | null) => void, sendFile: (file: File) => void,
 *   fileOf: (client_id: string) => Promise<Blob | null>,
 *   thumbOf: (client_id: string, shrink: (file: Blob) => Promise<string | null>) => Promise<string | null>, askForHuman: () => void, retry: (client_id: string) => void,
 *   drop: (client_id: string) => void, repeat: (seq: number) => void,
 *   giveFeedback: (seq: number, isHelpful: boolean, reason?: string) => Promise<boolean>,
 *   giveRating: (score: number, comment: string) => Promise<boolean>, keepDraft: (text: string) => void,
 *   follow: (url: string, event: MouseEvent) => void, connectNow: () => void, saveTranscript: () => void,
 *   startNew: () => void, closeRating: () => void, erase: () => Promise<boolean>, openRating: () => void, askForNew: () => void,
 *   askToErase: () => void, close: () => void}} Actions
 * @typedef {{texts: import("./texts.js").Texts, base: string, actions: Actions, isCalm: () => boolean}} Ui
 */

import { el, keyedList } from "./dom.js";
import { asksForRating, mayAskForHuman, timeline } from "./selectors.js";
import { bannerPart } from "./view/banner.js";
import { chipsPart } from "./view/chips.js";
import { composer } from "./view/composer.js";
import { consentPart } from "./view/consent.js";
import { gatePart } from "./view/gate.js";
import { header } from "./view/header.js";
import { liveParts } from "./view/live.js";
import { makePart } from "./view/message.js";
import { scrollArea } from "./view/scroller.js";

/** @typedef {ReturnType<typeof createView>} View */

/**
 * @param {HTMLElement} root
 * @param {{texts: import("./texts.js").Texts, base: string, actions: Omit<Actions, "openRating" | "askForNew" | "askToErase">, draft: string,
 *   isFramed: boolean}} needs
 */
export function createView(root, needs) {
  const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  /** @type {Ui} */
  const ui = { texts: needs.texts, base: needs.base, isCalm, actions: { ...needs.actions,
    openRating: () => openCard("ratingCard"), askForNew: () => openCard("newChatCard"), askToErase: () => openCard("eraseCard") } };
  const top = header(ui, needs.isFramed);
  const banner = bannerPart(ui);
  const greeting = greetingPart();
  const log = logPart(ui);
  const live = liveParts(ui);
  const gate = gatePart(ui);
  const chips = chipsPart(ui, focusWriter);
  const card = el("div", { class: "card-place" });
  const told = el("p", { class: "unseen", role: "status" });
  let isAsking = false;
  const title = el("h2", { class: "unseen", tabindex: "-1" }, needs.texts.say("conversation")); // headings in answers and cards come below it
  const content = el("div", { class: "content is-fresh" }, title, greeting.node, log.node, live.node, gate.node, chips.node, card);
  const middle = scrollArea(content, ui);
  const writer = composer(ui, needs.draft);
  const consent = consentPart(ui);
  writer.node.prepend(consent.node);
  root.replaceChildren(top.node, el("main", {}, banner.node, middle.node, writer.node, told));
  for (const part of root.children) writer.dropOn(/** @type {HTMLElement} */ (part));

  /** Cards come at the end of a conversation, and so does their code.
   * @param {"ratingCard" | "newChatCard" | "eraseCard" | "erasedCard"} name */
  async function makeCard(name) {
    return (await import("./view/rating.js"))[name](ui, hideCard);
  }

  /** @param {"ratingCard" | "newChatCard" | "eraseCard"} name */
  async function openCard(name) {
    const node = await makeCard(name);
    card.replaceChildren(node);
    middle.toEnd();
    /** @type {HTMLElement | null} */ (node.querySelector("input, button"))?.focus({ preventScroll: true });
  }

  /** @returns {boolean} whether there was a card to hide */
  function hideCard() {
    if (!card.firstChild) return false;
    card.replaceChildren();
    if (isAsking) ui.actions.closeRating();
    focusWriter();
    return true;
  }

  /** Ask how it was, without taking the focus; the question goes when the conversation goes on.
   * @param {import("./state.js").State} state */
  function askForRating(state) {
    const asks = asksForRating(state);
    if (asks === isAsking || (asks && card.firstChild) || (!asks && card.contains(document.activeElement))) return;
    isAsking = asks;
    told.textContent = asks ? ui.texts.say("rate_title") : "";
    if (!asks) return card.replaceChildren();
    void makeCard("ratingCard").then((node) => {
      if (!isAsking || card.firstChild) return; // the conversation went on meanwhile
      card.replaceChildren(node);
      middle.added(false);
    });
  }

  /** A touch screen's keyboard comes only when the customer asks for it. */
  function focusWriter() {
    if (writer.node.hidden || matchMedia("(pointer: coarse)").matches) title.focus({ preventScroll: true });
    else writer.focus();
  }

  return {
    focusWriter,
    toEnd: middle.toEnd,
    /** @returns {boolean} whether Escape had something smaller than the panel to close */
    closeSmall: () => top.closeMenu() || hideCard(),
    /** The conversation before was deleted, and this is a new one. */
    async tellErased() {
      card.replaceChildren(await makeCard("erasedCard"));
      told.textContent = ui.texts.say("erased");
      focusWriter();
    },
    /** @param {import("./state.js").State} state */
    render(state) {
      for (const part of [top, banner, greeting, log, live, gate, chips, consent]) part.update(state);
      writer.node.hidden = state.barred !== "";
      writer.update({ limit: state.settings.max_message_chars, fileLimit: state.settings.max_file_bytes,
        mayAsk: mayAskForHuman(state) });
      const isFresh = state.messages.length + state.outbox.length === 0;
      content.classList.toggle("is-fresh", isFresh);
      if (!isFresh) card.querySelector(".erased")?.remove();
      askForRating(state);
      const added = log.added();
      if (added) middle.added(added === "own");
    },
  };
}

function greetingPart() {
  const bubble = el("div", { class: "bubble", dir: "auto" });
  const node = el("div", { class: "row theirs from-bot is-group-start greeting", hidden: true }, bubble);
  return {
    node,
    /** @param {import("./state.js").State} state */
    update({ settings, barred }) {
      node.hidden = !settings.greeting || barred !== "";
      if (bubble.textContent !== settings.greeting) bubble.textContent = settings.greeting;
    },
  };
}

/** @param {Ui} ui */
function logPart(ui) {
  const node = el("div", { role: "log", class: "log", "aria-label": ui.texts.say("conversation"), "aria-relevant": "additions",
    "aria-live": "off" });
  const show = keyedList(node, (/** @type {import("./selectors.js").Item} */ item) => makePart(item, ui));
  let count = 0;
  let newestKind = "";

  return {
    node,
    /** @param {import("./state.js").State} state */
    update(state) {
      node.setAttribute("aria-busy", String(state.stream !== null));
      const items = timeline(state, ui.texts.day);
      newestKind = items.length > count ? items.at(-1)?.kind ?? "" : "";
      count = items.length;
      show(items);
      if (state.isReady) queueMicrotask(() => node.setAttribute("aria-live", "polite")); // the history is not read aloud
    },
    /** @returns {string} the kind of the newest part if the last update added one, else empty */
    added: () => newestKind,
  };
}

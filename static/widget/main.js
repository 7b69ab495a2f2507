/** Wires the parts: storage → conversation ↔ connection, state → view, and the shop's page. */

import { connect } from "./connection.js";
import { startConversation } from "./conversation.js";
import { openHost } from "./host.js";
import { unreadCount } from "./selectors.js";
import { openStorage } from "./storage.js";
import { loadTexts, pickLanguage } from "./texts.js";
import { applyTheme } from "./theme.js";
import { saveFile, transcriptText } from "./transcript.js";
import { createView } from "./view.js";

const root = /** @type {HTMLElement} */ (document.getElementById("chat"));
const host = openHost(onHostMessage);

/** What the shop's page may set; it arrives once before the start and again with every change. */
const options = { locale: "", theme: "auto", color: "", greeting: "", visitor: "", page: "" };
let isOpen = !host.isFramed;
/** @type {{conversation: import("./conversation.js").Conversation, view: import("./view.js").View} | null} */
let running = null;
let starts = 0;

/** (Re)start with the options as they are: at the beginning, for another language, another visitor, a new chat. */
async function start() {
  const turn = ++starts;
  const language = pickLanguage(options.locale ? [options.locale] : navigator.languages);
  const texts = await loadTexts(language, [options.locale, ...navigator.languages]);
  if (turn !== starts) return; // a later start has overtaken this one
  running?.conversation.stop();
  document.documentElement.lang = language;
  document.documentElement.dir = texts.direction;
  const store = openStorage(options.visitor);
  const view = createView(root, { texts, base: `${host.origin}/`, draft: store.get("draft") ?? "", isFramed: host.isFramed,
    actions: actions(texts, store) });
  const conversation = startConversation({ store, locale: language, pageUrl: options.page, onChange: changed,
    connect: (listeners) => connect(location.origin, listeners) });
  running = { conversation, view };
  paint(conversation.state);
  watchSeen();
  host.tell("ready");
  if (turn === 1) host.emit("ready");
}

/** @param {import("./texts.js").Texts} texts @param {import("./storage.js").Store} store */
function actions(texts, store) {
  const chat = () => /** @type {NonNullable<typeof running>} */ (running).conversation;
  return {
    send: (/** @type {string} */ text, /** @type {string | null} */ choice) => chat().send(text, choice),
    askForHuman: () => chat().askForHuman(texts.say("ask_person_text")),
    retry: (/** @type {string} */ id) => chat().retry(id),
    drop: (/** @type {string} */ id) => chat().drop(id),
    repeat: (/** @type {number} */ seq) => void chat().repeat(seq),
    giveFeedback: (/** @type {number} */ seq, /** @type {boolean} */ isHelpful, /** @type {string | undefined} */ reason) =>
      chat().giveFeedback(seq, isHelpful, reason),
    async giveRating(/** @type {number} */ score, /** @type {string} */ comment) {
      const isStored = await chat().giveRating(score, comment);
      if (isStored) host.emit("csat", { score });
      return isStored;
    },
    keepDraft: (/** @type {string} */ text) => store.set("draft", text || null),
    follow(/** @type {string} */ url, /** @type {MouseEvent} */ event) {
      if (!host.isFramed || event.metaKey || event.ctrlKey || event.shiftKey) return; // the browser's own way
      event.preventDefault();
      host.tell("go", { url });
    },
    connectNow: () => chat().hurry(),
    saveTranscript() {
      const { state } = chat();
      const name = texts.say("transcript_name", { shop: state.settings.shop_name, date: new Date().toISOString().slice(0, 10) });
      saveFile(transcriptText(state, texts), name);
    },
    startNew() {
      store.clear();
      void start().then(() => running?.view.focusWriter());
    },
    close: () => host.tell("close"),
  };
}

/** @param {import("./state.js").State} state */
function paint(state) {
  running?.view.render(options.greeting ? { ...state, settings: { ...state.settings, greeting: options.greeting } } : state);
}

/** @param {import("./state.js").State} state @param {import("./state.js").State} before */
function changed(state, before) {
  if (!running) return;
  paint(state);
  tellUnread(unreadCount(state));
  if (state.handoff.status !== before.handoff.status) host.emit("handoff", { status: state.handoff.status });
  if (!before.isReady && state.isReady) return; // the history is not news
  const known = before.messages.at(-1)?.seq ?? 0;
  for (const { seq, author, text } of state.messages.filter((message) => message.seq > known)) {
    host.emit(author === "customer" ? "message:sent" : "message:received", { seq, author, text });
  }
}

let toldUnread = 0;

/** @param {number} count */
function tellUnread(count) {
  if (count === toldUnread) return;
  toldUnread = count;
  host.tell("unread", { count });
  host.emit("unread", { count });
}

function watchSeen() {
  running?.conversation.setSeen(isOpen && document.visibilityState === "visible");
}

/** @param {string} type @param {Record<string, unknown>} data */
function onHostMessage(type, data) {
  if (type === "options") setOptions(data);
  else if (type === "shown") shown(data.isOpen === true, data.takesFocus === true);
  else if (type === "send" && typeof data.text === "string" && data.text.trim()) running?.conversation.send(data.text.trim());
  else if (type === "reset") running ? (openStorage(options.visitor).clear(), void start()) : undefined;
}

/** @param {boolean} nowOpen @param {boolean} takesFocus */
function shown(nowOpen, takesFocus) {
  isOpen = nowOpen;
  watchSeen();
  if (isOpen) running?.view.toEnd("auto");
  if (isOpen && takesFocus) running?.view.focusWriter();
}

/** @param {Record<string, unknown>} data */
function setOptions(data) {
  const before = { ...options };
  for (const name of /** @type {(keyof typeof options)[]} */ (Object.keys(options))) {
    if (Object.hasOwn(data, name) && typeof data[name] === "string") options[name] = /** @type {string} */ (data[name]);
  }
  applyTheme(options.theme, options.color);
  if (!running || options.locale !== before.locale || options.visitor !== before.visitor) void start();
  else paint(running.conversation.state);
}

document.addEventListener("visibilitychange", watchSeen);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing && !running?.view.closeSmall()) host.tell("close");
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => applyTheme(options.theme, options.color));

applyTheme(options.theme, options.color);
if (host.isFramed) host.tell("hello"); // the options come as the answer
else void start();

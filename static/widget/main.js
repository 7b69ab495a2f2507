/** Wires the parts: storage → conversation ↔ connection, state → view, and the shop's page. */

import { connect } from "./connection.js";
import { startConversation } from "./conversation.js";
import { openHost } from "./host.js";
import { ownerOf } from "./identity.js";
import { unreadCount } from "./selectors.js";
import { emptyShelves, openShelf } from "./shelf.js";
import { forgetEverybody, openStorage } from "./storage.js";
import { loadTexts, pickLanguage } from "./texts.js";
import { applyTheme } from "./theme.js";
import { createView } from "./view.js";

const root = /** @type {HTMLElement} */ (document.getElementById("chat"));
const host = openHost(onHostMessage);

/** What the shop's page may set; it arrives once before the start and again with every change. */
const options = { locale: "", theme: "auto", color: "", textColor: "", greeting: "", visitor: "", identity: "", page: "" };
let isOpen = !host.isFramed;
/** @type {{conversation: import("./conversation.js").Conversation, view: import("./view.js").View} | null} */
let running = null;
let starts = 0;

/** (Re)start with the options as they are: at the beginning, for another language, another visitor, a new chat.
 * @param {boolean} [isNew] a signed-in customer wants another conversation than the newest */
async function start(isNew = false) {
  const turn = ++starts;
  const language = pickLanguage(options.locale ? [options.locale] : navigator.languages);
  const texts = await loadTexts(language, [options.locale, ...navigator.languages]);
  if (turn !== starts) return; // a later start has overtaken this one
  running?.conversation.stop();
  document.documentElement.lang = language;
  document.documentElement.dir = texts.direction;
  const store = openStorage(ownerOf(options));
  const shelf = openShelf(ownerOf(options));
  const view = createView(root, { texts, base: `${host.origin}/`, draft: store.get("draft") ?? "", isFramed: host.isFramed,
    actions: actions(texts, store, shelf) });
  const conversation = startConversation({ store, shelf, locale: language, pageUrl: options.page, onChange: changed,
    identity: options.identity, isNew, onForgotten: restart,
    upload: (sent) => import("./upload.js").then(({ uploadFile }) => uploadFile(sent)).catch(() => null),
    download: (wanted) => import("./upload.js").then(({ downloadFile }) => downloadFile(wanted)).catch(() => null), connect: (listeners) => connect(location.origin, listeners) });
  running = { conversation, view };
  paint(conversation.state);
  watchSeen();
  host.tell("ready");
  if (turn === 1) host.emit("ready");
}

/** Begin as on a device that knows nobody: what stands here is gone at once, and nothing of it is written down any more.
 * @param {boolean} [isErased] the conversation was deleted, which the customer is told */
function restart(isErased = false) {
  running?.conversation.stop();
  running = null;
  root.replaceChildren();
  void start(isErased).then(() => void (isErased && running?.view.tellErased()));
}

/** @param {import("./texts.js").Texts} texts @param {import("./storage.js").Store} store @param {import("./shelf.js").Shelf} shelf */
function actions(texts, store, shelf) {
  const chat = () => /** @type {NonNullable<typeof running>} */ (running).conversation;
  return {
    send: (/** @type {string} */ text, /** @type {string | null} */ choice) => chat().send(text, choice),
    sendFile: (/** @type {File} */ file) => chat().sendFile(file),
    fileOf: (/** @type {string} */ id) => chat().fileOf(id),
    thumbOf: (/** @type {string} */ id, /** @type {(file: Blob) => Promise<string | null>} */ shrink) => chat().thumbOf(id, shrink),
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
    closeRating: () => chat().closeRating(),
    erase: () => chat().erase(),
    keepDraft: (/** @type {string} */ text) => store.set("draft", text || null),
    follow(/** @type {string} */ url, /** @type {MouseEvent} */ event) {
      if (!host.isFramed || event.metaKey || event.ctrlKey || event.shiftKey) return; // the browser's own way
      event.preventDefault();
      host.tell("go", { url });
    },
    connectNow: () => chat().hurry(),
    async saveTranscript() {
      const { saveFile, transcriptText } = await import("./transcript.js");
      const { state } = chat();
      const name = texts.say("transcript_name", { shop: state.settings.shop_name, date: new Date().toISOString().slice(0, 10) });
      saveFile(transcriptText(state, texts), name);
    },
    startNew() {
      store.clear();
      void shelf.clear();
      void start(true).then(() => running?.view.focusWriter());
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
  if (state.barred && !before.barred) host.emit("error", { reason: state.barred });
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
  else if (type === "reset") reset();
}

/** Signed out: nobody who sits down at this device next finds anything. */
function reset() {
  running?.conversation.stop();
  options.visitor = options.identity = "";
  forgetEverybody();
  void emptyShelves();
  restart();
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
  dress();
  if (!running || options.locale !== before.locale || ownerOf(options) !== ownerOf(before)) return void start();
  if (options.identity !== before.identity) running.conversation.identify(options.identity);
  paint(running.conversation.state);
}

function dress() {
  applyTheme(options.theme, options.color, options.textColor);
}

document.addEventListener("visibilitychange", watchSeen);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing && !running?.view.closeSmall()) host.tell("close");
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", dress);

dress();
if (host.isFramed) host.tell("hello"); // the options come as the answer
else void start();

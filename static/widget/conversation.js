/**
 * One conversation with the server: holds the state, sends the outbox, remembers in storage, and asks for what is missing.
 * No DOM; the connection is given, so that a test can stand in for it.
 */

import * as protocol from "./protocol.js";
import { contiguousSeq, hasGap, nextAlarm, nextToSend, wantsConsent } from "./selectors.js";
import { createState, outgoing, reduce } from "./state.js";

/** A session that did not open after this time (ms) is asked for again. */
const REOPEN_MS = 10_000;
/** A message may overtake another for this long (ms) before the missing one is fetched. */
const GAP_MS = 1_500;
/** Setting of `setTimeout` that would overflow is cut to an hour; the alarm is set anew then. */
const MAX_ALARM_MS = 3_600_000;

/** Refusals after which asking again with the same identity is no use. */
const BARS = /** @type {const} */ (["identity_required", "bad_identity"]);

/** The refusal of a file that a reload lost, where the browser keeps none. */
const LOST = { ok: /** @type {const} */ (false), error: { code: "file_lost", message: "", may_retry: false, wait_s: 0 } };

/** Keeps no file. @type {import("./shelf.js").Shelf} */
const NO_SHELF = { get: async () => null, put: async () => null, remove: async () => null, names: async () => [], clear: async () => null };

/** @typedef {ReturnType<typeof startConversation>} Conversation */

/**
 * @param {{connect: (listeners: {onLink: (link: import("./state.js").Link) => void,
 *     onEvent: (name: string, payload: unknown) => void}) => import("./connection.js").Connection,
 *   upload?: typeof import("./upload.js").uploadFile, download?: typeof import("./upload.js").downloadFile,
 *   store: import("./storage.js").Store, shelf?: import("./shelf.js").Shelf, locale: string, pageUrl: string,
 *   identity?: string, isNew?: boolean, onForgotten?: (isErased?: boolean) => void,
 *   onChange: (state: import("./state.js").State, before: import("./state.js").State) => void, now?: () => number}} needs
 */
export function startConversation({ connect, upload = async () => null, download = async () => null, store, shelf = NO_SHELF, locale, pageUrl, onChange, now = () => Date.now(), identity = "", isNew = false,
  onForgotten = () => {} }) {
  let state = restore(store, now());
  let askedWith = /** @type {string | null} */ (null);
  let isStopped = false;
  /** @type {Record<string, ReturnType<typeof setTimeout> | undefined>} */
  const timers = { alarm: undefined, reopen: undefined, gap: undefined };
  const connection = connect({ onLink, onEvent });
  const stopListening = store.onChange(otherTab);
  void sweep();

  /** @param {import("./state.js").Event} event */
  function dispatch(event) {
    if (isStopped) return; // an ack on the way must not write into a storage that was wiped meanwhile
    const before = state;
    state = reduce(state, event);
    if (state === before) return;
    remember(store, shelf, state, before);
    onChange(state, before);
    if (state.isLate && !before.isLate) void open(); // perhaps the answer was lost on the way
    if (state.read > before.read && state.isReady) void connection.request("read_up_to", { seq: state.read });
    setAlarm();
    watchGap();
    void flush();
  }

  /** @param {import("./state.js").Link} link */
  function onLink(link) {
    dispatch({ type: "link", link });
    if (link === "online") void open();
  }

  async function open() {
    clearTimeout(timers.reopen);
    timers.reopen = setTimeout(() => state.isReady || open(), REOPEN_MS);
    askedWith = state.token ?? (isNew ? null : store.get("token"));
    const ack = await connection.request("session_opened", { token: askedWith, last_seq: contiguousSeq(state), locale,
      page_url: pageUrl, ...(identity && { identity, is_new: isNew && askedWith === null }) });
    if (!ack || ack.ok) return;
    const reason = BARS.find((code) => code === ack.error.code);
    if (ack.error.code === "bad_token") forget();
    else if (reason) bar(reason);
  }

  /** @param {import("./state.js").Bar} reason */
  function bar(reason) {
    clearTimeout(timers.reopen);
    dispatch({ type: "barred", reason });
  }

  /** The server does not know our token. Another tab may hold a newer one already. */
  function forget() {
    if (store.get("token") === askedWith) store.set("token", null);
    for (const { client_id } of state.messages) void shelf.remove(`thumb:${client_id}`);
    dispatch({ type: "forgotten" });
    void open();
  }

  /** @param {string} name @param {unknown} payload */
  function onEvent(name, payload) {
    if (name === "erased") return erased();
    const event = decode(name, payload, now());
    if (!event || (event.type === "session" && takesOther(event.ready.token))) return;
    dispatch(event);
    if (event.type !== "session") return;
    if (store.get("unrated") === state.conversation) dispatch({ type: "rating_wanted", seq: null });
    isNew = false;
    catchUp();
  }

  /** Two tabs opened at once got a conversation each: the later and still empty one moves over. @param {string} token */
  function takesOther(token) {
    const stored = store.get("token");
    const isOther = !isNew && stored !== null && stored !== token && stored !== askedWith;
    if (!isOther || state.messages.length > 0 || state.outbox.length > 0) return false;
    state = { ...state, token: stored };
    void open();
    return true;
  }

  function catchUp() {
    clearTimeout(timers.reopen);
    const known = store.get("read");
    if (known?.conversation === state.conversation) dispatch({ type: "read", read: Number(known.seq) || 0 });
  }

  /** @param {string} key */
  function otherTab(key) {
    if (key === "read") catchUp();
    if (key === "token" && state.token !== null && store.get("token") === null) return onForgotten();
    if (key === "token" && state.isReady && takesOther(state.token ?? "")) dispatch({ type: "forgotten" });
  }

  async function flush() {
    const item = nextToSend(state, now());
    if (!item) return;
    const { client_id } = item;
    dispatch({ type: "sending", client_id });
    const ack = (await consents()) ? await deliver(item) : null;
    if (ack?.ok && ack.seq > 0) {
      const { seq, at, text, attachment } = ack;
      dispatch({ type: "acked", client_id, seq, at, text, attachment, now: now() });
    } else if (!ack || ack.ok) dispatch({ type: "unanswered", client_id });
    else if (ack.error.code === "no_session" || ack.error.code === "bad_token") {
      dispatch({ type: "unanswered", client_id });
      void open();
    } else dispatch({ type: "refused", client_id, error: ack.error, now: now() });
  }

  /** The first message accepts the shop's line about data, which stood above the input. @returns {Promise<boolean>} */
  async function consents() {
    if (!wantsConsent(state)) return true;
    const isKept = (await connection.request("consent_given", {}))?.ok === true;
    if (isKept) dispatch({ type: "consented" });
    return isKept;
  }

  /** @param {import("./state.js").Outgoing} item */
  async function deliver({ client_id, kind, text, choice, file }) {
    if (kind === "file") {
      const kept = file ?? await shelf.get(`file:${client_id}`);
      return kept ? upload({ token: state.token ?? "", identity, client_id, name: text, file: kept }) : LOST;
    }
    if (kind === "human") return connection.request("human_wanted", { client_id });
    return connection.request("message_sent", choice === null ? { client_id, text } : { client_id, text, choice });
  }

  /** A page that ends between an ack and the shelf's disk leaves a file that nothing sends any more. */
  async function sweep() {
    const files = (await shelf.names()).filter((name) => name.startsWith("file:"));
    for (const name of files) if (!store.get(`outbox:${name.slice("file:".length)}`)) void shelf.remove(name);
  }

  /** The conversation is deleted on the server: nothing of it stays here either. */
  function erased() {
    if (isStopped) return;
    store.clear();
    void shelf.clear();
    store.set("token", null);
    onForgotten(true);
  }

  function setAlarm() {
    clearTimeout(timers.alarm);
    const at = nextAlarm(state, now());
    if (at === null) return;
    timers.alarm = setTimeout(() => {
      dispatch({ type: "clock", now: now() });
      setAlarm();
      void flush();
    }, Math.min(Math.max(at - now(), 0) + 1, MAX_ALARM_MS));
  }

  function watchGap() {
    if (!hasGap(state)) return void clearTimeout(timers.gap), (timers.gap = undefined);
    timers.gap ??= setTimeout(() => {
      timers.gap = undefined;
      if (hasGap(state) && state.isReady) void open();
    }, GAP_MS);
  }

  /** @param {string} text @param {string | null} choice @param {"message" | "human"} kind */
  function queue(text, choice, kind) {
    const item = outgoing(protocol.newId(), text, choice, new Date(now()).toISOString());
    dispatch({ type: "queued", item: { ...item, kind } });
  }

  return {
    get state() { return state; },
    /** @param {string} text @param {string | null} [choice] the payload of a clicked chip */
    send: (text, choice = null) => queue(text, choice, "message"),
    /** @param {string} text what the history shows for it */
    askForHuman: (text) => queue(text, null, "human"),
    /** @param {File} file */
    sendFile(file) {
      const item = outgoing(protocol.newId(), file.name, null, new Date(now()).toISOString());
      const attachment = { name: file.name, media_type: file.type, size: file.size };
      void shelf.put(`file:${item.client_id}`, file);
      dispatch({ type: "queued", item: { ...item, kind: "file", file, attachment } });
    },
    /** The customer's own file, sent or not; it may be acked while the browser's storage is asked. @param {string} client_id
     * @returns {Promise<Blob | null>} */
    async fileOf(client_id) {
      const kept = state.outbox.find((one) => one.client_id === client_id)?.file ?? await shelf.get(`file:${client_id}`);
      const seq = state.messages.find((one) => one.client_id === client_id)?.seq;
      return kept ?? (seq ? download({ token: state.token ?? "", identity, seq }) : null);
    },
    /** A file's thumbnail: kept from before, or made and kept. @param {string} client_id
     * @param {(file: Blob) => Promise<string | null>} shrink @returns {Promise<string | null>} */
    async thumbOf(client_id, shrink) {
      const kept = await shelf.get(`thumb:${client_id}`);
      if (kept) return kept;
      const file = await this.fileOf(client_id);
      const thumb = file && await shrink(file);
      if (thumb && !isStopped) void shelf.put(`thumb:${client_id}`, thumb);
      return thumb;
    },
    /** @param {string} client_id */
    retry: (client_id) => dispatch({ type: "retried", client_id }),
    /** Ask once more for the answer to a message whose turn failed. @param {number} seq */
    async repeat(seq) {
      const message = state.messages.find((one) => one.seq === seq);
      if (!message?.client_id) return;
      const ack = await connection.request("message_sent", { client_id: message.client_id, text: message.text });
      if (ack?.ok) dispatch({ type: "repeated", seq, now: now() });
    },
    /** @param {string} client_id */
    drop: (client_id) => dispatch({ type: "dropped", client_id }),
    /** @param {boolean} isSeen */
    setSeen: (isSeen) => dispatch({ type: "seen", isSeen }),
    hurry: () => connection.hurry(),
    /** A fresh signature of the same customer; asks again where the last one did not count. @param {string} signed */
    identify(signed) {
      identity = signed;
      if (state.barred) void open();
    },
    /** @param {number} seq @param {boolean} isHelpful @param {string} [reason] @returns {Promise<boolean>} whether it was stored */
    async giveFeedback(seq, isHelpful, reason) {
      const payload = { seq, is_helpful: isHelpful, ...(reason ? { reason } : {}) };
      const isStored = (await connection.request("feedback_given", payload))?.ok === true;
      if (isStored) dispatch({ type: "rated", seq, isHelpful });
      return isStored;
    },
    /** @param {number} score 1 to 5 @param {string} [comment] @returns {Promise<boolean>} whether it was stored */
    async giveRating(score, comment) {
      return (await connection.request("rating_given", { score, ...(comment ? { comment } : {}) }))?.ok === true;
    },
    /** The customer does not want to rate: they are not asked again in this conversation. */
    closeRating() {
      store.set("unrated", state.conversation);
      dispatch({ type: "rating_wanted", seq: null });
    },
    /** Delete the conversation with everything of it. @returns {Promise<boolean>} whether it is gone */
    async erase() {
      const isGone = (await connection.request("erasure_wanted", {}))?.ok === true;
      if (isGone) erased();
      return isGone;
    },
    stop() {
      isStopped = true;
      stopListening();
      Object.values(timers).forEach((timer) => clearTimeout(timer));
      connection.close();
    },
  };
}

/** @param {string} name @param {unknown} payload @param {number} now @returns {import("./state.js").Event | null} */
function decode(name, payload, now) {
  switch (name) {
    case "session_ready": return wrap(protocol.decodeSessionReady(payload), (ready) => ({ type: "session", ready, now }));
    case "stage": return wrap(protocol.decodeStage(payload), (stage) => ({ type: "stage", stage, now }));
    case "reply_part": return wrap(protocol.decodeReplyPart(payload), (part) => ({ type: "part", part, now }));
    case "reply": return wrap(protocol.decodeReply(payload), (reply) => ({ type: "reply", reply }));
    case "message": return wrap(protocol.decodeReply(payload), ({ message }) => ({ type: "message", message }));
    case "rating_wanted": return { type: "rating_wanted", seq: protocol.decodeRatingWanted(payload) };
    case "handoff": return { type: "handoff", handoff: protocol.decodeHandoff(payload) };
    case "trouble": return { type: "trouble", trouble: protocol.decodeTrouble(payload) };
    default: return null; // a newer server's event
  }
}

/** @template T @param {T | null} value @param {(value: T) => import("./state.js").Event} make */
const wrap = (value, make) => (value === null ? null : make(value));

/** @param {import("./storage.js").Store} store @param {number} now @returns {import("./state.js").State} */
function restore(store, now) {
  const waiting = store.keys("outbox:").map((key) => store.get(key)).filter((item) => item?.client_id && item?.text)
    .sort((a, b) => String(a.at).localeCompare(String(b.at)) || (a.place ?? 0) - (b.place ?? 0)) // five files have one time
    .map((item) => ({ ...outgoing(item.client_id, item.text, item.choice ?? null, item.at ?? new Date(now).toISOString()),
      kind: item.kind === "human" || item.kind === "file" ? item.kind : "message", attachment: item.attachment ?? null }));
  return { ...createState(), outbox: waiting };
}

/** Write down what changed. @param {import("./storage.js").Store} store @param {import("./shelf.js").Shelf} shelf
 * @param {import("./state.js").State} state @param {import("./state.js").State} before */
function remember(store, shelf, state, before) {
  if (state.token && state.token !== before.token) store.set("token", state.token);
  if (state.read !== before.read) store.set("read", { conversation: state.conversation, seq: state.read });
  if (state.outbox === before.outbox) return;
  const ids = new Set(state.outbox.map((item) => item.client_id));
  for (const { client_id, kind } of before.outbox.filter((item) => !ids.has(item.client_id))) {
    store.set(`outbox:${client_id}`, null);
    if (kind === "file") void shelf.remove(`file:${client_id}`);
  }
  for (const [place, { client_id, kind, text, choice, at, attachment }] of state.outbox.entries()) {
    store.set(`outbox:${client_id}`, { client_id, kind, text, choice, at, place, ...(attachment && { attachment }) });
  }
}

/**
 * The conversation as plain data. `reduce(state, event)` returns the next state and changes nothing; no DOM, no socket, no
 * clock: events that need the time bring it along as `now` (ms). Messages are unique by seq and sorted by it; a message of
 * the customer leaves the outbox only when the server has given it a seq, by ack or by history, whichever comes first.
 *
 * @typedef {import("./protocol.js").Message} Message
 * @typedef {import("./protocol.js").SessionReady} SessionReady
 * @typedef {import("./protocol.js").Refusal} Refusal
 * @typedef {"connecting" | "online" | "offline"} Link
 * @typedef {"waiting" | "sending" | "failed"} Phase
 * @typedef {{client_id: string, kind: "message" | "human" | "file", text: string, file: File | null, attachment: import("./protocol.js").Attachment | null, choice: string | null, at: string, phase: Phase,
 *   problem: Refusal | null, tries: number, not_before: number}} Outgoing
 * @typedef {{for_seq: number, name: string, until: number}} Stage
 * @typedef {{for_seq: number, count: number, text: string}} Stream
 * @typedef {"" | "identity_required" | "bad_identity"} Bar why the server opens no conversation for this visitor
 * @typedef {{link: Link, isReady: boolean, token: string | null, conversation: string,
 *   settings: import("./protocol.js").Settings, messages: Message[], outbox: Outgoing[], stage: Stage | null,
 *   stream: Stream | null, isLate: boolean, trouble: import("./protocol.js").Trouble | null,
 *   handoff: import("./protocol.js").Handoff, read: number, isSeen: boolean, barred: Bar,
 *   hasConsented: boolean, ratingWanted: number | null}} State
 *
 * @typedef {{type: "link", link: Link}
 *   | {type: "session", ready: SessionReady, now: number}
 *   | {type: "forgotten"}
 *   | {type: "barred", reason: Bar}
 *   | {type: "queued", item: Outgoing}
 *   | {type: "sending", client_id: string}
 *   | {type: "acked", client_id: string, seq: number, at: string, text: string,
 *     attachment: import("./protocol.js").Attachment | null, now: number}
 *   | {type: "refused", client_id: string, error: Refusal, now: number}
 *   | {type: "unanswered", client_id: string}
 *   | {type: "retried", client_id: string}
 *   | {type: "dropped", client_id: string}
 *   | {type: "stage", stage: import("./protocol.js").Stage, now: number}
 *   | {type: "part", part: import("./protocol.js").ReplyPart, now: number}
 *   | {type: "reply", reply: import("./protocol.js").Reply}
 *   | {type: "message", message: Message}
 *   | {type: "handoff", handoff: import("./protocol.js").Handoff}
 *   | {type: "trouble", trouble: import("./protocol.js").Trouble}
 *   | {type: "consented"}
 *   | {type: "rating_wanted", seq: number | null}
 *   | {type: "repeated", seq: number, now: number}
 *   | {type: "clock", now: number}
 *   | {type: "seen", isSeen: boolean}
 *   | {type: "read", read: number}
 *   | {type: "rated", seq: number, isHelpful: boolean}} Event
 */

/** How long the dots may stand, in ms, while the server has not named a stage of its own. */
export const UNNAMED_STAGE_MS = 20_000;
/** A piece of a reply shows that the server lives: the stage then lasts at least this much longer, in ms. */
export const PART_GRACE_MS = 10_000;
/** After so many sendings without an ack the customer is asked to retry; each sending waits out the ack's own time. */
export const MAX_TRIES = 3;
/** A longer wait (s) than this is not waited out silently: the customer is told and tries again. */
const MAX_WAIT_S = 60;

/** @returns {State} */
export function createState() {
  return {
    link: "connecting", isReady: false, token: null, conversation: "",
    settings: { shop_name: "", greeting: "", max_message_chars: 4000, max_file_bytes: 0, consent_text: "", privacy_url: "", starters: [] },
    messages: [], outbox: [], stage: null, stream: null, isLate: false, trouble: null,
    handoff: { status: "none", agent: "" }, read: 0, isSeen: false, barred: "",
    hasConsented: false, ratingWanted: null,
  };
}

/** @param {string} client_id @param {string} text @param {string | null} choice @param {string} at @returns {Outgoing} */
export function outgoing(client_id, text, choice, at) {
  return { client_id, kind: "message", text, file: null, attachment: null, choice, at, phase: "waiting", problem: null, tries: 0, not_before: 0 };
}

/** @param {State} state @param {Event} event @returns {State} */
export function reduce(state, event) {
  return markRead(next(state, event));
}

/** @param {State} state @param {Event} event @returns {State} */
function next(state, event) {
  switch (event.type) {
    case "link": return link(state, event.link);
    case "session": return session(state, event.ready, event.now);
    case "forgotten": return forgotten(state);
    case "barred": return { ...state, isReady: false, stage: null, stream: null, barred: event.reason };
    case "queued": return queued(state, event.item);
    case "sending": return edit(state, event.client_id, (item) => ({ ...item, phase: "sending", tries: item.tries + 1 }));
    case "acked": return acked(state, event);
    case "refused": return refused(state, event.client_id, event.error, event.now);
    case "unanswered": return unanswered(state, event.client_id);
    case "retried": return edit(state, event.client_id, (item) => ({ ...item, phase: "waiting", problem: null, tries: 0 }));
    case "dropped": return { ...state, outbox: state.outbox.filter((item) => item.client_id !== event.client_id) };
    case "stage": return stage(state, event.stage, event.now);
    case "part": return part(state, event.part, event.now);
    case "reply": return reply(state, event.reply);
    case "message": return { ...merge(state, [event.message]), isLate: event.message.author === "customer" && state.isLate };
    case "handoff": return handoff(state, event.handoff);
    case "trouble": return { ...state, stage: null, stream: null, isLate: false, trouble: event.trouble };
    case "consented": return { ...state, hasConsented: true };
    case "rating_wanted": return { ...state, ratingWanted: event.seq };
    case "repeated": return { ...state, trouble: null, isLate: false, stage: unnamed(event.seq, event.now) };
    case "clock": return clock(state, event.now);
    case "seen": return { ...state, isSeen: event.isSeen };
    case "read": return { ...state, read: Math.max(state.read, event.read) };
    case "rated": return rated(state, event.seq, event.isHelpful);
  }
}

/** A lost connection ends what only the connection could have continued. @param {State} state @param {Link} link */
function link(state, link) {
  if (link === "online") return { ...state, link };
  const outbox = state.outbox.map((item) => (item.phase === "sending" ? { ...sendAgain(item), tries: 0 } : item));
  return { ...state, link, isReady: false, stage: null, stream: null, outbox };
}

/** @param {Outgoing} item @returns {Outgoing} sent without an ack: it may or may not be stored, so it goes again */
const sendAgain = (item) => ({ ...item, phase: "waiting" });

/** @param {State} state @param {SessionReady} ready @param {number} now @returns {State} */
function session(state, ready, now) {
  const isSame = state.conversation === ready.conversation;
  const known = isSame ? state : { ...forgotten(state), read: state.conversation ? 0 : state.read };
  const merged = merge(known, ready.messages);
  const { token, conversation, settings, pending } = ready;
  return {
    ...merged, isReady: true, token, conversation, settings, stream: null, trouble: isSame ? state.trouble : null, isLate: false,
    barred: "", hasConsented: ready.has_consented, ratingWanted: ready.rating_wanted,
    handoff: { status: ready.handoff, agent: ready.agent },
    stage: pending !== null && ready.handoff !== "taken" ? unnamed(pending, now) : null,
  };
}

/** The server no longer knows this conversation; what waits in the outbox goes into the next. @param {State} state @returns {State} */
function forgotten(state) {
  return { ...createState(), link: state.link, settings: state.settings, outbox: state.outbox, isSeen: state.isSeen };
}

/** @param {number} for_seq @param {number} now @returns {Stage} */
const unnamed = (for_seq, now) => ({ for_seq, name: "thinking", until: now + UNNAMED_STAGE_MS });

/** @param {State} state @param {Message[]} incoming @returns {State} */
function merge(state, incoming) {
  if (incoming.length === 0) return state;
  const bySeq = new Map(state.messages.map((message) => [message.seq, message]));
  for (const message of incoming) bySeq.set(message.seq, message);
  const messages = [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  const stored = new Set(incoming.map((message) => message.client_id));
  return { ...state, messages, outbox: state.outbox.filter((item) => !stored.has(item.client_id)) };
}

/** @param {State} state @param {string} client_id @param {(item: Outgoing) => Outgoing} change @returns {State} */
function edit(state, client_id, change) {
  return { ...state, outbox: state.outbox.map((item) => (item.client_id === client_id ? change(item) : item)) };
}

/** @param {State} state @param {Outgoing} item @returns {State} */
function queued(state, item) {
  const isKnown = [...state.outbox, ...state.messages].some((other) => other.client_id === item.client_id);
  return isKnown ? state : { ...state, outbox: [...state.outbox, item] };
}

/** @param {State} state @param {{client_id: string, seq: number, at: string, text: string,
 *   attachment: import("./protocol.js").Attachment | null, now: number}} ack @returns {State} */
function acked(state, ack) {
  const item = state.outbox.find((one) => one.client_id === ack.client_id);
  if (!item) return state;
  const after = merge(state, [{
    seq: ack.seq, author: "customer", text: ack.text || item.text, html: "", at: ack.at || item.at, client_id: item.client_id,
    reply_to: null, chips: [], products: [], order: null, sources: [], feedback: null, rates: false, agent: "",
    attachment: ack.attachment,
  }]);
  const isAwaited = state.handoff.status !== "taken" && !state.stage && !isAnswered(state, ack.seq);
  return isAwaited ? { ...after, stage: unnamed(ack.seq, ack.now), isLate: false } : after;
}

/** @param {State} state @param {number} seq */
const isAnswered = (state, seq) => state.messages.some((message) => message.reply_to === seq);

/** @param {State} state @param {string} client_id @param {Refusal} error @param {number} now @returns {State} */
function refused(state, client_id, error, now) {
  const passes = error.may_retry && error.wait_s > 0 && error.wait_s <= MAX_WAIT_S;
  return edit(state, client_id, (item) => passes
    ? { ...item, phase: "waiting", problem: error, not_before: now + error.wait_s * 1000 }
    : { ...item, phase: "failed", problem: error });
}

/** No ack came in time. @param {State} state @param {string} client_id @returns {State} */
function unanswered(state, client_id) {
  const problem = { code: "no_answer", message: "", may_retry: true, wait_s: 0 };
  return edit(state, client_id, (item) => {
    if (item.phase !== "sending") return item;
    return item.tries < MAX_TRIES ? sendAgain(item) : { ...item, phase: "failed", problem };
  });
}

/** @param {State} state @param {import("./protocol.js").Stage} stage @param {number} now @returns {State} */
function stage(state, stage, now) {
  if (stage.name === "done") return { ...state, stage: null, stream: null, isLate: false };
  if (isAnswered(state, stage.for_seq)) return state;
  const { for_seq, name } = stage;
  return { ...state, stage: { for_seq, name, until: now + stage.deadline_ms }, isLate: false };
}

/** Pieces count from 0; one that does not follow (we joined in the middle) is left to the whole reply.
 * @param {State} state @param {import("./protocol.js").ReplyPart} part @param {number} now @returns {State} */
function part(state, part, now) {
  const isNext = part.n === 0 || (state.stream?.for_seq === part.for_seq && state.stream.count === part.n);
  if (!isNext || isAnswered(state, part.for_seq)) return state;
  const before = part.n === 0 ? "" : state.stream?.text ?? "";
  const until = Math.max(state.stage?.until ?? 0, now + PART_GRACE_MS);
  return { ...state, stage: { for_seq: part.for_seq, name: "writing", until }, isLate: false,
    stream: { for_seq: part.for_seq, count: part.n + 1, text: before + part.text } };
}

/** @param {State} state @param {import("./protocol.js").Reply} reply @returns {State} */
function reply(state, reply) {
  const for_seq = reply.for_seq ?? reply.message.reply_to ?? reply.message.seq;
  const ends = !state.stage || state.stage.for_seq <= for_seq;
  const merged = merge(state, [reply.message]);
  const trouble = state.trouble?.for_seq === for_seq ? null : state.trouble;
  return ends ? { ...merged, stage: null, stream: null, isLate: false, trouble } : { ...merged, trouble };
}

/** @param {State} state @param {import("./protocol.js").Handoff} handoff @returns {State} */
function handoff(state, handoff) {
  const isWithPerson = handoff.status === "taken";
  return { ...state, handoff, isLate: isWithPerson ? false : state.isLate };
}

/** @param {State} state @param {number} now @returns {State} a stage ends by this clock alone, whatever the server does */
function clock(state, now) {
  return state.stage && now >= state.stage.until ? { ...state, stage: null, stream: null, isLate: true } : state;
}

/** @param {State} state @param {number} seq @param {boolean} isHelpful @returns {State} */
function rated(state, seq, isHelpful) {
  const mark = (/** @type {Message} */ message) => (message.seq === seq ? { ...message, feedback: isHelpful } : message);
  return { ...state, messages: state.messages.map(mark) };
}

/** @param {State} state @returns {State} */
function markRead(state) {
  const last = state.messages.at(-1)?.seq ?? 0;
  return state.isSeen && last > state.read ? { ...state, read: last } : state;
}

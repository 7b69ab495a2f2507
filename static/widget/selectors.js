/**
 * Questions to the state: what to show, what to send next, what is missing. Pure, as state.js is.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Outgoing} Outgoing
 * @typedef {import("./protocol.js").Message} Message
 * @typedef {import("./protocol.js").Chip} Chip
 * @typedef {{kind: "day", key: string, day: string}} DayItem
 * @typedef {{kind: "own", key: string, text: string, attachment: import("./protocol.js").Attachment | null, at: string, phase: "sent" | import("./state.js").Phase,
 *   problem: import("./protocol.js").Refusal | null, client_id: string, isGroupStart: boolean, isGroupEnd: boolean,
 *   isNewest: boolean, isOnline: boolean}} OwnItem
 * @typedef {{kind: "message", key: string, message: Message, isGroupStart: boolean, isGroupEnd: boolean, isNewest: boolean}} MessageItem
 * @typedef {{kind: "trouble", key: string, trouble: import("./protocol.js").Trouble}} TroubleItem
 * @typedef {DayItem | OwnItem | MessageItem | TroubleItem} Item
 */

/** @param {State} state @returns {number} the highest seq up to which nothing is missing; asked for from there on */
export function contiguousSeq(state) {
  let seq = 0;
  for (const message of state.messages) {
    if (message.seq !== seq + 1) break;
    seq = message.seq;
  }
  return seq;
}

/** @param {State} state @returns {boolean} a message between two known ones never came */
export function hasGap(state) {
  return contiguousSeq(state) < (state.messages.at(-1)?.seq ?? 0);
}

/** One message is under way at a time, so that they arrive in the order they were written.
 * @param {State} state @param {number} now ms @returns {Outgoing | null} */
export function nextToSend(state, now) {
  if (state.link !== "online" || !state.isReady || state.outbox.some((item) => item.phase === "sending")) return null;
  const first = state.outbox.find((item) => item.phase === "waiting");
  return first && first.not_before <= now ? first : null;
}

/** @param {State} state @param {number} now ms @returns {number | null} when (ms) something changes by itself, or null */
export function nextAlarm(state, now) {
  const waits = state.outbox.filter((item) => item.phase === "waiting" && item.not_before > now).map((item) => item.not_before);
  const times = state.stage ? [...waits, state.stage.until] : waits;
  return times.length > 0 ? Math.min(...times) : null;
}

/** @param {State} state @returns {number} messages of the shop that the customer has not seen */
export function unreadCount(state) {
  return state.messages.filter((one) => one.seq > state.read && (one.author === "bot" || one.author === "agent")).length;
}

/** @param {State} state @returns {Chip[]} those under the newest message; old ones would answer a question long gone */
export function openChips(state) {
  if (state.outbox.length > 0 || state.stage || state.barred) return [];
  const last = state.messages.at(-1);
  if (!last) return state.isReady ? state.settings.starters : [];
  return mayAskForHuman(state) ? last.chips.filter((chip) => !isForHuman(chip)) : last.chips; // the button below says the same
}

/** @param {Message} message @returns {Chip[]} what an earlier message offered: its question means nothing without them */
export function pastChips(message) {
  return message.chips.filter((chip) => !isForHuman(chip) && chip.payload !== "assistant");
}

/** @param {Chip} chip */
const isForHuman = (chip) => chip.payload === "human" || chip.payload === "intent:human_agent";

/** @param {State} state @returns {boolean} */
export function mayAskForHuman(state) {
  const isFresh = state.messages.length + state.outbox.length === 0; // the starters may have it already
  return state.handoff.status === "none" && !state.outbox.some((item) => item.kind === "human")
    && !(isFresh && state.settings.starters.some(isForHuman));
}

/** @param {State} state @returns {boolean} the shop wants its line about data accepted, and it is not yet */
export function wantsConsent(state) {
  return state.isReady && state.settings.consent_text !== "" && !state.hasConsented;
}

/** @param {State} state @returns {boolean} nothing has come after the message under which a rating is asked for */
export function asksForRating(state) {
  return state.ratingWanted !== null && state.ratingWanted === state.messages.at(-1)?.seq && state.outbox.length === 0;
}

/** What stands in the log, top to bottom. A customer's message keeps its key from the outbox to the history, so its node stays.
 * @param {State} state @param {(at: string) => string} dayOf the local day of a timestamp @returns {Item[]} */
export function timeline(state, dayOf) {
  const all = [...state.messages, ...state.outbox];
  const isOnline = state.link === "online";
  const newest = all.findLast((one) => author(one) === "customer");
  const items = all.flatMap((one, index) => {
    const isNewDay = dayOf(one.at) !== (index > 0 ? dayOf(all[index - 1].at) : "");
    const isGroupStart = isNewDay || author(all[index - 1]) !== author(one);
    const isGroupEnd = author(all[index + 1]) !== author(one);
    const group = { isGroupStart, isGroupEnd };
    return [
      ...(isNewDay ? [dayItem(one.at, dayOf)] : []),
      author(one) === "customer" ? { ...ownItem(one, isOnline), ...group, isNewest: one === newest } : { ...messageItem(one), ...group, isNewest: index === all.length - 1 },
      ...("seq" in one && state.trouble?.for_seq === one.seq ? [troubleItem(state.trouble)] : []),
    ];
  });
  const isPlaced = !state.trouble || items.some((item) => item.kind === "trouble");
  return isPlaced ? items : [...items, troubleItem(state.trouble)];
}

/** @param {Message | Outgoing | undefined} one @returns {string} */
const author = (one) => (one === undefined ? "" : "author" in one ? one.author : "customer");

/** @param {string} at @param {(at: string) => string} dayOf @returns {DayItem} */
const dayItem = (at, dayOf) => ({ kind: "day", key: `day-${dayOf(at)}`, day: dayOf(at) });

/** @param {Message | Outgoing} one @param {boolean} isOnline */
function ownItem(one, isOnline) {
  const id = one.client_id ?? `seq-${"seq" in one ? one.seq : 0}`;
  const base = { kind: /** @type {"own"} */ ("own"), key: `own-${id}`, text: one.text, attachment: one.attachment, at: one.at, client_id: id };
  return "phase" in one
    ? { ...base, phase: one.phase, problem: one.problem, isOnline }
    : { ...base, phase: /** @type {"sent"} */ ("sent"), problem: null, isOnline: true };
}

/** @param {Message | Outgoing} one */
function messageItem(one) {
  const message = /** @type {Message} */ (one);
  return { kind: /** @type {"message"} */ ("message"), key: `seq-${message.seq}`, message };
}

/** @param {import("./protocol.js").Trouble | null} trouble @returns {TroubleItem} */
function troubleItem(trouble) {
  return { kind: "trouble", key: `trouble-${trouble?.for_seq ?? 0}`, trouble: /** @type {any} */ (trouble) };
}

/**
 * The words of docs/protocol.md: types, and decoders that let nothing malformed further in.
 * A decoder returns null for what is not in the protocol's shape; optional parts get their empty value.
 *
 * @typedef {{label: string, payload: string}} Chip
 * @typedef {{id: string, title: string, price: string, image: string, url: string, stock: string, reason: string}} Product
 * @typedef {{label: string, status: string, step: number, items: string[], carrier: string, tracking_number: string, tracking_url: string, eta: string,
 *   note: string}} Parcel
 * @typedef {{number: string, placed_on: string, total: string, email_masked: string, parcels: Parcel[]}} Order
 * @typedef {{kind: string, id: string, title: string, url: string}} Source
 * @typedef {{name: string, media_type: string, size: number}} Attachment
 * @typedef {"customer" | "bot" | "agent" | "system"} Author
 * @typedef {{seq: number, author: Author, text: string, html: string, at: string, client_id: string | null,
 *   reply_to: number | null, chips: Chip[], products: Product[], order: Order | null, sources: Source[],
 *   feedback: boolean | null, rates: boolean, agent: string, attachment: Attachment | null}} Message
 * @typedef {"none" | "waiting" | "taken"} HandoffStatus
 * @typedef {{shop_name: string, greeting: string, max_message_chars: number, max_file_bytes: number,
 *   consent_text: string, privacy_url: string, starters: Chip[]}} Settings
 * @typedef {{conversation: string, token: string, messages: Message[], last_seq: number, handoff: HandoffStatus,
 *   agent: string, pending: number | null, has_consented: boolean, rating_wanted: number | null, settings: Settings}} SessionReady
 * @typedef {{for_seq: number, name: string, deadline_ms: number}} Stage
 * @typedef {{for_seq: number, n: number, text: string}} ReplyPart
 * @typedef {{for_seq: number | null, message: Message}} Reply
 * @typedef {{status: HandoffStatus, agent: string}} Handoff
 * @typedef {{for_seq: number | null, code: string, message: string, may_retry: boolean}} Trouble
 * @typedef {{code: string, message: string, may_retry: boolean, wait_s: number}} Refusal
 * @typedef {{ok: true, seq: number, at: string, text: string, attachment: Attachment | null} | {ok: false, error: Refusal}} Ack
 */

export const NAMESPACE = "/chat";
export const AUTHORS = ["customer", "bot", "agent", "system"];
export const STAGES = ["thinking", "searching", "looking_up_order", "finding_products", "writing", "done"];
/** Files that the server takes; it decides by the bytes, this list only spares the customer a useless upload. */
export const MEDIA_TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"];
export const ORDER_STEPS = 5; // ordered, packed, shipped, out for delivery, delivered

/** Longest stage that is believed, in ms: a server's mistake must not leave dots on the screen for an hour. */
const MAX_STAGE_MS = 120_000;
const DEFAULT_STAGE_MS = 20_000;
const DEFAULT_MAX_CHARS = 4000;

/** @param {unknown} value @returns {Record<string, unknown>} own fields only, so that a polluted prototype adds none */
function fields(value) {
  return value !== null && typeof value === "object" ? Object.assign(Object.create(null), value) : Object.create(null);
}

/** @param {unknown} value */
const text = (value) => (typeof value === "string" ? value : typeof value === "number" ? String(value) : "");

/** @param {unknown} value @param {number} fallback */
const number = (value, fallback) => (typeof value === "number" && Number.isFinite(value) ? value : fallback);

/** @param {unknown} value @returns {number | null} a sequence number, counted from 1 */
const seqOrNull = (value) => (Number.isInteger(value) && Number(value) > 0 ? Number(value) : null);

/** @template T @param {unknown} value @param {(item: unknown) => T | null} decode @returns {T[]} */
function list(value, decode) {
  return Array.isArray(value) ? value.map(decode).filter((item) => item !== null) : [];
}

/** @param {unknown} value @returns {Chip | null} */
function chip(value) {
  const raw = fields(value);
  return text(raw.label) ? { label: text(raw.label), payload: text(raw.payload) } : null;
}

/** @param {unknown} value @returns {Product | null} */
function product(value) {
  const raw = fields(value);
  if (!text(raw.title)) return null;
  const { id, title, price, image, url, stock, reason } = raw;
  return { id: text(id), title: text(title), price: text(price), image: text(image), url: text(url), stock: text(stock),
    reason: text(reason) };
}

/** @param {unknown} value @returns {Parcel} */
function parcel(value) {
  const raw = fields(value);
  return { label: text(raw.label), status: text(raw.status), step: number(raw.step, -1),
    items: list(raw.items, (item) => text(item) || null), carrier: text(raw.carrier),
    tracking_number: text(raw.tracking_number), tracking_url: text(raw.tracking_url), eta: text(raw.eta), note: text(raw.note) };
}

/** @param {unknown} value @returns {Order | null} */
function order(value) {
  const raw = fields(value);
  if (!text(raw.number)) return null;
  return { number: text(raw.number), placed_on: text(raw.placed_on), total: text(raw.total),
    email_masked: text(raw.email_masked), parcels: list(raw.parcels, parcel) };
}

/** @param {unknown} value @returns {Source | null} */
function source(value) {
  const raw = fields(value);
  return text(raw.title) ? { kind: text(raw.kind), id: text(raw.id), title: text(raw.title), url: text(raw.url) } : null;
}

/** @param {unknown} value @returns {Attachment | null} */
function attachment(value) {
  const raw = fields(value);
  return text(raw.name) ? { name: text(raw.name), media_type: text(raw.media_type), size: number(raw.size, 0) } : null;
}

/** @param {unknown} value @returns {boolean | null} */
function feedback(value) {
  if (typeof value === "boolean") return value;
  const helpful = fields(value).is_helpful;
  return typeof helpful === "boolean" ? helpful : null;
}

/** @param {unknown} value @returns {HandoffStatus} */
function handoffStatus(value) {
  return value === "waiting" || value === "taken" ? value : "none";
}

/** @param {unknown} value @returns {Message | null} */
export function decodeMessage(value) {
  const raw = fields(value);
  const seq = seqOrNull(raw.seq);
  if (seq === null || !AUTHORS.includes(text(raw.author))) return null;
  const author = /** @type {Author} */ (raw.author);
  return {
    seq, author, text: text(raw.text), at: text(raw.at), client_id: text(raw.client_id) || null,
    html: author === "bot" || author === "agent" ? text(raw.html) : "", // a customer's text is never markup
    reply_to: seqOrNull(raw.reply_to), chips: list(raw.chips, chip), products: list(raw.products, product),
    order: order(raw.order), sources: list(raw.sources, source), feedback: feedback(raw.feedback), rates: raw.rates === true,
    agent: text(raw.agent), attachment: attachment(raw.attachment),
  };
}

/** @param {unknown} value @returns {SessionReady | null} */
export function decodeSessionReady(value) {
  const raw = fields(value);
  if (!text(raw.token)) return null;
  const settings = fields(raw.settings);
  return {
    conversation: text(raw.conversation), token: text(raw.token), messages: list(raw.messages, decodeMessage),
    last_seq: number(raw.last_seq, 0), handoff: handoffStatus(raw.handoff), agent: text(raw.agent), pending: seqOrNull(raw.pending),
    has_consented: raw.has_consented === true, rating_wanted: seqOrNull(raw.rating_wanted),
    settings: { shop_name: text(settings.shop_name), greeting: text(settings.greeting),
      max_message_chars: number(settings.max_message_chars, DEFAULT_MAX_CHARS), max_file_bytes: number(settings.max_file_bytes, 0),
      consent_text: text(settings.consent_text), privacy_url: text(settings.privacy_url), starters: list(settings.starters, chip) },
  };
}

/** @param {unknown} value @returns {Stage | null} */
export function decodeStage(value) {
  const raw = fields(value);
  const for_seq = seqOrNull(raw.for_seq);
  if (for_seq === null || !text(raw.name)) return null;
  const wanted = number(raw.deadline_ms, DEFAULT_STAGE_MS);
  return { for_seq, name: text(raw.name), deadline_ms: Math.min(Math.max(wanted, 0), MAX_STAGE_MS) };
}

/** @param {unknown} value @returns {ReplyPart | null} */
export function decodeReplyPart(value) {
  const raw = fields(value);
  const for_seq = seqOrNull(raw.for_seq);
  return for_seq !== null && Number.isInteger(raw.n) && typeof raw.text === "string"
    ? { for_seq, n: Number(raw.n), text: raw.text } : null;
}

/** @param {unknown} value @returns {Reply | null} */
export function decodeReply(value) {
  const raw = fields(value);
  const message = decodeMessage(raw.message);
  return message && { for_seq: seqOrNull(raw.for_seq), message };
}

/** @param {unknown} value @returns {number | null} the seq of the message under which a rating is asked for */
export function decodeRatingWanted(value) {
  return seqOrNull(fields(value).seq);
}

/** @param {unknown} value @returns {Handoff} */
export function decodeHandoff(value) {
  const raw = fields(value);
  return { status: handoffStatus(raw.status), agent: text(raw.agent) };
}

/** @param {unknown} value @returns {Trouble} */
export function decodeTrouble(value) {
  const raw = fields(value);
  return { for_seq: seqOrNull(raw.for_seq), code: text(raw.code), message: text(raw.message),
    may_retry: raw.may_retry === true };
}

/** @param {unknown} value @returns {Ack} an answer in no known shape counts as trouble that may pass */
export function decodeAck(value) {
  const raw = fields(value);
  if (raw.ok === true) {
    return { ok: true, seq: seqOrNull(raw.seq) ?? 0, at: text(raw.at), text: text(raw.text), attachment: attachment(raw.attachment) };
  }
  const error = fields(raw.error);
  return { ok: false, error: { code: text(error.code) || "server_trouble", message: text(error.message),
    may_retry: error.may_retry !== false, wait_s: number(error.wait_s, 0) } };
}

/** @returns {string} a random UUID (version 4), on plain http too, where `crypto.randomUUID` does not exist */
export function newId() {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

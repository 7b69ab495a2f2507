/** Messages and states for the tests, each with only what the rule under test is about. */

import { createState, outgoing, reduce } from "../../static/widget/state.js";

/** @param {number} seq @param {object} [more] */
export const message = (seq, more = {}) => ({ seq, author: "bot", text: `text ${seq}`, html: "", at: "2026-11-24T09:00:00Z",
  client_id: null, reply_to: null, chips: [], products: [], order: null, sources: [], feedback: null, rates: false, agent: "", attachment: null, ...more });

/** @param {object} [more] */
export const ready = (more = {}) => ({ conversation: "c1", token: "t1", messages: [], last_seq: 0, handoff: "none", agent: "",
  pending: null, has_consented: false, rating_wanted: null, settings, ...more });

export const settings = { shop_name: "Fernway", greeting: "Hello", max_message_chars: 4000, max_file_bytes: 5_000_000, consent_text: "",
  privacy_url: "", starters: [] };

export const item = (id, text = "hi", choice = null) => outgoing(id, text, choice, "2026-11-24T09:00:00Z");

/** @param {any[]} events @param {any} [state] */
export const after = (events, state = createState()) => events.reduce(reduce, state);

/** An open session. @param {object} [more] @returns {any[]} */
export const opened = (more = {}) => [{ type: "link", link: "online" }, { type: "session", ready: ready(more), now: 0 }];

export const day = (at) => at.slice(0, 10);

import assert from "node:assert/strict";
import test from "node:test";
import { MAX_TRIES, UNNAMED_STAGE_MS } from "../../static/widget/state.js";
import {
  asksForRating, contiguousSeq, hasGap, mayAskForHuman, nextAlarm, nextToSend, openChips, pastChips, timeline, unreadCount, wantsConsent,
} from "../../static/widget/selectors.js";
import { after, day, item, message, opened, ready, settings } from "./helpers.js";

const seqs = (state) => state.messages.map((one) => one.seq);
const queued = (id, text) => ({ type: "queued", item: item(id, text) });
const sent = (id) => [queued(id), { type: "sending", client_id: id }];
const acked = (id, seq) => ({ type: "acked", client_id: id, seq, at: "2026-11-24T09:00:00Z", text: "", now: 0 });

test("messages are shown by their number, whatever the order of their arrival", () => {
  const state = after([...opened(), ...[3, 1, 2].map((seq) => ({ type: "message", message: message(seq) }))]);
  assert.deepEqual(seqs(state), [1, 2, 3]);
});

test("a message that arrives twice is shown once", () => {
  const state = after([...opened(), { type: "message", message: message(1) }, { type: "reply", reply: { for_seq: null, message: message(1) } },
    { type: "session", ready: ready({ messages: [message(1)] }), now: 0 }]);
  assert.deepEqual(seqs(state), [1]);
});

test("a message leaves the outbox by its ack, and keeps its place and words", () => {
  const state = after([...opened(), ...sent("a"), acked("a", 1)]);
  assert.equal(state.outbox.length, 0);
  assert.equal(state.messages[0].text, "hi");
});

test("a message whose ack was lost leaves the outbox by the history, and is not doubled", () => {
  const history = ready({ messages: [message(1, { author: "customer", client_id: "a" })] });
  const state = after([...opened(), ...sent("a"), { type: "link", link: "offline" }, { type: "link", link: "online" },
    { type: "session", ready: history, now: 0 }]);
  assert.equal(state.outbox.length, 0);
  assert.deepEqual(seqs(state), [1]);
});

test("the history shows what the server stored, such as a masked card number", () => {
  const state = after([...opened(), ...sent("a"), { ...acked("a", 1), text: "my card •••• 1111" }]);
  assert.equal(state.messages[0].text, "my card •••• 1111");
});

test("the same message cannot be queued twice", () => {
  assert.equal(after([...opened(), queued("a"), queued("a")]).outbox.length, 1);
});

test("messages go one at a time, in the order they were written", () => {
  const both = after([...opened(), queued("a"), queued("b")]);
  assert.equal(nextToSend(both, 0).client_id, "a");
  assert.equal(nextToSend(after([{ type: "sending", client_id: "a" }], both), 0), null);
  assert.equal(nextToSend(after([{ type: "sending", client_id: "a" }, acked("a", 1)], both), 0).client_id, "b");
});

test("nothing is sent before the session is open", () => {
  assert.equal(nextToSend(after([{ type: "link", link: "online" }, queued("a")]), 0), null);
});

test("what was under way when the connection went is sent again", () => {
  const state = after([...opened(), ...sent("a"), { type: "link", link: "offline" }, ...opened()]);
  assert.equal(nextToSend(state, 0).client_id, "a");
});

test("without an ack a message is sent again, and at last the customer is asked", () => {
  const round = [{ type: "sending", client_id: "a" }, { type: "unanswered", client_id: "a" }];
  const state = after([...opened(), queued("a"), ...Array(MAX_TRIES - 1).fill(round).flat()]);
  assert.equal(state.outbox[0].phase, "waiting");
  assert.equal(after(round, state).outbox[0].phase, "failed");
});

test("a refused message says why, and does not hold up the next", () => {
  const error = { code: "too_long", message: "Too long.", may_retry: false, wait_s: 0 };
  const state = after([...opened(), ...sent("a"), { type: "refused", client_id: "a", error, now: 0 }, queued("b")]);
  assert.equal(state.outbox[0].problem.message, "Too long.");
  assert.equal(nextToSend(state, 0).client_id, "b");
});

test("too many messages wait as long as the server says, then go by themselves", () => {
  const error = { code: "too_many", message: "", may_retry: true, wait_s: 5 };
  const state = after([...opened(), ...sent("a"), { type: "refused", client_id: "a", error, now: 1000 }]);
  assert.equal(nextToSend(state, 5999), null);
  assert.equal(nextAlarm(state, 1000), 6000);
  assert.equal(nextToSend(state, 6000).client_id, "a");
});

test("a retried message is tried as often as a new one", () => {
  const failed = { ...item("a"), phase: "failed", tries: MAX_TRIES };
  const state = after([...opened(), { type: "queued", item: failed }, { type: "retried", client_id: "a" }]);
  assert.deepEqual([state.outbox[0].phase, state.outbox[0].tries], ["waiting", 0]);
});

test("a stage ends at its deadline by the widget's own clock, and the customer is told", () => {
  const stage = { type: "stage", stage: { for_seq: 1, name: "searching", deadline_ms: 500 }, now: 1000 };
  const state = after([...opened(), stage]);
  assert.equal(nextAlarm(state, 1000), 1500);
  assert.equal(after([{ type: "clock", now: 1499 }], state).stage.name, "searching");
  const late = after([{ type: "clock", now: 1500 }], state);
  assert.deepEqual([late.stage, late.isLate], [null, true]);
});

test("a stream cannot stick either", () => {
  const part = { type: "part", part: { for_seq: 1, n: 0, text: "Hel" }, now: 0 };
  assert.equal(after([...opened(), part, { type: "clock", now: 10 ** 9 }]).stream, null);
});

test("a lost connection ends stage and stream", () => {
  const stage = { type: "stage", stage: { for_seq: 1, name: "writing", deadline_ms: 9000 }, now: 0 };
  const state = after([...opened(), stage, { type: "part", part: { for_seq: 1, n: 0, text: "Hel" }, now: 0 }, { type: "link", link: "offline" }]);
  assert.deepEqual([state.stage, state.stream, state.isLate], [null, null, false]);
});

test("dots stand from the ack on, until the server names what it does", () => {
  const state = after([...opened(), ...sent("a"), acked("a", 1)]);
  assert.deepEqual(state.stage, { for_seq: 1, name: "thinking", until: UNNAMED_STAGE_MS });
});

test("no dots while a person has the conversation", () => {
  assert.equal(after([...opened({ handoff: "taken" }), ...sent("a"), acked("a", 1)]).stage, null);
});

test("no dots for a message whose reply overtook its ack", () => {
  const reply = { type: "reply", reply: { for_seq: 1, message: message(2, { reply_to: 1 }) } };
  assert.equal(after([...opened(), ...sent("a"), reply, acked("a", 1)]).stage, null);
});

test("the whole reply replaces its pieces", () => {
  const parts = ["You ", "can."].map((text, n) => ({ type: "part", part: { for_seq: 1, n, text }, now: 0 }));
  const streaming = after([...opened(), ...parts]);
  assert.equal(streaming.stream.text, "You can.");
  const state = after([{ type: "reply", reply: { for_seq: 1, message: message(2, { reply_to: 1 }) } }], streaming);
  assert.deepEqual([state.stream, state.stage, seqs(state)], [null, null, [2]]);
});

test("who comes in the middle of a reply sees none of its pieces, and the whole reply in the end", () => {
  const part = { type: "part", part: { for_seq: 1, n: 4, text: "rest" }, now: 0 };
  assert.equal(after([...opened({ pending: 1 }), part]).stream, null);
});

test("pieces that arrive after their reply are not shown again", () => {
  const reply = { type: "reply", reply: { for_seq: 1, message: message(2, { reply_to: 1 }) } };
  assert.equal(after([...opened(), reply, { type: "part", part: { for_seq: 1, n: 0, text: "You" }, now: 0 }]).stream, null);
});

test("after a reload the dots stand for a reply that is still being written", () => {
  assert.equal(after(opened({ pending: 3 })).stage.for_seq, 3);
});

test("a conversation that the server forgot leaves nothing on the screen, and keeps what was not sent", () => {
  const state = after([...opened({ messages: [message(1)] }), queued("a"), { type: "forgotten" }]);
  assert.deepEqual([state.messages, state.token, state.outbox.length], [[], null, 1]);
});

test("another conversation does not mix with the one before", () => {
  const state = after([...opened({ messages: [message(1), message(2)] }), { type: "session", ready: ready({ conversation: "c2", messages: [message(1)] }), now: 0 }]);
  assert.deepEqual(seqs(state), [1]);
});

test("a hole in the numbers is noticed, and asked for from there on", () => {
  const state = after([...opened(), ...[1, 2, 4].map((seq) => ({ type: "message", message: message(seq) }))]);
  assert.deepEqual([hasGap(state), contiguousSeq(state)], [true, 2]);
});

test("only the shop's messages count as unread, and none while the customer looks", () => {
  const messages = [message(1, { author: "customer" }), message(2), message(3, { author: "agent" })];
  const state = after(opened({ messages }));
  assert.equal(unreadCount(state), 2);
  assert.equal(unreadCount(after([{ type: "seen", isSeen: true }], state)), 0);
});

test("what another tab has read is read here too", () => {
  assert.equal(unreadCount(after([...opened({ messages: [message(1), message(2)] }), { type: "read", read: 1 }])), 1);
});

test("starters stand in an empty conversation, chips under the newest message alone", () => {
  const chip = { label: "Track", payload: "order" };
  const settings = { shop_name: "", greeting: "", max_message_chars: 10, starters: [chip] };
  const empty = after(opened({ settings }));
  assert.deepEqual(openChips(empty), [chip]);
  const asked = after([{ type: "message", message: message(1, { chips: [chip] }) }, { type: "message", message: message(2) }], empty);
  assert.deepEqual(openChips(asked), []);
});

test("a file stands in the outbox with its name and size, and leaves it as any message does", () => {
  const stored = { name: "zip.png", media_type: "image/png", size: 7 };
  const queuedFile = { type: "queued", item: { ...item("f", "zip.png"), kind: "file", attachment: stored } };
  const waiting = after([...opened(), queuedFile]);
  assert.deepEqual(timeline(waiting, day).at(-1).attachment, stored);
  const state = after([{ type: "sending", client_id: "f" }, { ...acked("f", 1), attachment: stored }], waiting);
  assert.deepEqual([state.outbox.length, state.messages[0].attachment], [0, stored]);
});

test("an hour's wait is told instead of waited out", () => {
  const error = { code: "too_many", message: "Too many.", may_retry: true, wait_s: 3000 };
  const state = after([...opened(), ...sent("a"), { type: "refused", client_id: "a", error, now: 0 }]);
  assert.equal(state.outbox[0].phase, "failed");
});

test("the shop's line about data stands until it is accepted, and only where there is one", () => {
  const wants = { settings: { ...settings, consent_text: "We keep this chat." } };
  assert.equal(wantsConsent(after(opened())), false);
  assert.equal(wantsConsent(after(opened(wants))), true);
  assert.equal(wantsConsent(after([...opened(wants), { type: "consented" }])), false);
  assert.equal(wantsConsent(after(opened({ ...wants, has_consented: true }))), false);
});

test("a rating is asked for while nothing has come after the farewell", () => {
  const asked = after([...opened({ messages: [message(1), message(2)] }), { type: "rating_wanted", seq: 2 }]);
  assert.equal(asksForRating(asked), true);
  assert.equal(asksForRating(after([queued("a")], asked)), false);
  assert.equal(asksForRating(after([{ type: "message", message: message(3) }], asked)), false);
});

test("who comes back is asked where they were asked before", () => {
  assert.equal(asksForRating(after(opened({ messages: [message(1)], rating_wanted: 1 }))), true);
});

test("what was offered stays to be read, and a person is offered by one button at a time", () => {
  const chip = { label: "Do you ship to Canada?", payload: "faq:ship-canada" };
  const human = { label: "Talk to a person", payload: "human" };
  const state = after([{ type: "message", message: message(1, { chips: [chip, human] }) }], after(opened()));
  assert.deepEqual([openChips(state), pastChips(state.messages[0])], [[chip], [chip]]);
  const fresh = after(opened({ settings: { ...settings, starters: [human] } }));
  assert.deepEqual([openChips(fresh), mayAskForHuman(fresh)], [[human], false]);
});

test("a person can be asked for once", () => {
  const state = after(opened());
  assert.equal(mayAskForHuman(state), true);
  assert.equal(mayAskForHuman(after([{ type: "queued", item: { ...item("h"), kind: "human" } }], state)), false);
  assert.equal(mayAskForHuman(after([{ type: "handoff", handoff: { status: "waiting", agent: "" } }], state)), false);
});

test("a customer's message keeps its node from the outbox to the history", () => {
  const waiting = after([...opened(), queued("a")]);
  const key = (state) => timeline(state, day).find((one) => one.kind === "own").key;
  assert.equal(key(waiting), key(after([{ type: "sending", client_id: "a" }, acked("a", 1)], waiting)));
});

test("a trouble stands under the message that it is about, and goes when it is asked again", () => {
  const trouble = { type: "trouble", trouble: { for_seq: 1, code: "turn_failed", message: "Sorry.", may_retry: true } };
  const state = after([...opened({ messages: [message(1, { author: "customer" }), message(2)] }), trouble]);
  assert.deepEqual(timeline(state, day).map((one) => one.kind), ["day", "own", "trouble", "message"]);
  const again = after([{ type: "repeated", seq: 1, now: 0 }], state);
  assert.equal(again.trouble, null);
  assert.equal(again.stage.for_seq, 1);
});

test("a day stands once, above its first message", () => {
  const messages = [message(1), message(2), message(3, { at: "2026-11-25T08:00:00Z" })];
  const kinds = timeline(after(opened({ messages })), day).map((one) => one.kind);
  assert.deepEqual(kinds, ["day", "message", "message", "day", "message"]);
});

test("no event changes the state that it was given", () => {
  const freeze = (value) => (value && typeof value === "object" ? (Object.values(value).forEach(freeze), Object.freeze(value)) : value);
  const events = [...opened(), ...sent("a"), acked("a", 1), { type: "reply", reply: { for_seq: 1, message: message(2, { reply_to: 1 }) } },
    { type: "rated", seq: 2, isHelpful: true }, { type: "link", link: "offline" }, { type: "forgotten" }];
  assert.doesNotThrow(() => events.reduce((state, event) => freeze(after([event], state)), freeze(after([]))));
});

/** Files, consent, the end of a conversation: what goes over the wire, and what stays in the browser. */

import assert from "node:assert/strict";
import test, { afterEach } from "node:test";
import { startConversation } from "../../static/widget/conversation.js";
import { message, ready, settings } from "./helpers.js";

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
const running = [];
afterEach(() => running.splice(0).forEach((conversation) => conversation.stop()));

const file = { name: "zip.png", type: "image/png", size: 7 };
const attachment = { name: "zip.png", media_type: "image/png", size: 7 };
const stored = { ok: true, seq: 1, at: "2026-11-24T09:00:00Z", text: "", attachment: null };

/** A conversation that is open, with what it asked for and what it keeps. */
async function opened({ answers = {}, upload, download, more = {}, kept = new Map(), files = new Map() } = {}) {
  const asked = [];
  const end = {};
  const store = {
    get: (key) => JSON.parse(kept.get(key) ?? "null"),
    set: (key, value) => void (value === null ? kept.delete(key) : kept.set(key, JSON.stringify(value))),
    keys: (start) => [...kept.keys()].filter((key) => key.startsWith(start)),
    clear: () => [...kept.keys()].filter((key) => key !== "token").forEach((key) => kept.delete(key)),
    onChange: () => () => {},
  };
  const connect = (listeners) => Object.assign(end, {
    request: async (name, payload) => (asked.push(name), answers[name]?.(payload) ?? { ...stored, seq: 0 }), hurry() {}, close() {},
  }, listeners);
  const forgotten = [];
  const shelf = { get: async (name) => files.get(name) ?? null, put: async (name, value) => files.set(name, value),
    remove: async (name) => files.delete(name), names: async () => [...files.keys()], clear: async () => files.clear() };
  const conversation = startConversation({ connect, store, shelf, upload, download, locale: "en", pageUrl: "", onChange: () => {},
    onForgotten: (isErased) => forgotten.push(isErased) });
  running.push(conversation);
  end.onLink("online");
  await settle();
  end.onEvent("session_ready", ready(more));
  await settle();
  return { conversation, asked, kept, files, end, forgotten };
}

test("a file goes up with the token and its own id, and becomes a message", async () => {
  const sent = [];
  const { conversation } = await opened({ upload: async (one) => (sent.push(one), { ...stored, text: "zip.png", attachment }) });
  conversation.sendFile(file);
  await settle();
  assert.deepEqual([sent[0].token, sent[0].name, sent[0].file], ["t1", "zip.png", file]);
  assert.deepEqual(conversation.state.messages.map((one) => [one.text, one.attachment]), [["zip.png", attachment]]);
});

test("a file whose answer was lost goes again under the same id", async () => {
  const ids = [];
  const answers = [null, { ...stored, attachment }];
  const { conversation } = await opened({ upload: async ({ client_id }) => (ids.push(client_id), answers[ids.length - 1]) });
  conversation.sendFile(file);
  await settle();
  assert.deepEqual([ids.length, new Set(ids).size, conversation.state.messages.length], [2, 1, 1]);
});

test("files and words arrive in the order they were sent", async () => {
  const order = [];
  let seq = 0;
  const { conversation } = await opened({ upload: async () => (await settle(), order.push("file"), { ...stored, seq: ++seq, attachment }),
    answers: { message_sent: ({ text }) => (order.push(text), { ...stored, seq: ++seq }) } });
  conversation.sendFile(file);
  conversation.send("see the photo");
  await settle();
  await settle();
  assert.deepEqual(order, ["file", "see the photo"]);
});

test("a half-sent file goes again after a reload, under its id and in its place", async () => {
  const sent = [];
  const before = await opened({ upload: (one) => (sent.push(one), new Promise(() => {})) });
  before.conversation.sendFile(file);
  before.conversation.sendFile({ ...file, name: "b.png" });
  before.conversation.stop();
  const { conversation, files, kept } = await opened({ kept: before.kept, files: before.files,
    upload: async (one) => (sent.push(one), { ...stored, seq: sent.length, attachment: { ...attachment, name: one.name } }) });
  await settle();
  assert.deepEqual(sent.map((one) => one.name), ["zip.png", "zip.png", "b.png"]);
  assert.equal(sent[0].client_id, sent[1].client_id);
  assert.deepEqual([conversation.state.messages.length, files.size, [...kept.keys()].filter((key) => key.startsWith("outbox:"))], [2, 0, []]);
});

test("a file that a page left behind after its ack is thrown away, one that waits is kept", async () => {
  const kept = new Map([["outbox:waits", JSON.stringify({ client_id: "waits", kind: "file", text: "a.png", attachment, at: "2026-11-24T09:00:00Z" })]]);
  const files = new Map([["file:waits", file], ["file:sent", file], ["thumb:sent", "data:,"]]);
  await opened({ kept, files, upload: () => new Promise(() => {}) });
  assert.deepEqual([...files.keys()], ["file:waits", "thumb:sent"]);
});

test("a file that the browser could not keep is told as lost, not forgotten", async () => {
  const kept = new Map([["outbox:f", JSON.stringify({ client_id: "f", kind: "file", text: "zip.png", attachment, at: "2026-11-24T09:00:00Z" })]]);
  const { conversation } = await opened({ kept });
  await settle();
  const [lost] = conversation.state.outbox;
  assert.deepEqual([lost.phase, lost.problem.code, lost.problem.may_retry, lost.attachment.name], ["failed", "file_lost", false, "zip.png"]);
});

test("a picture is drawn though its message is stored while the browser's storage is asked", async () => {
  const { conversation } = await opened({ upload: async () => ({ ...stored, attachment }), download: async ({ seq }) => `from ${seq}` });
  conversation.sendFile(file);
  const [{ client_id }] = conversation.state.outbox;
  await settle();
  assert.equal(await conversation.thumbOf(client_id, async (blob) => `small ${blob}`), "small from 1");
});

test("a thumbnail is made once and kept, and a picture from another device is fetched", async () => {
  const fetched = [];
  const { conversation, files } = await opened({ more: { messages: [message(3, { author: "customer", client_id: "f" })] }, download: async (one) => (fetched.push([one.token, one.seq]), "whole") });
  const shrink = async (blob) => `small ${blob}`;
  assert.equal(await conversation.thumbOf("f", shrink), "small whole");
  assert.equal(await conversation.thumbOf("f", shrink), "small whole");
  assert.deepEqual([fetched, [...files.keys()]], [[["t1", 3]], ["thumb:f"]]);
});

test("the shop's line is accepted before the first message, and once", async () => {
  let seq = 0;
  const { conversation, asked } = await opened({ more: { settings: { ...settings, consent_text: "We keep this chat." } },
    answers: { message_sent: () => ({ ...stored, seq: ++seq }) } });
  conversation.send("one");
  await settle();
  conversation.send("two");
  await settle();
  assert.deepEqual(asked.filter((name) => name !== "session_opened" && name !== "read_up_to"), ["consent_given", "message_sent", "message_sent"]);
});

test("without an answer to the consent no message goes out", async () => {
  const { conversation, asked } = await opened({ more: { settings: { ...settings, consent_text: "We keep this chat." } },
    answers: { consent_given: () => ({ ok: false, error: { code: "server_trouble", message: "", may_retry: true, wait_s: 0 } }) } });
  conversation.send("one");
  await settle();
  assert.equal(asked.includes("message_sent"), false);
  assert.equal(conversation.state.outbox[0].phase, "failed");
});

for (const [how, begin] of [["the customer here", ({ conversation }) => conversation.erase()],
  ["another tab or the shop", ({ end }) => end.onEvent("erased", {})]]) {
  test(`a conversation that ${how} deleted leaves nothing in the browser`, async () => {
    const open = await opened({ more: { messages: [message(1)] } });
    open.kept.set("draft", '"half a thought"');
    open.files.set("file:f", file).set("thumb:g", "data:");
    await begin(open);
    assert.deepEqual([[...open.kept.keys(), ...open.files.keys()], open.forgotten], [[], [true]]);
  });
}

test("a deletion that the server did not confirm deletes nothing", async () => {
  const { conversation, kept, forgotten } = await opened({ answers: { erasure_wanted: () => ({ ok: false, error: {} }) } });
  assert.equal(await conversation.erase(), false);
  assert.deepEqual([kept.has("token"), forgotten], [true, []]);
});

test("who did not want to rate is not asked again, after a reload either", async () => {
  const more = { messages: [message(1)], rating_wanted: 1 };
  const { conversation, kept } = await opened({ more });
  assert.equal(conversation.state.ratingWanted, 1);
  conversation.closeRating();
  assert.equal(conversation.state.ratingWanted, null);
  const later = await opened({ more, kept });
  assert.equal(later.conversation.state.ratingWanted, null);
});

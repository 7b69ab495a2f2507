import assert from "node:assert/strict";
import test from "node:test";
import { decodeAck, decodeHandoff, decodeMessage, decodeReplyPart, decodeSessionReady, decodeStage, decodeTrouble, newId }
  from "../../static/widget/protocol.js";

const NONSENSE = [undefined, null, 0, 7, "text", true, [], {}, [[]], { seq: "1" }, { seq: -1, author: "bot" }, { seq: 1.5, author: "bot" },
  { seq: 1, author: "stranger" }, { message: 3 }, () => 1, new Date()];

test("whatever a server sends, decoding does not throw", () => {
  for (const decode of [decodeMessage, decodeSessionReady, decodeStage, decodeReplyPart, decodeHandoff, decodeTrouble, decodeAck]) {
    for (const value of NONSENSE) assert.doesNotThrow(() => decode(value));
  }
});

test("a message without a number or an author is not shown", () => {
  for (const value of NONSENSE) assert.equal(decodeMessage(value), null);
});

test("a customer's message never counts as markup", () => {
  assert.equal(decodeMessage({ seq: 1, author: "customer", text: "<b>", html: "<b>x</b>" }).html, "");
});

test("missing parts of a message get their empty value", () => {
  const message = decodeMessage({ seq: 1, author: "bot", text: "Hello", products: [{}, 3], order: {}, sources: "x" });
  assert.deepEqual([message.products, message.order, message.sources, message.rates], [[], null, [], false]);
});

test("a polluted prototype adds nothing to a message", () => {
  Object.prototype.html = "<img src=x onerror=alert(1)>";
  try {
    assert.equal(decodeMessage({ seq: 1, author: "bot", text: "Hello" }).html, "");
  } finally {
    delete Object.prototype.html;
  }
});

test("no stage is believed for longer than two minutes", () => {
  assert.equal(decodeStage({ for_seq: 1, name: "writing", deadline_ms: 1e12 }).deadline_ms, 120_000);
});

test("an ack in no known shape counts as trouble that may pass", () => {
  for (const value of [undefined, "ok", {}, { ok: false }]) assert.equal(decodeAck(value).error.may_retry, true);
});

test("a thumb is read in both its forms", () => {
  const feedback = (value) => decodeMessage({ seq: 1, author: "bot", feedback: value }).feedback;
  assert.deepEqual([true, false, null, { is_helpful: true }, "yes"].map(feedback), [true, false, null, true, null]);
});

test("ids are random UUIDs on plain http too", () => {
  const { randomUUID } = crypto;
  crypto.randomUUID = undefined;
  try {
    const ids = new Set(Array.from({ length: 200 }, newId));
    assert.equal(ids.size, 200);
    for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  } finally {
    crypto.randomUUID = randomUUID;
  }
});

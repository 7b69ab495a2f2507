import assert from "node:assert/strict";
import test, { afterEach } from "node:test";
import { startConversation } from "../../static/widget/conversation.js";
import { message, ready } from "./helpers.js";

/** A store in memory; two conversations that share one are two tabs. */
function memoryStore() {
  const map = new Map();
  const listeners = new Set();
  return {
    map,
    tab: () => {
      let own = () => {};
      return {
        get: (key) => JSON.parse(map.get(key) ?? "null"),
        set: (key, value) => {
          value === null ? map.delete(key) : map.set(key, JSON.stringify(value));
          listeners.forEach((listener) => listener !== own && listener(key));
        },
        keys: (start) => [...map.keys()].filter((key) => key.startsWith(start)),
        clear: () => map.clear(),
        onChange: (listener) => (listeners.add((own = listener)), () => listeners.delete(listener)),
      };
    },
  };
}

/** A server's end of the wire: answers requests by name, and sends events. */
function wire(answers = {}) {
  const end = { requests: [], closed: false };
  end.connect = (listeners) => {
    Object.assign(end, listeners);
    return {
      request: async (name, payload) => (end.requests.push([name, payload]), (answers[name] ?? (() => ({ ok: true, seq: 0, at: "", text: "" })))(payload)),
      hurry: () => {},
      close: () => { end.closed = true; },
    };
  };
  end.sent = (name) => end.requests.filter(([one]) => one === name).map(([, payload]) => payload);
  return end;
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
const running = [];
afterEach(() => running.splice(0).forEach((conversation) => conversation.stop()));

function start(end, store = memoryStore().tab(), more = {}) {
  const conversation = startConversation({ connect: end.connect, store, locale: "en", pageUrl: "", onChange: () => {}, ...more });
  running.push(conversation);
  return conversation;
}

async function open(end, more = {}) {
  end.onLink("online");
  await settle();
  end.onEvent("session_ready", ready(more));
  await settle();
}

let stored = 0;
const storing = { message_sent: () => ({ ok: true, seq: ++stored, at: "2026-11-24T09:00:00Z", text: "" }) };

test("on each connection the session is asked for from the last message on", async () => {
  const end = wire();
  start(end);
  await open(end, { messages: [message(1), message(2)] });
  end.onLink("offline");
  end.onLink("online");
  await settle();
  assert.deepEqual(end.sent("session_opened").map((one) => [one.token, one.last_seq]), [[null, 0], ["t1", 2]]);
});

test("a message written without a connection is kept in storage and sent later, once", async () => {
  const shared = memoryStore();
  stored = 0;
  const end = wire(storing);
  const conversation = start(end, shared.tab());
  conversation.send("hello");
  assert.equal([...shared.map.keys()].filter((key) => key.startsWith("outbox:")).length, 1);
  await open(end);
  assert.deepEqual(end.sent("message_sent").map((one) => one.text), ["hello"]);
  assert.equal([...shared.map.keys()].filter((key) => key.startsWith("outbox:")).length, 0);
});

test("what a closed page left in storage is sent by the next, under the same id", async () => {
  const shared = memoryStore();
  start(wire(), shared.tab()).send("left over");
  const id = JSON.parse([...shared.map.values()][0]).client_id;
  stored = 0;
  const end = wire(storing);
  start(end, shared.tab());
  await open(end);
  assert.deepEqual(end.sent("message_sent"), [{ client_id: id, text: "left over" }]);
});

test("a clicked chip goes with its payload, typed text without one", async () => {
  stored = 0;
  const end = wire(storing);
  const conversation = start(end);
  await open(end);
  conversation.send("Track my order", "intent:order_status");
  conversation.send("hi");
  await settle();
  assert.deepEqual(end.sent("message_sent").map((one) => one.choice), ["intent:order_status", undefined]);
});

test("a token that the server does not know is given up for a new one, and the outbox goes along", async () => {
  const shared = memoryStore();
  shared.map.set("token", JSON.stringify("old"));
  stored = 0;
  const unknown = { code: "bad_token", message: "", may_retry: true, wait_s: 0 };
  const end = wire({ ...storing, session_opened: ({ token }) => (token === "old" ? { ok: false, error: unknown } : { ok: true, seq: 0, at: "", text: "" }) });
  start(end, shared.tab()).send("hello");
  await open(end, { token: "new" });
  assert.deepEqual(end.sent("session_opened").map((one) => one.token), ["old", null]);
  assert.equal(JSON.parse(shared.map.get("token")), "new");
  assert.equal(end.sent("message_sent").length, 1);
});

test("two tabs that open at once end in one conversation", async () => {
  const shared = memoryStore();
  const [first, second] = [wire(), wire()];
  start(first, shared.tab());
  start(second, shared.tab());
  first.onLink("online");
  second.onLink("online");
  await settle();
  first.onEvent("session_ready", ready({ token: "first", conversation: "c1" }));
  second.onEvent("session_ready", ready({ token: "second", conversation: "c2" }));
  await settle();
  assert.equal(second.sent("session_opened").at(-1).token, "first");
  assert.equal(JSON.parse(shared.map.get("token")), "first");
});

test("what one tab has read is read in the other", async () => {
  const shared = memoryStore();
  const [first, second] = [wire(), wire()];
  const here = start(first, shared.tab());
  const there = start(second, shared.tab());
  await open(first, { messages: [message(1)] });
  await open(second, { messages: [message(1)] });
  here.setSeen(true);
  assert.equal(there.state.read, 1);
});

test("a thumb counts only once the server has it", async () => {
  const end = wire({ feedback_given: () => null });
  const conversation = start(end);
  await open(end, { messages: [message(1, { rates: true })] });
  assert.equal(await conversation.giveFeedback(1, true), false);
  assert.equal(conversation.state.messages[0].feedback, null);
});

test("after a trouble the answer is asked for once more under the same id", async () => {
  const end = wire({ message_sent: () => ({ ok: true, seq: 1, at: "", text: "" }) });
  const conversation = start(end);
  await open(end, { messages: [message(1, { author: "customer", client_id: "a", text: "hi" })] });
  end.onEvent("trouble", { for_seq: 1, code: "turn_failed", message: "Sorry.", may_retry: true });
  await conversation.repeat(1);
  assert.deepEqual(end.sent("message_sent"), [{ client_id: "a", text: "hi" }]);
  assert.equal(conversation.state.trouble, null);
});

test("a message that never came is asked for", { timeout: 5000 }, async () => {
  const end = wire();
  start(end);
  await open(end, { messages: [message(1)] });
  end.onEvent("message", { message: message(3) });
  while (end.sent("session_opened").length < 2) await settle();
  assert.equal(end.sent("session_opened")[1].last_seq, 1);
});

test("events in no known shape change nothing", async () => {
  const end = wire();
  const conversation = start(end);
  await open(end, { messages: [message(1)] });
  const before = conversation.state;
  for (const name of ["reply", "message", "stage", "reply_part", "news"]) for (const payload of [null, 3, "x", {}, []]) end.onEvent(name, payload);
  assert.equal(conversation.state, before);
});

const refusing = (code) => ({ session_opened: ({ identity }) => (identity === "fresh"
  ? { ok: true, seq: 0, at: "", text: "" } : { ok: false, error: { code, message: "", may_retry: false, wait_s: 0 } }) });

test("an identity goes along with every session, and a guest sends none", async () => {
  const [signed, guest] = [wire(), wire()];
  start(signed, memoryStore().tab(), { identity: "jwt", isNew: true });
  await open(signed);
  signed.onLink("online");
  await settle();
  start(guest);
  await open(guest);
  assert.deepEqual(signed.sent("session_opened").map((one) => [one.token, one.identity, one.is_new]),
    [[null, "jwt", true], ["t1", "jwt", false]]);
  assert.deepEqual(Object.keys(guest.sent("session_opened")[0]), ["token", "last_seq", "locale", "page_url"]);
});

test("a visitor whom the server does not let in is not asked about again, until a fresh identity comes", async () => {
  for (const code of ["identity_required", "bad_identity"]) {
    const end = wire(refusing(code));
    const conversation = start(end, memoryStore().tab(), { identity: "stale" });
    end.onLink("online");
    await settle();
    conversation.send("hello");
    await settle();
    assert.equal(conversation.state.barred, code);
    assert.equal(end.sent("message_sent").length, 0);
    conversation.identify("fresh");
    await settle();
    end.onEvent("session_ready", ready());
    await settle();
    assert.equal(conversation.state.barred, "");
    assert.deepEqual(end.sent("session_opened").map((one) => one.identity), ["stale", "fresh"]);
  }
});

test("a new chat of a signed-in customer is not pulled back into the old one that the storage still names", async () => {
  const end = wire();
  const store = memoryStore().tab();
  store.set("token", "old");
  const conversation = start(end, store, { identity: "jwt", isNew: true });
  await open(end, { token: "new" });
  assert.equal(conversation.state.token, "new");
  assert.equal(store.get("token"), "new");
});

test("what was stopped writes nothing down any more", async () => {
  let answer = () => {};
  const end = wire({ message_sent: () => new Promise((resolve) => { answer = resolve; }) });
  const shared = memoryStore();
  const conversation = start(end, shared.tab());
  await open(end);
  conversation.send("hello");
  await settle();
  conversation.stop();
  shared.map.clear();
  answer(null);
  end.onEvent("session_ready", ready({ token: "t2" }));
  await settle();
  assert.deepEqual([...shared.map.keys()], []);
});

test("a tab whose token another tab wiped at sign-out is told", async () => {
  const end = wire();
  const shared = memoryStore();
  let count = 0;
  start(end, shared.tab(), { onForgotten: () => count++ });
  await open(end);
  shared.tab().set("token", null);
  assert.equal(count, 1);
});

import assert from "node:assert/strict";
import test from "node:test";
import { ownerOf, subjectOf } from "../../static/widget/identity.js";

const token = (/** @type {unknown} */ claims) => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.x`;

test("the subject is read from the claims, in any script", () => {
  assert.equal(subjectOf(token({ sub: "customer-17" })), "customer-17");
  assert.equal(subjectOf(token({ sub: "Zoë ÿÿÿ 客户" })), "Zoë ÿÿÿ 客户");
});

test("what is no token has no subject", () => {
  for (const text of ["", "a.b", "customer-17", "a.%%%.c", token(null), token({ sub: 17 })]) assert.equal(subjectOf(text), "");
});

test("each customer has a place of their own on a device, and a fresh signature keeps it", () => {
  const [now, later, other] = [token({ sub: "17", exp: 1 }), token({ sub: "17", exp: 2 }), token({ sub: "18" })];
  assert.equal(ownerOf({ identity: now, visitor: "" }), ownerOf({ identity: later, visitor: "" }));
  assert.notEqual(ownerOf({ identity: now, visitor: "" }), ownerOf({ identity: other, visitor: "" }));
  assert.equal(ownerOf({ identity: "", visitor: "17" }), "17");
});

/** Times on the staff's pages are told as people say them. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { ago } from "../../static/admin/times.js";

const MINUTE = 60_000;

test("what just happened is just now", () => {
  assert.equal(ago(-1000), "just now");
  assert.equal(ago(5000), "just now"); // a clock that is a little behind
});

test("minutes, hours and days are counted", () => {
  assert.equal(ago(-5 * MINUTE), "5 minutes ago");
  assert.equal(ago(-60 * MINUTE), "1 hour ago");
  assert.equal(ago(-26 * 60 * MINUTE), "yesterday");
});

test("what is older than a week gets its date", () => {
  assert.equal(ago(-8 * 24 * 60 * MINUTE), null);
});

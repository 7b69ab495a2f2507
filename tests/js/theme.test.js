import assert from "node:assert/strict";
import test from "node:test";
import { contrast, inkOn, readColor, readable } from "../../static/widget/theme.js";

const COLORS = Array.from({ length: 400 }, (_, n) => [(n * 97) % 256, (n * 57) % 256, (n * 151) % 256]);

test("words on the shop's colour can be read, whatever the colour", () => {
  for (const color of COLORS) assert.ok(contrast(color, readColor(inkOn(color))) >= 4.5, String(color));
});

test("the shop's own words on its colour are taken where they can be read, and refused where not", () => {
  const brand = readColor("#1d6b4c");
  assert.equal(inkOn(brand, "#fff3c4"), "#fff3c4");
  for (const wish of ["#2f8f6a", "#1d6b4c", "white", ""]) assert.equal(inkOn(brand, wish), "#ffffff", wish);
});

test("the shop's colour as text can be read on the panel, in light and dark", () => {
  for (const color of COLORS) {
    assert.ok(contrast(readable(color, "light"), [255, 255, 255]) >= 4.5, String(color));
    assert.ok(contrast(readable(color, "dark"), [0x16, 0x1a, 0x18]) >= 4.5, String(color));
  }
});

test("what is no colour is no colour", () => {
  for (const text of ["", "red", "#12", "#12345g", "url(x)", undefined]) assert.equal(readColor(text), null);
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { STAGES } from "../../static/widget/protocol.js";
import { LANGUAGES, pickLanguage, speak } from "../../static/widget/texts.js";

const read = (language) => JSON.parse(readFileSync(new URL(`../../static/widget/texts/${language}.json`, import.meta.url), "utf8"));
const slots = (value) => [...new Set(JSON.stringify(value).match(/\{\w+\}/g) ?? [])].sort();

for (const language of LANGUAGES) {
  test(`${language} has every sentence, with the same slots, and no other`, () => {
    const english = read("en");
    const sentences = read(language);
    assert.deepEqual(Object.keys(sentences).sort(), Object.keys(english).sort());
    for (const key of Object.keys(english)) assert.deepEqual(slots(sentences[key]), slots(english[key]), key);
  });

  test(`${language} has every plural form that its grammar asks for`, () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, value] of Object.entries(read(language))) {
      if (typeof value === "object") assert.deepEqual(Object.keys(value).sort(), [...forms].sort(), key);
    }
  });
}

test("every stage of the protocol has its words", () => {
  const english = read("en");
  for (const name of STAGES.filter((one) => one !== "done")) assert.ok(english[`stage_${name}`], name);
});

test("the first language that we have is taken, and English otherwise", () => {
  assert.equal(pickLanguage(["pt-BR", "de-AT", "fr"]), "de");
  assert.equal(pickLanguage(["pt"]), "en");
});

test("a slot's own text is not searched for slots", () => {
  const texts = speak({ hello: "Hi {name}, {shop}" }, "en");
  assert.equal(texts.say("hello", { name: "{shop}", shop: "Fernway" }), "Hi {shop}, Fernway");
});

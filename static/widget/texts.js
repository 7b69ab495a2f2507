/**
 * The interface's words: one JSON file per language in texts/, the same keys in each (a test compares them).
 * A value is a sentence with {slots}, or one sentence per plural form for a count `n`.
 */

export const LANGUAGES = ["en", "de", "fr", "es", "ar"];
const RIGHT_TO_LEFT = ["ar"];

/** @typedef {Record<string, string | Record<string, string>>} Sentences */
/** @typedef {ReturnType<typeof speak>} Texts */

/** @param {readonly string[]} wishes such as "de-AT", best first @returns {string} the language among ours that fits */
export function pickLanguage(wishes) {
  const short = wishes.map((wish) => wish.toLowerCase().split("-")[0]);
  return short.find((language) => LANGUAGES.includes(language)) ?? "en";
}

/** What was loaded once: a new start must work without a connection, too. @type {Map<string, Sentences>} */
const loaded = new Map();

/** @param {string} language one of LANGUAGES @param {readonly string[]} wishes @returns {Promise<Texts>} */
export async function loadTexts(language, wishes) {
  const sentences = loaded.get(language) ?? await fetchSentences(language);
  loaded.set(language, sentences);
  const region = wishes.find((wish) => wish.toLowerCase().split("-")[0] === language); // en-GB and en-US write times differently
  return speak(sentences, language, region);
}

/** @param {string} language @returns {Promise<Sentences>} */
async function fetchSentences(language) {
  const response = await fetch(new URL(`./texts/${language}.json`, import.meta.url));
  if (!response.ok) throw new Error(`texts/${language}.json: HTTP ${response.status}`);
  return response.json();
}

/** @param {Sentences} sentences @param {string} language @param {string} [region] the tag that dates and times follow */
export function speak(sentences, language, region = language) {
  const plurals = new Intl.PluralRules(language);
  const time = new Intl.DateTimeFormat(region, { hour: "numeric", minute: "2-digit" });
  const weekday = new Intl.DateTimeFormat(region, { weekday: "long", day: "numeric", month: "long" });
  const bytes = ["kilobyte", "megabyte"].map((unit) =>
    new Intl.NumberFormat(region, { style: "unit", unit, maximumFractionDigits: unit === "megabyte" ? 1 : 0 }));
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });

  return {
    language,
    direction: RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr",
    /** @param {string} key @param {Record<string, string | number>} [slots] @returns {string} */
    say(key, slots = {}) {
      const found = sentences[key];
      const form = typeof found === "object" ? found[plurals.select(Number(slots.n))] ?? found.other : found;
      return (form ?? key).replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(slots, name) ? String(slots[name]) : whole));
    },
    /** @param {string} key @returns {boolean} */
    has: (key) => Object.hasOwn(sentences, key),
    /** @param {string} at ISO 8601 @returns {string} such as "10:42", empty for an unreadable time */
    time: (at) => (Number.isNaN(Date.parse(at)) ? "" : time.format(new Date(at))),
    /** @param {number} size bytes @returns {string} such as "1.2 MB" or "48 kB" */
    size: (size) => (size < 1e6 ? bytes[0].format(Math.max(1, size / 1e3)) : bytes[1].format(size / 1e6)),
    /** @param {string} at ISO 8601 @returns {string} "today", "yesterday", "Tuesday, 3 November" */
    day(at) {
      const date = new Date(at);
      if (Number.isNaN(date.getTime())) return "";
      const days = Math.round((startOfDay(date) - startOfDay(new Date())) / 86_400_000);
      return days > -2 && days < 1 ? relative.format(days, "day") : weekday.format(date);
    },
  };
}

/** @param {Date} date @returns {number} ms */
const startOfDay = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

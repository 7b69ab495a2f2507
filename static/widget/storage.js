/**
 * What this browser remembers: the token, unsent messages, the draft, how far was read. Where storage is blocked, full or
 * broken, a map in memory stands in: the conversation then lives as long as the page.
 *
 * Each unsent message has a key of its own, so that two tabs never overwrite each other's.
 */

const PREFIX = "chatbot:";

/** @typedef {ReturnType<typeof openStorage>} Store */

/** @param {string} [visitor] who is signed in to the shop; every visitor has a conversation of their own */
export function openStorage(visitor = "") {
  const area = localArea();
  const prefix = `${PREFIX}${visitor}:`;

  return {
    /** @param {string} key @returns {any} null where nothing (readable) is kept */
    get(key) {
      try {
        return JSON.parse(area.getItem(prefix + key) ?? "null");
      } catch {
        return null; // another program's text, or storage was blocked meanwhile
      }
    },
    /** @param {string} key @param {unknown} value null removes */
    set(key, value) {
      try {
        if (value === null) area.removeItem(prefix + key);
        else area.setItem(prefix + key, JSON.stringify(value));
      } catch {
        // full or blocked: this page goes on from memory, only the reload forgets
      }
    },
    /** @param {string} start @returns {string[]} the keys that begin so */
    keys(start) {
      return area.keys().filter((key) => key.startsWith(prefix + start)).map((key) => key.slice(prefix.length));
    },
    /** Forget this visitor's conversation; a new one takes the token's place, so that other tabs go on with theirs. */
    clear() {
      for (const key of this.keys("")) if (key !== "token") this.set(key, null);
    },
    /** Tell what other tabs changed. @param {(key: string) => void} listener @returns {() => void} its undo */
    onChange(listener) {
      const heard = (/** @type {StorageEvent} */ event) => {
        if (event.key?.startsWith(prefix)) listener(event.key.slice(prefix.length));
      };
      window.addEventListener("storage", heard);
      return () => window.removeEventListener("storage", heard);
    },
  };
}

/** Forget every visitor of this browser. The tokens go last: another tab that misses its token finds everything else gone. */
export function forgetEverybody() {
  const area = localArea();
  const keys = area.keys().filter((key) => key.startsWith(PREFIX));
  const isToken = (/** @type {string} */ key) => key.endsWith(":token");
  for (const key of [...keys.filter((key) => !isToken(key)), ...keys.filter(isToken)]) area.removeItem(key);
}

function localArea() {
  try {
    const local = window.localStorage; // throws where the browser blocks storage in frames
    local.setItem(`${PREFIX}probe`, "1");
    local.removeItem(`${PREFIX}probe`);
    return {
      getItem: (/** @type {string} */ key) => local.getItem(key),
      setItem: (/** @type {string} */ key, /** @type {string} */ value) => local.setItem(key, value),
      removeItem: (/** @type {string} */ key) => local.removeItem(key),
      keys: () => Array.from({ length: local.length }, (_, index) => local.key(index) ?? ""),
    };
  } catch {
    return memoryArea();
  }
}

/** One for the page, so that a change of language or visitor finds it again. @type {Map<string, string>} */
const memory = new Map();

function memoryArea() {
  return {
    getItem: (/** @type {string} */ key) => memory.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void memory.set(key, value),
    removeItem: (/** @type {string} */ key) => void memory.delete(key),
    keys: () => [...memory.keys()],
  };
}

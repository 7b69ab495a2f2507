/**
 * Files and small pictures that outlive a reload, in IndexedDB: unsent files ("file:ID") and thumbnails ("thumb:ID"). Where the
 * browser blocks it, or it is full, nothing is kept: a file then lives as long as the page, and a thumbnail is made anew.
 */

const STORE = "files";

/** @typedef {ReturnType<typeof openShelf>} Shelf */

/** @param {string} owner whose files; every visitor of this browser has their own */
export function openShelf(owner) {
  const all = IDBKeyRange.bound([owner], [owner, []]); // arrays sort behind all names
  return {
    /** @param {string} name @returns {Promise<any>} null where nothing is kept */
    get: async (name) => (await ask("readonly", (files) => files.get([owner, name]))) ?? null,
    /** @param {string} name @param {File | string} value */
    put: (name, value) => ask("readwrite", (files) => files.put(value, [owner, name])),
    /** @param {string} name */
    remove: (name) => ask("readwrite", (files) => files.delete([owner, name])),
    /** @returns {Promise<string[]>} */
    names: async () => ((await ask("readonly", (files) => files.getAllKeys(all))) ?? []).map((/** @type {string[]} */ key) => key[1]),
    clear: () => ask("readwrite", (files) => files.delete(all)),
  };
}

/** Forget the files of every visitor of this browser. */
export const emptyShelves = () => ask("readwrite", (files) => files.clear());

/** @type {Promise<IDBDatabase> | null} */
let opening = null;

/** @returns {Promise<IDBDatabase>} */
function database() {
  return opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("chatbot", 1); // throws where the browser blocks storage in frames
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransactionMode} mode @param {(files: IDBObjectStore) => IDBRequest} what
 * @returns {Promise<any>} the answer when it is on the disk, null when there is no storage */
async function ask(mode, what) {
  try {
    const work = (await database()).transaction(STORE, mode);
    const request = what(work.objectStore(STORE));
    await new Promise((resolve, reject) => {
      work.oncomplete = resolve;
      work.onabort = work.onerror = reject;
    });
    return request.result;
  } catch {
    return null; // blocked, full, or closed by the browser
  }
}

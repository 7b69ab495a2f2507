/**
 * The wire to the shop's page. Only the page that holds this frame is heard, and only under the origin that embed.js named
 * when it made the frame; the server's `frame-ancestors` decides which shops can hold it at all.
 */

/** @typedef {ReturnType<typeof openHost>} Host */

/** @param {(type: string, data: Record<string, unknown>) => void} onMessage */
export function openHost(onMessage) {
  const isFramed = window.parent !== window;
  const named = new URLSearchParams(location.search).get("host") ?? "";
  const origin = isFramed && isOrigin(named) ? named : location.origin;

  /** @param {MessageEvent} event */
  function heard(event) {
    if (event.source !== window.parent || event.origin !== origin || !isFramed) return;
    const data = event.data;
    if (data === null || typeof data !== "object" || !Object.hasOwn(data, "type") || typeof data.type !== "string") return;
    onMessage(data.type, data);
  }

  window.addEventListener("message", heard);
  return {
    isFramed,
    origin,
    /** An event for the page's listeners. @param {string} name @param {Record<string, unknown>} [detail] */
    emit(name, detail = {}) {
      this.tell("event", { name, detail });
    },
    /** @param {string} type @param {Record<string, unknown>} [data] */
    tell(type, data = {}) {
      if (isFramed) window.parent.postMessage({ ...data, type }, origin);
    },
  };
}

/** @param {string} text */
function isOrigin(text) {
  try {
    return new URL(text).origin === text;
  } catch {
    return false;
  }
}

/**
 * The only module that knows Socket.IO. It keeps one connection, comes back by itself with growing pauses, and answers every
 * request with an ack or with null when none came in time.
 */

import { io } from "../vendor/socket.io.esm.min.js";
import { NAMESPACE, decodeAck } from "./protocol.js";

/** An ack later than this (ms) counts as lost; the server only stores before it acks. */
const ACK_TIMEOUT_MS = 8_000;
/** Pauses between tries: from half a second, doubling, to 15 s, each spread by half so that a restart is not stormed. */
const PAUSES = { reconnectionDelay: 500, reconnectionDelayMax: 15_000, randomizationFactor: 0.5 };

/** @typedef {ReturnType<typeof connect>} Connection */

/**
 * @param {string} origin the chat server
 * @param {{onLink: (link: import("./state.js").Link) => void, onEvent: (name: string, payload: unknown) => void}} listeners
 */
export function connect(origin, { onLink, onEvent }) {
  const socket = io(origin + NAMESPACE, {
    transports: ["websocket", "polling"], tryAllTransports: true, withCredentials: false, timeout: 10_000, ...PAUSES,
  });
  let isClosed = false;
  const again = (/** @type {number} */ pause) => void window.setTimeout(() => isClosed || socket.connect(), pause);
  socket.on("connect", () => onLink("online"));
  socket.on("disconnect", (reason) => {
    onLink("offline");
    if (reason === "io server disconnect") again(PAUSES.reconnectionDelay); // Socket.IO leaves this one to us
  });
  socket.on("connect_error", () => {
    onLink("offline");
    if (!socket.active) again(PAUSES.reconnectionDelayMax); // refused by the server: this one, too
  });
  socket.onAny(onEvent);

  const hurry = () => {
    if (!isClosed && !socket.connected && document.visibilityState === "visible") socket.disconnect().connect();
  };
  const drop = () => void socket.io.engine?.close(); // sooner than a missing heartbeat would; Socket.IO then comes back
  window.addEventListener("online", hurry);
  window.addEventListener("offline", drop);
  document.addEventListener("visibilitychange", hurry);

  return {
    /** @param {string} name @param {object} payload @returns {Promise<import("./protocol.js").Ack | null>} */
    async request(name, payload) {
      if (!socket.connected) return null; // Socket.IO would buffer it; the outbox does that, and survives a reload
      try {
        return decodeAck(await socket.timeout(ACK_TIMEOUT_MS).emitWithAck(name, payload));
      } catch {
        drop(); // no ack in time: the line may be dead without anybody having said so; a new one shows
        return null;
      }
    },
    /** Try again now, whatever pause is running. */
    hurry,
    close() {
      isClosed = true;
      window.removeEventListener("online", hurry);
      window.removeEventListener("offline", drop);
      document.removeEventListener("visibilitychange", hurry);
      socket.disconnect();
    },
  };
}

/** Files go by HTTP beside the socket, both ways: the token in a header, the type decided by the server from the bytes. */

import { decodeAck } from "./protocol.js";

/** Five MB over a slow phone line take about three minutes; an upload that hangs longer (ms) is tried again. */
const TIMEOUT_MS = 180_000;

/**
 * @param {{token: string, identity: string, client_id: string, name: string, file: Blob}} sent
 * @returns {Promise<import("./protocol.js").Ack | null>} null when no answer came
 */
export async function uploadFile({ token, identity, client_id, name, file }) {
  const body = new FormData();
  body.append("client_id", client_id);
  body.append("file", file, name);
  try {
    const response = await fetch("/widget/attachments",
      { method: "POST", headers: keys(token, identity), body, signal: AbortSignal.timeout(TIMEOUT_MS) });
    return decodeAck(await response.json());
  } catch {
    return null; // no network, or a proxy's page instead of an answer
  }
}

/** @param {{token: string, identity: string, seq: number}} wanted @returns {Promise<Blob | null>} the customer's own file of a message */
export async function downloadFile({ token, identity, seq }) {
  try {
    const response = await fetch(`/widget/attachments/${seq}`, { headers: keys(token, identity), signal: AbortSignal.timeout(TIMEOUT_MS) });
    return response.ok ? await response.blob() : null;
  } catch {
    return null;
  }
}

/** @param {string} token @param {string} identity @returns {Record<string, string>} */
const keys = (token, identity) => ({ Authorization: `Bearer ${token}`, ...(identity && { "X-Chat-Identity": identity }) });

/**
 * Whom a signed identity names. Nothing is checked here, the server does that on every connection; it only keeps what two
 * customers wrote on one device apart.
 */

/** @param {string} identity a JWT @returns {string} its subject, empty where there is none to read */
export function subjectOf(identity) {
  try {
    const [, claims] = identity.split(".");
    const bytes = Uint8Array.from(atob(claims.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
    const { sub } = JSON.parse(new TextDecoder().decode(bytes));
    return typeof sub === "string" ? sub : "";
  } catch {
    return "";
  }
}

/** @param {{identity: string, visitor: string}} options @returns {string} under which name this browser keeps the conversation */
export const ownerOf = ({ identity, visitor }) => (identity ? `signed:${subjectOf(identity)}` : visitor);

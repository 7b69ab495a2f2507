/**
 * The proactive message: a small bubble beside the launcher, once per visitor and message. Loaded by embed.js into the shop's
 * page only where the shop has set one, so that the launcher stays small.
 *
 * @typedef {{options: {proactive: string, proactiveAfter: string, proactivePages: string, locale: string}, host: HTMLElement,
 *   launcher: HTMLElement, signal: AbortSignal, kept: (area: string, key: string, value?: string) => string | null | undefined,
 *   api: {on: (name: string, listener: () => void) => void, open: () => void, update: (options: object) => void}}} Lent
 */

const DEFAULT_AFTER_S = 5;
const MAX_AFTER_S = 3600;

/** @type {Record<string, string>} */
const DISMISS = { en: "Dismiss", de: "Ausblenden", fr: "Masquer", es: "Descartar", ar: "إخفاء" };

const STYLE = `
.nudge{position:fixed;right:20px;bottom:calc(92px + env(safe-area-inset-bottom));display:flex;align-items:flex-start;
max-width:min(300px,calc(100vw - 40px));border-radius:18px;background:#fff;color:#1b211e;
box-shadow:0 0 0 1px #0a191214,0 6px 24px #0a191238}
.left>.nudge{right:auto;left:20px}
.nudge:empty{display:none}
.nudge button{background:none;color:inherit;border-radius:18px;
font:400 15px/1.4 -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.nudge .say{padding:14px 4px 14px 18px;text-align:start;overflow-wrap:anywhere;max-height:40vh;overflow:auto}
.nudge .off{flex:none;width:32px;height:32px;margin:8px 6px;padding:0;opacity:.75}
.nudge .off:hover,.nudge .off:focus-visible{opacity:1}
.nudge svg{display:block;width:16px;height:16px;margin:auto}
.dark~.nudge{background:#1e2421;color:#e8ece9;box-shadow:0 0 0 1px #75827a,0 6px 24px #0008}
@media (forced-colors:active){.nudge{border:2px solid}}`;

/** @param {Lent} lent @returns {() => void} to be called when an option or the page has changed */
export function startNudge({ options, host, launcher, signal, kept, api }) {
  const bubble = document.createElement("div");
  bubble.className = "nudge";
  bubble.setAttribute("role", "status");
  bubble.dir = "auto";
  addStyle(/** @type {ShadowRoot} */ (host.shadowRoot));
  launcher.before(bubble);
  let timer = 0;
  let shown = "";
  const seen = new Set(); // where the browser blocks storage
  api.on("open", hide);
  bubble.addEventListener("keydown", ({ key }) => key === "Escape" && dismiss());
  signal.addEventListener("abort", () => clearTimeout(timer));

  function update() {
    clearTimeout(timer);
    const text = options.proactive;
    if (signal.aborted || (shown && shown === text && isMeant())) return;
    hide();
    if (!text || !isMeant() || wasSeen(text)) return;
    timer = window.setTimeout(() => show(text), delayMs(options.proactiveAfter));
  }

  const isMeant = () => matches(options.proactivePages, location.pathname);

  /** @param {string} text */
  const wasSeen = (text) => seen.has(text) || kept("localStorage", keyOf(text)) != null;

  /** @param {string} text */
  function show(text) {
    const isOpen = launcher.getAttribute("aria-expanded") === "true";
    if (isOpen || host.hidden || wasSeen(text)) return; // seen in another tab meanwhile
    seen.add(text);
    kept("localStorage", keyOf(text), "1");
    shown = text;
    const say = button("say", () => accept(text));
    say.textContent = text;
    const off = button("off", dismiss);
    off.setAttribute("aria-label", DISMISS[(options.locale || navigator.language).slice(0, 2)] ?? DISMISS.en);
    off.append(cross());
    bubble.replaceChildren(say, off);
  }

  /** The chat opens with what was said, so that the customer answers to it. @param {string} greeting */
  function accept(greeting) {
    api.update({ greeting });
    api.open();
  }

  function dismiss() {
    hide();
    launcher.focus();
  }

  function hide() {
    shown = "";
    bubble.replaceChildren();
  }

  return update;
}

/** @param {string} text */
const keyOf = (text) => `chatbot-nudge:${text}`;

/** @param {string} seconds @returns {number} ms */
function delayMs(seconds) {
  const wanted = Number.parseFloat(seconds);
  return Math.min(Math.max(Number.isNaN(wanted) ? DEFAULT_AFTER_S : wanted, 0), MAX_AFTER_S) * 1000;
}

/** @param {string} patterns such as "/cart, /product/*"; none means every page @param {string} path @returns {boolean} */
export function matches(patterns, path) {
  const wanted = patterns.split(",").map((pattern) => pattern.trim()).filter(Boolean);
  const asExpression = (/** @type {string} */ pattern) => pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*");
  return wanted.length === 0 || wanted.some((pattern) => new RegExp(`^${asExpression(pattern)}$`).test(path));
}

/** @param {ShadowRoot} shadow */
function addStyle(shadow) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
}

/** @param {string} name @param {() => void} action */
function button(name, action) {
  const node = document.createElement("button");
  node.className = name;
  node.addEventListener("click", action);
  return node;
}

function cross() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.appendChild(document.createElementNS(svg.namespaceURI, "path")).setAttribute("d", "M6 6l12 12M18 6L6 18");
  return svg;
}

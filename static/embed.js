/* The launcher of the chat, and on the first opening its iframe. See docs/widget.md. */
(() => {
  "use strict";
  const page = /** @type {any} */ (window);
  const early = page.Chatbot;
  if (early?.version) return; /* a second tag */

  const own = (object, key) => (object && Object.hasOwn(object, key) ? object[key] : undefined);
  const script = /** @type {any} */ (document.currentScript || document.querySelector('script[src*="/static/embed.js"]'));
  const home = new URL("../widget", script.src);
  const phone = matchMedia("(max-width:480px),(max-height:420px)");
  const dark = matchMedia("(prefers-color-scheme:dark)");

  const options = { position: "", contact: "", theme: "auto", color: "#1d6b4c", textColor: "", locale: "", zIndex: "2147483000",
    greeting: "", launcher: "", proactive: "", proactiveAfter: "", proactivePages: "", visitor: "", identity: "" };
  const setOptions = (source) => {
    for (const key of Object.keys(options)) {
      const value = own(source, key) ?? null;
      if (value !== null && (!/color$/i.test(key) || /^#[0-9a-f]{6}$/i.test(value))) options[key] = String(value);
    }
  };
  setOptions(script.dataset);
  setOptions(page.ChatbotSettings);

  const WORDS = {
    en: "Chat|The chat can't be reached. Try again",
    de: "Chat|Der Chat ist nicht erreichbar. Erneut versuchen",
    fr: "Chat|Le chat est injoignable. Réessayer",
    es: "Chat|El chat no está disponible. Reintentar",
    ar: "المحادثة|المحادثة غير متاحة. أعد المحاولة",
  };

  const STYLE = `
:host{all:initial!important;position:fixed!important;z-index:var(--z)!important;direction:ltr!important}
:host([hidden]){display:none!important}
*{box-sizing:border-box;font:500 15px/1.4 system-ui,sans-serif}
button{cursor:pointer;border:0;background:var(--c);color:var(--i)}
button:focus-visible{outline:3px solid var(--c);outline-offset:3px}
.launcher,.panel{position:fixed;right:20px;bottom:calc(20px + env(safe-area-inset-bottom))}
.launcher{display:flex;align-items:center;gap:10px;height:58px;min-width:58px;padding:0 17px;border-radius:29px;
box-shadow:0 6px 24px #0a191247;transition:transform .16s}
.launcher:hover{transform:scale(1.04)}
svg{width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.open .t,.t:empty,.badge:empty{display:none}
.badge{position:absolute;top:-4px;right:-4px;min-width:22px;padding:0 6px;border-radius:11px;background:#c8321f;color:#fff;
font-size:12px;font-weight:700;line-height:22px}
.panel{margin-bottom:72px;width:408px;max-width:calc(100vw - 40px);height:680px;max-height:calc(100vh - 112px);border-radius:20px;
overflow:hidden;background:#fff;color:#1b211e;box-shadow:0 0 0 1px #0a191214,0 6px 24px #0a191247;
opacity:0;visibility:hidden;transform:translateY(12px);transition:opacity .16s,transform .16s,visibility .16s}
.panel.open{opacity:1;visibility:visible;transform:none}
.dark{background:#161a18;color:#e8ece9}
iframe{position:absolute;width:100%;height:100%;border:0;visibility:hidden}
.open.ready iframe{visibility:visible}
.wait{height:100%;display:grid;place-content:center;padding:32px}
.ready .wait{display:none}
.load .wait *{display:none}
.load .wait:before{content:"● ● ●";animation:w .8s infinite alternate}
@keyframes w{to{opacity:.2}}
.wait button{padding:10px 18px;border-radius:12px}
.left>*{right:auto;left:20px}
@media (max-width:480px),(max-height:420px){
.panel{inset:0!important;margin:0;width:100%;max-width:none;height:100%;max-height:none;border-radius:0}
.launcher.open.ready{display:none}}
@media (prefers-reduced-motion:reduce){*,:before{transition:none!important;animation:none}}
@media (forced-colors:active){.launcher,.panel{border:2px solid}}`;

  const make = (tag, name, ...inside) => {
    const node = document.createElement(tag);
    node.className = name;
    node.append(...inside);
    return node;
  };
  const drawing = () => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    set(svg, { viewBox: "0 0 24 24", "aria-hidden": true });
    return svg.appendChild(document.createElementNS(svg.namespaceURI, "path"));
  };
  const set = (node, attributes) => Object.keys(attributes).forEach((key) => node.setAttribute(key, attributes[key]));

  const host = make("chat-widget", "");
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet(); /* strict policies forbid a style element */
  sheet.replaceSync(STYLE);
  shadow.adoptedStyleSheets = [sheet];
  const badge = make("span", "badge");
  const label = make("span", "t");
  const sign = drawing();
  const launcher = make("button", "", sign.parentNode, label, badge);
  const retry = make("button", "");
  const contact = make("p", "");
  const panel = make("div", "", make("div", "wait", retry, contact));
  const root = make("div", "", panel, launcher);
  const ending = new AbortController(), { signal } = ending;

  let frame = /** @type {HTMLIFrameElement | null} */ (null);
  let isReady = false, isOpen = false, wantsFocus = false, unread = 0, timer = 0, idle = 0;
  let ownTitle = "", pageTitle = "", pageOverflow = "";
  let waiting = [];
  const listeners = new Map();

  const kept = (area, key, value) => { /* value: "" forgets, none reads */
    try {
      return value === undefined ? page[area].getItem(key) : value ? page[area].setItem(key, value) : page[area].removeItem(key);
    } catch {/* blocked */ }
  };
  const OPEN = ["sessionStorage", "chatbot-open"], ACTIVE = ["localStorage", "chatbot-active"];

  const emit = (name, detail) => {
    listeners.get(name)?.forEach((listener) => listener(detail));
    return document.dispatchEvent(new CustomEvent("chatbot:" + name, { detail, cancelable: true }));
  };
  const tell = (type, data = {}) => {
    if (isReady || type === "options") frame?.contentWindow?.postMessage({ ...data, type }, home.origin);
    else waiting.push([type, data]);
  };
  const tellOptions = () => tell("options", { ...options, page: page.origin + location.pathname });

  const luminance = (color) => [.2126, .7152, .0722].reduce((sum, weight, n) => {
    const part = parseInt(color.slice(2 * n + 1, 2 * n + 3), 16) / 255;
    return sum + weight * (part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
  }, .05);
  const contrast = (a, b) => Math.max(luminance(a) / luminance(b), luminance(b) / luminance(a));

  const paint = () => {
    const words = own(WORDS, (options.locale || navigator.language).slice(0, 2)) || WORDS.en;
    const [chat, failed] = words.split("|");
    const name = options.launcher || chat;
    const { color, textColor } = options;
    const ink = [textColor, "#ffffff", "#000000"].find((each) => contrast(each, color) >= 4.5); /* WCAG 2.2, 1.4.3 */
    if (textColor && ink !== textColor) {
      console.warn(`Chatbot: ${textColor} can't be read on ${color}.`);
      options.textColor = "";
    }
    const states = (isOpen ? " open" : "") + (isReady ? " ready" : frame ? " load" : "");
    host.style.cssText = `--c:${color};--i:${ink};--z:${options.zIndex}`;
    root.className = options.position || (document.dir === "rtl" ? "left" : "");
    panel.className = "panel" + states + (options.theme === "dark" || (options.theme !== "light" && dark.matches) ? " dark" : "");
    launcher.className = "launcher" + states;
    set(launcher, { "aria-expanded": isOpen, "aria-label": unread ? `${name} (${unread})` : name });
    set(panel, { role: "dialog", "aria-label": name, "aria-modal": isOpen && phone.matches });
    set(sign, { d: isOpen ? "M6 6l12 12M18 6L6 18" : "M4 5h16v12h-8l-5 4v-4H4zM8 9.5h8M8 13h5" });
    label.textContent = options.launcher;
    badge.textContent = isOpen ? "" : unread || "";
    retry.textContent = failed;
    contact.textContent = options.contact;
    if (frame) frame.title = name;
  };

  const setTitle = () => { /* a title set by the page meanwhile stays */
    if (ownTitle && document.title === ownTitle) document.title = pageTitle;
    pageTitle = document.title;
    if (unread) document.title = `(${unread}) ${pageTitle}`;
    ownTitle = unread ? document.title : "";
  };

  const cover = () => { /* on a phone nothing under the panel scrolls or takes the focus */
    const covers = isOpen && phone.matches;
    const { style } = document.documentElement;
    if (covers !== document.body.inert) {
      if (covers) pageOverflow = style.overflow;
      document.body.inert = covers;
      style.overflow = covers ? "hidden" : pageOverflow;
    }
    const seen = covers && window.visualViewport; /* less the keyboard */
    panel.style.height = seen ? seen.height + "px" : "";
    panel.style.translate = seen ? `0 ${seen.offsetTop}px` : "";
  };

  const load = () => {
    if (frame) return;
    home.searchParams.set("host", page.origin);
    /* once loaded, a page of ours is ready after one small file more; a refused one never is */
    frame = Object.assign(make("iframe", ""), { src: home.href, onload: () => setTimeout(() => frame && !isReady && fail(), 6000) });
    panel.append(frame);
    timer = setTimeout(fail, 15000);
    paint();
  };

  const fail = () => {
    unload();
    paint();
    console.error(`Chatbot: no answer. Set CHATBOT_ALLOWED_ORIGINS='["${page.origin}"]' and this page's policy: frame-src ${home.origin}`);
    emit("error", { reason: "unreachable" });
  };

  const unload = () => {
    clearTimeout(timer);
    frame?.remove();
    frame = null;
    isReady = false;
  };

  const turn = (nowOpen, takesFocus = true) => {
    if (nowOpen) load();
    if (nowOpen === isOpen) return;
    const hadFocus = document.activeElement === host;
    isOpen = nowOpen;
    wantsFocus = nowOpen && takesFocus;
    kept(...OPEN, isOpen ? "1" : "");
    paint();
    cover();
    tellShown();
    if (!isOpen && hadFocus) launcher.focus();
    emit(isOpen ? "open" : "close");
  };

  const tellShown = () => {
    if (!isReady) return;
    if (wantsFocus) frame?.focus();
    tell("shown", { isOpen, takesFocus: wantsFocus });
    wantsFocus = false;
  };

  const reactions = {
    hello: tellOptions,
    ready: () => {
      clearTimeout(timer);
      isReady = true;
      paint();
      waiting.splice(0).forEach(([type, data]) => tell(type, data));
      tellShown();
    },
    close: () => turn(false),
    unread: ({ count }) => {
      unread = count >>> 0;
      paint();
      setTitle();
    },
    go: ({ url }) => {
      const goal = new URL(url, location.href);
      if (!/^https?:$/.test(goal.protocol) || !emit("go", { url: goal.href })) return;
      if (phone.matches) turn(false);
      location.assign(goal);
    },
    event: ({ name, detail }) => {
      if (name === "message:sent") kept(...ACTIVE, "1"); /* later pages then show the unread count */
      emit(name, detail);
    },
  };

  page.addEventListener("message", ({ data, source, origin }) => {
    if (frame && source === frame.contentWindow && origin === home.origin) own(reactions, own(data, "type"))?.(data);
  }, { signal });
  launcher.addEventListener("click", () => turn(!isOpen));
  retry.addEventListener("click", load);
  shadow.addEventListener("keydown", ({ key }) => key === "Escape" && turn(false));
  for (const name of ["resize", "scroll"]) page.visualViewport?.addEventListener(name, cover, { signal });
  for (const media of [phone, dark]) media.addEventListener("change", () => (paint(), cover()), { signal });

  let nudger;
  const nudge = () => {
    if (options.proactive) nudger ||= import(new URL("widget/nudge.js", script.src).href)
      .then(({ startNudge }) => startNudge({ options, host, launcher, signal, kept, api }));
    nudger?.then((check) => check(), () => {});
  };

  const update = (changes) => {
    setOptions(changes);
    paint();
    tellOptions();
    nudge();
  };

  const api = page.Chatbot = {
    version: 1,
    open: () => turn(true),
    close: () => turn(false),
    toggle: () => turn(!isOpen),
    show: () => { host.hidden = false; nudge(); },
    hide: () => { turn(false); host.hidden = true; },
    update,
    identify: (who) => update({ visitor: typeof who === "object" ? "" : who ?? "", identity: own(who, "token") ?? "" }),
    reset: () => {
      turn(false);
      if (kept(...ACTIVE)) load(); /* its storage is to be wiped */
      kept(...ACTIVE, "");
      if (frame) tell("reset");
      api.identify();
    },
    sendMessage: (text) => { turn(true); tell("send", { text: String(text) }); },
    setLocale: (locale) => update({ locale }),
    setTheme: (theme) => update({ theme }),
    on: (name, listener) => {
      listeners.set(name, new Set(listeners.get(name)).add(listener));
      return () => listeners.get(name).delete(listener);
    },
    push: (...calls) => calls.forEach(([name, ...rest]) => own(api, name)?.(...rest)),
    destroy: () => {
      turn(false, false);
      unread = 0;
      setTitle();
      unload();
      clearTimeout(idle);
      ending.abort();
      host.remove();
      delete page.Chatbot;
    },
  };

  const begin = () => {
    shadow.append(root);
    document.documentElement.append(host); /* out of reach of the body's transforms */
    paint();
    if (Array.isArray(early)) api.push(...early);
    if (kept(...OPEN) && !phone.matches) turn(true, false);
    else if (kept(...ACTIVE)) idle = setTimeout(load, 1500);
    nudge();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin, { once: true, signal });
  else begin();
})();

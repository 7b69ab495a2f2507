/** Keeps the regions of a page that are marked `data-live` as the server has them now, without touching what a person is writing. */

import { io } from "../vendor/socket.io.esm.min.js";

/** @typedef {{conversation: string, what: string, handoff: string}} News see docs/protocol.md, "The staff's socket" */

const POLL_MS = 15_000; // while there is no socket
const STILL_HERE_MS = 240_000; // who has a page open counts as there (chatbot/storage/sessions.py); a socket alone is no visit
const WORK_MS = 1000; // while the server works on something that this page shows
const CALM_MS = 80; // several pieces of news at once are one look
const LEAVING_MS = 10_000; // a form was sent and its page is on the way; one that only saves a file leaves this page where it is

/** What the server sent last for each region, without the words of its times. @type {Map<string, string>} */
const known = new Map();
let leftAt = -LEAVING_MS;
let isLooking = false;
let isWanted = false;

/** Remember the page as it came, before anything is changed in it. */
export function remember() {
  for (const region of regions(document)) known.set(region.id, bare(region));
}

/** Look again whenever something changed. @param {(news: News) => void} onNews @param {() => void} onShown after regions were renewed */
export function follow(onNews, onShown) {
  const token = document.body.dataset.socket ?? "";
  const socket = io(`${location.origin}/staff`, { auth: { token }, transports: ["websocket", "polling"] });
  let timer = 0;
  const soon = () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => look(onShown), CALM_MS);
  };
  addEventListener("submit", (event) => {
    if (!event.defaultPrevented) leftAt = performance.now();
  });
  socket.on("changed", (/** @type {News} */ news) => {
    onNews(news);
    if (isAbout(news)) soon();
  });
  socket.on("connect", soon); // what happened while there was no connection
  setInterval(() => {
    if (!socket.connected) look(onShown);
  }, POLL_MS);
  setInterval(() => look(onShown), STILL_HERE_MS);
  setInterval(() => {
    if (document.querySelector("[data-poll]")) look(onShown);
  }, WORK_MS);
}

/** @param {News} news */
function isAbout(news) {
  const shown = /** @type {HTMLElement | null} */ (document.querySelector("[data-conversation]"))?.dataset.conversation;
  return !shown || shown === news.conversation || news.what === "handoff";
}

/** Fetch this page and renew what changed. @param {() => void} onShown */
export async function look(onShown) {
  isWanted = true;
  if (isLooking) return;
  isLooking = true;
  while (isWanted) {
    isWanted = false;
    await renew(onShown).catch(() => undefined); // no network: the next look comes by itself
  }
  isLooking = false;
}

/** @param {() => void} onShown */
async function renew(onShown) {
  const response = await fetch(location.href, { headers: { Accept: "text/html", "X-Look": "live" } });
  if (new URL(response.url).pathname !== location.pathname) return location.reload(); // signed out meanwhile
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  if (performance.now() - leftAt < LEAVING_MS) return; // a renewed page would lose what is on its way, or written in it
  if (document.querySelector("[data-poll]") && !fresh.querySelector("[data-poll]")) return location.reload(); // the work is done
  for (const region of regions(document)) {
    const next = fresh.getElementById(region.id);
    if (!next || known.get(region.id) === bare(next)) continue;
    known.set(region.id, bare(next));
    if (region.dataset.live && region.dataset.live === next.dataset.live) continue; // somebody writes in it
    region.dataset.live = next.dataset.live ?? "";
    if ("poll" in next.dataset) region.dataset.poll = next.dataset.poll;
    else delete region.dataset.poll;
    if ("log" in region.dataset) renewLog(region, next);
    else region.replaceChildren(...next.childNodes);
  }
  onShown();
}

/** A list whose items have ids: only new and changed items are touched; what is new is told. @param {HTMLElement} old @param {HTMLElement} next */
function renewLog(old, next) {
  const atEnd = innerHeight + scrollY >= document.body.scrollHeight - 120;
  const last = old.lastElementChild?.id;
  const items = [...next.children]; // they are moved
  for (const [n, item] of items.entries()) {
    const there = old.children[n];
    if (!there) old.append(item);
    else if (bare(there) !== bare(item)) there.replaceWith(item);
  }
  while (old.children.length > items.length) old.lastElementChild?.remove();
  const newest = /** @type {HTMLElement | null} */ (old.lastElementChild);
  if (newest && newest.id !== last) {
    if (newest.matches(".customer")) tell(`Customer: ${newest.querySelector(".bubble")?.textContent ?? ""}`);
    if (atEnd) document.getElementById("end")?.scrollIntoView({ block: "end" });
  }
}

/** Let a screen reader say it. @param {string} text */
export function tell(text) {
  const place = document.getElementById("said");
  if (place) place.textContent = text;
}

/** @param {Document} page @returns {HTMLElement[]} */
const regions = (page) => [...page.querySelectorAll("[data-live][id]")].map((each) => /** @type {HTMLElement} */ (each));

/** Markup without what differs from look to look: times grow older, tokens are new, details are opened. @param {Element} element */
function bare(element) {
  const copy = /** @type {Element} */ (element.cloneNode(true));
  for (const time of copy.querySelectorAll("time")) time.replaceChildren();
  for (const time of copy.querySelectorAll("time")) time.removeAttribute("title");
  for (const field of copy.querySelectorAll("input[name=csrf_token]")) field.remove();
  for (const details of copy.querySelectorAll("details[open]")) details.removeAttribute("open");
  return copy.outerHTML;
}

/** What scripts add to the staff's pages. Every page works without them; with them it is live. */

import { offerBell, ring } from "./bell.js";
import { forget, keepDrafts, OFFLINE, tellUnsent } from "./drafts.js";
import { follow, look, remember } from "./live.js";
import { showTimes } from "./times.js";
import { wireDrop, wirePreview } from "./upload.js";

remember();
showTimes(document);
follow(onNews, onShown);
setInterval(() => showTimes(document), 30_000);
offerBell(document.querySelector("[data-notify]"));
wireFilters();
wireAnswerBox();
wireMenus();
wireDrop(document.querySelector("form[data-drop]"));
wirePreview(document.querySelector("textarea[data-preview]"));
keepDrafts();
for (const field of document.querySelectorAll("input[data-select]")) field.addEventListener("focus", () => /** @type {HTMLInputElement} */ (field).select());

/** @param {import("./live.js").News} news */
function onNews(news) {
  if (news.what === "handoff" && news.handoff === "waiting") ring(news.conversation);
}

function onShown() {
  showTimes(document);
  wireAnswerBox();
  keepDrafts();
}

/** A chosen filter is applied at once. */
function wireFilters() {
  for (const form of document.querySelectorAll("form[data-auto]")) {
    form.addEventListener("change", (event) => {
      if (event.target instanceof HTMLSelectElement) /** @type {HTMLFormElement} */ (form).requestSubmit();
    });
  }
}

/** Enter sends without leaving the page; a canned answer is put where the cursor is. */
function wireAnswerBox() {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-say]"));
  if (!form || form.dataset.wired) return;
  form.dataset.wired = "yes";
  const box = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));
  for (const extra of form.querySelectorAll("[data-enter-hint], [data-canned]")) /** @type {HTMLElement} */ (extra).hidden = false;
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void say(form, box);
  });
  form.querySelector("[data-canned]")?.addEventListener("change", (event) => {
    const choice = /** @type {HTMLSelectElement} */ (event.target);
    box.setRangeText(choice.value, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    choice.value = "";
    box.focus();
  });
}

/** @param {HTMLFormElement} form @param {HTMLTextAreaElement} box */
async function say(form, box) {
  const text = box.value;
  if (!text.trim()) return;
  const body = new FormData(form);
  box.value = "";
  const sent = await fetch(form.action, { method: "POST", body }).catch(() => null);
  if (!sent?.ok) {
    box.value = [text, box.value].filter(Boolean).join("\n"); // nothing that was written is lost, also while it was on its way
    box.dispatchEvent(new Event("input", { bubbles: true }));
    return tellUnsent(form, sent ? await reason(sent) : OFFLINE);
  }
  forget(form);
  form.querySelector("[data-unsent]")?.remove();
  await look(onShown);
  document.getElementById("end")?.scrollIntoView({ block: "end" });
}

/** What the server's page says is wrong. @param {Response} sent */
async function reason(sent) {
  const page = new DOMParser().parseFromString(await sent.text(), "text/html");
  const told = page.querySelector(".notice.bad")?.textContent?.trim();
  return `Not sent: ${told ?? "the server did not take it. Try again in a moment."}`;
}

/** A menu closes by Escape and by a click elsewhere. */
function wireMenus() {
  const open = () => [...document.querySelectorAll("details.confirm[open], details.menu[open]")].map((each) => /** @type {HTMLDetailsElement} */ (each));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const each of open()) {
      each.open = false;
      each.querySelector("summary")?.focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const each of open()) if (!each.contains(/** @type {Node} */ (event.target))) each.open = false;
  });
}

/** What scripts add to the staff's pages. Every page works without them; with them it is live. */

import { offerBell, ring } from "./bell.js";
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
for (const field of document.querySelectorAll("input[data-select]")) field.addEventListener("focus", () => /** @type {HTMLInputElement} */ (field).select());

/** @param {import("./live.js").News} news */
function onNews(news) {
  if (news.what === "handoff" && news.handoff === "waiting") ring(news.conversation);
}

function onShown() {
  showTimes(document);
  wireAnswerBox();
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
    box.value = text; // nothing that was written is lost
    form.submit(); // the server tells what is wrong
    return;
  }
  await look(onShown);
  document.getElementById("end")?.scrollIntoView({ block: "end" });
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

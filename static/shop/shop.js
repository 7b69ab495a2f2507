/* The demo shop's own script: a search over the shelves, and a basket that only counts. */
"use strict";

const KEY = "fernway-basket";

function startSearch() {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector(".search"));
  const input = /** @type {HTMLInputElement | null} */ (document.querySelector("#search"));
  if (!form || !input) return;
  form.hidden = false;
  const hasShelves = document.querySelector("[data-shelf]") !== null;
  if (!hasShelves) return; // other pages send the search to the first
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  input.addEventListener("input", () => filter(input.value));
  form.addEventListener("submit", (event) => event.preventDefault());
  if (input.value) filter(input.value);
}

/** @param {string} wish */
function filter(wish) {
  const words = wish.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const shelf of document.querySelectorAll("[data-shelf]")) {
    let found = 0;
    for (const product of shelf.querySelectorAll("[data-words]")) {
      const isFound = words.every((word) => product.getAttribute("data-words")?.includes(word));
      /** @type {HTMLElement} */ (product.parentElement).hidden = !isFound;
      found += Number(isFound);
    }
    /** @type {HTMLElement} */ (shelf).hidden = found === 0;
    count += found;
  }
  document.body.classList.toggle("is-searching", words.length > 0);
  const nothing = /** @type {HTMLElement | null} */ (document.querySelector("[data-nothing]"));
  if (!nothing) return;
  nothing.hidden = words.length === 0;
  nothing.textContent = count === 0 ? `Nothing found for “${wish}”. The chat may know better.` : `${count} found for “${wish}”`;
}

function startBasket() {
  showBasket();
  document.querySelector("[data-buy]")?.addEventListener("submit", (event) => {
    event.preventDefault();
    keepCount(readCount() + 1);
    showBasket();
    const note = document.querySelector("[data-bought]");
    if (note) note.textContent = "It is in your basket. (This is a demo shop: there is no checkout.)";
  });
}

function readCount() {
  try {
    return Number(sessionStorage.getItem(KEY)) || 0;
  } catch {
    return 0;
  }
}

/** @param {number} count */
function keepCount(count) {
  try {
    sessionStorage.setItem(KEY, String(count));
  } catch {
    // storage is blocked: the basket forgets
  }
}

function showBasket() {
  const count = readCount();
  const badge = /** @type {HTMLElement | null} */ (document.querySelector("[data-basket-count]"));
  if (!badge) return;
  badge.textContent = String(count);
  badge.hidden = count === 0;
  document.querySelector("[data-basket]")?.setAttribute("aria-label", `Basket, ${count} items`);
}

startSearch();
startBasket();

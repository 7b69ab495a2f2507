/** Who one is talking to, and the few things that concern the whole conversation. */

import { el, icon } from "../dom.js";

/** @param {import("../view.js").Ui} ui @param {boolean} isFramed in a shop's page there is something to close */
export function header(ui, isFramed) {
  const { say } = ui.texts;
  const name = el("h1");
  const avatar = el("span", { class: "avatar", "aria-hidden": "true" });
  const who = el("p", { class: "who" });
  const menu = menuButton(ui);
  const close = el("button", { type: "button", class: "round", "aria-label": say("close"), title: say("close"),
    onclick: () => ui.actions.close() }, icon("close"));
  const node = el("header", {}, avatar,
    el("div", { class: "names" }, name, who), menu.node, isFramed && close);
  return {
    node,
    closeMenu: menu.close,
    /** @param {import("../state.js").State} state */
    update(state) {
      name.textContent = state.settings.shop_name || document.title; // known before the first session, and without one
      avatar.textContent = [...name.textContent][0] ?? "";
      const { status, agent } = state.handoff;
      who.textContent = status === "taken" ? say("person_here", { agent: agent || say("someone") })
        : say(status === "waiting" ? "person_waiting" : "assistant");
      node.dataset.link = state.link;
    },
  };
}

/** @param {import("../view.js").Ui} ui */
function menuButton(ui) {
  const { say } = ui.texts;
  /** @param {import("../dom.js").IconName} sign @param {string} key @param {() => void} action */
  const entry = (sign, key, action) => el("li", {}, el("button", { type: "button", onclick: () => {
    close();
    action();
  } }, icon(sign), say(key)));
  const list = el("ul", { class: "menu", id: "menu", hidden: true },
    entry("star", "menu_rate", ui.actions.openRating),
    entry("save", "menu_transcript", ui.actions.saveTranscript),
    entry("fresh", "menu_new", ui.actions.askForNew),
    entry("trash", "menu_delete", ui.actions.askToErase));
  const button = el("button", { type: "button", class: "round", "aria-label": say("menu"), title: say("menu"),
    "aria-expanded": "false", "aria-controls": "menu", onclick: () => (list.hidden ? open() : close()) }, icon("more"));

  function open() {
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    list.querySelector("button")?.focus();
    document.addEventListener("pointerdown", outside);
  }

  /** @returns {boolean} whether there was something to close */
  function close() {
    if (list.hidden) return false;
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside);
    if (list.contains(document.activeElement)) button.focus();
    return true;
  }

  /** @param {PointerEvent} event */
  function outside(event) {
    if (event.target instanceof Node && !node.contains(event.target)) close();
  }

  const node = el("div", { class: "menu-box", onfocusout: (/** @type {FocusEvent} */ event) => {
    if (event.relatedTarget instanceof Node && !node.contains(event.relatedTarget)) close();
  } }, button, list);
  return { node, close };
}

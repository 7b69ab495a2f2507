/** The scrolling middle: follows what comes in while the reader is at its end, and leaves a reader further up in peace. */

import { el, icon } from "../dom.js";

/** So near to the end (px) counts as being there. */
const NEAR_END = 80;

/** @param {HTMLElement} content @param {import("../view.js").Ui} ui */
export function scrollArea(content, ui) {
  const area = el("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": ui.texts.say("conversation") }, content);
  const newest = el("button", { type: "button", class: "newest", hidden: true, onclick: () => toEnd() },
    icon("down"), ui.texts.say("newest"));
  let isFollowing = true;
  let top = 0;

  /** @param {ScrollBehavior} [behavior] */
  function toEnd(behavior = ui.isCalm() ? "auto" : "smooth") {
    isFollowing = true;
    newest.hidden = true;
    area.scrollTo({ top: area.scrollHeight, behavior });
  }

  const moved = () => {
    const isAtEnd = area.scrollHeight - area.scrollTop - area.clientHeight < NEAR_END;
    if (isAtEnd) newest.hidden = true;
    if (isAtEnd) isFollowing = true;
    else if (area.scrollTop < top) isFollowing = false; // only a reader goes up; a card that came meanwhile is no reader
    top = area.scrollTop;
  };
  const grown = () => isFollowing && toEnd("auto");
  area.addEventListener("scroll", moved, { passive: true });
  for (const part of [content, area]) new ResizeObserver(grown).observe(part);

  return {
    node: el("div", { class: "middle" }, area, newest),
    toEnd,
    /** Something was added. @param {boolean} isOwn the customer's own words are always shown */
    added(isOwn) {
      if (isOwn || isFollowing) toEnd();
      else newest.hidden = false;
    },
  };
}

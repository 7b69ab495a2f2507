/** The scrolling middle: follows what comes in while the reader is at its end, and leaves a reader elsewhere in peace. */

import { el, icon } from "../dom.js";

/** So near to the end (px) counts as being there. */
const NEAR_END = 80;
/** What stays free (px) above an answer that is taller than the view: it is read from its top. */
const ROOM = 12;

/** @param {HTMLElement} content @param {import("../view.js").Ui} ui */
export function scrollArea(content, ui) {
  const area = el("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": ui.texts.say("conversation") }, content);
  const newest = el("button", { type: "button", class: "newest", hidden: true, onclick: () => toEnd() },
    icon("down"), ui.texts.say("newest"));
  let isFollowing = true;
  let top = 0;

  /** @returns {number} the end, or the top of an answer that stands last and is taller than the view */
  function goal() {
    const end = area.scrollHeight - area.clientHeight;
    const last = content.querySelector(".card-place > *, .streaming:not([hidden])") ?? content.querySelector(".log > :last-child");
    if (!last?.classList.contains("theirs")) return end;
    return Math.min(end, last.getBoundingClientRect().top - area.getBoundingClientRect().top + area.scrollTop - ROOM);
  }

  /** @param {ScrollBehavior} [behavior] */
  function toEnd(behavior = ui.isCalm() ? "auto" : "smooth") {
    isFollowing = true;
    newest.hidden = true;
    area.scrollTo({ top: goal(), behavior });
  }

  /** What grows never takes a reader back up. @param {ScrollBehavior} [behavior] */
  const follow = (behavior) => area.scrollTop < goal() && toEnd(behavior);

  const moved = () => {
    const isThere = area.scrollTop > goal() - NEAR_END;
    if (isThere) newest.hidden = true;
    if (isThere) isFollowing = true;
    else if (area.scrollTop < top) isFollowing = false; // only a reader goes up; a card that came meanwhile is no reader
    top = area.scrollTop;
  };
  const grown = () => isFollowing && follow("auto");
  area.addEventListener("scroll", moved, { passive: true });
  for (const part of [content, area]) new ResizeObserver(grown).observe(part);

  return {
    node: el("div", { class: "middle" }, area, newest),
    toEnd,
    /** Something was added. @param {boolean} isOwn the customer's own words are always shown */
    added(isOwn) {
      if (isOwn) toEnd();
      else if (isFollowing) follow();
      else newest.hidden = false;
    },
  };
}

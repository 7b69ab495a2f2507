/** An order as a card: its facts, and for each parcel a line that shows how far it has come. */

import { el, icon } from "../dom.js";
import { ORDER_STEPS } from "../protocol.js";
import { aim } from "./links.js";

/** @param {import("../protocol.js").Order} order @param {import("../view.js").Ui} ui */
export function orderCard(order, ui) {
  const { say } = ui.texts;
  const facts = [["order_placed", order.placed_on], ["order_total", order.total], ["order_email", order.email_masked]];
  return el("section", { class: "order", "aria-label": say("order", { number: order.number }) },
    el("h3", {}, icon("parcel"), say("order", { number: order.number })),
    el("dl", { class: "facts" }, ...facts.filter(([, value]) => value).map(([key, value]) =>
      el("div", {}, el("dt", {}, say(key)), el("dd", { dir: "auto" }, value)))),
    ...order.parcels.map((parcel) => parcelPart(parcel, order.parcels.length > 1, ui)));
}

/** @param {import("../protocol.js").Parcel} parcel @param {boolean} isOneOfMany @param {import("../view.js").Ui} ui */
function parcelPart(parcel, isOneOfMany, ui) {
  const { say } = ui.texts;
  const isThere = parcel.step === ORDER_STEPS - 1;
  const when = parcel.eta && say(isThere ? "parcel_delivered" : "parcel_eta", { eta: parcel.eta });
  return el("div", { class: `parcel ${isThere ? "is-there" : ""}` },
    isOneOfMany && el("p", { class: "parcel-label" }, say("parcel", { label: parcel.label })),
    el("p", { class: "parcel-status" }, el("strong", { dir: "auto" }, parcel.status), when && el("span", { dir: "auto" }, when)),
    progress(parcel.step, ui),
    parcel.note && el("p", { class: "parcel-note", dir: "auto" }, icon("alert"), el("span", {}, parcel.note)),
    parcel.items.length > 0 && el("ul", { class: "parcel-items", "aria-label": say("parcel_items") },
      ...parcel.items.map((item) => el("li", { dir: "auto" }, item))),
    tracking(parcel, ui));
}

/** @param {number} step 0 to 4; anything else (a cancelled order) has no line @param {import("../view.js").Ui} ui */
function progress(step, ui) {
  if (!Number.isInteger(step) || step < 0 || step >= ORDER_STEPS) return null;
  const { say } = ui.texts;
  const steps = Array.from({ length: ORDER_STEPS }, (_, index) => {
    const place = index < step ? "is-done" : index === step ? "is-now" : "is-ahead";
    return el("span", { class: `step ${place}` });
  });
  const words = say("step_of", { step: step + 1, count: ORDER_STEPS, name: say(`step_${step}`) });
  return el("div", { class: "progress", role: "img", "aria-label": words }, ...steps);
}

/** @param {import("../protocol.js").Parcel} parcel @param {import("../view.js").Ui} ui */
function tracking(parcel, ui) {
  if (!parcel.tracking_url) {
    const facts = [parcel.carrier, parcel.tracking_number].filter(Boolean).join(" · ");
    return facts ? el("p", { class: "parcel-carrier", dir: "auto" }, facts) : null;
  }
  const words = parcel.carrier ? ui.texts.say("track", { carrier: parcel.carrier }) : ui.texts.say("track_plain");
  const link = el("a", { class: "track-link" }, words, icon("out"));
  aim(link, parcel.tracking_url, ui);
  return link;
}

/** Times in the reader's own language and zone; the server's words stand where scripts do not run. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "long" });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });
const short = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric" });

/** @param {ParentNode} place */
export function showTimes(place) {
  for (const each of place.querySelectorAll("time[data-when]")) {
    const at = new Date(each.getAttribute("datetime") ?? "");
    if (Number.isNaN(at.getTime())) continue;
    const text = ago(at.getTime() - Date.now()) ?? short.format(at);
    if (each.textContent !== text) each.textContent = text;
    each.setAttribute("title", whole.format(at));
  }
}

/** @param {number} past negative milliseconds @returns {string | null} null for what is older than a week */
export function ago(past) {
  if (past > -MINUTE) return "just now";
  if (past > -HOUR) return relative.format(Math.round(past / MINUTE), "minute");
  if (past > -DAY) return relative.format(Math.round(past / HOUR), "hour");
  return past > -7 * DAY ? relative.format(Math.round(past / DAY), "day") : null;
}

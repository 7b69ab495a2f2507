/** Small helpers to make nodes. Text is set as text; nothing here parses markup. */

const SVG = "http://www.w3.org/2000/svg";

/** Outlines on a 24 x 24 grid, drawn with a 1.75 stroke in the current colour. */
const ICONS = {
  close: "M6 6l12 12M18 6L6 18",
  down: "M6 9.5l6 6 6-6",
  left: "M14.5 6l-6 6 6 6",
  right: "M9.5 6l6 6-6 6",
  send: "M12 19V5.5M5.5 12L12 5.5l6.5 6.5",
  person: "M12 12a3.75 3.75 0 1 0 0-7.5 3.75 3.75 0 0 0 0 7.5zM4.8 20c.7-3.4 3.6-5.2 7.2-5.2s6.5 1.8 7.2 5.2",
  more: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  save: "M12 4.5v10.5M7.5 11l4.5 4.5 4.5-4.5M5 19.5h14",
  clip: "M18.5 11.2l-6.6 6.6a4.2 4.2 0 0 1-6-6l7-7a2.8 2.8 0 0 1 4 4l-6.7 6.7a1.4 1.4 0 0 1-2-2l6-6",
  picture: "M4.5 5.5h15v13h-15zM4.5 15.5l4.2-4 3.6 3.4 3-2.6 4.2 3.7M15.5 9.3h.01",
  trash: "M5 7h14M9.5 7V4.5h5V7M7 7l.8 12.5h8.4L17 7M10.3 10.5v5.5M13.7 10.5v5.5",
  fresh: "M12 5.5v13M5.5 12h13",
  star: "M12 3.8l2.5 5.1 5.7.8-4.1 4 1 5.6-5.1-2.7-5.1 2.7 1-5.6-4.1-4 5.7-.8z",
  up_thumb: "M7.5 11v8.5H5A1 1 0 0 1 4 18.5V12a1 1 0 0 1 1-1zM7.5 11l3.7-6.6c1.5 0 2.4 1.2 2.1 2.6L12.7 10h5.2a1.8 1.8 0 0 1 1.8 2.2l-1.3 5.6a2.2 2.2 0 0 1-2.2 1.7H7.5",
  down_thumb: "M16.5 13V4.5H19a1 1 0 0 1 1 1V12a1 1 0 0 1-1 1zM16.5 13l-3.7 6.6c-1.5 0-2.4-1.2-2.1-2.6l.6-3H6.1a1.8 1.8 0 0 1-1.8-2.2l1.3-5.6a2.2 2.2 0 0 1 2.2-1.7h8.7",
  alert: "M12 8v4.5M12 16h.01M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z",
  check: "M5 12.8l4.5 4.2L19 7.5",
  clock: "M12 7.5V12l3 2M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z",
  offline: "M4 4l16 16M8.5 16a5 5 0 0 1 6.5-.4M5 12.5a10 10 0 0 1 4.5-2.6M13.5 9.7a10 10 0 0 1 5.5 2.8M12 19.5h.01",
  parcel: "M12 3.5l7.5 4v9l-7.5 4-7.5-4v-9zM4.5 7.5L12 11.5l7.5-4M12 11.5v9",
  page: "M7 3.5h7l4 4v13H7zM14 3.5v4h4M9.8 12h5.5M9.8 15.5h5.5",
  out: "M13.5 5h5.5v5.5M19 5l-8.5 8.5M17 14.5V19H5V7h4.5",
};

/** @typedef {keyof typeof ICONS} IconName */
/** @typedef {Node | string | null | undefined | false} Child */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [props] attributes; a function under `onclick` and the like becomes a listener; false and
 *   null leave an attribute out
 * @param {...Child} children strings become text nodes
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  node.append(...children.filter(isShown));
  return node;
}

/** @param {Child} child @returns {child is Node | string} */
const isShown = (child) => child !== null && child !== undefined && child !== false && child !== "";

/** @param {IconName} name @returns {SVGSVGElement} decoration only: the control around it has the words */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of [["viewBox", "0 0 24 24"], ["class", `icon icon-${name}`], ["aria-hidden", "true"]]) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** @param {string} words @returns {HTMLSpanElement} read aloud, not seen */
export const unseen = (words) => el("span", { class: "unseen" }, words);

/** @param {string} url @param {string} base @returns {string | null} an absolute http(s) address; anything else is refused */
export function safeUrl(url, base) {
  try {
    const whole = new URL(url, base);
    return whole.protocol === "http:" || whole.protocol === "https:" ? whole.href : null;
  } catch {
    return null;
  }
}

/**
 * Keep a container's children in step with a list, by key: what stays is updated in place, so that focus, scroll position and a
 * screen reader's place are not lost.
 * @template {{key: string}} Item
 * @param {HTMLElement} container
 * @param {(item: Item) => {node: HTMLElement, update: (item: Item) => void}} make
 * @returns {(items: Item[]) => void}
 */
export function keyedList(container, make) {
  /** @type {Map<string, {node: HTMLElement, update: (item: Item) => void}>} */
  let shown = new Map();
  return (items) => {
    const next = new Map();
    let place = container.firstElementChild;
    for (const item of items) {
      const part = shown.get(item.key) ?? make(item);
      part.update(item);
      next.set(item.key, part);
      if (part.node === place) place = place.nextElementSibling;
      else container.insertBefore(part.node, place);
    }
    for (const [key, part] of shown) if (!next.has(key)) part.node.remove();
    shown = next;
  };
}

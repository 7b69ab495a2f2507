/** A customer's picture in the log: small, of a size that is known before it is there, fetched when it comes into view; a click
 * shows all of it. It is drawn anew at its small size, so that a long chat does not hold megabytes of photographs. */

import { el, icon } from "../dom.js";

/** Pixels of a thumbnail: twice its size in the style sheet, for dense screens. */
const WIDTH = 400;
const HEIGHT = 300;

/** @param {import("../protocol.js").Attachment} file @param {import("../view.js").Ui} ui
 * @param {{thumb: (shrink: (file: Blob) => Promise<string | null>) => Promise<string | null>, whole: () => Promise<Blob | null>}} source */
export function pictureButton({ name }, ui, { thumb, whole }) {
  const button = el("button", { type: "button", class: "picture", "aria-label": ui.texts.say("open_picture", { name }),
    onclick: () => void open(name, ui, whole) }, icon("picture"));
  new IntersectionObserver(async (seen, observer) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    observer.disconnect();
    const src = await thumb(shrink);
    if (src) button.replaceChildren(el("img", { src, alt: name, width: WIDTH / 2, height: HEIGHT / 2 }));
  }, { rootMargin: "200px" }).observe(button);
  return button;
}

/** @param {Blob} blob @returns {Promise<string | null>} a JPEG as data URL; null for what the browser cannot read */
export async function shrink(blob) {
  try {
    const picture = await createImageBitmap(blob);
    const canvas = el("canvas", { width: WIDTH, height: HEIGHT });
    const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const scale = Math.min(1, Math.max(WIDTH / picture.width, HEIGHT / picture.height)); // fills the frame; a small one stays sharp
    const [width, height] = [picture.width * scale, picture.height * scale];
    brush.fillStyle = "#ffffff"; // a JPEG has no transparency
    brush.fillRect(0, 0, WIDTH, HEIGHT);
    brush.drawImage(picture, (WIDTH - width) / 2, (HEIGHT - height) / 2, width, height);
    picture.close();
    return canvas.toDataURL("image/jpeg", 0.82);
  } catch {
    return null;
  }
}

/** @param {string} name @param {import("../view.js").Ui} ui @param {() => Promise<Blob | null>} whole */
async function open(name, ui, whole) {
  const { say } = ui.texts;
  const place = el("p", { role: "status" }, say("picture_loading"));
  const box = el("dialog", { class: "viewer", "aria-label": name, onclose: () => box.remove(), onclick: () => box.close(),
    onkeydown: (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && event.stopPropagation() }, // closes this, not the chat
    place, el("button", { type: "button", class: "round", "aria-label": say("close_picture"), title: say("close_picture") }, icon("close")));
  document.body.append(box);
  box.showModal();
  const blob = await whole();
  const img = el("img", { alt: name });
  img.onerror = () => img.replaceWith(place);
  if (blob) img.src = await dataUrl(blob);
  place.textContent = say("picture_gone");
  if (blob) place.replaceWith(img);
}

/** The content policy knows no blob: addresses. @param {Blob} blob @returns {Promise<string>} */
const dataUrl = (blob) => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(String(reader.result));
  reader.onerror = reject;
  reader.readAsDataURL(blob);
});

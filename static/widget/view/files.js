/** Files on their way: chosen, pasted or dropped, they stand above the input until the customer sends or removes them. */

import { el, icon, unseen } from "../dom.js";
import { MEDIA_TYPES } from "../protocol.js";

/** @param {import("../view.js").Ui} ui @param {() => void} onChange called when something was added or removed */
export function filesPart(ui, onChange) {
  const { say } = ui.texts;
  let limit = 0;
  /** @type {File[]} */
  let staged = [];
  const input = el("input", { type: "file", class: "file-input", multiple: true, hidden: true, accept: MEDIA_TYPES.join(","),
    "aria-label": say("attach"), onchange: () => {
      take(input.files);
      input.value = ""; // so that the same file can be chosen again
    } });
  const button = el("button", { type: "button", class: "round clip", "aria-label": say("attach"), title: say("attach"), hidden: true,
    onclick: () => input.click() }, icon("clip"));
  const list = el("ul", { class: "staged", role: "list", "aria-label": say("files_to_send") });
  const problem = el("p", { class: "file-problem", role: "alert" });

  /** @param {FileList | null | undefined} files */
  function take(files) {
    const all = [...(files ?? [])];
    const wrong = all.map((file) => [file, fault(file)]).filter(([, key]) => key !== "");
    problem.textContent = wrong.map(([file, key]) =>
      say(String(key), { name: /** @type {File} */ (file).name, max: ui.texts.size(limit) })).join(" ");
    staged = [...staged, ...all.filter((file) => fault(file) === "")];
    show();
  }

  /** @param {File} file @returns {string} the key of what is wrong with it, or empty */
  const fault = (file) => (file.size > limit ? "file_too_large" : MEDIA_TYPES.includes(file.type) ? "" : "file_type");

  function show() {
    list.replaceChildren(...staged.map((file) => el("li", {}, icon(file.type.startsWith("image/") ? "picture" : "page"),
      el("span", { class: "file-name", dir: "auto" }, file.name), el("span", { class: "file-size" }, ui.texts.size(file.size)),
      el("button", { type: "button", class: "round small", "aria-label": say("remove_file", { name: file.name }),
        onclick: () => remove(file) }, icon("close")))));
    onChange();
  }

  /** @param {File} file */
  function remove(file) {
    staged = staged.filter((one) => one !== file);
    show();
    button.focus();
  }

  /** @param {DragEvent} event */
  const hasFiles = (event) => limit > 0 && event.dataTransfer?.types.includes("Files");

  return {
    button,
    node: el("div", { class: "files" }, list, problem, input),
    isEmpty: () => staged.length === 0,
    /** @returns {File[]} what was staged; nothing is any more */
    takeAll() {
      const all = staged;
      staged = [];
      problem.textContent = "";
      show();
      return all;
    },
    /** A picture from the clipboard; text that comes with a picture of itself (from a word processor) stays text.
     * @param {ClipboardEvent} event */
    pasted(event) {
      const data = event.clipboardData;
      if (!limit || !data?.files.length || data.types.includes("text/plain")) return;
      event.preventDefault();
      take(data.files);
    },
    /** Take what is dropped on this node, and mark it while something is held over it. @param {HTMLElement} node */
    dropOn(node) {
      const mark = (/** @type {boolean} */ isOver) => node.classList.toggle("is-dropping", isOver);
      node.addEventListener("dragover", (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault(); // the browser would open the file in place of the chat
        mark(true);
      });
      node.addEventListener("dragleave", (event) => event.relatedTarget instanceof Node && node.contains(event.relatedTarget) || mark(false));
      node.addEventListener("drop", (event) => {
        mark(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        take(event.dataTransfer?.files);
      });
    },
    /** @param {number} bytes the largest file that the shop takes; 0: none */
    setLimit(bytes) {
      limit = bytes;
      button.hidden = bytes === 0;
    },
  };
}

/** A file as it stands in the log. @param {import("../protocol.js").Attachment} file @param {import("../view.js").Ui} ui */
export function fileChip({ name, media_type, size }, ui) {
  return el("span", { class: "file" }, icon(media_type.startsWith("image/") ? "picture" : "page"),
    unseen(`${ui.texts.say("file")} `), el("span", { class: "file-name", dir: "auto" }, name),
    el("span", { class: "file-size" }, ui.texts.size(size)));
}

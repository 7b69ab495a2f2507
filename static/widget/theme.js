/** Light, dark or as the system; and the shop's colour, with inks on it and of it that can always be read. */

/** WCAG 2.2, 1.4.3: contrast of text. */
const TEXT_CONTRAST = 4.5;
const SURFACE = { light: "#ffffff", dark: "#161a18" };
const INK = { light: "#ffffff", dark: "#000000" };

/** @typedef {"light" | "dark"} Mode */
/** @typedef {[number, number, number]} Rgb */

/** @param {string} theme "light", "dark", anything else follows the system @param {string} color "#rrggbb" or empty
 * @param {string} [textColor] the shop's wish for words on the colour; one that cannot be read there is refused */
export function applyTheme(theme, color, textColor = "") {
  const mode = theme === "light" || theme === "dark" ? theme : systemMode();
  const root = document.documentElement;
  root.dataset.theme = mode;
  const brand = readColor(color);
  const names = { "--accent": brand && hex(brand), "--on-accent": brand && inkOn(brand, textColor),
    "--accent-ink": brand && hex(readable(brand, mode)) };
  for (const [name, value] of Object.entries(names)) {
    if (value) root.style.setProperty(name, value);
    else root.style.removeProperty(name);
  }
}

/** @returns {Mode} */
const systemMode = () => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

/** @param {string} text @returns {Rgb | null} */
export function readColor(text) {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text ?? "");
  return match && [parseInt(match[1], 16), parseInt(match[2], 16), parseInt(match[3], 16)];
}

/** @param {Rgb} color */
const hex = (color) => `#${color.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;

/** @param {Rgb} color @returns {number} relative luminance in [0, 1], WCAG 2.2 */
export function luminance(color) {
  const [r, g, b] = color.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {Rgb} a @param {Rgb} b @returns {number} contrast ratio in [1, 21], WCAG 2.2 */
export function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** @param {Rgb} color @param {string} [wish] "#rrggbb"
 * @returns {string} the wish where it can be read on the colour, else white, else black: one of these two always can */
export function inkOn(color, wish = "") {
  return [wish, INK.light].find((ink) => readColor(ink) && contrast(color, rgb(ink)) >= TEXT_CONTRAST) ?? INK.dark;
}

/** The colour as text: moved towards black or white until it can be read on the panel. @param {Rgb} color @param {Mode} mode @returns {Rgb} */
export function readable(color, mode) {
  const goal = mode === "light" ? 0 : 255;
  const surface = rgb(SURFACE[mode]);
  for (let share = 0; share < 1; share += 0.04) {
    const mixed = shade(color, goal, share);
    if (contrast(mixed, surface) >= TEXT_CONTRAST * 1.3) return mixed; // more than needed: it also stands on tinted surfaces
  }
  return [goal, goal, goal];
}

/** Move a colour towards black (0) or white (255) and keep it as vivid as it was. @param {Rgb} color @param {number} goal
 * @param {number} share in [0, 1) @returns {Rgb} */
function shade(color, goal, share) {
  const [low, high] = [Math.min(...color), Math.max(...color)];
  const middle = (low + high) / 2;
  const light = middle + (goal - middle) * share;
  const room = (/** @type {number} */ at) => Math.min(at, 255 - at) || 1; // how far channels may lie from this lightness
  const spread = room(light) / room(middle);
  return /** @type {Rgb} */ (color.map((part) => Math.min(255, Math.max(0, light + (part - middle) * spread))));
}

/** @param {string} text @returns {Rgb} */
const rgb = (text) => /** @type {Rgb} */ (readColor(text));

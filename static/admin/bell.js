/** Tells by a sound and a notification that a customer waits, once a person has asked for it on this device. */

const KEY = "staff-bell";

/** @param {HTMLButtonElement | null} button */
export function offerBell(button) {
  if (!button || !("Notification" in window)) return;
  const paint = () => {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(isOn()));
    const label = button.querySelector("span");
    if (label) label.textContent = isOn() ? "You are told when someone waits" : "Tell me when someone waits";
  };
  button.addEventListener("click", async () => {
    if (isOn()) localStorage.removeItem(KEY);
    else if ((await Notification.requestPermission()) === "granted") localStorage.setItem(KEY, "1");
    paint();
  });
  paint();
}

const isOn = () => localStorage.getItem(KEY) === "1" && Notification.permission === "granted";

/** @param {string} conversation */
export function ring(conversation) {
  if (!("Notification" in window) || !isOn()) return;
  chime();
  const shown = new Notification("A customer waits for a person", { tag: conversation });
  shown.onclick = () => {
    window.focus();
    location.assign(`/admin/conversations/${encodeURIComponent(conversation)}`);
  };
}

/** Two soft tones. */
function chime() {
  const audio = new AudioContext();
  for (const [n, hertz] of [660, 880].entries()) {
    const tone = new OscillatorNode(audio, { frequency: hertz });
    const volume = new GainNode(audio, { gain: 0 });
    const start = audio.currentTime + n * 0.16;
    volume.gain.linearRampToValueAtTime(0.12, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.3);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.32);
  }
}

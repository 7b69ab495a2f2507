/** The conversation as a text file that the customer keeps. */

/** @param {import("./state.js").State} state @param {import("./texts.js").Texts} texts @returns {string} */
export function transcriptText(state, texts) {
  const names = { customer: texts.say("you"), bot: texts.say("assistant"), agent: texts.say("someone"), system: state.settings.shop_name };
  return state.messages.map((message) => {
    const extra = [...message.products.map((product) => `- ${product.title}, ${product.price}`),
      ...(message.order?.parcels ?? []).map((parcel) => `- ${parcel.label}: ${parcel.status} ${parcel.eta}`.trim()),
      ...message.sources.map((source) => `(${texts.say("source")}: ${source.title})`)];
    return [`[${message.at.slice(0, 16).replace("T", " ")}] ${names[message.author]}:`, message.text, ...extra].join("\n");
  }).join("\n\n") + "\n";
}

/** @param {string} text @param {string} name */
export function saveFile(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// Copies an answer: as plain text, and with its tables for programs that take them. What is folded is
// copied too; how the question was understood is not.
import { getText } from "./dom.js";
import { keptOf, onShelf } from "./history.js";

const asDocument = (answer) => {
  const sources = new Map([...answer.querySelectorAll("a.citation")].map((a) => [a.textContent, a.title]));
  const copy = answer.cloneNode(true);
  copy.querySelectorAll(".about, .understood, .every-report").forEach((node) => node.remove());
  copy.querySelectorAll("a.citation").forEach((a) => a.replaceWith(a.textContent));
  copy.querySelectorAll("details").forEach((node) => node.replaceWith(...node.childNodes));
  copy.querySelectorAll("summary").forEach((node) => {
    const title = document.createElement("p");
    title.append(...node.childNodes);
    node.replaceWith(title);
  });
  copy.querySelectorAll("table").forEach((table) => table.setAttribute("border", "1"));
  for (const [number, title] of sources) {
    const line = document.createElement("p");
    line.textContent = `${number} ${title}`;
    copy.append(line);
  }
  return copy;
};

// Browsers give no clipboard to pages that come over plain HTTP from another machine.
const bySelection = (box) => {
  box.style.cssText = "position: fixed; left: -9999px; white-space: pre-wrap;";
  document.body.append(box);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.selectAllChildren(box);
  const done = document.execCommand("copy");
  selection.removeAllRanges();
  box.remove();
  return done;
};

export const copyAnswer = async (answer) => {
  const copy = asDocument(answer);
  if (!navigator.clipboard || !window.ClipboardItem) return bySelection(copy);
  const blob = (type, text) => new Blob([text], { type });
  const text = onShelf(keptOf(answer).key).then((key) => getText(`app/answers/${key}/text`));
  try {
    const kinds = { "text/plain": text.then((words) => blob("text/plain", words)), "text/html": blob("text/html", copy.innerHTML) };
    await navigator.clipboard.write([new ClipboardItem(kinds)]);
    return true;
  } catch {
    return bySelection(copy);
  }
};

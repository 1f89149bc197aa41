// Copies an answer: as plain text, and with its tables for programs that take them. What is folded is
// copied too; how the question was understood is not.
const asDocument = (answer) => {
  const sources = new Map([...answer.querySelectorAll("a.citation")].map((a) => [a.textContent, a.title]));
  const copy = answer.cloneNode(true);
  copy.querySelectorAll(".about").forEach((node) => node.remove());
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
  return copy.innerHTML;
};
document.addEventListener("click", async (event) => {
  const button = event.target.closest && event.target.closest("button.copy-answer");
  if (!button) return;
  const blob = (type, text) => new Blob([text], { type });
  try {
    const kinds = { "text/plain": blob("text/plain", button.value), "text/html": blob("text/html", asDocument(button.closest(".answer"))) };
    await navigator.clipboard.write([new ClipboardItem(kinds)]);
    button.textContent = "已复制";
  } catch {
    button.textContent = "没有复制成，请选中文字后复制";
  }
  setTimeout(() => (button.textContent = "复制答案"), 2000);
});

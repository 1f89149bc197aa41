// Citation links anywhere on the page open their place in this panel.
document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest && event.target.closest('a[href*="#cite="]');
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    document.querySelectorAll("a.citation.open").forEach((a) => a.classList.remove("open"));
    link.classList.add("open");
    trigger("click", { place: link.getAttribute("href").split("#cite=")[1] });
  },
  true,
);
// On a narrow page the panel lies below the chat.
document.addEventListener("click", (event) => {
  const back = event.target.closest && event.target.closest(".evidence a.back");
  if (!back) return;
  event.preventDefault();
  const link = document.querySelector("a.citation.open") || document.querySelector("#chat");
  link.scrollIntoView({ block: "center" });
  link.focus({ preventScroll: true });
});
watch("value", () => {
  const mark = element.querySelector("mark");
  if (mark) mark.scrollIntoView({ block: "center" });
});

// A new question moves to the top of the chat, so that its answer is read from the conclusion on.
// The chat may be mounted after this panel, so everything is watched from the document.
let shown = 0;
let following = false;
const scroller = (node) => {
  while (node && node !== document.body && node.scrollHeight <= node.clientHeight + 1) node = node.parentElement;
  return node;
};
const follow = () => {
  const questions = document.querySelectorAll("#chat .question");
  if (questions.length > shown) following = true;
  shown = questions.length;
  // Gradio labels every message with its source, which a screen reader would read out.
  document.querySelectorAll("#chat [data-testid][aria-label]").forEach((message) => message.removeAttribute("aria-label"));
  const last = questions[shown - 1];
  const box = following && last && scroller(last.parentElement);
  if (box) box.scrollTop += last.getBoundingClientRect().top - box.getBoundingClientRect().top - 12;
};
const stop = (event) => {
  if (event.target.closest && event.target.closest("#chat")) following = false;
};
["wheel", "touchmove", "keydown", "mousedown"].forEach((name) => document.addEventListener(name, stop, { passive: true, capture: true }));
new MutationObserver(follow).observe(document.body, { childList: true, subtree: true, characterData: true });

// What can be done in the chat: its buttons, the answer as a file, where the chat stands while an answer grows.
import { copyAnswer } from "./copying.js";
import { el, download, getJson, user, whenThere } from "./dom.js";
import { keptOf, onShelf } from "./history.js";

const LOOK_MS = 15_000;

const act = (action) => window.reportAssistantAct && window.reportAssistantAct(action);

const focusQuestion = () => {
  const box = document.querySelector("#question textarea");
  if (box) setTimeout(() => box.focus(), 300);
};

const tell = (button, text) => {
  const before = (button.dataset.label ??= button.textContent);
  button.textContent = text;
  setTimeout(() => (button.textContent = before), 2500);
};

const take = async (button) => {
  const answer = button.closest(".answer");
  button.disabled = true;
  try {
    const key = await onShelf(keptOf(answer).key);
    await download(`app/answers/${key}/file${button.value}`, null, `回答${button.value}`);
  } catch (error) {
    tell(button, "没有成功");
    button.title = error.message;
  }
  button.disabled = false;
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest && event.target.closest("button");
  if (!button) return;
  if (button.matches(".act")) {
    const action = JSON.parse(button.value);
    act(action);
    if (action.action === "edit") focusQuestion();
  } else if (button.matches(".take")) await take(button);
  else if (button.matches(".copy-answer")) tell(button, (await copyAnswer(button.closest(".answer"))) ? "已复制" : "没有复制成，请选中文字后复制");
});

// A new question moves to the top of the chat, so that its answer is read from the conclusion on.
let shown = 0;
let following = false;
const scroller = (node) => {
  while (node && node !== document.body && node.scrollHeight <= node.clientHeight + 1) node = node.parentElement;
  return node;
};
// Gradio labels every message with its source, which a screen reader would read out, and the rest in English.
const relabel = () => {
  document.querySelectorAll("#chat [data-testid][aria-label], #chat button.example[aria-label]").forEach((one) => one.removeAttribute("aria-label"));
  document.querySelectorAll("#chat [role=log]:not([aria-label=对话])").forEach((log) => log.setAttribute("aria-label", "对话"));
};
const follow = () => {
  const questions = document.querySelectorAll("#chat .question");
  if (questions.length > shown) following = true;
  shown = questions.length;
  relabel();
  const last = questions[shown - 1];
  const box = following && last && scroller(last.parentElement);
  if (box) box.scrollTop += last.getBoundingClientRect().top - box.getBoundingClientRect().top - 12;
};
const stop = (event) => {
  if (event.target.closest && event.target.closest("#chat")) following = false;
};
["wheel", "touchmove", "keydown", "mousedown"].forEach((name) => document.addEventListener(name, stop, { passive: true, capture: true }));
whenThere("#chat", (chat) => new MutationObserver(follow).observe(chat, { childList: true, subtree: true, characterData: true }));

let started = null;
let generation = null;

const showStatus = async () => {
  const line = document.querySelector("#status");
  if (!line) return;
  const status = await getJson("app/status");
  started ??= status.started;
  generation = status.generation;
  const { reports, regions, failures, examples } = status;
  const made = examples ? "其中有虚构的示例报告，可在“材料”的“来源文件夹”里移除。" : "";
  const trouble = failures ? `；另有 ${failures} 个文件没有读成，原因见“材料”` : "";
  line.textContent = `已收入 ${reports} 份报告，已知地区 ${regions} 个${trouble}。回答只依据这些材料。${made}`;
};
const ignore = () => {}; // a page that is being left gets no answers
whenThere("#status", () => showStatus().catch(ignore));
document.addEventListener("collection-changed", () => {
  showStatus().catch(ignore);
  act({ action: "refresh" });
});

// Others change the collection too; and a server that was started anew knows this page's conversation no more, while
// the page, loaded again, takes it up from the browser's history.
const look = async () => {
  if (document.hidden || generation === null) return;
  try {
    const status = await getJson("app/status");
    if (status.started !== started) location.reload();
    else if (status.generation !== generation) document.dispatchEvent(new CustomEvent("collection-changed"));
  } catch {
    // The server is away; the next look tells.
  }
};
setInterval(look, LOOK_MS);
document.addEventListener("visibilitychange", look);

const showAccount = async (line) => {
  const { name, role, signOut } = await user();
  if (!name) return;
  line.append(`${name}（${role === "editor" ? "可编辑" : "只读"}） `);
  if (signOut) line.append(el("form", { method: "post", action: "app/sign-out" }, el("button", { text: "退出" })));
};
whenThere("#account", (line) => showAccount(line).catch(ignore));

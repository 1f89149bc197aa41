// Conversations are kept in this browser only, one entry each, apart for each user who signs in here.
import { el, getJson, sendJson, user, whenThere } from "./dom.js";

const CURRENT = "report-assistant/current";
const LARGE = 2_500_000; // characters: half of what browsers give a page
let prefix = "report-assistant//";
const ready = user().then(
  ({ name }) => (prefix = `report-assistant/${encodeURIComponent(name)}/`),
  () => {}, // a page that is being left gets no answers
);

const entries = () => {
  const found = [];
  for (let i = 0; i < localStorage.length; i++) {
    const name = localStorage.key(i);
    if (!name.startsWith(prefix)) continue;
    try {
      found.push({ id: name.slice(prefix.length), ...JSON.parse(localStorage.getItem(name)) });
    } catch {
      localStorage.removeItem(name);
    }
  }
  return found.sort((a, b) => b.at - a.at);
};

// When the browser's room is used up, the oldest conversations give way; of one that alone fills it, the oldest turns.
const keep = (id, { at, turns }) => {
  for (;;) {
    const words = JSON.stringify({ at, turns });
    try {
      localStorage.setItem(prefix + id, words);
      return;
    } catch {
      const oldest = words.length < LARGE ? entries().findLast((entry) => entry.id !== id) : null;
      if (oldest) localStorage.removeItem(prefix + oldest.id);
      else if (turns.length > 1) turns = turns.slice(1);
      else return;
    }
  }
};

const load = (id) => {
  try {
    return JSON.parse(localStorage.getItem(prefix + id));
  } catch {
    return null;
  }
};

// Key and note of a finished answer in the chat; null while it grows.
export const keptOf = (answer) => {
  const kept = answer.querySelector("button.kept");
  return kept ? JSON.parse(kept.value) : null;
};

// The server keeps the last answers only; an older one is put back from here.
export const onShelf = async (key) => {
  const { there } = await getJson(`app/answers/${key}/there`);
  if (there) return key;
  await ready;
  const turn = entries()
    .flatMap((entry) => entry.turns)
    .find((one) => one.key === key);
  if (!turn) throw new Error("这个回答已经不在程序里。请重新提问。");
  return (await sendJson("app/answers", turn.answer)).key;
};

export const answerOf = async (key) => getJson(`app/answers/${await onShelf(key)}`);

const save = async () => {
  const shown = [...document.querySelectorAll("#chat .answer")].map(keptOf).filter((kept) => kept);
  if (!shown.length) {
    if (!document.querySelector("#chat .question")) sessionStorage.removeItem(CURRENT);
    return;
  }
  await ready;
  let id = sessionStorage.getItem(CURRENT);
  let known = new Map((load(id)?.turns || []).map((turn) => [turn.key, turn]));
  const keys = shown.map(({ key }) => key);
  // What has nothing in common with it is another conversation, and must not take its place.
  if (!id || (known.size && !keys.some((key) => known.has(key)))) {
    id = `${Date.now()}-${Math.random().toString(36).slice(2, 8)}`;
    known = new Map();
  }
  sessionStorage.setItem(CURRENT, id);
  if (keys.length === known.size && keys.every((key) => known.has(key))) return;
  const turns = [];
  for (const { key, note } of shown) {
    try {
      turns.push(known.get(key) || { key, note, answer: await getJson(`app/answers/${key}`) });
    } catch {
      return; // it goes into the history with the next change
    }
  }
  keep(id, { at: Date.now(), turns });
};

let waiting = null;
const saveSoon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(save, 400);
};

const restore = async (id) => {
  await save();
  const found = load(id);
  if (!found) return;
  sessionStorage.setItem(CURRENT, id);
  document.dispatchEvent(new CustomEvent("conversation-cleared"));
  window.reportAssistantAct({ action: "restore", turns: found.turns.map(({ note, answer }) => ({ note, answer })) });
};

const clear = async () => {
  await save();
  sessionStorage.removeItem(CURRENT);
  document.dispatchEvent(new CustomEvent("conversation-cleared"));
  window.reportAssistantAct({ action: "clear" });
};

const when = (at) => new Date(at).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });

const list = el("ul");
const empty = el("p", { class: "none", text: "还没有以前的对话。对话只保存在这个浏览器里。" });
const forget = el("button", {
  type: "button",
  text: "全部删除",
  on: { click: () => confirm("删除这个浏览器里保存的全部对话？") && (entries().forEach(({ id }) => localStorage.removeItem(prefix + id)), fill()) },
});
const shut = el("button", { type: "button", text: "关闭", on: { click: () => dialog.close() } });
const dialog = el(
  "dialog",
  { id: "history", "aria-label": "以前的对话" },
  el("h2", { text: "以前的对话" }),
  empty,
  list,
  el("p", { class: "buttons" }, forget, shut),
);
document.body.append(dialog);

const item = ({ id, at, turns }) => {
  const title = turns[0].answer.question;
  const open = el("button", { type: "button", class: "open", title, on: { click: () => (dialog.close(), restore(id)) } });
  open.append(el("b", { text: title }), el("span", { text: `${when(at)}，${turns.length} 个问题` }));
  const remove = el("button", { type: "button", class: "remove", title: "删除这段对话", "aria-label": `删除对话：${title}`, text: "×" });
  remove.addEventListener("click", () => (localStorage.removeItem(prefix + id), fill()));
  return el("li", {}, open, remove);
};

const fill = () => {
  const found = entries().filter((entry) => entry.turns && entry.turns.length);
  list.replaceChildren(...found.map(item));
  empty.hidden = found.length > 0;
  forget.hidden = !found.length;
};

const showAll = async () => {
  await ready;
  await save();
  fill();
  dialog.showModal();
};

whenThere("#chat-tools", (tools) =>
  tools.append(
    el("button", { type: "button", text: "新对话", on: { click: clear } }),
    el("button", { type: "button", text: "以前的对话", on: { click: showAll } }),
    el("button", { type: "button", text: "打印", on: { click: () => print() } }),
  ),
);
whenThere("#chat", (chat) => new MutationObserver(saveSoon).observe(chat, { childList: true, subtree: true }));

// A page that is loaded again in its tab goes on where it was.
const resume = async () => {
  await ready;
  const id = sessionStorage.getItem(CURRENT);
  if (!id || !load(id)) return;
  const wait = setInterval(() => {
    if (!window.reportAssistantAct) return;
    clearInterval(wait);
    restore(id);
  }, 100);
};
resume();

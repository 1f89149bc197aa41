// The overview: a map of topics and regions, mentions by year, the quotes of a cell, and the list of topics.
import { button, download, el, getJson, getText, say, user, whenThere } from "./dom.js";
import { draw } from "./overview_chart.js";
import { showQuotes } from "./overview_quotes.js";
import { editTopics } from "./overview_topics.js";

const VIEWS = {
  map: { label: "各地区", address: "map", drawing: "map.svg", picture: "map.png", key: "region" },
  by_year: { label: "各年份", address: "years", drawing: "years.svg", picture: "years.png", key: "year" },
};

let parts = null;
let view = "map";
let year = "";
let round = 0; // Of loading; a later one ends the one before.
let stale = true;
let visible = false;
let opened = null; // Id of the cell whose quotes are shown.
const DRAWN_EVERY = 2500; // Milliseconds: a large chart takes the server seconds, and all who look ask for it.

const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const ofYear = (address) => (year && view === "map" ? `${address}?year=${year}` : address);

const save = (address) => async (event) => {
  const pressed = event.currentTarget;
  pressed.disabled = true;
  say(parts.message, "正在准备文件…");
  try {
    await download(address());
    say(parts.message, "");
  } catch (error) {
    say(parts.message, error.message, true);
  } finally {
    pressed.disabled = false;
  }
};

const show = (name) => {
  view = name;
  for (const [other, tab] of Object.entries(parts.tabs)) tab.setAttribute("aria-pressed", String(other === name));
  parts.year.parentElement.hidden = name !== "map";
  closeQuotes();
  load();
};

const tools = () => {
  parts.tabs = Object.fromEntries(Object.entries(VIEWS).map(([name, { label }]) => [name, button(label, () => show(name))]));
  parts.year = el("select", { "aria-label": "只看某一年的报告", on: { change: () => ((year = parts.year.value), closeQuotes(), load()) } });
  parts.edit = button("编辑话题", changeTopics, { hidden: true });
  return el(
    "div",
    { class: "tools" },
    el("span", { class: "views", role: "group", "aria-label": "看什么" }, ...Object.values(parts.tabs)),
    el("label", {}, "年份：", parts.year),
    el(
      "span",
      { class: "saving" },
      button("下载图片", save(() => `app/overview/${ofYear(VIEWS[view].picture)}`), { title: "PNG 图片，可以贴进文档" }),
      button("下载 SVG", save(() => `app/overview/${ofYear(VIEWS[view].drawing)}`), { title: "矢量图，放大不模糊" }),
      button("下载 Excel", save(() => `app/overview/${ofYear("overview.xlsx")}`), { title: "覆盖图、原文和各年份" }),
      parts.edit,
    ),
  );
};

const build = (root) => {
  parts = { root };
  [opened, stale, visible] = [null, true, false];
  const bar = tools();
  parts.message = el("p", { class: "message", role: "status" });
  parts.progress = el("progress", { max: 1, value: 0, "aria-label": "统计进度" });
  parts.title = el("h2", {});
  parts.legend = el("ul", { class: "legend", "aria-label": "图例" });
  parts.box = el("div", { class: "box" });
  parts.hint = el("p", { class: "hint", "aria-live": "polite" });
  parts.notes = el("p", { class: "notes" });
  parts.problems = el("p", { class: "error", role: "status", hidden: true });
  parts.topics = el("section", { class: "topics", hidden: true, "aria-label": "编辑话题" });
  parts.quotes = el("section", { class: "quotes", hidden: true, "data-citations": true });
  parts.quotes.addEventListener("keydown", (event) => event.key === "Escape" && closeQuotes(true));
  const chart = el("div", { class: "chart" }, parts.box, parts.hint, parts.notes);
  const stage = el("div", { class: "stage" }, chart, parts.quotes);
  root.replaceChildren(bar, parts.topics, parts.problems, parts.message, parts.progress, parts.title, parts.legend, stage);
  user().then(({ role }) => (role === "editor" ? (parts.edit.hidden = false) : parts.edit.remove()), () => {});
  new IntersectionObserver((entries) => {
    visible = entries.at(-1).isIntersecting;
    goOn();
  }).observe(root);
  show(view);
};

const seen = () => visible && !document.hidden;
const goOn = () => parts && stale && seen() && load();

const load = async () => {
  const mine = ++round;
  stale = !seen();
  if (stale) return;
  let drawn = -1;
  let drawnAt = -Infinity;
  parts.progress.hidden = false;
  parts.progress.removeAttribute("value");
  say(parts.message, "正在统计…");
  try {
    for (;;) {
      const state = await getJson(`app/overview${year ? `?year=${year}` : ""}`);
      if (mine !== round) return;
      if (year && state.done && !state.years.some((column) => column.key === year)) {
        year = "";
        continue;
      }
      const due = state.done >= state.total || performance.now() - drawnAt >= DRAWN_EVERY;
      if (due && state.done !== drawn && state.checked) {
        const drawing = await getText(`app/overview/${ofYear(VIEWS[view].address)}`);
        if (mine !== round) return;
        draw(parts.box, drawing, opened, (words) => (parts.hint.textContent = words), openQuotes);
        drawn = state.done;
        drawnAt = performance.now();
      }
      tell(state);
      if (state.done >= state.total) break;
      await wait(100);
      if (mine !== round) return;
      stale = !seen();
      if (stale) return;
    }
  } catch (error) {
    if (mine !== round) return;
    parts.progress.hidden = true;
    say(parts.message, error.message, true);
  }
};

const tell = (state) => {
  const done = state.done >= state.total;
  parts.progress.hidden = done;
  parts.progress.max = state.total;
  parts.progress.value = state.done;
  const empty = done && !state.checked;
  say(parts.message, empty ? "还没有收入报告。请到“材料”里添加文件，这里就会有统计。" : done ? "" : `正在统计：${state.done}/${state.total} 个话题`);
  const { title, legend } = state[view];
  parts.title.textContent = empty ? "" : title;
  parts.legend.replaceChildren(...(state.checked ? legend.map(meaning) : []));
  parts.notes.textContent = state.checked ? state.notes.join("") : "";
  parts.problems.textContent = state.problems.join("");
  parts.problems.hidden = !state.problems.length;
  if (!state.checked) parts.box.replaceChildren();
  const years = state.years.filter((column) => column.key);
  parts.year.replaceChildren(el("option", { value: "", text: "全部" }), ...years.map(({ key, name }) => el("option", { value: key, text: name })));
  parts.year.value = year;
};

const meaning = ({ colour, ink, mark, meaning: text }) => {
  const swatch = el("i", { class: `swatch ${mark}`, "aria-hidden": "true" });
  swatch.style.background = colour;
  swatch.style.color = ink;
  return el("li", {}, swatch, text);
};

const closeQuotes = (back = false) => {
  parts.quotes.hidden = true;
  parts.root.querySelectorAll("g.open").forEach((cell) => cell.classList.remove("open"));
  if (back && opened) parts.root.querySelector(`#${opened}`)?.focus();
  opened = null;
};

const openQuotes = async (cell) => {
  closeQuotes();
  opened = cell.id;
  cell.classList.add("open");
  const asked = new URLSearchParams({ topic: cell.dataset.topic, [VIEWS[view].key]: cell.dataset.column });
  if (view === "map" && year) asked.set("year", year);
  let found = { reports: [] };
  let problem = "";
  try {
    found = await getJson(`app/overview/cell?${asked}`);
  } catch (error) {
    problem = error.message;
  }
  if (opened === cell.id) showQuotes(parts.quotes, cell.getAttribute("aria-label"), found, problem, () => closeQuotes(true));
};

const changeTopics = () => {
  const changed = () => {
    closeQuotes();
    load();
  };
  editTopics(parts.topics, changed, () => parts.edit.focus()).catch((error) => say(parts.message, error.message, true));
};

whenThere("#overview", build);
document.addEventListener("visibilitychange", goOn);
document.addEventListener("collection-changed", () => parts && (closeQuotes(), load()));

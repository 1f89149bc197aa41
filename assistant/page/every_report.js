// The table of every report of a survey: sorted by a click on a column, filtered by how a report stands to the topic.
import { el } from "./dom.js";
import { answerOf, keptOf } from "./history.js";

const MENTIONS = { explicit: "明确提到", related: "可能相关", none: "未提到" };
const ORDER = { explicit: 0, related: 1, none: 2 };
const JUDGED = { confirmed: "（模型认为是）", unsure: "（模型拿不准）", rejected: "（模型认为不是）" };
const SHOWN_QUOTES = 3;

const place = (c) => `#cite=${c.report_id}-${c.start}-${c.end}`;
const link = (c) => el("a", { class: "citation", href: place(c), title: [c.report_title, ...c.heading_path].join(" > "), text: `[${c.number}]` });

const mentionOf = (row, topics) => {
  const judged = row.judged ? JUDGED[row.judged] : "";
  if (topics.length < 2 || row.mentions.length !== topics.length) return MENTIONS[row.mention] + judged;
  return topics.map((topic, i) => `${topic}：${MENTIONS[row.mentions[i]]}`).join("；") + judged;
};

const quotes = (row, citations) => {
  const cell = el("td");
  row.citations.forEach((number, i) => {
    const c = citations.get(number);
    if (!c) return;
    if (i < SHOWN_QUOTES) cell.append(el("div", {}, `“${c.quote}”`, link(c)));
    else cell.append(link(c));
  });
  return cell;
};

const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "zh-CN"));

const COLUMNS = [
  ["地区", (row) => row.region || "\uffff"],
  ["报告", (row) => row.report_title],
  ["年份", (row) => row.year || 9999],
  ["结果", (row) => ORDER[row.mention]],
];

const build = (answer) => {
  const topics = [...new Set(answer.plan.conditions.flatMap((condition) => condition.topics.map((topic) => topic.text)))];
  const citations = new Map(answer.citations.map((c) => [c.number, c]));
  const lines = answer.rows.map((row) => {
    const cells = [
      el("th", { scope: "row", text: row.region || "未知" }),
      el("td", {}, el("a", { class: "citation", href: `#cite=${row.report_id}-0-0`, text: row.report_title })),
      el("td", { text: row.year || "未知" }),
      el("td", { class: `mention ${row.mention}`, text: mentionOf(row, topics) }),
      quotes(row, citations),
    ];
    return { row, line: el("tr", {}, ...cells) };
  });
  const body = el("tbody");
  let sorted = null;
  let ascending = true;
  const heads = COLUMNS.map(([name, value]) => {
    const button = el("button", { type: "button", text: name, title: `按${name}排序` });
    const head = el("th", { scope: "col", "aria-sort": "none" }, button);
    button.addEventListener("click", () => {
      ascending = sorted === name ? !ascending : true;
      sorted = name;
      lines.sort((a, b) => (ascending ? 1 : -1) * compare(value(a.row), value(b.row)));
      heads.forEach((other) => other.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
      body.append(...lines.map(({ line }) => line));
    });
    return head;
  });
  body.append(...lines.map(({ line }) => line));
  const table = el("table", {}, el("thead", {}, el("tr", {}, ...heads, el("th", { scope: "col", text: "原文" }))), body);
  return el("div", {}, filters(lines), el("div", { class: "wide" }, table));
};

const filters = (lines) => {
  const bar = el("div", { class: "filters", role: "group", "aria-label": "筛选" });
  const words = el("input", { type: "search", placeholder: "筛选地区或报告", "aria-label": "筛选地区或报告" });
  let kind = null;
  const apply = () => {
    const sought = words.value.trim();
    lines.forEach(({ row, line }) => {
      const fits = (!kind || row.mention === kind) && (!sought || `${row.region || "未知"} ${row.report_title}`.includes(sought));
      line.hidden = !fits;
    });
  };
  const button = (label, value, count) => {
    const made = el("button", { type: "button", text: `${label} ${count}`, "aria-pressed": String(value === kind) });
    made.addEventListener("click", () => {
      kind = value;
      bar.querySelectorAll("button").forEach((other) => other.setAttribute("aria-pressed", String(other === made)));
      apply();
    });
    return made;
  };
  bar.append(button("全部", null, lines.length));
  for (const [value, label] of Object.entries(MENTIONS)) {
    bar.append(button(label, value, lines.filter(({ row }) => row.mention === value).length));
  }
  words.addEventListener("input", apply);
  bar.append(words);
  return bar;
};

document.addEventListener(
  "toggle",
  async (event) => {
    const fold = event.target;
    if (!fold.matches || !fold.matches("details.every-report") || !fold.open || fold.dataset.filled) return;
    fold.dataset.filled = "1";
    try {
      fold.append(build(await answerOf(keptOf(fold.closest(".answer")).key)));
    } catch (error) {
      delete fold.dataset.filled;
      fold.append(el("p", { class: "error", role: "alert", text: error.message }));
    }
  },
  true,
);

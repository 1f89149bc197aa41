// The quotes of a cell, each with a link to its place in the report.
import { button, el } from "./dom.js";

const MOST_REPORTS = 40;
const OPEN_LIST = 12;

/**
 * Show what the reports of a cell say.
 * box: where; label: the cell in words; found: {reports, terms, together, excluded}, where the topic was counted as together when a sentence has a word of each part; problem: what went wrong instead; close().
 */
export const showQuotes = (box, label, { reports, ...words }, problem, close) => {
  const heading = el("h3", { tabindex: "-1", text: label });
  let number = 0;
  const quoted = (quote) => {
    number += 1;
    const place = [quote.heading, quote.page && `第 ${quote.page} 页`].filter(Boolean).join(" · ");
    const link = el("a", { class: "citation", href: `#cite=${quote.place}`, text: `[${number}]`, title: "打开报告，看这一处" });
    return el("li", {}, el("q", { text: quote.quote }), " ", link, place && el("span", { class: "place", text: place }));
  };
  const titled = (report) => `《${report.title}》（${[report.region, report.year && `${report.year}年`].filter(Boolean).join("，")}）`;
  const shown = (report) =>
    el(
      "article",
      { class: report.mention },
      el("h4", {}, el("span", { class: "tag", text: report.said }), titled(report)),
      el("ul", {}, ...report.quotes.map(quoted)),
    );
  const having = reports.filter((report) => report.mention !== "none");
  const silent = reports.filter((report) => report.mention === "none");
  const rest = having.slice(MOST_REPORTS);
  const more = rest.length && button(`再看其余 ${rest.length} 份`, (event) => event.currentTarget.replaceWith(...rest.map(shown)));
  box.replaceChildren(
    el("header", {}, heading, button("关闭", close, { class: "close" })),
    ...having.slice(0, MOST_REPORTS).map(shown),
    more || "",
    silent.length
      ? el("details", { open: !having.length && silent.length <= OPEN_LIST }, el("summary", { text: `没有提到的报告（${silent.length} 份）` }), silentList(silent, titled))
      : "",
    words.terms ? wordsLooked(words) : "",
    problem ? el("p", { class: "error", role: "alert", text: problem }) : "",
  );
  box.hidden = false;
  heading.focus({ preventScroll: true });
  box.scrollIntoView({ block: "nearest" });
};

const wordsLooked = ({ terms, together, excluded }) => {
  const said = [`出现这些词（${terms.length} 个）：${terms.join("、")}。`];
  if (together.length) said.push(`或者同一句话里${together.map((part) => `有“${part.join("”或“")}”`).join("，又")}。`);
  if (excluded.length) said.push(`不算在内的：${excluded.join("、")}。`);
  return el("details", {}, el("summary", { text: "怎样算明确提到" }), ...said.map((text) => el("p", { text })));
};

const silentList = (reports, titled) => el("ul", {}, ...reports.map((report) => el("li", { text: titled(report) })));

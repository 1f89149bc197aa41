// The table of all reports, and of the files that could not be read.

import { el } from "./dom.js";

const AT_ONCE = 300;
const COLUMNS = [
  ["region", "地区"],
  ["title", "标题"],
  ["year", "年份"],
  ["doc_type", "类型"],
  ["period", "时段"],
  ["marks", "说明"],
  ["source", "来源文件"],
];
const FILTERS = [
  ["all", "全部", () => true],
  ["unknown", "地区未知", (item) => !item.failure && !item.region],
  ["duplicate", "重复", (item) => Boolean(item.duplicate_of)],
  ["corrected", "人工更正过", (item) => item.corrected?.length > 0],
  ["failed", "读取失败", (item) => item.failure],
  ["unofficial", "非公文", (item) => item.official === false],
];
const collator = new Intl.Collator("zh-CN", { numeric: true });

const marksOf = (item) => {
  if (item.failure) return [["读取失败", "bad", item.message]];
  const marks = [];
  if (item.duplicate_of) marks.push(["重复", "", "与另一份报告内容基本相同，统计时只算一份"]);
  if (item.corrected.length) marks.push(["人工更正", "hand", `人工更正过：${item.corrected.join("、")}`]);
  if (!item.official) marks.push(["非公文", "", "不是单位的公文，调查时不计入"]);
  return marks;
};

const asItems = (listing) => [
  ...listing.reports.map((report) => ({
    ...report,
    key: report.report_id,
    marks: marksOf(report).map(([text]) => text).join(" "),
    words: [report.region_full, report.region, report.title, report.year, report.doc_type, report.period, report.issuer, report.source, report.basis_shown]
      .concat(report.evidence)
      .join("\n")
      .toLowerCase(),
  })),
  ...listing.failures.map((failure) => ({
    ...failure,
    failure: true,
    key: `${failure.file.folder}/${failure.file.path}`,
    title: failure.file.path.split("/").pop(),
    source: failure.file.path,
    marks: "读取失败",
    words: `${failure.file.path}\n${failure.message}\n读取失败`.toLowerCase(),
  })),
];

export class Table {
  constructor(library, detailOf) {
    this.library = library;
    this.detailOf = detailOf;
    this.items = [];
    this.filter = "all";
    this.order = { column: "source", down: false };
    this.open = null;
    this.limit = AT_ONCE;
    this.search = el("input", {
      type: "search",
      placeholder: "在地区、标题、年份、文件名中查找",
      "aria-label": "查找材料",
      on: { input: () => this.again() },
    });
    this.filters = el("div", { class: "filters", role: "group", "aria-label": "筛选" });
    this.count = el("p", { class: "count", role: "status" });
    this.body = el("tbody", {});
    this.heads = COLUMNS.map(([name, text]) => {
      const button = el("button", { type: "button", text, on: { click: () => this.sort(name) } });
      return el("th", { scope: "col", class: `c-${name}` }, button);
    });
    const table = el("table", {}, el("thead", {}, el("tr", {}, ...this.heads)), this.body);
    this.more = el("button", { type: "button", class: "more", hidden: true, on: { click: () => ((this.limit = Infinity), this.draw()) } });
    this.element = el(
      "section",
      { class: "collection", "aria-label": "全部材料" },
      el("div", { class: "tools" }, this.search, this.filters),
      this.count,
      el("div", { class: "wide" }, table),
      this.more,
    );
  }

  show(listing) {
    this.items = asItems(listing);
    this.drawFilters();
    this.draw();
  }

  again() {
    this.limit = AT_ONCE;
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  sort(column) {
    this.order = { column, down: this.order.column === column && !this.order.down };
    this.again();
  }

  drawFilters() {
    const focused = document.activeElement?.dataset?.filter;
    this.filters.replaceChildren(
      ...FILTERS.map(([name, text, fits]) => {
        const count = this.items.filter(fits).length;
        const choose = () => {
          this.filter = name;
          this.drawFilters();
          this.again();
        };
        const hidden = count === 0 && name !== "all" && name !== this.filter;
        const attributes = { type: "button", "data-filter": name, "aria-pressed": String(name === this.filter), hidden, on: { click: choose } };
        return el("button", attributes, `${text} `, el("span", { class: "number", text: String(count) }));
      }),
    );
    if (focused) this.filters.querySelector(`[data-filter="${focused}"]`)?.focus();
  }

  fitting() {
    const [, , fits] = FILTERS.find(([name]) => name === this.filter);
    const words = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = this.items.filter((item) => fits(item) && words.every((word) => item.words.includes(word)));
    const { column, down } = this.order;
    const value = (item) => item[column];
    const compare = (a, b) => {
      const [x, y] = [value(a), value(b)];
      const missing = (x === null || x === undefined || x === "") - (y === null || y === undefined || y === "");
      if (missing) return missing;
      return (down ? -1 : 1) * collator.compare(String(x ?? ""), String(y ?? ""));
    };
    return found.sort((a, b) => compare(a, b) || collator.compare(a.source, b.source) || (a.position ?? 0) - (b.position ?? 0));
  }

  draw() {
    const found = this.fitting();
    const active = this.body.contains(document.activeElement) ? document.activeElement : null;
    const focused = active?.closest("tr").dataset.key;
    COLUMNS.forEach(([name], at) => {
      const sorted = this.order.column === name;
      if (sorted) this.heads[at].setAttribute("aria-sort", this.order.down ? "descending" : "ascending");
      else this.heads[at].removeAttribute("aria-sort");
    });
    this.count.textContent = this.counted(found);
    this.body.replaceChildren(...found.slice(0, this.limit).flatMap((item) => this.rows(item)));
    this.more.hidden = found.length <= this.limit;
    this.more.textContent = `显示其余 ${found.length - this.limit} 行`;
    if (active && this.body.contains(active)) active.focus({ preventScroll: true });
    else if (focused) this.body.querySelector(`tr[data-key="${CSS.escape(focused)}"] button`)?.focus({ preventScroll: true });
  }

  counted(found) {
    if (!this.items.length) return this.library.editor ? "还没有材料。把文件拖到上面，就可以开始。" : "还没有材料。";
    const reports = found.filter((item) => !item.failure).length;
    const failed = found.length - reports;
    const shown = [reports || !failed ? `${reports} 份报告` : "", failed ? `${failed} 个没有读成的文件` : ""].filter(Boolean).join("，");
    return found.length === this.items.length ? `共 ${shown}` : found.length ? `找到 ${shown}` : "没有符合的材料。换个词，或选“全部”。";
  }

  rows(item) {
    const open = this.open === item.key;
    const toggle = el("button", { type: "button", class: "title", "aria-expanded": String(open), text: item.title });
    const cell = (name, label, ...children) => el("td", { class: `c-${name}`, "data-label": label }, ...children);
    const marks = marksOf(item).map(([text, kind, title]) => el("span", { class: `mark ${kind}`, title, text }));
    const region = item.failure ? [] : [el("span", { class: item.region ? "" : "unknown", text: item.region || "未知" })];
    if (!item.failure && item.region && item.basis !== "stated") region.push(el("span", { class: "basis", text: item.basis_shown }));
    const row = el(
      "tr",
      { "data-key": item.key, class: open ? "open" : "", on: { click: (event) => this.clicked(event, item) } },
      cell("region", "地区", ...region),
      cell("title", "标题", toggle, item.failure && el("span", { class: "why", text: item.message })),
      cell("year", "年份", item.failure ? "" : el("span", { class: item.year ? "" : "unknown", text: item.year ? String(item.year) : "未知" })),
      cell("doc_type", "类型", item.doc_type || ""),
      cell("period", "时段", item.period || ""),
      cell("marks", "说明", ...marks),
      cell("source", "来源文件", el("span", { title: item.source, text: item.source })),
    );
    if (!open) return [row];
    return [row, this.detailRow(item)];
  }

  // What is being typed there stays when the table is drawn again, unless the report itself has changed.
  detailRow(item) {
    const content = JSON.stringify(item);
    if (this.opened?.content !== content) {
      this.opened = { content, row: el("tr", { class: "detail" }, el("td", { colspan: String(COLUMNS.length) }, this.detailOf(item))) };
    }
    return this.opened.row;
  }

  clicked(event, item) {
    if (event.target.closest("a") || String(getSelection()).trim()) return;
    this.open = this.open === item.key ? null : item.key;
    this.opened = null;
    this.draw();
    this.body.querySelector(`tr[data-key="${CSS.escape(item.key)}"] button`)?.focus({ preventScroll: true });
  }
}

// One report opened in the table: how its region is known, correcting it, what was cut, removing it.

import { el, getJson, say, sendJson } from "./dom.js";

const PERIODS = ["全年", "上半年", "下半年"];
const LONG = 40;

const short = (text) => (text.length > LONG ? `${text.slice(0, LONG)}…` : text);
const fact = (name, ...values) => el("div", {}, el("dt", { text: name }), el("dd", {}, ...values));
const field = (text, input, hint = "") => el("label", {}, el("span", { text }), input, hint && el("small", { text: hint }));
const choice = (value, options) => {
  const select = el("select", {}, ...options.map(([name, text]) => el("option", { value: name, text })));
  select.value = value;
  return select;
};

export class Detail {
  constructor(library) {
    this.library = library;
    this.dialog = el("dialog", { class: "ask", "aria-labelledby": "library-ask" });
  }

  of(item) {
    return item.failure ? this.failure(item) : this.report(item);
  }

  failure(item) {
    const place = this.library.listing.folders.find((folder) => folder.id === item.file.folder);
    return el(
      "div",
      { class: "opened" },
      el("dl", {}, fact("文件", item.file.path), fact("所在文件夹", place?.path || place?.name || ""), fact("原因和办法", item.message)),
      this.library.editor && el("div", { class: "actions" }, this.removing(item)),
    );
  }

  report(item) {
    const { editor, listing } = this.library;
    const fuller = listing.reports.find((report) => report.report_id === item.duplicate_of);
    const copies = listing.reports.filter((report) => report.duplicate_of === item.report_id);
    const open = (report, text) => el("a", { class: "citation", href: `#cite=${report.report_id}-0-0`, text });
    const quotes = item.evidence.flatMap((piece, at) => [at ? "、" : "", el("q", { text: piece })]);
    const region = item.region_full ? `${item.region_full}（${item.basis_shown}${item.region_code ? `，代码 ${item.region_code}` : ""}）` : "未知";
    return el(
      "div",
      { class: "opened", "data-citations": true },
      el(
        "div",
        { class: "actions" },
        open(item, "打开报告"),
        el("a", { href: `app/original/${item.report_id}`, target: "_blank", rel: "noopener", text: "打开原文件" }),
        editor && this.removing(item),
      ),
      el(
        "dl",
        {},
        fact("地区", region),
        quotes.length > 0 && fact("地区依据", ...quotes),
        item.issuer && fact("发文单位", item.issuer),
        item.outlook && fact("内容", item.outlook === "打算" ? "以后的打算" : "已做的工作"),
        fuller && fact("重复于", open(fuller, this.called(fuller))),
        copies.length > 0 && fact("它的重复", ...copies.flatMap((copy, at) => [at ? "、" : "", open(copy, this.called(copy))])),
        item.corrected.length > 0 && fact("人工更正过", item.corrected.join("、")),
        fact("文件", `${item.source}${item.position ? ` 第 ${item.position + 1} 篇` : ""}，${item.chars} 字`),
      ),
      editor && this.editing(item),
      this.cuts(item),
    );
  }

  called(report) {
    return short([report.region || "地区未知", report.year || "", report.title].filter(Boolean).join(" "));
  }

  editing(item) {
    const { listing } = this.library;
    const others = listing.reports.filter((report) => report.report_id !== item.report_id && report.duplicate_of !== item.report_id);
    others.sort((a, b) => Number(b.report_id === item.duplicate_of) - Number(a.report_id === item.duplicate_of));
    const standing = item.duplicate_of || "";
    const inputs = {
      region: el("input", { type: "text", value: item.region_full || "", placeholder: "例如 杭州市余杭区", autocomplete: "off" }),
      year: el("input", { type: "number", min: "1949", max: "2100", value: item.year || "" }),
      title: el("input", { type: "text", value: item.title, maxlength: "200" }),
      doc_type: choice(item.doc_type, listing.doc_types.map((kind) => [kind, kind])),
      period: choice(item.period || "", [...(item.period ? [] : [["", "未知"]]), ...PERIODS.map((period) => [period, period])]),
      official: choice(String(item.official), [["true", "是公文"], ["false", "不是公文（调查不计入）"]]),
      duplicate: choice(standing, [
        ["", standing ? "不是重复" : "没有重复"],
        ...(standing ? [] : [["-", "不是重复（以后也不自动判为重复）"]]),
        ...others.map((report) => [report.report_id, `重复于：${this.called(report)}`]),
      ]),
    };
    const before = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value]));
    const told = el("p", { class: "message", role: "status" });
    const save = async (event) => {
      event.preventDefault();
      const changed = Object.keys(inputs).filter((name) => inputs[name].value.trim() !== before[name].trim());
      if (!changed.length) return say(told, "没有改动。");
      if (changed.includes("year") && !inputs.year.value) return say(told, "年份不能清空。要恢复读出来的值，请点“撤销更正”。", true);
      const body = Object.fromEntries(changed.map((name) => [name, inputs[name].value.trim()]));
      if ("year" in body) body.year = Number(body.year);
      if ("official" in body) body.official = body.official === "true";
      if ("region" in body) body.region = body.region || "未知";
      if ("duplicate" in body) Object.assign(body, ["", "-"].includes(body.duplicate) ? { not_duplicate: true } : { duplicate_of: body.duplicate });
      delete body.duplicate;
      return this.apply(told, `app/library/edit/${item.report_id}`, body, `已更正“${short(inputs.title.value)}”。回答会按更正后的内容给出。`);
    };
    const reset = () => this.apply(told, `app/library/reset/${item.report_id}`, {}, `已撤销对“${short(item.title)}”的更正。`);
    return el(
      "form",
      { class: "editing", on: { submit: save } },
      el("h3", { text: "更正" }),
      el(
        "div",
        { class: "fields" },
        field("地区", inputs.region, "不知道时写“未知”"),
        field("年份", inputs.year),
        field("标题", inputs.title),
        field("类型", inputs.doc_type),
        field("时段", inputs.period),
        field("性质", inputs.official),
        field("重复", inputs.duplicate),
      ),
      el(
        "div",
        { class: "actions" },
        el("button", { type: "submit", class: "primary", text: "保存更正" }),
        item.corrected.length > 0 && el("button", { type: "button", text: "撤销更正", on: { click: reset } }),
      ),
      told,
    );
  }

  async apply(told, url, body, text) {
    say(told, "正在保存…");
    const done = await this.library.attempt(told, () => sendJson(url, body));
    if (done !== undefined) await this.library.changed(text);
  }

  cuts(item) {
    const inside = el("div", {}, el("p", { text: "正在读取…" }));
    const load = async (event) => {
      if (!event.target.open || inside.dataset.loaded) return;
      inside.dataset.loaded = "yes";
      try {
        const cuts = await getJson(`app/library/cuts/${item.report_id}`);
        const line = (cut) => el("li", {}, el("span", { class: "reason", text: cut.reason }), el("span", { text: cut.text.trim().replace(/\s*\n\s*/g, " ") }), el("small", { text: `第 ${cut.start + 1} 字处` }));
        const list = el("ul", {}, ...cuts.map(line));
        inside.replaceChildren(cuts.length ? list : el("p", { text: "什么也没有删去。" }));
      } catch (error) {
        inside.dataset.loaded = "";
        inside.replaceChildren(el("p", { class: "message error", text: error.message }));
      }
    };
    return el("details", { class: "cuts", on: { toggle: load } }, el("summary", { text: "读取时删去的内容（页码、页眉、网页导航等）" }), inside);
  }

  removing(item) {
    return el("button", { type: "button", class: "remove", text: "移除", on: { click: () => this.askToRemove(item) } });
  }

  askToRemove(item) {
    const { listing } = this.library;
    const inside = (file) => file.folder === item.file.folder && `${file.path}/`.startsWith(`${item.file.path}/`);
    const reports = listing.reports.filter((report) => inside(report.file));
    const ours = listing.folders.find((folder) => folder.id === item.file.folder)?.uploads;
    const told = el("p", { class: "message", role: "status" });
    const shut = el("button", { type: "button", text: "不移除", autofocus: true, on: { click: () => this.dialog.close() } });
    const remove = async () => {
      say(told, "正在移除…");
      const done = await this.library.attempt(told, () => sendJson("app/library/remove", { files: [item.file] }));
      if (done === undefined) return;
      this.dialog.close();
      await this.library.changed(`已移除“${item.file.path}”。${ours ? "" : "原文件没有动；要恢复，请看“来源文件夹”。"}`);
    };
    this.dialog.replaceChildren(
      el("h3", { id: "library-ask", text: "移除这个文件？" }),
      el("p", { class: "name", text: item.file.path }),
      reports.length > 0 && el("p", { text: `其中的 ${reports.length} 份报告会从材料里去掉，回答不再用到：` }),
      reports.length > 0 && el("ul", {}, ...reports.map((report) => el("li", { text: this.called(report) }))),
      el("p", { class: "quiet", text: ours ? "上传的文件会一起删除。需要时可以再上传。" : "文件夹里的原文件不会动，以后更新也不会再收进来；可以随时恢复。" }),
      el("div", { class: "actions" }, shut, el("button", { type: "button", class: "danger", text: "移除", on: { click: remove } })),
      told,
    );
    this.dialog.showModal();
  }
}

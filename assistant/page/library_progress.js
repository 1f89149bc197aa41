// What is being uploaded and read, file by file, and how it ended.

import { el, say, sendJson, straight } from "./dom.js";

const SHOWN_WHEN_DONE = 12;
const ENDED = new Set(["failed", "added", "replaced", "same"]);

const told = (file) => {
  switch (file.state) {
    case "reading":
      return file.pages ? `读取 第 ${file.page}/${file.pages} 页` : "读取";
    case "added":
      return file.reports ? `完成，${file.reports} 份报告` : "完成，没有找到报告";
    case "replaced":
      return file.reports ? `已更新，${file.reports} 份报告` : "已更新，没有找到报告";
    case "failed":
      return `失败：${file.message}`;
    default:
      return "等待读取";
  }
};

export class Progress {
  constructor(library) {
    this.library = library;
    this.rows = new Map();
    this.expected = 0;
    this.head = el("p", { class: "head", role: "status" });
    this.bar = el("progress", { max: "1", value: "0", "aria-label": "进度" });
    this.list = el("ul", { class: "files", tabindex: "0", "aria-label": "各个文件的进度" });
    this.message = el("p", { class: "message", role: "status" });
    this.stop = el("button", { type: "button", text: "取消", on: { click: () => this.cancel() } });
    this.shut = el("button", { type: "button", text: "收起", on: { click: () => this.clear() } });
    this.element = el(
      "section",
      { class: "progress", "aria-label": "进度", hidden: true },
      el("div", { class: "line" }, this.head, this.stop, this.shut),
      this.bar,
      this.list,
      this.message,
    );
  }

  // A file that is on its way: known by its name before it has a place.
  set(path, state, text) {
    this.element.hidden = false;
    let row = this.rows.get(path);
    if (!row) {
      row = { item: el("li", {}), name: el("span", { class: "name", text: path, title: path }), text: el("span", { class: "state" }) };
      row.item.append(row.name, row.text);
      this.rows.set(path, row);
      this.list.append(row.item);
    }
    if (state !== row.state && (state === "reading" || state === "sending")) this.list.prepend(row.item);
    row.state = state;
    row.item.className = state;
    row.item.hidden = false;
    const shown = straight(text);
    if (row.text.textContent !== shown) row.text.textContent = shown;
  }

  rename(from, to) {
    const row = this.rows.get(from);
    if (from === to || !row) return;
    this.rows.delete(from);
    this.rows.get(to)?.item.remove();
    this.rows.set(to, row);
    row.name.textContent = row.name.title = straight(to);
  }

  // What is uploaded from now on is read by an update that has not begun.
  expect() {
    this.expected = this.library.revision.number + 1;
  }

  follow(job, isNew) {
    if (job.number < this.expected && job.state !== "running") return;
    this.element.hidden = false;
    if (isNew) this.began(job);
    for (const file of job.files) {
      // The members of an archive stand in for it.
      for (const path of this.rows.keys()) {
        if (file.path.startsWith(`${path}/`)) this.drop(path);
      }
      this.set(file.path, file.state, told(file));
      this.rows.get(file.path).read = true;
    }
    this.running = job.state === "running";
    this.draw(job);
  }

  began(job) {
    say(this.message, "");
    if (!job.uploads) this.clear(false);
    this.dropEnded((row) => row.read || row.state === "same");
  }

  // What is over goes; what failed to come in is no part of the update that begins, and stays in sight.
  dropEnded(fits = () => true) {
    for (const [path, row] of this.rows) {
      if (ENDED.has(row.state) && fits(row)) this.drop(path);
    }
  }

  drop(path) {
    this.rows.get(path).item.remove();
    this.rows.delete(path);
  }

  draw(job) {
    const count = (...states) => [...this.rows.values()].filter((row) => states.includes(row.state)).length;
    this.stop.hidden = !this.running && !job.waiting;
    this.shut.hidden = this.running;
    this.bar.hidden = !this.running;
    this.bar.value = job.total ? job.done / job.total : 0;
    const what = job.uploads ? "上传的文件" : `“${job.name}”`;
    if (this.running) {
      const numbers = job.held ? "：另一个程序正在更新材料，等它结束" : job.total ? `：已完成 ${job.done}/${job.total} 个文件` : "：正在准备";
      const failed = count("failed") ? `，${count("failed")} 个失败` : "";
      this.head.textContent = `正在读取${what}${numbers}${failed}，用时 ${Math.round(job.elapsed_s)} 秒${job.waiting ? `；后面还有 ${job.waiting} 项` : ""}`;
      return;
    }
    if (job.state === "done" && job.uploads && job.number >= this.expected && !job.waiting) {
      for (const [path, row] of this.rows) if (row.state === "waiting" && !this.library.uploads.busy) this.set(path, "same", "没有变化");
    }
    const [added, replaced, failed] = [count("added"), count("replaced"), count("failed")];
    const parts = [
      added && `新增 ${added} 个文件`,
      replaced && `更新 ${replaced} 个`,
      job.unchanged && `没有变化 ${job.unchanged} 个`,
      job.removed && `去掉 ${job.removed} 个已不在文件夹里的`,
      failed && `失败 ${failed} 个`,
    ].filter(Boolean);
    const end = { done: `${what}读取完成`, cancelled: `已取消读取${what}，已读完的都保留了`, failed: `${what}没有读完` }[job.state];
    this.head.textContent = `${end}${parts.length ? `：${parts.join("，")}` : ""}（用时 ${Math.max(1, Math.round(job.elapsed_s))} 秒）`;
    if (job.error) say(this.message, job.error, true);
    this.settle();
  }

  // After the end: what failed stays in sight.
  settle() {
    const rows = [...this.rows.values()];
    this.list.prepend(...rows.filter((row) => row.state === "failed").map((row) => row.item));
    for (const row of rows) {
      if (row.state === "reading") row.text.textContent = "没有读完";
      row.item.hidden = this.rows.size > SHOWN_WHEN_DONE && row.state !== "failed" && row.state !== "waiting";
    }
  }

  // An empty text takes back what was said here of it before, and nothing else.
  trouble(text) {
    if (text || this.troubled) say(this.message, text, true);
    this.troubled = Boolean(text);
  }

  // The program was started anew: what it was doing is over.
  restarted() {
    this.expected = 0;
    if (!this.running) return;
    this.running = false;
    this.stop.hidden = this.bar.hidden = true;
    this.shut.hidden = false;
    this.head.textContent = "程序重新启动过，读取中断了。已读完的都保留了，其余的请再更新一次";
    this.settle();
  }

  clear(hide = true) {
    this.rows.clear();
    this.list.replaceChildren();
    if (hide) this.element.hidden = true;
  }

  async cancel() {
    this.library.uploads.cancel();
    await this.library.attempt(this.message, () => sendJson("app/library/cancel", {}));
    this.library.expect();
  }
}

// The folders that the material came from: bringing one up to date, and what was removed from it.

import { el, say, sendJson } from "./dom.js";

const SHOWN = 8;

export class Folders {
  constructor(library) {
    this.library = library;
    this.message = el("p", { class: "message", role: "status" });
    this.summary = el("summary", {});
    this.list = el("ul", {});
    this.element = el("details", { class: "folders" }, this.summary, this.list, this.message);
  }

  show(folders) {
    const there = folders.filter((folder) => !folder.uploads || folder.files || folder.failures || folder.fresh || folder.removed.length);
    const removed = folders.reduce((sum, folder) => sum + folder.removed.length, 0);
    const fresh = folders.reduce((sum, folder) => sum + folder.fresh, 0);
    const notes = [removed && `已移除 ${removed} 个文件`, fresh && `${fresh} 个上传的文件还没有读取`].filter(Boolean);
    this.element.hidden = !there.length;
    this.summary.textContent = `来源文件夹（${there.length}）${notes.length ? `：${notes.join("，")}` : ""}`;
    this.list.replaceChildren(...there.map((folder) => this.line(folder)));
  }

  line(folder) {
    const counts = [`${folder.files} 个文件`, folder.failures && `${folder.failures} 个没有读成`, folder.fresh && `${folder.fresh} 个还没有读取`];
    const missing = !folder.exists && !folder.uploads;
    return el(
      "li",
      {},
      el(
        "div",
        { class: "line" },
        el("span", { class: "name", text: folder.name, title: folder.path }),
        el("span", { class: "quiet", text: counts.filter(Boolean).join("，") }),
        missing
          ? el("span", { class: "bad", text: "文件夹现在打不开（可能已移动，或网络盘没有连上）" })
          : folder.exists && el("button", { type: "button", text: folder.fresh ? "读取" : "重新读取", title: "收入新增和改过的文件，去掉已删除的文件", on: { click: () => this.update(folder) } }),
      ),
      !folder.uploads &&
        el("p", { class: "quiet path" }, folder.path, el("button", { type: "button", text: "移除整个文件夹", on: { click: () => this.forget(folder) } })),
      folder.removed.length > 0 && this.removed(folder),
    );
  }

  removed(folder) {
    const shown = folder.removed.slice(0, SHOWN).join("、");
    const more = folder.removed.length > SHOWN ? ` 等` : "";
    const restore = () => this.restore(folder);
    return el(
      "p",
      { class: "removed" },
      el("span", { text: `已移除 ${folder.removed.length} 个文件：${shown}${more} ` }),
      el("button", { type: "button", text: "恢复", on: { click: restore } }),
    );
  }

  async update(folder) {
    const begun = await this.library.attempt(this.message, () => sendJson("app/library/update", { folder: folder.id }));
    if (begun !== undefined) this.begun();
  }

  async forget(folder) {
    const asked = `把文件夹“${folder.name}”从材料里移除？来自它的 ${folder.files} 个文件都不再用到。原文件不会动；需要时可以再导入。`;
    if (!confirm(asked)) return;
    const done = await this.library.attempt(this.message, () => sendJson("app/library/forget", { folder: folder.id }));
    if (done !== undefined) await this.library.changed(`已移除文件夹“${folder.name}”的 ${done.removed} 个文件。原文件没有动。`);
  }

  async restore(folder) {
    const files = folder.removed.map((path) => ({ folder: folder.id, path }));
    const begun = await this.library.attempt(this.message, () => sendJson("app/library/restore", { files }));
    if (begun === undefined) return;
    await this.library.changed(folder.exists ? "正在恢复，读取完就能用到。" : "已恢复；文件夹可以打开时，重新读取就会收进来。");
    this.begun();
  }

  begun() {
    say(this.message, "");
    this.library.expect();
  }
}

// Files and folders from the user's computer: dropped or chosen, sent one after another.

import { el, say } from "./dom.js";

const CLUTTER = /^(?:\.|~\$)|^(?:thumbs\.db|desktop\.ini|__MACOSX)$/i;
const FORMATS = "Word、PDF、扫描件和图片、Excel、网页、邮件、文本，或它们的压缩包（zip）";

const isClutter = (path) => path.split("/").some((part) => CLUTTER.test(part));

// All files below what was dropped; a folder is read in parts of 100 entries.
const walked = async (entry, path = "") => {
  const here = path ? `${path}/${entry.name}` : entry.name;
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [{ file, path: here }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!entries.length) return found;
    for (const inner of entries) found.push(...(await walked(inner, here)));
  }
};

export class Uploads {
  constructor(library, progress) {
    this.library = library;
    this.progress = progress;
    this.queue = [];
    this.busy = false;
    this.message = el("p", { class: "message", role: "status" });
    this.files = el("input", { type: "file", multiple: true, hidden: true, "aria-label": "选择文件", on: { change: () => this.chosen(this.files) } });
    this.folder = el("input", { type: "file", webkitdirectory: true, hidden: true, "aria-label": "选择文件夹", on: { change: () => this.chosen(this.folder) } });
    this.element = el(
      "section",
      {
        class: "uploads",
        "aria-label": "添加材料",
        on: { dragenter: (event) => this.over(event), dragover: (event) => this.over(event), dragleave: (event) => this.out(event), drop: (event) => this.dropped(event) },
      },
      el(
        "div",
        { class: "line" },
        el("p", {}, el("strong", { text: "把文件或文件夹拖到这里" }), el("span", { class: "quiet", text: FORMATS })),
        el("button", { type: "button", class: "primary", text: "选择文件", on: { click: () => this.files.click() } }),
        el("button", { type: "button", text: "选择文件夹", on: { click: () => this.folder.click() } }),
      ),
      this.files,
      this.folder,
      this.message,
    );
  }

  over(event) {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    this.element.classList.add("over");
  }

  out(event) {
    if (!this.element.contains(event.relatedTarget)) this.element.classList.remove("over");
  }

  async dropped(event) {
    event.preventDefault();
    this.element.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const plain = [...event.dataTransfer.files];
    try {
      const found = entries.length ? (await Promise.all(entries.map((entry) => walked(entry)))).flat() : plain.map((file) => ({ file, path: file.name }));
      this.add(found);
    } catch {
      say(this.message, "拖来的文件夹没有读全，没有上传。请用“选择文件夹”再试。", true);
    }
  }

  chosen(input) {
    this.add([...input.files].map((file) => ({ file, path: file.webkitRelativePath || file.name })));
    input.value = "";
  }

  add(found) {
    const wanted = found.filter(({ path }) => !isClutter(path));
    const passed = found.length - wanted.length;
    const notes = [!wanted.length && "没有可以上传的文件。", passed && `略过 ${passed} 个系统文件或临时文件。`].filter(Boolean);
    say(this.message, notes.join(""));
    if (!wanted.length) return;
    if (!this.busy && !this.progress.running) this.progress.dropEnded();
    this.progress.expect();
    for (const one of wanted) this.progress.set(one.path, "waiting", "等待上传");
    this.queue.push(...wanted);
    if (!this.busy) this.send();
  }

  async send() {
    this.busy = true;
    this.progress.stop.hidden = false;
    const total = () => this.queue.length;
    let sent = 0;
    while (this.queue.length) {
      const one = this.queue.shift();
      sent += 1;
      if (!this.progress.running) {
        this.progress.head.textContent = `正在上传第 ${sent}/${sent + total()} 个文件`;
        this.progress.shut.hidden = true;
        this.progress.bar.hidden = false;
        this.progress.bar.value = sent / (sent + total());
      }
      await this.sendOne(one);
    }
    this.busy = false;
    if (!this.progress.running) this.progress.head.textContent = "上传完毕，准备读取";
    this.library.expect();
  }

  async sendOne({ file, path }) {
    const limit = this.library.listing.max_bytes;
    if (limit && file.size > limit) {
      this.progress.set(path, "failed", `失败：文件超过 ${Math.floor(limit / 2 ** 20)} MB 的上限。请拆成几个文件后再上传。`);
      return;
    }
    try {
      const { saved, refused } = await this.posted(file, path);
      for (const one of saved) {
        this.progress.rename(path, one.path);
        this.progress.set(one.path, "waiting", one.replaced ? "已上传（代替原来的同名文件），等待读取" : "已上传，等待读取");
      }
      for (const one of refused) this.progress.set(path, "failed", `失败：${one.message}`);
    } catch (error) {
      this.progress.set(path, "failed", `失败：${error.message}`);
    }
  }

  posted(file, path) {
    return new Promise((resolve, reject) => {
      const form = new FormData();
      form.append("path", path);
      form.append("file", file, "file");
      const request = new XMLHttpRequest();
      this.request = request;
      request.open("POST", "app/library/upload");
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) this.progress.set(path, "sending", `上传 ${Math.round((100 * event.loaded) / event.total)}%`);
      });
      const failed = (text) => () => reject(new Error(text));
      request.addEventListener("error", failed("上传中断。文件可能已被移动或正被占用，或程序已关闭；请检查后再试。"));
      request.addEventListener("abort", failed("已取消上传。"));
      request.addEventListener("load", () => {
        const detail = request.response?.detail;
        if (request.status === 200 && request.response) resolve(request.response);
        else reject(new Error(typeof detail === "string" ? detail : `没有上传成功（${request.status}），请稍后再试。`));
      });
      request.send(form);
    });
  }

  cancel() {
    for (const { path } of this.queue.splice(0)) this.progress.set(path, "failed", "已取消上传。");
    if (this.busy) this.request?.abort();
  }
}

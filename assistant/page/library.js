// The library: what is in the collection, what comes in, what goes out.

import { el, getJson, say, sendJson, user, whenThere } from "./dom.js";
import { Detail } from "./library_detail.js";
import { Folders } from "./library_folders.js";
import { Progress } from "./library_progress.js";
import { Table } from "./library_table.js";
import { Uploads } from "./library_uploads.js";

const QUICK_MS = 700;
const SLOW_MS = 5000;
const PREPARED_MS = 60_000;
const FRESH_MS = 4000;
const EXPECTED_MS = 8000;
const FLOAT_MS = 7000;

// The program counts its updates from 1 when it is started anew.
const wasRestarted = (known, job) =>
  known.number > 0 && (!job || job.number < known.number || (job.number === known.number && job.revision < known.revision));

class Library {
  constructor() {
    this.listing = { reports: [], failures: [], folders: [], max_bytes: 0, doc_types: [] };
    this.editor = false;
    this.revision = { number: 0, revision: 0, done: 0 };
    this.listed = 0;
    this.prepared = -PREPARED_MS;
    this.expected = -EXPECTED_MS;
    this.message = el("p", { class: "message", role: "status" });
    this.detail = new Detail(this);
    this.table = new Table(this, (item) => this.detail.of(item));
    this.root = null;
  }

  async mount(root) {
    this.root = root;
    root.replaceChildren(el("p", { class: "message", text: "正在打开材料…" }));
    try {
      this.editor = (await user()).role === "editor";
    } catch (error) {
      root.replaceChildren(this.message);
      say(this.message, error.message, true);
      return;
    }
    const parts = [this.table.element];
    if (this.editor) {
      this.progress = new Progress(this);
      this.folders = new Folders(this);
      this.uploads = new Uploads(this, this.progress);
      parts.unshift(this.uploads.element, this.progress.element, this.folders.element);
    }
    root.replaceChildren(...parts.slice(0, -1), this.message, this.table.element, ...(this.editor ? [this.detail.dialog] : []));
    new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && this.shown()).observe(root);
    await this.reload();
    if (this.editor) this.watch();
  }

  shown() {
    if (performance.now() - this.listed > FRESH_MS) this.reload();
    if (this.editor && performance.now() - this.prepared > PREPARED_MS) {
      this.prepared = performance.now();
      sendJson("app/library/prepare", {}).catch(() => {});
    }
  }

  async reload() {
    const asked = (this.listed = performance.now());
    try {
      const listing = await getJson("app/library/reports");
      if (asked !== this.listed) return; // asked for again meanwhile: an older listing must not replace a newer one
      this.listing = listing;
    } catch (error) {
      say(this.message, error.message, true);
      return;
    }
    this.table.show(this.listing);
    this.folders?.show(this.listing.folders);
  }

  // Told where it is seen: a row far down the page stands far from the place of messages.
  float(text) {
    clearTimeout(this.floating);
    this.message.classList.remove("floating");
    const { top, bottom } = this.message.getBoundingClientRect();
    if (!text || (top >= 0 && bottom <= innerHeight)) return;
    this.message.classList.add("floating");
    this.floating = setTimeout(() => this.message.classList.remove("floating"), FLOAT_MS);
  }

  // Something was changed here: the answers change with it.
  async changed(text = "") {
    say(this.message, text);
    this.float(text);
    await this.reload();
    document.dispatchEvent(new CustomEvent("collection-changed", { detail: { from: "library" } }));
  }

  // Runs what changes something; what goes wrong is told beside it.
  async attempt(where, doing) {
    try {
      return await doing();
    } catch (error) {
      say(where, error.message, true);
      return undefined;
    }
  }

  // An update was asked for, which begins in a moment.
  expect() {
    this.expected = performance.now();
    this.watch();
  }

  // Follows updates, also those that another user or another tab began.
  async watch() {
    clearTimeout(this.timer);
    let running = false;
    try {
      running = await this.look();
    } catch (error) {
      this.progress.trouble(error.message);
    }
    const soon = running || this.uploads.busy || performance.now() - this.expected < EXPECTED_MS;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.watch(), soon ? QUICK_MS : SLOW_MS);
  }

  async look() {
    const known = this.revision;
    const job = await getJson(`app/library/job?since=${known.revision}&number=${known.number}`);
    const first = !this.looked && job?.state !== "running";
    this.looked = true;
    this.progress.trouble("");
    if (wasRestarted(known, job)) {
      this.revision = { number: 0, revision: 0, done: 0 };
      this.progress.restarted();
      await this.changed();
      return this.look();
    }
    if (!job) return false;
    this.revision = { number: job.number, revision: job.revision, done: job.done, state: job.state };
    if (first) return false;
    this.progress.follow(job, job.number !== known.number);
    const ended = job.state !== "running" && (known.state === "running" || job.number !== known.number);
    const further = job.done !== known.done && performance.now() - this.listed > FRESH_MS;
    if (ended || further) await this.changed();
    return job.state === "running" || job.waiting > 0;
  }
}

const library = new Library();
whenThere("#library", (root) => library.mount(root));
document.addEventListener("collection-changed", (event) => event.detail?.from !== "library" && library.root && library.reload());

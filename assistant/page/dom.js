// What the page's own scripts share: elements whose content is always text, and requests to the page's routes.

// Marks of direction, which file names and what is typed may have, show words in another order than they are written.
export const straight = (text) => (typeof text === "string" ? text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "") : text);
const SHOWN = ["title", "aria-label", "placeholder", "value"];

export const el = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") node.textContent = straight(value);
    else if (name === "on") Object.entries(value).forEach(([event, handler]) => node.addEventListener(event, handler));
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : SHOWN.includes(name) ? straight(value) : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false).map(straight));
  return node;
};

export const button = (text, click, attributes = {}) => el("button", { type: "button", text, on: { click }, ...attributes });

// Gradio mounts its elements late, and anew when a tab is shown for the first time.
export const whenThere = (selector, fn) => {
  let known = null;
  const look = () => {
    const found = document.querySelector(selector);
    if (found && found !== known) {
      known = found;
      fn(found);
    }
  };
  new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
  look();
};

const answered = async (response) => {
  if (response.ok) return response;
  if (response.status === 401) location.reload();
  let detail = "";
  try {
    detail = (await response.json()).detail;
  } catch {
    // Not from a route of this page.
  }
  throw new Error(typeof detail === "string" && detail ? detail : `没有成功（${response.status}），请稍后再试。`);
};

const request = async (url, options = {}) => {
  let response;
  try {
    response = await fetch(url, options);
  } catch {
    throw new Error("连不上程序，可能已经关闭。请重新打开后再试。");
  }
  return answered(response);
};

export const getJson = async (url) => (await request(url)).json();

const asJson = (body, method) => ({ method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const sendJson = async (url, body, method = "POST") => (await request(url, asJson(body, method))).json();

export const getText = async (url) => (await request(url)).text();

export const say = (element, text, isError = false) => {
  element.textContent = straight(text);
  element.classList.toggle("error", isError);
  element.setAttribute("role", isError ? "alert" : "status");
};

let known = null;
export const user = () => (known ??= getJson("app/user"));

const nameOf = (response) => {
  const found = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get("Content-Disposition") || "");
  return found ? decodeURIComponent(found[1]) : null;
};

export const download = async (url, body = null, filename = "下载") => {
  const response = await request(url, body === null ? {} : asJson(body, "POST"));
  const address = URL.createObjectURL(await response.blob());
  el("a", { href: address, download: nameOf(response) || filename }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};

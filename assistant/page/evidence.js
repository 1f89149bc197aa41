// The panel beside the page that shows a report at the place of a citation.
import { el, getText } from "./dom.js";

const position = el("span", { class: "position", role: "status" });
const body = el("div", { class: "evidence" });
const step = (label, distance, key) => el("button", { type: "button", text: label, title: `${label}（${key}）`, on: { click: () => go(distance) } });
const previous = step("上一处", -1, "Alt+←");
const next = step("下一处", 1, "Alt+→");
const shut = el("button", { type: "button", class: "back", text: "关闭", title: "关闭原文（Esc）", on: { click: () => close() } });
const panel = el("aside", { id: "evidence", "aria-label": "原文", tabindex: "-1", hidden: true }, el("nav", {}, previous, next, position, shut), body);
document.body.append(panel);

let open = null;

// Numbers that cite one place stand once in the order of reading.
const siblings = (link) => {
  const box = link.closest("[data-citations], .answer");
  const seen = new Set();
  return [...(box ? box.querySelectorAll('a[href*="#cite="]') : [link])].filter((a) => {
    const place = a.getAttribute("href");
    return seen.has(place) ? false : seen.add(place);
  });
};

const placeIn = (links) => links.findIndex((a) => a.getAttribute("href") === open.getAttribute("href"));

const go = (distance) => {
  const links = siblings(open);
  const target = links[placeIn(links) + distance];
  if (target) show(target);
};

const mark = (link) => {
  document.querySelectorAll("a.citation.open").forEach((a) => a.classList.remove("open"));
  link.classList.add("open");
  for (let fold = link.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const links = siblings(link);
  const at = placeIn(links);
  position.textContent = links.length > 1 ? `第 ${at + 1} 处，共 ${links.length} 处` : "";
  previous.disabled = at <= 0;
  next.disabled = at + 1 >= links.length;
};

const show = async (link) => {
  open = link;
  mark(link);
  if (panel.hidden) body.replaceChildren(); // else the last report would show until this one is there
  panel.hidden = false;
  document.body.classList.add("reading");
  link.scrollIntoView({ block: "nearest" }); // the page beside the panel is narrower, and what was in sight may have moved
  const place = link.getAttribute("href").split("#cite=")[1];
  try {
    const markup = await getText(`app/evidence/${encodeURIComponent(place)}`);
    if (link !== open) return;
    body.innerHTML = markup; // from the server, where everything of a report is escaped
  } catch (error) {
    if (link !== open) return;
    body.replaceChildren(el("p", { class: "evidence-empty", text: `${error.message}它可能刚被更新或移除，请重新提问。` }));
  }
  const quote = body.querySelector("mark");
  if (quote) quote.scrollIntoView({ block: "center" });
  else body.scrollTop = 0;
  if (quote && matchMedia("(max-width: 1000px)").matches) panel.focus({ preventScroll: true });
};

const close = () => {
  panel.hidden = true;
  document.body.classList.remove("reading");
  if (!open || !open.isConnected) return;
  open.scrollIntoView({ block: "nearest" });
  open.focus({ preventScroll: true });
};

document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest && event.target.closest('a[href*="#cite="]');
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    show(link);
  },
  true,
);

document.addEventListener("keydown", (event) => {
  if (panel.hidden || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") close();
  else if (event.altKey && event.key === "ArrowLeft") go(-1);
  else if (event.altKey && event.key === "ArrowRight") go(1);
  else return;
  event.preventDefault();
});

document.addEventListener("conversation-cleared", () => {
  open = null;
  close();
});

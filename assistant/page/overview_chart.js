// A chart drawn by the server: its topics stay in place, and its cells are told, reached by keys and opened.
import { el } from "./dom.js";

/**
 * Show a chart.
 * box: where; drawing: SVG; opened: id of the cell whose quotes are shown; tell(words): shows a cell in words; open(cell).
 */
export const draw = (box, drawing, opened, tell, open) => {
  const parsed = new DOMParser().parseFromString(drawing, "image/svg+xml").documentElement;
  if (parsed.localName !== "svg") throw new Error("图没有画成，请刷新网页再试。");
  const svg = document.importNode(parsed, true);
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  svg.setAttribute("width", width);
  svg.setAttribute("height", height);
  const left = Number(svg.dataset.left);
  const labels = el("div", { class: "labels", "aria-hidden": "true" }, labelsOf(svg));
  labels.style.width = `${left}px`;
  svg.style.marginLeft = `${-left}px`;
  box.style.scrollPaddingLeft = `${left}px`;
  const scrolled = box.scrollLeft;
  const focused = box.contains(document.activeElement) && document.activeElement.id;
  box.replaceChildren(labels, svg);
  box.scrollLeft = scrolled;
  listen(svg, tell, open);
  if (focused) svg.querySelector(`#${focused}`)?.focus({ preventScroll: true });
  if (opened) svg.querySelector(`#${opened}`)?.classList.add("open");
};

// A copy with nothing but the topics, which stays in place while the box is scrolled sideways.
const labelsOf = (svg) => {
  const copy = svg.cloneNode(true);
  copy.querySelectorAll('g[id^="cell-"], g[id^="marks-"]').forEach((node) => node.remove());
  copy.querySelectorAll("text").forEach((text) => text.getAttribute("style").includes("text-anchor: end") || text.remove());
  copy.querySelectorAll("[id]").forEach((node) => node.removeAttribute("id"));
  copy.removeAttribute("role");
  copy.removeAttribute("aria-label");
  return copy;
};

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const START = "点一个格子看原文；用键盘时，方向键移动，回车打开。";

// One stop of the tab key for the whole chart; arrows move inside it.
const listen = (svg, tell, open) => {
  const cells = new Map([...svg.querySelectorAll('g[role="button"]')].map((cell) => [cell.id, cell]));
  let current = null;
  const take = (cell) => {
    current?.setAttribute("tabindex", "-1");
    current = cell;
    current?.setAttribute("tabindex", "0");
  };
  cells.forEach((cell) => cell.setAttribute("tabindex", "-1"));
  take(cells.values().next().value);
  const at = (event) => event.target.closest('g[role="button"]');
  const told = (event) => tell(at(event)?.getAttribute("aria-label") || START);
  tell(START);
  svg.addEventListener("mouseover", told);
  svg.addEventListener("mouseleave", () => tell(START));
  svg.addEventListener("focusin", (event) => (take(at(event) || current), told(event)));
  svg.addEventListener("click", (event) => at(event) && open(at(event)));
  svg.addEventListener("keydown", (event) => {
    const cell = at(event);
    if (!cell) return;
    if (event.key === "Enter" || event.key === " ") open(cell);
    else if (event.key in ARROWS) {
      const [, row, column] = cell.id.split("-").map(Number);
      const [down, right] = ARROWS[event.key];
      cells.get(`cell-${row + down}-${column + right}`)?.focus();
    } else return;
    event.preventDefault();
  });
};

// Citation links anywhere on the page open their place in this panel.
document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest && event.target.closest('a[href*="#cite="]');
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    document.querySelectorAll("a.citation.open").forEach((a) => a.classList.remove("open"));
    link.classList.add("open");
    trigger("click", { place: link.getAttribute("href").split("#cite=")[1] });
  },
  true,
);
watch("value", () => {
  const mark = element.querySelector("mark");
  if (mark) mark.scrollIntoView({ block: "center" });
});

// The list of topics, for those who may change it.
import { button, el, getJson, say, sendJson } from "./dom.js";

/** Show the list in a box; changed() is called when it was saved, closed() when the box is closed. */
export const editTopics = async (box, changed, closed) => {
  const { topics, usual } = await getJson("app/overview/topics");
  const lines = el("textarea", { id: "overview-topics", rows: 12, spellcheck: "false" });
  const told = el("p", { class: "message", role: "status" });
  const fill = (list) => (lines.value = list.join("\n"));
  const close = () => {
    box.hidden = true;
    closed();
  };
  const save = async () => {
    // The default list is kept as none of one's own, so that it follows the program's.
    const list = lines.value === usual.join("\n") ? [] : lines.value.split("\n");
    try {
      await sendJson("app/overview/topics", { topics: list }, "PUT");
      close();
      changed();
    } catch (error) {
      say(told, error.message, true);
    }
  };
  fill(topics);
  box.replaceChildren(
    el("label", { for: "overview-topics", text: "话题，一行一个（最多 60 个，每个 2 到 30 个字）。所有人看到的总览都会改变。" }),
    lines,
    el(
      "div",
      { class: "row" },
      button("保存", save, { class: "primary" }),
      button("恢复默认", () => (fill(usual), say(told, "已填入默认话题，按“保存”生效。"))),
      button("取消", close),
    ),
    told,
  );
  box.hidden = false;
  lines.focus();
};

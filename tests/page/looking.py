"""What a page must not have done with text that tries to be more."""

from __future__ import annotations

from hostile_reports import TURNING
from playwright.sync_api import Page

_LOOK = """() => {
  const areas = document.querySelectorAll("#chat, #library, #overview, #evidence, #history, #masthead, #notice");
  const all = [...document.querySelectorAll("*")];
  const inside = [...areas].flatMap((area) => [...area.querySelectorAll("*")]);
  const told = (node) => `${node.outerHTML.slice(0, 200)} in ${node.parentElement.outerHTML.slice(0, 300)}`;
  const created = all.filter((node) => node.localName === "hacked" || node.hasAttribute("hacked")
    || node.matches('[src="x"], iframe, object, embed, base:not([href="./"]), a[href^="http"], a[href^="javascript" i]')
    || [...node.attributes].some(({ name }) => name.startsWith("on")));
  created.push(...inside.filter((node) => node.matches("img, script, link, meta, em, code, pre, form[action^=http]")));
  created.push(...inside.filter((node) => node.matches("strong, b") && node.textContent === "粗"));
  const hints = all.flatMap((node) => ["title", "aria-label", "placeholder", "alt"].map((name) => node.getAttribute(name) || ""));
  const fields = [...document.querySelectorAll("input, textarea")].filter((field) => field.checkVisibility()).map((field) => field.value);
  const drawn = [...document.querySelectorAll("svg text, option")].map((node) => node.textContent);
  return {
    hacked: window.hacked === undefined ? null : String(window.hacked),
    created: created.map(told),
    shown: [document.body.innerText, document.title, ...hints, ...fields, ...drawn],
    wide: document.documentElement.scrollWidth - window.innerWidth,
  };
}"""


def shows_text_only(page: Page, where: str) -> str:
    """See that nothing ran, nothing was made of the data, no words are turned round, and the page fits its window.

    Args:
        page: The page.
        where: What is looked at, for the message.

    Returns:
        What the page shows.
    """
    found = page.evaluate(_LOOK)
    assert found["hacked"] is None, where
    assert found["created"] == [], f"{where}: {found['created']}"
    turned = [text[max(0, at - 40) : at + 40] for text in found["shown"] for mark in TURNING if (at := text.find(mark)) >= 0]
    assert turned == [], f"{where}: {turned}"
    assert found["wide"] <= 0, where
    return str(found["shown"][0])

"""What every kind of file says of an answer: how it was understood, its sources, when it was made."""

from __future__ import annotations

from datetime import date

from assistant.explaining import explained
from assistant.exporting.plain import one_line
from assistant.marked import levels, pieces
from assistant.models import Answer, Citation, Items, Paragraph, Part, Status, Table
from assistant.plans import Intent

_UNNAMED = {"类型", "条件"}
"""What says by itself what it is."""
_TERMS = "查找用词"
"""End of the name of what was searched for; a survey's answer tells it in a part of its own, no other answer does."""


def understood(answer: Answer) -> str:
    """How the question was understood, on one line; empty when it was not.

    Args:
        answer: The answer.
    """
    if answer.status is Status.UNSUPPORTED:
        return ""
    facts = [(n, v) for n, v in explained(answer.plan) if answer.plan.intent is not Intent.SURVEY or not n.endswith(_TERMS)]
    told = [value if name in _UNNAMED else f"{name}：{value}" for name, value in facts]
    return f"我理解的问题：{one_line('；'.join(told))}" if told else ""


def reading_order(answer: Answer) -> list[Part]:
    """The parts of an answer as a document has them: what a reader opens when wanted stands behind the rest, tables without a cell are left out.

    Args:
        answer: The answer.
    """
    parts = answer.parts or tuple(Paragraph(text=line) for line in answer.text.splitlines() if line.strip())
    return sorted((_even(part) for part in parts if not isinstance(part, Table) or any((part.header, *part.rows))), key=is_folded)


def _even(part: Part) -> Part:
    """A part whose rows, when it is a table, have as many cells as the widest."""
    if not isinstance(part, Table):
        return part
    most = max(map(len, (part.header, *part.rows)))
    header, *rows = (row + ("",) * (most - len(row)) for row in (part.header, *part.rows))
    return part.model_copy(update={"header": header, "rows": tuple(rows)})


def is_folded(part: Part) -> bool:
    """Whether a reader opens a part when wanted.

    Args:
        part: The part.
    """
    return not isinstance(part, Paragraph) and part.folded


def uncited(answer: Answer) -> list[Citation]:
    """Citations that no part refers to.

    Args:
        answer: The answer.
    """
    used = {piece.number for part in reading_order(answer) for text, written in _texts(part) for piece in pieces(text, written)}
    return [c for c in answer.citations if c.number not in used]


def _texts(part: Part) -> list[tuple[str, bool]]:
    if isinstance(part, Paragraph):
        return [(part.text, part.written)]
    texts = [(part.title, False)]
    if isinstance(part, Items):
        return texts + [(words, False) for _, words in levels(part.items)]
    return texts + [(cell, part.written) for row in part.rows for cell in row]


def heading(part: Table | Items) -> str:
    """What a part shows, in words: its title, or what stands for it when it is folded.

    Args:
        part: The part.
    """
    return part.title or ("详细内容" if part.folded else "")


def document(citation: Citation) -> str:
    """The report that is quoted: title, file, region, year.

    Args:
        citation: The citation.
    """
    year = f"{citation.year}年" if citation.year else ""
    facts = "，".join(fact for fact in (one_line(citation.source), one_line(citation.region or ""), year) if fact)
    return f"《{one_line(citation.report_title)}》（{facts}）"


def path(citation: Citation) -> str:
    """The headings above a quote.

    Args:
        citation: The citation.
    """
    return " > ".join(map(one_line, citation.heading_path))


def place(citation: Citation) -> str:
    """Where in the report a quote stands: page, and characters from the first, which is 1.

    Args:
        citation: The citation.
    """
    page = f"第{citation.page}页，" if citation.page is not None else ""
    return f"{page}第{citation.start + 1}–{citation.end}字"


def source(citation: Citation) -> str:
    """A whole source on one line.

    Args:
        citation: The citation.
    """
    return "，".join(fact for fact in (document(citation), path(citation), place(citation)) if fact)


def verbatim(citation: Citation) -> str:
    """A quote on one line between quotation marks.

    Args:
        citation: The citation.
    """
    return f"“{one_line(citation.quote)}”"


def closing(answer: Answer, made: date | None) -> str:
    """When the file was made, and what it rests on.

    Args:
        answer: The answer.
        made: The day; None for today.
    """
    day = made or date.today()
    reports = len({c.report_id for c in answer.citations})
    resting = f"引用 {reports} 份报告中的 {len(answer.citations)} 处原文，使用前请与原件核对。" if answer.citations else ""
    return f"制作日期：{day.year}年{day.month}月{day.day}日。{resting}"

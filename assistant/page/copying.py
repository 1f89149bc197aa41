"""An answer as plain text for pasting into a letter or a sheet."""

from __future__ import annotations

from assistant.marked import straight, without_emphasis
from assistant.models import Answer, Citation, Paragraph, Part, Table


def copied_text(answer: Answer) -> str:
    """An answer with its sources as plain text; cells of tables stand between tabs, as sheets take them.

    Args:
        answer: The answer.
    """
    blocks = [_part(part) for part in answer.parts] or [answer.text]
    if answer.citations:
        blocks.append("\n".join(["出处：", *map(_source, answer.citations)]))
    return straight("\n\n".join(block for block in blocks if block))


def _part(part: Part) -> str:
    if isinstance(part, Paragraph):
        return without_emphasis(part.text)
    lines = [f"{without_emphasis(part.title)}："] if part.title else []
    if isinstance(part, Table):
        lines += ["\t".join(without_emphasis(" ".join(cell.split())) for cell in row) for row in (part.header, *part.rows)]
    else:
        lines += [f"{item[: len(item) - len(item.lstrip(' '))]}- {without_emphasis(item.lstrip(' '))}" for item in part.items]
    return "\n".join(lines)


def _source(c: Citation) -> str:
    path = " > ".join(c.heading_path)
    return f"[{c.number}] 《{c.report_title}》（{c.source}）{path}"

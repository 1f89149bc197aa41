"""What a report says about itself: title and kind."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from ingest.dating import ANY_YEAR
from ingest.models import DocumentType
from ingest.numbering import match_mark
from ingest.regions.lines import BEFORE_BODY
from ingest.sentences import line_spans
from ingest.splitting.openings import opening_strength
from ingest.splitting.titles import NAMED, SUBTITLE, TITLE_MAX, split_mark, title_strength

_TITLE_LINES = 8
"""How many non-empty lines at the top may hold the title."""

_TITLE_WORDS = re.compile(r"工作总结|总结|要点|计划|规划|打算|安排|报告|方案|意见|通知|条例|办法|规定|决定|纲要|情况|汇报|思路|讲话|发言|致辞|述职")
_NOT_TITLE = re.compile(r"(?:[日）)：:号]|文件|简报)$")
"""A line above the title that is no part of it: date, number, letterhead."""
_REVIEW = 2.0
"""Points of an opening that shows a report on work."""
_TYPES = (
    (DocumentType.GOVERNMENT_REPORT, re.compile(r"政府工作报告")),
    (DocumentType.REGULATION, re.compile(r"(?:条例|办法|规定|实施细则|规则)(?:[（(].*[）)])?$")),
    (DocumentType.NOTICE, re.compile(r"通知|通报|公告|批复|函$")),
    (DocumentType.SUMMARY, re.compile(r"总结|情况的?(?:报告|汇报)|述职|工作汇报|工作报告")),
    (DocumentType.KEY_POINTS, re.compile(r"要点")),
    (DocumentType.PLAN, re.compile(r"计划|规划|打算|安排|思路")),
)


def find_title(text: str, source: str, split_title: str = "") -> str:
    """Title of a report: a short line near the top, joined with the line it continues.

    Args:
        text: The report's text.
        source: Name of its file, taken when the text has no title.
        split_title: Title that the splitter found, for titles that share a line with text.

    Returns:
        The title without surrounding white space or Markdown marks.
    """
    stem = PurePosixPath(source).stem
    top = line_spans(text)[:_TITLE_LINES]
    shown = [text[s:e].strip().lstrip("#").strip().strip("*").strip() for s, e in top]
    for i, line in enumerate(shown):
        mark = match_mark(text, *top[i])
        if mark and not mark.kind.startswith("md") and not (split_mark(line) or title_strength(line[mark.end - mark.start :]) >= NAMED):
            break
        if len(line) <= TITLE_MAX and _TITLE_WORDS.search(line) and not re.search(r"[。；;!！]|[，,].*[，,]|[：:]$", line):
            before = shown[i - 1] if i else ""
            joined = before + line
            continues = bool(BEFORE_BODY.search(before) or ANY_YEAR.search(before)) and not _NOT_TITLE.search(before)
            if continues and len(joined) <= TITLE_MAX and not _TITLE_WORDS.search(before):
                return joined
            return line
    if split_title:
        return split_title
    first = shown[0] if shown and not SUBTITLE.fullmatch(shown[0]) else ""
    return first if first and len(first) <= 30 and not re.search(r"[。；，]|[：:]$", first) and not match_mark(text, *top[0]) else stem


def find_type(title: str, text: str = "") -> DocumentType:
    """Kind of document that the title names, or that the words of a text without a title show.

    Args:
        title: The report's title.
        text: The report's text; a report that opens like a review of work is one.
    """
    for kind, pattern in _TYPES:
        if pattern.search(title):
            return kind
    opening = next((text[s:e].strip() for s, e in line_spans(text) if e - s > 20), "")
    return DocumentType.SUMMARY if opening_strength(opening) >= _REVIEW else DocumentType.OTHER

"""Evaluations side by side, as a table for the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from assistant.evaluation.questions import TYPE_NAMES, Question, QuestionType
from assistant.evaluation.results import Evaluation, Outcome, Share

_Row = tuple[str, list[str]]
_GAP = 3
"""Columns of white space between cells."""
_ASKED_WIDTH = 60
"""Most columns of a question in the list of wrong answers."""


def rendered(evaluations: Sequence[Evaluation], questions: Sequence[Question]) -> str:
    """Evaluations of the same questions as a table, and below it what is wrong.

    Args:
        evaluations: One or more, one a column.
        questions: The questions that were asked.
    """
    rows: list[_Row] = [("", [e.model for e in evaluations])]
    for title, group in _groups(evaluations):
        rows += [(title, []), *((f"  {name}", cells) for name, cells in group)]
    first = max(width(name) for name, _ in rows)
    columns = [max(width(cells[n]) for _, cells in rows if cells) for n in range(len(evaluations))]
    lines = [
        (padded(name, first) + "".join(" " * _GAP + padded(cell, column, right=True) for cell, column in zip(cells, columns, strict=False))).rstrip()
        for name, cells in rows
    ]
    return "\n".join([f"评测：{len(questions)} 个问题", "", *lines, *_broken_off(evaluations), *_wrong(evaluations, questions)])


def width(text: str) -> int:
    """Columns that a text takes in a terminal; wide characters take two.

    Args:
        text: One line.
    """
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text)


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """A text filled up with spaces.

    Args:
        text: One line.
        columns: Columns to fill.
        right: Whether the text goes to the right.
    """
    space = " " * (columns - width(text))
    return space + text if right else text + space


def _groups(evaluations: Sequence[Evaluation]) -> list[tuple[str, list[_Row]]]:
    def row(name: str, cell: Callable[[Evaluation], str]) -> _Row:
        return name, [cell(e) for e in evaluations]

    kinds = [kind for kind in QuestionType if any(kind in e.by_type for e in evaluations)]
    return [
        (
            "答对",
            [
                *((TYPE_NAMES[kind], [_share(e.by_type.get(kind, Share())) for e in evaluations]) for kind in kinds),
                row("全部", lambda e: _share(e.right)),
            ],
        ),
        ("引文", [row("准确率", lambda e: _share(e.citation_precision)), row("召回率", lambda e: _share(e.citation_recall))]),
        ("拒答", [row("该拒答的拒答了", lambda e: _share(e.refused)), row("能回答的没有拒答", lambda e: _share(e.not_refused))]),
        (
            "核对（应全为 0）",
            [
                row("引文与原文不一致", lambda e: _faults(e.integrity.not_verbatim, e.integrity.quotes)),
                row("编号没有出处", lambda e: _faults(e.integrity.dangling, e.integrity.references)),
                row("生成的句子没有出处", lambda e: _faults(e.integrity.uncited, e.integrity.sentences)),
                row("生成的数字不在所引原文里", lambda e: _faults(e.integrity.wrong_numbers, e.integrity.sentences)),
                row("所引原文不支持生成的句子", lambda e: _faults(e.integrity.unsupported, e.integrity.sentences)),
            ],
        ),
        ("语言模型", [row("参与的回答", lambda e: str(e.generated)), row("改用摘录的回答", lambda e: str(e.fallbacks))]),
        (
            "用时（秒）",
            [
                row("首字，中位数", lambda e: _seconds(e.latency.first_median_s)),
                row("首字，95% 不超过", lambda e: _seconds(e.latency.first_p95_s)),
                row("答完，中位数", lambda e: _seconds(e.latency.median_s)),
                row("答完，95% 不超过", lambda e: _seconds(e.latency.p95_s)),
            ],
        ),
    ]


def _share(share: Share) -> str:
    return f"{share.part}/{share.whole} {share.part / share.whole:>4.0%}" if share.whole else "-"


def _faults(count: int, of: int) -> str:
    return f"{count}/{of}" if of else "-"


def _seconds(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:.2f}"


def _broken_off(evaluations: Sequence[Evaluation]) -> list[str]:
    return [
        f"{'' if n else chr(10)}{e.model}：已中断，只问了 {len(e.outcomes)} 个问题（共 {e.asked} 个），以上是这一部分的结果。"
        for n, e in enumerate(e for e in evaluations if not e.complete)
    ]


def _wrong(evaluations: Sequence[Evaluation], questions: Sequence[Question]) -> list[str]:
    by_id: list[dict[str, Outcome]] = [{o.id: o for o in e.outcomes} for e in evaluations]
    lines: list[str] = []
    for question in questions:
        told = [(e.model, _faulty(found.get(question.id))) for e, found in zip(evaluations, by_id, strict=True)]
        if any(words for _, words in told):
            lines.append(f"  {question.id}  {TYPE_NAMES[question.type]}  {_cut(' → '.join(question.asked))}")
            lines += [f"    {model}：{words}" for model, words in told if words]
    return ["", "答错或核对不过的问题：", *lines] if lines else []


def _faulty(outcome: Outcome | None) -> str:
    return "；".join([*([outcome.why] if outcome.why else []), *outcome.problems]) if outcome else ""


def _cut(text: str) -> str:
    if width(text) <= _ASKED_WIDTH:
        return text
    kept = ""
    for c in text:
        if width(kept + c) > _ASKED_WIDTH - 1:
            break
        kept += c
    return f"{kept}…"

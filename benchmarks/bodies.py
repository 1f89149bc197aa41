"""Documents that are not made up here: the example reports and, where they lie beside the checkout, real ones."""

from __future__ import annotations

import functools
import json
import random
import re
from collections.abc import Iterable
from pathlib import Path

from benchmarks.concatenations import Sources
from benchmarks.fictional import Text
from ingest.decoding import decode, normalise

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
_SKIPPED_EXAMPLES = ("2023年梧川县教育局工作总结.txt", "2024年砚湖区教育局工作要点.md")
"""Hard-wrapped and Markdown: their own line ends and signs are not body text."""


@functools.cache
def load_sources(real: bool = True) -> Sources:
    """Bodies beside the made-up ones.

    Args:
        real: Also those of the shared evaluation data, where they lie beside the checkout.
    """
    examples = []
    for path in sorted((ROOT / "examples" / "reports").iterdir()):
        if path.name not in _SKIPPED_EXAMPLES:
            examples.append(_split_head(normalise(decode(path.read_bytes())[0]), 1))
    shared = SHARED / "eval"
    if not real or not shared.is_dir():
        return Sources(tuple(examples))
    return Sources(tuple(examples), tuple(_government(shared)), tuple(_regulations(shared)), tuple(_notices(shared)))


def _split_head(text: str, titles: int) -> Text:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    k = next((k for k, line in enumerate(lines) if re.search("总结|计划|要点|报告", line)), 0)
    k = max(k, titles - 1)
    body = k + 1
    while len(lines[body]) < 12 and lines[body].endswith(("：", "要点")):
        body += 1
    return Text(lines[k], tuple(lines[body:]), head=tuple(lines[k + 1 : body]))


def _clip(lines: Iterable[str], low: int, high: int, key: str) -> tuple[str, ...]:
    want, kept, total = random.Random(key).randint(low, high), [], 0
    for line in lines:
        kept.append(line)
        total += len(line)
        if total >= want:
            break
    return tuple(kept)


def _government(shared: Path) -> Iterable[Text]:
    import docx

    for path in sorted((shared / "provincial_2025").glob("*.docx"))[::2]:
        lines = [normalise(p.text).strip() for p in docx.Document(str(path)).paragraphs]
        lines = [line for line in lines if line]
        k = next(k for k, line in enumerate(lines) if line.startswith("各位代表"))
        yield Text(lines[0], _clip(lines[k:], 1500, 6000, path.name), head=tuple(lines[1:k]))


def _regulations(shared: Path) -> Iterable[Text]:
    for path in sorted((shared / "local_laws").glob("*.md"))[::9]:
        lines = [line.strip().lstrip("# ") for line in normalise(path.read_text(encoding="utf-8")).split("\n")]
        lines = [line for line in lines if line and not line.startswith("<!--")]
        k = next((k for k, line in enumerate(lines) if re.match("第一[章条]", line)), 1)
        yield Text(lines[0], _clip(lines[k:], 1500, 5000, path.name), head=tuple(lines[1:k]))


def _notices(shared: Path) -> Iterable[Text]:
    with (shared / "policy_qa" / "docs.jsonl").open(encoding="utf-8") as rows:
        for row in rows:
            title, _, body = normalise(json.loads(row)["text"]).partition(" ")
            if 12 <= len(title) <= 45 and re.search("关于.*的(通知|公告|意见|通告|方案)$", title) and 500 <= len(body) <= 5000:
                lines = (line.strip() for line in re.split(r" {2,}|　　", body))
                yield Text(title, tuple(line for line in lines if line and not re.search("扫一扫|责任编辑|来源：|内容概述|附件下载", line)))

"""A collection of made-up reports whose overview is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from support import HashEmbedder

from assistant import Assistant
from assistant.overview import Overview, OverviewCache, overview_of
from assistant.overview.coverage import codes_of
from vectorstore.embedding.base import Vectors
from vectorstore.errors import ModelUnavailableError

TOPICS = ("校车安全", "食品安全", "劳动教育")
_LONG = "全区持续推进教育重点工作，认真落实上级部署，统筹安排各项任务，办学条件逐步改善，教育质量稳步提升。" * 6

REPORTS = {
    "清源区2022.txt": "云泽市清源区教育局2022年工作总结\n\n一、校园安全\n全区共有校车20辆，逐车签订责任书。\n",
    "清源区2023.txt": "云泽市清源区教育局2023年工作总结\n\n一、校园安全\n全区共有校车25辆。开展食品安全检查80次。\n",
    "雁浦区2023.txt": f"云泽市雁浦区教育局2023年工作总结\n\n一、交通\n清理接送学生的三轮车12辆。\n二、其他\n{_LONG}\n",
    "雁浦区2023转载.txt": f"云泽市雁浦区教育局2023年工作总结\n\n一、交通\n清理接送学生的三轮车12辆。\n二、其他\n{_LONG}（转载）\n",
    "岚溪县2023.txt": "云泽市岚溪县教育局2023年工作总结\n\n一、课程\n开设劳动教育课程30门，建成劳动基地2个。\n",
    "无题.txt": "教育局工作总结\n\n一、安全\n开展食品安全检查，食堂全部达标。\n",
}


class WordsOnly(HashEmbedder):
    """Embeds reports but no question, so that only words tell what is related."""

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        return np.stack([HashEmbedder.embed_query(self, text) for text in texts]) if texts else np.empty((0, self.dimension), np.float32)

    def embed_query(self, text: str) -> Vectors:
        raise ModelUnavailableError("没有模型")


def write_reports(folder: Path, reports: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in reports.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def cache_of(assistant: Assistant) -> OverviewCache:
    return OverviewCache(assistant.survey, assistant.generation)


def overview_over(assistant: Assistant, topics: Sequence[str] = TOPICS, year: int | None = None) -> Overview:
    answers = cache_of(assistant).advance(topics)
    return overview_of(topics, answers, codes_of(assistant.reports(), assistant.names()), year)

"""Made-up reports, and what document sites do to reports."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.models import ParsedReport, Report, SourceFile, stable_id
from ingest.passages import cut_passages
from ingest.sections import build_sections
from vectorstore import NewSource, ReportStore

_WORDS = re.findall(
    "..",
    "校车食堂宿舍操场课程教材考试阅读实验劳动体育美术音乐书法航模信息网络平台数据监控消防门卫保安医务营养疫苗心理咨询家访家长社区街道乡镇"
    "村组山区海岛城郊新区学位招生分班转学入学升学毕业就业实习技能竞赛奖项荣誉档案台账清单名册报表公示公开招聘编制岗位职称绩效轮岗支教"
    "培训讲座沙龙课题论文刊物教研视导评估督导验收排查整改通报约谈问责巡察审计预算资金采购工程招标改造扩建新建修缮绿化厕所饮水供暖照明"
    "电梯围墙道路交警公交司机乘车接送路线候车站点早餐午休托管社团兴趣暑假寒假开学军训研学营地博物场馆讲解志愿捐赠资助贫困残疾留守孤儿"
    "随迁普惠民办公办幼教小学初中高中职教特教成教老年远程开放夜校扫盲普通方言诗词经典国旗团队少先班会晨读晚修作业减负手机近视体检肺活"
    "跳绳足球篮球田径游泳武术棋类合唱舞蹈戏曲剪纸陶艺木工种植养殖食材留样分餐浪费垃圾节能用水用电防汛防震防溺演练应急广播警示标语法治",
)
_REPLACED = re.findall("..", "发展开展基础根底项目工程规范标准服务效劳氛围气氛达到到达促进推动加强强化提高提升全面深入创建营造")


def sentences_of(seed: int, count: int) -> list[str]:
    """Different sentences of a made-up report."""
    rng = random.Random(seed)

    def clause() -> str:
        return "".join(rng.choice(_WORDS) for _ in range(rng.randint(4, 8)))

    return [f"{clause()}，{clause()}共{rng.randint(2, 980)}个，“{clause()}”已经完成。" for _ in range(count)]


def text_of(seed: int, district: str = "云泽市清源区", count: int = 60) -> str:
    """A made-up report of paragraphs with headings; about 60 letters a sentence."""
    lines = [f"{district}教育局工作总结"]
    for at, sentence in enumerate(sentences_of(seed, count)):
        lines += [f"（{at // 5 + 1}）{district}的第{at // 5 + 1}项工作"] if at % 5 == 0 else []
        lines.append(sentence)
    return "\n".join(lines) + "\n"


def mangle(text: str, seed: int = 0, replaced: float = 0.0, dropped: float = 0.0, blanked: bool = False) -> str:
    """What a document site makes of a report.

    Args:
        text: The report.
        seed: Chooses what is hit.
        replaced: Share of letters that stand in replaced words; each word is replaced everywhere.
        dropped: Share of the text that is left out, some sentences at a time.
        blanked: Blank names and numbers.
    """
    rng = random.Random(seed)
    kept = re.split("(?<=[。\n])", text)
    while sum(map(len, kept)) > (1 - dropped) * len(text):
        at = rng.randrange(len(kept))
        del kept[at : at + rng.randint(1, 4)]
    words = "".join(kept)
    pairs = sorted({words[i : i + 2] for i in range(len(words) - 1) if re.fullmatch("[一-龥]{2}", words[i : i + 2])})
    rng.shuffle(pairs)
    hit = 0
    for pair in pairs:
        if hit >= replaced * len(words):
            break
        hit += 2 * words.count(pair)
        words = words.replace(pair, rng.choice([word for word in _REPLACED if word != pair]))
    if blanked:
        words = re.sub("云泽市清源区|清源区", "xx区", words)
        words = re.sub(r"\d+", lambda m: rng.choice(["x", "__", m.group()[::-1], "2023"]), words)
    pieces = re.split("(?<=。)", re.sub("[“”]", "", words))
    return "".join(piece + (f"第{n} 页 共9页" if n % 7 == 6 else "") for n, piece in enumerate(pieces))


def report(source: str, position: int = 0, text: str = "", **fields: Any) -> Report:
    """A report of a source."""
    return Report(
        report_id=stable_id("r", source, str(position)),
        source=source,
        position=position,
        title=fields.pop("title", "教育局工作总结"),
        text=text,
        **fields,
    )


def put(store: ReportStore, *reports: Report, passages: bool = False) -> None:
    """Store reports of one source, in place of what it held; with their passages to be asked about."""
    source = reports[0].source
    file = SourceFile(path=source, sha256=stable_id("f", *(r.text for r in reports)), media_type="text/plain", size=1)
    parsed = tuple(_parsed(r) if passages else ParsedReport(report=r, sections=(), passages=()) for r in reports)
    store.put_sources([NewSource("/somewhere", source, file, parsed)], "1")


def _parsed(one: Report) -> ParsedReport:
    sections = build_sections(one.text)
    return ParsedReport(report=one, sections=sections, passages=cut_passages(one.report_id, one.text, sections))


def links(store: ReportStore) -> dict[str, str]:
    """Names of copies, with the name of the report that stands for them."""
    names = {e.report_id: f"{e.source}#{e.position}" for e in store.entries()}
    return {names[e.report_id]: names[e.duplicate_of] for e in store.entries() if e.duplicate_of}


def seeds(shared: Path) -> dict[str, str]:
    """The texts inside the shared seed files, cut where the gold has them."""
    import json

    gold: Sequence[dict[str, Any]] = json.loads((shared / "gold" / "seed_reports.json").read_text(encoding="utf-8"))
    found = {}
    for entry in gold:
        lines = (shared / "seeds" / entry["file"]).read_text(encoding="utf-8").split("\n")
        found[entry["id"]] = "\n".join(lines[entry["lines"][0] - 1 : entry["lines"][1]])
    return found

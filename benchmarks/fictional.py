"""Made-up texts of education bureaus and of people, the bodies that the concatenations are built from.

All districts are fictional or blanked as sharing sites blank them (xx区, **县, 我市).
"""

from __future__ import annotations

import random
import re
from typing import NamedTuple

from benchmarks.phrases import AHEAD_OPENINGS, CLOSINGS, HARD_OPENINGS, ODD_TITLES, PAST_OPENINGS, TOPICS

HAN = "一二三四五六七八九十"
NAMES = {
    "区": ("清源区", "雁浦区", "砚湖区", "栖霞岭区", "望川区", "松陵区", "金渡区", "云麓区", "石桥铺区", "临沅区"),
    "县": ("白石县", "梧川县", "岚溪县", "青栾县", "沛阴县", "桐岭县", "双溪口县", "汉阴坪县"),
    "市": ("云泽市", "怀湖市", "长汀洲市", "安澜市", "永岭市", "泉阳市"),
}
BLANKS = ("xx", "XX", "**", "某", "__", "×××", "xxx")


class Text(NamedTuple):
    """One text that stands by itself in a file."""

    title: str
    """Its title line."""
    lines: tuple[str, ...]
    """Its body, a line a paragraph or heading."""
    official: bool = True
    """Whether it is a document of a public body."""
    optional: bool = False
    """Whether leaving it out is as right as keeping it as unofficial (advertisements, jokes)."""
    head: tuple[str, ...] = ()
    """Lines between title and body (subtitle, addressee); may be kept or left out."""


def pick(rng: random.Random, low: int, high: int) -> int:
    """A random whole number, both ends included."""
    return rng.randint(low, high)


class Place(NamedTuple):
    """A reporting district."""

    level: str
    """区, 县 or 市."""
    name: str
    """Its name or what stands for it."""


def place(rng: random.Random) -> Place:
    """A fictional or blanked district."""
    level = rng.choice(list(NAMES))
    return Place(level, rng.choice(NAMES[level]) if rng.random() < 0.6 else rng.choice(BLANKS) + level)


def fill(rng: random.Random, template: str, where: Place, year: str) -> str:
    """Fill a template's blanks: ``{n}`` number, ``{d}`` digit, ``{l}`` level, ``{p}`` place, ``{y}`` year."""
    text = template.replace("{l}", where.level).replace("{p}", where.name).replace("{y}", year)
    text = re.sub(r"\{n\}", lambda _: str(rng.choice((pick(rng, 2, 9), pick(rng, 11, 99), pick(rng, 100, 480)))), text)
    return re.sub(r"\{d\}", lambda _: str(pick(rng, 1, 9)), text)


def paragraph(rng: random.Random, topic: str, where: Place, year: str, count: int) -> str:
    """Some sentences on a topic."""
    bank = TOPICS[topic][1]
    return "".join(fill(rng, s, where, year) for s in rng.sample(bank, min(count, len(bank))))


def _outline(rng: random.Random, where: Place, year: str, size: int) -> list[str]:
    style, rich = rng.choice("ABCDEFGHI"), rng.random() < 0.5
    topics = rng.sample(list(TOPICS), min(size, len(TOPICS)))
    lines: list[str] = []
    for number, topic in enumerate(topics):
        heading, han = rng.choice(TOPICS[topic][0]), HAN[number]
        bank = rng.sample(TOPICS[topic][1], 5 if rich else 3)
        runs = [fill(rng, s, where, year) for s in bank]
        body = paragraph(rng, topic, where, year, pick(rng, 4, 6) if rich else pick(rng, 2, 4))
        if style == "A":
            lines += [f"{han}、{heading}", body]
        elif style == "B":
            lines += [f"{han}、{heading}", *(f"（{HAN[k]}）{r}" for k, r in enumerate(runs))]
        elif style == "C":
            lines += [f"{han}、{heading}", *(f"{k}、{r}" for k, r in enumerate(runs, 1))]
        elif style == "D":
            lines += [f"（{han}）{heading}。{body}"]
        elif style == "E":
            lines += [f"{han}是{heading.replace('，', '、')}。{body}"]
        elif style == "F":
            lines += [f"{han}、{heading}。{body}"]
        elif style == "G":
            lines += [f"{han}.{heading}", f"({HAN[0]}){runs[0]}", runs[1], f"({HAN[1]}){runs[2]}", *runs[3:]]
        elif style == "H":
            lines += [f"{number + 1}. {heading}", body]
        else:
            lines += [heading, *runs]
    return lines


def _plan_outline(rng: random.Random, where: Place, year: str, size: int) -> list[str]:
    """The usual outline of plans: guiding idea, targets, work in brackets, and measures; without an opening."""
    mark = rng.choice(("", ":", "：", ""))
    lines = [f"一、指导思想{mark}", fill(rng, AHEAD_OPENINGS[1], where, year), f"二、{rng.choice(('工作目标', '总体思路', '主要工作指标'))}{mark}"]
    lines += [f"{k}.{paragraph(rng, t, where, year, 1)}" for k, t in enumerate(rng.sample(list(TOPICS), 3), 1)] + [
        f"三、{rng.choice(('主要工作', '工作措施', '工作思路'))}{mark}"
    ]
    for number, topic in enumerate(rng.sample(list(TOPICS), size)):
        lines.append(f"（{HAN[number]}）{rng.choice(TOPICS[topic][0])}")
        lines += [f"{k}、{fill(rng, s, where, year)}" for k, s in enumerate(rng.sample(TOPICS[topic][1], 3), 1)]
    return lines


def title_of(rng: random.Random, where: Place, year: str, kind: str) -> str:
    """A title line of some usual make."""
    makes = ("{p}教育局{y}年{k}", "{y}年{p}教育局{k}", "{p}教育局{k}", "{p}{y}年教育{k}", "{l}教育局{k}", "{p}教育体育局{y}年度{k}")
    return fill(rng, rng.choice(makes).replace("{k}", kind), where, year)


SUMMARIES = ("工作总结", "工作总结", "上半年工作总结", "半年工作总结", "工作情况汇报", "工作总结报告", "教师教育科工作总结", "安全工作总结")
PLANS = ("工作计划", "工作要点", "下半年工作计划", "工作安排", "基础教育科工作计划", "教研室工作计划")


def report(rng: random.Random, size: int | None = None, signed: bool | None = None, opened: bool | None = None) -> Text:
    """A report or plan of a fictional education bureau.

    Args:
        rng: Source of chance.
        size: Number of topics; None for a chance of 3 to 9.
        signed: Whether a signature and date end it; None for chance.
        opened: Whether it begins with an opening sentence; None for chance.
    """
    where, year = place(rng), rng.choice(("2021", "2022", "2023", "2024", "20xx", "20XX", "2023"))
    ahead = rng.random() < 0.35
    kind = rng.choice(PLANS if ahead else SUMMARIES)
    opened = rng.random() < 0.8 if opened is None else opened
    lines = [fill(rng, rng.choice(AHEAD_OPENINGS if ahead else PAST_OPENINGS), where, year)] * opened
    outline = _plan_outline if ahead and not opened else _outline
    lines += outline(rng, where, year, size or pick(rng, 3, 9))
    if rng.random() < 0.4:
        lines.append(fill(rng, rng.choice(CLOSINGS), where, year))
    if signed or (signed is None and rng.random() < 0.3):
        lines += [f"{where.name}教育局", rng.choice((f"{year}年12月{pick(rng, 1, 30)}日", f"二〇二三年十二月{rng.choice('一三五八')}日"))]
    return Text(title_of(rng, where, year, kind), tuple(lines))


def half_year(rng: random.Random) -> Text:
    """One report in two parts whose numbering starts again: the first half's work and the second half's plan."""
    where, year = place(rng), "2024"
    first, second = rng.choice(
        (
            ("第一部分  上半年工作总结", "第二部分  下半年工作计划"),
            ("上半年工作总结", "下半年工作计划"),
            ("【上半年工作总结】", "【下半年工作打算】"),
            ("2024年上半年工作情况", "2024年下半年工作安排"),
            ("Ⅰ 上半年工作回顾", "Ⅱ 下半年工作思路"),
        )
    )
    lines = [first, fill(rng, PAST_OPENINGS[6], where, year), *_outline(rng, where, year, 4), second]
    lines += [fill(rng, AHEAD_OPENINGS[5], where, year)] * (rng.random() < 0.6) + _outline(rng, where, year, 3)
    return Text(fill(rng, "{p}教育局2024年上半年工作总结和下半年工作计划", where, year), tuple(lines))


def odd(rng: random.Random, text: Text, title: bool, opening: bool) -> Text:
    """The same text with a title or an opening of another make than the usual ones."""
    where, lines = place(rng), list(text.lines)
    if opening:
        lines[0] = fill(rng, rng.choice(HARD_OPENINGS), where, "2023")
    return text._replace(title=fill(rng, rng.choice(ODD_TITLES), where, "2023") if title else text.title, lines=tuple(lines))


def maimed(rng: random.Random, text: Text) -> Text:
    """A copy whose beginning or end is lost, as sharing sites have them."""
    lines = list(text.lines)
    if rng.random() < 0.6:
        last = lines[-1] if len(lines[-1]) > 60 else lines[-2] if len(lines[-2]) > 60 else ""
        lines = [*lines[: lines.index(last)], last[: rng.randint(30, len(last) - 10)]] if last else lines[:-1]
    elif len(lines) > 8:
        lines = lines[2:]
    return text._replace(lines=tuple(lines))


def twin(rng: random.Random, text: Text) -> Text:
    """A near duplicate: some lines left out, quotation marks lost, years blanked."""
    lines = [re.sub("[“”]", "", line).replace("2023", "20xx") for line in text.lines]
    del lines[len(lines) // 2]
    return text._replace(title=text.title + rng.choice(("", "及安排")), lines=tuple(lines))

"""Single documents with what looks like the beginning of another one inside."""

from __future__ import annotations

import random
from collections.abc import Callable

from benchmarks.fictional import HAN, Text, fill, half_year, paragraph, pick, place, report
from benchmarks.phrases import AHEAD_OPENINGS, LIKE_NOISE, PAST_OPENINGS, TOPICS


def _sections(rng: random.Random, count: int, year: str = "2023") -> list[tuple[str, str]]:
    where = place(rng)
    return [(rng.choice(TOPICS[t][0]), paragraph(rng, t, where, year, pick(rng, 2, 3))) for t in rng.sample(list(TOPICS), count)]


def _plan_in_volumes(rng: random.Random) -> Text:
    where, lines, chapter = place(rng), [], 0
    for k, volume in enumerate(("发展基础与形势", "总体要求", "重点任务", "保障机制")):
        lines.append(f"第{HAN[k]}篇 {volume}")
        for heading, body in _sections(rng, 2):
            chapter += 1
            lines += [f"第{HAN[chapter - 1]}章 {heading}", body]
    return Text(f"{where.name}教育事业发展“十四五”规划", tuple(lines))


def _volumes(rng: random.Random) -> Text:
    lines = [fill(rng, PAST_OPENINGS[1], place(rng), "2023")]
    for k, (heading, body) in enumerate(_sections(rng, 4)):
        lines += [f"第{HAN[k]}篇章：{heading}", body]
    return Text("教育局2023年工作总结", tuple(lines))


def _parts(rng: random.Random) -> Text:
    where, lines = place(rng), []
    for k, part in enumerate(("引言", "主要工作回顾与成效", "存在问题", "下一步打算")):
        lines.append(f"第{HAN[k]}部分 {part}")
        lines.append(fill(rng, PAST_OPENINGS[4] if k == 0 else "围绕中心工作，认真分析形势，逐项对照检查，形成清单。", where, "2023"))
        for n, (heading, body) in enumerate(_sections(rng, 2)):
            lines += [f"{HAN[n]}、{heading}", body]
    return Text(f"{where.name}教育局工作总结", tuple(lines))


def _attachment(rng: random.Random) -> Text:
    base = report(rng, size=4, signed=True)
    rows = [
        f"{k}\t{h}\t{rng.choice(('基教科', '人事科', '安稳办', '办公室'))}\t{pick(rng, 3, 12)}月底" for k, (h, _) in enumerate(_sections(rng, 6), 1)
    ]
    lines = (
        *base.lines,
        "附件：",
        "1.2023年重点工作任务分解表",
        "2.联系人名单",
        "附件1",
        "2023年重点工作任务分解表",
        "序号\t任务\t责任科室\t完成时限",
        *rows,
    )
    return base._replace(lines=lines)


def _restarts(rng: random.Random) -> Text:
    where, lines = place(rng), []
    lines.append(fill(rng, PAST_OPENINGS[0], where, "2023"))
    for k in range(4):
        lines.append(f"{HAN[k]}、{_sections(rng, 1)[0][0]}")
        lines += [f"（{HAN[n]}）{h}。{b}" for n, (h, b) in enumerate(_sections(rng, 3))]
    return Text(f"{where.name}教育局2023年工作总结", tuple(lines))


def _lost_parents(rng: random.Random) -> Text:
    where = place(rng)
    lines = [fill(rng, PAST_OPENINGS[11], where, "20xx")]
    for _ in range(3):
        for n, (h, b) in enumerate(_sections(rng, 3)):
            lines += [f"({HAN[n]}){h}。", b]
    lines += ["20xx年上半年的工作取得了预期效果，也有一些新的突破，为完成全年的工作任务打下了基础，下半年着重抓好以下几项。"]
    for h, b in _sections(rng, 2):
        lines += [h + "。", f"1.{b}", f"2.{_sections(rng, 1)[0][1]}"]
    return Text("教育局半年工作总结", tuple(lines))


def _quoted(rng: random.Random) -> Text:
    base = report(rng, size=5)
    middle = len(base.lines) // 2
    extra = (
        "年内形成了《2022年教育局工作总结》《2023年教育局工作要点》等一批材料，编印成册。",
        "《教师队伍建设情况报告》《学校安全工作总结》",
        "两份材料被市局转发。",
    )
    return base._replace(lines=(*base.lines[:middle], *extra, *base.lines[middle:]))


def _ordinals(rng: random.Random) -> Text:
    where, ordinals = place(rng), "一二三四五"
    lines = [fill(rng, AHEAD_OPENINGS[3], where, "2024")]
    for k, (h, b) in enumerate(_sections(rng, 5)):
        lines.append(f"第{ordinals[k]}，{h}。{b}")
    lines += [f"一要{h}。{b}" if k == 0 else f"{HAN[k]}要{h}。{b}" for k, (h, b) in enumerate(_sections(rng, 3))]
    return Text(f"{where.name}教育局2024年工作安排", tuple(lines))


def _speech(rng: random.Random) -> Text:
    where = place(rng)
    lines = [
        "同志们：",
        fill(rng, "这次会议是{l}委、{l}政府同意召开的一次重要会议，主要任务是总结{y}年工作，部署明年任务。下面，我讲三点意见。", where, "2023"),
    ]
    for k, (h, b) in enumerate(_sections(rng, 3)):
        lines += [f"{HAN[k]}、{h}", fill(rng, "{y}年，我们在{l}委、{l}政府的正确领导下，干成了一批大事。", where, "2023") + b]
        lines += [f"（{HAN[n]}）{h2}。{b2}" for n, (h2, b2) in enumerate(_sections(rng, 2))] + [
            "同志们，" + b[:40] + "任重道远，需要付出更大的努力。"
        ]
    return Text(f"在{where.name}教育工作会议上的讲话", (*lines, "同志们，新的一年，让我们携手并肩，为建设教育强县而努力奋斗！"))


def _table(rng: random.Random) -> Text:
    base = report(rng, size=4, signed=False)
    rows = [f"第{HAN[k % 10]}小学\t{pick(rng, 200, 999)}\t{pick(rng, 20, 80)}\t{pick(rng, 1, 9)}" for k in range(40)]
    return base._replace(lines=(*base.lines[:3], "全区学校基本情况表", "学校\t学生\t教师\t班级", *rows, *base.lines[3:]))


def _listed_pieces(rng: random.Random) -> Text:
    base = report(rng, size=5)
    middle = len(base.lines) // 2
    extra = (
        "全年征集读书心得3篇、教学论文12篇、工作总结5篇，其中：",
        "第1篇《我的教育故事》，城关小学张老师；",
        "第2篇《一次家访》，第三中学王老师；",
        "第3篇《山里的孩子》，青石小学刘老师。",
    )
    return base._replace(lines=(*base.lines[:middle], *extra, *base.lines[middle:]))


def _openings_inside(rng: random.Random) -> Text:
    where = place(rng)
    lines = [fill(rng, PAST_OPENINGS[0], where, "2023"), "一、2023年工作回顾"]
    lines += [fill(rng, "一年来，全{l}教育系统在{l}委、{l}政府的坚强领导下，重点做了以下几方面的工作：", where, "2023")]
    lines += [f"（{HAN[n]}）{h}。{b}" for n, (h, b) in enumerate(_sections(rng, 3))]
    lines += ["二、2024年工作计划", fill(rng, AHEAD_OPENINGS[0], where, "2024")]
    lines += [f"（{HAN[n]}）{h}。{b}" for n, (h, b) in enumerate(_sections(rng, 3))]
    return Text(f"{where.name}教育局2023年工作总结及2024年工作计划", tuple(lines))


def _plan_heading(rng: random.Random) -> Text:
    base = report(rng, size=4, signed=False)
    lines = [*base.lines, "2024年工作打算", *(f"{HAN[n]}、{h}。{b}" for n, (h, b) in enumerate(_sections(rng, 4)))]
    return base._replace(lines=tuple(lines))


def _chronicle(rng: random.Random) -> Text:
    lines = ["本年大事记按月编排，供查阅。"]
    for month in range(1, 13):
        lines += [f"{month}月", f"{pick(rng, 1, 28)}日，{_sections(rng, 1)[0][1]}"]
    return Text("教育局2023年大事记", tuple(lines))


def _struggle(rng: random.Random) -> Text:
    base = report(rng, size=3, signed=False)
    end = "让我们紧密团结起来，为办好人民满意的教育而努力奋斗！"
    lines = [*base.lines, end, "当然，工作中还存在一些困难，主要是：", *(f"{n}、{b}" for n, (_, b) in enumerate(_sections(rng, 3), 1)), end]
    return base._replace(lines=tuple(lines))


def _twice_titled(rng: random.Random) -> Text:
    base = report(rng, size=5)
    return base._replace(head=(base.title, "——2023年度工作情况汇报", "（2023年12月）"))


def _notice_with_plan(rng: random.Random) -> Text:
    where, base = place(rng), report(rng, size=4, signed=True)
    lines = [
        "各学校、幼儿园，局机关各科室：",
        "现将《2024年教育工作要点》印发给你们，请结合实际，认真抓好贯彻落实。",
        f"{where.name}教育局",
        "2024年2月21日",
        "2024年教育工作要点",
    ]
    return Text(f"{where.name}教育局关于印发2024年教育工作要点的通知", (*lines, *base.lines))


def _departments(rng: random.Random) -> Text:
    lines = [fill(rng, PAST_OPENINGS[9], place(rng), "2023")]
    for k, office in enumerate(("办公室", "人事科", "基教科", "安稳办")):
        lines.append(f"{HAN[k]}、{office}工作总结")
        lines += [f"{n}、{h}。{b}" for n, (h, b) in enumerate(_sections(rng, 2), 1)]
    return Text("教育局机关各科室2023年工作总结", tuple(lines))


def _chapters_by_name(rng: random.Random) -> Text:
    form = rng.choice(("【{}篇】", "{}篇", "◆{}篇"))
    lines = [fill(rng, PAST_OPENINGS[1], place(rng), "2023")]
    for name, (heading, body) in zip(("党建", "质量", "队伍", "平安", "民生"), _sections(rng, 5), strict=True):
        lines += [form.format(name), f"{heading}。{body}", f"一是{_sections(rng, 1)[0][1]}"]
    return Text("教育局2023年工作总结", tuple(lines))


def _years(rng: random.Random) -> Text:
    where, lines = place(rng), ["现将三年来的教育工作情况分年度报告如下。"]
    for year in ("2021", "2022", "2023"):
        lines += [f"{year}年", fill(rng, "{y}年，在{l}委、{l}政府的坚强领导下，全{l}教育系统扎实工作，完成了各项任务。", where, year)]
        lines += [f"{HAN[n]}、{h}。{b}" for n, (h, b) in enumerate(_sections(rng, 3, year))]
    return Text(f"{where.name}教育局近三年工作情况报告", tuple(lines))


def _cell_a_line(rng: random.Random) -> Text:
    base = report(rng, size=4, signed=False)
    names = ("城关小学", "第三中学", "青石小学", "河口中学", "实验幼儿园", "特教学校", "职教中心", "东街小学")
    cells = [c for k, name in enumerate(names, 1) for c in (str(k), name, str(pick(rng, 100, 999)), str(pick(rng, 1, 30)))]
    return base._replace(lines=(*base.lines[:3], "学校基本情况如下表：", "序号", "学校", "学生", "班级", *cells, *base.lines[3:]))


def _unpunctuated(rng: random.Random) -> Text:
    base = report(rng, size=4, signed=False)
    items = rng.sample(
        (
            "学校食堂和校园超市食品安全",
            "校车及接送学生车辆管理",
            "校舍和在建工地安全",
            "实验室危险化学品管理",
            "学生欺凌防治和心理健康",
            "防溺水及交通安全教育",
            "消防设施设备维护保养",
        ),
        5,
    )
    middle = len(base.lines) // 2
    extra = ("排查整治的重点是以下几个方面", *(f"{k}、{item}" for k, item in enumerate(items, 1)), "上述各项由安稳办牵头落实。")
    return base._replace(lines=(*base.lines[:middle], *extra, *base.lines[middle:]))


def _like_noise(rng: random.Random) -> Text:
    base, extra = report(rng, size=5), list(LIKE_NOISE)
    rng.shuffle(extra)
    lines = list(base.lines)
    for sentence in extra[:7]:
        lines.insert(rng.randint(2, len(lines) - 1), sentence)
    return base._replace(lines=tuple(lines))


def _subordinate_titles(rng: random.Random) -> Text:
    base = report(rng, size=4, signed=True)
    extra = ("附件：1.第一中学2023年工作总结", "2.实验小学2023年工作总结", "3.城南幼儿园2023年工作总结")
    return base._replace(lines=(*base.lines, *extra))


def _schedule(rng: random.Random) -> Text:
    where = place(rng)
    lines = [fill(rng, AHEAD_OPENINGS[2], where, "2024"), "一、工作目标", _sections(rng, 1)[0][1], "二、月份安排"]
    for month in HAN:
        lines += [f"{month}月份", *(f"{k}、{h}" for k, (h, _) in enumerate(_sections(rng, 3), 1))]
    return Text(f"{where.name}教育局2024年工作计划", tuple(lines))


def _bulletin(rng: random.Random) -> Text:
    lines = [
        "本期要目",
        "全区教育工作会议召开",
        "实验小学举办读书节",
        "全区教育工作会议召开",
        *(b for _, b in _sections(rng, 2)),
        "实验小学举办读书节",
        *(b for _, b in _sections(rng, 2)),
    ]
    return Text("教育工作简报 2023年第6期", tuple(lines))


def _none(rng: random.Random) -> Text:
    raise LookupError("this kind is taken from the sources")


TRAPS: dict[str, Callable[[random.Random], Text]] = {
    "规划第一篇第一章": _plan_in_volumes,
    "第一篇章": _volumes,
    "第一部分": _parts,
    "上半年总结下半年计划": half_year,
    "附件表": _attachment,
    "（一）重新编号": _restarts,
    "上级标题丢失": _lost_parents,
    "书名号引文": _quoted,
    "第一，第二，": _ordinals,
    "讲话": _speech,
    "长表": _table,
    "心得3篇": _listed_pieces,
    "文中又有开头语": _openings_inside,
    "总结后接打算": _plan_heading,
    "大事记": _chronicle,
    "文中结束语": _struggle,
    "标题两遍副题": _twice_titled,
    "党建篇质量篇": _chapters_by_name,
    "分年度": _years,
    "表格一格一行": _cell_a_line,
    "无标点列表": _unpunctuated,
    "像噪声的正文": _like_noise,
    "附件列总结": _subordinate_titles,
    "月份安排": _schedule,
    "政府工作报告一份": _none,
    "法规一部": _none,
    "通知一份": _none,
    "示例一份": _none,
    "可两可 通知附要点": _notice_with_plan,
    "可两可 简报": _bulletin,
    "可两可 科室汇总": _departments,
}
"""Makers of single documents by kind; those of the kinds taken from real documents are never called."""

"""Words of reports that tell nothing by themselves, words that mean the same, and words that must not be swapped."""

from __future__ import annotations

import re
from functools import lru_cache

from vectorstore.words import cut_words

_IDLE_WORDS = """
的 了 和 与 及 或 并 并且 以及 而 且 但 但是 也 还 又 再 就 都 均 则 在 于 从 到 向 对 对于 为 以 把 被 将 由 让 使 给 按 据 根据 按照 通过
其 其中 该 这 那 此 这些 那些 它 他 她 它们 他们 我 我们 是 有 等 等等 之 所 地 得 着 过 中 里 内 上 下 时 后 前 间 个 名 人 所有 一 一个
一些 一批 一系列 各 每 每个 某 另 另外 此外 同时 以来 方面 情况 工作 内容 相关 有关 主要 具体 包括 涉及 关于 如 例如 比如 开展 推进 加强
提到 提出 报告 指出 表示 显示 说明 强调 实施 进行 做好 落实 持续 不断 进一步 积极 深入 扎实 切实 全面 大力 着力 有效 有序 稳步 认真 继续 共
共有 共计 总计 累计 合计 一共 总共 达 达到 达成 为了 分别 分别为 目前 现在 眼下 那年 当时 现 现有 已 已经 曾 正 正在 计划 拟 打算 力争 争取 预计 准备
新 来 去 说 称 做 作 能 能够 可 可以 会 要 应 并非 采取 措施 方式 用于 属于 存在 得到 取得 组织 推动 促进 提升 提高 本 本年 当年 全年 年内 今年 去年
上年 明年 年 月 日 截至 截止 期间 年度 当地 即 均为 分为 成为 作为 以此 如下 上述 以下 之间 左右 以上 约 近 余 多 超过 超 逾 不 没有 未 尚未
没 无 更 最 很 较 比 十分 非常 数 因此 由于 从而 因为 所以 使得 导致 得益于 因而 教育局 教体局 全区 全市 全县 全省 县 区 市 省 第一 第二
第三 首先 其次 最后 一是 二是 三是 四是 五是 方法 做法 举措 建立 完善 健全 该区 该县 该市 该省 该局 改善 优化 实现 确保 保障 重点 重要 领域
任务 活动 做到 成效 成果 效果 进展 水平 能力 质量 问题 困难 原因 这一 部分 现象 还有 还存在 普遍存在 需要 必须 应当 提供 给予 面向 针对 围绕
结合 有力 带来 纳入 利用 运用 使用 加快 强化 深化 巩固 规范 拓展 扩大 创新 探索 打造 构建 形成 明确 制定 出台 发挥 作用 支持 服务 管理 建设
发展 教育 总体 整体 人数 数量 总数 比例 占比 其余 其他 上线 覆盖面 报告期 中央 举行 包含 参加 采用 借助 应用 每天 每年 每月 平均 要求 拥有
配有 设有 具有 设法 帮助 参与 负责 用来 使其 一方面 另一方面
"""
_IDLE = frozenset(_IDLE_WORDS.split())
"""Function words and verbs that every report uses of everything; a negation, a plan, a cause and a
share are looked at by themselves."""
_ALIASES = tuple(
    frozenset(group.split())
    for group in (
        "教师 老师 师资",
        "学生 孩子 学员 学子",
        "招聘 招录 聘用 聘任 引进 补充 录用 招考 招收",
        "农村 乡村 乡镇 农村地区",
        "建成 建设 新建 建 建有 建起 修建 兴建",
        "投入 资金 经费 投资 安排 拨付",
        "增加 新增 增 增长 增至 增设",
        "下降 降低 减少 减 压减 降至 减至 压降 精简 缩减",
        "改建 改扩建 改造 扩建",
        "设立 成立 组建 设置 设",
        "举办 开展 组织 举行",
        "培训 轮训 研训",
        "排查 检查 摸排 督查",
        "学校 校 院校 中小学",
        "启用 投用 投入使用",
        "困难 不足 问题 短板 薄弱 困境",
        "占 占比 比例 比重 比率 率",
        "参加 参与",
        "会同 联合 协同 携手",
        "扩大 增加 扩充",
        "心理 心理健康",
        "覆盖 覆盖率 全覆盖",
        "获 获得 荣获 取得",
        "完成 落成 竣工",
        "整改 改正 纠正",
        "聘 聘请 选聘",
        "资助 补助 助学",
        "取缔 关停 关闭",
        "认定 评定 评为 入选 命名",
        "配备 配置 配齐 安装",
        "家长 父母",
        "解决 化解 破解 消除",
        "交流 轮岗",
        "硕士 研究生",
    )
)
_ALIAS: dict[str, frozenset[str]] = {}
for _group in _ALIASES:
    for _word in _group:
        _ALIAS[_word] = _ALIAS.get(_word, frozenset()) | _group
_CONTRAST_WORDS = """
公办 民办 城区 城镇 农村|乡村|乡镇 小学 初中 高中 中职|中等职业|职业学校 高职 幼儿园|幼儿|园|幼教 学前 义务教育 特殊教育|特教|特校
职业教育|职教|职业 校长 园长 班主任 家长|家校 研究生|硕士|博士 硕士|研究生 博士|研究生 本科 专科
学生|学员|学子|孩子|幼儿|儿童|青少年|子女|少年|在校|生 教师|老师|师资|师|班主任|校长 干部 职工|教职工 驾驶|司机 企业|公司 家庭|家长|家校
公费 编外 在编 退休 留守 随迁 残疾|特殊 男生 女生 男 女 校内 校外 上半年 下半年 春季 秋季 暑假|暑期 寒假 一等奖 二等奖 三等奖 金奖 银奖 铜奖
正高级 高级 特级 中考 高考|本科 语文 数学 英语 物理 化学 体育 美术 音乐 劳动 心理 食堂 校车 宿舍 操场 食品 消防 交通 溺水 欺凌 近视 作业
课后
"""
_CONTRASTS = _CONTRAST_WORDS.split()
_STRICT = {words.split("|")[0]: tuple(words.split("|")) for words in _CONTRASTS}
_LEVELS = ("国家级", "省级", "市级", "区级", "县级", "校级")
_HAN = re.compile(r"[一-鿿]")
_NUMERAL = re.compile(r"[0-9.〇零一二两三四五六七八九十百千万亿%]+")


@lru_cache(maxsize=4096)
def content_words(text: str) -> tuple[str, ...]:
    """Words of a text that tell what it is about, without numbers and function words.

    Args:
        text: A folded text.
    """
    return tuple(word for word in cut_words(text) if len(_HAN.findall(word)) > 0 and word not in _IDLE and not _NUMERAL.fullmatch(word))


def held(word: str, text: str) -> float:
    """How much of a word, or of one that means the same, stands in a text.

    Args:
        word: A content word.
        text: A folded text.

    Returns:
        1 when it stands there; for longer words the share of their character pairs; 0.5 for two
        characters that stand there apart.
    """
    if any(other in text for other in _ALIAS.get(word, (word,))) or word in text:
        return 1.0
    if len(word) < 3:
        return 0.5 if len(word) == 2 and all(char in text for char in word) else 0.0
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    return sum(pair in text for pair in pairs) / len(pairs)


def swapped(text: str, source: str) -> list[str]:
    """Kinds of schools, people, levels and terms in a text that a source does not have: 初中 for 小学.

    Args:
        text: Folded words of a sentence.
        source: Folded text and context of the sources.
    """
    kinds = [word for word, forms in _STRICT.items() if word in text and not any(form in source for form in forms)]
    levels = [level for level in _LEVELS if level in text and level not in source] if any(level in source for level in _LEVELS) else []
    return kinds + levels

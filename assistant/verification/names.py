"""Names, quotations and terms of a sentence that must stand in its sources as they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.verification.numbers import Quantity, is_time
from assistant.verification.reading import ReadSource, fold
from assistant.verification.verdicts import Problem, ProblemKind
from vectorstore.words import cut_words

_QUOTED = re.compile(r"“([^“”]{1,80})”|「([^「」]{1,80})」|『([^『』]{1,80})』|\"([^\"]{1,80})\"|‘([^‘’]{1,80})’")
_TITLE = re.compile(r"《([^《》]{1,80})》")
_LATIN = re.compile(r"[a-z0-9]*[a-z][a-z0-9+#&./-]*")
_PROPER = "中学校|中学|小学|幼儿园|学院|大学|医院|有限公司|公司|附中|附小|一中|二中|三中|四中"
_LOOSE = (
    "教育集团|集团|学校|委员会|办公室|中心|工程|行动|联盟|工作室|基地|部门|协会|基金会|研究院|[财公民卫体文税审统司教][政安生育化务计法]局|管理局"
)
_INSTITUTION = re.compile(rf"(?P<proper>{_PROPER})|(?P<loose>{_LOOSE})")
_GENERAL_BEFORE = re.compile(
    r"(?:^|[^一-龥]|[所各的和与及或该个在对为等有从到于内外家本我其每向由让新老大小高初中们级类点们辖属前后已建办校]|全区|全市|全县|全省|城区|城市|农村|乡村|乡镇|中心|公办|民办|新建|建设|优质|薄弱|普通|重点|寄宿制?|规模|义务教育|教育|特殊|试点|示范|实验"
    r"|部分|[一二两三四五六七八九十几多数余]|改扩建|改建|扩建|这|那|举办|成立|开办|组建|附属|普惠性?|相关|有关|职能|主管|政府|多个?|业务|上级|等|辖区|名|热点|标准化|完全|九年一贯制?|职业|技工|中等|高等|培训|集团|核心|成员|领衔|牵头|龙头|全部|所有|推进|实施|启动|开展|开设|依托|通过|覆盖|入选|建成)$"
)
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦马苗花方俞袁柳鲍史唐费廉岑"
    "薛雷贺倪汤滕殷罗毕郝邬傅齐康伍余卜顾孟黄穆萧尹姚邵汪祁毛禹狄米贝臧戴谈宋庞熊纪舒屈项祝董梁杜阮蓝闵席季麻贾江童颜郭梅盛林"
    "刁钟徐邱骆夏蔡田樊胡凌霍虞万柯管卢莫裘缪丁宣邓洪包左石崔吉钮龚程邢裴陆荣翁荀甄靳段侯宓蓬郗班仰秋仲伊宫宁仇栾刘景詹龙叶幸"
    "司黎薄印白怀蒲邰鄂卓蔺屠池乔阴翟谭劳姬申扶冉宰郦桑桂牛边燕冀浦尚温柴瞿阎慕连茹习艾容古易慎戈廖庾终暨居衡步耿满弘匡寇禄阙"
    "欧"
)
_TITLES = "同志|局长|副局长|老师|校长|副校长|书记|主任|厅长|区长|市长|县长|园长|教授|院士|先生|女士|主席|院长|科长"
_PERSON = re.compile(rf"(?:(?<=[,。;、:和与及由])|^|(?<=局长|校长|书记|教师|主任|园长))(?P<name>[{_SURNAMES}][一-龥]{{1,2}})(?P<title>{_TITLES})")
_AFTER_TITLE = re.compile(rf"(?:{_TITLES})(?P<name>[{_SURNAMES}][一-龥])")
_NO_PERSON = re.compile(r"高中|全体|骨干|任课|教|学|党|校|年级|班|新|名|一线|乡|农")
_TIME_GROUPS = (
    ("今年", "本年", "当年", "本年度"),
    ("去年", "上年", "上一年", "同比"),
    ("明年", "来年", "下一年", "下年"),
    ("前年",),
    ("上半年",),
    ("下半年",),
    ("年底", "年末", "岁末"),
    ("年初",),
    ("月底", "月末"),
    ("春季", "春学期"),
    ("秋季", "秋学期"),
    ("暑假", "暑期"),
    ("寒假",),
    ("第一季度", "一季度"),
    ("第二季度", "二季度"),
    ("第三季度", "三季度"),
    ("第四季度", "四季度"),
)
_TERM = re.compile(r"[一二两三四五六七八九十双]{1,3}[一-龥]")
_NO_TERM = re.compile(
    r"一|十分|[二两双][者方]|三[令番]|四[处面周]|[两三四五六七八九十]+[、是来则]|七[上下]八|百|五湖|万|千|双[手眼]|九[牛死]|再三|八方|五六|三四|七八|两三|两[类级侧端]|第|星期|周[二三四五六]|初[二三]|高[二三]"
)


def quote_problems(sentence: str, cited: Sequence[ReadSource]) -> Iterator[Problem]:
    """Quotations and titles that are not verbatim.

    Args:
        sentence: The sentence as written, without marks.
        cited: The sources.
    """
    flat = [source.bare for source in cited]
    plain = unicodedata.normalize("NFKC", sentence)
    for match in [*_QUOTED.finditer(plain), *_TITLE.finditer(plain)]:
        words = next(group for group in match.groups() if group)
        bare = fold(words).replace('"', "").strip(",。;:!?、…")
        if bare and not any(bare in text for text in flat):
            yield Problem(ProblemKind.QUOTE, f"“{words}”不是所引原文里的原话")


def name_problems(sentence: str, cited: Sequence[ReadSource]) -> Iterator[Problem]:
    """Institutions, people and foreign words that the sources do not name.

    Args:
        sentence: The folded sentence.
        cited: The sources.
    """
    text = "\n".join(source.bare for source in cited)
    for match in _INSTITUTION.finditer(sentence):
        before = re.sub(r".*[^一-龥]", "", sentence[max(0, match.start() - 6) : match.start()])
        if not _institution_held(before, match, text):
            yield Problem(ProblemKind.NAME, f"名称“{before[-4:]}{match.group()}”不在所引的原文里")
    for match in _PERSON.finditer(sentence):
        if not _NO_PERSON.search(match["name"]) and match["name"] not in text:
            yield Problem(ProblemKind.NAME, f"人名“{match.group()}”不在所引的原文里")
    for match in _AFTER_TITLE.finditer(sentence):
        if match["name"] not in text and cut_words(sentence[match.start("name") : match.end() + 2])[0] == match["name"][0]:
            yield Problem(ProblemKind.NAME, f"人名“{match.group()}”不在所引的原文里")
    for match in _LATIN.finditer(sentence):
        word = match.group().rstrip("./-")
        if not re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", text):
            yield Problem(ProblemKind.NAME, f"“{word}”不在所引的原文里")


def _institution_held(before: str, match: re.Match[str], text: str) -> bool:
    kind, tail = match.group(), before[-2:]
    if not tail or tail + kind in text:
        return True
    if _GENERAL_BEFORE.search(before):
        return True
    return bool(match["loose"]) and tail in text and kind in text


def term_problems(sentence: str, numbers: Sequence[Quantity], cited: Sequence[ReadSource]) -> Iterator[Problem]:
    """Words with a numeral in them (五育, 三全, 十四五) that the sources do not have.

    Args:
        sentence: The folded sentence.
        numbers: Its numbers.
        cited: The sources.
    """
    text = "\n".join(source.bare for source in cited)
    inside = {i for number in numbers for i in range(number.start, number.end)}
    bare = sentence.replace('"', " ")
    for match in _TERM.finditer(bare):
        word = match.group()
        if match.start() in inside or _NO_TERM.match(word) or _NO_TERM.match(bare[max(0, match.start() - 1) : match.end()]) or word in text:
            continue
        if bare[max(0, match.start() - 1) : match.end() - 1] in text and len(word) == 2:
            continue
        yield Problem(ProblemKind.NUMBER, f"“{word}”的说法不在所引的原文里")


def date_problems(sentence: str, numbers: Sequence[Quantity], cited: Sequence[ReadSource]) -> Iterator[Problem]:
    """Terms of the year, and months or days put together with another year or month.

    Args:
        sentence: The folded sentence.
        numbers: Its numbers.
        cited: The sources.
    """
    text = "\n".join(source.bare for source in cited)
    for group in _TIME_GROUPS:
        said = next((word for word in group if word in sentence), None)
        if said and not any(word in text for word in group):
            yield Problem(ProblemKind.DATE, f"时间“{said}”不在所引的原文里")
    theirs = [pair for source in cited for numbers_ in (source.numbers, source.dates) for pair in _pairs(numbers_)]
    for first, second in _pairs(numbers):
        with_second = {pair[0].value for pair in theirs if (pair[1].value, pair[1].unit) == (second.value, second.unit)}
        if with_second and first.value not in with_second:
            yield Problem(ProblemKind.DATE, f"日期“{first.text}{second.text}”不在所引的原文里")


def _pairs(numbers: Sequence[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """A year with its month, a month with its day."""
    units = {("年", "月"), ("月", "日")}
    return [(a, b) for a, b in pairwise(numbers) if a.end == b.start and (a.unit, b.unit) in units and is_time(b)]

"""What stands around the name of a place, and what looks like one without being one."""

from __future__ import annotations

import re

from ingest.regions.words import ORDINARY, ORDINARY_FULL

UNITS = "区县市旗"
"""Last characters of the names that a slip of the pen is looked for in."""
_MARK = "\ue100-\ue3ff"
_COURTESY = (
    r"你好|您好|请问|请|帮我|帮忙|一下|想知道|想了解|想问|想看看?|告诉我|看看|看|查查|查|查找|查询|列出|列举|找出|给出|总结|概括|归纳|梳理|介绍|说说|讲讲|谈谈|了解|对比|比较|统计|汇总"
    r"|那么|那|再|关于|对于|对|针对|除了?|以及|还是|或者|或|在|和|与|跟|及|同|比|为什么|为何|什么时候"
)
_STRICT_LEFT = re.compile(rf"(?:^|[,。?!;:、(/\s{_MARK}]|{_COURTESY})$")
_LEFT = re.compile(
    rf"(?:^|[^一-龥]|{_COURTESY}|[给问就从把将向由为的是到说有么年让于下指月日以哪于按含限]|包括|不算|提及|涉及|没提|只有|是否|有没有|目前|现在|包括)$"
)
_ASKS = r"怎么|怎样|如何|是怎|有没有|有多少|有哪|有几|哪|呢|吗|教育[局部体]|教体局|的教育|的报告|的总结|的计划|的要点"
_STRONG_RIGHT = re.compile(rf"(?:{_ASKS}|(?:里|中)?提到)")
_RIGHT = re.compile(
    rf"(?:$|[,。?!;:、()/\s{_MARK}]|{_ASKS}|的(?!士)|在|有(?![些关])|没|提[到及出了过]|是|和|与|跟|及|或|还|各|全|所有|每|对|就|近|今|去|明|招[聘录生]|教|学|校|中小学|幼儿|开展|推进|实施|落实|制定"
    r"|出台|采取|采用|建[立设成]|建了|做|搞|抓|为|都|也|什么|到底|究竟|报告|工作|写|说|谈|获|新增|新建|计划|打算|一共|共|总共|多少|几|内|里|中|把|将|从|上|下|已|未|不|县区|区县|市县|县市|省|市级|县级)"
)
_ELSEWHERE = re.compile(
    r"(?:[东西南北中]?路|大道|大街|街(?!道办)|镇|乡(?!村)|村(?![级校])|社区|河|湖|桥|站|水库|机场|港|海峡|半岛|(?:人|时报|日报|晚报|大学|师范|话|菜|戏|牌)(?=.|$))"
)
_NOT_THE_UNIT = {
    "市": r"场|面上|容|值",
    "区": r"域|间|块|别|委会",
    "县": r"域",
    "州": r"长",
    "旗": r"帜|舰|下",
    "盟": r"友|员",
    "省": r"略|心|力",
}
_GENERIC_PAIR = re.compile("区县|县区|县市|市县|区市|市区|市辖(?!区(?:内|范围|域))")
_INSIDE = re.compile(
    r"(?:的|下属的?|下辖的?|所辖的?|管辖的?|辖内的?|辖区内?的?|境内的?|范围内的?|(?:下[面边头]|底下|治下|手下|名下|辖下)的?|[内里中](?=的|[各哪所全每多几有那这])的?|市级?以下)?(?:都|一共|总共|共)?(?:有|下辖|下属|所辖|辖有)?"
    r"(?:(?:哪些|哪几个?|哪一?个|哪|各个?|[那这][些几两三四五六七八九十]个?|所有的?|全部的?|全体|每一?个?|多少个?|几个|任何一个|下属|下辖|所辖|辖区|[0-9一二两三四五六七八九十]+个|其他|其余|另外|部分)(?:的)?(?:县级|市级|区级)?)?"
    r"(?P<unit>区县|县区|县市区|市区县|区县市|县区市|市县区|县市|市县|区市|市辖区|县级市|地级市|设区市|地市|州市|市州|旗县|区(?![域间块别委])|县(?![域城委])|市(?![场民面容值直委长级])|旗(?![帜舰下])|州|盟|(?<=.)(?:地方|地区|单位|城市|地|教育局)(?![说做]法))"
)
_GENERIC_CHARS = set(
    "限除跟像的了在和与或是有没不提到各每哪几某我你他她它们这那该本此全个些多少所其并就都也还被把将从对于为以之而且但如怎什么吗呢吧请问总结比较写说谈讲看查找要想让给向由内外一二三四五六七八九十两第年月日"
    "校学教师局级省市区县乡镇村街部做搞抓强类型式性化上下旧邻跨同时能可会应该只仅又再则须更最很非及等按靠至者所若因带办完成到过"
)
_GENERIC_LAST = set("个些哪各每老牧矿库灾社园厂片辖分专战考赛特湾误禁盲雷疫小大主楼股超夜菜门都城郊林景营活居住作息务护头范验税发洁域责任议港荒")
_GENERIC_WORDS = re.compile(
    "试点|贫困|脱贫|示范|先进|文明|[东西中北南]部|农村|城镇|民族|边境|边远|偏远|沿海|内陆|省会|直辖|地级|县级|设区|省辖|单列|周边|邻近|相邻|兄弟|其他|其余|另外|所有|全部|部分|多数|发达|落后|重点|试验|实验|开发|经开|高新|经济"
    "|功能|融合|创新|协作|合作|对口|结对|帮扶|受援|支援|所在|生源|报告|教育|均衡|优质|义务|基本|发展|学前|普及|普惠|优秀|典型|特色|健康|卫生|园林|智慧|数字|双减|课改|国家|督导|考核|评估|创建|迎检|验收|中心|新型|革命|少数|自治"
    "|行政|风景|保护|保税|工业|产业|商业|住宅|居民|生活|休闲|娱乐|服务|办公|宿舍|食堂|操场|运动|游戏|阅读|展示|科技|大学|高校|集聚|聚集|聚居|缓冲|隔离|安全|危险|高发|低收|国际|旅游|历史|文化|森林|宜居|幸福|平安|信用|法治|双拥"
    "|资源|能源|水源|来源|清洁|空白|薄弱|相关|有关|上级|主管|相应|当地|各地|本地|外地|异地|目标|样板|标杆|百强|十强|千年|沙漠|平原|丘陵|高原|深山|高山|流域|滨水|热点|难点|先行|引领|领先|规划|作业|保留|统筹|景观|禁止|禁燃|限制|管理|建设|国国|治理|整治|监测|聚会|汇聚|联系|分布|集中|空港|活力|韧性|海绵|无废|低碳|绿色|美丽|和谐|旅居|康养|名校|联盟|共同|共建|结合|交界|接壤|毗邻|连片"
)
_NAME = re.compile(rf"(?P<stem>[一-龥]{{2,3}}?)(?:自治县|自治旗|[区县市])(?![{UNITS}域间块别场民容面长级委直属])")


def opens_strictly(text: str, at: int) -> bool:
    """Whether a name may begin here although nothing else tells that it is one.

    Args:
        text: The question.
        at: Where the name would begin.
    """
    return _STRICT_LEFT.search(text[max(at - 5, 0) : at]) is not None


def opens(text: str, at: int) -> bool:
    """Whether a word begins here as far as the characters before it tell.

    Args:
        text: The question.
        at: Where the name would begin.
    """
    return _LEFT.search(text[max(at - 5, 0) : at]) is not None


def closes(text: str, at: int) -> bool:
    """Whether what follows may follow a place: 的, 有, 提到, the end.

    Args:
        text: The question.
        at: One past the name.
    """
    return _RIGHT.match(text, at) is not None


def is_bare_place(text: str, start: int, end: int) -> bool:
    """Whether a name without its unit stands here as a word of its own.

    Args:
        text: The question.
        start: First character.
        end: One past the last.
    """
    if _ELSEWHERE.match(text, end):
        return False
    return end - start > 2 or opens(text, start) or _STRONG_RIGHT.match(text, end) is not None


def unit_goes_on(text: str, end: int) -> bool:
    """Whether a name's unit is the beginning of another word: 云泽市|场.

    Args:
        text: The question.
        end: One past the name.
    """
    words = _NOT_THE_UNIT.get(text[end - 1])
    return words is not None and re.match(words, text[end:]) is not None


def unit_pairs_up(text: str, end: int) -> bool:
    """Whether a name's unit and the next character are a word for units: 浙江|区县.

    Args:
        text: The question.
        end: One past the name.
    """
    return _GENERIC_PAIR.match(text, end - 1) is not None and not _GENERIC_PAIR.match(text, end)


def names_a_unit(text: str, end: int) -> bool:
    """Whether a name without its unit is followed by one that is not a word for units: 清源|县.

    Args:
        text: The question.
        end: One past the name.
    """
    following = text[end : end + 1]
    if not following or following not in UNITS + "省州盟":
        return False
    return not _GENERIC_PAIR.match(text, end) and re.match(r"[市区县州旗盟省](?:[级直属场民容面域间块长委内外城])", text[end:]) is None


_BELOW = re.compile(
    r"的?(?:下[面边]|底下|治下|辖下|下辖|所辖|下属)的?(?:都|共|一共)?有?(?:哪些|哪几个?|哪个|谁家?|多少个?|几个?)(?=都|还|也|没|未|不|在|[提写讲说谈搞做办抓]|涉及|开展|推行|实施|关注)"
)
"""Asks for what lies in a place without a word for it: 云泽下面哪些提了."""


def asks_inside(text: str, end: int) -> bool:
    """Whether what follows a place asks for the units in it: 云泽市|的哪些区.

    Args:
        text: The question.
        end: One past the name.
    """
    return _INSIDE.match(text, end) is not None or _BELOW.match(text, end) is not None


def is_generic(name: str) -> bool:
    """Whether words with a unit are a common noun: 示范区, 城区, 学区.

    Args:
        name: Words that end with a unit.
    """
    stem = re.sub(rf"(?:自治)?[{UNITS}]$", "", name)
    if not stem or name in ORDINARY_FULL or stem in ORDINARY or stem[-1] in _GENERIC_LAST:
        return True
    return not _GENERIC_CHARS.isdisjoint(stem) or _GENERIC_WORDS.search(stem) is not None


def name_at(text: str, at: int) -> int | None:
    """The end of a name with its unit that begins here and that nothing but its place in the sentence shows.

    Args:
        text: The question.
        at: Where it begins.
    """
    match = _NAME.match(text, at)
    if match is None or is_generic(match.group()) or not closes(text, match.end()):
        return None
    return match.end()

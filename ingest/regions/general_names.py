"""Words that end like a place's name and are none: 老城区, 教育强县, 落实区（教育局…）."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from ingest.regions.gazetteer import candidates, gazetteer
from ingest.regions.words import ORDINARY, ORDINARY_FULL

_AREA = re.compile(
    r"(?:[新老旧郊市县片校学社小街园景灾牧库矿农垦厂港战军赛考教特专禁辖大强名区省]|功能|开发|示范|试验|实验|试点|先行|先导|改革|创新|合作|协作|工业"
    r"|产业|经济|保税|自贸|贸易|高新|经开|技术|度假|旅游|风景|名胜|保护|管理|集聚|核心|商务|居住|住宅|生态|贫困|边远|偏远|民族|沿海|内陆|中心|先进"
    r"|文明|智慧|模范|样板|引领|流域|地|兄弟|友好|试点|样板|标杆|均衡)区$"
)
_TERRAIN = re.compile(r"(?:^|[\u4e00-\u9fff]{2}|[老新主旧中古县市东西南北深高半浅石远边大小])(?:城|山|林|湖|江|海|河|滩|水|草原|丘陵|平原|高原)区$")
"""A part of a place, unless one character stands before it, as in 砚湖区."""
_CITY = re.compile(
    r"(?:^州|(?:^|[\u4e00-\u9fff]{2}|[大小新老古旧名])城|[都超门集菜股夜各地省县名强大小区]|中心|[县地]级|直辖|副?省级|省会|首府|文明|卫生|园林|森林|宜居|示范|试点|先进|模范|旅游|兄弟|友好|标杆)市$"
)
_COUNTY = re.compile(
    r"(?:[强大小名穷老邻区市省各该外跨出]|贫困|脱贫|攻坚|试点|示范|先进|模范|受援|支援|帮扶|结对|协作|重点|边境|边远|偏远|百强|农业|工业|山区|牧业|民族"
    r"|人口|旅游|文化|文明|县级|实验|创建|达标|均衡|移民|革命|友好|兄弟|标杆|样板)县$"
)
_OTHER = re.compile(r"[红国党团队校军锦战升大]旗$|[强大名外各邻]省$|[联同加结]盟$|(?<!自治)州$|地区$")
"""Banners, alliances, and units of which the gazetteer holds every one."""
_NO_NAME = re.compile(
    r"[的和与及在我各全本该某这那其对由为将把被等是以从向往赴了个两几第并应须需受按据让使给请没做办抓而且已经报力]|[好起牢优强细实足](?=.$)|(?:^|[一二三四五六七八九十])[年月日]|教育|教体|工作|学校|部门|政府|领导|推进|建设|创建|争创|打造|深化|落实"
    r"|贯彻|实施|通过|随着|面对|围绕|坚持|结合|针对|作为|位于|地处|国家|优质|农村|城乡|革命|周边|相关|有关|其他|部分|首个|唯一|所有|上级|基层|全体"
    r"|学习|借鉴|考察|参观|支援|帮扶|对口|来自|加强|强化|完善|东部|西部|中部|德育|心理|法治|协同|职普|首提|结项|学[段生]|教[学师]|课[程堂后]"
)
"""What no name that the gazetteer does not hold has in it."""
_STEM_MAX, _BANNER_MAX = 4, 8
"""Longest name that the gazetteer does not hold, in characters: before its unit; of a banner. Autonomous ones are longer."""
_RARE, _FREQUENT = 3, 10
"""Least number of places that have a character of a name in theirs: always; where jieba takes it for a common noun."""
_NAME_TAGS = frozenset({"ns", "nr", "nz", "nrt", "nrfg"})
"""Kinds of words that are names. Source: the tags of jieba."""


def may_name_a_place(parts: tuple[str, ...]) -> bool:
    """Whether a name, from the largest part down, may be that of one place, in the gazetteer or not.

    Args:
        parts: As ``split_name`` gives them.
    """
    return bool(parts) and (_is_known("".join(parts)) or all(_is_known(part) or _is_shaped(part) for part in parts))


def _is_known(name: str) -> bool:
    own = next((place.name for place in candidates(name) if name.endswith(place.name)), None)
    return (name in gazetteer().full or own is not None) and name not in ORDINARY_FULL and own not in ORDINARY_FULL


def _is_shaped(name: str) -> bool:
    """Whether what the gazetteer does not hold looks like the name of one place."""
    if any(pattern.search(name) for pattern in (_AREA, _TERRAIN, _CITY, _COUNTY, _OTHER, _NO_NAME)) or name in ORDINARY_FULL:
        return False
    if re.fullmatch(r"(?:(?:少数|多|各)?民族)?自治[区州县旗]", name):
        return False
    if "自治" in name or (name.endswith("旗") and len(name) <= _BANNER_MAX):
        return True
    stem = name[:-1]
    return 2 <= len(stem) <= _STEM_MAX and stem not in ORDINARY and _is_like_names(stem)


def _is_like_names(stem: str) -> bool:
    """Whether a name before its unit is made of what places are called by, and of no verb or other common word."""
    import rjieba

    rarest = min(_uses_in_names()[character] for character in stem)
    if rarest < _RARE:
        return False
    whole = rjieba.tag(stem)
    if len(whole) == 1 and whole[0][1][0] in "vad":
        return False
    words = [word for word in rjieba.cut(stem, False) if len(word) > 1]
    tags = [rjieba.tag(word)[0][1] for word in words]
    return all(tag in _NAME_TAGS or (tag == "n" and rarest >= _FREQUENT) for tag in tags)


@cache
def _uses_in_names() -> Counter[str]:
    """In how many names of places each character is."""
    return Counter(character for place in gazetteer().by_code.values() for character in set(place.short or place.name[:-1]))

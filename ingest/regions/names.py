"""Short forms of place names."""

from __future__ import annotations

import re

_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉"
    "|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
"""The peoples that autonomous units are named after. Source: GB/T 3304."""
_AUTONOMOUS = re.compile(rf"(?:(?:{_PEOPLES})族|蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|达斡尔|鄂温克|鄂伦春)*自治[区州县旗]$")
_PEOPLES_TOWN = re.compile(rf"(?:(?:{_PEOPLES})族|民族|蒙古|鄂温克|达斡尔)*(?:乡|苏木)$")
_ENDINGS = (
    (),
    ("特别行政区", "省", "市"),
    ("地区", "市", "盟"),
    ("县", "市", "区", "旗"),
    ("街道", "镇", "苏木", "乡"),
)
"""What a name of each level ends with, the longest first."""


def short_form(name: str, level: int) -> str | None:
    """The name without its unit: 余杭区 → 余杭, 宁夏回族自治区 → 宁夏.

    Args:
        name: Full name of one place.
        level: 1 province, 2 prefecture, 3 county, 4 town.

    Returns:
        A form of two characters or more, or None when there is no such form (易县).
    """
    if level < 4 and "自治" in name:
        stem = "内蒙古" if name == "内蒙古自治区" else _AUTONOMOUS.sub("", name)
        return stem or name.split("族")[0].removesuffix("自治旗")
    if level == 4 and ("族" in name or name.endswith("苏木")):
        stem = _PEOPLES_TOWN.sub("", name)
        return stem if len(stem) > 1 else None
    if len(name) > 3 and name.endswith(("新区", "林区", "特区")):
        return name[:-2]
    for ending in _ENDINGS[level]:
        if name.endswith(ending):
            stem = name.removesuffix(ending)
            return stem if len(stem) > 1 else None
    return None

"""Whether a text is a document of a public body, or a private one that came along with it."""

from __future__ import annotations

import re

from ingest.sentences import line_spans
from ingest.splitting.openings import personal_opening, voices

_PRIVATE_TITLE = re.compile(r"心得|体会|感想|感悟|读后感|观后感|个人|自我|述职|思想汇报|入党|申请书|日记|作文|演讲稿")
_PUBLIC_BODY = re.compile(r"[局厅]|委员会|教委|政府|人大|办公室")
_ADVERTISEMENT = re.compile(
    r"(?:加|添加)?(?:微信|QQ|qq)(?:号|群)?\s*[:：]?\s*[A-Za-z0-9_-]{5,}|公众号|会员|优惠|折扣|原价|特价|包邮|立即(?:购买|下载|报名|开通)|免费(?:领取|下载|试用)|(?:咨询|报名|服务|客服)(?:电话|热线)\s*[:：]?\s*[0-9-]{7,}|代写|代发|扫码"
)
_OWN_RATE = 6.0
"""How often, in 1,000 characters, a private text says 我 or 自己. Reports of bureaus stay below 2."""
_ADVERTISING_RATE = 4.0
"""How often, in 1,000 characters, an advertisement uses the words of one."""
_SHORTEST = 60
"""Fewest characters that show whose voice a text has."""


def is_official(title: str, text: str) -> bool:
    """Whether a text is a document of a public body.

    Args:
        title: Its title.
        text: The text.

    Returns:
        False for a private summary of study or service, or an advertisement; when in doubt
        True.
    """
    length = len("".join(text.split()))
    if length < _SHORTEST:
        return True
    official, own = voices(text)
    if own >= _OWN_RATE and own > 2 * official:
        return False
    if _PUBLIC_BODY.search(title) and title in text and not _PRIVATE_TITLE.search(title):
        return True
    if _PRIVATE_TITLE.search(title) and own > official:
        return False
    paragraphs = [text[s:e].strip() for s, e in line_spans(text)]
    if own > official and own >= 3 and any(personal_opening(p) for p in paragraphs[:4]):
        return False
    advertising = 1000 * len(_ADVERTISEMENT.findall(text)) / max(200, length)
    return not (advertising >= _ADVERTISING_RATE and official < 2)

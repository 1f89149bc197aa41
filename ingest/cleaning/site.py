"""Words that web sites add to a report: found line by line, kept as cuts.

A line is cut when its form is one that only a site writes (anchored patterns), or when it
holds words that no report of a public body uses. Body text that merely speaks of web
sites, users or downloads is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.cleaning.edits import Removal
from ingest.models import CutReason
from ingest.numbering import match_mark
from ingest.sentences import Span, line_spans
from ingest.splitting.titles import title_strength

_FRAME_LINES = 12
"""How many lines at the top may belong to a site's frame."""
_LONGEST = 500
"""Longest line, in characters, that may be a site's."""

_SHARE = (
    r"(?:微信扫一扫|扫一扫|分享到(?:朋友圈|微信|微博|QQ空间|QQ)?|分享|复制(?:本文|本页)?(?:链接|地址)|一键分享|打赏|更多"
    r"|(?:点?赞|踩|收藏|评论|打赏|喜欢)[ ]?[（(][0-9]*[）)]|[\[【](?:收藏|打印|关闭|分享|复制)(?:本页|窗口)?[\]】]|收藏|打印"
    r"|QQ空间|QQ好友|QQ|(?:新浪|腾讯|搜狐|网易)?微博|微信好友|微信|朋友圈|人人网|豆瓣网?|开心网|百度贴吧|贴吧|百度空间)"
)
_SHARE_BAR = re.compile(rf"(?:分享到[:：]?[ \t\u3000]*+|分享[:：][ \t\u3000]*+)?{_SHARE}(?:[ \t\u3000|｜]*+{_SHARE}){{2,}}")
"""Three or more names of share buttons in a row, also inside a sentence."""
_BUTTON = re.compile(r"空间|分享|更多|收藏|打印|复制|人人|打赏|扫一扫|赞|豆瓣|贴吧")
"""What a bar of buttons has and an enumeration of media (微信微博QQ) has not."""
_READ_ON = re.compile(
    r"(?:[.…]{2,6}|。{2,6})?[ \t\u3000]*+[\[【(（<《]?(?:请?点击)?"
    r"(?:展开(?:阅读)?(?:全文|全部)|(?:阅读|查看|浏览)(?:全文|全部内容|原文)|显示全部|收起全文)"
    r"(?:[ \t\u3000]*+[>»▼∨↓]+)?[\]】)）>》]?(?=[ \t\u3000]*+(?:\n|$))"
)
"""What is left of a button that unfolds a text, at the end of a line."""

_DOMAIN = r"(?:https?://)?(?:[A-Za-z0-9-]{1,40}\s?\.\s?){1,5}(?<!gov\.)(?<!edu\.)(?<!org\.)(?:com|cn|net|org|cc)(?![A-Za-z])(?:/[!-~]*)?"
"""A commercial site's address; those of public bodies (gov.cn, edu.cn, org.cn) may be body text."""
_WATERMARK = re.compile(
    rf"[【\[][^】\]\n]{{0,20}}{_DOMAIN}[^】\]\n]{{0,20}}[】\]]|[【（(\[][^】）)\]\n]{{0,12}}(?:范文|文库|文秘|文档|资料|作文)[^】）)\]\n]{{0,6}}网[】）)\]]"
    r"|(?:百度文库|豆丁网?|道客巴巴|淘文阁|人人文库|原创力文档)(?:专用|首发|独家|整理)?(?![\u4e00-\u9fff]{0,2}(?:平台|公司|网站))"
    r"|(?:(?:第一)?(?:范文|文库|作文|文秘|公文|文档|资料)[\u4e00-\u9fff]{0,3}网[ \t]*)?"
    r"(?<![址站录问为至是网：:])www\.[a-z0-9-]+\.(?:com|net|cc|cn)(?=[\u4e00-\u9fff，。])",
    re.IGNORECASE,
)
"""A site's name in brackets, or its address without any word that leads to it, inside a text."""
_TAG = re.compile(r"</?(?:p|br|div|span|b|i|u|a|strong|em|font|table|t[rdh]|li|ul|ol|h[1-6]|img|script)\b[^<>\n]{0,200}/?>", re.IGNORECASE)

_SURE_FORMS = (
    # pager, navigation and recommendations
    r"(?:上一篇|下一篇|上一页|下一页|上篇|下篇)\s*[:：].*",
    r"(?:[\[【]?(?:首页|上一页|下一页|尾页|末页|返回(?:首页|顶部|列表)|网站地图|友情链接|设为首页|加入收藏|收藏本[站页])[\]】]?[\s|｜·>》/-]*)+",
    r"(?:【[^】]{2,40}】)?的?[【\[]?(?:相关|推荐|延伸|拓展|扩展|热门|精选)(?:阅读|文章|推荐|链接|范文|文档|拓展)[】\]]?\s*[:：]?|阅读拓展\s*[:：]?|猜你喜欢.{0,10}",
    r"(?:您|你)可能(?:也|还)?(?:感兴趣|喜欢|需要).*",
    r"(?:看了|喜欢)(?:本文|该文|此文|这篇|.{0,20}的人).{0,10}(?:还看|也看|还喜欢).*",
    r"(?:您|你)?(?:现在|当前)?(?:的)?位置\s*[:：].{0,10}(?:首页|主页).*",
    r"(?:首页|主页|[^。，,>]{1,8}(?:网|范文))(?:\s*[>»›→]{1,2}\s*[^。，,>»›→]{1,40}){1,6}|[^。，,]{1,20}(?:\s*[>»›]{1,2}\s*[^。，,>»›→]{1,40}){2,}",
    # how an article was published and read
    r"[\s|｜]*网友[\s ]+分享(?:\s*时间\s*[:：]?)?|作者投稿|网友(?:投稿|整理|提供|分享)",
    r"(?:(?:[\s|｜【\[]*(?:信息|文章|稿件|发布|更新|上传|点击|浏览|阅读|访问|查看|下载|人气|责任)?"
    r"(?:来源|作者|时间|日期|次?数|量|编辑|字号|字体(?:大小)?|点击|浏览|阅读|人气)\s*[:：]\s*[^\s，。；,;:：]{0,24}){2,}[\s|｜】\]大中小]*)",
    r"(?:文章)?(?:发布|来源|编辑|投稿|作者|浏览|点击|整理|收集)\s*[:：]\s*\S{0,20}(?:网|网站|网友|小编|佚名|admin|范文\S{0,4}|公文易|文库)",
    rf"{_DOMAIN}\s*(?:编辑|整理|分享|首发|收集)\S{{0,8}}",
    # sharing sites
    r"《?[^。，,]{0,60}由(?:会员|网友)[^。，,]{0,10}(?:分享|上传|投稿|贡献)[，,。].*",
    r"-?\s*(?:配套讲稿|特殊限制|文档描述|文档(?:编号|格式|大小|页数)|下载(?:说明|提示|积分|声明|地址)|资源描述|版权(?:声明|提示|说明)|免责声明)\s*[:：].{0,300}",
    r".{0,40}(?:剩余|其余|更多)内容.{0,8}(?:下载|展开|阅读|查看).{0,10}",
    r"(?:成为|开通|注册|升级).{0,6}(?:会员|VIP).{0,40}",
    r"将本文的?.{0,10}(?:文档)?下载到电脑.{0,20}",
    r"[↓>»▼\s]*(?:点击)?(?:继续|展开|查看)(?:阅读|全文|更多|剩余)[↓>»▼\s]*",
    r"本文.{0,12}(?:下载地址|点击下载|付费|支付).{0,40}",
    r"本(?:文档|文|资料)(?:由|为|系|来自|来源于).{0,40}(?:上传|网络|投稿|整理).{0,60}",
    r".{0,60}\.(?:docx?|pdf).{0,60}(?:珍藏版|在线阅读).*",
    r"(?:限制|仅限)\s*[0-9]+\s*(?:字|个字)?[以之]?内",
    r".*(?:剩余|还剩|还有)\s*[0-9]+\s*(?:页|[%％]).{0,8}(?:未读|可读|继续|阅读).*",
    r"(?:以上|上述|这)(?:就)?是?.{0,30}(?:全部内容|为大家整理的.*|的相关内容)[,，。!！]?.{0,40}",
    r".{0,20}(?:版权(?:归|属于).{0,10}(?:所有|享有|作者|本站)|未经.{0,10}(?:授权|许可|允许).{0,12}(?:转载|使用|复制)|转载请注明).*",
    r"(?:扫描|扫码|长按识别|识别)[^。；，]{0,12}(?:二维码)[^。；]{0,16}[。!！]?",
)
"""Lines that only a site writes."""
_WEAK_FORMS = (
    r"[【\[]?(?:更多|编辑|为您|大家)?(?:阅读|文章|推荐|链接|搜索|内容|专题|范文|文档|资料|热门)(?:推荐|链接|阅读|文章|范文|内容|文档)?[】\]]?\s*(?:[:：][^。；]*)?",
    r"[\s|｜]*(?:发布|更新|上传|发表|录入)?(?:时间|日期)\s*[:：]\s*[0-9/.\-年月日 :：]*",
    r"[\s|｜]*(?:信息|文章|稿件|内容)?来源\s*[:：]\s*[^\s，。；,;]{0,24}|[\s|｜]*(?:文章)?作者\s*[:：]\s*[^\s，。；,;]{0,16}",
    r"[\s|｜]*(?:点击|浏览|阅读|访问|查看|下载|人气)(?:次?数|量|率)?\s*[:：]\s*\[?[0-9]*\]?次?|(?:责任)?编辑\s*[:：]\s*[^\s，。；,;]{0,12}",
    r"[\[【]?(?:打印|关闭|收藏|分享)(?:本页|本文|窗口|此页)?[\]】]?|联系我们|关于我们|时间\s*[:：]",
    r"-?\s*(?:关\s*键\s*词|温馨提示|提示|注意事项|举报)\s*[:：].{0,100}",
    r"(?:[0-9]{1,2}\s*[.、．]\s*)?[^。；;，,]{4,44}(?<![0-9\-/年])[0-9]{2}[-/][0-9]{2}",
    r".{0,30}阅读模式|学海无涯|(?:整理|收集|供稿|分享|发布)(?:者|人)?\s*[:：]\s*[^\s，。；]{2,12}",
    r"[上下首尾末前后][一1]?页(?:\s*[0-9]+\s*[/／]\s*[0-9]+)?\s*(?:[上下首尾末前后][一1]?页)?|[«‹<]\s*(?:[0-9]\s*){2,}[»›>]|(?:第\s*[0-9]+\s*页\s*){2,}.{0,12}",
    r".{0,6}(?:WORD|Word|word)(?:格式|专业资料|文档|版本?|资料).{0,10}|此?文档下载后.{0,10}|可(?:自由|任意)?编辑(?:修改)?|.{0,8}值得(?:下载|收藏|拥有)[。!！]?",
    r"(?:精品|精选|优质|原创|实用|最新)?(?:文档|范文|资料|文案|模板)(?:[,，].{0,10})?[。!！]?",
    r".{0,60}\.(?:docx?|pdf|pptx?|xlsx?|wps|txt)\s*(?:[(（].{0,20}[)）])?|https?://\S+",
    rf"[^。；;@邮箱网址登录]{{0,30}}{_DOMAIN}[^。；;@]{{0,30}}",
    r"(?:欢迎|敬请|请|如需|更多|想了解更多).{0,60}(?:阅读|关注|访问|下载|浏览|收藏|查看|点击|搜索).{0,60}(?:网|网站|频道|栏目|专题|本站|范文|公众号)[^。]{0,60}[。!！]?",
    r"(?:欢迎|长按|微信)?[^。；，]{0,8}关注[^。；]{0,20}公众号[^。；]{0,16}[。!！]?",
    r"(?:感谢|谢谢).{0,12}(?:阅读|观看|浏览|下载|支持|收看)[^。]{0,20}[。!！]?",
)
"""Lines that a site writes and a report may: cut only beside a line that only a site writes."""
_SURE, _WEAK = (re.compile(r"\s*+(?:" + "|".join(f"(?:{form})" for form in forms) + r")\s*", re.IGNORECASE) for forms in (_SURE_FORMS, _WEAK_FORMS))
_SURE_WORDS = re.compile(
    r"(?<!从)小编(?![辑排导制程队织])|范文[（(【]?(?:精选|汇编|通用|合集|锦集|集锦|汇总|参考|推荐|集合|优选|必备)?[0-9一二三四五六七八九十]+篇"
    r"|[（(【](?:精选|汇编|通用|合集|锦集|集锦|汇总|推荐|集合|优选|必备)[0-9一二三四五六七八九十]+篇[）)】]|(?:多|几|数)篇.{0,30}范文"
    r"|范文(?:汇聚|汇编|参考|大全|欣赏|模板|精选|集锦)|百度(?:文库|一下)|(?:VIP|vip)(?:会员|文档)|写一份.{0,12}(?:总结|计划|报告)(?:了|吧|呢)"
)
"""Words that no report of a public body uses."""
_SITE_WORDS = re.compile(
    r"精心(?:收集|搜集|整理|推荐|分享)|为(?:大家|您|你)(?:收集|搜集|整理|准备|带来|推荐|分享)|喜欢(?:就|的话)?.{0,8}(?:下载|收藏|分享)"
    r"|(?:仅|只)供(?:大家|您|你|学习|个人)?参考|供(?:大家|您|你|各位).{0,8}(?:参考|借鉴|阅读|参阅)|(?:希望|愿).{0,16}(?:对|能)(?:大家|您|你).{0,10}(?:帮助|启发|用)"
    r"|欢迎(?:大家)?(?:阅读|下载|借鉴|参考|转载|参阅|使用|收藏)|[一1](?:起|同)来?(?:看看|写|认真地?写)"
    r"|(?:网站|网页)(?:地图|收藏)|(?:侵权|侵犯).{0,16}(?:删除|联系|告知)|(?:联系|告知).{0,12}(?:本站|我们).{0,8}(?:删除|处理)"
    r"|立即(?:下载|开通|购买)|(?:注册|开通|充值).{0,6}会员|(?:下载|复制)(?:本文|文档|全文|支持)|本(?:文档|资料|范文)(?:由|来自|来源|仅|共|为)"
    r"|(?:范文|文库|作文|文秘|公文|文档|豆丁|道客|资料|教案|论文)(?:网站|网|吧)(?![上络格域点])"
)
"""Words of sites that a report may use once: a long line is cut for two of them, a short one for one."""
_BODY = re.compile(
    r"[0-9xX]+[余多]?(?:所|名|万|场|次|人|元|亿|间|台|套|件|项|%|％|个(?!字|人))|[我全本][区县市省校局]|教育局(?!.{0,12}(?:总结|计划|要点|范文))|一是|二是"
)
"""Figures and the voice of a body: a line that has them is body text, whatever else it has."""
_SHORT_LINE = 40
"""Longest line, in characters, that one of the words of sites makes a site's."""
_EDGE_LINES = 8
"""How many lines at the top and at the end of a file may be a site's by a weak form."""
_LIST_HEAD = re.compile(
    r"\s*(?:【[^】]{2,40}】)?的?[【\[]?(?:相关(?:推荐|阅读|文章|链接|内容)|推荐(?:阅读|文章)|延伸阅读|阅读拓展|拓展阅读|扩展阅读|猜你喜欢|热门(?:文章|推荐|阅读)|更多(?:文章|推荐|内容|相关).*|(?:您|你)可能.*)[】\]]?\s*[:：]?\s*"
)
"""A line that heads a list of recommended titles."""
_LABEL = re.compile(r"\s*-?\s*(?:配套讲稿|特殊限制|关\s*键\s*词|文档描述|资源描述|温馨提示|下载(?:说明|提示|声明))\s*[:：]\s*")
"""A label of a sharing site that stands alone; its value is on the next line."""
_TITLE_LIKE = re.compile(r"[^。；;，,]{4,60}")
_ENTITY = re.compile(r"&(?:nbsp|ensp|emsp|#160);?")


def find_site_pieces(text: str) -> list[Removal]:
    """Share bars, unfolding buttons, watermarks and tags that stand among a report's words.

    Args:
        text: Normalised text.
    """
    bars = [m.span() for m in _SHARE_BAR.finditer(text) if _BUTTON.search(m.group())]
    spans = bars + [m.span() for pattern in (_READ_ON, _WATERMARK) for m in pattern.finditer(text)]
    removals = [Removal(*_widened(text, *span), CutReason.SITE) for span in spans]
    removals += [Removal(m.start(), m.end(), CutReason.WEB_FRAME) for m in _TAG.finditer(text)]
    return removals + [Removal(m.start(), m.end(), None, " ") for m in _ENTITY.finditer(text)]


def _widened(text: str, start: int, end: int) -> Span:
    """A span with the spaces around it."""
    while start and text[start - 1] in " \t\u3000":
        start -= 1
    while end < len(text) and text[end] in " \t\u3000":
        end += 1
    return start, end


def find_site_lines(text: str) -> list[Removal]:
    """Lines that a web site added.

    Args:
        text: Normalised text.
    """
    lines = line_spans(text)
    words = [text[s:e].strip() if e - s <= _LONGEST else "" for s, e in lines]
    kept = {i for i, line in enumerate(words) if not line or _is_numbered(line)}
    body = kept | {i for i, line in enumerate(words) if _BODY.search(line)}
    gone = {i for i, line in enumerate(words) if i not in kept and (_SURE.fullmatch(line) or (i not in body and _has_site_words(line)))}
    if gone:
        gone |= _weak_beside(words, gone, body)
        gone |= {i + 1 for i in gone if i + 1 < len(lines) and _LABEL.fullmatch(words[i])}
        gone |= _frame(text, lines, gone) | _recommended(text, lines, gone)
    return [Removal(lines[i][0], min(len(text), lines[i][1] + 1), CutReason.SITE) for i in sorted(gone)]


def _is_numbered(line: str) -> bool:
    mark = match_mark(line, 0, len(line))
    return mark is not None and mark.kind != "digit"


def _has_site_words(line: str) -> bool:
    if _SURE_WORDS.search(line):
        return True
    hits = {m.group() for m in _SITE_WORDS.finditer(line)}
    return len(hits) > 1 or (len(hits) == 1 and len(line) <= _SHORT_LINE)


def _weak_beside(words: Sequence[str], gone: set[int], body: set[int]) -> set[int]:
    """Lines of a weak form beside a site's line, or at the top or the end of a file that has one."""
    weak = {i for i, line in enumerate(words) if i not in body and i not in gone and _WEAK.fullmatch(line)}
    found = {i for i in weak if i < _EDGE_LINES or i >= len(words) - _EDGE_LINES}
    for order in (sorted(weak), sorted(weak, reverse=True)):
        for i in order:
            if {i - 1, i + 1} & (gone | found):
                found.add(i)
    return found


def _frame(text: str, lines: Sequence[Span], gone: set[int]) -> set[int]:
    """Short lines above the last site line at the top, where the report's title comes below it: the page's own title, a channel name."""
    at_top = [i for i in gone if i < _FRAME_LINES]
    if not at_top:
        return set()
    last = max(at_top)
    above = [i for i in range(last) if i not in gone]
    below = text[slice(*lines[last + 1])].strip() if last + 1 < len(lines) else ""
    if title_strength(below) and all(_TITLE_LIKE.fullmatch(text[slice(*lines[i])].strip().rstrip("。")) for i in above):
        return set(above)
    return set()


def _recommended(text: str, lines: Sequence[Span], gone: set[int]) -> set[int]:
    """Titles listed under 相关推荐 and the like.

    The list ends where an empty line or a sentence comes. A last title that nothing parts
    from the text behind it may be the title of that text, and stays.
    """
    found: set[int] = set()
    for i in gone:
        if not _LIST_HEAD.fullmatch(text[slice(*lines[i])]):
            continue
        listed: list[int] = []
        for j in range(i + 1, len(lines)):
            parted = "\n\n" in text[lines[j - 1][1] : lines[j][0] + 1]
            if j not in gone and (not _TITLE_LIKE.fullmatch(text[slice(*lines[j])].strip()) or (listed and parted)):
                break
            listed.append(j)
        last = i + len(listed) + 1
        if listed and last < len(lines) and "\n\n" not in text[lines[last - 1][1] : lines[last][0] + 1]:
            listed.pop()
        if len(listed) > 1 or last == len(lines):
            found |= set(listed)
    return found

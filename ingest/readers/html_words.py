"""Words by which the frame of a web page is told from its article: in class names and in lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FRAME_TAGS = _words("nav aside footer menu dialog")
_FRAME_NAMES = _words(
    "nav navbar navigation menu submenu breadcrumb breadcrumbs crumb crumbs sidebar sider footer foot share shares sharing comment comments "
    "commentlist reply replies recommend recommended recommendation recommendations related relate relates relevant similar pagination pagenav "
    "breadcrumbnav friendlink friendlinks copyright ad ads adv banner advert advertisement advertising qrcode ewm erweima dqwz weizhi mbx daohang "
    "xiangguan xgwz xgyd tuijian pinglun fenxiang guanggao dibu banquan bdshare"
)
_WEAK_NAMES = _words(
    "bread side aside hot hots hotlist rank ranking pager pages paging pagebar toolbar tools login search topbar links prevnext prev next "
    "siblings print printer social guess like hide hidden popup modal dialog tooltip fontsize zihao subscribe follow download vip"
)
"""Names that count only where no running text stands, and not beside one that calls the element a text."""
_WHOLE_NAMES = _words("header head top bottom position location toptool path where info infos meta")
"""Such names that must be the whole class or id."""
_PREFIXES = ("bdshare", "bdsharebutton", "jiathis", "addthis", "social-share", "share-")
_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_ARTICLE_NAMES = _words("article content text body main detail zoom editor news post entry doc rich")

_LINE_LIMIT = 240
"""Longest line, in characters, that may belong to the frame by its words."""
_CLOCK_TIME = r"\d{1,2}\s*[:：]\s*\d{2}(?:\s*[:：]\s*\d{2})?"
_DATE = rf"(?:(?:19|20)\d{{2}}\s*[-/.年]\s*\d{{1,2}}\s*[-/.月]\s*\d{{1,2}}\s*日?(?:\s*[T ]?\s*{_CLOCK_TIME})?)"
_NEXT = r"(?=$|[\s|丨｜]|[\[【(（]|(?:发布|更新|来源|作者|编辑|责任|浏览|点击|阅读|访问|字号|字体|时间|日期|打印|审核|分享)[^\s]{0,6}[:：])"
_VALUE = rf"\s*[:：]\s*[^\s|丨｜:：]{{0,30}}?{_NEXT}"
_OPEN, _CLOSE = r"[\[【(（]?\s*", r"\s*[\]】)）]?"
_LABELS = (
    rf"(?:发布|发表|更新|上传|创建|录入|编辑|刊发|发稿|推送|添加|信息)(?:时间|日期|于)\s*[:：]\s*{_DATE}?",
    r"(?:时间|日期)\s*[:：]\s*(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}" + rf"(?:\s*{_CLOCK_TIME})?",
    rf"(?:信息|文章|稿件|内容|新闻|本文)?(?:来源|出处|稿源|来自){_VALUE}",
    rf"(?:文章|本文|网站|稿件|信息)?(?:作者|责任编辑|编辑|责编|审核|审校|校对|录入|发布者|发布人|上传者|编审|初审|复审|终审|[一二三]审|监制|签发|排版){_VALUE}",
    r"总?(?:浏览|点击|阅读|访问|查看|下载|收藏|评论|点赞|人气|热度)(?:次数|数量|量|数|率|人数|人次)?\s*[:：]\s*"
    + rf"{_OPEN}[\d,.]*\s*[万+]*{_CLOSE}\s*[次人]?",
    rf"{_OPEN}[\d,.]+\s*(?:次|人)(?:浏览|点击|阅读|访问|查看){_CLOSE}",
    r"(?:浏览|点击|阅读|访问)\s*[(（]?\d[\d.,]*万?\+?[)）]?\s*(?:次|(?=$|[\s|丨]))",
)
_BUTTONS = (
    rf"(?:字号|字体|文字)(?:大小|设置|选择)?\s*[:：]?\s*(?:{_OPEN}(?:超大|特大|较大|大|中|小|默认|正常|放大|缩小|加大|减小|复位|T|A[+-]?){_CLOSE}[\s|丨]*)+",
    rf"{_OPEN}(?:打印|关闭|收藏|转发|纠错|我要纠错)(?:本页|本文|此页|此文|窗口|页面|文章|内容)?{_CLOSE}|保护视力色\s*[:：]?|背景色\s*[:：]?",
    r"(?:一键)?分享(?:到|至|本文|本页|给朋友)?\s*[:：]?|(?:发表评论|加入收藏|告诉好友|推荐给好友|返回列表|返回上页|返回)",
)
_LABEL = re.compile("|".join(f"(?:{label})" for label in _LABELS))
_BUTTON = re.compile("|".join(f"(?:{button})" for button in _BUTTONS))
_SHARE_NAME = re.compile(
    r"(?:QQ好友|QQ空间|QQ|新浪微博|腾讯微博|微博|微信好友|微信朋友圈|微信|朋友圈|人人网|豆瓣|百度贴吧|贴吧|复制链接|复制网址|支付宝|钉钉|知乎|更多)"
)
_BETWEEN = re.compile(r"[\s|丨｜·•/\\\[\]【】()（）:：、,，>»*_+-]+")
_STAMP = re.compile(rf"\s*{_DATE}\s*")
_BESIDE_STAMP = 20
"""Most characters beside the date in a line over an article that tells when it was published."""
_CLOCK = re.compile(rf"{_CLOCK_TIME}|\d[-/.]\d")
_PUBLISHED = re.compile(rf"{_CLOCK_TIME}|发[布表]|更新|上传|由.{{1,12}}发")

_NAVIGATION = re.compile(
    r"""[\[【<《«‹]*\s*(?:
    (?:上|前|下|后)一?[篇条页则](?:文章)?\s*(?:[:：].*|→|←|>>|<<)?
  | (?:上一篇|下一篇).*
  | (?:首页|网站首页|返回首页|回到首页|返回顶部|回到顶部|返回列表|返回目录|返回上[一级]?[页级]|返回|末页|尾页|TOP|top)
  | (?:第\s*)?\d{1,3}\s*(?:/\s*\d{1,3})?\s*页?(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?
  | 共\s*\d{1,4}\s*[页条](?:.{0,20})
  | (?:您|你)?(?:现在|目前|当前)?(?:所在)?的?(?:位置|栏目)\s*(?:是|在)?\s*[:：>].*
  | [^。，,；：:]{1,24}(?:\s*(?:[>»›→＞]|&gt;|-{1,2}>|::)\s*[^。，,>»›→＞]{0,60}){1,6}
  | (?:设为首页|加入收藏|收藏本站|网站地图|联系我们|关于我们|友情链接|无障碍(?:浏览|阅读|模式)?|长者(?:模式|版|助手)|关怀版|适老版
    |繁體?体?(?:中文|版)?|简体(?:中文|版)?|English|RSS订阅|RSS|登录|注册|退出|搜索|搜\s*索|高级搜索|手机版|电脑版|客户端|移动客户端|APP下载
    |投诉建议|意见反馈|举报|隐私政策|法律声明|免责声明|网站声明|使用帮助|帮助中心)
  | (?:展开|收起|阅读|查看|点击查看|点击展开|继续阅读)(?:全文|全部|更多|原文|剩余.{0,8})(?:内容)?.{0,4}
  | 加载更多|点击加载更多|查看更多|更多(?:>>|»)?|阅读原文
  | (?:立即|免费|点击|本地|高速|全文)?下载(?:文档|本文|全文|原文|Word版?|word|PDF)?(?:到(?:电脑|手机))?(?:[,，].{0,20})?
  | (?:[^\s|，。：；]{1,8}\s*[|｜丨·•]\s*){2,}[^\s|，。：；]{1,8}
  | 下载(?:后|即)可.{0,8}(?:编辑|打印|修改|使用)
  | (?:欢迎(?:光临|访问|来到|您).{0,20}|[^\s，。：]{2,24}(?:网站|信息网|门户网|政务网|教育网)(?:欢迎[您你])?[!！]?)
  | (?:联系|单位|办公|通信|通讯)?地\s*址\s*[:：].{2,60}(?:电\s*话|邮\s*编|邮政编码|传真)\s*[:：].*
  | (?:网站|本站)?首页(?:\s+[^\s，。：；]{1,8}){2,}
  | .{0,6}(?:还剩|剩余|还有)\s*\d+\s*(?:页|[%％]\s*未读).{0,16}
  | (?:(?:赞|在看|点赞|收藏|喜欢|不喜欢|关注|已关注|举报|评论|写?留言|分享|转发|赞赏|打赏|投诉|复制|\d*人(?:点赞|喜欢|收藏))[\s\d.万+|·]*)+
  | 点个在看.{0,10}
  )\s*[\]】>》»›]*""",
    re.VERBOSE,
)
_SCAN = re.compile(
    r".{0,16}(?:扫一扫|扫码|扫描).{0,10}(?:关注|手机|微信|二维码|打开|查看|下载|分享|访问).{0,20}|.{0,4}(?:微信)?扫一扫.{0,4}"
    r"|.{0,8}长按.{0,8}(?:识别|关注|二维码).{0,40}|.{0,8}识别(?:下方|图中)?二维码.{0,40}|.{0,16}(?:关注|搜索).{0,16}(?:公众号|视频号|微信号).{0,10}|微信号\s*[:：].{0,30}"
    r"|.{0,10}点击(?:上方|下方|上面|标题下).{0,6}(?:蓝字|蓝色|名片|卡片|链接)?.{0,10}关注.{0,10}|,?轻点两下取消(?:赞|在看)"
    r"|预览时标签不可点|继续滑动看下一个|轻触阅读原文|向上滑动看下一个|微信内长按.*|收录于合集.*|(?:以下|此)?内容(?:来自|转自)?.{0,4}小程序.{0,10}",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"版权所有|Copyright|©|ICP备|ICP证|公网安备|公安备案|网站标识码|技术支持\s*[:：]|网站维护|建议使用.{0,30}(?:分辨率|浏览器)|您是第.{0,10}位(?:访客|访问者)"
    r"|(?:主办|承办|管理|维护)(?:单位)?\s*[:：].{0,40}(?:备案|电话|地址|邮编|承办)|未经.{0,10}(?:授权|许可|同意).{0,16}(?:转载|复制|镜像)",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"[\[【■●◆▌|>》]*\s*(?:"
    r"(?:相关|热门|最新|推荐|精彩|延伸|拓展|扩展|精选|本类|同类|栏目|阅读|图片|随机|更多|其他|类似|今日|本周|本月|一周|频道|本站|站内|站点)\s*"
    r"(?:链接|阅读|文章|新闻|资讯|信息|文档|文库|内容|稿件|报道|专题|推荐|排行|排行榜|热点|热文|资料|范文|公告|通知|导航|搜索|头条|话题|标签|栏目|更新|下载|政策)+"
    r"(?:推荐|列表|排行榜?|阅读|链接)?"
    r"|推荐|相关|猜[你您]喜欢|为[你您]推荐|大家(?:都|还)?在看|看了又看|[您你]可能(?:还|也)?(?:感兴趣|喜欢|需要|关注).{0,8}|编辑推荐|小编推荐"
    r"|(?:点击|阅读|浏览|热点)?排行榜?|通知公告|(?:网友|用户|最新|精彩|全部|热门|文章|发表|我要)(?:评论|留言).{0,10}|评论区|评论列表"
    r"|\d*条?(?:文档|文章)?评论\s*[(（]?\d*[)）]?条?|(?:精选|全部)?留言板?|文档标签|关键词|标签|TAGS?|所属分类|网站导航|快速导航|友情链接|下载地址|广告|AD"
    r"|赞助商链接|微信公众号|官方微信|官方微博|政务新媒体"
    r")\s*(?:[>»＞]+|更多(?:>>|»|＞)?|MORE|more|\+)?\s*[:：]?\s*[\]】|]*"
)
_RECOMMENDATION = re.compile(
    r"[【\[（(]?\s*(?:相关|推荐|延伸|更多|热门|精彩|拓展)(?:阅读|文章|推荐|链接|新闻|内容|范文|精彩)\s*[】\]）)]?\s*[:：>》].{0,60}"
)
_PIPED = re.compile(r"(?:[^：:|丨｜]{1,8}[:：][^：:|丨｜。，]{0,24}[|丨｜]){2,}[^|丨｜。，]{0,30}")
"""Labels and values with bars between them, as a site tells about a text."""
INFO_LABEL = re.compile(
    r"索\s*引\s*号|信息索引|(?:发文)?文\s*号(?:\s*[:：]|$)|发文字号|发文机关|发文机构|发布机构|发布单位|公开(?:责任)?(?:部门|单位|方式|类别|日期)|成文日期|生成日期|"
    r"主题(?:分类|词)|信息(?:分类|类别|名称|类型)|体裁分类|组配分类|有\s*效\s*性|服务对象|文件编号|内容概述|名\s*称(?:\s*[:：]|$)"
)
"""Labels of the table that public bodies put over a document: they tell whose it is."""
ATTACHMENT = re.compile(r"附\s*件|附\s*表|附\s*录|\.(?:docx?|wps|xlsx?|et|pdf|ofd|zip|rar|pptx?)\b", re.IGNORECASE)
"""Words of a line that names a file belonging to the article."""


def names_frame(element: HtmlElement) -> bool:
    """Whether an element's tag, role, class or id calls it a part of the page's frame.

    Args:
        element: Any element.
    """
    if element.tag in _FRAME_TAGS or element.get("role") in ("navigation", "search", "banner", "contentinfo", "complementary"):
        return True
    return any(name.lower().startswith(_PREFIXES) or {parts[0], parts[-1]} & _FRAME_NAMES for name, parts in _names(element))


def hints_frame(element: HtmlElement) -> bool:
    """Whether a class or id of an element may call it a part of the frame: ``print``, ``info``.

    Args:
        element: Any element.
    """
    return any(
        name.lower() in _WHOLE_NAMES or ({parts[0], parts[-1]} & _WEAK_NAMES and parts[-1] not in _ARTICLE_NAMES) for name, parts in _names(element)
    )


def _names(element: HtmlElement) -> Iterator[tuple[str, list[str]]]:
    """Classes and id, each with its parts."""
    for name in f"{element.get('class') or ''} {element.get('id') or ''}".split():
        if parts := [part.lower() for part in _NAME_PART.findall(name)]:
            yield name, parts


def is_cue(text: str) -> bool:
    """Whether a line heads what does not belong to the article: 相关阅读, 网友评论.

    Args:
        text: The line.
    """
    return len(text) <= 30 and bool(_CUE.fullmatch(text))


def is_frame_line(text: str, *, inside: bool) -> bool:
    """Whether a line belongs to the page's frame by its words.

    Args:
        text: The line.
        inside: Whether the article goes on after it and has begun before it; then only
            what cannot be a sentence of a report counts.
    """
    if len(text) > _LINE_LIMIT:
        return False
    if _is_publication(text, inside) or _RECOMMENDATION.fullmatch(text):
        return True
    if not inside and _PIPED.fullmatch(text):
        return True
    if inside:
        return bool(re.fullmatch(r"(?:上一篇|下一篇)\s*[:：].*|展开全文.{0,4}|预览时标签不可点|点击(?:加载|查看)更多", text))
    return bool(_NAVIGATION.fullmatch(text) or _SCAN.fullmatch(text) or _OWNER.search(text) or is_cue(text))


def _is_publication(text: str, inside: bool) -> bool:
    """Whether a line tells when, whence and how an article was published, and nothing else."""
    rest, labels = _LABEL.subn(" ", text)
    stamped = _STAMP.search(rest) is not None
    beside = _BETWEEN.sub("", _STAMP.sub(" ", rest))
    rest, buttons = _BUTTON.subn(" ", _STAMP.sub(" ", rest))
    rest, shares = _SHARE_NAME.subn(" ", rest)
    if not _BETWEEN.sub("", rest):
        if inside:
            return labels + buttons > 1 or shares > 2
        return labels + buttons > 0 or shares > 1 or _CLOCK.search(text) is not None
    told = labels > 0 or (stamped and _PUBLISHED.search(text) is not None)
    return told and not inside and len(beside) <= _BESIDE_STAMP and not re.search("[。；，！？]", text)

"""Saved pages in the styles of real sites, each with what is its article and what its frame."""

# ruff: noqa: E501 — sites write long lines

from __future__ import annotations

import quopri
from typing import NamedTuple


class SavedPage(NamedTuple):
    """A page as a browser or a program saves it."""

    data: bytes
    article: list[str]
    """Lines of the article, title first."""
    frame: list[str]
    """Words that stand in the page's frame only."""


TITLE = "清源区教育局2023年工作总结和2024年工作打算"
LEAD = "2023年，在区委、区政府的坚强领导下，全区教育系统坚持立德树人，各项工作取得新进展。"
ONE = "一、坚持党建引领"
ONE_TEXT = "深入开展主题教育，全系统48个党支部完成标准化建设，培训党务干部126人次。"
TWO = "二、办好人民满意的教育"
TWO_A = "（一）学前教育。新增公办园5所、学位1350个，普惠率达92.6%。"
TWO_B = "（二）义务教育。"
TWO_B_TEXT = "组建教育集团7个，覆盖学校31所；校车安全专项检查排查隐患24处，全部整改到位。"
SHORT = "无一起安全责任事故。"
THREE = "三、2024年工作打算"
THREE_TEXT = "继续实施教育强区战略，抓好“双减”和课后服务，办好群众身边的学校。"
SIGNED = "云泽市清源区教育局"
DATED = "2023年12月28日"
BODY = [LEAD, ONE, ONE_TEXT, TWO, TWO_A, TWO_B, TWO_B_TEXT, SHORT, THREE, THREE_TEXT, SIGNED, DATED]
ARTICLE = [TITLE, *BODY]


def paragraphs(lines: list[str] = BODY, tag: str = "p", style: str = "text-indent:2em") -> str:
    return "\n".join(f'<{tag} style="{style}"><span style="font-size:16pt">{line}</span></{tag}>' for line in lines)


def government() -> SavedPage:
    """A present-day site of a public body: metadata, breadcrumb, table of the document's number, share bar."""
    page = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}_清源区人民政府</title>
<meta name="SiteName" content="清源区人民政府"><meta name="ColumnName" content="总结计划"><meta name="ArticleTitle" content="{TITLE}">
<script>var a = "脚本里的文字，不该出现在正文里。";</script><style>.x{{content:"样式"}}</style></head><body>
<div class="topbar"><a href="/">网站首页</a> | <a href="/login">登录</a> | <a href="/wza">无障碍浏览</a> 今天是2024年3月5日 星期二</div>
<div class="header"><h1 class="logo"><a href="/"><img src="logo.png" alt="清源区人民政府">清源区人民政府门户网站</a></h1>
<form action="/search"><input type="text" placeholder="请输入关键字"><button>搜索一下</button></form></div>
<ul class="main-nav"><li><a href="/zwgk/">政务公开</a><ul style="display:none"><li><a href="/x">隐藏的子菜单</a></li></ul></li><li><a href="/bsfw/">办事服务</a></li></ul>
<div class="location">您现在的位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; <a href="/zjjh">总结计划</a></div>
<table class="xxgk_table"><tr><td>索 引 号：</td><td>QY008/2023-00127</td><td>主题分类：</td><td>科技、教育</td></tr>
<tr><td>发布机构：</td><td>清源区教育局</td><td>成文日期：</td><td>2023-12-28</td></tr>
<tr><td>文 号：</td><td>清教〔2023〕56号</td><td>有 效 性：</td><td>有效</td></tr></table>
<div class="detail-main"><div class="article-head"><h2 class="tit">{TITLE}</h2>
<div class="info"><span>发布时间：2024-01-05 10:22</span><span>来源：区教育局办公室</span><span>浏览次数：<i id="hits">318</i></span>
<span>字号：[<a href="javascript:f(1)">大</a> <a href="javascript:f(2)">中</a> <a href="javascript:f(3)">小</a>]</span>
<a href="javascript:print()">打印</a></div>
<div class="bdsharebuttonbox"><a href="#">分享到微信</a><a href="#">新浪微博</a></div></div>
<div class="TRS_Editor">{paragraphs()}</div>
<div class="fjian"><p>附件：<a href="P020240105.xlsx">2023年重点工作完成情况表.xlsx</a></p></div>
<div class="updown"><p>上一篇：<a href="1.html">清源区教育局2022年工作总结</a></p><p>下一篇：<a href="3.html">清源区2024年春季招生公告</a></p></div>
<div class="ewm_box"><p>扫一扫在手机打开当前页</p></div></div>
<div class="rel-box"><h3>相关链接</h3><ul><li><a href="r1">清源区教育经费统计公告</a></li><li><a href="r2">一图读懂清源教育</a></li></ul></div>
<div class="footer"><p>主办：清源区人民政府办公室　承办：区大数据中心</p><p>云ICP备12345678号　网站标识码：3300000001</p></div>
</body></html>"""
    info = [
        "索 引 号：QY008/2023-00127；主题分类：科技、教育",
        "发布机构：清源区教育局；成文日期：2023-12-28",
        "文 号：清教〔2023〕56号；有 效 性：有效",
    ]
    frame = ["脚本里的文字", "网站首页", "星期二", "门户网站", "搜索一下", "办事服务", "您现在的位置", "浏览次数", "打印", "新浪微博", "上一篇"]
    frame += ["2022年工作总结", "扫一扫", "相关链接", "一图读懂", "ICP备", "大数据中心", "隐藏的子菜单"]
    return SavedPage(page.encode(), [TITLE, *info, *BODY, "附件：2023年重点工作完成情况表.xlsx"], frame)


def old_tables() -> SavedPage:
    """A site of the 2000s in GBK: the whole page is tables in tables, and nothing has a telling name."""
    menu = "".join(
        f'<tr><td height=24><img src=dot.gif> <a href="{i}.asp">{name}</a></td></tr>' for i, name in enumerate(("机构设置", "教育新闻", "政策法规"))
    )
    hot = "".join(
        f'<tr><td>· <a href="n{i}.asp">{name}</a></td><td>[{i}-12]</td></tr>'
        for i, name in enumerate(("全区教育工作会议召开", "阳光招生", "名师风采"))
    )
    text = "<br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}" if i < 10 else f"<p align=right>{line}" for i, line in enumerate(BODY))
    page = f"""<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312"><TITLE>清源教育信息网</TITLE></HEAD>
<BODY bgColor=#ffffff><TABLE width=778 border=0 align=center><TR><TD colspan=2><IMG src=top.jpg></TD></TR>
<TR><TD><a href=index.asp>首页</a> | <a href=a.asp>局长信箱</a> | <a href=b.asp>在线报名</a></TD><TD align=right>设为首页 加入收藏</TD></TR></TABLE>
<TABLE width=778 border=0 align=center><TR><TD width=170 valign=top><TABLE width="100%"><TR><TD background=bg.gif><b>栏目导航</b></TD></TR>{menu}</TABLE></TD>
<TD width=438 valign=top><TABLE width="100%" cellpadding=4><TR><TD>当前位置：<a href=index.asp>首页</a> → <a href=l.asp>总结计划</a> → 浏览正文</TD></TR>
<TR><TD align=center><font size=4 color=red><b>{TITLE}</b></font></TD></TR>
<TR><TD align=center>作者：佚名　　文章来源：本站原创　　点击数：<script src=hit.asp></script>1024　　更新时间：2024-1-5</TD></TR>
<TR><TD><font style="font-size:14px">{text}</font></TD></TR>
<TR><TD align=right>文章录入：admin　　责任编辑：admin</TD></TR>
<TR><TD><li>上一篇文章：<a href=1.asp>清源区教师节表彰名单</a><br><li>下一篇文章：没有了</TD></TR>
<TR><TD align=right>【<a href=#>发表评论</a>】【<a href=#>加入收藏</a>】【<a href=#>告诉好友</a>】【<a href=#>打印此文</a>】【<a href=#>关闭窗口</a>】</TD></TR></TABLE></TD>
<TD width=170 valign=top><TABLE><TR><TD colspan=2>最新热点</TD></TR>{hot}</TABLE></TD></TR></TABLE>
<TABLE width=778 align=center><TR><TD align=center>版权所有：清源区教育局　技术支持：区电教站<br>地址：清源区文昌路1号　邮编：330000　建议使用IE6.0，1024×768分辨率浏览</TD></TR></TABLE>
</BODY></HTML>"""
    frame = [
        "局长信箱",
        "设为首页",
        "栏目导航",
        "机构设置",
        "当前位置",
        "佚名",
        "点击数",
        "文章录入",
        "上一篇文章",
        "表彰名单",
        "告诉好友",
        "最新热点",
    ]
    frame += ["名师风采", "[1-12]", "版权所有", "文昌路", "清源教育信息网"]
    return SavedPage(page.encode("gb18030"), ARTICLE, frame)


def document_site() -> SavedPage:
    """A site that shares documents: pages of a viewer with advertisements between them, prices, comments, lists."""
    half = len(BODY) // 2
    page = f"""<!doctype html><html><head><meta charset="utf-8"><title>{TITLE} - 文库宝</title></head><body class="view-page has-sidebar">
<div id="head"><a href="/">文库宝首页</a><a href="/vip">开通VIP</a><span>欢迎您，游客</span></div>
<div class="crumbs">文库宝 &gt; 行政公文 &gt; 工作总结 &gt; 教育总结</div>
<div class="doc-main"><div class="doc-head"><h1>{TITLE}</h1><div class="doc-attr">上传人：蓝天白云 | 文档编号：8839201 | 页数：6 | 大小：48KB | 评分：4.5</div>
<a class="btn" href="/down">立即下载</a></div>
<div class="reader"><div class="page" id="p1">{paragraphs(BODY[:half])}</div>
<div class="ad-slot">广告 公务员培训班火热报名中，名师授课，不过退费，点击咨询！</div>
<div class="page" id="p2">{paragraphs(BODY[half:])}</div></div>
<div class="tip">还剩4页未读，继续阅读</div><div class="pager">第 2 页 / 共 6 页</div></div>
<div class="copyright-tip">版权提示：文档由用户上传，如有侵权请联系客服删除，本站不承担任何法律责任，谢谢您的理解与支持！</div>
<div class="comment-area"><h3>文档评论（2）</h3><div class="comment-item"><b>风中的云</b>：这份总结写得很全面，数据也很详实，已经下载下来学习了，感谢楼主的无私分享，希望以后多多上传！</div>
<div class="comment-item"><b>教书匠</b>：求一份2024年的工作要点，急用，有的朋友请发我邮箱，万分感谢，好人一生平安。</div></div>
<div class="sidebar"><h3>相关文档</h3><ul><li><a href="1">雁浦区教育局2023年工作总结</a><em>5页</em></li><li><a href="2">某县教育局长述职报告</a><em>8页</em></li></ul>
<h3>热门搜索</h3><a href="s1">述职报告</a><a href="s2">心得体会</a></div>
<div class="footer">关于我们 | 联系客服 | Copyright © 2024 文库宝 All Rights Reserved</div></body></html>"""
    frame = [
        "开通VIP",
        "游客",
        "行政公文",
        "蓝天白云",
        "文档编号",
        "立即下载",
        "公务员培训班",
        "还剩4页",
        "共 6 页",
        "侵权",
        "文档评论",
        "风中的云",
        "述职报告",
        "Copyright",
    ]
    return SavedPage(page.encode(), ARTICLE, frame)


def wechat() -> SavedPage:
    """An article of a WeChat account, saved before the script has made it visible."""
    text = "".join(
        f'<section style="margin:0 8px"><section><p style="line-height:1.75em"><span style="font-size:15px">{line}</span></p></section></section>'
        for line in BODY
    )
    page = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="{TITLE}"><title></title></head>
<body id="activity-detail" class="zh_CN wx_wap_page"><div id="js_article" class="rich_media"><div class="rich_media_inner"><div id="page-content" class="rich_media_area_primary">
<h1 class="rich_media_title" id="activity-name">
        {TITLE}
    </h1><div id="meta_content" class="rich_media_meta_list"><span class="rich_media_meta_text">原创</span> <a href="javascript:void(0);" id="js_name">清源教育发布</a>
<em id="publish_time">2024-01-05 18:30</em> <em>发表于云泽</em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;"><p>点击上方蓝字关注我们</p>{text}
<p style="text-align:center"><span>长按识别二维码关注“清源教育发布”公众号</span></p></div>
<div class="rich_media_tool"><a href="#">阅读原文</a><span>阅读 1.2万</span><span>赞 56</span><span>在看 12</span></div></div>
<div id="js_pc_qr_code"><p>微信扫一扫<br>关注该公众号</p></div><div class="comments"><h3>精选留言</h3><p>家长：清源教育越来越好了，为辛勤付出的老师们点赞，期待新的一年更上一层楼！</p></div></div></div>
<div>预览时标签不可点</div></body></html>"""
    frame = ["原创", "发表于云泽", "点击上方蓝字", "长按识别", "阅读原文", "在看", "微信扫一扫", "精选留言", "期待新的一年", "预览时标签不可点"]
    return SavedPage(page.encode(), ARTICLE, frame)


def essay_site() -> SavedPage:
    """A site of sample texts: recommendations and linked keywords amid the text, a pager, lists under it."""
    linked = [line.replace("教育系统", '<a href="/k">教育系统</a>').replace("校车", '<a href="/k2">校车</a>') for line in BODY]
    middle = '<p>【推荐阅读】：<a href="/t1">教育局长年终讲话</a></p>'
    similar = '<div><p>相关推荐：</p><p><a href="a">学校工作总结范例</a></p><p><a href="b">教师个人年度小结</a></p><p><a href="c">班主任经验材料</a></p></div>'
    page = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=GBK"><title>{TITLE}-第一范文吧</title></head><body>
<div id="wrap"><div class="menu"><a href="/">首页</a><a href="/z">总结</a><a href="/j">计划</a></div>
<div class="left"><div class="path">您当前所在位置：首页 &gt; 总结 &gt; 年终总结 &gt; 正文</div><h1>{TITLE}</h1>
<div class="ly">发布时间：2024-01-05 编辑：小敏 手机版</div><div class="content">{paragraphs(linked[:4])}{middle}{paragraphs(linked[4:])}{similar}</div>
<div class="pagelist"><a>1</a><a href="2.html">2</a><a href="2.html">下一页</a></div>
<div><h4>猜你喜欢</h4><ul><li>某区教育局2021年工作总结</li><li>某区教育局2020年工作总结</li></ul></div></div>
<div class="right"><div class="box"><h3>点击排行</h3><ul><li><a href="1">心得体会</a></li></ul></div></div></div>
<div id="foot">免责声明：本站文章来自网络，版权归原作者所有</div></body></html>"""
    frame = ["首页", "您当前所在位置", "小敏", "推荐阅读", "年终讲话", "相关推荐", "班主任", "下一页", "猜你喜欢", "2021年", "点击排行", "免责声明"]
    return SavedPage(page.encode("gbk"), ARTICLE, frame)


def university_cms() -> SavedPage:
    """The content management system of many schools and bureaus: a form around the text, the title in it."""
    page = f"""<!DOCTYPE html><html><head><title>{TITLE}-清源区教育局</title><meta charset="UTF-8"><META Name="keywords" Content="清源区教育局,总结计划" /></head><body>
<div class="top"><div class="nav"><ul><li><a href="index.htm">首&nbsp;&nbsp;页</a></li><li><a href="jgsz.htm">机构设置</a></li></ul></div></div>
<div class="ny-left"><h2>信息公开</h2><ul><li><a href="gkzn.htm">公开指南</a></li><li><a href="gkml.htm">公开目录</a></li></ul></div>
<div class="ny-right"><div class="wz"><a href="../index.htm">首页</a>&gt;&gt;<a href="../xxgk.htm">信息公开</a>&gt;&gt;<span>正文</span></div>
<form name="_newscontent_fromname"><div><h1 align="center">{TITLE}</h1>
<div align="center">发布时间:2024-01-05&nbsp;&nbsp;&nbsp;&nbsp;作者:局办公室&nbsp;&nbsp;&nbsp;&nbsp;浏览次数:<span>57</span></div>
<div id="vsb_content"><div class="v_news_content">{paragraphs()}</div></div>
<p>附件【<a href="/system/_content/download.jsp">清源区教育局2023年工作总结.docx</a>】已下载<span id="n">12</span>次</p>
<div align="right">【<a href="javascript:window.opener=null">关闭窗口</a>】</div></div></form></div>
<div class="foot">地址：清源区文昌路1号 电话：0579-12345678<br>Copyright 清源区教育局 All Rights Reserved</div></body></html>"""
    frame = ["机构设置", "公开指南", "公开目录", ">>", "浏览次数", "局办公室", "关闭窗口", "文昌路", "All Rights"]
    return SavedPage(page.encode(), [*ARTICLE, "附件【清源区教育局2023年工作总结.docx】已下载12次"], frame)


def blog() -> SavedPage:
    """A blog with the elements of HTML 5, and comments that are longer than the article."""
    comment = "这篇总结条理清楚，内容全面，既有成绩也有问题，值得我们基层学校认真学习借鉴，期待今后看到更多这样的好文章。"
    comments = "".join(f'<li class="comment"><p>{comment}</p><a href="#r">回复</a></li>' for _ in range(12))
    page = f"""<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{TITLE} | 清源教研札记</title></head><body class="single comments-open">
<header class="site-header"><p>清源教研札记</p><nav><a href="/">主页</a><a href="/about">关于作者</a></nav></header>
<main><article class="post hentry"><header class="entry-header"><h1 class="entry-title">{TITLE}</h1><div class="entry-meta">2024年1月5日 由 admin 发布</div></header>
<div class="entry-content"><p>{LEAD}</p><h2>{ONE}</h2><p>{ONE_TEXT}</p><h2>{TWO}</h2><h3>{TWO_A}</h3><h3>{TWO_B}</h3><p>{TWO_B_TEXT}</p><p>{SHORT}</p><h2>{THREE}</h2>
<p>{THREE_TEXT}</p><p>{SIGNED}<br>{DATED}</p></div><footer class="entry-footer">分类：<a href="/c">工作总结</a></footer></article>
<nav class="post-navigation"><a href="/p">前一篇文章</a></nav><section id="comments"><h2>12条评论</h2><ol class="comment-list">{comments}</ol></section></main>
<aside class="widget-area"><h2>近期文章</h2><ul><li><a href="/1">听课记录</a></li></ul></aside><footer>自豪地采用某博客程序</footer></body></html>"""
    frame = ["清源教研札记", "关于作者", "由 admin 发布", "分类", "前一篇", "12条评论", "条理清楚", "近期文章", "自豪地采用"]
    return SavedPage(page.encode(), ARTICLE, frame)


def nameless() -> SavedPage:
    """A page drawn by a script and saved after that: divs with meaningless names, nothing but style."""
    text = "".join(f'<div class="css-1k{i}x" style="margin:12px 0">{line}</div>' for i, line in enumerate(BODY))
    feed = "".join(
        f'<div class="css-q{i}"><a href="/d/{i}"><div class="css-t">{name}</div><div class="css-u">清源发布 {i}小时前</div></a></div>'
        for i, name in enumerate(("雁浦区召开教育大会", "鹭洲区新建学校三所", "岚溪县阳光招生", "砚湖区教师培训"))
    )
    page = f"""<html><head><meta charset=utf-8><title>{TITLE}</title></head><body><div id="root"><div class="css-a1"><div class="css-b1"><a href="/">推荐</a><a href="/v">视频</a>
<a href="/s">教育</a></div></div><div class="css-main"><div class="css-c1"><div class="css-h" style="font-size:28px">{TITLE}</div><div class="css-m"><span>清源发布</span><span> 2024-01-05 09:00</span></div>
<div class="css-z9">{text}</div><div class="css-o1"><span>赞</span><span>收藏</span></div></div><div class="css-r2"><div>为你推荐</div>{feed}</div></div></div>
<script>window.__DATA__={{"t":"数据里的文字"}}</script></body></html>"""
    return SavedPage(page.encode(), ARTICLE, ["视频", "09:00", "收藏", "为你推荐", "雁浦区召开教育大会", "3小时前", "数据里的文字"])


def word_page() -> SavedPage:
    """What Word saves as a web page: source lines broken anywhere, list numbers in ignored spans, a real table."""
    page = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>
<meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=Generator content="Microsoft Word 15"><title>某某单位</title>
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>管理员</o:Author></o:DocumentProperties></xml><![endif]-->
<style><!-- p.MsoNormal {{margin:0cm}} @page WordSection1 {{size:595.3pt 841.9pt}} --></style></head>
<body lang=ZH-CN><div class=WordSection1><p class=MsoTitle align=center><b>{TITLE}</b><o:p></o:p></p>
<p class=MsoNormal style='text-indent:32.0pt'><span lang=EN-US>2023</span>年，在区委、区政府的坚强
领导下，全区教育系统坚持立德树人，各项
工作取得新进展。<o:p></o:p></p>
<h1><span lang=EN-US><![if !supportLists]><span style='mso-list:Ignore'>一、<span style='font:7.0pt "Times New Roman"'></span></span><![endif]></span>坚持党建引领</h1>
<p class=MsoNormal>{ONE_TEXT}</p><h1>{TWO}</h1><p class=MsoNormal>{TWO_A}</p><p class=MsoNormal>{TWO_B}</p><p class=MsoNormal>{TWO_B_TEXT}</p><p class=MsoNormal>{SHORT}</p>
<table class=MsoTableGrid border=1 cellspacing=0><tr><td rowspan=2><p class=MsoNormal>学校</p></td><td colspan=2><p class=MsoNormal>教师</p></td></tr>
<tr><td><p class=MsoNormal>人数</p></td><td><p class=MsoNormal>其中：高级</p></td></tr>
<tr><td><p class=MsoNormal>实验小学</p></td><td><p class=MsoNormal>86</p></td><td><p class=MsoNormal>24</p></td></tr></table>
<h1>{THREE}</h1><p class=MsoNormal>{THREE_TEXT}</p><p class=MsoNormal align=right>{SIGNED}</p><p class=MsoNormal align=right>{DATED}</p></div></body></html>"""
    lines = [*ARTICLE[:9], "学校：实验小学；教师·人数：86；教师·其中：高级：24", *ARTICLE[9:]]
    return SavedPage(page.encode("gbk"), lines, ["管理员", "某某单位", "MsoNormal"])


def browser_archive() -> SavedPage:
    """A page saved by Chrome as one file; a frame of advertisements is in it too."""
    inner = government()
    body = quopri.encodestring(inner.data).decode("ascii").replace("\n", "\r\n")
    data = f"""From: <Saved by Blink>\r
Snapshot-Content-Location: http://www.qingyuan.example/art/2024/1/5/art_1.html\r
Subject: =?utf-8?Q?=E6=80=BB=E7=BB=93?=\r
Date: Fri, 5 Jan 2024 10:22:00 -0000\r
MIME-Version: 1.0\r
Content-Type: multipart/related;\r
\ttype="text/html";\r
\tboundary="----MultipartBoundary--abc----"\r
\r
\r
------MultipartBoundary--abc----\r
Content-Type: text/html\r
Content-ID: <frame-2@mhtml.blink>\r
Content-Transfer-Encoding: quoted-printable\r
Content-Location: http://ad.example/frame.html\r
\r
<html><body>=E5=B9=BF=E5=91=8A=E4=BD=8D=E6=8B=9B=E7=A7=9F</body></html>\r
------MultipartBoundary--abc----\r
Content-Type: text/html\r
Content-ID: <frame-1@mhtml.blink>\r
Content-Transfer-Encoding: quoted-printable\r
Content-Location: http://www.qingyuan.example/art/2024/1/5/art_1.html\r
\r
{body}\r
------MultipartBoundary--abc----\r
Content-Type: image/png\r
Content-Transfer-Encoding: base64\r
Content-Location: http://www.qingyuan.example/logo.png\r
\r
iVBORw0KGgo=\r
------MultipartBoundary--abc------\r
"""
    return SavedPage(data.encode("ascii"), inner.article, [*inner.frame, "广告位招租"])


def word_archive() -> SavedPage:
    """What Word saves as a web archive, often under the name of a document."""
    inner = word_page()
    body = quopri.encodestring(inner.data).decode("ascii")
    data = f"""MIME-Version: 1.0
Content-Type: multipart/related; boundary="----=_NextPart_01DA"

This document is a Single File Web Page, also known as a Web Archive file.

------=_NextPart_01DA
Content-Location: file:///C:/3F2B/zongjie.htm
Content-Transfer-Encoding: quoted-printable
Content-Type: text/html; charset="gb2312"

{body}
------=_NextPart_01DA
Content-Location: file:///C:/3F2B/zongjie.files/header.htm
Content-Transfer-Encoding: quoted-printable
Content-Type: text/html; charset="us-ascii"

<html><body><div>- 1 -</div></body></html>

------=_NextPart_01DA--
"""
    return SavedPage(data.encode("ascii"), inner.article, inner.frame)


PAGES = {page.__name__: page() for page in (government, old_tables, document_site, wechat, essay_site, university_cms, blog, nameless, word_page)}
ARCHIVES = {page.__name__: page() for page in (browser_archive, word_archive)}

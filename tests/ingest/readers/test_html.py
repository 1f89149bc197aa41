from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from web_pages import ARCHIVES, ARTICLE, BODY, PAGES, TITLE, SavedPage, paragraphs, word_archive, word_page

from ingest.detection import Format, detect
from ingest.models import CutReason, Extraction, FailureCategory, UnreadableFileError
from ingest.readers import html_lines, read
from ingest.readers.html import _without_markup as without_markup
from ingest.readers.html import read_html, read_web_archive

INVISIBLE = ("脚本里的文字", "数据里的文字", "管理员", "某某单位", "MsoNormal", "广告位招租", "清源教育信息网")
"""Words of the pages above that no reader of the page sees."""


def page(body: str, head: str = "") -> Extraction:
    return read_html(f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode())


def lines(body: str, head: str = "") -> list[str]:
    return page(body, head).text.split("\n")


def extract(saved: SavedPage) -> Extraction:
    return read(saved.data, detect(saved.data, "网页"))


every_page = pytest.mark.parametrize("saved", [*PAGES.values(), *ARCHIVES.values()], ids=[*PAGES, *ARCHIVES])


@every_page
def test_article_is_kept_word_for_word_and_nothing_else(saved: SavedPage) -> None:
    assert extract(saved).text.split("\n") == saved.article


@every_page
def test_frame_is_in_the_cuts(saved: SavedPage) -> None:
    extraction = extract(saved)
    cut = "\n".join(cut.text for cut in extraction.cuts)
    assert [words for words in saved.frame if words not in INVISIBLE and words not in cut] == []
    assert [words for words in saved.frame if words in extraction.text] == []


@every_page
def test_cuts_stand_in_order_within_the_text(saved: SavedPage) -> None:
    extraction = extract(saved)
    starts = [cut.start for cut in extraction.cuts]
    assert starts == sorted(starts)
    assert all(0 <= start <= len(extraction.text) for start in starts)
    assert all(start in (0, len(extraction.text)) or extraction.text[start - 1] == "\n" for start in starts)
    assert {cut.reason for cut in extraction.cuts} <= {CutReason.WEB_FRAME}


def test_cut_amid_the_article_tells_its_place() -> None:
    extraction = extract(PAGES["document_site"])
    cut = next(cut for cut in extraction.cuts if "公务员培训班" in cut.text)
    assert extraction.text[cut.start :].startswith(BODY[len(BODY) // 2])


def test_word_archive_under_the_name_of_a_document() -> None:
    assert detect(word_archive().data, "总结.doc") is Format.MHTML


# How an article's text is laid out.


def test_blocks_and_breaks_end_lines_and_inline_tags_do_not() -> None:
    assert lines("<p>落实<q>双减</q>要求。</p>") == ["落实“双减”要求。"]
    body = "<p>全区<b>共有</b><font color=red>校</font>车<span>35</span>辆。<br>逐车<a href='#x'>签订</a>责任书。</p><div>甲<div>乙</div>丙</div>"
    assert lines(body) == ["全区共有校车35辆。", "逐车签订责任书。", "甲", "乙", "丙"]


def test_entities_and_spaces() -> None:
    assert lines("<p>&ldquo;双减&rdquo;&nbsp;A&amp;B&#20013;&#x56fd;\u200b</p>") == ["“双减” A&B中国"]
    assert lines("<p>　　校车\n   安全，school \n  bus</p>") == ["校车安全，school bus"]


def test_raised_and_lowered_digits() -> None:
    assert lines("<p>新增校舍1.2万m<sup>2</sup>，CO<sub>2</sub>监测，见注<sup>[1]</sup>，约10<sup>4</sup>人。</p>") == [
        "新增校舍1.2万m²，CO₂监测，见注[1]，约10⁴人。"
    ]


def test_preformatted_text_keeps_its_lines() -> None:
    assert lines("<pre>一、安全\n  抓好校车。\n\n二、质量</pre><p style='white-space:pre-wrap'>甲\n乙</p>") == [
        "一、安全",
        "抓好校车。",
        "二、质量",
        "甲",
        "乙",
    ]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ol><li>甲</li><li><p>乙</p><p>续</p></li></ol>", ["1. 甲", "2. 乙", "续"]),
        ("<ol start=3><li>甲<li>乙<li value=9>丙<li>丁</ol>", ["3. 甲", "4. 乙", "9. 丙", "10. 丁"]),
        ("<ol reversed><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
        ("<ol type=A><li>甲<li>乙</ol><ol type=a start=27><li>丙</ol>", ["A. 甲", "B. 乙", "aa. 丙"]),
        ("<ol type=I start=4><li>甲</ol><ol type=i start=9><li>乙</ol>", ["IV. 甲", "ix. 乙"]),
        ("<ol style='list-style-type: cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"]),
        ("<ol start=20 style='list-style: simp-chinese-informal inside'><li>甲<li>乙</ol>", ["二十、甲", "二十一、乙"]),
        ("<ol class='custom_cn2 list-paddingleft-2'><li>甲<li>乙</ol>", ["（一）甲", "（二）乙"]),
        ("<ol style='list-style-type:none'><li>甲</ol><ul><li>乙</ul>", ["甲", "乙"]),
        ("<ol><li>一、甲<li>1.乙</ol>", ["一、甲", "1.乙"]),
        ("<ol><li>甲<ol><li>子</ol><li>乙</ol>", ["1. 甲", "1. 子", "2. 乙"]),
        ("<ol><li></li><li>乙</li></ol>", ["2. 乙"]),
    ],
)
def test_list_numbers_become_text(markup: str, expected: list[str]) -> None:
    assert lines(markup) == expected


def test_headings_have_levels_and_the_title_none() -> None:
    extraction = extract(PAGES["blog"])
    found = [(extraction.text[h.start : h.end], h.level) for h in extraction.headings]
    assert found == [(BODY[1], 1), (BODY[3], 1), (BODY[4], 2), (BODY[5], 2), (BODY[8], 1)]


def test_line_under_the_title_is_no_heading_of_the_article() -> None:
    extraction = page(f"<h1>{TITLE}</h1><h3>清源区教育局</h3><div>来源：本站</div><div class=con><h2>{BODY[1]}</h2>{paragraphs()}</div>")
    assert extraction.text.startswith(f"{TITLE}\n清源区教育局\n{BODY[1]}")
    assert [extraction.text[h.start : h.end] for h in extraction.headings] == [BODY[1]]


def test_paragraph_in_a_heading_tag_is_no_heading() -> None:
    long = "全区教育系统坚持以习近平新时代中国特色社会主义思想为指导，" * 3
    extraction = page(f"<h1>{TITLE}</h1><h3>一、安全</h3><h3>{long}</h3><p>{long}</p>")
    assert [extraction.text[h.start : h.end] for h in extraction.headings] == ["一、安全"]


def test_rows_of_a_data_table_bear_their_column_names() -> None:
    table = "<table><caption>表1 学校情况</caption><tr><th rowspan=2>学校</th><th colspan=2>教师</th></tr><tr><th>男</th><th>女</th></tr>"
    table += "<tr><td rowspan=2>一小</td><td>12</td><td>20</td></tr><tr><td>13</td><td></td></tr></table>"
    assert lines(f"<p>{BODY[0]}</p>{table}<p>{BODY[2]}</p>")[1:-1] == [
        "表1 学校情况",
        "学校：一小；教师·男：12；教师·女：20",
        "学校：一小；教师·男：13",
    ]


def test_table_that_lays_out_a_text_is_no_data() -> None:
    text = "<br>".join(BODY)
    assert lines(f"<table><tr><td>&nbsp;</td><td>{TITLE}</td></tr><tr><td>&nbsp;</td><td>{text}</td></tr></table>") == ARTICLE


def test_merged_cells_without_bounds_are_borne() -> None:
    table = "<table><tr><th>学校</th><th>人数</th></tr><tr><td>一小</td><td colspan=99999 rowspan=0>24</td></tr><tr><td>二小</td></tr></table>"
    assert lines(table) == ["学校：一小；人数：24", "学校：二小；人数：24"]


def test_table_without_column_names_ends_the_article() -> None:
    table = "<table border=1><tr><td>清源一小</td><td>24</td><td>60</td></tr><tr><td>清源二小</td><td>18</td><td>44</td></tr></table>"
    assert lines(f"<h1>{TITLE}</h1><div>{paragraphs(BODY[:3])}{table}</div>")[-2:] == ["清源一小 | 24 | 60", "清源二小 | 18 | 44"]


# The title.


@pytest.mark.parametrize(
    ("head", "above", "first"),
    [
        (f"<title>{TITLE}_云泽教育网</title>", "", TITLE),
        (f"<title>{TITLE} - 政务公开 - 清源区人民政府</title>", f"<h1>{TITLE}</h1>", TITLE),
        (f"<title>清源区人民政府-{TITLE}</title>", "", TITLE),
        ("<title>云泽教育网</title>", f"<h1>云泽教育网</h1><h2>{TITLE}</h2>", TITLE),
        ("<title>无标题文档</title>", f"<div class='news_title'>{TITLE}</div><div>发布时间：2024-01-05</div>", TITLE),
        ("", f"<div class=header><h1>{TITLE}</h1></div>", TITLE),
        (f'<meta name="ArticleTitle" content="{TITLE}"><title>云泽教育网</title>', "", TITLE),
        (f"<title>{TITLE[:14]}...</title>", f"<div class=x1>{TITLE}</div>", TITLE),
        ("<title>2021-2023年清源区教育工作总结_云泽教育网</title>", "", "2021-2023年清源区教育工作总结"),
    ],
)
def test_title_is_the_first_line(head: str, above: str, first: str) -> None:
    assert lines(f"{above}<div id=c>{paragraphs()}</div>", head) == [first, *BODY]


@pytest.mark.parametrize("name", ["云泽教育网", "无标题文档", "Untitled Document", "政务公开", "清源区教育局"])
def test_name_of_a_site_is_no_title(name: str) -> None:
    assert lines(f"<div>{paragraphs()}</div>", f"<title>{name}</title>") == BODY


def test_title_in_two_lines() -> None:
    head = f"<title>{TITLE}-云泽教育网</title>"
    assert lines(f"<h1>清源区教育局<br>{TITLE[6:]}</h1><div>来源：本站</div><div>{paragraphs()}</div>", head) == ["清源区教育局", TITLE[6:], *BODY]


def test_title_repeated_in_the_text_stands_once() -> None:
    extraction = page(f"<h1>{TITLE}</h1><p>发布时间：2024-01-05 来源：本站</p><div class=con>{paragraphs(ARTICLE)}</div>")
    assert extraction.text.split("\n") == ARTICLE


def test_letterhead_above_the_title_stays_above() -> None:
    body = ["清源区教育局文件", "清教〔2024〕1号", "关于印发2023年工作总结的通知", *BODY]
    assert lines(f"<div class=WordSection1>{paragraphs(body)}</div>", "<meta name=Generator content='Microsoft Word 15'><title>附件1</title>") == body


# What must not be cut.


@pytest.mark.parametrize(
    "line",
    [
        "更多文章走进校园。",
        "信息来源单一的问题仍然存在，需要加以改进。",
        "分享经验",
        "发布信息1200条，阅读量突破30万次，点击率居全市前列。",
        "图书馆（阅读：35万册次）建成开放，日均接待师生2000人次。",
        "2023年12月28日",
        "（二〇二三年十二月二十八日）",
        "位置偏远的学校配备校车35辆。",
        "相关推荐工作有序开展，推荐优秀教师12名。",
        "打印机、复印机等设备采购到位",
        "版权保护教育进校园活动开展24场。",
        "全面推行家长扫码入校登记。",
        "阅读100本好书",
        "还有3%的学校未达标",
        "推荐：张三、李四两位教师获评省级名师",
    ],
)
def test_sentence_that_speaks_of_such_things_is_kept(line: str) -> None:
    assert line in lines(f"<h1>{TITLE}</h1><div>{paragraphs([*BODY[:3], line, *BODY[3:]])}</div>")
    assert line in lines(f"<h1>{TITLE}</h1><div>{paragraphs([line, *BODY])}</div>")
    assert line in lines(f"<h1>{TITLE}</h1><div>{paragraphs([*BODY[:-2], line])}</div><div class=footer>版权所有</div>")


def test_parts_of_the_article_in_several_places_are_all_kept() -> None:
    body = "".join(f"<div><div><div class='part{i}'><p>{line}</p></div></div></div>" for i, line in enumerate(BODY))
    assert lines(f"<div class=nav><a href=1>首页</a></div><h1>{TITLE}</h1>{body}<div class=footer>版权所有</div>") == ARTICLE


def test_name_of_a_container_does_not_condemn_the_article() -> None:
    for name in ("print", "comment-open sidebar-right", "share_content", "nav-main", "footer"):
        assert lines(f"<h1>{TITLE}</h1><div class='{name}'>{paragraphs()}</div>") == ARTICLE


def test_article_hidden_until_a_script_shows_it() -> None:
    assert lines(f"<h1>{TITLE}</h1><div id=c style='display:none'>{paragraphs()}</div><div>首页</div>") == ARTICLE


def test_hidden_words_in_the_article_are_cut() -> None:
    body = paragraphs(BODY[:4]) + "<p style='display: none'>本文转自某某站</p><p hidden>隐去</p>" + paragraphs(BODY[4:])
    extraction = page(f"<h1>{TITLE}</h1><div>{body}</div>")
    assert extraction.text.split("\n") == ARTICLE
    assert [cut.text for cut in extraction.cuts] == ["本文转自某某站\n隐去"]


def test_attachments_of_the_article_are_kept() -> None:
    body = (
        f"<h1>{TITLE}</h1><div class=con>{paragraphs()}<p>附件：<a href=1.doc>1.重点工作清单.doc</a></p><p><a href=2.xls>2.经费表.xls</a></p></div>"
    )
    assert lines(body) == [*ARTICLE, "附件：1.重点工作清单.doc", "2.经费表.xls"]


# Pages out of the ordinary.


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>校车安全。</p>", ["校车安全。"]),
        ("校车安全", ["校车安全"]),
        ("<a href=1>全区校车台账</a>", ["全区校车台账"]),
        ("<div class=nav>全区校车台账</div>", ["全区校车台账"]),
        ("<html><body><!-- 未完 <p>校车安全。</p>", ["未完", "校车安全。"]),
        ("<html><title>题<body><p>校车安全。</p>", ["题", "校车安全。"]),
        ("<p>校车<p>安全<div>质量", ["校车", "安全", "质量"]),
        ("</div></p><td>校车</td>", ["校车"]),
        ("<html><body></body></html><p>之后的文字", ["之后的文字"]),
        (
            "<html><body><p>校车。</p></body></html><!DOCTYPE html><html><head><title>题</title></head><body><p>安全。</p></body></html>",
            ["校车。", "安全。"],
        ),
        ("<frameset><frame src=a.htm><noframes>请升级</noframes></frameset>正文在此，请阅读。", ["请升级", "正文在此，请阅读。"]),
    ],
)
def test_small_and_broken_pages_give_what_they_hold(markup: str, expected: list[str]) -> None:
    assert read_html(markup.encode()).text.split("\n") == expected


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body><div id=app></div><script>var text = '正文';</script><noscript>请启用JavaScript</noscript></body></html>",
        "<html><frameset cols='20%,80%'><frame src=menu.htm><frame src=main.htm></frameset></html>",
        "<html><head><title>清源区教育局2023年工作总结</title></head><body><img src=1.jpg></body></html>",
        "<!-- 空 -->",
        "<html>",
    ],
)
def test_page_without_text_is_empty_and_the_remedy_is_told(markup: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_html(markup.encode())
    assert caught.value.category is FailureCategory.EMPTY
    assert "PDF" in str(caught.value)


def test_tags_never_closed_lose_nothing() -> None:
    body = "".join(f"<div><font size=3><span>第{i}条，抓好校园安全各项工作。" for i in range(1500))
    assert lines(body) == [f"第{i}条，抓好校园安全各项工作。" for i in range(1500)]


def test_spans_beyond_the_table_take_no_room() -> None:
    rows = "".join(f"<tr><td colspan=1000 rowspan=65534>第{i}校</td><td>新建{i}</td></tr>" for i in range(200))
    table = html.fromstring(f"<table>{rows}</table>")
    places, _ = html_lines._places(list(table.iter("tr")))
    assert len(places) <= 200 * (200 + 2)
    found = page(f"<table>{rows}</table>").text
    assert all(f"第{i}校" in found and f"新建{i}" in found for i in range(200))


def test_a_table_too_large_for_a_grid_is_read_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_lines, "_MAX_PLACES", 20)
    rows = "".join(f"<tr><td>第{i}小学<td>{i}" for i in range(12))
    assert lines(f"<table><tr><td rowspan=2>学校<td>班级<tr><td>个{rows}</table>") == [
        *("学校：班级", "个"),
        *(f"第{i}小学：{i}" for i in range(12)),
    ]


def test_a_title_spanning_more_columns_than_there_are_makes_none() -> None:
    rows = "<tr><td colspan=150>学校情况<tr><td>学校<td>班级<tr><td>一小<td>24<tr><td>二小<td>18"
    assert lines(f"<table>{rows}</table>") == ["学校情况", "学校：一小；班级：24", "学校：二小；班级：18"]


@pytest.mark.parametrize("opened", ["<!--", "<script ", "<style>", "<!-- --><!--"])
def test_many_comments_and_scripts_never_closed(opened: str) -> None:
    # Looking for each one's end would take hours.
    data = f"<p>{BODY[0]}</p><p>{BODY[2]}</p>".encode("gbk") + opened.encode() * 200_000
    assert without_markup(data).split()[:2] == [BODY[0].encode("gbk"), BODY[2].encode("gbk")]


def test_words_of_scripts_and_comments_tell_no_encoding() -> None:
    data = b"<p>a<!-- x > y -->b<SCRIPT t='1'>c</p>d</Script >e<style>f</style\n>g<script>h"
    assert without_markup(data).split() == [b"a", b"b", b"e", b"g", b"h"]


def test_page_swallowed_by_one_of_many_scripts() -> None:
    closed = "<script>a</script><!-- b -->" * 20_000
    assert lines(f"{closed}<!--<p>{BODY[0]}</p>" + "<p>校车</p>" * 3)[0] == BODY[0]


def test_archive_nested_too_deep_is_told() -> None:
    data = b"MIME-Version: 1.0\n" + b"".join(b"Content-Type: multipart/related; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(1200))
    with pytest.raises(UnreadableFileError) as caught:
        read_web_archive(data)
    assert caught.value.category is FailureCategory.DAMAGED


@given(st.text(st.sampled_from("<>/=\"'&;-! pdivtablrhscy校车安全，。\x00\n"), max_size=80))
def test_any_markup_is_read_or_called_empty(markup: str) -> None:
    try:
        extraction = read_html(markup.encode())
    except UnreadableFileError as error:
        assert error.category is FailureCategory.EMPTY
    else:
        assert extraction.text.strip()


@given(
    st.lists(st.sampled_from([*BODY, "清源一小", "抓好校车安全，", "1.继续努力", "效果好"]), min_size=1, max_size=12),
    st.sampled_from(["p", "div", "br", "td", "li"]),
)
def test_no_line_of_a_plain_page_is_lost(body: list[str], tag: str) -> None:
    markup = "<br>".join(body) if tag == "br" else "".join(f"<{tag}>{line}</{tag}>" for line in body)
    if tag == "td":
        markup = f"<table>{''.join(f'<tr><td>{line}</td></tr>' for line in body)}</table>"
    assert lines(markup) == body


# Encodings.

CHINESE = f"<p>{BODY[0]}</p><p>{BODY[2]}</p>"


@pytest.mark.parametrize(
    "data",
    [
        f"<meta charset=gb2312>{CHINESE}".encode("gbk"),
        f"<meta http-equiv='Content-Type' content='text/html; charset=gb2312'>{CHINESE}".encode("gb18030"),
        f"<meta charset=gb2312>{CHINESE}".encode(),
        f"<meta charset=iso-8859-1>{CHINESE}".encode("gbk"),
        f"<meta charset=nonsense>{CHINESE}".encode("gbk"),
        f"<html>{CHINESE}".encode("gbk"),
        f"<html>{CHINESE}".encode(),
        f"<html>{CHINESE}".encode("utf-8-sig"),
        f"<html><meta charset=utf-16>{CHINESE}".encode("utf-16"),
        f"<?xml version='1.0' encoding='GBK'?><html>{CHINESE}</html>".encode("gbk"),
        f"<meta charset=gbk>{CHINESE}".encode("gbk") + b"<p>\x81</p>",
        f"<meta charset=utf-8>{CHINESE}".encode() + b"<p>\xe6\xa0</p>",
    ],
)
def test_encodings(data: bytes) -> None:
    assert read_html(data).text.split("\n")[:2] == [BODY[0], BODY[2]]


def test_traditional_page_in_big5() -> None:
    assert (
        read_html("<meta charset=big5><p>清源區教育局二〇二三年工作總結</p>".replace("〇", "零").encode("big5")).text
        == "清源區教育局二零二三年工作總結"
    )


def test_archive_told_another_encoding_than_the_page() -> None:
    data = word_archive().data.replace(b'charset="gb2312"', b'charset="utf-8"', 1)
    assert read_web_archive(data).text.split("\n") == word_page().article


def test_archive_without_a_page() -> None:
    data = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--\n"
    with pytest.raises(UnreadableFileError) as caught:
        read_web_archive(data)
    assert caught.value.category is FailureCategory.EMPTY


def test_archive_whose_text_is_in_an_inner_page() -> None:
    outer = "<html><body><p>通知公告</p><iframe src=inner></iframe></body></html>"
    inner = f"<html><meta charset=utf-8><body><h1>{TITLE}</h1>{paragraphs()}</body></html>"
    parts = "".join(f"--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{part}\n" for part in (outer, inner))
    data = f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n{parts}--b--\n".encode()
    assert read_web_archive(data).text.split("\n") == ARTICLE


def test_truncated_archive_gives_what_is_there() -> None:
    data = word_archive().data
    text = read_web_archive(data[: len(data) * 2 // 3]).text
    assert text.startswith(TITLE)
    assert BODY[0] in text

"""Made-up texts that several test modules share."""

from hypothesis import strategies as st

COMMON = bytes(b for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFF) for b in (high, low)).decode("gb2312")
"""The common ideographs: level 1 of GB 2312 (its last, incomplete row left out)."""

PROSE = (
    "今年以来，雁浦区教育局围绕办好家门口的学校这条主线，统筹推进学位供给、队伍建设和校园安全各项工作，取得了新的成效。"
    "全年新建学校六所，新增学位三千余个，起始年级大班额全部消除，群众的满意度比上年有所提高。"
    "在校车管理方面，组织驾驶员和照管员培训四批，更换到期车辆二十二辆，全年没有发生责任事故。"
    "下一步，我们将继续补齐短板，把项目建设、教师交流和课后服务抓得更细更实，让孩子们在公平的环境里成长。"
)

_words = st.text(alphabet=COMMON[:400], min_size=1, max_size=30)
_sentence = st.builds(lambda words, end: words + end, _words, st.sampled_from("。！？；"))
_heading = st.builds(
    lambda mark, words: mark + words,
    st.sampled_from(
        [
            "第一部分　",
            "第二章 ",
            "第三节",
            "一、",
            "二、",
            "三、",
            "（一）",
            "（二）",
            "(三)",
            "1.",
            "2．",
            "３、",
            "（1）",
            "2)",
            "①",
            "# ",
            "## 二、",
            "**四、",
        ]
    ),
    _words,
)
_run = st.integers(min_value=380, max_value=1300).map(lambda n: (COMMON[500:537] * 40)[:n])
_blank = st.sampled_from(["", " ", "　　", "\t"])
_paragraph = st.lists(_sentence, min_size=1, max_size=25).map("".join)
_line = st.one_of(
    _heading, st.builds(lambda h, p: h + "。" + p, _heading, _paragraph), _paragraph, _run, st.builds(lambda b, p: b + p, _blank, _paragraph), _blank
)

report_texts = st.lists(_line, max_size=14).map("\n".join)
"""Texts of headings, paragraphs, long runs without punctuation, and blank lines."""

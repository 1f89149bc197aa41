from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.errors import ConfigError
from assistant.overview import DEFAULT_TOPICS, load_topics, save_topics
from assistant.overview.topics import question_about, why_not_one
from assistant.thesaurus import load_thesaurus

FILE = "话题.txt"


def test_without_a_list_there_are_the_default_topics(tmp_path: Path) -> None:
    assert load_topics(tmp_path).topics == DEFAULT_TOPICS
    assert len(DEFAULT_TOPICS) == 16


def test_default_topics_are_known_to_the_thesaurus() -> None:
    from assistant.thesaurus import Thesaurus, Wording, topic_of

    thesaurus = Thesaurus(load_thesaurus())
    assert [topic for topic in DEFAULT_TOPICS if len(topic_of(Wording(topic), thesaurus).terms) < 2] == []


def test_topics_are_kept_once_each_in_order(tmp_path: Path) -> None:
    kept = save_topics(tmp_path, [" 校车安全 ", "", "“双减”", "双减", "ＡＩ教育", "AI教育", "校车安全"])
    assert kept == ("校车安全", "“双减”", "ＡＩ教育")
    assert load_topics(tmp_path).topics == kept
    assert sorted(path.name for path in tmp_path.iterdir()) == [FILE]


def test_an_empty_list_is_back_to_the_default(tmp_path: Path) -> None:
    save_topics(tmp_path, ["校车安全"])
    assert save_topics(tmp_path, ["", "  "]) == DEFAULT_TOPICS
    assert load_topics(tmp_path).topics == DEFAULT_TOPICS
    assert not (tmp_path / FILE).exists()


def test_a_list_written_by_hand_may_have_comments_and_any_chinese_encoding(tmp_path: Path) -> None:
    text = "# 我们的话题\r\n\r\n校车安全\r\n # 暂时不看\r\n食品安全\r\n"
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        (tmp_path / FILE).write_bytes(text.encode(encoding))
        assert load_topics(tmp_path).topics == ("校车安全", "食品安全")
    save_topics(tmp_path, ["劳动教育"])
    assert (tmp_path / FILE).read_text(encoding="utf-8") == "# 我们的话题\n# 暂时不看\n劳动教育\n"


@pytest.mark.parametrize(
    ("topics", "told"),
    [
        (["校"], "2 到 30 个字"),
        (["——！"], "2 到 30 个字"),
        (["安" * 31], "2 到 30 个字"),
        (["#校车"], "注释"),
        ([f"话题{n}" for n in range(61)], "61 个，最多 60 个"),
    ],
)
def test_topics_that_cannot_be_used_are_refused_and_the_old_list_stays(tmp_path: Path, topics: list[str], told: str) -> None:
    save_topics(tmp_path, ["校车安全"])
    with pytest.raises(ConfigError, match=told):
        save_topics(tmp_path, topics)
    assert load_topics(tmp_path).topics == ("校车安全",)


def test_sixty_topics_are_kept(tmp_path: Path) -> None:
    assert len(save_topics(tmp_path, [f"话题{n}" for n in range(60)])) == 60


def test_a_topic_stays_on_one_line_and_reads_from_left_to_right(tmp_path: Path) -> None:
    assert save_topics(tmp_path, ["校车\n# 安全\u202e", "食\x00品安全"]) == ("校车 # 安全", "食品安全")
    assert load_topics(tmp_path).topics == ("校车 # 安全", "食品安全")


def test_a_list_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="索引文件夹是否可以写入"):
        save_topics(tmp_path / "nowhere", ["校车安全"])


def test_a_list_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff\xff\x00\x81\xff")
    with pytest.raises(ConfigError, match="UTF-8"):
        load_topics(tmp_path)


def test_a_list_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(ConfigError, match="读不出来"):
        load_topics(tmp_path)


def test_topics_on_one_line_are_topics_of_their_own(tmp_path: Path) -> None:
    assert save_topics(tmp_path, ["校车、食品安全", "双减，课后服务,研学；劳动教育;双减"]) == (
        "校车",
        "食品安全",
        "双减",
        "课后服务",
        "研学",
        "劳动教育",
    )
    (tmp_path / FILE).write_text("校车、食品安全\n", encoding="utf-8")
    assert load_topics(tmp_path).topics == ("校车", "食品安全")


def test_a_topic_that_is_told_to_be_none_is_refused(tmp_path: Path) -> None:
    asked: list[str] = []

    def why_not(topic: str) -> str:
        asked.append(topic)
        return "不行" if topic == "食品安全" else ""

    with pytest.raises(ConfigError, match="不行"):
        save_topics(tmp_path, ["校车、食品安全", "双减"], why_not)
    assert asked == ["校车", "食品安全"]
    assert load_topics(tmp_path).topics == DEFAULT_TOPICS


def why_not(assistant: Assistant, topic: str) -> str:
    return why_not_one(topic, assistant.plan(question_about(topic)))


@pytest.mark.parametrize(
    ("topic", "told"),
    [
        ("校车和食品安全", "2 个话题（校车、食品安全）。请分开写，一行一个"),
        ("校园欺凌或校园霸凌", "2 个话题（校园欺凌、校园霸凌）"),
        ("上半年安全", "“上半年”是年份、时段或地区，不是话题。请只写“安全”"),
        ("2023年校车", "“2023年”是年份、时段或地区，不是话题。请只写“校车”"),
        ("2023年", "请写要查的事项"),
    ],
)
def test_what_the_chat_takes_for_more_than_a_topic_is_told(known: Assistant, topic: str, told: str) -> None:
    assert told in why_not(known, topic)


@pytest.mark.parametrize("topic", [*DEFAULT_TOPICS, "“双减”", "无人机巡查", "“校车和食品安全”", "$x^2$", "十四五规划"])
def test_what_the_chat_takes_for_one_topic_is_one(known: Assistant, topic: str) -> None:
    assert why_not(known, topic) == ""


def test_lines_that_cannot_be_used_are_left_out_and_told(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("校车安全\n校\n——！\n食品安全\n", encoding="utf-8")
    found = load_topics(tmp_path)
    assert found.topics == ("校车安全", "食品安全")
    assert found.lines == ("校车安全", "校", "——！", "食品安全")
    assert [FILE in problem and "2 到 30 个字" in problem for problem in found.problems] == [True, True]


def test_a_list_of_which_nothing_can_be_used_gives_the_default_topics(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("\n".join("校车安全"), encoding="utf-8")
    assert load_topics(tmp_path) == (DEFAULT_TOPICS, tuple("校车安全"), load_topics(tmp_path).problems)


def test_a_list_that_is_too_long_is_cut_and_told(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("\n".join([*(f"话题{n}" for n in range(61)), *"校" * 9]), encoding="utf-8")
    found = load_topics(tmp_path)
    assert len(found.topics) == 60 and len(found.lines) == 70
    assert len(found.problems) == 6 and "还有 5 处" in found.problems[-1]

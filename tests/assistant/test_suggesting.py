from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support import EXAMPLES, HashEmbedder

from assistant import Assistant, Settings
from assistant.models import Status
from assistant.plans import Intent, Quantifier
from assistant.suggesting import suggestions
from assistant.thesaurus import Thesaurus, load_thesaurus

THESAURUS = Thesaurus(load_thesaurus())


def suggested(assistant: Assistant, count: int = 6) -> tuple[str, ...]:
    with assistant._store.reading():
        return suggestions(assistant._store, THESAURUS, count)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    assistant = Assistant(Settings(index=tmp_path_factory.mktemp("examples") / "index"), create=True, embedder=HashEmbedder())
    assistant.sync(EXAMPLES)
    return assistant


def of_texts(open_assistant: Callable[..., Assistant], folder: Path, texts: dict[str, str]) -> Assistant:
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    assistant = open_assistant()
    assistant.sync(folder)
    return assistant


def are_answered(assistant: Assistant, questions: tuple[str, ...]) -> None:
    for question in questions:
        answer = assistant.ask(question)
        assert answer.status is Status.ANSWERED, question
        assert answer.citations or answer.plan.intent is Intent.COLLECTION, question
        assert answer.plan.ignored == (), question
        if answer.plan.intent is Intent.SURVEY:
            assert answer.count, question


def test_every_kind_is_there_and_each_is_answered_with_evidence(examples: Assistant) -> None:
    questions = suggested(examples)
    are_answered(examples, questions)
    plans = [examples.plan(question) for question in questions]
    assert [plan.intent for plan in plans[:5]] == [Intent.SURVEY, Intent.SUMMARISE, Intent.SURVEY, Intent.COMPARE, Intent.SURVEY]
    assert [[c.quantifier for c in plan.conditions] for plan in plans[:5] if plan.intent is Intent.SURVEY] == [
        [Quantifier.ANY_OF],
        [Quantifier.NONE_OF],
        [Quantifier.ANY_OF, Quantifier.NONE_OF],
    ]
    assert [len(plan.places) for plan in plans[:5]] == [0, 1, 0, 2, 0]
    assert all(topic.concept and not topic.loose for plan in plans for topic in plan.topics)
    assert len({topic.text for plan in plans for topic in plan.topics}) == sum(len(plan.topics) for plan in plans)


def test_a_survey_tells_regions_apart(examples: Assistant) -> None:
    regions = {e.region.name for e in examples.reports() if e.region.name}
    for question in suggested(examples):
        answer = examples.ask(question)
        if answer.plan.intent is Intent.SURVEY:
            assert answer.count is not None
            assert 0 < answer.count < len(regions), question


def test_they_are_the_same_each_time_and_no_more_than_wanted(examples: Assistant) -> None:
    assert suggested(examples) == suggested(examples)
    assert suggested(examples, 2) == suggested(examples)[:2]
    assert suggested(examples, 0) == ()


def test_years_are_named_only_where_there_are_several(
    examples: Assistant, open_assistant: Callable[..., Assistant], reports: Path, tmp_path: Path
) -> None:
    assert any("2024年" in question for question in suggested(examples))
    (reports / "岚溪县2024.md").unlink()
    one_year = open_assistant()
    one_year.sync(reports)
    questions = suggested(one_year)
    assert questions
    assert not any("年" in question for question in questions)


def test_an_empty_collection_suggests_nothing(open_assistant: Callable[..., Assistant]) -> None:
    assert suggested(open_assistant()) == ()


def test_few_reports(filled: Assistant) -> None:
    questions = suggested(filled)
    assert len(questions) > 3
    are_answered(filled, questions)


@pytest.mark.parametrize("kept", [["雁浦区2023.txt"], ["雁浦区2023.txt", "鹭洲区2023.txt"]])
def test_one_report_or_two(open_assistant: Callable[..., Assistant], reports: Path, kept: list[str]) -> None:
    for path in reports.iterdir():
        if path.name not in kept:
            path.unlink()
    assistant = open_assistant()
    assistant.sync(reports)
    questions = suggested(assistant)
    assert any("雁浦区" in question or "鹭洲区" in question for question in questions)
    are_answered(assistant, questions)


def test_reports_of_unknown_regions_are_called_reports(open_assistant: Callable[..., Assistant], tmp_path: Path) -> None:
    texts = {
        "1.txt": "教育局2023年工作总结\n\n一、安全\n推进食品安全检查。校车全部安装定位。\n二、队伍\n开展师德师风教育。\n",
        "2.txt": "教育局2023年工作总结\n\n一、改革\n推进集团化办学。食品安全有保障。\n二、减负\n“双减”工作稳步推进，课后服务全覆盖。\n",
        "3.txt": "教育局2023年工作总结\n\n一、教师\n教师招聘45人，师德师风持续向好。\n二、体育\n校园足球广泛开展。\n",
    }
    assistant = of_texts(open_assistant, tmp_path / "in", texts)
    assert not any(e.region.name for e in assistant.reports())
    questions = suggested(assistant)
    assert any(question.startswith("哪些报告提到") for question in questions)
    assert not any("地区" in question for question in questions)
    are_answered(assistant, questions)


def test_regions_of_one_name_are_told_apart(open_assistant: Callable[..., Assistant], tmp_path: Path) -> None:
    said = "一、安全\n食品安全检查120次。食品安全宣传30场。食品安全台账齐全。校车35辆。\n"
    texts = {f"{city}.txt": f"{city}通州区教育局2023年工作总结\n\n{said}" for city in ("北京市", "南通市")}
    assistant = of_texts(open_assistant, tmp_path / "in", texts)
    questions = suggested(assistant)
    named = [question for question in questions if "通州区" in question]
    assert named
    assert not any(question.startswith("通州区") for question in named)
    are_answered(assistant, questions)


def test_a_collection_of_other_matters_still_gets_a_question(open_assistant: Callable[..., Assistant], tmp_path: Path) -> None:
    assistant = of_texts(open_assistant, tmp_path / "in", {"1.txt": "雁浦区教育局2023年工作总结\n\n栀子花开了三次，枇杷熟了。\n"})
    assert suggested(assistant) == ("资料里有哪些报告？",)
    are_answered(assistant, suggested(assistant))

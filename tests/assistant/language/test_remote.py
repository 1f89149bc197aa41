from __future__ import annotations

import logging
import socket
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from model_servers import PROBABILITIES, WORDS, ServerProcess
from pydantic import SecretStr

from assistant.errors import ConfigError
from assistant.language.base import LanguageModelError, Message, Trouble
from assistant.language.budget import Budget, Stopped
from assistant.language.remote import RemoteModel
from assistant.language.remote_client import Patience

KEY = "sk-7f3a91c5e2"
IMPATIENT = Patience(connect=2, first=2, piece=1, pause=0.1)
ASKED = (Message("system", "你是助手。"), Message("user", "演练了多少次？"))
SCHEMA = {"type": "object", "properties": {"区县": {"type": "string"}, "次数": {"type": "integer"}}, "required": ["区县", "次数"]}
BOUND_S = 15.0
"""Far above what any of these takes on a busy machine, far below the two minutes for which the servers hang."""

Serve = Callable[..., tuple[RemoteModel, ServerProcess]]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts a server in a mode and connects a model of a provider to it."""
    started: list[tuple[RemoteModel, ServerProcess]] = []

    def start(mode: str, provider: str = "openai", **options: Any) -> tuple[RemoteModel, ServerProcess]:
        server = ServerProcess(mode)
        options = {"key": SecretStr(KEY), "patience": IMPATIENT, **options}
        started.append((RemoteModel(provider, "m", url=server.url + ("/v1" if provider == "openai" else ""), **options), server))
        return started[-1]

    yield start
    for model, server in started:
        model.close()
        server.close()


def answer(model: RemoteModel, budget: Budget | None = None) -> list[str]:
    return list(model.stream(ASKED, max_tokens=50, budget=budget or Budget(60)))


def opinions(model: RemoteModel, *questions: str) -> list[tuple[bool, float | None, str]]:
    return [tuple(opinion) for opinion in model.judge([(Message("user", question),) for question in questions], budget=Budget(60))]


providers = pytest.mark.parametrize("provider", ["openai", "ollama"])


@providers
def test_an_answer_comes_piece_by_piece(serve: Serve, provider: str) -> None:
    model, server = serve("good", provider)
    assert answer(model) == list(WORDS)
    body = server.told()[0]["body"]
    assert [message["content"] for message in body["messages"]] == [message.text for message in ASKED]
    options = body if provider == "openai" else body["options"]
    assert (body["model"], body["stream"], options["temperature"]) == ("m", True, 0)
    assert options["max_tokens" if provider == "openai" else "num_predict"] == 50
    assert "max_completion_tokens" not in body


@providers
@pytest.mark.parametrize(
    ("mode", "trouble", "words"),
    [
        ("hang", Trouble.SLOW, "没有回应"),
        ("hang-midway", Trouble.SLOW, "没有回应"),
        ("reset", Trouble.BROKEN, "断了"),
        ("early-end", Trouble.BROKEN, "断了"),
        ("bad-chunk", Trouble.BROKEN, "断了"),
        ("error-chunk", Trouble.BROKEN, "断了"),
        ("html", Trouble.BROKEN, "请核对地址"),
        ("binary", Trouble.BROKEN, "请核对地址"),
        ("nothing", Trouble.BROKEN, "请核对地址"),
        ("wrong-json", Trouble.BROKEN, "请核对地址"),
        ("empty", Trouble.BROKEN, "空的回答"),
        ("only-thinking", Trouble.BROKEN, "空的回答"),
        ("400", Trouble.REFUSED, "上下文"),
        ("401", Trouble.REFUSED, "REPORT_ASSISTANT_LANGUAGE_MODEL_KEY"),
        ("402", Trouble.REFUSED, "余额"),
        ("403", Trouble.REFUSED, "REPORT_ASSISTANT_LANGUAGE_MODEL_KEY"),
        ("404", Trouble.REFUSED, "找不到"),
        ("429", Trouble.LIMITED, "不再接受请求"),
        ("500", Trouble.BROKEN, "出错了"),
        ("503", Trouble.UNREACHABLE, "正在启动"),
        ("504", Trouble.SLOW, "没有回应"),
    ],
)
def test_a_failing_server_is_told_apart_in_bounded_time(
    serve: Serve, provider: str, mode: str, trouble: Trouble, words: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    model, server = serve(mode, provider)
    began = time.monotonic()
    with caplog.at_level(logging.DEBUG), pytest.raises(LanguageModelError) as raised:
        answer(model)
    assert time.monotonic() - began < BOUND_S
    assert raised.value.trouble is trouble
    message = str(raised.value)
    assert words in message
    assert server.url in message
    assert "模型 m" in message
    assert "none" in message, "says that answers are still to be had"
    output = capfd.readouterr()
    shown = "".join(traceback.format_exception(raised.value)) + repr(raised.value) + caplog.text + output.out + output.err
    assert KEY not in shown + repr(model) + model.name + model.identity


def test_a_model_that_ollama_lacks_is_named_with_the_command_that_gets_it(serve: Serve) -> None:
    with pytest.raises(LanguageModelError, match="ollama pull m"):
        answer(serve("404", "ollama")[0])


def test_comments_that_keep_a_connection_alive_are_no_answer(serve: Serve) -> None:
    model, _ = serve("comments")
    with pytest.raises(LanguageModelError) as raised:
        answer(model)
    assert raised.value.trouble is Trouble.SLOW


def test_a_wrong_content_type_does_no_harm(serve: Serve) -> None:
    assert answer(serve("wrong-type")[0]) == list(WORDS)


def test_a_server_that_drips_is_waited_for(serve: Serve) -> None:
    model, _ = serve("drip", patience=Patience(connect=2, first=1.2, piece=1.2))
    assert answer(model) == list(WORDS), "the whole takes longer than any piece may"


def test_a_filter_of_the_provider_is_named(serve: Serve) -> None:
    with pytest.raises(LanguageModelError, match="内容审查") as raised:
        answer(serve("censored")[0])
    assert raised.value.trouble is Trouble.REFUSED


@providers
def test_nobody_listens_at_the_port(provider: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        model = RemoteModel(provider, "m", url=f"http://127.0.0.1:{taken.getsockname()[1]}", key=SecretStr(KEY))
        with pytest.raises(LanguageModelError, match="服务器已启动") as raised:
            answer(model)
    assert raised.value.trouble is Trouble.UNREACHABLE
    model.close()


@providers
def test_a_name_that_does_not_resolve(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_arguments: object, **_options: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    model = RemoteModel(provider, "m", url="http://no-such-host.invalid/v1")
    with pytest.raises(LanguageModelError) as raised:
        answer(model)
    assert raised.value.trouble is Trouble.UNREACHABLE
    model.close()


@providers
def test_the_budget_ends_a_wait(serve: Serve, provider: str) -> None:
    model, _ = serve("hang", provider, patience=Patience())
    began = time.monotonic()
    with pytest.raises(Stopped):
        answer(model, Budget(1.0))
    assert time.monotonic() - began < 5
    with pytest.raises(Stopped):
        answer(model, Budget(0))


def test_a_stop_takes_effect_at_once_and_hangs_up(serve: Serve) -> None:
    model, server = serve("comments", patience=Patience())
    stop = threading.Event()
    pieces = model.stream(ASKED, max_tokens=50, budget=Budget(60, stop))
    assert [next(pieces) for _ in range(3)] == list(WORDS[:3])
    stopper = threading.Timer(0.3, stop.set)
    stopper.start()
    began = time.monotonic()
    with pytest.raises(Stopped):
        next(pieces)
    assert time.monotonic() - began < 2
    stopper.join()
    time.sleep(1)
    assert {"hung_up": True} in server.told()


def test_a_caller_that_leaves_hangs_up(serve: Serve) -> None:
    model, server = serve("comments", patience=Patience())
    pieces = model.stream(ASKED, max_tokens=50, budget=Budget(60))
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    time.sleep(1)
    assert {"hung_up": True} in server.told()


@pytest.mark.parametrize(("mode", "requests"), [("once:429", 2), ("once:429,1", 2), ("once:503", 2), ("once:502,0", 2)])
def test_a_passing_failure_is_tried_again(serve: Serve, mode: str, requests: int) -> None:
    model, server = serve(mode)
    assert answer(model) == list(WORDS)
    assert len(server.told()) == requests


@pytest.mark.parametrize(("mode", "requests"), [("429:100", 1), ("429:0", 3), ("401", 1), ("500", 1), ("reset", 1)])
def test_tries_are_few_and_only_where_they_help(serve: Serve, mode: str, requests: int) -> None:
    model, server = serve(mode)
    with pytest.raises(LanguageModelError):
        answer(model, Budget(30))
    assert sum("body" in line for line in server.told()) == requests


def test_an_in_house_server_is_reached_past_the_proxy(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    for provider in ("openai", "ollama"):
        assert answer(serve("good", provider)[0]) == list(WORDS)


def test_the_key_of_another_provider_is_not_sent(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-someone-elses")
    model, server = serve("good", key=None)
    answer(model)
    assert "someone" not in str(server.told()[0]["key"])


@providers
def test_the_key_is_sent(serve: Serve, provider: str) -> None:
    model, server = serve("good", provider)
    answer(model)
    assert server.told()[0]["key"] == f"Bearer {KEY}"


@providers
@pytest.mark.parametrize("mode", ["think", "long-thinking"])
def test_thinking_is_no_part_of_the_answer(serve: Serve, provider: str, mode: str) -> None:
    model, server = serve(mode, provider)
    assert "".join(answer(model)) == "".join(WORDS)
    assert opinions(model, "相关", "不相关") == [(True, None, "提到演练"), (False, None, "没有提到")]
    assert model.fill_in(ASKED, SCHEMA, max_tokens=50, budget=Budget(60)) == {"区县": "清源区", "次数": 24}
    limits = [line["body"].get("max_tokens") or line["body"]["options"]["num_predict"] for line in server.told()]
    assert limits[0] == 50
    assert min(limits[-2:]) > 4000, "a model known to think is given room for it"


def test_reasoning_in_its_own_field_is_no_part_of_the_answer(serve: Serve) -> None:
    assert answer(serve("reasoning")[0]) == list(WORDS[2:])


@providers
def test_judging_by_probabilities(serve: Serve, provider: str) -> None:
    import math

    yes, no = (math.exp(p) for _, p in PROBABILITIES[:2])
    model, server = serve("good", provider)
    assert opinions(model, "相关", "不相关", "相关") == [(True, pytest.approx(yes / (yes + no)), "")] * 3
    assert model.tells_probabilities
    requests = server.told()
    assert len(requests) == 3
    limits = [line["body"].get("max_tokens") or line["body"]["options"]["num_predict"] for line in requests]
    assert limits == [1, 1, 1]


@providers
@pytest.mark.parametrize(("mode", "lacking"), [("no-probabilities", 1), ("no-features", 1)])
def test_judging_with_reasons_where_there_are_no_probabilities(serve: Serve, provider: str, mode: str, lacking: int) -> None:
    model, server = serve(mode, provider)
    assert opinions(model, "相关", "不相关", "相关") == [(True, None, "提到演练"), (False, None, "没有提到"), (True, None, "提到演练")]
    assert model.tells_probabilities is False
    assert opinions(model, "不相关") == [(False, None, "没有提到")]
    asked_for = [bool(line["body"].get("logprobs")) for line in server.told()]
    assert asked_for.count(True) == lacking, "found out once"


def test_an_unclear_answer_is_no_yes(serve: Serve) -> None:
    assert opinions(serve("unclear")[0], "相关") == [(False, None, "模型没有答出是或否")]


@pytest.mark.parametrize(("mode", "trouble"), [("401", Trouble.REFUSED), ("429", Trouble.LIMITED), ("hang", Trouble.SLOW), ("html", Trouble.BROKEN)])
def test_judging_and_filling_in_fail_as_answering_does(serve: Serve, mode: str, trouble: Trouble) -> None:
    model, _ = serve(mode)
    with pytest.raises(LanguageModelError) as raised:
        opinions(model, "相关")
    assert raised.value.trouble is trouble
    with pytest.raises(LanguageModelError) as raised:
        model.fill_in(ASKED, SCHEMA, max_tokens=50, budget=Budget(60))
    assert raised.value.trouble is trouble


def test_questions_are_judged_several_at_a_time_in_their_order(serve: Serve) -> None:
    model, server = serve("drip", parallel=3)
    asked = ["相关", "不相关"] * 4
    assert len(opinions(model, *asked)) == len(asked)
    open_now = [line["open"] for line in server.told()]
    assert open_now[0] == 1
    assert max(open_now) == 3


def test_opinions_before_the_end_of_the_budget_hold(serve: Serve) -> None:
    model, _ = serve("drip", parallel=1)
    got = []
    with pytest.raises(Stopped):
        for opinion in model.judge([ASKED] * 20, budget=Budget(6)):
            got.append(opinion)
    assert 0 < len(got) < 20


@providers
def test_an_object_held_to_its_schema(serve: Serve, provider: str) -> None:
    model, server = serve("good", provider)
    assert model.fill_in(ASKED, SCHEMA, max_tokens=50, budget=Budget(60)) == {"区县": "清源区", "次数": 24}
    body = server.told()[0]["body"]
    assert SCHEMA in (body.get("format"), body.get("response_format", {}).get("json_schema", {}).get("schema"))


@providers
def test_an_object_asked_for_in_words_where_schemas_are_refused(serve: Serve, provider: str) -> None:
    model, server = serve("no-features", provider)
    for _ in range(2):
        assert model.fill_in(ASKED, SCHEMA, max_tokens=50, budget=Budget(60)) == {"区县": "清源区", "次数": 24}
    bodies = [line["body"] for line in server.told()]
    assert [bool(body.get("format") or "response_format" in body) for body in bodies] == [True, False, False]
    assert '"区县"' in bodies[1]["messages"][-1]["content"]


def test_words_in_place_of_an_object(serve: Serve) -> None:
    with pytest.raises(LanguageModelError) as raised:
        serve("unclear")[0].fill_in(ASKED, SCHEMA, max_tokens=50, budget=Budget(60))
    assert raised.value.trouble is Trouble.BROKEN


def test_several_threads_use_one_model(serve: Serve) -> None:
    model, _ = serve("drip")
    answers: list[list[str]] = []
    threads = [threading.Thread(target=lambda: answers.append(answer(model))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [list(WORDS)] * 3


def test_closing_ends_what_runs_and_may_be_done_twice(serve: Serve) -> None:
    model, _ = serve("hang", patience=Patience())
    raised: list[BaseException] = []

    def ask() -> None:
        try:
            answer(model, Budget(30))
        except (LanguageModelError, Stopped) as error:
            raised.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(1)
    began = time.monotonic()
    model.close()
    thread.join(10)
    assert not thread.is_alive()
    assert time.monotonic() - began < 8
    assert len(raised) == 1
    model.close()


@pytest.mark.parametrize("provider", ["nosuch", "openai2"])
def test_an_unknown_provider(provider: str) -> None:
    with pytest.raises(ConfigError, match="openai:模型名"):
        RemoteModel(provider, "m", url="http://127.0.0.1:1")


def test_a_provider_without_its_package() -> None:
    with pytest.raises(LanguageModelError, match="pip install langchain-mistralai") as raised:
        RemoteModel("mistralai", "m")
    assert raised.value.trouble is Trouble.MISSING


def test_the_provider_itself_wants_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ConfigError, match="REPORT_ASSISTANT_LANGUAGE_MODEL_KEY"):
        RemoteModel("openai", "gpt-5-mini")

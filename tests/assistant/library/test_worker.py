"""The worker as it is in use: the bundled model in a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from documents import txt
from waiting import finished, wait_for

from assistant import Assistant, Settings
from assistant.library import Library
from assistant.library.jobs import JobState
from vectorstore.embedding import SentenceEmbedder


@pytest.mark.model
def test_an_upload_with_the_bundled_model(bundled: SentenceEmbedder, tmp_path: Path, reports: Path) -> None:
    settings = Settings(index=tmp_path / "index")
    with Assistant(settings, create=True, embedder=bundled) as assistant, Library(assistant) as library:
        assistant.sync(reports)
        library.prepare()
        with library.taking():
            library.arrived(library.uploads.save("甲.txt", [txt("云泽市清源区", more="校园足球联赛覆盖全部学校。")]))
        job = finished(library)
        assert (job.state, job.error, job.embedded > 0) == (JobState.DONE, None, True)
        assert assistant.search("踢球的比赛", 1)[0].source == "甲.txt"
        assert assistant.ask("哪些区提到“校园足球”？").count == 1


def test_a_worker_that_cannot_start_is_told(filled: Assistant) -> None:
    with Library(filled, ("false",)) as library:
        library.start()
        job = finished(library)
        assert (job.state, "意外停止" in (job.error or "")) == (JobState.FAILED, True)


def test_what_a_worker_says_that_is_no_message_is_passed_over(filled: Assistant) -> None:
    with Library(filled, ("sh", "-c", "echo nonsense; echo '{}'; sleep 0.2")) as library:
        library.start()
        wait_for(lambda: (job := library.job()) is not None and job.state is JobState.FAILED)


def test_the_worker_is_found_from_any_folder(filled: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.chdir(tmp_path)
    code = "import importlib.util as u, json; print(json.dumps({'kind': 'ended', 'error': str(bool(u.find_spec('assistant')))}))"
    with Library(filled, (sys.executable, "-S", "-c", code)) as library:  # -S hides what is installed
        library.start()
        assert finished(library).error == "True"

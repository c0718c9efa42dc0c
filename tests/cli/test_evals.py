"""`mlws eval`: recordings of a live model, pages and baselines, as a person asks for them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Mlws = Callable[..., Any]


@pytest.fixture
def answering(ollama_server: Any, ollama_model: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a server whose model gives an empty text for every slot."""
    ollama_server.script.models = [ollama_model("small:1b")]
    monkeypatch.setenv("OLLAMA_HOST", ollama_server.url)

    def empty(body: dict[str, Any]) -> str:
        slots = body["format"]["properties"]["texts"]["items"]["properties"]["slot"]["enum"]
        return json.dumps({"texts": [{"slot": slot, "text": "", "facts": []} for slot in slots]})

    ollama_server.script.answers = [empty] * 20
    return ollama_server


def test_a_model_is_recorded_and_graded_again_without_it(mlws: Mlws, folder: Path, answering: Any) -> None:
    """The recording lies in the workspace and stands beside ours in the table."""
    mlws("init", "--no-input")
    mlws("eval", "entry-agent", "--model", "small:1b", "--record", "small")

    file = folder / "evals" / "cases" / "entry-agent" / "replies" / "small.json"
    told = json.loads(file.read_text(encoding="utf-8"))
    answering.script.misbehave = "status"
    answer = mlws("eval", "entry-agent", "--filter", "small")

    assert told["model"] == "small:1b"
    assert told["how"].startswith("recorded")
    assert len(told["prompt"]) == 64
    assert "answered by small" in answer.out


def test_to_record_without_a_model_is_an_error(mlws: Mlws) -> None:
    """That says what to add."""
    answer = mlws("eval", "entry-agent", "--record", "mine")

    assert answer.code == 2
    assert "--model" in answer.err


def test_a_dry_run_records_nothing(mlws: Mlws, folder: Path, answering: Any) -> None:
    """Nor does it write a page."""
    mlws("eval", "entry-agent", "--model", "small:1b", "--record", "small", "--html", "page.html", "-n")

    assert not (folder / "evals").exists()
    assert not (folder / "page.html").exists()


def test_the_page_the_junit_report_and_the_baseline(mlws: Mlws, folder: Path) -> None:
    """Each in its file; the exit code is 0 while nothing is worse, and 1 when something is."""
    answer = mlws("eval", "entry-one-line", "--json", "--html", "page.html", "--junit", "evals.xml")
    (folder / "before.json").write_text(answer.out, encoding="utf-8")

    assert answer.code == 0
    assert (folder / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "<testsuite" in (folder / "evals.xml").read_text(encoding="utf-8")
    assert mlws("eval", "entry-one-line", "--baseline", "before.json").code == 0

    told = json.loads(answer.out)
    for case in told["cases"]:
        case["mean"] = 1.5
    (folder / "before.json").write_text(json.dumps(told), encoding="utf-8")
    worse = mlws("eval", "entry-one-line", "--baseline", "before.json")
    assert worse.code == 1
    assert "worse than the 150.0% of the baseline" in worse.out


def test_a_case_of_ones_own_is_played_with_ours(mlws: Mlws, folder: Path) -> None:
    """A folder in the workspace is all it takes."""
    own = folder / "evals" / "cases" / "mine"
    (own / "logs" / "experiments").mkdir(parents=True)
    (own / "replies").mkdir()
    log = "2025-05-01 10:00:00 - INFO - Run: probe (experiment)\n2025-05-01 10:01:00 - INFO - Metric: accuracy=71.2%\n"
    (own / "logs" / "experiments" / "20250501-100000-probe.log").write_text(log, encoding="utf-8")
    (own / "case.toml").write_text('kind = "entry"\nday = 2025-05-01\nmust = ["71.2%"]\n', encoding="utf-8")
    (own / "replies" / "none.json").write_text('{"how": "written for this case", "replies": {}}', encoding="utf-8")
    mlws("init", "--no-input")

    answer = mlws("eval", "mine")

    assert answer.code == 0
    assert "1 of 1 plays hold; answered by none" in answer.out

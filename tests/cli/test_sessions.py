"""`mlws draft-session`, `mlws new-session`, `mlws blog-ideas` and `mlws eval`, as a person types them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

Mlws = Callable[..., Any]
NONE = ("--model", "none")


def test_a_session_is_drafted_from_the_day(mlws: Mlws, folder: Path, log: Path) -> None:
    """A day that has no entry gets one first, and entry and session link to each other."""
    answer = mlws("draft-session", "2024-10-19", *NONE)

    (document,) = (folder / "docs" / "sessions").glob("2024-10-19-*.md")
    assert answer.code == 0
    assert answer.out == f"{document.relative_to(folder).as_posix()}: written\n"
    assert "87.3%" in document.read_text(encoding="utf-8")
    assert document.name in (folder / "ACTIVITY.md").read_text(encoding="utf-8")


def test_the_second_draft_changes_nothing(mlws: Mlws, folder: Path, log: Path) -> None:
    """Neither the session nor the entry."""
    mlws("draft-session", "2024-10-19", *NONE)
    before = {path: path.read_bytes() for path in folder.rglob("*.md")}

    answer = mlws("draft-session", "2024-10-19", *NONE)

    assert "nothing to change" in answer.out
    assert {path: path.read_bytes() for path in folder.rglob("*.md")} == before


CURVE = "".join(f"2024-10-19 14:3{n}:00 - INFO - Epoch {n}/6 - Loss: 0.{9 - n}\n" for n in range(1, 7))


def test_a_curve_is_drawn_beside_the_session(mlws: Mlws, folder: Path, log: Path) -> None:
    """The document shows it, with words for those who do not see it; the second draft draws nothing."""
    log.write_text(log.read_text(encoding="utf-8") + CURVE, encoding="utf-8")

    first = mlws("draft-session", "2024-10-19", *NONE)
    (document,) = (folder / "docs" / "sessions").glob("*.md")
    (figure,) = (folder / "docs" / "sessions").glob("*.svg")
    again = json.loads(mlws("draft-session", "2024-10-19", "--json", *NONE).out)

    assert f"{figure.name}: drawn" in first.err
    assert f"]({figure.name})" in document.read_text(encoding="utf-8")
    assert "![Loss of sentiment-analysis: loss: " in document.read_text(encoding="utf-8")
    assert (again["changed"], again["figures"]) == (False, [])


def test_a_figure_that_was_changed_or_taken_out_stays_so(mlws: Mlws, folder: Path, log: Path) -> None:
    """A person's picture is theirs, and what the document does not show is not drawn."""
    log.write_text(log.read_text(encoding="utf-8") + CURVE, encoding="utf-8")
    mlws("draft-session", "2024-10-19", *NONE)
    (figure,) = (folder / "docs" / "sessions").glob("*.svg")
    figure.write_text("<svg>mine</svg>", encoding="utf-8")

    kept = mlws("draft-session", "2024-10-19", *NONE)
    (document,) = (folder / "docs" / "sessions").glob("*.md")
    text = document.read_text(encoding="utf-8")
    document.write_text("\n".join(x for x in text.split("\n") if not x.startswith("![")), encoding="utf-8")
    figure.unlink()
    mlws("draft-session", "2024-10-19", *NONE)

    assert "was changed by hand and is left alone" in kept.err
    assert not figure.exists()


def test_a_session_may_go_to_standard_output(mlws: Mlws, folder: Path, log: Path) -> None:
    """To be read, or piped into an editor."""
    answer = mlws("draft-session", "2024-10-19", "-o", "-", *NONE)

    assert answer.out.startswith("# ")
    assert not (folder / "docs").exists()


def test_a_dry_run_shows_the_session_and_writes_nothing(mlws: Mlws, folder: Path, log: Path) -> None:
    """With an entry there already."""
    mlws("summarize", "2024-10-19", *NONE)
    before = sorted(folder.rglob("*"))

    answer = mlws("draft-session", "2024-10-19", "-n", *NONE)

    assert answer.out.startswith("--- /dev/null\n+++ b/docs/sessions/2024-10-19-")
    assert sorted(folder.rglob("*")) == before


def test_a_draft_can_be_read_by_a_program(mlws: Mlws, log: Path) -> None:
    """One object."""
    told = json.loads(mlws("draft-session", "2024-10-19", "--json", *NONE).out)

    assert {"changed", "figures", "files", "parts", "questions", "model", "warnings"} == set(told)


@pytest.mark.parametrize(("words", "code"), [(("--type", "Holiday"), 2), (("--run", "nobody"), 3), (("--ask",), 2)])
def test_what_a_draft_cannot_follow_is_an_error(mlws: Mlws, log: Path, words: tuple[str, ...], code: int) -> None:
    """A type that is none of the four, a run that is not there, questions where nobody can answer."""
    assert mlws("draft-session", "2024-10-19", *words, *NONE).code == code


def test_a_new_session_is_the_bare_template(mlws: Mlws, folder: Path, log: Path) -> None:
    """Under its day and name, and never over one that is there."""
    first = mlws("new-session", "sentiment-analysis", "--type", "Experiment", "--day", "2024-10-19")
    second = mlws("new-session", "sentiment-analysis", "--day", "2024-10-19")

    document = folder / "docs" / "sessions" / "2024-10-19-sentiment-analysis.md"
    assert first.code == 0
    assert "Experiment" in document.read_text(encoding="utf-8")
    assert second.code == 6


def test_ideas_rest_on_something(mlws: Mlws, folder: Path, log: Path) -> None:
    """Each names its log lines, for a person and for a program."""
    broken = log.with_name("20241019-160000-sentiment-analysis-again.log")
    lines = ["Model: llama3.1:8b", "Traceback (most recent call last):", '  File "train.py", line 3, in <module>']
    broken.write_text(
        "\n".join([*lines, "RuntimeError: CUDA out of memory", "Lesson: Look at the memory first", ""]),
        encoding="utf-8",
    )

    told = json.loads(mlws("blog-ideas", "2024-10-19", "--json", *NONE).out)
    shown = mlws("blog-ideas", "2024-10-19", *NONE).out

    assert told
    assert all(idea["lines"] for idea in told)
    assert "20241019-160000-sentiment-analysis-again.log" in shown


def test_days_without_ideas_say_so(mlws: Mlws, log: Path) -> None:
    """An empty answer is none."""
    answer = mlws("blog-ideas", "2024-10-19", *NONE)

    assert (answer.code, answer.out) == (0, "")
    assert "no ideas" in answer.err


def test_an_eval_grades_recorded_replies(mlws: Mlws, folder: Path) -> None:
    """One case, as a table, as JSON, and as a report that a build server reads."""
    name = "entry-agent"

    answer = mlws("eval", name, "--junit", "report.xml")

    assert name in answer.out
    assert answer.code in {0, 1}
    assert ElementTree.parse(folder / "report.xml").getroot().tag.startswith("testsuite")


def test_a_report_that_cannot_be_written_is_exit_7(mlws: Mlws) -> None:
    """It says which file."""
    answer = mlws("eval", "--junit", "no/such/folder/report.xml")

    assert answer.code == 7
    assert "no/such/folder" in answer.err

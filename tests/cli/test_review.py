"""`mlws review`: as a person types it."""

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

Mlws = Callable[..., Any]
WEEKS = "2024-10-07..2024-10-20"


@pytest.fixture
def lived_in(folder: Path, fortnight: ModuleType, mlws: Mlws) -> Path:
    """Return a folder in which two weeks were worked."""
    fortnight.write(folder)
    mlws("summarize", "--model", "none")
    fortnight.edit(folder / "ACTIVITY.md")
    return folder


def test_the_review_is_the_only_thing_on_standard_output(mlws: Mlws, lived_in: Path) -> None:
    """As Markdown."""
    answer = mlws("review", WEEKS)

    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("# Review of Mon 7 Oct to Sun 20 Oct 2024\n")


def test_a_file_is_written_once(mlws: Mlws, lived_in: Path) -> None:
    """And again only when something changed; a dry run shows what would be."""
    shown = mlws("review", WEEKS, "--html", "-o", "review.html", "-n")
    assert "+<!DOCTYPE html>" in shown.out
    assert not (lived_in / "review.html").exists()

    assert mlws("review", WEEKS, "--html", "-o", "review.html").out == "review.html: written\n"
    assert mlws("review", WEEKS, "--html", "-o", "review.html").out == "review.html: nothing to change\n"


def test_what_a_file_held_before_is_kept(mlws: Mlws, lived_in: Path) -> None:
    """It may be a person's."""
    (lived_in / "week.md").write_text("mine\n", encoding="utf-8")

    mlws("review", WEEKS, "-o", "week.md")

    assert "mine\n" in [path.read_text("utf-8", "replace") for path in (lived_in / ".mlws" / "undo").iterdir()]


def test_as_json_each_statement_has_its_lines(mlws: Mlws, lived_in: Path) -> None:
    """For other programs."""
    found = json.loads(mlws("review", WEEKS, "--json").out)

    assert found["failures"][0]["changed"] == [{"setting": "batch_size", "old": "32", "new": "8"}]
    assert found["worked"][0]["comparisons"][0][0] == {
        "run": "label-reviews",
        "log": "logs/experiments/20241010-140000-label-reviews.log",
        "line": 5,
        "value": "87.3%",
        "setting": "0.3",
        "metric": "accuracy",
    }
    assert found["time"]["total"] == 88560.0
    assert len(found["calendar"]) == 14


def test_a_standup_is_five_lines(mlws: Mlws, lived_in: Path) -> None:
    """Of the last day on which there was work, whenever that was."""
    assert mlws("review", "--standup").out.startswith("Done (Fri 18 Oct): completed support-agent\n")
    assert mlws("review", "--standup").out.count("\n") == 5


def test_nothing_to_review_is_no_failure(mlws: Mlws, folder: Path) -> None:
    """And writes nothing."""
    answer = mlws("review")

    assert (answer.code, answer.out) == (0, "")
    assert "Nothing to review" in answer.err
    assert mlws("review", "--json").out == "null\n"


@pytest.mark.parametrize("words", [("soon",), ("--standup", "--html"), ("10/11/2024",)])
def test_what_cannot_be_followed_is_exit_2(mlws: Mlws, folder: Path, words: tuple[str, ...]) -> None:
    """With three lines."""
    answer = mlws("review", *words)

    assert answer.code == 2
    assert len(answer.err.splitlines()) == 3

"""`mlws search`: as a person types it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Mlws = Callable[..., Any]


def test_a_line_is_found_with_its_place(mlws: Mlws, log: Path) -> None:
    """Nothing else stands on standard output."""
    answer = mlws("search", "accuracy")

    assert answer.code == 0
    assert answer.out.splitlines() == [
        "logs/experiments/20241019-143000-sentiment-analysis.log:1: Completed: sentiment-analysis, llama3.1:8b; "
        "validation loss 0.489 → 0.389, loss 0.452 → 0.312, accuracy 87.3%",
        "logs/experiments/20241019-143000-sentiment-analysis.log:8: Accuracy: 87.3%, F1: 0.852",
    ]


def test_the_words_of_a_query_need_no_quotes(mlws: Mlws, log: Path) -> None:
    """They are one query."""
    assert mlws("search", "model:llama3", "reviews", "empty").out.count("\n") == 1


def test_links_are_shown_by_what_is_read(mlws: Mlws, log: Path) -> None:
    """And whole in JSON."""
    mlws("summarize", "2024-10-19", "--model", "none")

    (shown,) = [line for line in mlws("search", "Status").out.splitlines() if "complete" in line]
    (found,) = [hit for hit in json.loads(mlws("search", "Status", "--json").out) if "complete" in hit["text"]]

    assert shown.startswith("ACTIVITY.md:") and shown.endswith("(14:33)")
    assert found.keys() == {"path", "line", "text", "day", "tier"}
    assert "#L10)" in found["text"]
    assert (found["day"], found["tier"]) == ("2024-10-19", "journal")


def test_nothing_found_is_no_failure(mlws: Mlws, log: Path) -> None:
    """A number that no run has is told, with what is near."""
    assert mlws("search", "nowhere").code == 0
    answer = mlws("search", "acuracy>0.5")

    assert (answer.code, answer.out) == (0, "")
    assert "no run has a number called acuracy; there is accuracy" in answer.err


@pytest.mark.parametrize("words", [(), ("",), ("outcome:broken",), ("f1>",), ('"open',), ("2024-13",)])
def test_a_query_that_cannot_be_read_is_exit_2(mlws: Mlws, folder: Path, words: tuple[str, ...]) -> None:
    """With three lines."""
    answer = mlws("search", *words)

    assert answer.code == 2
    assert [line[:6] for line in answer.err.splitlines()] == ["error:", "  why:", "  fix:"]


def test_a_folder_without_anything_stays_empty(mlws: Mlws, folder: Path) -> None:
    """And that is said."""
    answer = mlws("search", "accuracy")

    assert (answer.code, answer.out) == (0, "")
    assert "there is nothing to search" in answer.err
    assert list(folder.iterdir()) == []


def test_a_dry_run_keeps_no_index(mlws: Mlws, log: Path, folder: Path) -> None:
    """As everywhere."""
    assert "accuracy" in mlws("search", "accuracy", "-n").out
    assert not (folder / ".mlws").exists()


def test_more_than_the_limit_is_told(mlws: Mlws, log: Path) -> None:
    """And how to see it."""
    answer = mlws("search", "loss", "--limit", "1")

    assert answer.out.count("\n") == 1
    assert "more; see them with --limit 0" in answer.err

"""Bad input: three lines, an exit code, and no file touched."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Mlws = Callable[..., Any]
READERS = [("facts",), ("digest",), ("summarize", "--model", "none")]


def state(folder: Path) -> dict[str, bytes | None]:
    """Return every file and folder below a folder, with its bytes."""
    return {str(path): path.read_bytes() if path.is_file() else None for path in sorted(folder.rglob("*"))}


def expect(answer: Any, code: int, *words: str) -> None:
    """Check that the answer is an error of three lines that holds the words."""
    assert answer.code == code
    assert [line.split(":")[0] for line in answer.err.splitlines()] == ["error", "  why", "  fix"]
    assert all(word in answer.err for word in words)
    assert answer.out == ""


@pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
@pytest.mark.parametrize("content", [b"", bytes(range(256)) * 40, None], ids=["empty", "binary", "missing"])
def test_a_log_that_is_none_is_exit_3(
    mlws: Mlws, folder: Path, command: tuple[str, ...], content: bytes | None
) -> None:
    """Named, so it must be read; and it cannot."""
    if content is not None:
        (folder / "bad.log").write_bytes(content)
    before = state(folder)

    answer = mlws(*command, "bad.log")

    expect(answer, 3, "bad.log")
    assert state(folder) == before


@pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
def test_a_folder_is_no_log(mlws: Mlws, folder: Path, command: tuple[str, ...]) -> None:
    """It says so, and names what to do."""
    (folder / "some.log").mkdir()

    expect(mlws(*command, "some.log"), 3, "folder")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="who is root may read everything")
@pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
def test_a_log_that_may_not_be_read_is_exit_3(mlws: Mlws, log: Path, command: tuple[str, ...]) -> None:
    """The reason of the system is passed on."""
    log.chmod(0)

    expect(mlws(*command, str(log)), 3, "ermission")


@pytest.mark.parametrize("command", ["summarize", "draft-session", "blog-ideas"])
@pytest.mark.parametrize("day", [("10-11-2024",), ("last", "weak"), ("2024-02-30",)], ids=" ".join)
def test_an_unknown_day_is_exit_2_and_lists_the_forms(
    mlws: Mlws, log: Path, command: str, day: tuple[str, ...]
) -> None:
    """A day is never guessed."""
    before = state(log.parents[2])

    answer = mlws(command, *day, "--model", "none")

    expect(answer, 2, " ".join(day), "2024-W42")
    assert state(log.parents[2]) == before


def test_a_folder_in_place_of_the_activity_log_is_exit_6(mlws: Mlws, folder: Path, log: Path) -> None:
    """Somebody put it there, and we do not know why."""
    (folder / "ACTIVITY.md").mkdir()

    expect(mlws("summarize", "2024-10-19", "--model", "none"), 6, "ACTIVITY.md")
    expect(mlws("log", "Experiments", "did it"), 6, "ACTIVITY.md")
    assert list((folder / "ACTIVITY.md").iterdir()) == []


def test_a_model_that_cannot_be_had_is_exit_4(mlws: Mlws, folder: Path, log: Path) -> None:
    """Asked for by name, so it is not done without."""
    answer = mlws("summarize", "2024-10-19", "--model", "no-such-model:1b")

    expect(answer, 4, "no-such-model:1b")
    assert not (folder / "ACTIVITY.md").exists()


def test_a_day_without_logs_is_no_error_and_names_the_nearest(mlws: Mlws, folder: Path, log: Path) -> None:
    """There is nothing to do, and where there would be."""
    answer = mlws("summarize", "2024-10-21", "--model", "none")

    assert (answer.code, answer.out) == (0, "")
    assert "2024-10-19" in answer.err
    assert not (folder / "ACTIVITY.md").exists()


def test_a_workspace_without_logs_says_where_it_looked(mlws: Mlws, folder: Path) -> None:
    """Also without an error."""
    answer = mlws("summarize", "--model", "none")

    assert answer.code == 0
    assert "logs/**/*.log" in answer.err


def test_a_server_that_is_not_there_costs_a_note(mlws: Mlws, folder: Path, log: Path) -> None:
    """With `auto` the entry is written all the same."""
    answer = mlws("summarize", "2024-10-19")

    assert answer.code == 0
    assert "without a model" in answer.err.lower()
    assert "sentiment-analysis" in (folder / "ACTIVITY.md").read_text(encoding="utf-8")


def test_an_unknown_eval_case_is_an_error(mlws: Mlws) -> None:
    """Nothing is graded in its place."""
    expect(mlws("eval", "no-such-case"), mlws("eval", "no-such-case").code, "no-such-case")
    assert mlws("eval", "no-such-case").code in {2, 3}

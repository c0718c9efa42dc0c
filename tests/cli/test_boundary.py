"""Errors: three lines on standard error and an exit code, from one place."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mlws_writer.cli import boundary, doctor

Mlws = Callable[..., Any]


def lines(text: str) -> list[str]:
    """Return how each line of an error begins."""
    return [line.split(":")[0] for line in text.splitlines()]


def test_an_unknown_command_names_the_nearest(mlws: Mlws) -> None:
    """A slip of the pen costs one look."""
    answer = mlws("sumarize")

    assert answer.code == 2
    assert lines(answer.err) == ["error", "  why", "  fix"]
    assert "mlws summarize" in answer.err
    assert answer.out == ""


@pytest.mark.parametrize(
    "words",
    [
        ("facts",),
        ("facts", "--jsn", "x.log"),
        ("--nonsense",),
        ("digest", "x.log", "--budget", "many"),
        ("digest", "x.log", "--budget"),
        ("--color", "blue", "doctor"),
        ("doctor", "--color", "blue"),
        ("new-session",),
    ],
)
def test_a_wrong_line_gets_the_three_lines_too(mlws: Mlws, words: tuple[str, ...]) -> None:
    """What the parser finds wrong is told in the form of every other error."""
    answer = mlws(*words)

    assert answer.code == 2
    assert lines(answer.err) == ["error", "  why", "  fix"]
    assert answer.out == ""


def test_an_unknown_option_names_the_nearest(mlws: Mlws) -> None:
    """The parser knows what was meant."""
    assert "did you mean --json?" in mlws("facts", "--jsn", "x.log").err


def test_without_a_word_there_is_help(mlws: Mlws) -> None:
    """Whoever types the name alone wants to know what there is."""
    answer = mlws()

    assert answer.code == 0
    assert "summarize" in answer.out


def test_a_fault_of_ours_keeps_its_trace_in_a_file(mlws: Mlws, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user sees three lines; the trace lies in the workspace, and the line says where."""

    def broken(*_: object) -> None:
        raise LookupError("the\nbug")

    (folder / ".mlws").mkdir()
    monkeypatch.setattr(doctor, "all_logs", broken)

    answer = mlws("doctor")

    (kept,) = (folder / ".mlws").glob("fault-*.txt")
    assert answer.code == 8
    assert lines(answer.err) == ["error", "  why", "  fix"]
    assert str(kept) in answer.err
    assert "LookupError" in kept.read_text(encoding="utf-8")


def test_debug_shows_the_trace(mlws: Mlws) -> None:
    """With --debug, wherever it stands, an error on purpose shows where it was raised."""
    for words in (("--debug", "facts", "gone.log"), ("facts", "gone.log", "--debug")):
        answer = mlws(*words)

        assert "Traceback" in answer.err
        assert answer.code == 3


def test_an_interrupt_ends_with_130(mlws: Mlws, monkeypatch: pytest.MonkeyPatch) -> None:
    """As shells expect."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(doctor, "all_logs", interrupted)

    answer = mlws("doctor")

    assert (answer.code, answer.err) == (130, "interrupted\n")


@pytest.mark.parametrize("number", sorted(boundary.FULL))
def test_a_full_or_read_only_disk_is_exit_7(mlws: Mlws, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Wherever it is noticed."""

    def full(*_: object) -> None:
        raise OSError(number, os.strerror(number), "ACTIVITY.md")

    monkeypatch.setattr(doctor, "all_logs", full)

    answer = mlws("doctor")

    assert answer.code == 7
    assert "ACTIVITY.md cannot be written" in answer.err


@pytest.mark.skipif(os.name == "nt", reason="a shell with pipes is needed")
def test_a_reader_who_has_seen_enough_is_no_error(folder: Path) -> None:
    """`mlws … | head -1` ends quietly."""
    command = f'"{sys.executable}" -m mlws_writer --help | head -n 1'

    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)

    assert done.stdout.startswith("Usage: mlws")
    assert done.stderr == ""


@pytest.mark.skipif(os.name == "nt", reason="a shell with pipes is needed")
def test_a_closed_pipe_is_no_error(folder: Path) -> None:
    """Nobody listens at all, and there is much to say."""
    (folder / "long.log").write_text(
        "".join(f"loss: {n}\nnote {n}: {'x' * 300}\n" for n in range(3000)), encoding="utf-8"
    )
    command = f'"{sys.executable}" -m mlws_writer facts long.log --json | true; echo "${{PIPESTATUS[0]}}"'

    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)

    assert done.stderr == ""
    assert done.stdout == "0\n"

"""`mlws undo`, `mlws accept` and `mlws restore`: the author has the last word."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Mlws = Callable[..., Any]
SUMMARIZE = ("summarize", "2024-10-19", "--model", "none")
MORE = "2024-10-19 14:40:00 - INFO - Accuracy: 91.0%, F1: 0.902\n"


@pytest.fixture
def journal(folder: Path, log: Path, mlws: Mlws) -> Path:
    """Return a journal with an entry of one run in it."""
    (folder / "ACTIVITY.md").write_text("# Mine\n\nwords of mine\n")
    assert mlws(*SUMMARIZE).code == 0
    return folder / "ACTIVITY.md"


def changed(journal: Path, pattern: str, to: str) -> str:
    """Let the author change a line, and return the journal."""
    text, count = re.subn(pattern, to, journal.read_text(), count=1)
    assert count == 1
    journal.write_text(text)
    return text


def grown(log: Path) -> None:
    """Let the run go on."""
    log.write_text(log.read_text() + MORE)


def test_undo_takes_the_last_command_back(mlws: Mlws, journal: Path) -> None:
    """The journal is as it was, to the byte; with --redo it is written again."""
    written = journal.read_text()

    answer = mlws("undo")

    assert (answer.code, answer.out) == (0, "ACTIVITY.md: as it was before\n")
    assert journal.read_text() == "# Mine\n\nwords of mine\n"
    assert mlws("undo", "--redo").out == "ACTIVITY.md: written again\n"
    assert journal.read_text() == written


def test_undo_keeps_what_was_written_since(mlws: Mlws, journal: Path) -> None:
    """Only what is still as it was written goes."""
    journal.write_text(journal.read_text() + "\nlater words\n")

    answer = mlws("undo")

    assert answer.code == 0
    assert "words of mine" in journal.read_text()
    assert "later words" in journal.read_text()
    assert "sentiment-analysis" not in journal.read_text()


def test_undo_removes_a_journal_that_was_made(mlws: Mlws, folder: Path, log: Path) -> None:
    """It was not there before, so it is not there after; its text is kept."""
    mlws(*SUMMARIZE)
    made = (folder / "ACTIVITY.md").read_bytes()

    assert "removed" in mlws("undo").out

    assert not (folder / "ACTIVITY.md").exists()
    assert made in [path.read_bytes() for path in (folder / ".mlws" / "undo").iterdir()]


def test_undo_takes_an_own_entry_back(mlws: Mlws, journal: Path) -> None:
    """Whatever command wrote it, also when something was written below it since."""
    before = journal.read_text()
    mlws("log", "--day", "2024-10-19", "Learning", "a thought")
    journal.write_text(journal.read_text() + "\nlater words\n")

    mlws("undo")

    assert journal.read_text() == before + "\nlater words\n"


def test_undo_shows_what_it_would_do(mlws: Mlws, journal: Path) -> None:
    """And does not do it."""
    before = journal.read_bytes()

    answer = mlws("undo", "-n")

    assert "-- Completed: **sentiment-analysis**" in answer.out
    assert journal.read_bytes() == before


def test_undo_takes_a_session_and_its_link_back(mlws: Mlws, journal: Path, folder: Path) -> None:
    """Both were written by one command."""
    before = journal.read_bytes()
    mlws("draft-session", "2024-10-19", "--model", "none")
    assert list((folder / "docs" / "sessions").glob("*.md"))

    assert mlws("undo").code == 0

    assert journal.read_bytes() == before
    assert list((folder / "docs" / "sessions").glob("*.md")) == []


def test_without_anything_written_there_is_nothing_to_undo(mlws: Mlws) -> None:
    """It says so; that is no error."""
    answer = mlws("undo")

    assert (answer.code, answer.out) == (0, "")
    assert "Nothing to undo" in answer.err


def test_accept_takes_the_newer_fact(mlws: Mlws, journal: Path, log: Path) -> None:
    """By the id that summarize shows."""
    changed(journal, r"- Result: .*", "- Result: fine")
    grown(log)
    (id_,) = re.findall(r"mlws accept (\w+)", mlws(*SUMMARIZE).err)
    assert "Result: fine" in journal.read_text()

    answer = mlws("accept", id_[:4])

    assert answer.code == 0
    assert "91.0%" in journal.read_text()
    assert "Result: fine" not in journal.read_text()
    assert mlws(*SUMMARIZE).err.count("accept") == 0


def test_restore_brings_a_deleted_bullet_back(mlws: Mlws, journal: Path, log: Path) -> None:
    """Where it stood; and then it is kept up to date again."""
    before = journal.read_text()
    changed(journal, r"  - Result: .*\n", "")
    grown(log)
    (id_,) = re.findall(r"mlws restore (\w+)", mlws(*SUMMARIZE).err)

    answer = mlws("restore", id_)

    assert answer.code == 0
    assert [line[:12] for line in journal.read_text().splitlines()] == [line[:12] for line in before.splitlines()]
    assert "91.0%" in journal.read_text()
    assert mlws("undo").code == 0
    assert "91.0%" not in journal.read_text()


def test_an_unknown_id_is_an_error_that_lists_the_known(mlws: Mlws, journal: Path) -> None:
    """And nothing is touched."""
    changed(journal, r"  - Result: .*\n", "")
    before = journal.read_bytes()

    answer = mlws("restore", "zzz")

    assert answer.code == 3
    assert "(deleted)" in answer.err
    assert journal.read_bytes() == before


def test_accept_of_a_deleted_bullet_names_restore(mlws: Mlws, journal: Path) -> None:
    """The way out is a command to copy."""
    changed(journal, r"  - Result: .*\n", "")
    (id_,) = re.findall(r"(\w{6}) \(deleted\)", mlws("accept", "zzz").err)

    answer = mlws("accept", id_)

    assert answer.code == 6
    assert f"mlws restore {id_}" in answer.err

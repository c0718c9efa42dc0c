"""Journals and disks in a bad state: healed, or refused with the line and the way out; no byte of theirs is lost."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mlws_writer.documents import syscalls

Mlws = Callable[..., Any]
SUMMARIZE = ("summarize", "2024-10-19", "--model", "none")
MINE = b"# Mine\n\n" + b"words of mine\n" * 40
WRITERS = [SUMMARIZE, ("log", "--day", "2024-10-19", "Learning", "a thought")]


def state(folder: Path) -> dict[str, bytes | None]:
    """Return the files of the person in a folder, with their bytes."""
    return {
        str(path): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
        if ".mlws" not in path.parts
    }


def refused(answer: Any, code: int, *words: str) -> None:
    """Check an error of three lines with these words."""
    assert answer.code == code, answer.err
    assert [line.split(":")[0] for line in answer.err.splitlines()[-3:]] == ["error", "  why", "  fix"]
    assert [word for word in words if word not in answer.err] == []


@pytest.mark.parametrize("command", WRITERS, ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"# A\n\n## 2024-10-19\n\n### Models\n\n```py\nopen\n", ("line 7", "close the code fence")),
        (b"# A\n\n<<<<<<< HEAD\n- a\n=======\n- b\n>>>>>>> other\n", ("line 3", "resolve the conflict")),
    ],
    ids=["unclosed fence", "conflict"],
)
def test_what_is_unsure_is_left_alone(
    mlws: Mlws, folder: Path, log: Path, command: tuple[str, ...], text: bytes, words: tuple[str, ...]
) -> None:
    """With the line that makes it so, and what to do about it."""
    (folder / "ACTIVITY.md").write_bytes(text)
    before = state(folder)

    refused(mlws(*command), 6, "ACTIVITY.md", *words)
    assert state(folder) == before


def test_an_unclosed_fence_of_an_older_day_is_no_obstacle(mlws: Mlws, folder: Path, log: Path) -> None:
    """A new day goes above it."""
    older = b"## 2024-10-18\n\n```py\nopen\n"
    (folder / "ACTIVITY.md").write_bytes(b"# A\n\n" + older)

    assert mlws(*SUMMARIZE).code == 0
    assert (folder / "ACTIVITY.md").read_bytes().endswith(older)
    assert b"## 2024-10-19" in (folder / "ACTIVITY.md").read_bytes()


@pytest.mark.parametrize("share", [0, 3])
def test_a_journal_that_lost_its_text_is_left_alone(mlws: Mlws, folder: Path, log: Path, share: int) -> None:
    """Emptied or cut: an editor may be saving it; the way back is named, and works."""
    path = folder / "ACTIVITY.md"
    path.write_bytes(MINE)
    mlws(*SUMMARIZE)
    log.write_text(log.read_text() + "2024-10-19 14:40:00 - INFO - Accuracy: 91.0%\n")
    path.write_bytes(path.read_bytes()[: len(path.read_bytes()) * share // 10])
    before = state(folder)

    refused(mlws(*SUMMARIZE), 6, "bytes", ".mlws/undo", "--refresh")
    assert state(folder) == before
    assert MINE in [kept.read_bytes() for kept in (folder / ".mlws" / "undo").iterdir()]
    assert mlws(*SUMMARIZE, "--refresh").code == 0


@pytest.mark.parametrize("command", WRITERS, ids=lambda command: command[0])
def test_a_pipe_in_place_of_the_journal_is_refused(
    mlws: Mlws, folder: Path, log: Path, command: tuple[str, ...]
) -> None:
    """It does not wait for somebody to write into it."""
    os.mkfifo(folder / "ACTIVITY.md")

    refused(mlws(*command), 6, "not a file")


def test_a_link_to_nothing_is_followed(mlws: Mlws, folder: Path, log: Path) -> None:
    """The journal is made where it leads, and the link stays one."""
    (folder / "ACTIVITY.md").symlink_to("notes/log.md")

    assert mlws(*SUMMARIZE).code == 0
    assert (folder / "ACTIVITY.md").is_symlink()
    assert "sentiment-analysis" in (folder / "notes" / "log.md").read_text()


@pytest.mark.parametrize("command", WRITERS, ids=lambda command: command[0])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
@pytest.mark.parametrize("call", ["open", "write", "fsync"])
def test_a_full_or_read_only_disk_changes_nothing(
    mlws: Mlws, folder: Path, log: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], code: int, call: str
) -> None:
    """Exit 7, whatever call the disk refuses; once there is room the command does what it should."""
    (folder / "ACTIVITY.md").write_bytes(MINE)
    before = state(folder)

    def full(name: str, *arguments: object) -> None:
        if name == call:
            raise OSError(code, os.strerror(code))

    with monkeypatch.context() as disk:
        disk.setattr(syscalls, "before", full)
        refused(mlws(*command), 7, "nothing was changed")

    assert state(folder) == before
    assert mlws(*command).code == 0
    assert (folder / "ACTIVITY.md").read_bytes().startswith(MINE)


def test_a_ledger_cut_in_half_is_read_as_far_as_it_goes(mlws: Mlws, folder: Path, log: Path) -> None:
    """Nothing is doubled, no word of the person is touched, and it says that the run stands there already."""
    (folder / "ACTIVITY.md").write_bytes(MINE)
    mlws(*SUMMARIZE)
    (ledger,) = (folder / ".mlws" / "ledger").iterdir()
    ledger.write_bytes(ledger.read_bytes()[: ledger.stat().st_size // 2])
    before = (folder / "ACTIVITY.md").read_bytes()

    answer = mlws(*SUMMARIZE)

    assert answer.code == 0
    assert "Already in the journal" in answer.err
    assert (folder / "ACTIVITY.md").read_bytes() == before


def test_twenty_processes_log_at_once(folder: Path) -> None:
    """Twenty bullets, each a whole line, none lost and none twice."""
    (folder / "ACTIVITY.md").write_bytes(MINE)
    command = [sys.executable, "-m", "mlws_writer", "log", "--day", "2024-10-19", "Learning"]
    processes = [
        subprocess.Popen([*command, f"thought number {n} of twenty"], stderr=subprocess.PIPE) for n in range(20)
    ]
    said = [process.communicate()[1] for process in processes]

    assert [(p.returncode, err) for p, err in zip(processes, said, strict=True)] == [(0, b"")] * 20
    lines = (folder / "ACTIVITY.md").read_text().splitlines()
    thoughts = sorted(line for line in lines if "thought" in line)
    assert thoughts == sorted(f"- thought number {n} of twenty" for n in range(20))
    assert (folder / "ACTIVITY.md").read_bytes().startswith(MINE)

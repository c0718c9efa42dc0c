"""Two real processes at one journal: a person who saves in one of four ways, and the program that keeps writing."""

import os
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mlws_writer.documents.blocks import DayEntry, Section
from mlws_writer.documents.commit import commit
from mlws_writer.documents.plan import plan_entry
from mlws_writer.errors import Busy, Refused

SAVES = 300
TOLD = 20
"""How often a person saves when told to: as the program starts to write, or puts in place what it wrote."""
EDITOR = """
import os, random, sys, time
path, way, saves = sys.argv[1], sys.argv[2], int(sys.argv[3])
chance = random.Random(way)
for number in range(saves):
    if way == "when told":
        sys.stdin.readline()
    else:
        time.sleep(chance.random() * 0.02)
    text = open(path, "rb").read() + b"- human %d.\\n" % number
    if way == "rename":
        open(path + ".new", "wb").write(text)
        os.replace(path + ".new", path)
    elif way == "truncate, wait, write":
        with open(path, "wb") as file:
            time.sleep(0.004)
            file.write(text)
    else:
        with open(path, "r+b") as file:
            time.sleep(0.004 if way == "hold open, write" else 0)
            file.write(text)
            file.truncate()
    print(number, flush=True)
"""
WAYS = ("rename", "truncate, wait, write", "hold open, write", "write")


def written_once(harness, path: Path, version: int) -> None:
    """Write about a run at a version, as often as it takes."""
    entry = DayEntry(harness.DAY, (Section("Models", harness.bullets(1, version)),))
    try:
        commit(path, path.parent, lambda raw, ledger: plan_entry(raw, ledger, entry), at=datetime.now(UTC))
    except (Busy, Refused):
        time.sleep(0.001)  # the file kept changing, or was half saved: unsure, so nothing was done


def person(harness, path: Path, way: str, saves: int) -> subprocess.Popen[bytes]:
    """Start a process that adds a line so many times, each time in one way."""
    path.parent.mkdir()
    path.write_bytes(harness.START)
    command = [sys.executable, "-c", EDITOR, os.fspath(path), way, str(saves)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def lines(numbers: Iterable[int]) -> list[bytes]:
    """Make the lines that the person added."""
    return [b"- human %d.\n" % number for number in numbers]


def all_kept(path: Path) -> bytes:
    """Read the document, and all that is kept of earlier versions."""
    return b"".join(p.read_bytes() for p in [path, *path.parent.glob(".mlws/undo/*"), *path.parent.glob(".~*")])


def told(harness, path: Path, call: str) -> list[bytes]:
    """Let the person save once in each write, right before its first such call in the folder; return the lines gone."""
    editor, said, version = person(harness, path, "when told", TOLD), [], 0

    def save(name: str, *arguments: object) -> None:
        if name == call and getattr(arguments[0], "parent", None) == path.parent and len(said) < version:
            editor.stdin.write(b"now\n")
            editor.stdin.flush()
            said.append(int(editor.stdout.readline()))

    with harness.hooked(save):
        for version in range(1, TOLD + 1):
            written_once(harness, path, version)
            assert len(said) == version
            assert b"at epoch %d" % version in path.read_bytes()
    _, complaint = editor.communicate()
    assert editor.returncode == 0, complaint
    kept = all_kept(path)
    return [line for line in lines(said) if line not in kept]


@pytest.mark.slow
def test_two_real_processes_lose_nothing(harness, tmp_path):
    """Each line the person saved is in the journal or in a kept version."""
    tally = harness.Tally(SAVES * len(WAYS))
    for way in WAYS:
        path = tmp_path / way.replace(" ", "_") / "ACTIVITY.md"
        editor, writes = person(harness, path, way, SAVES), 0
        while editor.poll() is None:
            writes += 1
            written_once(harness, path, writes)
        _, complaint = editor.communicate()
        assert editor.returncode == 0, complaint
        assert writes > 5
        written_once(harness, path, writes)
        kept = all_kept(path)
        for line in lines(range(SAVES)):
            tally.case(f"{way} {line!r}", gone=line not in kept)
    tally.report("saves of a real process")


@pytest.mark.slow
@pytest.mark.parametrize("call", ["open", "exchange"])
def test_a_save_at_the_worst_moment_is_kept(harness, tmp_path, call):
    """It is seen and planned on again, or what was swapped out goes back."""
    assert not told(harness, tmp_path / "w" / "ACTIVITY.md", call)


@pytest.mark.slow
def test_a_bad_writer_is_caught(harness, tmp_path, monkeypatch):
    """One that overwrites what it has not looked at loses what was saved at that moment."""
    with harness.writer("in place", monkeypatch):
        assert told(harness, tmp_path / "w" / "ACTIVITY.md", "open")

"""Two real processes at one journal: a person who saves in one of four ways, and the program that keeps writing."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mlws_writer.documents.blocks import DayEntry, Section
from mlws_writer.documents.commit import commit
from mlws_writer.documents.plan import plan_entry
from mlws_writer.errors import Busy, Refused

SAVES = 300
ROUNDS = 10
"""How often a bad writer may get away before the harness counts as blind."""
EDITOR = """
import os, random, sys, time
path, way, saves = sys.argv[1], sys.argv[2], int(sys.argv[3])
chance = random.Random(way)
for number in range(saves):
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


def race(harness, folder: Path, way: str, saves: int) -> tuple[list[bytes], bytes, int]:
    """Let both go until the person is done; return what was saved, all that is on the disk, and how often we wrote."""
    folder.mkdir()
    path = folder / "ACTIVITY.md"
    path.write_bytes(harness.START)
    editor = subprocess.Popen(
        [sys.executable, "-c", EDITOR, os.fspath(path), way, str(saves)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    version = 0
    while editor.poll() is None:
        version += 1
        written_once(harness, path, version)
    said, complaint = editor.communicate()
    assert editor.returncode == 0, complaint
    written_once(harness, path, version)
    kept = b"".join(p.read_bytes() for p in [path, *folder.glob(".mlws/undo/*"), *folder.glob(".~*")])
    return [b"- human %s.\n" % number for number in said.split()], kept, version


@pytest.mark.slow
def test_two_real_processes_lose_nothing(harness, tmp_path, capsys):
    """Each line the person saved is in the journal or in a kept version."""
    tally = harness.Tally(SAVES * len(WAYS))
    for way in WAYS:
        saved, kept, writes = race(harness, tmp_path / way.replace(" ", "_"), way, SAVES)
        assert writes > 20
        for line in saved:
            tally.case(f"{way} {line!r}", gone=line not in kept)
    tally.report(capsys, "saves of a real process")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["in place"])
def test_a_bad_writer_is_caught(harness, tmp_path, monkeypatch, kind):
    """One that overwrites what it has not looked at loses lines; on a busy machine the two may not meet at once."""
    for number in range(ROUNDS):
        with harness.writer(kind, monkeypatch):
            saved, kept, _ = race(harness, tmp_path / f"w{number}", "write", SAVES)
        if any(line not in kept for line in saved):
            return
    pytest.fail(f"nothing was lost in {ROUNDS} rounds of {SAVES} saves")

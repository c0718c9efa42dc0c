"""A person saves at any call and any pair of calls, in eight ways: their text is in the document, or kept."""

import os
from contextlib import suppress
from itertools import combinations
from pathlib import Path

import pytest

from mlws_writer.errors import MlwsError, Refused

WAYS = ("rename", "in place", "append", "checkout")
PAIRED = {"another run", "update", "session again"}
PAIRS = (
    ("open", "write through it"),
    ("truncate", "fill again"),
    ("rename", "rename"),
    ("in place", "rename"),
    ("append", "checkout"),
    ("open", "rename"),
)


class Person:
    """Somebody who saves a document in an editor, by hand, or with git."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.fd = -1
        self.held = b""
        self.saved: list[bytes] = []

    def text(self) -> bytes:
        """Read what the document holds, if there is one."""
        return self.path.read_bytes() if self.path.exists() else b""

    def does(self, way: str) -> None:
        """Save once more, with a line that nobody else has written."""
        word = b"T%dq" % len(self.saved)
        line = b"- human %s\n" % word
        if way == "open":
            self.fd, self.held = os.open(self.path, os.O_RDWR), self.text()
            return
        if way == "truncate":
            self.held = self.text()
            os.truncate(self.path, 0)
            return
        self.saved.append(word)
        if way == "append":
            with self.path.open("ab") as file:
                file.write(line)
        elif way == "write through it":
            os.pwrite(self.fd, self.held + line, 0)
            os.close(self.fd)
            self.fd = -1
        elif way == "fill again":
            self.path.write_bytes(self.held + line)
        elif way == "in place":
            self.path.write_bytes(self.text() + line)
        else:
            text = self.text() + line
            if way == "checkout":
                self.path.unlink(missing_ok=True)
            beside = self.path.with_suffix(".new")
            beside.write_bytes(text)
            beside.replace(self.path)


def saving(harness, desk, person, plan: dict[int, str], act) -> None:
    """Do something while a person saves before some of its calls; what did not come in time comes after it."""
    todo, count = dict(plan), 0

    def hook(name: str, *arguments: object) -> None:
        nonlocal count
        if count in todo:
            person.does(todo.pop(count))
        count += 1

    with harness.hooked(hook), suppress(MlwsError):  # it may give up, and says so
        act()
    for way in todo.values():
        person.does(way)


def case(harness, folder: Path, scene, plan: dict[int, str], tally) -> None:
    """Let a person save as planned, run the command again, and look for what they wrote."""
    desk = scene.set(folder)
    person = Person(desk.path)
    theirs = [] if scene.start is None else [b"human one"]
    try:
        saving(harness, desk, person, plan, lambda: scene.act(desk))
        scene.act(desk)
    except Refused:
        tally.stopped += 1  # unsure, and says so: what was saved must be there all the same
    everything = desk.raw + desk.kept()
    tally.case(
        f"{scene.name}, {plan}",
        lost=not all(word in everything for word in (*person.saved, *theirs)),
        doubled=desk.doubled(3),
        left_beside=bool(desk.left()),
        stopped_for_nothing=tally.stopped > tally.cases / 100 + 50,
    )


def every_save(harness, folder: Path, scene, tally, *, pairs: bool) -> None:
    """Save at each call, and at each pair of calls."""
    desk = scene.set(folder)
    calls = len(harness.calls_of(lambda: scene.act(desk)))
    for number in range(calls + 1):
        for way in WAYS:
            case(harness, folder, scene, {number: way}, tally)
    for one, other in combinations(range(calls + 2), 2) if pairs else ():
        for first, second in PAIRS:
            case(harness, folder, scene, {one: first, other: second}, tally)


@pytest.mark.slow
def test_a_person_saves_at_any_call_and_pair_of_calls(harness, tmp_path):
    """Nothing they saved is lost, and no run stands twice."""
    tally = harness.Tally(5000)
    for scene in harness.SCENES:
        if scene.name == "hard link":
            continue  # written in place, which cannot be made safe against a save at the very moment
        every_save(harness, tmp_path / "w", scene, tally, pairs=scene.name in PAIRED)
    tally.report("a person saves in between")


@pytest.mark.parametrize("kind", ["blind replace", "in place"])
def test_a_bad_writer_is_caught(harness, tmp_path, monkeypatch, kind):
    """One that does not look what it takes the place of loses a save."""
    tally = harness.Tally(1)
    with harness.writer(kind, monkeypatch):
        every_save(harness, tmp_path / "w", harness.SCENES[2], tally, pairs=False)
    assert any("lost" in wrong for wrong in tally.wrong)

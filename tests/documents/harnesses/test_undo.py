"""The last write taken back: every byte if nobody saved since, and never a person's text if somebody did."""

import random
import time
from datetime import UTC, datetime

import pytest

from mlws_writer.documents import store
from mlws_writer.documents.undoing import redo, undo
from mlws_writer.errors import Refused

LATER = datetime(2024, 10, 19, 19, 0, tzinfo=UTC)


@pytest.mark.parametrize("number", range(7))
def test_what_was_written_is_taken_back_and_written_again(harness, tmp_path, number):
    """Byte for byte, both ways; and the undoing of what was written again as well."""
    scene = harness.SCENES[number]
    desk = scene.set(tmp_path / "w")
    before = desk.raw if desk.path.exists() else None
    scene.act(desk)
    after = desk.raw

    undo(desk.folder, at=LATER)
    assert (desk.raw if desk.path.exists() else None) == before
    redo(desk.folder, at=LATER.replace(minute=1))
    assert desk.raw == after
    undo(desk.folder, at=LATER.replace(minute=2))
    assert (desk.raw if desk.path.exists() else None) == before


def test_undo_goes_back_one_command_at_a_time(harness, tmp_path):
    """Until there is nothing left that was written."""
    desk = harness.SCENES[0].set(tmp_path / "w")
    states = [desk.raw]
    for version in (1, 2, 3):
        desk.write(2, version)
        states.append(desk.raw)

    for minute, state in enumerate(reversed(states[:-1])):
        undo(desk.folder, at=LATER.replace(minute=minute))
        assert desk.raw == state
    assert undo(desk.folder, at=LATER.replace(minute=9)) == ()


def test_what_was_taken_back_is_written_again_by_the_next_run(harness, tmp_path):
    """It was never deleted by its author."""
    desk = harness.SCENES[0].set(tmp_path / "w")
    desk.write(2, 1)
    after = desk.raw
    undo(desk.folder, at=LATER)

    desk.write(2, 1)

    assert desk.raw == after


def test_nothing_is_written_again_over_a_newer_text(harness, tmp_path):
    """Who changed the document after the undo keeps what they have."""
    desk = harness.SCENES[0].set(tmp_path / "w")
    desk.write(2, 1)
    undo(desk.folder, at=LATER)
    desk.path.write_bytes(desk.raw + b"- more\n")

    with pytest.raises(Refused):
        redo(desk.folder, at=LATER.replace(minute=1))
    assert desk.raw.endswith(b"- more\n")


def test_a_person_who_changed_all_of_it_keeps_it(harness, tmp_path):
    """There is nothing left that is ours: it stops and says why."""
    desk = harness.SCENES[2].set(tmp_path / "w")
    desk.write(2, 2)
    desk.path.write_bytes(desk.raw.replace(b"epoch 2", b"epoch two"))
    before = desk.raw

    with pytest.raises(Refused, match="left alone"):
        undo(desk.folder, at=LATER)
    assert desk.raw == before


def test_old_versions_are_removed_and_the_newest_fifty_stay(harness, tmp_path):
    """Nor any that is younger than a month, or that an editor wrote to since; what is kept is taken back."""
    desk = harness.SCENES[0].set(tmp_path / "w")
    before = desk.raw
    folder = desk.folder / ".mlws" / "undo"
    folder.mkdir(parents=True)
    old = [folder / f"{10**18 + number:020d}-{store.digest(b'%d' % number)}-ACTIVITY.md.x" for number in range(60)]
    for number, path in enumerate(old):
        path.write_bytes(b"%d" % number)
    old[3].write_bytes(b"saved late")
    young = folder / f"{time.time_ns() - 29 * 24 * 3600 * 10**9:020d}-{store.digest(b'young')}-ACTIVITY.md.x"
    young.write_bytes(b"young")

    desk.write(2, 1)

    assert [path.exists() for path in old] == [number == 3 or number >= 12 for number in range(60)]
    assert young.exists()
    undo(desk.folder, at=LATER)
    assert desk.raw == before


def edited(chance: random.Random, raw: bytes, words: list[bytes]) -> bytes:
    """Let a person add lines, of the indents they use, and sometimes reword a bullet of ours."""
    lines = raw.splitlines(keepends=True)
    for _ in range(chance.randint(1, 3)):
        words.append(b"H%dq" % len(words))
        indent = chance.choice([b"", b"", b"  ", b"    "])
        lines.insert(chance.randint(1, len(lines)), indent + b"- " + words[-1] + b"\r\n")
    if chance.random() < 0.5:
        at = next((n for n, line in enumerate(lines) if b"at epoch" in line), None)
        if at is not None:
            words.append(b"R%dq" % len(words))
            lines[at] = lines[at].replace(b"epoch", words[-1])
    return b"".join(lines)


def cases(harness, folder, tally, seeds: range) -> None:
    """Write, let a person edit, take back."""
    for seed in seeds:
        chance = random.Random(seed)
        scene = harness.SCENES[chance.choice([0, 1, 2])]
        desk = scene.set(folder)
        scene.act(desk)
        words: list[bytes] = [b"human one", b"old"]
        desk.path.write_bytes(edited(chance, desk.raw, words))
        person = [line for line in desk.raw.splitlines() if any(word in line for word in words)]
        try:
            done = undo(desk.folder, at=LATER)
        except Refused:
            tally.stopped += 1
            done = ()
        left = [line for line in desk.raw.splitlines() if any(word in line for word in words)]
        tally.case(
            f"seed {seed}",
            person_lost=left != person,
            nothing_done=bool(done) and done[0].after == done[0].before,
        )


def test_a_person_who_saved_since_loses_nothing(harness, tmp_path):
    """Each of their lines stays as it is, in its order; what is still as it was written goes."""
    tally = harness.Tally(300)
    cases(harness, tmp_path / "w", tally, range(300))
    tally.report("undo after a person's edits")
    assert tally.stopped < 100


def test_killed_while_it_takes_back(harness, tmp_path):
    """At each call: the document is the one before or the one after, and running it again ends what was begun."""
    scene = harness.SCENES[2]
    desk = scene.set(tmp_path / "w")
    first = desk.raw
    scene.act(desk)
    after = desk.raw
    calls = harness.calls_of(lambda: undo(desk.folder, at=LATER))
    for number in range(len(calls)):
        desk = scene.set(tmp_path / "w")
        scene.act(desk)
        harness.killed_at(number, None, lambda desk=desk: undo(desk.folder, at=LATER))
        middle = desk.raw
        ledger = b"".join(path.read_bytes() for path in desk.folder.glob(".mlws/ledger/*"))
        if b'"retract"' not in ledger:
            undo(desk.folder, at=LATER)
        assert middle in (first, after), number
        assert desk.raw == first, number
        assert desk.left() == []

"""A person saves at one call, the program is killed at another, the person may save again: nothing lost or doubled."""

from pathlib import Path

import pytest

from mlws_writer.errors import Refused

WAYS = ("rename", "in place", "append")
LATER = (None, "rename", "append")


def save(path: Path, way: str, word: bytes) -> None:
    """Add a line as an editor does."""
    line = b"- human %s\n" % word
    if way == "append":
        with path.open("ab") as file:
            file.write(line)
    elif way == "in place":
        path.write_bytes(path.read_bytes() + line)
    else:
        beside = path.with_suffix(".new")
        beside.write_bytes(path.read_bytes() + line)
        beside.replace(path)


def case(harness, folder: Path, scene, at: tuple[int, int], ways: tuple[str, str | None], tally) -> None:
    """Save at one call, die at another, save again, and run the command twice."""
    desk = scene.set(folder)
    words = [b"human one"]

    def saving(number: int) -> None:
        if number == at[0]:
            words.append(b"T1q")
            save(desk.path, ways[0], b"T1q")

    harness.killed_at(at[1], None, lambda: scene.act(desk), meanwhile=saving)
    if ways[1]:
        words.append(b"T2q")
        save(desk.path, ways[1], b"T2q")
    try:
        scene.act(desk)
        final = desk.raw
        scene.act(desk)
    except Refused:
        tally.stopped += 1
        final = desk.raw
    everything = desk.raw + desk.kept()
    tally.case(
        f"{scene.name}, saved at {at[0]} ({ways[0]}), killed at {at[1]}, then {ways[1]}",
        lost=not all(word in everything for word in words),
        not_in_the_document=words[-1] not in desk.raw,
        doubled=desk.doubled(3),
        changed_again=final != desk.raw,
        left_beside=bool(desk.left()),
    )


def every_kill(harness, folder: Path, scene, tally, ways=WAYS, later=LATER) -> None:
    """Go through the calls at which a person saves, and those behind at which the program dies."""
    desk = scene.set(folder)
    calls = len(harness.calls_of(lambda: scene.act(desk)))
    for saved in range(calls):
        for killed in range(saved, min(calls + 12, saved + 26)):
            for way in ways:
                for then in later:
                    case(harness, folder, scene, (saved, killed), (way, then), tally)


@pytest.mark.slow
def test_killed_while_a_person_saves(harness, tmp_path):
    """What they saved is in the document in the end, or kept; the newest always is in it."""
    tally = harness.Tally(4000)
    for scene in (harness.SCENES[2], harness.SCENES[6]):
        every_kill(
            harness, tmp_path / "w", scene, tally, later=(None, "rename") if scene is harness.SCENES[6] else (None,)
        )
    tally.report("killed while a person saves")


def test_a_bad_writer_is_caught(harness, tmp_path, monkeypatch):
    """One that notes the end of a write before it was made leaves the run out for good."""
    tally = harness.Tally(1)
    with harness.writer("blind replace", monkeypatch):
        every_kill(harness, tmp_path / "w", harness.SCENES[2], tally, ways=("in place",), later=(None,))
    assert any("lost" in wrong for wrong in tally.wrong)

"""Killed or failing at any call of the writing path, then run again: nothing half, nothing lost, nothing twice."""

from pathlib import Path

import pytest

from mlws_writer.errors import MlwsError

TORN = (None, 0.01, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99, 0.999, 1.0)


def check(tally, title, desk, old, good, act) -> None:
    """Look at the document as it is, run the command again, and once more."""
    middle = desk.raw if desk.path.exists() else None
    try:
        act(desk)
        final = desk.raw
        act(desk)
    except MlwsError as error:
        tally.case(f"{title}: {error}", refused=True)
        return
    half = desk.name == "ACTIVITY.md" and middle not in (old, good)
    tally.case(
        title,
        half_written=half and not (desk.folder / "other.md").exists(),
        not_what_it_should_be=final != good,
        changed_again=desk.raw != final,
        left_beside=bool(desk.left()),
        person_lost=b"human one" not in final and old is not None,
    )


def every_call(harness, folder: Path, scene, tally, errors, torn=TORN) -> None:
    """Kill and fail a scene at each of its calls."""
    desk = scene.set(folder)
    old = desk.raw if desk.path.exists() else None
    calls = harness.calls_of(lambda: scene.act(desk))
    good = desk.raw
    for number, name in enumerate(calls):
        for part in torn if name == "write" else (None,):
            desk = scene.set(folder)
            harness.killed_at(number, part, lambda desk=desk: scene.act(desk))
            check(tally, f"{scene.name}, killed at {number} {name} {part or ''}", desk, old, good, scene.act)
        for code in errors:
            desk = scene.set(folder)
            error = harness.failing_at(number, code, lambda desk=desk: scene.act(desk))
            title = f"{scene.name}, error {code} at {number} {name} ({error!r})"
            check(tally, title, desk, old, good, scene.act)


@pytest.mark.slow
def test_killed_or_failing_at_any_call(harness, tmp_path):
    """Every call, each way to fail, each torn write: the document is the old or the new one, and then the new one."""
    tally = harness.Tally(1500)
    for scene in harness.SCENES:
        every_call(harness, tmp_path / "w", scene, tally, harness.ERRORS)
    tally.report("killed or failing at a call")


@pytest.mark.parametrize("kind", ["in place", "done too early"])
def test_a_bad_writer_is_caught(harness, tmp_path, monkeypatch, kind):
    """One that overwrites the file, or notes the end before it, does not get through."""
    tally = harness.Tally(1)
    with harness.writer(kind, monkeypatch):
        every_call(harness, tmp_path / "w", harness.SCENES[1], tally, errors=())
    assert tally.wrong

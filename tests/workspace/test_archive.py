"""Archiving: byte for byte, still found, and whole again whatever stops it."""

import contextlib
import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from mlws_writer.documents import moving, syscalls
from mlws_writer.documents.undoing import redo, undo
from mlws_writer.errors import MlwsError, Refused
from mlws_writer.workspace.archive import Archived, archive
from mlws_writer.workspace.attention import items
from mlws_writer.workspace.checks.look import check
from mlws_writer.workspace.journal import Order, summarize
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.material import gather
from mlws_writer.workspace.query import parse
from mlws_writer.workspace.search import search
from mlws_writer.workspace.sessions import SessionOrder, draft
from mlws_writer.workspace.settings import Settings

OLD = "logs/experiments/20241001-100000-old.log"
GONE = "logs/archive/2024-10/experiments/20241001-100000-old.log"
NEW = "logs/training/20241118-100000-new.log"
SESSION = f"# Old\n\n**Date**: 2024-10-01\n\nSee [the log](../../{OLD}#L2), [the day](../../ACTIVITY.md#2024-10-01).\n"


class Killed(BaseException):
    """The process is dead: no call that it would still make reaches the system."""


@pytest.fixture(autouse=True)
def _state_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep locks out of the user's own folders."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))


def write(workspace: Workspace, name: str, text: str) -> None:
    """Write a file of the workspace."""
    path = workspace.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def log(day: str, *more: str) -> str:
    """Give the lines of a run of a day."""
    lines = ("Model: llama3.1:8b", "Accuracy: 87.3%", "Next: Try a lower rate", "Experiment complete", *more)
    return "".join(f"{day} 10:0{n}:00 - INFO - {line}\n" for n, line in enumerate(lines))


@pytest.fixture
def aged(tmp_path: Path) -> Workspace:
    """Give a workspace with a run of October and one of November, on the 20th of November."""
    workspace = Workspace(tmp_path / "work", Settings(), UTC, datetime(2024, 11, 20, 9, tzinfo=UTC))
    write(workspace, OLD, log("2024-10-01"))
    write(workspace, NEW, log("2024-11-18"))
    summarize(workspace, Order(model="none"))
    write(workspace, "docs/sessions/2024-10-01-old.md", SESSION)
    return workspace


def files(workspace: Workspace) -> dict[str, bytes]:
    """Read what a person sees: all files but those that mlws keeps for itself, and leftovers that are hidden."""
    found = (path for path in sorted(workspace.root.rglob("*")) if path.is_file())
    names = {path.relative_to(workspace.root).as_posix(): path for path in found}
    return {n: p.read_bytes() for n, p in names.items() if not n.startswith(".mlws") and not p.name.startswith(".~")}


def test_a_log_goes_to_its_month_byte_for_byte(aged: Workspace):
    """With its time, and its links."""
    before, stamp = (aged.root / OLD).read_bytes(), (aged.root / OLD).stat().st_mtime_ns

    done = archive(aged)

    assert [(move.old, move.new) for move in done.moves] == [(OLD, GONE)]
    assert not (aged.root / OLD).exists()
    assert (aged.root / GONE).read_bytes() == before
    assert (aged.root / GONE).stat().st_mtime_ns == stamp
    assert (aged.root / NEW).exists()
    assert OLD not in (aged.root / "ACTIVITY.md").read_text()
    assert f"](../../{GONE}#L2)" in (aged.root / "docs/sessions/2024-10-01-old.md").read_text()


def test_what_was_archived_is_still_found_and_still_ours(aged: Workspace):
    """No news, no findings about links, and the run is the run it was."""
    ids = {run.id for reading in gather(aged).readings for run in reading.runs}
    archive(aged)

    assert {run.id for reading in gather(aged).readings for run in reading.runs} == ids
    assert not summarize(aged, Order(model="none")).changed
    assert {f.rule for f in check(aged)} <= {"no-session"}
    assert archive(aged) == Archived()


def test_a_log_that_grows_in_the_archive_updates_its_bullets(aged: Workspace):
    """They are ours though their links were mended."""
    archive(aged)
    write(aged, GONE, log("2024-10-01", "F1: 0.852"))

    done = summarize(aged, Order(model="none"))

    assert done.changed
    assert {str(placed.what) for placed in done.bullets} <= {"updated", "unchanged"}
    assert done.after.count(b"**old**") == 1


def test_a_person_s_text_is_untouched_but_for_the_link(aged: Workspace):
    """Also in a bullet that they reworded."""
    path = aged.activity
    path.write_text(path.read_text().replace("Completed: **old**", "Done with **old**") + f"\n`{OLD}` \t\n[x]({OLD})\n")
    before = path.read_text()

    archive(aged)

    assert path.read_text().replace(GONE, OLD) == before
    assert f"`{OLD}` \t\n" in path.read_text()


def test_days_go_out_byte_for_byte(aged: Workspace):
    """Into the document of their month; sessions lead to it."""
    archive(aged)
    before = aged.activity.read_bytes()

    done = archive(aged, days=True)

    month = (aged.root / "ACTIVITY-2024-10.md").read_bytes()
    head = b"# Activity of October 2024\n\n"
    assert done.days == (date(2024, 10, 1),)
    assert month.startswith(head + b"## 2024-10-01\n")
    assert aged.activity.read_bytes() + month.removeprefix(head) == before
    session = (aged.root / "docs/sessions/2024-10-01-old.md").read_text()
    assert "(../../ACTIVITY-2024-10.md#2024-10-01)" in session
    assert not summarize(aged, Order(model="none")).changed
    assert {f.rule for f in check(aged)} == set()


def test_archived_days_are_not_listed_as_gone(aged: Workspace):
    """They stand in their month."""
    archive(aged, days=True)

    assert items(aged) == ()


def test_what_was_archived_is_found_by_a_search(aged: Workspace):
    """The log in its new place, and the day in its month; also where no pattern of the settings leads there."""
    narrow = replace(aged, settings=Settings(logs=("logs/*/*.log",)))
    archive(narrow, days=True)

    found = {hit.path for hit in search(narrow, parse("87.3", narrow.today), tell=print).hits}

    assert {GONE, "ACTIVITY-2024-10.md", NEW} <= found


def test_days_that_follow_go_to_their_place_in_the_month(aged: Workspace):
    """Newest first, as in the journal."""
    write(aged, OLD.replace("1001", "1009"), log("2024-10-09"))
    write(aged, OLD.replace("1001", "1005"), log("2024-10-05"))
    summarize(aged, Order(model="none"))

    archive(aged, date(2024, 10, 6), days=True)
    archive(aged, days=True)

    lines = (aged.root / "ACTIVITY-2024-10.md").read_text().splitlines()
    assert [line for line in lines if line.startswith("#")][:1] == ["# Activity of October 2024"]
    assert [line for line in lines if line.startswith("## ")] == ["## 2024-10-09", "## 2024-10-05", "## 2024-10-01"]
    assert "## 2024-10" not in aged.activity.read_text()


def test_a_session_can_be_made_of_an_archived_day(aged: Workspace):
    """From its entry as it stands in the month; both lead to each other."""
    archive(aged, days=True)
    before = aged.activity.read_bytes()

    done = draft(aged, SessionOrder((date(2024, 10, 1),), model="none"))

    assert b"ACTIVITY-2024-10.md#2024-10-01" in done.after
    assert "Session written: [" in (aged.root / "ACTIVITY-2024-10.md").read_text()
    assert aged.activity.read_bytes() == before


def test_a_journal_whose_days_hang_together_is_left_whole(aged: Workspace):
    """Link definitions serve all days."""
    aged.activity.write_text(aged.activity.read_text() + "\n[ref]: https://a.b\n")
    before = aged.activity.read_bytes()

    with pytest.raises(Refused, match="hang together"):
        archive(aged, days=True)

    assert before.count(b"## ") == aged.activity.read_bytes().count(b"## ")


def test_a_dry_run_moves_nothing(aged: Workspace):
    """It says what it would do."""
    before = files(aged)

    done = archive(aged, days=True, dry_run=True)

    assert files(aged) == before
    assert [move.new for move in done.moves] == [GONE]
    assert set(done.plans) == {"ACTIVITY.md", "ACTIVITY-2024-10.md", "docs/sessions/2024-10-01-old.md"}


def test_a_journal_in_a_merge_is_refused_before_anything_moves(aged: Workspace):
    """Its links could not be mended."""
    aged.activity.write_text(aged.activity.read_text() + "\n<<<<<<< mine\n")
    before = files(aged)

    with pytest.raises(Refused):
        archive(aged)

    assert files(aged) == before


def test_another_file_in_the_place_is_not_written_over(aged: Workspace):
    """Nobody knows which of the two is right."""
    write(aged, GONE, log("2024-10-01", "Lesson: another"))

    with pytest.raises(Refused, match="is taken"):
        archive(aged)

    assert (aged.root / OLD).read_text() == log("2024-10-01")
    assert (aged.root / GONE).read_text() == log("2024-10-01", "Lesson: another")


@pytest.mark.parametrize("days", [False, True], ids=["logs", "days"])
def test_an_archive_is_taken_back_whole_and_made_again(aged: Workspace, days: bool):
    """With its logs, its days and its links: none of them dangles."""
    before = files(aged)
    archive(replace(aged, now=aged.now + timedelta(hours=1)), days=days)
    after = files(aged)

    told = undo(aged.root, at=aged.now + timedelta(hours=1, minutes=1))

    assert files(aged) == before
    assert [(each.moved_from, each.file) for each in told if each.moved_from] == [(GONE, OLD)]
    redo(aged.root, at=aged.now + timedelta(hours=1, minutes=2))
    assert files(aged) == after
    undo(aged.root, at=aged.now + timedelta(hours=1, minutes=3))
    assert files(aged) == before


def test_an_archive_that_was_stopped_is_taken_back_as_one(aged: Workspace):
    """Though it was ended by another command, a day later."""
    before = files(aged)

    def stop(number: int, name: str) -> None:
        if not (aged.root / "docs/sessions/2024-10-01-old.md").read_text().count(OLD):
            raise Killed

    with calls(stop), contextlib.suppress(Killed):
        archive(replace(aged, now=aged.now + timedelta(hours=1)))
    assert files(aged) != before
    archive(replace(aged, now=aged.now + timedelta(days=1)))

    undo(aged.root, at=aged.now + timedelta(days=2))

    assert files(aged) == before


def test_an_archive_is_not_taken_back_over_another_log(aged: Workspace):
    """Nothing changes then."""
    archive(replace(aged, now=aged.now + timedelta(hours=1)))
    write(aged, OLD, log("2024-10-01", "Lesson: another"))
    after = files(aged)

    with pytest.raises(Refused, match="is taken"):
        undo(aged.root, at=aged.now + timedelta(hours=1, minutes=1))

    assert files(aged) == after


def test_links_and_logs_elsewhere_stay(aged: Workspace, tmp_path: Path):
    """What lies outside the workspace is somebody else's."""
    write(replace(aged, root=tmp_path), "elsewhere/20241002-100000-far.log", log("2024-10-02"))
    (aged.root / "logs/experiments/20241002-100000-far.log").symlink_to(tmp_path / "elsewhere/20241002-100000-far.log")

    assert [move.old for move in archive(aged).moves] == [OLD]


def test_an_archive_that_is_a_link_to_the_logs_removes_nothing(aged: Workspace):
    """The two places are one."""
    (aged.root / GONE).parent.parent.mkdir(parents=True)
    (aged.root / GONE).parent.symlink_to((aged.root / OLD).parent)

    with pytest.raises(Refused, match="is where"):
        archive(aged)

    assert (aged.root / OLD).read_text() == log("2024-10-01")


def test_of_two_logs_with_one_place_the_second_stays(aged: Workspace):
    """And is named."""
    told: list[str] = []
    outside = "experiments/20241001-100000-old.log"
    write(aged, outside, log("2024-10-01", "Lesson: another"))
    both = replace(aged, settings=Settings(logs=("logs/**/*.log", "experiments/*.log")))

    archive(both, tell=told.append)

    assert [(aged.root / name).exists() for name in (outside, OLD, GONE)] == [False, True, True]
    assert told == [f"{OLD} stays: {outside} goes to {GONE} already"]


def test_a_day_that_links_to_another_goes_out_too(aged: Workspace):
    """Its own link is mended first, in both documents."""
    aged.activity.write_text(
        aged.activity.read_text().replace("### Experiments", "See [that](ACTIVITY.md#2024-10-01).\n\n### Experiments")
    )

    done = archive(aged, days=True)

    assert done.days == (date(2024, 10, 1),)
    assert "2024-10-01" not in aged.activity.read_text()
    assert "[that](ACTIVITY-2024-10.md#2024-10-01)" in (aged.root / "ACTIVITY-2024-10.md").read_text()


@contextmanager
def calls(hook: Callable[[int, str], None]) -> Iterator[list[str]]:
    """Let a hook see each call that changes something, by its number."""
    seen: list[str] = []

    def before(name: str, *arguments: object) -> None:
        seen.append(name)
        hook(len(seen) - 1, name)

    syscalls.before = before
    try:
        yield seen
    finally:
        syscalls.before = syscalls._nothing


def refuse_links(name: str) -> None:
    """Be a disk on which a file has one name only."""
    if name == "link":
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def nothing_lost(workspace: Workspace, start: dict[str, bytes]) -> None:
    """Each log lies somewhere with all its bytes, and each line of the journal stands somewhere."""
    now = files(workspace)
    for name, raw in start.items():
        if name.endswith(".log"):
            assert raw in now.values(), name
    there = b"\n".join(now.values()).replace(GONE.encode(), OLD.encode())
    assert all(line in there for line in start["ACTIVITY.md"].splitlines())


@pytest.mark.slow
@pytest.mark.parametrize("links", [True, False], ids=["linked", "copied"])
@pytest.mark.parametrize("fault", ["killed", errno.ENOSPC])
def test_stopped_at_any_call_nothing_is_lost_and_the_next_run_completes(
    aged: Workspace, links: bool, fault, monkeypatch: pytest.MonkeyPatch
):
    """Killed, or with an error from the disk, at each call in turn; then the same command again."""
    monkeypatch.setattr(os, "fsync", lambda fd: None)  # no power is cut here, and a disk is slow
    start, template = files(aged), aged.root.with_name("template")
    shutil.copytree(aged.root, template)

    def again() -> None:
        shutil.rmtree(aged.root)
        shutil.copytree(template, aged.root)

    def run(at: int) -> list[str]:
        def hook(number: int, name: str) -> None:
            if number == at or (fault == "killed" and number > at >= 0):
                raise Killed if fault == "killed" else OSError(fault, os.strerror(fault))
            if not links:
                refuse_links(name)

        with calls(hook) as seen:
            archive(aged, days=True)
        return seen

    count = len(run(-1))
    wanted = files(aged)
    assert GONE in wanted
    assert count > 50
    for at in range(count):
        again()
        with contextlib.suppress(Killed, MlwsError):
            run(at)
        nothing_lost(aged, start)
        assert len(gather(aged).readings) == 2  # each log once, wherever it lies by now
        run(-1)
        assert files(aged) == wanted, (at, count)
        if at % 10 == 0:
            assert not summarize(aged, Order(model="none")).changed


@pytest.mark.parametrize("twice", [shutil.copy2, os.link])
def test_a_log_that_lies_in_both_places_is_read_once(aged: Workspace, twice: Callable[[Path, Path], None]):
    """As it does when it was brought and the original is not yet removed."""
    (aged.root / GONE).parent.mkdir(parents=True)
    twice(aged.root / OLD, aged.root / GONE)

    assert [reading.log for reading in gather(aged).readings] == [OLD, NEW]
    assert not summarize(aged, Order(model="none")).changed
    assert archive(aged, date(2024, 9, 1)).moves[0].old == OLD
    assert [reading.log for reading in gather(aged).readings] == [GONE, NEW]


def test_an_original_that_grew_meanwhile_is_kept(tmp_path: Path):
    """Whoever still writes to it loses nothing."""
    source, target = tmp_path / "a.log", tmp_path / "b" / "a.log"
    source.write_text("one\n")
    with calls(lambda number, name: refuse_links(name)):
        moving.bring(source, target)
    source.write_text("one\ntwo\n")

    with pytest.raises(Refused, match="has changed"):
        moving.drop(source, target)

    assert source.read_text() == "one\ntwo\n"

"""A kept reading of a long log that only grew costs the time of what is new."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mlws_writer.tier1_logs.pieces import PIECE
from mlws_writer.tier1_logs.reader import read_log
from mlws_writer.workspace import store
from mlws_writer.workspace.layout import Workspace

STEPS = b"".join(
    b"iter %d: loss %d.%04d, time 131.25ms\n" % (n, 9 - n // 20_000, n * 7919 % 9973) for n in range(130_000)
)
MORE = b"".join(b"iter %d: loss 0.%04d, time 131.25ms\n" % (n, n * 7919 % 9973) for n in range(130_000, 130_050))


@pytest.fixture
def log(workspace: Workspace) -> Path:
    """Return a log that is longer than a piece."""
    path = workspace.root / "logs" / "20241019-143000-long.log"
    path.parent.mkdir()
    path.write_bytes(STEPS)
    assert len(STEPS) > PIECE
    return path


def marks(workspace: Workspace) -> list[Path]:
    """Return the files in which marks are kept."""
    return list((workspace.state / "facts").glob("*.mark"))


def without_middle(log: Path) -> None:
    """Overwrite bytes in the middle, which who reads the log from its mark on does not see."""
    with log.open("r+b") as file:
        file.seek(PIECE // 2)
        file.write(b"\n" * 1000)


def grow(log: Path) -> None:
    """Let the log go on."""
    with log.open("ab") as file:
        file.write(MORE)


def test_a_log_that_grew_says_what_reading_all_of_it_says(workspace: Workspace, log: Path) -> None:
    """Each time, with and without a mark to begin from."""
    for _ in range(2):
        store.read(workspace, log)
        grow(log)

        later = store.read(workspace, log)

        assert later == read_log(log, name=workspace.name(log), known=later.head)


def test_it_is_read_from_where_it_ended(workspace: Workspace, log: Path) -> None:
    """What was read before is not looked at again."""
    before = store.read(workspace, log)
    without_middle(log)
    grow(log)

    later = store.read(workspace, log)

    assert later.lines == before.lines + 50


def test_others_may_have_read_it_the_first_time(workspace: Workspace, log: Path) -> None:
    """A mark comes back from whoever reads."""
    with ThreadPoolExecutor(1) as pool:
        (before,) = store.read_all(workspace, [log], executor=pool)
    without_middle(log)
    grow(log)

    assert store.read(workspace, log).lines == before.lines + 50


def test_a_mark_is_for_our_user_alone(workspace: Workspace, log: Path) -> None:
    """It holds lines of the log as they stand."""
    store.read(workspace, log)

    (mark,) = marks(workspace)

    assert mark.stat().st_mode & 0o077 == 0 or os.name == "nt"


def test_a_mark_that_still_holds_is_not_written_again(workspace: Workspace, log: Path) -> None:
    """A line more costs no megabyte."""
    store.read(workspace, log)
    (mark,) = marks(workspace)
    os.utime(mark, (1, 1))
    grow(log)

    store.read(workspace, log)

    assert mark.stat().st_mtime == 1


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda mark: mark[: len(mark) // 2],
    "empty": lambda mark: b"",
    "one letter": lambda mark: mark[:-99] + bytes([mark[-99] ^ 1]) + mark[-98:],
    "no first line": lambda mark: mark.partition(b"\n")[2],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_mark_only_costs_a_reading(workspace: Workspace, log: Path, damage: Callable[[bytes], bytes]) -> None:
    """The log is what counts."""
    store.read(workspace, log)
    (mark,) = marks(workspace)
    mark.write_bytes(damage(mark.read_bytes()))
    grow(log)

    assert store.read(workspace, log) == read_log(log, name=workspace.name(log))


def test_another_file_of_that_name_is_read_anew(workspace: Workspace, log: Path) -> None:
    """Even if it begins and goes on like the one before."""
    store.read(workspace, log)
    new = log.with_suffix(".new")
    new.write_bytes(log.read_bytes())
    without_middle(new)
    grow(new)
    new.replace(log)

    assert store.read(workspace, log) == read_log(log, name=workspace.name(log))


def test_a_changed_reader_reads_anew(workspace: Workspace, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version of the reader found is nothing to go on from."""
    store.read(workspace, log)
    without_middle(log)
    monkeypatch.setattr(store, "reader_version", lambda: "another")

    assert store.read(workspace, log) == read_log(log, name=workspace.name(log))


def test_a_log_that_was_cut_short_has_no_mark_any_more(workspace: Workspace, log: Path) -> None:
    """What began anew is read anew."""
    store.read(workspace, log)
    log.write_bytes(MORE)

    assert store.read(workspace, log).lines == 50
    assert marks(workspace) == []


def test_nothing_is_marked_where_nothing_is_to_be_written(workspace: Workspace, log: Path) -> None:
    """A dry run leaves the folder as it was."""
    store.read(workspace, log, keep=False)

    assert not workspace.state.exists()

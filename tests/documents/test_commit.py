"""From a plan to the disk, in a real workspace."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from mlws_writer.documents.blocks import DayEntry, Section
from mlws_writer.documents.commit import commit, ledger_folder, lock_file, preview
from mlws_writer.documents.ledger import Ledger
from mlws_writer.documents.plan import plan_entry
from mlws_writer.errors import Busy, Refused, StorageError

NOW = datetime(2024, 10, 19, 18, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _state_folder(tmp_path_factory, monkeypatch):
    """Keep locks out of the user's own folders."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))


@pytest.fixture
def planner(run):
    """Make what plans one run at an epoch."""

    def make(epoch: int, name: str = "net"):
        entry = DayEntry(date(2024, 10, 19), (Section("Experiments", (run(name, epoch),)),))
        return lambda raw, ledger: plan_entry(raw, ledger, entry, head="# Log")

    return make


def state(folder: Path) -> dict[str, bytes]:
    """Read all files of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_commit_writes_the_journal_and_says_so_in_the_ledger(tmp_path, planner):
    """After a write the ledger knows what stands, and the same command has nothing to do: not a byte is touched."""
    plan = commit(tmp_path / "ACTIVITY.md", tmp_path, planner(1), at=NOW)
    after = state(tmp_path)

    assert plan.changed
    assert (tmp_path / "ACTIVITY.md").read_bytes() == plan.after
    assert [record.op for record in Ledger.load(ledger_folder(tmp_path)).records] == ["intent", "done"]
    assert not commit(tmp_path / "ACTIVITY.md", tmp_path, planner(1), at=NOW).changed
    assert state(tmp_path) == after


def test_a_preview_writes_nothing(tmp_path, planner):
    """A plan may be looked at without any trace."""
    assert preview(tmp_path / "ACTIVITY.md", tmp_path, planner(1)).changed
    assert state(tmp_path) == {}


def test_the_version_before_is_kept(tmp_path, planner):
    """What a write displaced lies in the undo folder."""
    first = commit(tmp_path / "ACTIVITY.md", tmp_path, planner(1), at=NOW)
    commit(tmp_path / "ACTIVITY.md", tmp_path, planner(2), at=NOW)

    assert first.after in [path.read_bytes() for path in (tmp_path / ".mlws" / "undo").iterdir()]


def test_a_save_in_between_is_planned_on_again(tmp_path, planner):
    """A person who saves while a plan is made loses nothing, and the entry is still written."""
    path = tmp_path / "ACTIVITY.md"
    saves = iter([b"# Mine\n", b"# Mine\n\nand more\n"])

    def while_typing(raw, ledger):
        plan = planner(1)(raw, ledger)
        path.write_bytes(next(saves, raw or b""))
        return plan

    commit(path, tmp_path, while_typing, at=NOW)

    assert path.read_bytes().startswith(b"# Mine\n\nand more\n\n---\n\n## 2024-10-19\n")


def test_a_file_that_always_changes_is_busy(tmp_path, planner):
    """After a few tries the file is left to its author."""
    path, number = tmp_path / "ACTIVITY.md", iter(range(1000))

    def while_typing(raw, ledger):
        plan = planner(1)(raw, ledger)
        path.write_bytes(b"# Mine %d\n" % next(number))
        return plan

    with pytest.raises(Busy):
        commit(path, tmp_path, while_typing, at=NOW)
    assert path.read_bytes().startswith(b"# Mine")
    assert {record.op for record in Ledger.load(ledger_folder(tmp_path)).records} == {"intent", "abort"}


def test_two_programs_do_not_write_at_once(tmp_path, planner):
    """While another mlws holds the lock of the workspace, nothing is written."""
    with FileLock(lock_file(tmp_path)), pytest.raises(Busy):
        commit(tmp_path / "ACTIVITY.md", tmp_path, planner(1), at=NOW, wait=0.01)
    assert state(tmp_path) == {}


def test_a_refusal_names_the_file(tmp_path, planner):
    """What a plan refuses is said of the file that it is about."""
    (tmp_path / "ACTIVITY.md").write_bytes(b"<<<<<<< HEAD\n")

    with pytest.raises(Refused, match=r"ACTIVITY\.md.* line 1 "):
        commit(tmp_path / "ACTIVITY.md", tmp_path, planner(1), at=NOW)


def test_a_journal_that_was_shortened_on_purpose_is_accepted_once(tmp_path, run, planner):
    """What `refresh` lets pass is remembered, so that the next run needs no word about it."""
    path = tmp_path / "ACTIVITY.md"
    commit(path, tmp_path, planner(1), at=NOW)
    path.write_bytes(b"# Log\n")
    entry = DayEntry(date(2024, 10, 19), (Section("Experiments", (run("net", 1),)),))

    with pytest.raises(Refused):
        commit(path, tmp_path, planner(1), at=NOW)
    commit(path, tmp_path, lambda raw, ledger: plan_entry(raw, ledger, entry, refresh=True), at=NOW)

    assert not commit(path, tmp_path, planner(1), at=NOW).changed
    assert path.read_bytes() == b"# Log\n"


def test_nothing_is_written_during_a_merge(tmp_path, planner):
    """While git waits for a merge to be finished, the journal is left alone."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "MERGE_HEAD").write_text("0" * 40)

    with pytest.raises(Refused, match="merge"):
        commit(tmp_path / "ACTIVITY.md", tmp_path, planner(1), at=NOW)


def test_a_folder_in_place_of_the_journal_is_refused(tmp_path, planner):
    """A folder where ACTIVITY.md should be stops the command before anything is written."""
    (tmp_path / "ACTIVITY.md").mkdir()

    with pytest.raises(Refused):
        commit(tmp_path / "ACTIVITY.md", tmp_path, planner(1), at=NOW)
    assert state(tmp_path) == {}


def test_a_ledger_that_cannot_be_written_leaves_the_journal_alone(tmp_path, planner):
    """Nothing goes into the journal that the ledger could not note first."""
    (tmp_path / ".mlws").write_text("not a folder")

    with pytest.raises(StorageError):
        commit(tmp_path / "ACTIVITY.md", tmp_path, planner(1), at=NOW)
    assert not (tmp_path / "ACTIVITY.md").exists()


def test_two_workspaces_merged_by_git_do_not_write_twice(tmp_path, planner):
    """What another machine journaled, and noted in its own ledger, is not written again."""
    commit(tmp_path / "ACTIVITY.md", tmp_path, planner(1), at=NOW)
    (tmp_path / ".mlws" / "machine").write_text("0123abcd\n")

    assert not commit(tmp_path / "ACTIVITY.md", tmp_path, planner(1), at=NOW).changed
    commit(tmp_path / "ACTIVITY.md", tmp_path, planner(2), at=NOW)

    assert (tmp_path / ".mlws" / "ledger" / "0123abcd.jsonl").exists()
    assert (tmp_path / "ACTIVITY.md").read_text().count("Status: at epoch 2") == 1

"""Models that were pulled and data that changed: what no log says."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mlws_writer.sources.folders import changed
from mlws_writer.sources.git import commits
from mlws_writer.sources.model_store import StoredModel, models_between
from mlws_writer.workspace.journal import Order, summarize
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.sessions import SessionOrder, draft
from mlws_writer.workspace.settings import Settings
from tests import three_days
from tests.ollama import OllamaServer, model

START = datetime(2024, 11, 5, tzinfo=UTC)
END = START + timedelta(days=1) - timedelta(seconds=1)
DAY = date(2024, 11, 5)


def write(path: Path, at: datetime) -> None:
    """Write a file that was last changed at that time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x" * 1500, encoding="utf-8")
    os.utime(path, (at.timestamp(), at.timestamp()))


def test_files_that_changed_between_two_times_are_listed_by_folder(tmp_path: Path) -> None:
    """Not those of other days, and not hidden ones."""
    write(tmp_path / "data/set/a.csv", START)
    write(tmp_path / "data/set/b.csv", END)
    write(tmp_path / "data/set/old.csv", START - timedelta(seconds=1))
    write(tmp_path / "data/.cache/c.csv", START)

    (found,) = changed(tmp_path, ["data", "no-such-folder"], START, END)

    assert (found.folder, found.files, found.size) == ("data/set", ("a.csv", "b.csv"), 3000)


def test_what_git_tracks_is_told_by_its_commits(tmp_path: Path) -> None:
    """A fresh clone has changed no data."""
    root = three_days.make("busy", tmp_path)

    found = changed(root, ["data", "."], START, datetime.now(UTC))

    assert {name for each in found for name in each.files} & {"cleanup.py", "train_cnn.py"} == set()
    assert any(each.folder == "data/tickets-v2" for each in found)


def test_a_commit_keeps_the_reasons_of_its_message_and_no_trailers(tmp_path: Path) -> None:
    """A paragraph a line."""
    root = three_days.make("busy", tmp_path)

    found = commits(root, START, END)

    assert [commit.subject for commit in found][:2] == [subject for _, subject, _, _ in three_days.COMMITS[:2]]
    assert found[1].body.startswith("Batch 64 does not fit on the card.")
    assert found[3].body == ""


def test_models_are_those_of_the_day_oldest_first() -> None:
    """By when they were pulled or created."""
    late, early = StoredModel("b", "2", 1, END), StoredModel("a", "1", 1, START)

    assert models_between([late, StoredModel("c", "3", 1, END + timedelta(seconds=1)), early], START, END) == (
        early,
        late,
    )


def test_the_list_of_the_model_server_stands_under_models_and_in_the_session(tmp_path: Path) -> None:
    """With the size, and the time at which it was pulled."""
    root, server = three_days.make("busy", tmp_path), OllamaServer()
    pulled = model("qwen2.5:7b", size=4_683_000_000, modified_at="2024-11-05T14:05:12.123456789+00:00")
    server.script.models = [pulled, model("llama3.1:8b", modified_at="2024-11-01T08:00:00Z")]
    now = datetime(2024, 11, 5, 20, tzinfo=UTC)
    workspace = Workspace(root, Settings(base_url=server.url), UTC, now)
    try:
        summarize(workspace, Order((DAY,), model="llama3.1:8b"))
    finally:
        server.stop()

    journal = workspace.activity.read_text(encoding="utf-8")
    session = draft(workspace, SessionOrder((DAY,), model="none")).after.decode()
    assert "- Pulled or created: `qwen2.5:7b`, 4.68 GB (14:05, by the list of the model server)" in journal
    assert "Pulled or created `qwen2.5:7b`, 4.68 GB (14:05)" in session
    assert journal.count("Pulled or created") == 1
    again = summarize(workspace, Order((DAY,), model="none"))
    assert not again.changed


def test_data_that_changes_again_later_stays_told(tmp_path: Path) -> None:
    """Only the last change of a file is known: on the next day it is taken out of no entry."""
    root = three_days.make("busy", tmp_path)
    workspace = Workspace(root, Settings(model="none"), UTC, datetime(2024, 11, 5, 20, tzinfo=UTC))
    summarize(workspace, Order((DAY,), model="none"))
    write(root / "data/tickets-v2/train.jsonl", datetime(2024, 11, 6, 9, tzinfo=UTC))
    later = Workspace(root, Settings(model="none"), UTC, datetime(2024, 11, 6, 20, tzinfo=UTC))

    done = summarize(later, Order((DAY,), model="none"))

    assert not done.changed
    assert b"`train.jsonl`" in done.after

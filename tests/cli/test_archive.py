"""`mlws archive`, as a person types it."""

import json
from pathlib import Path

GONE = "logs/archive/2024-10/experiments/20241019-143000-sentiment-analysis.log"


def test_old_logs_are_moved_and_told(folder: Path, log: Path, mlws):
    """Each with both names; the second time there is nothing left to do."""
    mlws("summarize", "--model", "none")

    answer = mlws("archive")

    assert (answer.code, answer.out) == (0, f"{log.relative_to(folder)} → {GONE}\n")
    assert answer.err == "written: ACTIVITY.md\n"
    assert (folder / GONE).is_file()
    assert mlws("archive").err == "Nothing to archive: nothing is that old.\n"
    assert mlws("check").code == 0


def test_a_dry_run_shows_the_moves_and_the_links(folder: Path, log: Path, mlws):
    """And does nothing."""
    mlws("summarize", "--model", "none")

    answer = mlws("archive", "-n")

    assert f"→ {GONE}\n" in answer.out
    assert f"]({GONE}#L1)" in answer.out
    assert log.exists()


def test_json_says_what_was_moved(folder: Path, log: Path, mlws):
    """Logs, days and documents."""
    mlws("summarize", "--model", "none")

    told = json.loads(mlws("archive", "--days", "--json").out)

    assert [move["to"] for move in told["moved"]] == [GONE]
    assert told["days"] == ["2024-10-19"]
    assert [file["path"] for file in told["files"]] == ["ACTIVITY.md", "ACTIVITY-2024-10.md"]


def test_what_is_not_old_stays(folder: Path, log: Path, mlws):
    """--before names the day."""
    answer = mlws("archive", "--before", "2024-10-19")

    assert (answer.code, answer.out) == (0, "")
    assert log.exists()

"""Which files are logs, and the days a run belongs to."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from mlws_writer.facts.model import Outcome, Run, Work, named_time
from mlws_writer.workspace.logs import DayBy, days_of, find_logs

MODIFIED = datetime(2024, 12, 24, 18, 0, tzinfo=UTC)


def lay(root: Path, *names: str) -> None:
    """Write files of those names."""
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, encoding="utf-8")


def found(root: Path, *patterns: str) -> list[str]:
    """Return the names of the logs that the patterns find."""
    return [path.relative_to(root).as_posix() for path in find_logs(root, patterns)]


def test_patterns_find_files_at_any_depth_sorted(tmp_path: Path) -> None:
    """Two stars stand for no folder, one, or many."""
    lay(tmp_path, "logs/b.log", "logs/training/a.log", "logs/x/y/z.log", "logs/readme.md", "other.log")

    assert found(tmp_path, "logs/**/*.log") == ["logs/b.log", "logs/training/a.log", "logs/x/y/z.log"]


def test_what_several_patterns_find_is_there_once(tmp_path: Path) -> None:
    """Patterns overlap, and wandb keeps a link to its latest run."""
    lay(tmp_path, "wandb/run-1/files/output.log", "slurm-7.out")
    (tmp_path / "wandb" / "latest-run").symlink_to(tmp_path / "wandb" / "run-1")

    names = found(tmp_path, "slurm-*.out", "*.out", "wandb/*/files/output.log")

    assert names == ["slurm-7.out", "wandb/latest-run/files/output.log"]


def test_hidden_folders_are_not_looked_into(tmp_path: Path) -> None:
    """Our own state and git's are no logs."""
    lay(tmp_path, ".mlws/calls/own.log", ".git/x.log", "a.log")

    assert found(tmp_path, "**/*.log") == ["a.log"]


def test_a_link_to_a_folder_above_ends(tmp_path: Path) -> None:
    """A loop of links is walked once."""
    lay(tmp_path, "logs/a.log")
    (tmp_path / "logs" / "again").symlink_to(tmp_path / "logs")
    (tmp_path / "logs" / "up").symlink_to(tmp_path)

    assert found(tmp_path, "logs/**/*.log") == ["logs/a.log"]


def test_a_link_to_another_disk_is_followed(tmp_path: Path) -> None:
    """Logs often lie on a scratch disk, behind a link."""
    lay(tmp_path, "scratch/runs/a.log")
    (tmp_path / "work" / "logs").mkdir(parents=True)
    (tmp_path / "work" / "logs" / "scratch").symlink_to(tmp_path / "scratch")

    assert found(tmp_path / "work", "logs/**/*.log") == ["logs/scratch/runs/a.log"]


def test_a_pattern_may_be_absolute(tmp_path: Path) -> None:
    """Some clusters write where they like."""
    lay(tmp_path, "spool/slurm-1.out")

    assert find_logs(tmp_path / "elsewhere", [f"{tmp_path}/spool/slurm-*.out"]) == (tmp_path / "spool/slurm-1.out",)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_only_files_are_logs(tmp_path: Path) -> None:
    """A folder, a dead link and a pipe that would be waited on for ever are none."""
    (tmp_path / "folder.log").mkdir()
    (tmp_path / "dead.log").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.log")

    assert found(tmp_path, "*.log") == []


def run(log: str, *, started: datetime | None = None, ended: datetime | None = None) -> Run:
    """Return a run of a log."""
    return Run("r", log, 1, "r", Work.TRAINING, 1, 9, Outcome.COMPLETED, started=started, ended=ended)


def test_a_run_belongs_to_the_days_it_logged(tmp_path: Path) -> None:
    """A run over midnight shows on both days, whatever its file is called."""
    over = run("20240101-000000-x.log", started=datetime(2024, 10, 19, 22), ended=datetime(2024, 10, 21, 1))

    days = days_of(over, MODIFIED, UTC, timedelta())

    assert days.by is DayBy.LOG
    assert days.days == (date(2024, 10, 19), date(2024, 10, 20), date(2024, 10, 21))


def test_a_clock_that_jumped_does_not_fill_decades() -> None:
    """A run from 1970 to today shows on the two days it names."""
    jumped = run("x.log", started=datetime(1970, 1, 1), ended=datetime(2024, 10, 19))

    assert days_of(jumped, MODIFIED, UTC, timedelta()).days == (date(1970, 1, 1), date(2024, 10, 19))


@pytest.mark.parametrize(
    ("log", "day", "by"),
    [
        ("logs/experiments/20241019-143000-sentiment-analysis.log", date(2024, 10, 19), DayBy.NAME),
        ("logs/20249999-143000-x.log", date(2024, 12, 24), DayBy.FILE),
        ("logs/train.log", date(2024, 12, 24), DayBy.FILE),
    ],
)
def test_without_times_the_name_and_then_the_file_tell_the_day(log: str, day: date, by: DayBy) -> None:
    """What the log does not say comes from its name, and else from the file's own time."""
    days = days_of(run(log), MODIFIED, UTC, timedelta())

    assert (days.days, days.by) == ((day,), by)


def test_a_longer_number_is_no_time() -> None:
    """Twenty digits are an id."""
    assert named_time("20241019-1430001-x.log") is None

"""Clocks that were set back, names that are not what the log says, and days that begin late: seen in the journal."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from mlws_writer.workspace.journal import Order, Summarized, summarize
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.settings import Settings


def write(workspace: Workspace, name: str, *lines: str) -> None:
    """Append lines to a log of the experiments."""
    path = workspace.root / f"logs/experiments/{name}.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as log:
        log.writelines(line + "\n" for line in lines)


def say(workspace: Workspace, *days: date) -> tuple[str, Summarized]:
    """Summarize and give the journal and what was done."""
    done = summarize(workspace, Order(days=days or None, model="none"))
    return workspace.activity.read_text(), done


def run(day: str, begin: str, end: str, zone: str = "") -> tuple[str, ...]:
    """Give the lines of a run between two times."""
    return (
        f"{day} {begin}{zone} - INFO - Model: llama3.1:8b",
        f"{day} {end}{zone} - INFO - Accuracy: 87.3%",
        f"{day} {end}{zone} - INFO - Experiment complete",
    )


def test_a_clock_that_was_set_back_is_told_and_makes_the_duration_about(workspace: Workspace):
    """Two hours, an hour back, and another: by the order of its lines the run took three."""
    lines = ["2024-10-19 12:00:00 - INFO - Model: a", "2024-10-19 14:00:00 - INFO - epoch 1: loss 0.5"]
    lines += ["2024-10-19 13:00:00 - INFO - epoch 2: loss 0.4", "2024-10-19 14:00:00 - INFO - Experiment complete"]
    write(workspace, "20241019-120000-a", *lines)

    text, done = say(workspace)

    assert "Status: complete, about 3 h" in text
    assert done.warnings == (
        "logs/experiments/20241019-120000-a.log:3: the clock was set back by 1 h here; its durations are about right",
    )


def test_a_few_minutes_back_are_another_process(workspace: Workspace):
    """Lines of several writers come out of order."""
    lines = ["2024-10-19 12:00:00 - INFO - Model: a", "2024-10-19 12:30:00 - INFO - epoch 1: loss 0.5"]
    lines += ["2024-10-19 12:26:00 - INFO - rank 1 ready", "2024-10-19 13:00:00 - INFO - Experiment complete"]
    write(workspace, "20241019-120000-a", *lines)

    text, done = say(workspace)

    assert "Status: complete, 1 h" in text
    assert done.warnings == ()


def test_a_clock_that_was_set_back_twice_gives_no_duration(workspace: Workspace):
    """What nobody can say is not said."""
    clock = ("12:00:00", "14:00:00", "13:00:00", "15:00:00", "13:30:00", "14:00:00")
    write(workspace, "20241019-120000-a", *(f"2024-10-19 {t} - INFO - note {t}" for t in clock))
    write(workspace, "20241019-120000-a", "2024-10-19 14:00:01 - INFO - Experiment complete")

    text, done = say(workspace)

    assert "Status: complete (" in text
    assert len(done.warnings) == 2


def test_the_hour_that_comes_twice_in_autumn_is_no_lost_hour(workspace: Workspace):
    """With an offset on each line the times are subtracted as they are."""
    vienna = replace(workspace, zone=ZoneInfo("Europe/Vienna"))
    write(vienna, "20241027-023000-a", "2024-10-27 02:30:00+0200 - INFO - Model: a")
    write(vienna, "20241027-023000-a", "2024-10-27 02:30:00+0100 - INFO - Experiment complete")

    text, done = say(vienna)

    assert "Status: complete, 1 h" in text
    assert done.warnings == ()


def test_the_hour_that_is_missing_in_spring_is_not_counted(workspace: Workspace):
    """Without an offset the zone of the workspace says how long it was from half past one to half past three."""
    vienna = replace(workspace, zone=ZoneInfo("Europe/Vienna"))
    write(vienna, "20240331-013000-a", *run("2024-03-31", "01:30:00", "03:30:00"))

    assert "Status: complete, 1 h" in say(vienna)[0]


def test_the_lines_are_believed_where_the_name_says_another_day(workspace: Workspace):
    """The entry stands under the day of the lines, and the name is told."""
    write(workspace, "20241001-143000-a", *run("2024-10-19", "14:30:00", "15:00:00"))

    text, done = say(workspace)

    assert "## 2024-10-19" in text
    assert "## 2024-10-01" not in text
    assert done.warnings == (
        "logs/experiments/20241001-143000-a.log:1: its name says 2024-10-01, its lines say 2024-10-19; "
        "the lines are believed",
    )


def test_what_was_told_once_is_not_told_again(workspace: Workspace):
    """A run that writes nothing has nothing to say."""
    write(workspace, "20241001-143000-a", *run("2024-10-19", "14:30:00", "15:00:00"))
    say(workspace)

    assert say(workspace)[1].warnings == ()


@pytest.mark.parametrize(("start", "day"), [("00:00", "2024-10-19"), ("04:00", "2024-10-18")])
def test_a_day_begins_when_the_settings_say(workspace: Workspace, start: str, day: str):
    """With 04:00, what was done at two in the night belongs to the day before."""
    late = replace(workspace, settings=Settings(day_start=start))
    write(late, "20241019-020000-a", *run("2024-10-19", "02:00:00", "02:30:00"))

    text, done = say(late)

    assert f"## {day}" in text
    assert done.warnings == ()


def test_the_zone_of_the_workspace_counts_the_days_of_a_log_in_another(workspace: Workspace):
    """Eleven at night in UTC is the next day in Vienna."""
    write(workspace, "20241019-233000-a", *run("2024-10-19", "23:30:00", "23:40:00", zone="Z"))
    vienna = replace(workspace, zone=ZoneInfo("Europe/Vienna"), now=datetime(2024, 10, 20, 9, tzinfo=ZoneInfo("UTC")))

    assert "## 2024-10-20" in say(vienna)[0]


def test_without_a_day_all_that_is_new_or_has_grown_is_written(workspace: Workspace):
    """A day that was skipped, and a log that went on, are caught up with; what stands stays as it is."""
    write(workspace, "20241017-100000-a", *run("2024-10-17", "10:00:00", "11:00:00"))
    write(workspace, "20241018-220000-b", "2024-10-18 22:00:00 - INFO - Model: b")
    write(workspace, "20241018-220000-b", "2024-10-18 22:10:00 - INFO - epoch 1/3: loss 0.5")
    first, _ = say(workspace)
    write(workspace, "20241018-220000-b", "2024-10-18 22:20:00 - INFO - Accuracy: 91.2%")
    write(workspace, "20241018-220000-b", "2024-10-18 22:30:00 - INFO - Experiment complete")
    write(workspace, "20241016-100000-c", *run("2024-10-16", "10:00:00", "11:00:00"))

    text, _ = say(workspace)

    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## 2024-10-18", "## 2024-10-17", "## 2024-10-16",
    ]  # fmt: skip
    assert "91.2%" in text
    assert "91.2%" not in first
    assert text.count("**b**") == 1

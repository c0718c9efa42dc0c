"""How long runs ran."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.facts.model import Citation, Fact, FactKind, Outcome, Run, Work
from mlws_writer.tier2_activity.run_time import RunTime, run_time

START = datetime(2024, 10, 14, tzinfo=UTC)
WEEK = timedelta(days=7)


def made(began: float, minutes: float, work: Work = Work.TRAINING, outcome: Outcome = Outcome.COMPLETED) -> Run:
    """Make a run that began so many minutes after the start and took so many."""
    start = START + timedelta(minutes=began)
    name = f"{began} {minutes}"
    ended = start + timedelta(minutes=minutes)
    return Run(f"{name} {work}", "a.log", 1, name, work, 1, 2, outcome, started=start, ended=ended)


def measured(*runs: Run) -> RunTime:
    """Measure runs within the week."""
    return run_time(runs, START, START + WEEK, UTC)


def test_time_in_which_two_ran_at_once_counts_once() -> None:
    """Within a kind of work, and in all."""
    found = measured(made(0, 60), made(30, 60), made(80, 20, Work.EXPERIMENT), made(200, 5))

    assert found.total == timedelta(minutes=105)
    assert [(share.work, share.runs, share.time) for share in found.shares] == [
        (Work.TRAINING, 3, timedelta(minutes=95)),
        (Work.EXPERIMENT, 1, timedelta(minutes=20)),
    ]


def test_only_time_within_the_days_counts() -> None:
    """Of a run over their edges, and of none beyond."""
    found = measured(made(-30, 60), made(7 * 24 * 60 - 10, 60), made(-60, 30))

    assert found.total == timedelta(minutes=40)


def test_servers_and_what_has_no_times_stand_apart() -> None:
    """A server is up without working; a clock set wrong is no time either."""
    untimed = Run("x", "a.log", 1, "x", Work.TRAINING, 1, 2, Outcome.COMPLETED)
    found = measured(made(0, 600, Work.SERVER), made(0, 10), made(5, -10), made(0, 100_000), untimed)

    assert (found.total, found.serving, found.untimed) == (timedelta(minutes=10), timedelta(minutes=600), 1)


def test_what_failed_is_a_part_of_it() -> None:
    """And what was stopped."""
    found = measured(made(0, 10), made(5, 10, outcome=Outcome.FAILED), made(30, 5, outcome=Outcome.INTERRUPTED))

    assert (found.total, found.failed) == (timedelta(minutes=20), timedelta(minutes=15))


@given(st.lists(st.tuples(st.integers(-100, 20_000), st.integers(0, 3_000)), max_size=8))
def test_the_total_is_the_minutes_in_which_something_ran(runs: list[tuple[int, int]]) -> None:
    """Counted one by one."""
    minutes = {minute for began, length in runs for minute in range(max(began, 0), min(began + length, 7 * 24 * 60))}

    assert measured(*(made(began, length) for began, length in runs)).total == timedelta(minutes=len(minutes))


def test_a_log_without_times_ran_from_the_time_in_its_name_for_as_long_as_it_says() -> None:
    """And is untimed no more."""
    said = Fact("F1", "x", FactKind.DURATION, "train_runtime", "3600", Citation("", 9))
    name = "20241014-020000-x.log"
    run = Run("x", name, 1, "x", Work.TRAINING, 1, 9, Outcome.COMPLETED, facts=(said,))

    found = measured(run, replace(run, id="y", log="y.log"), made(150, 60))

    assert (found.total, found.untimed) == (timedelta(minutes=90), 1)

"""When a run began and ended, as far as its times tell."""

from datetime import datetime

import pytest

from mlws_writer.facts.model import Run
from mlws_writer.tier1_logs.reader import read_bytes


def read(log: str) -> Run:
    """Return the only run of a log."""
    (run,) = read_bytes(log.encode(), name="run.log").runs
    return run


def told(log: str) -> dict[str, str]:
    """Return what is said of when a run began and ended."""
    return {one.name: one.value for one in read(log).facts if one.name in ("started", "ended", "last time")}


WORK = "".join(f"round {n} of work, reward {n * 3}\n" for n in range(1, 9))


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ("Job started: 2025-04-02 08:00:01\n" + WORK, {"started": "2025-04-02 08:00:01"}),
        (WORK + "JOB 12 CANCELLED AT 2025-04-02T09:00:01\n", {"ended": "2025-04-02T09:00:01"}),
        (WORK + "2025-04-02 09:00:01 the last word\n", {"ended": "2025-04-02 09:00:01"}),
    ],
)
def test_the_only_time_of_a_run_is_not_both_ends_of_it(log: str, expected: dict[str, str]) -> None:
    """One time says when a run began or when it ended, by the words before it or by where it stands."""
    assert told(log) == expected


def test_a_run_that_went_on_without_times_did_not_end_at_the_last_of_them() -> None:
    """Where only the first lines have times, the last of them is called what it is, and the run has no end."""
    log = "2025-04-02 08:00:01 loading\n2025-04-02 08:00:03 loaded\n" + WORK

    assert told(log) == {"started": "2025-04-02 08:00:01", "last time": "2025-04-02 08:00:03"}
    assert read(log).ended is None


def test_a_failure_whose_trace_is_long_ended_when_it_was_last_heard_of() -> None:
    """The lines of a trace have no times, and take none."""
    trace = "Traceback (most recent call last):\n" + '  File "fit.py", line 3, in fit\n' * 9 + "KeyError: 'x'\n"
    log = "2025-04-02 08:00:01 loading\n2025-04-02 08:00:03 loaded\n" + trace

    assert told(log)["ended"] == "2025-04-02 08:00:03"
    assert read(log).ended == datetime(2025, 4, 2, 8, 0, 3)


def test_a_run_that_states_when_it_started_has_that_time() -> None:
    """What a banner says counts where no line opens with a time."""
    assert read("Training Started: 2025-04-02 08:00:01\n" + WORK).started == datetime(2025, 4, 2, 8, 0, 1)


def test_the_date_of_a_kernel_is_no_start() -> None:
    """When somebody built the system says nothing of the run."""
    assert told("Platform: #1 SMP Wed Apr 2 08:00:01 UTC 2025\n" + WORK) == {}

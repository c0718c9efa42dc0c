"""What went wrong in runs that came to their end."""

from mlws_writer.facts.model import Fact, FactKind, Outcome, Run
from mlws_writer.tier1_logs.reader import read_bytes

ROUND = "planting row {n}\nERROR: the spade 'os.dig' is missing\nmending the spade, once more\n"


def run_of(log: str) -> Run:
    """Return the only run of a log."""
    (run,) = read_bytes(log.encode(), name="garden.log").runs
    return run


def warnings_of(run: Run, name: str) -> list[Fact]:
    """Return the warnings of this name."""
    return [fact for fact in run.facts if fact.kind is FactKind.WARNING and fact.name == name]


def test_failures_that_a_summary_counts_are_a_warning_of_a_run_that_ended_well() -> None:
    """The run completed, and three of its plots did not."""
    run = run_of("watering 40 plots\nPlots: 37 grown, 3 failed\nAll done in 12.5 seconds.\nRun completed\n")

    assert run.outcome is Outcome.COMPLETED
    (told,) = warnings_of(run, "failures")
    assert (told.value, told.line) == ("3", 2)


def test_a_count_behind_its_word_is_one_too() -> None:
    """`Failed: 4` says the same as `4 failed`."""
    (told,) = warnings_of(run_of("watering\nSucceeded: 36\nFailed: 4\nRun completed\n"), "failures")

    assert told.value == "4"


def test_no_failures_are_no_warning() -> None:
    """Zero failures, rates of failure and tries that failed at logging in are something else."""
    log = "0 failed, 40 grown\nFailed: 0\nfailure rate 0.25\nfailures: 12.5%\n3 failed attempts\nRun completed\n"

    assert not warnings_of(run_of(log), "failures")


def test_an_error_that_came_again_and_again_says_how_often() -> None:
    """Nobody mended it: its count and the last line that tells it."""
    run = run_of("".join(ROUND.format(n=n) for n in range(1, 6)) + "Run completed\n")

    (told,) = warnings_of(run, "error again")
    assert (told.line, told.text.partition(",")[0]) == (14, "5 times")
    assert run.outcome is Outcome.COMPLETED


def test_an_error_that_came_twice_is_told_once() -> None:
    """Two of the same are no habit."""
    run = run_of("".join(ROUND.format(n=n) for n in range(1, 3)) + "Run completed\n")

    assert not warnings_of(run, "error again")

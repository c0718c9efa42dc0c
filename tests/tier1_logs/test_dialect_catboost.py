"""Trainings with CatBoost."""

from mlws_writer.facts.model import Fact, Run, Work
from mlws_writer.tier1_logs.reader import read_bytes

MODEL = "".join(
    f"{n}:\tlearn: {9 - n / 100:.7f}\ttest: {test}\tbest: {best}\ttotal: {n + 41}ms\tremaining: {500 - n}s\n"
    for n, test, best in (
        (0, "9.5000001", "9.5000001 (0)"),
        (100, "7.2500002", "7.2500002 (100)"),
        (200, "6.1250003", "6.0750004 (171)"),
        (300, "6.5000005", "6.0750004 (171)"),
    )
)
END = """Stopped by overfitting detector  (50 iterations wait)

bestTest = 6.075000412
bestIteration = 171

Shrink model to first 172 iterations.
"""
ALONE = "0:\tlearn: 0.6931000\ttotal: 51ms\tremaining: 5s\n99:\tlearn: 0.1231000\ttotal: 5.1s\tremaining: 0us\n"


def run_of(log: str) -> Run:
    """Return the only run of a log."""
    (run,) = read_bytes(f"growing leaves\n{log}".encode(), name="oak.log").runs
    return run


def facts_of(log: str, name: str) -> list[Fact]:
    """Return the facts of this name."""
    return [fact for fact in run_of(log).facts if fact.name == name]


def test_the_best_on_the_test_set_is_told_with_its_iteration() -> None:
    """They stand on two lines."""
    (best,) = facts_of(MODEL + END, "best test")

    assert (best.value, best.step, best.line, best.split) == ("6.075000412", "iteration 171", 8, "test")
    assert [fact.text for fact in facts_of(MODEL + END, "best iteration")] == ["bestIteration = 171"]
    assert [fact.line for fact in facts_of(MODEL + END, "stopped")] == [6]


def test_each_model_has_its_own_first_and_last_row() -> None:
    """A row of iteration 0 begins the next model."""
    log = MODEL + END + "=== second bed ===\n" + MODEL.replace("6.5000005", "4.5000006")

    assert [(fact.value, fact.step) for fact in facts_of(log, "test")] == [
        ("6.5000005", "iteration 300"),
        ("4.5000006", "iteration 300"),
    ]
    assert {fact.value for fact in facts_of(log, "first test")} == {"9.5000001"}


def test_a_model_without_a_test_set_has_what_it_learned() -> None:
    """Its last row is the result."""
    (last,) = facts_of(ALONE, "learn")

    assert (last.value, last.step, run_of(ALONE).work) == ("0.1231000", "iteration 99", Work.TRAINING)

"""Studies of Optuna."""

from mlws_writer.facts.model import FactKind, Outcome, Run
from mlws_writer.tier1_logs.reader import read_bytes

BEGUN = "[I 2024-09-12 14:22:01,120] A new study created in RDB with name: resnet-hpo\n"
VALUES = ("0.8121", "0.8533", "", "0.7911", "0.9012", "", "0.8876", "0.9009")


def trials() -> str:
    """Return the lines of eight trials, two of them pruned, and of one that failed."""
    said, best, at = "", "0", 0
    for number, value in enumerate(VALUES):
        if not value:
            said += f"[I 2024-09-12 14:{23 + number}:44,103] Trial {number} pruned. \n"
            continue
        best, at = (value, number) if value > best else (best, at)
        tried = {
            "lr": 10 ** -(2 + number % 3),
            "dropout": (10 + number) / 100,
            "optimizer": ["Adam", "SGD"][number % 2],
        }
        said += (
            f"[I 2024-09-12 14:{23 + number}:10,812] Trial {number} finished with value: {value} "
            f"and parameters: {tried}. Best is trial {at} with value: {best}.\n"
        )
    return said + "[W 2024-09-12 14:31:44,103] Trial 8 failed with value nan.\n"


TAIL = (
    "[I 2024-09-12 14:32:10,812] Trial 9 finished with value: 0.8 and parameters: {'lr': 1}. "
    "Best is trial 4 with value: 0.9012.\n"
)


def read(text: str) -> Run:
    """Return the one run of a log."""
    (run,) = read_bytes(text.encode(), name="hpo.log").runs
    return run


def test_the_best_trial_is_read_with_what_it_tried() -> None:
    """Its value, its parameters, the last trial, and the one that failed, which fails no study."""
    run = read(BEGUN + trials() + TAIL)

    said = {(one.kind, one.name): one.value for one in run.facts}
    assert said[FactKind.TASK, "study"] == "resnet-hpo"
    assert said[FactKind.METRIC, "best value"] == "0.9012"
    assert said[FactKind.SETTING, "best lr"] == "0.001"
    assert said[FactKind.SETTING, "best optimizer"] == "Adam"
    assert said[FactKind.COUNT, "last trial"] == "9"
    assert said[FactKind.WARNING, "failed trial"] == "8"
    assert run.outcome is not Outcome.FAILED


def test_a_study_that_says_its_best_trial_at_the_end_is_complete() -> None:
    """What a script prints after `optimize` returns shows that it did."""
    assert (
        read(BEGUN + trials() + TAIL + "Best trial:\n  Value:  0.9012\n  Params:\n    lr: 0.001\n").outcome
        is Outcome.COMPLETED
    )


def test_a_number_of_trials_in_the_log_tells_how_far_a_study_came() -> None:
    """Without it nobody knows whether the last trial was the last."""
    assert read("n_trials=10\n" + BEGUN + trials() + TAIL).outcome is Outcome.COMPLETED
    assert read("n_trials=50\n" + BEGUN + trials() + TAIL).outcome is Outcome.INTERRUPTED
    assert read(BEGUN + trials() + TAIL).outcome is Outcome.UNKNOWN


def test_an_exception_after_the_last_trial_fails_the_study() -> None:
    """That is left to the general reader."""
    text = BEGUN + trials() + 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nValueError: bad range\n'

    assert read(text).outcome is Outcome.FAILED

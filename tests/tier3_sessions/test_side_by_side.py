"""Runs that measured the same on the same data stand side by side, and it is said which did better."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mlws_writer.facts.derive import contrasts
from mlws_writer.tier1_logs.reader import read_bytes
from mlws_writer.tier2_activity.summary import Summary, run_names, summarize_run
from mlws_writer.tier3_sessions.headlines import results_told
from mlws_writer.tier3_sessions.side_by_side import standing, together
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.sessions import SessionOrder, draft
from mlws_writer.workspace.settings import Settings

TREE = ("Dataset: tickets", "Metric: val_accuracy=84.2%", "Metric: val_loss=0.51", "Metric: nodes=300")
NET = ("Dataset: tickets", "Metric: eval_accuracy=89.3%", "Metric: eval_loss=0.36", "Metric: eval_f1=0.88")
BARE = ("Metric: val_accuracy=80.1%", "Metric: val_loss=0.66")
OTHER = ("Dataset: mails", "Metric: val_accuracy=99.0%", "Metric: val_loss=0.05")


def log(name: str, lines: Sequence[str], hour: int = 9, end: str = "completed") -> str:
    """Write the log of a training."""
    head = (f"Run: {name} (training)", "Model: base")
    said = (*head, *lines, f"Outcome: {end}")
    return "".join(f"2024-11-05 {hour:02}:00:{n:02} - INFO - {line}\n" for n, line in enumerate(said))


def runs(**logs: Sequence[str]) -> list[Summary]:
    """Summarize trainings of these names."""
    read = (read_bytes(log(name, lines).encode(), name=f"{name}.log").runs[0] for name, lines in logs.items())
    return [summarize_run(run) for run in read]


def said(found: Sequence[Summary]) -> str:
    """Say how runs did against each other."""
    every = [s.run for s in found]
    stands = standing(found, run_names(every), contrasts(every))
    return stands.words if stands else ""


def test_what_one_calls_its_evaluation_and_another_its_validation_is_compared() -> None:
    """By how much, and with the name that each log has for it."""
    found = runs(tree=TREE, net=NET)

    assert len(together(found)) == 1
    assert said(found) == (
        "In validation accuracy, which the log of net calls evaluation accuracy, net (89.3%) did better than tree"
        " (84.2%), by 5.1 points."
    )


def test_a_log_that_does_not_name_its_data_is_compared_with_a_word_of_that() -> None:
    """Nobody knows whether it was the same."""
    assert said(runs(tree=TREE, bare=BARE)).endswith("by 4.1 points. The log of bare does not name its data.")


@pytest.mark.parametrize(
    ("line", "end", "told"),
    [
        ("Metric: loss=1.58", "failed", False),
        ("Metric: val_loss=1.58", "failed", True),
        ("Metric: accuracy=80.1%", "failed", True),
        ("Metric: loss=1.58", "completed", True),
    ],
)
def test_the_training_loss_of_a_run_that_failed_is_no_result(line: str, end: str, told: bool) -> None:
    """It says how far the run came, and nothing of how good it was."""
    run = read_bytes(log("net", [line], end=end).encode(), name="net.log").runs[0]

    assert bool(results_told(summarize_run(run))) is told


def test_of_three_the_best_is_named_first() -> None:
    """And the others in their order."""
    found = runs(bare=BARE, tree=TREE, net=NET)

    assert "net (89.3%) did best, before tree (84.2%) and bare (80.1%)." in said(found)


def test_less_of_a_loss_is_better() -> None:
    """Where no metric is better the more there is of it."""
    found = runs(a=("Dataset: x", "Metric: val_loss=0.5"), b=("Dataset: x", "Metric: val_loss=0.4"))

    assert said(found) == "In validation loss b (0.4) did better than a (0.5), by 0.1."


def test_equals_are_equal() -> None:
    """Neither did better."""
    found = runs(a=("Dataset: x", "Metric: val_loss=0.5"), b=("Dataset: x", "Metric: val_loss=0.5"))

    assert said(found) == "In validation loss a and b did equally well (0.5)."


@pytest.mark.parametrize(
    "found",
    [
        runs(tree=TREE, other=OTHER),
        runs(bare=BARE, again=BARE),
        runs(a=("Dataset: x", "Metric: train_loss=0.5"), b=("Dataset: x", "Metric: train_loss=0.4")),
        runs(a=("Dataset: x", "Metric: val_accuracy=0.5"), b=("Dataset: x", "Metric: val_accuracy=40%")),
        runs(
            a=("Dataset: x", 'Config: {"lr": 0.1}', "Metric: val_loss=0.5"),
            b=("Dataset: x", 'Config: {"lr": 0.2}', "Metric: val_loss=0.4"),
        )[:1],
    ],
)
def test_what_cannot_be_compared_is_not(found: list[Summary]) -> None:
    """Other data, no known data, training losses, a share against a percentage, one alone."""
    assert not said(found)


def test_what_a_comparison_of_one_setting_tells_is_not_told_again() -> None:
    """It says what was set otherwise."""
    found = runs(
        a=("Dataset: x", 'Config: {"lr": 0.1}', "Metric: val_loss=0.5"),
        b=("Dataset: x", 'Config: {"lr": 0.2}', "Metric: val_loss=0.4"),
    )

    assert contrasts([s.run for s in found])
    assert not said(found)


def test_the_comparison_stands_in_the_session_with_its_lines(tmp_path: Path) -> None:
    """A table with both, and the best of a curve beside its end."""
    for hour, name, lines in ((9, "tree", TREE), (10, "net", NET)):
        path = tmp_path / f"logs/training/20241105-{hour:02}0000-{name}.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(log(name, lines, hour))
    workspace = Workspace(tmp_path, Settings(model="none"), UTC, datetime(2024, 11, 6, 9, tzinfo=UTC))

    done = draft(workspace, SessionOrder((date(2024, 11, 5),), model="none"))

    text = done.after.decode()
    assert "| Run | validation accuracy / evaluation accuracy | validation loss / evaluation loss |" in text
    assert "net (89.3%) did better than tree (84.2%), by 5.1 points. ([line 4](" in text

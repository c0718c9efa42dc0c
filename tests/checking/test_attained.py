"""Aims with numbers, held against what was logged: met, not met, open, or nothing where they do not fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.checking.outcomes.attained import attained
from mlws_writer.checking.reading.marks import marks
from mlws_writer.facts.model import Run
from mlws_writer.tier1_logs.reader import read_bytes

LOG = """2025-02-03 09:00:00 - INFO - Run: leaf-sorter (agent)
2025-02-03 09:00:00 - INFO - Dataset: leaves, size=50
{lines}
2025-02-03 09:20:00 - INFO - Outcome: {outcome}
"""


def run(*lines: str, outcome: str = "completed") -> Run:
    """Read the run of a log with some lines."""
    told = "\n".join(f"2025-02-03 09:10:00 - INFO - {line}" for line in lines)
    return read_bytes(LOG.format(lines=told, outcome=outcome).encode(), name="logs/agents/leaf.log").runs[0]


def verdicts(goal: str, *lines: str, outcome: str = "completed") -> list[tuple[str, bool | None, list[str]]]:
    """Give what is said of each mark of a goal: what was wanted, whether it was met, and by what."""
    found = attained(goal, run(*lines, outcome=outcome))
    return [(each.mark.words, each.met, [shown for _, shown in each.found]) for each in found]


@pytest.mark.parametrize(
    ("goal", "line", "wanted", "met", "shown"),
    [
        ("Pass 45 of 50 cases", "Tested with 50 cases: 46 passed, 4 not passed", "45 of 50", True, "46 of 50 passed"),
        ("Pass at least 45 of 50 cases", "41/50 cases passed", "at least 45 of 50", False, "41 of 50 cases passed"),
        ("Answer 45 of 50 questions correctly", "Correct: 45/50", "45 of 50", True, "45 of 50 correct"),
        ("Solve all 50 puzzles", "49 of 50 solved", "all 50", False, "49 of 50 solved"),
        ("At most 2 of 50 cases fail", "50 cases: 3 failed, 47 passed", "at most 2 of 50", False, "3 of 50 failed"),
        ("Pass 45 of 50 cases", "Metric: pass_rate=90%", "45 of 50", True, "pass rate 90%"),
        ("Reach an accuracy of 0.9", "Metric: accuracy=0.905", "0.9", True, "0.905"),
        ("Reach an accuracy of 90 %", "Metric: accuracy=0.885", "90 %", False, "0.885"),
        ("Bring WER below 12 %", "Metric: wer=11.4%", "below 12 %", True, "11.4%"),
        ("val_loss <= 0.3", "Metric: val_loss=0.31", "at most 0.3", False, "0.31"),
        ("Get the latency under 200 ms", "Metric: mean_latency=0.18 s", "under 200 ms", True, "0.18 s"),
        ("Answer in under 200 ms", "Metric: mean_latency=240 ms", "under 200 ms", False, "240 ms"),
        ("Raise F1 from 0.8 to 0.85", "Metric: f1=0.86", "0.85", True, "0.86"),
        ("Beat an MAE of 0.5", "Metric: mae=0.5", "beat 0.5", False, "0.5"),
        ("Beat 90 %", "Metric: accuracy=91%", "beat 90 %", True, "91%"),
        ("Macro-F1 >= 0.8 on the leaves with a small model", "Metric: macro_f1=0.83", "at least 0.8", True, "0.83"),
        ("Find a prompt with an F1 of 0.8 or more", "Metric: f1=0.8", "0.8 or more", True, "0.8"),
    ],
)
def test_a_mark_is_held_against_the_value_of_its_measure(goal: str, line: str, wanted: str, met: bool, shown: str):
    """Counts and bounds, in the units and directions that are written."""
    assert verdicts(goal, line) == [(wanted, met, [shown])]


@pytest.mark.parametrize(
    ("goal", "line"),
    [
        ("Find out why accuracy is below 0.9", "Metric: accuracy=0.85"),
        ("Find the threshold above which precision is at least 0.9", "Metric: precision=0.85"),
        ("Improve accuracy by at least 3 points", "Metric: accuracy=0.85"),
        ("Do not let accuracy fall below 0.9", "Metric: accuracy=0.85"),
        ("Train for 3 epochs with at most 8 GB", "Metric: accuracy=0.85"),
        ("Reach an accuracy of 0.9 on the class maple", "Metric: accuracy=0.85"),
        ("Answer each question in under 200 ms", "Metric: mean_latency=150 ms"),
        ("Train in under 2 hours", "Metric: mean_latency=150 ms"),
        ("Pass 45 of 60 cases", "46/50 cases passed"),
        ("Reach a throughput of at least 90 tokens per second", "Metric: throughput=80%"),
        ("Remove at least 5 %", "Metric: accuracy=91%"),
        ("Use 8 of 10 folds", "10 folds: 8 passed"),
        ("Find the ball with at most 50 steps per episode", "Metric: reward=0.9"),
    ],
)
def test_what_does_not_fit_is_held_against_nothing(goal: str, line: str):
    """A question, a difference, a part, another unit, another number of all, another measure."""
    assert verdicts(goal, line) == []


def test_each_mark_of_a_goal_has_a_verdict_of_its_own():
    """One met, one not, one of which nothing was logged."""
    goal = "Answer 45 of 50 questions correctly, with a median latency under 800 ms and an F1 of at least 0.8"

    found = verdicts(goal, "41 of 50 answered correctly", "Metric: median_latency=640 ms")

    assert [met for _, met, _ in found] == [False, True, None]


def test_the_test_set_counts_before_the_validation_set():
    """Unless the goal names the data; training data never counts."""
    lines = ("Metric: train_accuracy=0.99", "Metric: val_accuracy=0.91", "Metric: test_accuracy=0.88")

    assert verdicts("Reach an accuracy of 0.9", *lines) == [("0.9", False, ["0.88"])]
    assert verdicts("Reach a validation accuracy of 0.9", *lines) == [("0.9", True, ["0.91"])]


def test_a_mark_that_was_reached_on_the_way_alone_is_open_with_both():
    """The best checkpoint may be what is kept; the end is what the run came to."""
    lines = [f"Epoch {n}: val_accuracy={value}" for n, value in enumerate(("0.80", "0.91", "0.88"), 1)]

    assert verdicts("Reach a validation accuracy of 0.9", *lines) == [("0.9", None, ["0.88", "0.91 at its best"])]
    assert verdicts("Reach a validation accuracy of 0.87", *lines) == [("0.87", True, ["0.88"])]
    assert verdicts("Reach a validation accuracy of 0.95", *lines) == [("0.95", False, ["0.88"])]


def test_what_broke_off_leaves_its_aims_open():
    """A value on the way is no end."""
    assert verdicts("Reach an accuracy of 0.9", "Metric: accuracy=0.95", outcome="failed") == [("0.9", None, [])]


def test_the_number_of_a_case_is_no_count_of_cases():
    """Case 50/50 passed says nothing of the others."""
    found = verdicts("Pass 45 of 50 cases", "Tested with 50 cases: 40 passed, 10 not passed", "Case 50/50 passed")

    assert found == [("45 of 50", False, ["40 of 50 passed"])]


def test_answered_is_not_answered_correctly():
    """The count of the deed that a goal wants."""
    found = verdicts("Answer 45 of 50 questions correctly", "48 of 50 answered, 43 correct")

    assert found == [("45 of 50", False, ["43 of 50 correct"])]


@given(st.text(alphabet="accuracy ofatlest0.9%15/,;><=und msbeatpr", max_size=60))
def test_any_goal_can_be_read(goal: str):
    """Each mark quotes a number of the goal."""
    for mark in marks(goal):
        assert goal[mark.quantity.start : mark.quantity.end] == mark.quantity.text
        assert mark.clause in goal

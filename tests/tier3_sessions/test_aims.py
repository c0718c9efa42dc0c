"""What a session says of aims, and of words that the logs do not bear out."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.sessions import SessionOrder, draft
from mlws_writer.workspace.settings import Settings

DAY = date(2025, 2, 3)
LOG = """2025-02-03 {hour}:00:00 - INFO - Run: {name} ({work})
2025-02-03 {hour}:00:00 - INFO - Dataset: leaves, size=50
{lines}2025-02-03 {hour}:20:01 - INFO - Outcome: {outcome}
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Make an empty workspace on the day after."""
    return Workspace(tmp_path, Settings(model="none"), UTC, datetime(2025, 2, 4, 9, tzinfo=UTC))


@pytest.fixture
def session(workspace: Workspace) -> Callable[..., str]:
    """Draft a day of runs, each a name and lines of its log; `outcome` is that of all."""

    def write(*runs: tuple[str, ...], work: str = "experiment", outcome: str = "completed") -> str:
        for hour, (name, *said) in enumerate(runs, 10):
            lines = "".join(f"2025-02-03 {hour}:10:00 - INFO - {line}\n" for line in said)
            path = workspace.root / f"logs/experiments/20250203-{hour}0000-{name}.log"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(LOG.format(name=name, hour=hour, work=work, lines=lines, outcome=outcome))
        done = draft(workspace, SessionOrder((DAY,), model="none"))
        assert done.path is not None
        return done.path.read_text()

    return write


def test_an_aim_stands_beside_what_came_of_it(session: Callable[..., str]):
    """With the lines of both, and in a word in the overview."""
    text = session(("leaf-sorter", "Goal: Sort leaves with an accuracy of at least 0.9", "Metric: accuracy=0.87"))

    assert "**Aim not met**: Accuracy 0.87; the aim was at least 0.9 ([10:10](" in text
    assert "log#L3), [10:10](" in text
    assert "**Key Achievement**: leaf-sorter, accuracy 0.87; the aim was not met (" in text


def test_acceptance_criteria_are_aims(session: Callable[..., str]):
    """Whatever their label; several aims of a run are met in part where one of them is."""
    text = session(
        (
            "leaf-agent",
            "Acceptance: 45 of 50 cases pass",
            "Success criterion: mean latency under 2 s",
            "Tested with 50 cases: 46 passed, 4 not passed",
            "Metric: mean_latency=2.4 s",
        ),
        work="agent",
    )

    assert "**Aim met**: 46 of 50 passed; the aim was 45 of 50 (" in text
    assert "**Aim not met**: Mean latency 2.4 s; the aim was under 2 s (" in text
    assert "; the aim was met in part (" in text


def test_runs_that_share_an_aim_are_told_apart(session: Callable[..., str]):
    """One reached it, the other did not."""
    goal = "Goal: Reach an accuracy of 0.86"
    text = session(
        ("leaf-a", goal, 'Config: {"temperature": 0.3}', "Metric: accuracy=0.87"),
        ("leaf-b", goal, 'Config: {"temperature": 0.7}', "Metric: accuracy=0.84"),
    )

    assert "**Aim met in part**: Accuracy 0.87 (leaf-a) and accuracy 0.84 (leaf-b); the aim was 0.86 (" in text


def test_the_aim_of_a_run_that_failed_is_open(session: Callable[..., str]):
    """It came to nothing that could be held."""
    text = session(("leaf-sorter", "Goal: Reach an F1 of 0.8", "Metric: f1=0.81"), outcome="failed (OSError)")

    assert "**Aim open**: The run failed; the aim was 0.8 (" in text


def test_of_an_aim_that_nothing_can_be_held_against_is_asked(session: Callable[..., str]):
    """Better than what, the log does not say; a goal that wants nothing is left alone."""
    text = session(("leaf-sorter", "Goal: Sort leaves better than the botanist does", "Metric: accuracy=0.87"))

    assert "- Was this reached: “Sort leaves better than the botanist does”?" in text
    assert "**Aim" not in text


def test_a_goal_without_a_mark_has_no_verdict(session: Callable[..., str]):
    """Nothing is said of it."""
    text = session(("leaf-sorter", "Goal: See how 3 thresholds change accuracy", "Metric: accuracy=0.87"))

    assert "Aim" not in text
    assert "Was this reached" not in text


def test_what_an_author_says_otherwise_stands_beside_what_was_logged(session: Callable[..., str]):
    """The words stay; neither is judged."""
    text = session(
        ("leaf-sorter", "Metric: accuracy=84.1%", "Insight: Accuracy fell to 80.2% without the small leaves")
    )

    assert "**Discovery**: Accuracy fell to 80.2% without the small leaves." in text
    assert "**Logged**: Accuracy 84.1% ([10:10](" in text


def test_words_that_agree_with_the_logs_stand_alone(session: Callable[..., str]):
    """Also where another run of the day has the value, or it follows from two."""
    text = session(
        ("leaf-a", 'Config: {"temperature": 0.3}', "Metric: accuracy=84.1%"),
        ("leaf-b", 'Config: {"temperature": 0.7}', "Metric: accuracy=80.2%",
         "Insight: Accuracy fell from 84.1% to 80.2%, by 3.9 points"),
    )  # fmt: skip

    assert "Accuracy fell from 84.1% to 80.2%, by 3.9 points" in text
    assert "**Logged**" not in text

"""What a post holds: its idea and nothing else, and of a run that failed what a reader can use."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.posts import PostOrder, draft_post
from mlws_writer.workspace.sessions import SessionOrder, draft
from mlws_writer.workspace.settings import Settings

DAY = date(2025, 2, 3)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Make an empty workspace on the day after."""
    return Workspace(tmp_path, Settings(model="none"), UTC, datetime(2025, 2, 4, 9, tzinfo=UTC))


@pytest.fixture
def log(workspace: Workspace) -> Callable[..., None]:
    """Write the log of a run, a line a text; each begins with the time and its level."""

    def write(name: str, hour: int, *lines: str) -> None:
        path = workspace.root / f"logs/experiments/202502{DAY.day:02}-{hour}0000-{name}.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        told = (f"2025-02-03 {hour}:0{at // 9}:{at % 9 * 6:02} - {line}\n" for at, line in enumerate(lines))
        path.write_text("".join(told))

    return write


def session(workspace: Workspace) -> Path:
    """Draft the session of the day."""
    done = draft(workspace, SessionOrder((DAY,), model="none"))
    assert done.path is not None
    return done.path


def post(workspace: Workspace, idea: int = 0) -> str:
    """Draft a post of the day's session."""
    done = draft_post(workspace, PostOrder(session(workspace), idea=idea))
    assert done.path is not None
    return done.path.read_text()


def sorter(name: str, hour: int, margin: str, accuracy: str, *more: str) -> tuple[str, int, *tuple[str, ...]]:
    """Make a run that was tried at some margin."""
    config = f'INFO - Config: {{"margin": {margin}, "epochs": 4}}'
    head = (f"INFO - Run: {name} (experiment)", "INFO - Dataset: leaves", config, f"INFO - Metric: accuracy={accuracy}")
    return (name, hour, *head, *(f"INFO - {line}" for line in more), "INFO - Outcome: completed")


def test_a_post_about_a_setting_leaves_out_what_is_of_another(workspace: Workspace, log: Callable[..., None]):
    """Insights, decisions, lessons and steps of the same runs that do not speak of it."""
    log(*sorter("leaf-a", 10, "0.2", "0.81"))
    said = (
        "Insight: Oak is the weak class",
        "Insight: A wider margin helps the small leaves",
        "Decision: Keep the margin at 0.4",
        "Why: It is better",
        "Decision: Drop torn leaves",
        "Why: They are few",
        "Lesson: Try the margin before the optimizer",
        "Next: Label 300 more oaks",
        "Next: Try a margin of 0.6",
    )
    log(*sorter("leaf-b", 11, "0.4", "0.86", *said))

    text = post(workspace, idea=1)

    for kept in ("A wider margin helps", "Keep the margin at 0.4", "Try the margin before", "Try a margin of 0.6"):
        assert kept in text
    for left in ("Oak is the weak class", "Drop torn leaves", "Label 300 more oaks"):
        assert left not in text
        assert left in session(workspace).read_text()


def test_a_comparison_stands_in_no_post_about_something_else(workspace: Workspace, log: Callable[..., None]):
    """Nor does its table, which names no run."""
    log(*sorter("leaf-a", 10, "0.2", "0.81"))
    log(*sorter("leaf-b", 11, "0.4", "0.86"))
    log("leaf-agent", 13, "INFO - Run: leaf-agent (agent)", "INFO - Metric: pass_rate=80%",
        "INFO - Insight: The agent asks too often", "INFO - Outcome: completed")  # fmt: skip

    text = post(workspace, idea=2)

    assert "The agent asks too often" in text
    assert "margin" not in text


FAILURE = (
    "INFO - Run: leaf-table (data)",
    "INFO - Goal: Build the table of leaves",
    "INFO - Read leaves: 40,112 rows",
    "INFO - Herbaria matched: 311",
    "ERROR - Failed: KeyError: 'genus'",
    "INFO - Outcome: failed (KeyError)",
)


def test_a_post_about_a_failure_tells_what_a_reader_can_use(workspace: Workspace, log: Callable[..., None]):
    """What failed, how far it came, what to check, what to take along; each once."""
    log("leaf-table", 10, *FAILURE)

    text = post(workspace)

    assert text.startswith("# Leaf table: a KeyError\n")
    heads = [line.removeprefix("## ") for line in text.split("\n") if line.startswith("## ")]
    assert heads == ["What failed", "How far it came", "What to check next", "What to take along"]
    assert "Failed after 30 s: KeyError: 'genus'." in text
    assert "- Last before the error: Herbaria matched: 311\n" in text
    assert "Check whether genus is there." in text
    assert "If genus is to come with the input, look for it before the work begins: this run took 30 s" in text


def test_what_the_author_knows_of_a_failure_is_told(workspace: Workspace, log: Callable[..., None]):
    """By the answer to the question that the session asks."""
    log("leaf-table", 10, *FAILURE)
    answered = SessionOrder((DAY,), model="none", ask=lambda question: "The export renamed the column")
    draft(workspace, answered)

    text = post(workspace)

    assert "## What was behind it\n\nThe export renamed the column.\n" in text
    assert "What is behind" not in text


def test_a_failure_beside_other_work_is_told_like_any_work(workspace: Workspace, log: Callable[..., None]):
    """It is not the topic of the post."""
    log("leaf-table", 10, *FAILURE)
    log(*sorter("leaf-a", 11, "0.2", "0.81"))

    assert "## What was tried" in post(workspace)


def test_what_was_learned_from_a_failure_is_in_its_post(workspace: Workspace, log: Callable[..., None]):
    """A post of the whole session, as of any other."""
    log("leaf-table", 10, *FAILURE[:4], "INFO - Lesson: Look at the header before the rows", *FAILURE[4:])

    assert "Look at the header before the rows" in post(workspace)

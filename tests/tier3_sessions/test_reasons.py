"""What was decided and why, from logs, typed notes and commits: told once, kept when a model leaves it out, cited."""

import os
import re
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mlws_writer.sources.git import Commit
from mlws_writer.tier1_logs.reader import read_bytes
from mlws_writer.tier2_activity.summary import summarize_run
from mlws_writer.tier3_sessions.asking import requests
from mlws_writer.tier3_sessions.choices import choices, states
from mlws_writer.tier3_sessions.headlines import course
from mlws_writer.workspace import own_entry
from mlws_writer.workspace.journal import Order, summarize
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.session_order import SessionOrder
from mlws_writer.workspace.session_source import Source, prepare
from mlws_writer.workspace.session_wording import plain
from mlws_writer.workspace.sessions import draft
from mlws_writer.workspace.settings import Settings
from mlws_writer.workspace.verifying import FINDINGS, Stands, checker
from mlws_writer.writing.chat import Beside, Door, Limits
from mlws_writer.writing.mock import RecordedChat

DAY = date(2024, 10, 19)
LOG = """2024-10-19 {hour}:00:00 - INFO - Run: {name} (experiment)
2024-10-19 {hour}:00:00 - INFO - Goal: Sort the tickets of {name}
2024-10-19 {hour}:40:00 - INFO - Metric: accuracy={accuracy}%
{more}2024-10-19 {hour}:40:01 - INFO - Outcome: completed
"""
WHY = "It is small enough for the card and a person can read what it does."


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Make a workspace with two runs, a typed decision, a typed note and a commit that gives a reason."""
    found = Workspace(tmp_path, Settings(model="none"), UTC, datetime(2024, 10, 20, 9, tzinfo=UTC))
    for name, hour, accuracy in (("router", 14, 87.3), ("baseline", 16, 71.2)):
        path = tmp_path / f"logs/experiments/20241019-{hour}0000-{name}.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(LOG.format(name=name, hour=hour, accuracy=accuracy, more=""))
    commit(tmp_path, "Add a tree as a baseline", WHY, "15:30")
    own_entry.write(found, DAY, "Experiments", "Decided: the router goes live at 0.6", "# Log\n")
    summarize(found, Order((DAY,), model="none"))
    return found


def commit(root: Path, subject: str, body: str, at: str) -> None:
    """Commit something at a time of the day."""
    when = {f"GIT_{who}_DATE": f"{DAY}T{at}:00+00:00" for who in ("AUTHOR", "COMMITTER")}
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.example", "-C", str(root)]
    (root / "tree.py").write_text("pass\n")
    for words in (("init", "-q"), ("add", "tree.py"), ("commit", "-q", "-m", subject, "-m", body)):
        subprocess.run([*git, *words], check=True, env=os.environ | when | own)


def source(workspace: Workspace) -> Source:
    """Prepare the session of the day."""
    found = prepare(workspace, SessionOrder((DAY,), model="none"))
    assert found is not None
    return found


def written(workspace: Workspace, **words: str) -> str:
    """Write the session with paragraphs of a model."""
    document = plain(workspace, source(workspace), "docs/sessions", words)
    return "\n\n".join(part.text for part in document.parts)


@pytest.mark.parametrize("overview", ["", "Two models sorted the tickets."])
def test_the_main_decision_stands_in_the_overview_whoever_worded_it(workspace: Workspace, overview: str) -> None:
    """What a model leaves out is added by the template."""
    text = written(workspace, overview=overview)

    assert text.count("**Key Decision**: The router goes live at 0.6.") == 1


def test_the_summary_names_the_main_result_the_main_decision_and_the_first_next_step(workspace: Workspace) -> None:
    """By their first words: both stand whole elsewhere."""
    own_entry.write(workspace, DAY, "Next Steps", "Ask the office", "# Log\n")

    assert written(workspace).partition("## Summary\n\n")[2].partition("\n")[0] == (
        "The main result is the accuracy of router, 87.3%. The main one of two decisions is “The router goes live …”, "
        "and the next step “Ask the office”. One question waits for the author."
    )


def test_decisions_stand_in_the_order_in_which_they_were_taken(workspace: Workspace) -> None:
    """Those of logs and commits by their times; nobody knows when the author's note was true."""
    for name, hour in (("router", 14), ("baseline", 16)):
        said = f"2024-10-19 {hour}:40:00 - INFO - Decision: Keep {name}\n"
        path = workspace.root / f"logs/experiments/20241019-{hour}0000-{name}.log"
        path.write_text(LOG.format(name=name, hour=hour, accuracy=80, more=said))
    decided = written(workspace).partition("## Key Decisions")[2].partition("\n## ")[0]

    assert re.findall(r"^### (.*)", decided, re.MULTILINE) == [
        "Keep router",
        "Add a tree as a baseline",
        "Keep baseline",
        "The router goes live at 0.6",
    ]


def test_a_main_decision_that_a_model_told_is_not_told_twice(workspace: Workspace) -> None:
    """In whatever words it did."""
    text = written(workspace, overview="The router was tested, and it will go live at a threshold of 0.6.")

    assert "Key Decision**" not in text


@pytest.mark.parametrize(
    ("story", "told"), [("", 1), ("A tree was grown.", 1), ("The tickets of baseline were to be sorted.", 0)]
)
def test_what_a_piece_of_work_was_for_stands_above_its_story(workspace: Workspace, story: str, told: int) -> None:
    """Unless the story states it, or it is what the session was for."""
    ids = [task.summaries[0].run.id for task in source(workspace).outline.tasks]
    text = written(workspace, **{f"task:{run}": story for run in ids})

    assert text.count("**Task**: Sort the tickets of baseline.") == told
    assert "**Task**: Sort the tickets of router." not in text
    assert story in text.rpartition("**Task**")[2]


def test_what_each_piece_of_work_came_to_stands_in_the_overview(workspace: Workspace) -> None:
    """But not what a model has told already."""
    assert "- baseline: accuracy 71.2%" in written(workspace)
    assert "- baseline: accuracy 71.2%" not in written(workspace, overview="The baseline came to 71.2%.")


@pytest.mark.parametrize(
    ("text", "other", "said"),
    [
        ("The router will go live at 0.6.", "The router goes live at 0.6", True),
        ("The router goes live at 0.7.", "The router goes live at 0.6", False),
        ("Train in 13 epochs with the router.", "Train the router for 3 epochs", False),
        ("The agent was tested.", "The router goes live at 0.6", False),
    ],
)
def test_what_a_text_says_is_known_by_its_numbers_and_most_words(text: str, other: str, said: bool) -> None:
    """A decision with another number is another decision."""
    assert states(text, other) is said


def test_reasons_of_commits_and_notes_are_among_the_facts_of_a_paragraph(workspace: Workspace) -> None:
    """At the run that they are about, and of no other."""
    text = workspace.activity.read_text().replace("  - Goal: Sort the tickets of router", "  - The queue was full\n&")
    workspace.activity.write_text(text.replace("&", "  - Goal: Sort the tickets of router"))
    found = {request.slot: [fact.value for fact in request.facts] for request in requests(source(workspace).outline)}

    stories = [facts for slot, facts in found.items() if slot.startswith("task:")]
    assert f"Add a tree as a baseline. {WHY}" in stories[1]
    assert "The queue was full" in stories[0]
    assert not any(WHY in value for value in stories[0])
    assert any("goes live at 0.6" in value for value in found["overview"])


def worded(workspace: Workspace) -> Path:
    """Draft the session with a model that rests a paragraph on the commit."""
    slot = next(r.slot for r in requests(source(workspace).outline) if WHY in " ".join(f.value for f in r.facts))
    said = {"text": "A tree was added as a baseline; a person can read what it does.", "facts": ["F0", "F2"]}
    chat = RecordedChat(replies={slot: said})
    door = Door(chat, name="recorded", digest="d", limits=Limits(), beside=Beside(), required=True)
    done = draft(workspace, SessionOrder((DAY,), model="recorded", door=door))
    assert done.path is not None
    assert "a person can read what it does" in done.path.read_text()
    return done.path


def test_a_paragraph_that_rests_on_a_commit_leads_to_it_and_is_checked_against_it(workspace: Workspace) -> None:
    """As one that rests on a log; when the commit is gone, that is said."""
    path = worded(workspace)

    (found,) = [each for each in checker(workspace, path).all() if "A tree was added" in each.text]
    assert found.stands is Stands.SUPPORTED
    assert any(basis.log.startswith("commit ") for basis in found.places)
    subprocess.run(["git", "update-ref", "-d", "HEAD"], cwd=workspace.root, check=True)
    subprocess.run(["git", "reflog", "expire", "--expire=now", "--all"], cwd=workspace.root, check=True)
    subprocess.run(["git", "gc", "-q", "--prune=now"], cwd=workspace.root, check=True)
    (gone,) = [each for each in checker(workspace, path).all() if "A tree was added" in each.text]
    assert gone.stands in FINDINGS
    assert "does not say any more" in gone.reason


EPOCHS = ((1, "82%"), (2, "88%"), (3, "91%"))
CURVE = "".join(f"2024-10-19 14:0{n}:00 - INFO - Epoch {n}/3 complete - Val Accuracy: {value}\n" for n, value in EPOCHS)


@pytest.mark.parametrize(
    ("log", "said"),
    [
        (CURVE, "91% after the last epoch (82% after the first)"),
        ("2024-10-19 14:00:00 - INFO - Val Accuracy: 91%\n", "91%"),
    ],
)  # fmt: skip
def test_where_a_metric_began_is_no_baseline(log: str, said: str) -> None:
    """First and last are named as what they are."""
    (run,) = read_bytes(log.encode(), name="a.log").runs

    assert course(summarize_run(run).results[0]) == said


def test_a_long_reason_of_a_commit_is_told_in_whole_sentences() -> None:
    """From its beginning on, with nothing left out between."""
    long = f"The table is {'very ' * 92}wide."
    commit = Commit(
        "a" * 40, datetime(2024, 10, 19, tzinfo=UTC), "Drop a column", f"Nobody reads it. {long}\nSo it goes."
    )

    (choice,) = choices((), (commit,))

    assert choice.reason == f"Nobody reads it. {long}"


def test_what_a_story_tells_stands_there_alone(workspace: Workspace) -> None:
    """A result that it states is not told again as an outcome; what it leaves out still is."""
    first = next(run for task in source(workspace).outline.tasks for run in task.summaries if run.run.name == "router")

    without = written(workspace)
    told = written(workspace, **{f"task:{first.run.id}": "The router sorted the mails with an accuracy of 87.3%."})

    assert "Accuracy 87.3%" in without.partition("## Tasks")[2]
    assert "Accuracy 87.3%" not in told.partition("## Tasks")[2].partition("## Key Decisions")[0]
    assert "The router sorted the mails" in told

"""The documents of three made-up days: each sentence holds, each number leads to its line, edits stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mlws_writer.documents.undoing import undo
from mlws_writer.tier2_activity.summary import metric_name
from mlws_writer.workspace import own_entry, sessions
from mlws_writer.workspace.journal import Order, summarize
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.settings import Settings
from mlws_writer.workspace.verifying import FINDINGS, Checker, checker, evidence_lines
from tests import three_days

pytestmark = pytest.mark.skipif(
    not three_days.LOGS.is_dir(), reason="the sample logs are in the checkout, not in the wheel"
)
NUMBER = re.compile(r"(?<![\w.-])\d[\d,]*(?:\.\d+)?(?:e-?\d+)?")


@dataclass(frozen=True)
class Made:
    """A day with its documents, as they are without a model."""

    workspace: Workspace
    day: date
    journal: Path
    session: Path
    drafted: sessions.Drafted


def draft(workspace: Workspace, day: date) -> sessions.Drafted:
    """Draft the session of the day without a model."""
    return sessions.draft(workspace, sessions.SessionOrder((day,), model="none"))


def made(name: str, root: Path) -> Made:
    """Make a day, what was typed on it, and its documents."""
    day = date.fromisoformat(three_days.DAYS[name])
    now = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
    workspace = Workspace(three_days.make(name, root), Settings(model="none"), UTC, now)
    for words in three_days.NOTES.get(name, ()):
        todo = words[0] == "--todo"
        own_entry.write(workspace, day, own_entry.TODO if todo else words[0], words[1], "# Log\n")
    summarize(workspace, Order((day,), model="none"))
    drafted = draft(replace(workspace, now=now.replace(hour=21)), day)
    assert drafted.path is not None
    return Made(workspace, day, workspace.activity, drafted.path, drafted)


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """Make the three days, for tests that only read them."""
    return {name: made(name, tmp_path_factory.mktemp(name)) for name in three_days.DAYS}


@pytest.fixture
def busy(tmp_path: Path) -> Made:
    """Make a busy day that may be changed."""
    return made("busy", tmp_path)


@pytest.mark.parametrize("name", three_days.DAYS)
def test_no_sentence_of_a_day_is_unsupported(days: dict[str, Made], name: str) -> None:
    """Neither in the journal nor in the session."""
    found = [
        each for path in (days[name].journal, days[name].session) for each in checker(days[name].workspace, path).all()
    ]

    assert found
    assert [each for each in found if each.stands in FINDINGS] == []


def rows(checking: Checker, text: str) -> Iterator[tuple[int, str]]:
    """Give the rows of the tables of a document with their lines, without headers."""
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if line.startswith("|") and number > 2 and lines[number - 2].startswith("|") and not line.startswith("|--"):
            yield number, line


@pytest.mark.parametrize("name", ["samples", "busy"])
def test_each_number_in_a_table_leads_to_a_line_that_says_it(days: dict[str, Made], name: str) -> None:
    """A cell's number stands in a log line that `mlws trace` shows for its row, or is the difference of two."""
    here = days[name]
    checking = checker(here.workspace, here.session)
    found = list(rows(checking, here.session.read_text(encoding="utf-8")))

    untraced = []
    for number, row in found:
        statements = checking.of_line(number)
        shown = " ".join(text for each in statements for _, text in evidence_lines(checking, each))
        for cell in re.split(r"(?<!\\)\|", row)[2:-1]:
            bare = re.sub(r"\[[^\]]*\]\([^)]*\)|`[^`]*`", "", cell)
            if re.search(r"\b(?:lower|higher|fewer|more)\b|\d (?:min|h|s)\b", bare):
                bare = re.sub(r"[\d.]+ (?:points )?(?:lower|higher|fewer|more)|\d+ (?:h|min|s)\b", "", bare)
            untraced += [(row, n) for n in NUMBER.findall(bare) if n not in shown and not known(statements, n)]

    assert len(found) > 5
    assert untraced == []


def known(statements: object, number: str) -> bool:
    """Tell whether a fact behind a row has the number as its value, which a log may write in more digits."""
    assert isinstance(statements, tuple)
    return any(number in basis.value for each in statements for basis in each.places)


@pytest.mark.parametrize("name", three_days.DAYS)
def test_no_heading_of_a_session_is_bare(days: dict[str, Made], name: str) -> None:
    """What was not recorded is named in the closing line."""
    lines = [line for line in days[name].session.read_text(encoding="utf-8").split("\n") if line.strip()]
    levels = [len(line) - len(line.lstrip("#")) if line.startswith("#") else 9 for line in [*lines, "# end"]]

    assert [line for line, own, after in zip(lines, levels, levels[1:], strict=False) if after <= own < 9] == []


def test_what_was_decided_and_why_comes_from_logs_notes_and_commits(days: dict[str, Made]) -> None:
    """With few questions for what none of them says."""
    text, drafted = days["busy"].session.read_text(encoding="utf-8"), days["busy"].drafted

    assert "### The agent only drafts replies, and a person sends them" in text
    assert "### The router goes live with a threshold of 0.6" in text
    assert "**Rationale**: Batch 64 does not fit on the card." in text
    assert "`data/tickets-v2`: `test.jsonl`, `train.jsonl` and `val.jsonl`" in text
    assert 0 < len(drafted.questions) <= 5
    assert drafted.questions[0].startswith("Why this decision: “The router goes live")


def test_a_failure_and_the_run_that_made_it_good_are_told_as_one_piece_of_work(days: dict[str, Made]) -> None:
    """With what was changed between them side by side."""
    text = days["busy"].session.read_text(encoding="utf-8")
    task = text.partition("ticket-router: two tries")[2].partition("\n### ")[0]

    assert "| Started | batch | gradient accumulation steps | Outcome |" in task
    assert re.search(r"\| \[09:05\]\S+ \| 64 \| 1 \| Failed", task)
    assert re.search(r"\| \[09:40\]\S+ \| 16 \| 4 \| Complete", task)


def test_a_failure_that_nobody_explained_is_asked_about(days: dict[str, Made]) -> None:
    """With the place at which it was raised."""
    text = days["failed"].session.read_text(encoding="utf-8")

    assert days["failed"].drafted.questions == ("What is behind the failure of churn-features (KeyError: 'plan_id')?",)
    assert "KeyError: 'plan_id', raised at features/build.py, line 87, in join_plans" in text
    assert "Check whether sessions has plan_id (features/build.py, line 87, in join_plans)" in text


def test_two_sections_that_were_edited_stand_and_the_others_are_new(busy: Made) -> None:
    """And the report says which are which."""
    text = busy.session.read_text(encoding="utf-8")
    text = text.replace("## Session Overview\n", "## Session Overview\n\nIn my own words.\n")
    text = text.replace("## Lessons Learned\n", "## Lessons Learned\n\n- Mine: measure before buying.\n")
    busy.session.write_text(text, encoding="utf-8")
    log = busy.workspace.root / "logs/experiments/20241105-170000-router-latency.log"
    log.write_text(
        "2024-11-05 17:00:00 - INFO - Run: router-latency (experiment)\n"
        "2024-11-05 17:01:00 - INFO - Metric: p95=38 ms\n"
        "2024-11-05 17:01:00 - INFO - Outcome: completed\n",
        encoding="utf-8",
    )
    summarize(busy.workspace, Order((busy.day,), model="none"))
    told: list[str] = []

    done = sessions.draft(busy.workspace, sessions.SessionOrder((busy.day,), model="none"), told.append)

    after = busy.session.read_text(encoding="utf-8")
    status = {note.slot.name: note.what.value for note in done.report}
    assert "In my own words." in after
    assert "- Mine: measure before buying." in after
    assert "router-latency" in after.partition("## Tasks Completed")[2]
    assert (status["overview"], status["lessons"], status["tasks"]) == ("edited", "edited", "updated")
    assert any(note.startswith("Left as you wrote them: Session Overview and Lessons Learned") for note in told)
    assert any(note.startswith("Written anew: ") and "Tasks Completed" in note for note in told)


def test_undo_takes_the_figures_of_a_session_back(busy: Made) -> None:
    """But for one that a person has changed since."""
    figures = sorted(busy.session.parent.glob("*.svg"))
    figures[0].write_text("<svg>mine</svg>", encoding="utf-8")

    done = undo(busy.workspace.root, at=datetime(2024, 11, 5, 22, tzinfo=UTC))

    assert len(figures) > 2
    assert list(busy.session.parent.iterdir()) == [figures[0]]
    assert figures[0].read_text(encoding="utf-8") == "<svg>mine</svg>"
    assert [each.whole for each in done if each.file.endswith(figures[0].name)] == [False]


def test_names_of_metrics_in_tables_are_words(days: dict[str, Made]) -> None:
    """As everywhere in the document."""
    assert metric_name("eval_accuracy", "eval") in days["busy"].session.read_text(encoding="utf-8")

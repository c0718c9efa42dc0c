"""A session document, from the entry as it stands and the facts behind it: the whole way, in a real workspace."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mlws_writer.errors import InputError, Refused, UsageError
from mlws_writer.workspace import earlier_posts, ideas, notes
from mlws_writer.workspace.journal import Order, summarize
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.posts import PostOrder, draft_post
from mlws_writer.workspace.sessions import SessionOrder, draft, new, session_kind
from mlws_writer.workspace.settings import Settings

DAY = date(2024, 10, 19)
LOG = """2024-10-19 {hour}:00:00 - INFO - Run: {name} (experiment)
2024-10-19 {hour}:00:00 - INFO - Command: python sort.py --temperature {temperature}
2024-10-19 {hour}:00:00 - INFO - Goal: Find out how well a small model sorts tickets
2024-10-19 {hour}:00:00 - INFO - Model: llama3.1:8b
2024-10-19 {hour}:00:00 - INFO - Config: {{"temperature": {temperature}, "max_tokens": 12}}
2024-10-19 {hour}:00:00 - INFO - Dataset: tickets, size=2000
2024-10-19 {hour}:40:00 - INFO - Metric: accuracy={accuracy}%
{more}2024-10-19 {hour}:40:01 - INFO - Outcome: completed
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Make an empty workspace on the day after."""
    return Workspace(tmp_path, Settings(model="none"), UTC, datetime(2024, 10, 20, 9, tzinfo=UTC))


@pytest.fixture
def run(workspace: Workspace) -> Callable[..., Path]:
    """Write the log of a run: `run("tickets", 14, 0.3, "87.3", "Insight: …")`."""

    def write(name: str, hour: int, temperature: float, accuracy: str, *more: str) -> Path:
        lines = "".join(f"2024-10-19 {hour}:40:00 - INFO - {line}\n" for line in more)
        path = workspace.root / f"logs/experiments/20241019-{hour}0000-{name}.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(LOG.format(name=name, hour=hour, temperature=temperature, accuracy=accuracy, more=lines))
        return path

    return write


def drafted(workspace: Workspace, **order: object) -> str:
    """Draft the session of the day without a model and give its text."""
    done = draft(workspace, SessionOrder((DAY,), model="none", **order))  # type: ignore[arg-type]
    assert done.path is not None
    return done.path.read_text()


def test_a_session_is_made_from_the_entry_and_both_link_to_each_other(workspace: Workspace, run: Callable[..., Path]):
    """A day without an entry gets one first."""
    run("tickets", 14, 0.3, "87.3")

    text = drafted(workspace)

    journal = workspace.activity.read_text()
    assert text.startswith("# Tickets\n")
    assert "[the entry of 2024-10-19](../../ACTIVITY.md#2024-10-19)" in text
    assert "Session written: [Tickets](docs/sessions/2024-10-19-tickets.md)" in journal


def test_drafting_again_with_no_news_changes_no_byte(workspace: Workspace, run: Callable[..., Path]):
    """Neither the session nor the journal."""
    run("tickets", 14, 0.3, "87.3")
    first = drafted(workspace)
    journal = workspace.activity.read_bytes()

    assert drafted(workspace) == first
    assert workspace.activity.read_bytes() == journal


def test_a_section_that_a_person_rewrote_is_left_alone(workspace: Workspace, run: Callable[..., Path]):
    """The other sections follow the news."""
    run("tickets", 14, 0.3, "87.3")
    path = workspace.root / "docs/sessions/2024-10-19-tickets.md"
    path.write_text(drafted(workspace).replace("## Summary\n", "## Summary\n\nMy own words.\n"))
    run("tickets-b", 16, 0.7, "84.1")
    summarize(workspace, Order((DAY,), model="none"))

    text = drafted(workspace)

    assert "My own words." in text
    assert "tickets-b" in text


def test_a_run_that_was_deleted_from_the_entry_is_not_told(workspace: Workspace, run: Callable[..., Path]):
    """Unless it is named."""
    run("tickets", 14, 0.3, "87.3")
    run("secret-trial", 16, 0.9, "12.0")
    summarize(workspace, Order((DAY,), model="none"))
    kept = [line for line in workspace.activity.read_text().split("\n\n") if line]
    text = "\n\n".join(kept)
    start = text.index("- Completed: **secret-trial**")
    end = text.index("\n\n", start)
    workspace.activity.write_text(text[:start] + text[end:])

    assert "secret-trial" not in drafted(workspace).split("## Resources")[0].replace("against", "")
    assert "secret-trial" in drafted(workspace, runs=("secret-trial",), output=workspace.root / "named.md")


def test_what_the_author_wrote_under_a_run_is_in_the_session(workspace: Workspace, run: Callable[..., Path]):
    """A note in the entry, and a ticked next step."""
    run("tickets", 14, 0.3, "87.3", "Next: Try few-shot prompts")
    summarize(workspace, Order((DAY,), model="none"))
    text = workspace.activity.read_text()
    text = text.replace("  - Status:", "  - The cat sat on the keyboard at 14:20\n  - Status:", 1).replace(
        "- [ ] Try", "- [x] Try"
    )
    workspace.activity.write_text(text)

    session = drafted(workspace)

    assert "**Noted by the author**: The cat sat on the keyboard at 14:20." in session
    assert "- [x] Try few-shot prompts" in session


def test_links_in_a_remark_lead_to_the_same_place_from_the_session(workspace: Workspace, run: Callable[..., Path]):
    """The journal and the session lie in different folders."""
    run("tickets", 14, 0.3, "87.3", "Next: Try few-shot prompts")

    assert "](../../logs/experiments/20241019-140000-tickets.log#L8)" in drafted(workspace)


def test_headings_with_nothing_behind_them_are_named_in_one_closing_line(
    workspace: Workspace, run: Callable[..., Path]
):
    """Never filler."""
    run("tickets", 14, 0.3, "87.3")

    text = drafted(workspace)

    assert "## Lessons Learned" not in text
    assert "*Not recorded, and therefore left out:" in text
    assert "Lessons Learned" in text.rsplit("*Not recorded", 1)[1]


def test_the_summary_of_a_run_that_failed_says_what_to_look_at_next(workspace: Workspace, run: Callable[..., Path]):
    """It names the run and its error."""
    path = run("tickets", 14, 0.3, "87.3")
    lines = [line for line in path.read_text().split("\n") if "Metric" not in line and "Outcome" not in line]
    ends = ("ERROR - Failed: KeyError: 'plan_id'", "INFO - Outcome: failed (KeyError)")
    path.write_text("\n".join([*lines[:-1], *(f"2024-10-19 14:41:00 - {end}" for end in ends), ""]))

    assert (
        drafted(workspace)
        .partition("## Summary\n\n")[2]
        .startswith("The run did not complete (KeyError). The next step is “Check whether plan_id …”. ")
    )


def test_decisions_have_their_reasons_and_rejected_alternatives(workspace: Workspace, run: Callable[..., Path]):
    """In the words of the log."""
    run(
        "tickets", 14, 0.3, "87.3", "Decision: Sort with temperature 0.3", "Why: it answers in one word",
        "Alternative: Temperature 0.7", "Rejected because: it talks",
    )  # fmt: skip

    text = drafted(workspace)

    assert "### Sort with temperature 0.3" in text
    assert "**Rationale**: It answers in one word." in text
    assert "**Rejected because**: It talks." in text


def test_a_missing_reason_is_asked_for_and_the_answer_is_kept(workspace: Workspace, run: Callable[..., Path]):
    """Why is asked, not guessed."""
    run("tickets", 14, 0.3, "87.3")
    run("tickets-b", 16, 0.7, "84.1")
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return "the team's other scripts use it" if "temperature" in question else ""

    assert "Why temperature 0.7 after 0.3, and what did you expect?" in drafted(workspace)
    text = drafted(workspace, ask=answer)

    assert any("temperature" in question for question in asked)
    assert "The team's other scripts use it. (the author)" in text
    assert "the team's other scripts use it" in notes.answers(workspace, (DAY,)).values()
    assert "Open, for the author" not in text


def test_commands_stand_in_a_code_fence(workspace: Workspace, run: Callable[..., Path]):
    """So that they can be copied."""
    run("tickets", 14, 0.3, "87.3")

    assert "```bash\npython sort.py --temperature 0.3\n```" in drafted(workspace)


def test_a_draft_to_standard_output_writes_nothing(workspace: Workspace, run: Callable[..., Path]):
    """But the entry that it is made from."""
    run("tickets", 14, 0.3, "87.3")

    done = draft(workspace, SessionOrder((DAY,), model="none", output=Path("-")))

    assert done.path is None
    assert done.after.startswith(b"# Tickets")
    assert not (workspace.root / "docs").exists()


def test_a_dry_run_writes_nothing_at_all(workspace: Workspace, run: Callable[..., Path]):
    """Neither entry nor session."""
    run("tickets", 14, 0.3, "87.3")

    done = draft(workspace, SessionOrder((DAY,), model="none", dry_run=True))

    assert done.changed
    assert not workspace.activity.exists()
    assert not (workspace.root / "docs").exists()


def test_an_unknown_run_is_an_error_that_names_the_known(workspace: Workspace, run: Callable[..., Path]):
    """So that the next try succeeds."""
    run("tickets", 14, 0.3, "87.3")

    with pytest.raises(InputError, match="no run is called 'nope'") as error:
        draft(workspace, SessionOrder((DAY,), model="none", runs=("nope",)))
    assert "tickets" in error.value.why


def test_a_new_session_has_every_heading_and_never_overwrites(workspace: Workspace, run: Callable[..., Path]):
    """Filled in with what is known of the day's runs."""
    run("tickets", 14, 0.3, "87.3")
    order = SessionOrder((DAY,), kind=session_kind("experiment"))

    text = new(workspace, "sentiment-analysis", order).after.decode()

    assert "# Sentiment analysis" in text
    assert "**Session Type**: Experiment" in text
    assert "accuracy 87.3%" in text
    with pytest.raises(Refused):
        new(workspace, "sentiment-analysis", order)


def test_an_unknown_session_type_is_a_usage_error():
    """It names the four."""
    with pytest.raises(UsageError) as error:
        session_kind("party")
    assert "Optimization" in error.value.fix


def test_ideas_name_what_they_rest_on(workspace: Workspace, run: Callable[..., Path]):
    """The session, where there is one, and the log lines."""
    run("tickets", 14, 0.3, "87.3")
    run("tickets-b", 16, 0.7, "84.1", "Blog idea: What temperature does to labels")
    drafted(workspace)

    offers = ideas.offer(workspace, (DAY,), "none")

    assert offers[0].pitch.title == "What temperature does to labels"
    assert offers[0].sessions == ("docs/sessions/2024-10-19-tickets.md",)
    assert any(log.endswith("tickets-b.log") for log, _ in offers[0].lines)
    assert "**Rests on**" in ideas.render(workspace, offers)


def test_an_idea_whose_post_was_drafted_says_so_and_comes_last(workspace: Workspace, run: Callable[..., Path]):
    """By the title of the post, wherever its front matter has it."""
    run("tickets", 14, 0.3, "87.3")
    run("tickets-b", 16, 0.7, "84.1", "Blog idea: What temperature does to labels", "Insight: Seven is too warm")
    done = draft(workspace, SessionOrder((DAY,), model="none"))
    assert done.path is not None
    posted = draft_post(workspace, PostOrder(done.path, "hugo", idea=1))
    assert posted.path is not None

    offers = ideas.offer(workspace, (DAY,), "none")

    assert [offer.drafted for offer in offers][-1] == (workspace.name(posted.path),)
    assert all(not offer.drafted for offer in offers[:-1])
    assert "**Drafted already**: [blog/drafts/" in ideas.render(workspace, offers)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("What temperature does to labels", "What temperature does to the labels", True),
        ("Temperature 0.3 or 0.7? What tickets says", "Temperature 0.3 or 0.7? What reviews says", False),
        ("Ticket router, step by step", "Ticket cnn, step by step", False),
    ],
)
def test_titles_of_one_post_are_told_from_those_of_two(one: str, other: str, same: bool):
    """By most of their words; a number counts as it is."""
    assert earlier_posts.alike(one, other) is same

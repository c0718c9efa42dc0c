"""A review of two made-up weeks (tests/fortnight.py), read as its author would."""

import posixpath
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest

from mlws_writer.documents.inline import targets
from mlws_writer.facts.model import Outcome
from mlws_writer.tier2_activity.review import Review
from mlws_writer.tier2_activity.review_wording import Place, markdown, page, standup
from mlws_writer.workspace import journal
from mlws_writer.workspace import review as looking
from mlws_writer.workspace.archive import archive
from mlws_writer.workspace.days import Span
from mlws_writer.workspace.layout import Surroundings, Workspace, open_workspace

WEEKS = Span(date(2024, 10, 7), date(2024, 10, 20))
PLACE = Place("ACTIVITY.md")


@pytest.fixture
def lived_in(tmp_path: Path, around: Callable[..., Surroundings], fortnight: ModuleType) -> Workspace:
    """Return the workspace on the Monday after, its journal written and edited."""
    fortnight.write(tmp_path)
    opened = open_workspace(around(now=datetime(2024, 10, 21, 9, tzinfo=UTC)), tmp_path, {})
    journal.summarize(opened, journal.Order(model="none"))
    fortnight.edit(opened.activity)
    return opened


@pytest.fixture
def looked_back(lived_in: Workspace) -> Review:
    """Return the review of both weeks."""
    found = looking.review(lived_in, WEEKS)
    assert found is not None
    return found


@pytest.fixture
def text(looked_back: Review) -> str:
    """Return it as Markdown."""
    return markdown(looked_back, PLACE)


def section(text: str, title: str) -> str:
    """Return what stands under a heading, links as their labels only."""
    (body,) = re.findall(rf"^## {title}\n\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return re.sub(r"\]\([^)]*\)", "]", body)


def test_it_begins_with_what_there_was(text: str) -> None:
    """Each number counted."""
    assert text.startswith(
        "# Review of Mon 7 Oct to Sun 20 Oct 2024\n\n17 runs: 13 completed, 3 failed, 1 stopped before the end; "
        "there was work on 10 days, with 24 h 36 min of run time.\n"
    )


def test_a_review_of_archived_days_is_the_review_of_them(lived_in: Workspace, text: str) -> None:
    """But for where its lines stand."""
    archive(lived_in, date(2024, 10, 14), days=True)

    found = looking.review(lived_in, WEEKS)

    assert found is not None
    after = markdown(found, PLACE)
    assert "ACTIVITY-2024-10.md#L" in after
    number = re.compile(r"line \d+\]|\([^()]*\)")
    assert number.sub("", after) == number.sub("", text)
    for path, line in re.findall(r"\(((?:ACTIVITY|logs)[^()#]*)#L(\d+)\)", after):
        assert len((lived_in.root / path).read_text().splitlines()) >= int(line)


def test_sections_are_known_by_the_names_their_author_gives_them(lived_in: Workspace, text: str) -> None:
    """The review has ours."""
    lived_in.activity.write_text(lived_in.activity.read_text().replace("### Experiments", "### Versuche"))
    named = replace(lived_in, settings=replace(lived_in.settings, sections={"Experiments": "Versuche"}))

    found = looking.review(named, WEEKS)

    assert found is not None
    assert markdown(found, PLACE) == text


def test_each_line_leads_to_where_it_stands(lived_in: Workspace, text: str) -> None:
    """Every bullet has a link, and behind each link there is such a line."""
    bullets = [line for line in text.splitlines() if line.startswith("- ")]

    assert [line for line in bullets if not targets(line)] == []
    for path, line in targets(text):
        lines = (lived_in.root / path).read_text(encoding="utf-8").splitlines()
        assert 1 <= line <= len(lines)


def test_each_value_stands_in_the_line_it_leads_to(lived_in: Workspace, text: str) -> None:
    """Of results, best and compared alike."""
    _, _, results = text.partition("## Results across runs")

    found = re.findall(r"([\d.]+)%? \(\[[^\]]*\]\((logs/[^)#]*)#L(\d+)\)", results)

    assert len(found) > 15
    for value, log, line in found:
        lines = (lived_in.root / log).read_text(encoding="utf-8").splitlines()
        assert f"={value}" in lines[int(line) - 1]


def test_best_is_neither_what_broke_off_nor_what_was_repeated(text: str) -> None:
    """Although both had better numbers."""
    results = section(text, "Results across runs")

    assert (
        "- **Validation loss** on tickets, 2 runs: best 0.388 ([finetune-short, 17 Oct]); "
        "the other 0.431 ([finetune, 16 Oct]). Not counted: 1 repeated later, 1 not finished\n"
    ) in results
    assert "0.301" not in results
    assert "0.412" not in results
    unparsed = [line for line in results.splitlines() if "Unparsed" in line]
    assert (
        [line.count("best") for line in unparsed] == [line.count("none is called best") for line in unparsed] == [1, 1]
    )


def test_what_worked_twice_is_said_and_what_worked_once_is_not(text: str) -> None:
    """The temperature, not the learning rate."""
    assert section(text, "What worked again and again") == (
        "Only settings that pointed the same way each time two runs differed in nothing else that was logged:\n\n"
        "- **Temperature**: 0.3 did better than 0.7 in both comparisons: accuracy 87.3% ([label-reviews, 10 Oct]) "
        "against 84.1% ([label-reviews, 10 Oct]) on reviews; accuracy 81.0% ([label-mails, 11 Oct]) against 78.4% "
        "([label-mails, 11 Oct]) on mails\n\n"
    )


def test_failures_say_how_it_went_on(text: str) -> None:
    """What was changed, or that nothing came of it."""
    assert section(text, "Failures and dead ends") == (
        "- **distil** failed twice, last on Tue 8 Oct: "
        "torch.cuda.OutOfMemoryError: CUDA out of memory ([distil, 8 Oct])"
        ". Completed on Tue 8 Oct ([distil, 8 Oct]), with batch size 8 instead of 32.\n"
        "- **wiki-agent** failed on Tue 15 Oct: FileNotFoundError: \\[Errno 2\\] No such file or directory: "
        "'data/wiki/index.faiss' ([wiki-agent, 15 Oct]). No later run of that name was completed.\n"
        "- **finetune-long** was stopped before its end on Wed 16 Oct: "
        "interrupted (SIGTERM) ([finetune-long, 16 Oct]).\n"
        "\n"
    )


def test_what_a_person_wrote_and_changed_is_there(text: str) -> None:
    """Their words, their blockers, their boxes as they stand."""
    assert "- Mon 7 Oct: Built the ticket set at last: **build-tickets**, tickets" in section(text, "What was done")
    assert "- Tue 8 Oct: Look at the memory before starting: 32 never fits on this card ([line" in text
    assert section(text, "Blockers").startswith("- Tue 15 Oct: Waiting for the quota on the second GPU ([line")
    steps = section(text, "Next steps")
    assert "- [ ] Ask the support team for 200 more mails; open for 10 days, since Fri 11 Oct ([line" in steps
    assert "Clean up the results folder" not in steps
    assert "1 step of these days is ticked." in steps


def test_a_deleted_bullet_is_not_brought_back(lived_in: Workspace) -> None:
    """The review reads the journal as it stands."""
    lines = lived_in.activity.read_text(encoding="utf-8").splitlines(keepends=True)
    lived_in.activity.write_text("".join(line for line in lines if "support-agent" not in line), encoding="utf-8")

    found = looking.review(lived_in, WEEKS)

    assert found is not None
    assert "support-agent" not in section(markdown(found, PLACE), "What was done")


def test_the_calendar_shows_runs_and_failures(text: str) -> None:
    """A run over midnight on both of its days."""
    assert section(text, "Calendar").startswith(
        "```text\n"
        "          Mon   Tue   Wed   Thu   Fri   Sat   Sun\n"
        "  7 Oct     1   3/2     3     2     2     ·     ·\n"
        " 14 Oct     1   2/1     2     1     1     ·     ·\n"
        "```\n"
    )


def test_a_week_cuts_a_run_at_its_edge(lived_in: Workspace) -> None:
    """The evening of the 14th holds two and a half hours of the run that ended on the 15th."""
    found = looking.review(lived_in, Span(date(2024, 10, 14), date(2024, 10, 14)))

    assert found is not None
    assert (found.runs, found.time.total) == ((), timedelta(minutes=150))
    assert "No run ended; 2 h 30 min of run time." in markdown(found, PLACE)


def test_what_was_repeated_after_the_days_is_not_best_in_them(lived_in: Workspace) -> None:
    """On the 14th and 15th nobody knew of the repetition on the 16th; today one does."""
    found = looking.review(lived_in, Span(date(2024, 10, 14), date(2024, 10, 15)))

    assert found is not None
    assert [each.run.name for each in found.runs] == ["finetune", "wiki-agent"]
    assert (found.rankings, found.single) == ((), ())


@pytest.mark.parametrize(
    "span",
    [Span(date.min, date.max), Span(date.min, date.min), Span(date.max, date.max), Span(date(2024, 1, 1), date.max)],
)
def test_any_days_can_be_asked_for(lived_in: Workspace, span: Span) -> None:
    """Weeks without a run are left out of a long calendar."""
    found = looking.review(lived_in, span)

    if span.first.year == span.last.year:
        assert found is None
    else:
        assert found is not None
        assert "Weeks without a run are left out." in markdown(found, PLACE)
        assert [week[0].day for week in found.weeks] == [date(2024, 10, 7), date(2024, 10, 14)]


def test_a_step_that_was_carried_over_is_one_with_its_first_day(lived_in: Workspace) -> None:
    """Whoever ticks one copy has ticked all."""
    copies = "\n".join(
        f"## 2024-10-{day}\n\n### Next Steps\n\n- [{box}] {text} (from 2024-09-30)\n"
        for day, box, text in ((20, " ", "Buy a disk"), (19, "x", "Sell a disk"), (18, " ", "Sell a disk"))
    )
    lived_in.activity.write_text(copies + "## 2024-10-17\n\n### Next Steps\n\n- [ ] Buy a disk\n", encoding="utf-8")

    found = looking.review(lived_in, WEEKS)

    assert found is not None
    assert [(box.text, box.since, box.days_open) for box in found.boxes] == [("Buy a disk", date(2024, 9, 30), 21)]


def test_five_lines_to_paste(lived_in: Workspace) -> None:
    """Of the last day on which there was work."""
    span = looking.last_day(lived_in)
    found = looking.review(lived_in, span)
    assert found is not None

    assert span.first == date(2024, 10, 18)
    assert standup(found).splitlines() == [
        "Done (Fri 18 Oct): completed support-agent",
        "Results: support-agent pass rate 80%, mean latency 2.4",
        "Failed: nothing",
        "Next: Write the session about temperature; Put the fine-tuned model behind the agent; Check whether "
        "data/wiki/index.faiss is there: wiki-agent ended with FileNotFoundError; 1 more",
        "Blocked: Waiting for the quota on the second GPU (noted Tue 15 Oct)",
    ]


def test_a_busy_day_is_five_lines_too(lived_in: Workspace) -> None:
    """With what failed, and what became of it."""
    found = looking.review(lived_in, Span(date(2024, 10, 8), date(2024, 10, 8)))
    assert found is not None

    lines = standup(found).splitlines()

    assert len(lines) == 5
    assert lines[0] == (
        "Done (Tue 8 Oct): completed distil; Look at the memory before starting: 32 never fits on this card"
    )
    assert lines[2] == ("Failed: distil: torch.cuda.OutOfMemoryError: CUDA out of memory (a later run was completed)")


class Tags(HTMLParser):
    """Collects the tags of a page, and checks that they are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.open: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.seen.add(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        if tag not in {"meta", "input", "hr", "br", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Check that the last opened tag is closed first."""
        assert self.open.pop() == tag


def test_the_page_needs_nothing_else(lived_in: Workspace) -> None:
    """No script, nothing loaded; what a person wrote is text."""
    raw = lived_in.activity.read_text(encoding="utf-8")
    bad = "- <script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1))"
    lived_in.activity.write_text(raw.replace("### Learning\n\n", f"### Learning\n\n{bad}\n", 1), encoding="utf-8")
    found = looking.review(lived_in, WEEKS)
    assert found is not None
    tags = Tags()

    tags.feed(page(found, PLACE))

    assert tags.open == []
    assert not tags.seen & {"script", "img", "link", "iframe"}
    assert all(link.startswith(("logs/", "ACTIVITY.md#L")) for link in tags.links)


def test_links_hold_from_where_the_review_is_written(lived_in: Workspace, looked_back: Review) -> None:
    """In a folder of its own, too."""
    text = markdown(looked_back, looking.place(lived_in, "reviews/2024/october.md"))

    for path, _ in targets(text):
        assert (lived_in.root / posixpath.normpath(posixpath.join("reviews/2024", path))).is_file()


def test_days_that_are_not_in_the_journal_are_named(lived_in: Workspace) -> None:
    """With the command that writes them."""
    lived_in.activity.unlink()

    found = looking.review(lived_in, Span(date(2024, 10, 7), date(2024, 10, 9)))

    assert found is not None
    assert found.done == ()
    assert "Not in the journal yet, although there are runs: 2024-10-07, 2024-10-08, 2024-10-09." in markdown(
        found, PLACE
    )


def test_nothing_to_review_names_the_nearest_day(lived_in: Workspace) -> None:
    """And is no error."""
    told: list[str] = []

    found = looking.review(lived_in, Span(date(2024, 9, 1), date(2024, 9, 2)), tell=told.append)

    assert found is None
    assert "The nearest day that has something is 2024-10-07." in told[0]


def test_a_long_section_is_cut_and_says_so(lived_in: Workspace) -> None:
    """What a person wrote goes before what was written for them."""
    own = "".join(f"- My note {number}\n" for number in range(14))
    lived_in.activity.write_text(f"## 2024-10-18\n\n### Learning\n\n{own}", encoding="utf-8")

    found = looking.review(lived_in, WEEKS)

    assert found is not None
    assert section(markdown(found, PLACE), "What was done").count("My note") == 10
    assert "- and 4 more in the journal, from [line 15] on" in section(markdown(found, PLACE), "What was done")


def test_outcomes_are_counted_once(looked_back: Review) -> None:
    """Each run that ended in these days."""
    assert sum(looked_back.outcomes.values()) == len({each.run.id for each in looked_back.runs}) == 17
    assert looked_back.outcomes[Outcome.INTERRUPTED] == 1

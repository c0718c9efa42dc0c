"""Next steps that were left open are carried over to the next day that is written, once, with their date."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mlws_writer.workspace.journal import Order, summarize
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.settings import Settings

STEP = "Try a lower rate"
Day = Callable[..., str]


@pytest.fixture
def day(workspace: Workspace) -> Day:
    """Log a run of a day in October, with a next step if there is one, summarize, and give that day's entry."""

    def work(number: int, step: str = "", settings: Settings | None = None) -> str:
        path = workspace.root / f"logs/experiments/202410{number}-100000-run{number}.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = ["Model: llama3.1:8b", *([f"Next: {step}"] if step else []), "Experiment complete"]
        path.write_text("".join(f"2024-10-{number} 10:0{n}:00 - INFO - {line}\n" for n, line in enumerate(lines)))
        summarize(replace(workspace, settings=settings or Settings()), Order(model="none"))
        return entry(workspace, number)

    return work


def entry(workspace: Workspace, number: int) -> str:
    """Give the text of a day."""
    days = workspace.activity.read_text().split("\n## ")[1:]
    return next((day for day in days if day.startswith(f"2024-10-{number}")), "")


def edit(workspace: Workspace, number: int, old: str, new: str) -> None:
    """Let the author change something in the entry of a day."""
    was = entry(workspace, number)
    assert was.count(old) == 1, was
    workspace.activity.write_text(workspace.activity.read_text().replace(was, was.replace(old, new)))


def test_an_open_step_is_carried_over_with_its_date(workspace: Workspace, day: Day):
    """The link to the log line goes with it, and the original stays where it is."""
    first = day(14, STEP)

    second = day(15)

    assert f"- [ ] {STEP} ([10:01](logs/experiments/20241014-100000-run14.log#L2)) (from 2024-10-14)\n" in second
    assert entry(workspace, 14).rstrip("-\n") == first.rstrip("-\n")


def test_the_second_run_carries_nothing_more(workspace: Workspace, day: Day):
    """Nor does a third."""
    day(14, STEP)
    day(15)
    before = workspace.activity.read_bytes()

    assert not summarize(workspace, Order(model="none")).changed
    assert workspace.activity.read_bytes() == before


def test_on_the_third_day_it_stands_once_with_its_first_date(workspace: Workspace, day: Day):
    """Not from the original and from the copy."""
    day(14, STEP)
    day(15)

    third = day(16)

    assert third.count(STEP) == 1
    assert "(from 2024-10-14)" in third
    assert third.count("(from") == 1


def test_days_written_at_once_carry_to_the_newest_only(workspace: Workspace, day: Day):
    """Who catches up on a week gets one list, not seven."""
    for number in (14, 15, 16):
        day(number, f"Step of {number}")
    whole = [entry(workspace, number) for number in (14, 15, 16)]
    workspace.activity.unlink()
    for ledger in (workspace.state / "ledger").glob("*"):
        ledger.unlink()
    summarize(workspace, Order(model="none"))

    at_once = [entry(workspace, number) for number in (14, 15, 16)]

    assert [text.count("(from") for text in whole] == [0, 1, 2]
    assert [text.count("(from") for text in at_once] == [0, 0, 1]
    assert not summarize(workspace, Order(model="none")).changed


@pytest.mark.parametrize("box", ["[x]", "[X]", "[-]", "[>]"])
@pytest.mark.parametrize("ticked", [14, 15])
def test_a_step_that_was_ticked_on_either_day_is_finished(workspace: Workspace, day: Day, ticked: int, box: str):
    """Done, given up, or moved elsewhere: the copy or the original says it."""
    day(14, STEP)
    day(15)
    edit(workspace, ticked, f"[ ] {STEP}", f"{box} {STEP}")

    assert STEP not in day(16)


@pytest.mark.parametrize("rest", ["", "- [ ] Another of mine\n"])
def test_a_copy_that_was_deleted_stays_deleted(workspace: Workspace, day: Day, rest: str):
    """On its day and on later ones, though the original is open."""
    day(14, STEP)
    second = day(15)
    line = next(line for line in second.splitlines(keepends=True) if STEP in line)
    edit(workspace, 15, line, rest)

    summarize(workspace, Order(model="none"))

    assert STEP not in entry(workspace, 15)
    assert STEP not in day(16)


def test_a_copy_in_other_words_is_left_and_carried_on_as_it_is(workspace: Workspace, day: Day):
    """The author's words win, and the original does not come back beside them."""
    day(14, STEP)
    day(15)
    edit(workspace, 15, STEP, "Try half the rate")

    third = day(16)

    assert "Try half the rate" in third
    assert STEP not in third
    assert STEP not in entry(workspace, 15)


def test_the_authors_own_steps_are_carried_whole(workspace: Workspace, day: Day):
    """With what stands on their further lines; notes without a box are not steps."""
    day(14, STEP)
    edit(workspace, 14, "- [ ] Try", "- [ ] Call Eva\n  about the *data*\n- only a note\n- [/] half done\n- [ ] Try")

    second = day(15)

    assert "- [ ] Call Eva about the *data* (from 2024-10-14)\n" in second
    assert "- [ ] half done (from 2024-10-14)\n" in second
    assert "only a note" not in second


def test_a_step_that_the_new_day_has_itself_is_not_carried(workspace: Workspace, day: Day):
    """Each run of a script may log the same next step."""
    day(14, STEP)

    assert day(15, STEP).count(STEP) == 1


def test_a_day_without_next_steps_is_looked_through(workspace: Workspace, day: Day):
    """A day off does not end a task."""
    day(14, STEP)
    workspace.activity.write_text(
        workspace.activity.read_text().replace("## 2024-10-14", "## 2024-10-15\n\nA day off.\n\n## 2024-10-14")
    )

    assert f"{STEP} (" in day(16)


def test_an_older_day_takes_nothing_over(workspace: Workspace, day: Day):
    """A log that turns up late is written where it belongs, and the past is not rewritten."""
    day(14, STEP)
    day(16)

    assert "(from" not in day(15)


def test_who_does_not_want_it_says_so(day: Day):
    """`carry = false`."""
    day(14, STEP)

    assert "(from" not in day(15, settings=Settings(carry=False))


def test_it_works_under_names_of_ones_own(workspace: Workspace, day: Day):
    """The section is found and written under the author's name for it."""
    german = Settings(sections={"Next Steps": "Nächste Schritte"})
    day(14, STEP, settings=german)

    second = day(15, settings=german)

    assert f"### Nächste Schritte\n\n- [ ] {STEP} (" in second
    assert "(from 2024-10-14)" in second


def test_what_was_carried_is_in_the_answer(workspace: Workspace, day: Day):
    """As a bullet like any other."""
    day(14, STEP)
    path = workspace.root / "logs/experiments/20241015-100000-b.log"
    path.write_text("2024-10-15 10:00:00 - INFO - Model: b\n2024-10-15 10:01:00 - INFO - Experiment complete\n")

    done = summarize(workspace, Order(model="none"))

    carried = [(p.section, str(p.day), str(p.what)) for p in done.bullets if p.bullet.slot.kind == "carried"]
    assert carried == [("Next Steps", "2024-10-15", "inserted")]

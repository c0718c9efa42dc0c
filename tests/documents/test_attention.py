"""What needs the author: found in the document as it stands, each with an id, its line and its text."""

from datetime import date

import pytest

from mlws_writer.documents.attention import Need, attention
from mlws_writer.documents.blocks import DayEntry, Section
from mlws_writer.documents.ledger import Ledger

DAY = date(2024, 10, 19)


@pytest.fixture
def look(journal):
    """Give the function that looks at the journal, knowing what would be written now."""

    def at(*bullets, since=None):
        entries = [DayEntry(DAY, (Section("Experiments", bullets),))] if bullets else []
        return attention(journal.raw, Ledger(tuple(journal.records)), entries, file="ACTIVITY.md", since=since)

    return at


def line_of(journal, text: str) -> int:
    """Give the number of the one line that holds a text."""
    (number,) = [n for n, line in enumerate(journal.text.splitlines(), start=1) if text in line]
    return number


def test_what_stands_as_written_needs_nobody(journal, run, look):
    """Also where there is news: the next run takes care of it."""
    journal.write(run("net", 1), run("other", 1))

    assert look(run("net", 2), run("other", 1)) == ()
    assert look() == ()


def test_an_edited_bullet_is_listed_once_there_is_news(journal, run, look):
    """With its line, its words and the newer ones; without news it is the person's own business."""
    journal.write(run("net", 1))
    journal.edit("Status: at epoch 1", "Status: good so far")

    (item,) = look(run("net", 2))

    assert look(run("net", 1)) == ()
    assert (item.need, item.text, item.wanted) == (Need.NEWS, "Status: good so far", "Status: at epoch 2")
    assert item.line == line_of(journal, "good so far")


def test_a_deleted_bullet_is_listed_without_what_hung_below_it(journal, run, look):
    """One id brings all of it back."""
    journal.write(run("net", 1))
    journal.write(run("net", 1), run("other", 1))
    head, _, tail = journal.text.partition("- Trained other")
    journal.raw = (head + tail.partition("at epoch 1\n")[2]).encode()

    (item,) = look(run("net", 2))

    assert (item.need, item.line, item.slots[0].run) == (Need.DELETED, 0, "other")
    assert item.text.startswith("Trained other")


def test_a_deleted_child_is_listed_by_itself(journal, run, look):
    """Its parent stands."""
    journal.write(run("net", 1))
    journal.edit("  - Goal: find out\n", "")

    assert [(item.need, item.text) for item in look()] == [(Need.DELETED, "Goal: find out")]


def test_a_copied_bullet_is_listed_with_the_line_of_the_first(journal, run, look):
    """Neither copy is kept up to date."""
    journal.write(run("net", 1))
    journal.edit("  - Goal: find out\n", "  - Goal: find out\n  - Goal: find out\n")

    (item,) = look()

    assert (item.need, item.line) == (Need.COPIED, journal.text[: journal.text.index("  - Goal")].count("\n") + 1)


def test_an_old_version_saved_over_a_write_is_one_thing(journal, run, look):
    """Several bullets came at once and all of them are gone."""
    journal.write(run("old", 1))
    before = journal.raw
    journal.write(run("old", 1), run("net", 1), run("other", 1))
    journal.raw = before

    (item,) = look()

    assert item.need is Need.TAKEN_BACK
    assert {slot.run for slot in item.slots} == {"net", "other"}


def test_an_old_text_that_stands_again_is_taken_back(journal, run, look):
    """An update that somebody saved an old version over; it has a line."""
    journal.write(run("net", 1))
    before = journal.raw
    journal.write(run("net", 2))
    journal.raw = before

    (item,) = look()

    assert (item.need, item.text, item.wanted) == (Need.TAKEN_BACK, "Status: at epoch 1", "Status: at epoch 2")
    assert item.line == line_of(journal, "Status: at epoch 1")


def test_an_id_stays_the_same_and_tells_items_apart(journal, run, look):
    """Whatever happens elsewhere in the journal."""
    journal.write(run("net", 1), run("other", 1))
    journal.raw = journal.text.replace("  - Goal: find out\n", "").encode()
    first = look()
    journal.raw = b"# Moved\n\n" + journal.raw

    assert [item.id for item in look()] == [item.id for item in first]
    assert len({item.id for item in first}) == 2


def test_days_before_a_day_may_be_left_out(journal, run, look):
    """Who asks for the last days only is not told of older ones."""
    journal.write(run("net", 1), day=date(2024, 10, 1))
    journal.edit("  - Goal: find out\n", "")

    assert look(since=DAY) == ()
    assert len(look(since=date(2024, 10, 1))) == 1

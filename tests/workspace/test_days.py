"""The days that people type."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.errors import UsageError
from mlws_writer.workspace.days import FORMS, Span, day_of, nearest, parse

SATURDAY = date(2024, 10, 19)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", "2024-10-19", "2024-10-19"),
        ("Yesterday", "2024-10-18", "2024-10-18"),
        ("monday", "2024-10-14", "2024-10-14"),
        ("sat", "2024-10-19", "2024-10-19"),
        ("last saturday", "2024-10-12", "2024-10-12"),
        ("this week", "2024-10-14", "2024-10-20"),
        ("last  week", "2024-10-07", "2024-10-13"),
        ("last month", "2024-09-01", "2024-09-30"),
        ("7d", "2024-10-13", "2024-10-19"),
        ("3 days ago", "2024-10-16", "2024-10-16"),
        ("2024-10-19", "2024-10-19", "2024-10-19"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2024-W42", "2024-10-14", "2024-10-20"),
        ("2024-10-17..2024-10-19", "2024-10-17", "2024-10-19"),
        ("2024-10-17 .. yesterday", "2024-10-17", "2024-10-18"),
        ("2024-09..", "2024-09-01", "2024-10-19"),
    ],
)
def test_each_form_is_understood(text: str, first: str, last: str) -> None:
    """Each form names the days it says, the clock aside only by the day that is today."""
    assert parse(text, SATURDAY) == Span(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        "10/11/2024",
        "19.10.2024",
        "20241019",
        "2024-13",
        "2024-02-30",
        "2024-W54",
        "0d",
        "",
        "..",
        "tomorrowish",
        "٢٠٢٤-١٠-١٩",
    ],
)
def test_anything_else_is_an_error_that_lists_the_forms(text: str) -> None:
    """A day that could be read in two ways, or in none, is not guessed."""
    with pytest.raises(UsageError) as caught:
        parse(text, SATURDAY)

    assert FORMS in caught.value.fix


def test_a_range_that_ends_before_it_starts_says_so() -> None:
    """The two ends are named in the order in which they lie."""
    with pytest.raises(UsageError, match="not a day") as caught:
        parse("2024-10-19..2024-10-17", SATURDAY)

    assert "before it starts" in caught.value.why


@given(st.text(max_size=30), st.dates())
def test_no_text_does_more_than_be_refused(text: str, today: date) -> None:
    """Whatever is typed, and whatever day it is, there is a span or a usage error."""
    try:
        span = parse(text, today)
    except UsageError:
        return

    assert span.first <= span.last


@given(st.dates())
def test_a_written_day_is_that_day(day: date) -> None:
    """A day written as in the journal names itself, on any other day."""
    assert parse(day.isoformat(), SATURDAY).days == (day,)


def test_work_after_midnight_belongs_to_the_day_before() -> None:
    """With a day that starts at four, half past two is still yesterday."""
    assert day_of(datetime(2024, 10, 20, 2, 30), UTC, timedelta(hours=4)) == date(2024, 10, 19)


def test_a_time_with_an_offset_is_counted_in_the_zone_of_the_workspace() -> None:
    """What was logged as 23:30 UTC is the next day in Vienna."""
    late = datetime(2024, 10, 19, 23, 30, tzinfo=UTC)

    assert day_of(late, ZoneInfo("Europe/Vienna"), timedelta()) == date(2024, 10, 20)


def test_the_nearest_day_is_the_earlier_of_two() -> None:
    """Of two days as near, the one before is named; of none, none."""
    days = [date(2024, 10, 17), date(2024, 10, 21), date(2024, 9, 1)]

    assert nearest(SATURDAY, days) == date(2024, 10, 17)
    assert nearest(SATURDAY, []) is None

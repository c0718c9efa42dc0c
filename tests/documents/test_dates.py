"""The day in a heading, in the forms that people write."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.documents.dates import DATED_LINE, day_of, heading_like

DAY = date(2024, 10, 19)
FORMS = (
    ("2024-10-19", "2024-10-20"),
    ("2024-10-19 (Sat)", "2024-10-20 (Sun)"),
    ("[[2024-10-19]]", "[[2024-10-20]]"),
    ("**2024-10-19**", "**2024-10-20**"),
    ("📅 2024-10-19", "📅 2024-10-20"),
    ("Saturday, 2024-10-19", "Sunday, 2024-10-20"),
    ("Sat 2024/10/19", "Sun 2024/10/20"),
    ("2024.10.19", "2024.10.20"),
    ("19 October 2024", "20 October 2024"),
    ("Saturday, 19 October 2024", "Sunday, 20 October 2024"),
    ("19 Oct 2024", "20 Oct 2024"),
    ("October 19, 2024", "October 20, 2024"),
    ("Oct 19th, 2024", "Oct 20th, 2024"),
    ("[[Oct 19th, 2024]]", "[[Oct 20th, 2024]]"),
    ("19.10.2024", "20.10.2024"),
    ("2024-10-19: the day of the demo", "2024-10-20"),
    ("2024-10-19 (Sa)", "2024-10-20"),
    ("2024-10-19 #daily", "2024-10-20"),
)


@pytest.mark.parametrize(("title", "following"), FORMS)
def test_the_day_of_a_heading_is_read_and_the_next_one_written_like_it(title: str, following: str):
    """A form is taken over whole; words of the person's own are not put into another day's mouth."""
    assert day_of(title) == DAY
    assert heading_like(title, date(2024, 10, 20)) == following


@pytest.mark.parametrize(
    "title",
    ["10/11/2024", "2024-13-19", "2024-10-190", "Week 42", "In October 2024", "19 Octopuses 2024", "Release 2024.10.19",
     "32 October 2024", "October 2024", "", "- 2024-10-19", "1.2.3"],
)  # fmt: skip
def test_what_has_no_day_or_more_than_one_reading_is_no_day(title: str):
    """A heading that only mentions a date is not that day's."""
    assert day_of(title) is None


@given(st.sampled_from(FORMS), st.dates(date(1000, 1, 1)), st.dates(date(1000, 1, 1)))
def test_a_heading_like_another_is_read_back_as_its_day(form: tuple[str, str], first: date, second: date):
    """Whatever the form, what was written is found again, also without parsing what lies before it."""
    title = heading_like(heading_like(form[0], first), second)

    assert day_of(title) == second
    assert DATED_LINE.search(f"\n## {title}")
    assert DATED_LINE.search(f"\n{title}\n---")

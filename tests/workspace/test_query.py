"""What people type to search."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.errors import UsageError
from mlws_writer.workspace.days import Span
from mlws_writer.workspace.query import Bound, Filter, Query, Text, metric_key, parse

TODAY = date(2024, 10, 19)


def test_words_phrases_filters_numbers_and_days_stand_side_by_side() -> None:
    """In any order."""
    query = parse('oom "out of memory" model:llama3 outcome:failed f1 > 0.8 7d', TODAY)

    assert query == Query(
        texts=(Text("oom"), Text("out of memory", exact=True)),
        filters=(Filter("model", "llama3"), Filter("outcome", "failed")),
        bounds=(Bound("f1", "", ">", 0.8, percent=False),),
        spans=(Span(date(2024, 10, 13), TODAY),),
    )


@pytest.mark.parametrize("words", ["llama3.1:8b", "mistral:7b", "http://localhost:11434", "--lr", "a-b_c/d.py", "day"])
def test_names_of_things_are_text(words: str) -> None:
    """Although some hold a colon."""
    assert parse(words, TODAY).texts == (Text(words),)


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("2024-10-14", (14, 14)),
        ("2024-10-14..2024-10-16", (14, 16)),
        ("2024-10-14..", (14, 19)),
        ("2024-10", (1, 31)),
        ("2024-W42", (14, 20)),
        ("3d", (17, 19)),
        ("day:yesterday", (18, 18)),
        ('day:"last week"', (7, 13)),
    ],
)
def test_days_are_written_as_everywhere(words: str, span: tuple[int, int]) -> None:
    """A day in words stands behind day:, since it may be a word to look for."""
    (found,) = parse(words, TODAY).spans

    assert found == Span(date(2024, 10, span[0]), date(2024, 10, span[1]))
    assert parse("yesterday", TODAY).spans == ()


@pytest.mark.parametrize(
    ("name", "key"), [("val_acc", ("accuracy", "val")), ("F1-score", ("f1", "")), ("valLoss", ("loss", "val"))]
)
def test_a_metric_has_one_name(name: str, key: tuple[str, str]) -> None:
    """Whatever it is called, with the part of the data apart."""
    assert metric_key(name) == key


@pytest.mark.parametrize(
    ("bound", "value", "percent", "holds"),
    [
        ("accuracy>0.9", 91.3, True, True),
        ("accuracy>90", 91.3, True, True),
        ("accuracy>90%", 0.913, False, True),
        ("accuracy>92%", 0.913, False, False),
        ("accuracy>0.92", 91.3, True, False),
        ("loss<=0.4", 0.4, False, True),
        ("loss<0.4", 0.4, False, False),
        ("temperature=0.3", 0.3, False, True),
    ],
)
def test_percentages_and_shares_are_compared(bound: str, value: float, percent: bool, holds: bool) -> None:
    """91.3% is more than 0.9, 90 and 90%."""
    assert parse(bound, TODAY).bounds[0].holds(value, percent=percent) is holds


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("", 0),
        ("   ", 0),
        ('llama "out of', 7),
        ("llama f1>", 7),
        ("f1>high", 1),
        (">0.8", 1),
        ("x outcome:broken", 3),
        ("x outcom:failed", 3),
        ("kind:", 1),
        ("2024-13", 1),
        ("2024-10-14..2024-10-01", 1),
        ("x ---", 3),
        ("x ___", 3),
        ('""', 1),
        ("tag:a*b", 1),
        ("day:soon", 1),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place_and_the_forms(words: str, place: int) -> None:
    """So that it can be mended."""
    with pytest.raises(UsageError) as told:
        parse(words, TODAY)

    assert not place or f"at character {place}:" in told.value.message
    assert told.value.why
    assert "outcome:failed" in told.value.fix


@given(st.text(alphabet=st.sampled_from('ab1.:<>="%-_ /é小\n'), max_size=30) | st.text(max_size=30))
def test_any_text_is_a_query_or_a_usage_error(words: str) -> None:
    """And nothing else; each query asks for something."""
    try:
        query = parse(words, TODAY)
    except UsageError:
        return

    assert query != Query()

"""Numbers, units, durations, dates and clock times in text."""

import itertools
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.facts import quantities as reading
from mlws_writer.facts.dates_and_clocks import clocks, dates
from mlws_writer.facts.digits import count, number
from mlws_writer.facts.durations import durations
from mlws_writer.facts.model import readable
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension, identifiers, quantities, written_number


@pytest.mark.parametrize(
    ("text", "value", "dimension"),
    [
        ("0.8731", "0.8731", Dimension.PLAIN),
        ("loss:0.31", "0.31", Dimension.PLAIN),
        ("'loss': 0.4127,", "0.4127", Dimension.PLAIN),
        ("x=-3", "-3", Dimension.PLAIN),
        ("3e-5", "0.00003", Dimension.PLAIN),
        ("67,349", "67349", Dimension.PLAIN),
        ("61.4 million", "61400000", Dimension.PLAIN),
        ("12.5k", "12500", Dimension.PLAIN),
        ("1.5M tokens", "1500000", Dimension.PLAIN),
        ("17.4B tokens", "17400000000", Dimension.PLAIN),
        ("31.2 M params", "31200000", Dimension.PLAIN),
        ("480 k steps", "480000", Dimension.PLAIN),
        ("250 ns/op", "0.00000025", Dimension.TIME),
        ("twenty-three", "23", Dimension.PLAIN),
        ("60-question suite", "60", Dimension.PLAIN),
        ("87.3%", "87.3", Dimension.PERCENT),
        ("ninety per cent", "90", Dimension.PERCENT),
        ("2.2 percentage points", "2.2", Dimension.POINTS),
        ("a 1.8-point gain", "1.8", Dimension.POINTS),
        ("22m44s", "1364", Dimension.TIME),
        ("2h54m28s", "10468", Dimension.TIME),
        ("two minutes and 44 seconds", "164", Dimension.TIME),
        ("Three minutes, twelve seconds", "192", Dimension.TIME),
        ("an hour, 6 minutes and five seconds", "3965", Dimension.TIME),
        ("1364.2 s", "1364.2", Dimension.TIME),
        ("23 minutes", "1380", Dimension.TIME),
        ("an hour and 42 minutes", "6120", Dimension.TIME),
        ("an hour and eleven minutes", "4260", Dimension.TIME),
        ("two and a quarter hours", "8100", Dimension.TIME),
        ("half an hour", "1800", Dimension.TIME),
        ("96ms", "0.096", Dimension.TIME),
        ("6.2GB", "6200000000", Dimension.BYTES),
        ("3,356 MiB", "3519021056", Dimension.BYTES),
        ("$1.95", "1.95", Dimension.DOLLARS),
        ("two US dollars", "2", Dimension.DOLLARS),
        ("1.95 euros", "1.95", Dimension.EUROS),
        ("7.0 tokens/sec", "7.0", Dimension.RATE),
        ("44.2 tokens per second", "44.2", Dimension.RATE),
        ("1.7 times", "1.7", Dimension.TIMES),
        ("14:30:00", "52200", Dimension.CLOCK),
        ("3 pm", "54000", Dimension.CLOCK),
        ("12:05 am", "300", Dimension.CLOCK),
        ("2024-10-19", "739178", Dimension.DATE),
        ("19 October 2024", "739178", Dimension.DATE),
        ("October 19, 2024", "739178", Dimension.DATE),
        ("18 March", "-318", Dimension.DATE),
    ],
)
def test_a_quantity_is_its_value_in_base_units(text: str, value: str, dimension: Dimension) -> None:
    """However it is written, it is one comparable value."""
    (quantity,) = quantities(text)

    assert (quantity.value, quantity.dimension) == (Decimal(value), dimension)


@pytest.mark.parametrize(
    "text",
    [
        "llama3.1:8b",
        "qwen2.5-coder:14b",
        "epoch_1.pt",
        "q4_K_M",
        "h100-a03",
        "3fd09b1",
        "libGL.so.1",
        "v1.2",
        "gpt-4o-mini",
    ],
)
def test_digits_in_a_name_are_no_quantity(text: str) -> None:
    """Model tags, files, hosts and hashes are names."""
    assert quantities(f"It was {text} again.") == ()
    assert [name for name, _, _ in identifiers(f"It was {text} again.")] == [text]


def test_the_parts_of_a_fraction_are_two_numbers() -> None:
    """Progress such as 500/2000 holds both."""
    assert [quantity.value for quantity in quantities("500/2000 done")] == [500, 2000]


def test_a_version_is_no_number() -> None:
    """Three parts are a version."""
    assert quantities("paddleocr 2.8.1") == ()


@pytest.mark.parametrize(
    ("text", "slack"), [("0.312", "0.0005"), ("23 minutes", "30"), ("3e-5", "0.000005"), ("12", "0.5")]
)
def test_slack_is_half_of_the_last_digit(text: str, slack: str) -> None:
    """What the writer rounded away is known, in base units."""
    assert quantities(text)[0].slack == Decimal(slack)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_a_written_number_is_read_back(value: Decimal) -> None:
    """Each decimal number is read as itself, with and without separators."""
    assert [quantity.value for quantity in quantities(f"loss = {value}")] == [value]
    assert number(f"{value:,}") == value


@given(st.text())
def test_quantities_lie_in_the_text_and_apart(text: str) -> None:
    """Each is found where it says, in order, and none overlaps another."""
    found = quantities(text)

    assert all(0 <= quantity.start < quantity.end <= len(text) for quantity in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


_PIECES = ["12", " ", "-", "/", ".", ":", "March", "half past", "pm", "minutes", "m", "h", "t+", "a good hour", "seven"]


@given(st.lists(st.sampled_from([*_PIECES, "half a million", "quarter of a point", "[", "<", "K"]), max_size=12))
def test_what_is_not_looked_for_is_not_there(parts: list[str]) -> None:
    """Of a text the letters say what need not be looked for in it; none of that would be found."""
    text = "".join(parts)
    tried = reading._readers(re.sub(r"\d+", "", text).lower())

    assert not any(read(text) for read in (dates, durations, clocks, reading._spelled) if read not in tried)


_DIGITS = st.from_regex(r"[-+]?\d{1,30}(\.\d{1,30})?([eE][-+]?\d{1,20})?", fullmatch=True)
_LONG = st.integers(4_000, 5_000).map(lambda many: "9" * many)
_MEASURES = st.sampled_from(
    ["", "%", " ms", " h", "KB", " GiB", "k", " million", ":09", "h 5m", " hours and a half", "²"]
)


@given(st.lists(st.tuples(_DIGITS | _LONG | st.text(max_size=5), _MEASURES), max_size=6))
def test_digits_of_any_length_script_and_exponent_are_read(parts: list[tuple[str, str]]) -> None:
    """Numbers that ran together, with exponents that nothing measures, stop no reading."""
    text = "".join(f"{digits}{measure}" for digits, measure in parts)

    assert all(quantity.value.is_finite() for quantity in quantities(text))
    for digits, _ in parts:
        assert number(digits) is None or number(digits).is_finite()
        assert (count(digits) is None) == (not re.fullmatch(r"[0-9]{1,400}", digits))
        assert readable(digits)[:1] == digits[:1]


_NUMBERS = st.decimals(min_value=0, max_value=10**9, places=3) | st.integers(0, 10**9)


@given(_NUMBERS)
def test_a_number_alone_is_read_as_among_words(written: object) -> None:
    """A text that is nothing but a number says what the number says before a word."""
    assert quantities(f"{written}") == quantities(f"{written} of them")


_HINTED = [one for one in vars(reading).values() if isinstance(one, Pattern)]
_WORDS = """half past ten quarter to three in the morning 7 pm a.m. noon midnight an hour and a half quarter 1h 20 min
3 m 5 s t+18m [09:14<00:00] 14:30:05 2024-10-19 Oct 19 May 5, 2024 3 Sep five twenty-five thirteen fifty per cent MINUTE
minutes Seven o'clock six at night one dozen TWELVE eleven fourth two days"""
_SAID = st.lists(st.sampled_from(_WORDS.split()), max_size=8).map(" ".join)


@given(_SAID)
def test_no_glance_hides_a_quantity(text: str) -> None:
    """The words without which a pattern is not tried are in all that it finds."""
    for pattern in _HINTED:
        assert [one.span() for one in pattern.finditer(text)] == [one.span() for one in pattern.compiled.finditer(text)]


def test_letters_that_look_like_others_to_a_pattern_are_read_as_those() -> None:
    """A long s or a dotless i in a number word fails nothing."""
    assert [one.value for one in quantities("ſix of ten, fıve left")] == [6, 10, 5]


@pytest.mark.parametrize("text", ["31 June", "Feb 30", "0 May", "June 31st"])
def test_a_day_that_no_year_has_is_no_date(text: str) -> None:
    """What stands there is a number beside a word."""
    assert Dimension.DATE not in {quantity.dimension for quantity in quantities(text)}


@pytest.mark.parametrize("text", ["1e999999999", "-1e-999999999", "9" * 60])
def test_a_number_beyond_all_measure_is_text(text: str) -> None:
    """A log may print anything, and no arithmetic can be done with it."""
    assert quantities(text) == ()


@pytest.mark.parametrize("space", [" ", "\t", "\r", "\x0b", "\x1f", "\u2009", "-"])
def test_any_space_may_stand_before_a_scale(space: str) -> None:
    """A bar that was redrawn leaves carriage returns behind."""
    assert [q.value for q in quantities(f"12{space}thousand rows")] == [Decimal(12_000)]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1m 40s", 100), ("done in 3m 05s", 185), ("1d 2h", 93_600), ("2 days, 3 hours and 5 minutes", 183_900)],
)
def test_the_parts_of_a_time_may_stand_apart(text: str, seconds: int) -> None:
    """What looks like a name, 4m or 1d, is a part of a time where the rest of it follows."""
    assert [quantity.value for quantity in quantities(text)] == [seconds]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("1,204", 1204),
        ("zero", 0),
        ("Nine", 9),
        ("twenty-three", 23),
        ("0.5", Decimal("0.5")),
        ("many", None),
    ],
)
def test_a_number_is_read_in_digits_and_in_words(text: str, value: Decimal | int | None) -> None:
    """Zero in words is a number too."""
    assert written_number(text) == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("epoch done loss 5.44 img/s 3840 mem 38.9G", ["5.44", "3840", "38.9G"]),
        ("loss 2.31 tok/s 1200", ["2.31", "1200"]),
        ("speed 412.5 img/s 3 GPUs", ["412.5 img/s", "3"]),
        ("throughput 412.5 img/s | 3840", ["412.5 img/s", "3840"]),
        ("after twenty-one and a half minutes", ["twenty-one and a half minutes"]),
    ],
)
def test_what_names_the_next_number_is_no_unit(text: str, values: list[str]) -> None:
    """In a row of names and numbers a rate behind a number is the name of the next one."""
    assert [quantity.text for quantity in quantities(text)] == values

"""A series as a line of blocks."""

from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.cli.sparkline import BLOCKS, GAP, sparkline


def test_a_falling_loss_falls() -> None:
    """The first block is the highest, the last the lowest."""
    assert sparkline(["4", "3", "2", "1"]) == "█▆▃▁"


def test_what_is_no_number_is_a_gap() -> None:
    """A NaN is not drawn as a value."""
    assert sparkline(["1", "nan", "87.3%", "inf"]) == "▁·█·"


@given(st.lists(st.floats().map(str) | st.text(max_size=5), max_size=900), st.integers(2, 40))
def test_it_is_never_wider_than_asked(values: list[str], width: int) -> None:
    """Whatever the values, there are as many blocks as there are places."""
    line = sparkline(values, width)

    assert len(line) <= min(width, len(values))
    assert set(line) <= set(BLOCKS + GAP)

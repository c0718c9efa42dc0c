"""Names and values are found in the shape of a line, so that lines which differ in their digits are read once."""

from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.tier1_logs.pairs import Pair, _shape, _spans, _whole_span, pairs

_TEXTS = st.lists(
    st.sampled_from(
        [
            *"0129 \t:=\"'()[]{},.-_/aAéñx#|→*`;!%",
            *("...", "np.float64(", "lr", "loss", "--flag ", "1,234", "1e-5", "nan", "٣", "\ud800"),
        ]
    ),
    max_size=25,
).map("".join)


@given(_TEXTS)
def test_a_line_and_its_shape_hold_the_same_pairs_at_the_same_places(text: str) -> None:
    """What is a name and what a value does not depend on which digits stand in them."""
    assert _spans(text) == _spans(_shape(text))
    assert _whole_span(text) == _whole_span(_shape(text))


@given(_TEXTS)
def test_names_and_values_are_those_of_the_line(text: str) -> None:
    """A name and its value are words of their line, with its own digits, and stand where the pair says."""
    for pair in pairs(text):
        said = text[pair.start : pair.end]

        assert pair.name in said
        assert pair.value in said


def test_lines_of_one_shape_keep_their_own_digits() -> None:
    """The second line of a shape is not told with the digits of the first."""
    assert pairs("loss=0.25, lr=3e-4") == (Pair("loss", "0.25", 0, 9), Pair("lr", "3e-4", 11, 18))
    assert pairs("loss=0.31, lr=1e-4") == (Pair("loss", "0.31", 0, 9), Pair("lr", "1e-4", 11, 18))

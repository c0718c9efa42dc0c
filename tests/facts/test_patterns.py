"""Patterns that look before they leap find what plain ones find."""

import re

from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.facts.patterns import Words

WORDS = r"\b(?:rose|(?:went|was) (?:\w+ )?up|best|k\w*)\b(?! of)"
ANY_CASE = re.compile(WORDS, re.IGNORECASE)
texts = st.lists(
    st.sampled_from(["rose", "Rose", "ROſE", "WENT", "was", "far", "up", "Up of", "beSt", "K", "ıt", "İ", ",", "é"])
).map(" ".join)


@given(texts)
def test_words_are_found_whatever_their_case(text: str) -> None:
    """What is found, and where, is what the same pattern without case finds."""
    words = Words(WORDS)

    assert [match.span() for match in words.finditer(text)] == [match.span() for match in ANY_CASE.finditer(text)]
    assert (words.search(text) is None) == (ANY_CASE.search(text) is None)
    assert words.sub("*", text) == ANY_CASE.sub("*", text)

"""The words in which results are reported, as a file that anyone can read and add to."""

from functools import cache
from importlib.resources import files

from mlws_writer.checking.language import stem


@cache
def reporting_words() -> frozenset[str]:
    """Give the stems of the words in which results are reported."""
    text = (files("mlws_writer") / "checking" / "reporting_words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(stem(word) for line in lines for word in line.split())

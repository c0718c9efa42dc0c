"""The words in which results are reported and runs are named, as files that anyone can read and add to."""

from functools import cache
from importlib.resources import files

from mlws_writer.checking.reading.language import stem


def reporting_words() -> frozenset[str]:
    """Give the stems of the words in which results are reported."""
    return _stems_in("reporting_words.txt")


def trade_words() -> frozenset[str]:
    """Give the stems of the words by which readers call the things of such work in general."""
    return _stems_in("trade_words.txt")


def naming_words() -> frozenset[str]:
    """Give the stems of the words that a phrase needs which only names a run."""
    return _stems_in("naming_words.txt")


def leading_words() -> frozenset[str]:
    """Give the stems of the words that a line needs beside names which leads in what stands below it."""
    return _stems_in("leading_words.txt")


@cache
def actors() -> frozenset[str]:
    """Give the words for people and bodies that may have done something."""
    return frozenset(_words_in("actors.txt"))


@cache
def plain_words() -> frozenset[str]:
    """Give the words in which results are reported as they are written."""
    return frozenset(_words_in("reporting_words.txt"))


@cache
def words_by_stem() -> dict[str, tuple[str, ...]]:
    """Give the words in which results are reported, and by which readers call the things of such work, by their stems."""
    found: dict[str, list[str]] = {}
    for word in (*_words_in("reporting_words.txt"), *_words_in("trade_words.txt")):
        found.setdefault(stem(word), []).append(word)
    return {root: tuple(words) for root, words in found.items()}


@cache
def _stems_in(name: str) -> frozenset[str]:
    return frozenset(map(stem, _words_in(name)))


def _words_in(name: str) -> list[str]:
    return [word for row in rows_in(name) for word in row.split()]


def rows_in(name: str) -> list[str]:
    """Give the lines of such a file, but for its remarks."""
    text = (files("mlws_writer") / "checking" / "reading" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]

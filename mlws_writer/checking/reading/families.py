"""Families of words: what a reader may call a thing or a deed that a log writes in another word."""

from collections.abc import Iterable
from functools import cache

from mlws_writer.checking.reading.language import stem, words_of
from mlws_writer.checking.reading.words import rows_in


def sayable(logged: Iterable[str]) -> frozenset[str]:
    """Give the stems that may be said where some stems are logged: tree for xgboost, discarded for dropped."""
    kin = _kin()
    return frozenset().union(*(kin[word] for word in logged if word in kin))


@cache
def _kin() -> dict[str, frozenset[str]]:
    """Read what may be said, by what is logged."""
    found: dict[str, set[str]] = {}
    for line in rows_in("word_families.txt"):
        said, _, logged = line.partition("#")[0].partition(":")
        may = frozenset(map(stem, words_of(said)))
        for word in frozenset(map(stem, words_of(logged))) or may:
            found.setdefault(word, set()).update(may)
    return {word: frozenset(words) for word, words in found.items()}

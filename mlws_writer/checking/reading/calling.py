"""What things may be called by: the whole of a name, its parts, words that are written apart."""

import re
from functools import lru_cache
from itertools import pairwise

from mlws_writer.checking.reading.language import STOP
from mlws_writer.checking.reading.tokens import folded
from mlws_writer.checking.reading.words import plain_words
from mlws_writer.facts.dates_and_clocks import MONTHS, WEEKDAYS

_NO_NAMES = STOP | frozenset(
    [
        *(name[:3] for name in (*MONTHS, *WEEKDAYS)),
        *("utc", "cet", "cest"),
        *("info", "warn", "warning", "error", "debug", "fatal", "critical", "running", "skip", "pending", "completed"),
        *("succeeded", "ok", "true", "false", "null", "num", "per", "max", "min"),
    ]
)
_SHORTEST = 3
_NAMED = re.compile(r"[A-Za-z0-9](?:[\w./+@:-]*\w)?")
_PIECE = re.compile(r"\d*[a-z][a-z0-9]*")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@lru_cache(maxsize=40_000)
def forms(name: str) -> frozenset[str]:
    """Give what a name may be called by: the whole of it, folded, and its parts that are words of their own."""
    plain = name.replace("_", " ")
    parts = {*_PIECE.findall(plain.lower()), *_PIECE.findall(_HUMP.sub(" ", plain).lower())}
    whole = folded(plain).replace(" ", "")
    return frozenset(word for word in (whole, *parts) if _may_name(word))


def _may_name(word: str) -> bool:
    told = len(word) >= _SHORTEST and any(map(str.isalpha, word)) and word not in _NO_NAMES
    return told and plain_words().isdisjoint(singular(word))


def singular(word: str) -> tuple[str, ...]:
    """Give a word and what it may be the plural of."""
    if word.endswith("ies"):
        return word, f"{word[:-3]}y"
    return (word, word[:-1]) if word.endswith("s") and len(word) > _SHORTEST + 1 else (word,)


@lru_cache(maxsize=20_000)
def named_in(text: str) -> frozenset[str]:
    """Collect all by which a text may call something, in the singular too."""
    words = _NAMED.findall(text)
    pieces = (piece for word in words for piece in (word, *re.split(r"[/.:@+]+", word)))
    found = frozenset().union(*map(forms, pieces))
    joined = frozenset(one.lower() + other.lower() for one, other in pairwise(words))
    return found | joined | {each for word in found for each in singular(word)}

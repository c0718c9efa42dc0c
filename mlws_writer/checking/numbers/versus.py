"""What rose, improved or slowed with one thing instead of another, held against the values of both."""

import re
from collections.abc import Sequence
from functools import lru_cache

from mlws_writer.checking.numbers.meant import comparison, spoken_in, way
from mlws_writer.checking.numbers.sides import both_in
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.leagues import integers
from mlws_writer.checking.reading.values import Value

_ONE, _OTHER = r"(?:the )?(?P<old>[^,;]{1,60}?)", r"(?:the )?(?P<new>[^,;]{1,60}?)"
_CHANGES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:go|mov|switch|chang|stepp|pass|upgrad|migrat)ing from {_ONE} to (?:the )?(?P<new>[^,;]{{1,60}})",
        rf"\b(?:with|using|by using|on) {_OTHER},? (?:instead of|rather than|in place of) (?:the )?(?P<old>[^,;]{{1,60}})",
        rf"\b(?:replacing|swapping|exchanging) {_ONE} (?:by|with|for) (?:the )?(?P<new>[^,;]{{1,60}})",
    )
)
"""How a sentence says that one thing takes the place of another."""
_COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|relative to|as against) (?:that of |the one of |those of )?(?:the )?(?P<old>[^,;.]+?)(?=,|;|\.?$| the | by \d)",
    re.IGNORECASE,
)
_CUES = ("from", "instead", "rather", "place of", "replacing", "swapping", "exchanging")


@lru_cache(maxsize=1_000)
def changed(sentence: str) -> tuple[str, str] | None:
    """Find what takes the place of what in a sentence: the new thing, and the old one."""
    low = sentence.lower()
    if "compared" in low or "relative to" in low or "as against" in low:
        match = _COMPARED.search(sentence)
        if match:
            return f"{sentence[: match.start()]} {sentence[match.end() :]}", match["old"]
    if any(map(low.__contains__, _CUES)):
        match = next(filter(None, (pattern.search(sentence) for pattern in _CHANGES)), None)
        return (match["new"], match["old"]) if match else None
    return None


def turned_out(clause: str, sentence: str, sign: int, about: str, evidence: Evidence) -> bool | None:
    """Tell whether what a clause says of a change holds: it rose, with the one instead of the other; None where nothing shows it."""
    sides = changed(sentence)
    if sides is None or not evidence.leagues:
        return None
    said = comparison(sentence, clause, clause, sign, about, evidence)
    shown = []
    for league, (new, old) in both_in(said, sides, evidence):
        more = new.value.quantity.value - old.value.quantity.value
        if more and (wants := way(league, said)):
            shown.append(more * wants > 0)
    return any(shown) if shown else None


_WITH = re.compile(
    r"\b(?:with|using|on|for|in|under|after) (?:the )?(?P<new>[^,;]{1,60}?),? (?:the|its|their|it)\b", re.IGNORECASE
)


def ends_with_its_own(clause: str, began: Sequence[Value], reached: Sequence[Value], evidence: Evidence) -> bool:
    """Tell whether a value rose or fell from that of another thing to that of what it is said to have done so with: the order of the log is no course then."""
    match = _WITH.search(clause)
    if match is None or not reached:
        return False
    spoken, numbers = spoken_in(match["new"], evidence), integers(match["new"])
    starts, ends = (frozenset((value.statement, value.quantity.start) for value in some) for some in (began, reached))
    named = (each for each in evidence.leagues if each.what or each.metric)
    for league in (each for each in named if starts & each.places and ends & each.places):
        own = league.called(spoken - league.what, numbers)
        if len(own) == 1 and (own[0].value.statement, own[0].value.quantity.start) in ends - starts:
            return True
    return False

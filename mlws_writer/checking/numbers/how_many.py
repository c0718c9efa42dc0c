"""How many of a kind there are, as the whole log tells it: lines of one shape, a range of numbers, the others of a list."""

import re
from collections.abc import Iterator

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import content, stem
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.quantities import Dimension, Quantity

_SCORES = (Dimension.PLAIN, Dimension.PERCENT)
_OF_ALL = re.compile(r"\b(?:all|the|its|their|these|those)\s+$", re.IGNORECASE)
_RANGE = re.compile(
    r"\b(?P<name>[A-Za-z]{3,})[ =:#\[(]{1,2}(?P<first>\d{1,3})\s?(?:-|\.\.\.?|\N{EN DASH}|to)\s?(?P<last>\d{1,3})(?![\d.:%-])"
)
"""The first and the last of what is numbered: array 0-3, folds 1..5."""
_BEHIND = 4
_OTHERS = re.compile(
    r" (?:others?|remaining|rest|(?:[\w-]+ )?ones)\b|(?: [\w-]+)? (?:smaller|larger|bigger|weaker|stronger|slower|faster|older|newer|cheaper|earlier|later|lower|higher|shorter|longer)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\b(?:others?|remaining|either of the|both of the)\s+$", re.IGNORECASE)


def known_counts(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[int]:
    """Give how many there are of what a spelled number counts, where that is taken for known: of the eight evaluations."""
    if _OF_ALL.search(sentence[: quantity.start]):
        yield from (len({value.statement for value in column}) for column in evidence.columns)
        yield from _of_a_range(content(" ".join(sentence[quantity.end :].split()[:_BEHIND])), evidence)
    if _OTHER.search(sentence[: quantity.start]) or _OTHERS.match(sentence, quantity.end):
        yield len(evidence.statements) - 1
        yield from (len(row) - 1 for row in evidence.lists)
        yield from (sum(map(is_measured, statement.values)) - 1 for statement in evidence.statements)


def is_measured(value: Value) -> bool:
    """Tell whether a value is a score, not a count."""
    return value.quantity.value % 1 != 0 and value.quantity.dimension in _SCORES


def _of_a_range(named: frozenset[str], evidence: Evidence) -> Iterator[int]:
    """Count what the lines of a log number from one to another by a name that is said."""
    for statement in evidence.known if named else ():
        for match in _RANGE.finditer("" if statement.tainted else statement.text):
            if stem(match["name"]) in named:
                yield int(match["last"]) - int(match["first"]) + 1

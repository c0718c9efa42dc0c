"""A number of the first or of the last of two cited lines that tell the same of two moments: the first test run had two failures."""

import re

from mlws_writer.checking.reading.agreement import agrees, hedge
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, SAID
from mlws_writer.checking.reading.statements import kinds
from mlws_writer.checking.reading.tokens import PLACES, tokens
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension, quantities

_GOOD = Verdict(True)
_TWO = 2
_RUN = r"(?:[\w-]+ ){0,2}?(?:run|attempt|try|evaluation|eval|test|tests|measurement|pass|check|round of tests|suite|record|entry|count|scan|build|training)"
_FIRST = Pattern(
    rf"\b(?:the|its|on the|in the) (?:very )?(?:first|initial|earlier|original) {_RUN}\b|\bat first\b|\bat the (?:start|beginning)\b",
    "first",
    "initial",
    "earlier",
    "original",
    "start",
    "beginning",
    flags=re.IGNORECASE,
)
_LAST = Pattern(
    rf"\b(?:the|its|on the|in the) (?:very )?(?:second|last|final|later|latest) {_RUN}\b|\bat the (?:very )?end\b|\bin the end\b|\bby the end\b",
    "second",
    "last",
    "final",
    "later",
    "latest",
    " end",
    flags=re.IGNORECASE,
)
_AT_A_PLACE = re.compile(rf"\b(?:{'|'.join(PLACES)})s? $", re.IGNORECASE)
_SO_MANY_PLACES = re.compile(r" (?:epochs|steps|iterations|updates|batches|rounds)\b", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:than|from|after|before|instead|against|compared|while|whereas|both|difference|between|that at|twice|half|times)\b",
    re.IGNORECASE,
)


def of_two_in_turn(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse numbers that a sentence gives for the first of two, where only the line of the last has them, and the reverse."""
    lines = evidence.firsthand
    first, last = _FIRST.search(sentence) is not None, _LAST.search(sentence) is not None
    if (
        len(lines) != _TWO
        or first is last
        or SAID.search(sentence)
        or NEGATED.search(sentence)
        or _OTHER.search(sentence)
    ):
        return _GOOD
    one, other = sorted(lines, key=lambda line: line.line)
    alike = 2 * len(one.words & other.words) >= min(len(one.words), len(other.words))
    if not alike or one.run != other.run or kinds(one) != kinds(other):
        return _GOOD
    meant, wrong = (one, other) if first else (other, one)
    if {token for token in tokens(sentence) if "=" in token} & (wrong.tags - meant.tags):
        return _GOOD  # in the end trial 8 was in front
    for quantity in quantities(sentence):
        placed = _AT_A_PLACE.search(sentence[: quantity.start]) or _SO_MANY_PLACES.match(sentence, quantity.end)
        if placed or quantity.dimension in (*WHEN, Dimension.TIMES, Dimension.POINTS):
            continue
        hedged = hedge(sentence, quantity)
        here, there = (any(agrees(quantity, value, hedged) for value in line.values) for line in (meant, wrong))
        if there and not here:
            return Verdict(False, "number_swap", f"{quantity.text} is of the {'last' if first else 'first'} of the two")
    return _GOOD

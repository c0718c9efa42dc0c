"""The course of a measure as results give it: from its first value to its last, the best one, one value against another."""

import re
from collections.abc import Iterator
from itertools import pairwise

from mlws_writer.checking.agreement import agrees
from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.quantities import Quantity, quantities

_ARROW = re.compile(r"\s*(?:→|->)\s*")
_BEST = re.compile(r"\((?P<word>best|worst|lowest|highest)\s+$")
_HIGHER = re.compile(r"\b(?:(?P<up>higher|more|larger)|(?P<down>lower|fewer|less|smaller))\b[^,;.]*, at\s+$")
_AGAINST = re.compile(r"\s*(?:[a-z]+ )?(?:against|compared with|instead of)\s+")


def course(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a course that its facts have only the other way round, or a best value that another one beats."""
    found = quantities(sentence)
    for one, other in pairwise(found):
        between = sentence[one.end : other.start]
        if _ARROW.fullmatch(between) and _backwards(one, other, evidence):
            return Verdict(False, "direction", f"the facts have {other.text} before {one.text}")
        way = _HIGHER.search(sentence[: one.start]) if _AGAINST.fullmatch(between) else None
        if way and one.dimension is other.dimension and (one.value > other.value) != bool(way["up"]):
            return Verdict(False, "direction", f"{one.text} is not {way.group().split()[0]} than {other.text}")
    for quantity in found:
        word = _BEST.search(sentence[: quantity.start])
        if word and (beaten := next(_beyond(quantity, word["word"], evidence), None)):
            return Verdict(False, "wrong_entity", f"{quantity.text} is not the {word['word']}: {beaten.quantity.text}")
    return Verdict(True)


def _backwards(one: Quantity, other: Quantity, evidence: Evidence) -> bool:
    starts, ends = ([value for value in evidence.values if value.metric and agrees(q, value)] for q in (one, other))
    pairs = [(a, b) for a in starts for b in ends if a.metric == b.metric]
    lines = [(evidence.of(a).line, evidence.of(b).line) for a, b in pairs]
    return bool(lines) and all(first > last for first, last in lines)


def _beyond(quantity: Quantity, word: str, evidence: Evidence) -> Iterator[Value]:
    """Give the values of the same measure and run that are more of what one is said to be."""
    own = [value for value in evidence.values if value.metric and agrees(quantity, value)]
    for mine in own[:1]:
        sign = _sign(mine.metric, word)
        for other in evidence.values if sign else ():
            same = other.metric == mine.metric and evidence.of(other).run == evidence.of(mine).run
            if same and sign * other.quantity.value > sign * mine.quantity.value:
                yield other


def _sign(metric: str, word: str) -> int:
    if word in ("highest", "lowest"):
        return 1 if word == "highest" else -1
    return names.sign(metric) * (1 if word == "best" else -1)

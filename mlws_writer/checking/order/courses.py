"""The course of a measure as results give it: from its first value to its last, the best one, one value against another."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from mlws_writer.checking.order.extremes import is_same
from mlws_writer.checking.reading.agreement import agrees
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.tokens import places
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.digits import number
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Quantity, quantities

_ARROW = re.compile(r"\s*(?:→|->)\s*")
_BEST = re.compile(r"\((?P<word>best|worst|lowest|highest)\s+$")
_HIGHER = re.compile(r"\b(?:(?P<up>higher|more|larger)|(?P<down>lower|fewer|less|smaller))\b[^,;.]*, at\s+$")
_AGAINST = re.compile(r"\s*(?:[a-z]+ )?(?:against|compared with|instead of)\s+")


_ENDED = Pattern(
    r"\b(?:ended|ends|finished|finishes|closed|wound up|finally (?:stood|was)|was (?:in the end|finally)) (?:up )?(?:at|with|on) (?:an? |about |around |roughly )?(?:[a-z-]+ (?:of|at) )?$",
    *("ended", "ends", "finish", "closed", "wound up", "finally", "in the end"),
    flags=re.IGNORECASE,
)
"""What says that a value was the last."""


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
        if _ENDED.search(sentence[: quantity.start]) and (last := _went_on(quantity, sentence, evidence)):
            return Verdict(False, "number_swap", f"{quantity.text} is not the last: that is {last.quantity.text}")
    return Verdict(True)


def _went_on(quantity: Quantity, sentence: str, evidence: Evidence) -> Value | None:
    """Give the last value of the course of which a number is an earlier one; none where nobody knows which course is meant."""
    own = [value for value in evidence.values if value.metric and agrees(quantity, value)]
    if not own or places(sentence):
        return None
    courses = [_course_of(value, evidence) for value in own]
    ended = any(not course or agrees(quantity, course[-1]) for course in courses)
    return None if ended else courses[0][-1]


def _course_of(value: Value, evidence: Evidence) -> list[Value]:
    """List the values of the measure and the run of one, in the order of the log; nothing where its steps begin anew."""
    same = [v for v in evidence.ground.values if v.key == value.key and is_same(v, value, evidence)]
    same.sort(key=lambda each: evidence.of(each).line)
    steps = [step for v in same if (step := _step(v)) is not None]
    return same if len(steps) == len(same) and all(a < b for a, b in pairwise(steps)) else []


def _step(value: Value) -> Decimal | None:
    """Read at which step, or else in which epoch, a value was taken."""
    at = dict(tag.split("=", 1) for tag in value.tags if tag.startswith(_STEPS))
    return next((number(at[kind.rstrip("=")]) for kind in _STEPS if kind.rstrip("=") in at), None)


_STEPS = ("step=", "iteration=", "epoch=")


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

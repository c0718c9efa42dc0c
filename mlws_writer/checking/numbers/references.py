"""Values in brackets behind the name of another thing: those are its, and what stands before the bracket is not."""

import re

from mlws_writer.checking.numbers.leads import COMPARES
from mlws_writer.checking.reading.agreement import agrees
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem, stems
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.patterns import Words
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_BRACKET = re.compile(r"(?<=\s)\((?P<who>[A-Za-z][\w-]*(?: [A-Za-z][\w-]*)?)[ :=]+(?P<told>[^()]*\d[^()]*)\)")
_NO_NAMES = frozenset(
    map(stem, ["max", "min", "std", "sd", "sem", "se", "ci", "median", "mean", "avg", "best", "target", "limit", "threshold", "total", "loss", "init", "initial", "was", "of", "in", "at", "from", "to", "n", "seed", "epoch", "step", "round", "budget", "goal", "gate", "last", "first", "expected", "by", "rank", "took", "after", "for", "per", "up", "down", "vs", "or", "and", "with", "size", "norm", "batch"])
)  # fmt: skip
"""What begins a bracket and names no other thing."""
_OLD = frozenset(map(stem, ["baseline", "base", "reference", "previous", "old", "prod", "production", "current", "existing", "original", "control", "former", "earlier"]))  # fmt: skip
_GIVEN_AS = Words(r"\b(?:from|than|instead of|against|compared|versus|vs|up|down|after|before|or)\b")
_OF_WHOM = re.compile(r"(?: [a-z]+)? (?:for|with|by|of|in) (?:the )?(?P<who>[\w -]+)")
FROM_INTO = re.compile(r"\bfrom [A-Z]\w+ (?:in)?to [A-Z]\w+")
"""A direction of translation compares nothing."""
_LEAST = 3
_ALIKE = 3


def of_the_reference(quantity: Quantity, sentence: str, clause: str, value: Value, evidence: Evidence) -> str:
    """Name the thing in a bracket whose value is told of that of the line, or the other way round: 91.3% (prod 92.7%)."""
    line = evidence.of(value)
    found = _BRACKET.search(line.text) if "(" in line.text else None
    who = found["who"] if found and not (stems(found["who"]) & _NO_NAMES or metric_of(found["who"].split())) else ""
    if found is None or not who:
        return ""
    inside = found.start() < value.quantity.start < found.end()
    twins = [
        v for v in line.values if (found.start() < v.quantity.start < found.end()) is not inside and _twin(v, value)
    ]
    if not twins or any(agrees(quantity, twin) for twin in twins):
        return ""
    said = [_is_said(word, sentence) for word in who.split()]
    if inside:
        return "" if any(said) or _GIVEN_AS.search(sentence[: quantity.start]) else f"what stands before {who}"
    others = (q for q in quantities(clause) if q.text != quantity.text)
    apart = COMPARES.search(FROM_INTO.sub(" ", sentence)) or any(agrees(q, twin) for q in others for twin in twins)
    behind = _OF_WHOM.match(sentence, quantity.end)
    its = behind is not None and all(_is_said(word, behind["who"]) for word in who.split())
    return who if its or (all(said) and not apart) else ""


def _twin(one: Value, other: Value) -> bool:
    """Tell whether two values may be of one measure."""
    sizes = sorted((abs(one.quantity.value), abs(other.quantity.value)))
    places = {len(each.quantity.text.rstrip("%s ").partition(".")[2]) for each in (one, other)}
    alike = one.quantity.dimension is other.quantity.dimension and len(places) == 1
    return alike and (one.quantity.dimension is not Dimension.PLAIN or sizes[1] <= _ALIKE * sizes[0])


def _is_said(word: str, sentence: str) -> bool:
    """Tell whether a sentence names what a log may cut short, or calls the older one by another word."""
    low = word.lower()
    said = stems(sentence)
    old = stem(low) in _OLD and said & _OLD
    spoken = re.findall(r"[a-z][\w.-]*", sentence.lower())
    cut = len(low) >= _LEAST and any(each.startswith(low) for each in spoken)
    return bool(old) or cut or low in spoken or stem(low) in said

"""Numbers that cited lines have in shorthand: e40 for 40 epochs, @2.0M for two million steps, <5y for five years."""

import re
from decimal import Decimal

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.facts.digits import number
from mlws_writer.facts.quantities import Dimension, Quantity

_SO_MANY = re.compile(r" (?P<place>epoch|step|round|iteration|fold|trial|seed|layer|shot)s?\b", re.IGNORECASE)
_SCALES = {"k": 1000, "m": 1_000_000, "b": 1_000_000_000}
_AT_SO_MANY = re.compile(
    r"(?:(?<!\w)@|@(?=\s?\d+(?:\.\d+)?[kKmMbB]|\s?\d{4}))\s?(?P<number>\d+(?:\.\d+)?)(?P<scale>[kKmMbB]?)(?![\w.])"
)
_UNIT = re.compile(r"[ -](?P<unit>[a-z]{4,})")
_MOVING = ("epoch", "step", "iteration")


def in_shorthand(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a number is one that a cited line writes in shorthand."""
    if quantity.dimension is Dimension.TIMES:
        return _as_a_factor(quantity, evidence)
    if quantity.dimension is not Dimension.PLAIN:
        return False
    whole = quantity.value % 1 == 0
    return whole and (
        _of_a_place(quantity, sentence, evidence)
        or _at_so_many(quantity, evidence)
        or _with_its_initial(quantity, sentence, evidence)
        or _is_reached(quantity, sentence, evidence)
    )


def _texts(evidence: Evidence) -> list[str]:
    return [statement.text for statement in evidence.firsthand]


def _of_a_place(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a count of epochs or steps is that of a name: 40 epochs, for e40 or ep40."""
    counted = _SO_MANY.match(sentence, quantity.end)
    if counted is None:
        return False
    place = counted["place"].lower()
    short = "|".join(place[:size] for size in range(len(place), 0, -1))
    name = re.compile(rf"(?<![A-Za-z0-9])(?:{short})[-_]?0*{quantity.value:f}(?![\d.])", re.IGNORECASE)
    return any(map(name.search, _texts(evidence)))


def _at_so_many(quantity: Quantity, evidence: Evidence) -> bool:
    """Tell whether a number is that at which something was measured: eval @2.0M."""
    found = (match for text in _texts(evidence) for match in _AT_SO_MANY.finditer(text))
    return any(_worth(match) == quantity.value for match in found)


def _worth(match: re.Match[str]) -> Decimal:
    return (number(match["number"]) or Decimal(0)) * _SCALES.get(match["scale"].lower(), 1)


def _with_its_initial(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether the word behind a number is what a line cuts to a letter or two: five years, for <5y."""
    unit = _UNIT.match(sentence, quantity.end)
    if unit is None:
        return False
    short = "|".join(unit["unit"][:size] for size in (3, 2, 1))
    cut = re.compile(rf"(?<![\w.]){quantity.value:f}(?:{short})(?![\w.])")
    return any(map(cut.search, _texts(evidence)))


def _as_a_factor(quantity: Quantity, evidence: Evidence) -> bool:
    """Tell whether so many times is a factor of a line: one and a half times the demand, for x1.5."""
    factor = re.compile(rf"(?<![\w.])[x×*]\s?{quantity.value:f}(?![\d.])")
    return any(map(factor.search, _texts(evidence)))


def _is_reached(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a number is that of the epoch or the step which a cited line stands in, and the sentence names such."""
    kinds = [kind for kind in _MOVING if kind in sentence.lower()]
    return any(f"{kind}={quantity.value:f}" in statement.tags for kind in kinds for statement in evidence.statements)

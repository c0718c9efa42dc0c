"""Limits that facts name, and how far values stay from them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from mlws_writer.checking.reading.agreement import agrees, worths
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem
from mlws_writer.checking.reading.statements import source
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.reading.wholes import MEASURES
from mlws_writer.facts.quantities import Dimension, Quantity

_LIMIT = re.compile(
    r"\b(?:limit\w*|budget\w*|targets?|allow(?:s|ed|ance)?|maximum|max|minimum|thresholds?|ceiling|quota|caps?|slo|goal|gate|mark|permitted|permits)\b",
    re.IGNORECASE,
)
_SIGN = re.compile(r"[<>≤≥]=?\s*$|\b(?:exceeds?|over|above|below|under)\s+(?:\w+ ){0,4}$", re.IGNORECASE)


def margins(quantity: Quantity, sentence: str, values: Sequence[Value], evidence: Evidence) -> Iterator[Decimal]:
    """Give how far values stay from a limit that the facts name, where a sentence speaks of one: 47 ms over the target."""
    if not _LIMIT.search(sentence):
        return
    for limit in (value for value in values if is_limit(value, evidence)):
        for value in values:
            if value is limit or is_limit(value, evidence):
                continue
            if quantity.dimension is Dimension.TIMES:
                yield from [value.quantity.value / limit.quantity.value] if limit.quantity.value else []
            else:
                yield from _apart(quantity, value, limit)


def is_limit(value: Value, evidence: Evidence) -> bool:
    """Tell whether the words before a value call it a limit, or a sign does: max length 16384, p(95)<800."""
    statement = evidence.of(value)
    before = statement.text[: value.quantity.start]
    words = " ".join(re.split(r"[,;|]", before)[-1].replace("_", " ").split()[-4:])
    return _SIGN.search(before) is not None or _LIMIT.search(words) is not None or _heads_limits(before)


def _heads_limits(before: str) -> bool:
    """Tell whether a line lists limits behind a word that says so: budget: 25 calls, 45 min."""
    head = re.search(r"(\w+)\s*[:=]\s*(?:\d[^:=]*)?$", before)
    return head is not None and _LIMIT.fullmatch(head[1]) is not None


def _apart(quantity: Quantity, value: Value, limit: Value) -> Iterator[Decimal]:
    """Take a limit from a value of its unit; one of them may have none."""
    one, other = with_unit_of(quantity, value).quantity, limit.quantity
    if quantity.dimension is Dimension.POINTS and one.dimension is other.dimension is Dimension.PERCENT:
        yield one.value - other.value
    if one.dimension not in (quantity.dimension, Dimension.PLAIN) and quantity.dimension is not Dimension.PLAIN:
        return
    if one.dimension == other.dimension:
        difference = one.value - other.value
        yield difference / one.factor if quantity.dimension is Dimension.PLAIN else difference
    elif other.dimension is Dimension.PLAIN and one.dimension is quantity.dimension:
        yield one.value - other.value * one.factor


def with_unit_of(quantity: Quantity, value: Value) -> Value:
    """Give a bare value under the header of a column the unit that the header names: peak_gib."""
    if (
        not (value.headed or value.exact)
        or value.quantity.dimension is not Dimension.PLAIN
        or quantity.dimension not in MEASURES
    ):
        return value
    found = list(worths(quantity, value))
    asked = value.quantity.value * quantity.factor
    worth = asked if asked in found else next(iter(found), None)
    if worth is None:
        return value
    return replace(value, quantity=replace(value.quantity, value=worth, dimension=quantity.dimension))


_BELOW = re.compile(
    r"(?:<=?|\b(?:under|below|less than|within|at most|up to|max(?:imum)?|limit|budget))[ =:]*$", re.IGNORECASE
)
_ABOVE = re.compile(
    r"(?:>=?|\b(?:over|above|beyond|more than|longer than|larger than|higher than|at least|min(?:imum)?|exceed\w*)(?: ?\+/)?)[ =:]*$",
    re.IGNORECASE,
)
BOUNDS = {
    **dict.fromkeys(["less", "under", "loose", "most", "within"], _BELOW),
    **dict.fromkeys(["over", "past", "least"], _ABOVE),
}
"""What a line writes before a value on one side of which something stays, by how a sentence hedges that."""


def is_the_bound(quantity: Quantity, value: Value, bound: re.Pattern[str], evidence: Evidence) -> bool:
    """Tell whether a line says itself that something stays on that side of a value: fit < 10 min, more than 20% missing."""
    text = source(evidence.of(value), value)[: value.quantity.start]
    if bound.search(text) is None:
        return False
    unit = _UNIT_OF_A_NAME.search(text)
    return agrees(quantity, replace(value, key=value.key | {unit["unit"].lower()}) if unit else value)


_UNIT_OF_A_NAME = re.compile(r"[a-z]_(?P<unit>s|sec|min|h|hours?|ms|days?)\s?[<>]=?\s?$", re.IGNORECASE)
"""The unit in which a condition holds a variable against a value: delay_min > 15."""


_LIMIT_IS = re.compile(
    r"^(?:the|its|their|a) (?P<limit>limit|target|budget|threshold|goal|baseline|timeout|quota|maximum|minimum)(?: (?:for|of|on) (?:the )?[\w@-]+(?: [\w@-]+)?)? (?:is|was|lay at|stood at|had been) (?:set to |set at )?$",
    re.IGNORECASE,
)


def of_the_limit(quantity: Quantity, sentence: str, matching: list[Value], evidence: Evidence) -> list[Value]:
    """Keep of the values that a sentence says a limit to be those of a limit, where the cited lines name one."""
    match = _LIMIT_IS.match(sentence[: quantity.start]) if matching else None
    key = stem(match["limit"]) if match else ""
    limits = [value for value in evidence.values if key and key in value.key]
    return [value for value in matching if key in value.key] if limits else matching

"""The unit of bare numbers that the line above them names: missing hours per site, and below it 3102."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from mlws_writer.checking.reading.agreement import named_units
from mlws_writer.checking.reading.cells import message_of
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.facts.dimensions import UNITS
from mlws_writer.facts.quantities import Dimension, Quantity

_ABOVE = 2
"""How many lines above a cited one may say in which unit its numbers are."""
_UNIT = re.compile(r"(?<![\d.]\s)(?<![\w.])(?:[(\[])?(?P<unit>[A-Za-z]{1,12})(?![\w.])")
_SHORT = 2
_TELLS = re.compile(r"[\w)\]\"]\s?[=:]\s*\"?-?\d|\d\.\d")
"""What a line tells itself, so that it heads no list."""
_OF = (Dimension.TIME, Dimension.BYTES, Dimension.METRES, Dimension.GRAMS, Dimension.WATTS, Dimension.WATT_HOURS, Dimension.EUROS, Dimension.DOLLARS)  # fmt: skip


def in_the_unit_above(quantity: Quantity, evidence: Evidence) -> Iterator[Quantity]:
    """Read an amount as a bare number where the line above a cited one names its unit, or the name of a cited value does."""
    if any(quantity.factor in named_units(quantity.dimension, value.key) for value in evidence.values):
        yield _bare(quantity)
        return
    if evidence.ground.currencies == {quantity.dimension}:
        yield _bare(quantity)
        return
    if "cent" in quantity.text and len(evidence.ground.currencies) == 1:
        (currency,) = evidence.ground.currencies
        yield replace(quantity, dimension=currency)  # of a euro
        yield replace(quantity, dimension=Dimension.PLAIN)
        return
    if quantity.dimension not in _OF:
        return
    for statement in evidence.statements:
        above = (evidence.ground.by_id.get(statement.id - back) for back in range(1, _ABOVE + 1))
        if any(line and not line.tainted and _names(quantity, line.text) for line in above):
            yield _bare(quantity)
            return


def _bare(quantity: Quantity) -> Quantity:
    factor = quantity.factor
    return replace(
        quantity, value=quantity.value / factor, slack=quantity.slack / factor, factor=Decimal(1), dimension=Dimension.PLAIN
    )  # fmt: skip


def _names(quantity: Quantity, text: str) -> bool:
    """Tell whether a line names a unit and tells nothing of it itself; a short one stands in brackets."""
    for match in _UNIT.finditer(text) if not _TELLS.search(message_of(text)) else ():
        unit = match["unit"]
        known = UNITS.get(unit) if match.group() != unit or len(unit) > _SHORT else None
        if known == (quantity.dimension, quantity.factor):
            return True
    return False

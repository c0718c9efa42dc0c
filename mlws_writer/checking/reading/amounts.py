"""Amounts of money whose unit a line names once: revenue (M EUR): north 14.2, or a column called sales_meur."""

import re
from dataclasses import replace
from decimal import Decimal

from mlws_writer.checking.reading.language import stem
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.dimensions import SCALES, UNITS
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension

_SCALE = r"k|m|mn|mio|bn|thousands?|millions?|billions?"
_CURRENCY = r"EUR|USD|GBP|€|\$|£|euros?|dollars?"
_HEAD = Pattern(
    rf"[(\[](?:(?:in )?(?P<scale>{_SCALE})\.? ?(?:of )?(?P<unit>{_CURRENCY})|(?P<name>{_CURRENCY}) ?(?P<its>{_SCALE}))[)\]]"
    rf"|\bin (?P<many>thousands?|millions?|billions?|k|mn|M) (?:of )?(?P<of>{_CURRENCY})\b",
    *("eur", "usd", "gbp", "€", "$", "£", "dollar"),
    flags=re.IGNORECASE,
)
_NAME = re.compile(r"(?:^|_)(?P<scale>k|m|mn|bn)(?P<unit>eur|usd|gbp)$", re.IGNORECASE)
_BARE = re.compile(r"[-+−]?[\d,.]+")
_YEAR = re.compile(r"(?:199|20[12])\d")
_AT_A_YEAR = re.compile(r"\b(?<=[a-z] )(?<!step )(?<!steps )(?<!iter )(?:20[12])\d(?=:? -?(?:EUR |USD )?\d|,| \(|: )")
"""What is a year where nothing is counted by it."""
OF_A_YEAR = frozenset({stem("year")})


def priced(found: tuple[Value, ...], text: str) -> tuple[Value, ...]:
    """Read bare numbers as so many of the unit that stands in brackets before them, or in the name of their column."""
    heads = list(_HEAD.finditer(text))
    if not heads and not any(value.headed for value in found):
        return found
    return tuple(_priced(value, heads) for value in found)


def dated(found: tuple[Value, ...], text: str) -> tuple[Value, ...]:
    """Read a bare year beside other numbers as one, whatever word stands before it: revenue 2024: 36.0."""
    if len(found) == 1 or "20" not in text:
        return found
    spots = {match.start() for match in _AT_A_YEAR.finditer(text)}
    read: list[Value] = []
    before: Value | None = None
    for value in found if spots else ():
        is_year = value.quantity.start in spots and value.quantity.dimension is Dimension.PLAIN and not value.headed
        named = not value.key and before is not None
        own = replace(value, key=before.key, metric=before.metric, exact=before.exact) if named and before else value
        read.append(replace(value, key=OF_A_YEAR, metric="") if is_year else own)
        before = value if is_year else None
    return tuple(read) if spots else found


def _priced(value: Value, heads: list[re.Match[str]]) -> Value:
    quantity = value.quantity
    if (
        quantity.dimension is not Dimension.PLAIN
        or not _BARE.fullmatch(quantity.text)
        or _YEAR.fullmatch(quantity.text)
    ):
        return value
    head = next((each for each in reversed(heads) if each.end() <= quantity.start), None)
    named = _NAME.search(value.name) if value.headed else None
    scale, unit = _told(head or named)
    if not unit:
        return value
    dimension, _ = UNITS.get(unit) or UNITS[unit.upper()]
    worth = SCALES[scale.lower().removesuffix("s")]
    return replace(
        value,
        quantity=replace(
            quantity,
            value=quantity.value * worth,
            slack=quantity.slack * worth,
            dimension=dimension,
            factor=Decimal(worth),
        ),
    )


def _told(match: re.Match[str] | None) -> tuple[str, str]:
    """Give the scale and the currency that a head names."""
    if match is None:
        return "", ""
    groups = match.groupdict()
    scale = groups.get("scale") or groups.get("its") or groups.get("many") or ""
    unit = groups.get("unit") or groups.get("name") or groups.get("of") or ""
    return {"mio": "m"}.get(scale.lower(), scale), unit

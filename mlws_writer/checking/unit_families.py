"""Units of one kind, of which a log uses one: a loss in MW is none in kW."""

import re
from collections.abc import Iterator
from decimal import Decimal

from mlws_writer.checking.evidence import Evidence
from mlws_writer.facts.digits import number

_KINDS = (
    {"mW": "milliwatts", "W": "watts", "kW": "kilowatts", "MW": "megawatts", "GW": "gigawatts"},
    {"Wh": "watt-hours", "kWh": "kilowatt-hours", "MWh": "megawatt-hours", "GWh": "gigawatt-hours"},
    {"Pa": "pascals", "hPa": "hectopascals", "kPa": "kilopascals", "MPa": "megapascals", "GPa": "gigapascals", "mbar": "millibars", "bar": "bars"},
    {"mV": "millivolts", "V": "volts", "kV": "kilovolts"},
    {"µA": "microamps", "mA": "milliamps", "A": "amps", "kA": "kiloamps"},
    {"Hz": "hertz", "kHz": "kilohertz", "MHz": "megahertz", "GHz": "gigahertz"},
    {"µg": "micrograms", "mg": "milligrams", "g": "grams", "kg": "kilograms", "t": "tonnes"},
    {"µm": "micrometres", "mm": "millimetres", "cm": "centimetres", "m": "metres", "km": "kilometres"},
    {"J": "joules", "kJ": "kilojoules", "MJ": "megajoules", "kcal": "kilocalories"},
    {"ml": "millilitres", "l": "litres", "hl": "hectolitres"},
    {"mmol": "millimoles", "µmol": "micromoles", "mol": "moles"},
    {"µGal": "microgals", "mGal": "milligals", "dB": "decibels"},
)  # fmt: skip
"""What each unit is called in full."""
_SHORT = {name: (kind, name) for kind, units in enumerate(_KINDS) for name in units}
_FULL = {full.rstrip("s"): (kind, name) for kind, units in enumerate(_KINDS) for name, full in units.items()}
_NUMBER = r"(?<![\w.,])(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)"
_TOLD = re.compile(rf"{_NUMBER}[ -]?(?P<unit>{'|'.join(sorted(_SHORT, key=len, reverse=True))}|[a-z-]+s?)(?![\w/²³^])")
_WRITTEN = re.compile(rf"(?<![\w/])(?P<unit>{'|'.join(sorted(_SHORT, key=len, reverse=True))})(?![\w.²³^])")


def unit_never_said(sentence: str, evidence: Evidence) -> str:
    """Name the unit of a number that a sentence gives in another unit of its kind, which the log nowhere uses."""
    for match in _TOLD.finditer(sentence):
        unit = _SHORT.get(match["unit"]) or _FULL.get(match["unit"].rstrip("s"))
        written = number(match["number"]) if unit else None
        if unit is None or written is None or unit[1] in set(_units_in(evidence.said)):
            continue
        bare = _is_bare(written, match["number"], evidence)
        others = [name for name in _units_in(evidence.said) if _SHORT[name][0] == unit[0]] if bare else []
        if others := [name for name in others if len(name) > 1 or _BESIDE_A_NUMBER[name].search(evidence.said)]:
            return others[0]
    return ""


_BESIDE_A_NUMBER = {name: re.compile(rf"\d ?{name}(?!\w)") for name in _SHORT if len(name) == 1}


def _units_in(text: str) -> Iterator[str]:
    yield from (match["unit"] for match in _WRITTEN.finditer(text))
    low = text.lower()
    yield from (name for full, (_, name) in _FULL.items() if full in low)


def _is_bare(written: Decimal, digits: str, evidence: Evidence) -> bool:
    """Tell whether a cited value is that number, in the digits of the log."""
    slack = Decimal(5).scaleb(-len(digits.partition(".")[2]) - 1)
    return any(abs(v.quantity.value / v.quantity.factor - written) <= slack for v in evidence.values)

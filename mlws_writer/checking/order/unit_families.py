"""Units of one kind, of which a log uses one: a loss in MW is none in kW."""

import re
from decimal import Decimal
from functools import lru_cache

from mlws_writer.checking.reading.evidence import Evidence
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
_SHORT = {
    spelled: (kind, name)
    for kind, units in enumerate(_KINDS)
    for name in units
    for spelled in {name, name.replace("µ", "u"), name.replace("µ", "μ")}
}
"""Each unit's kind and name; micro is a letter u as well, and a Greek one."""
_FULL = {full.rstrip("s"): (kind, name) for kind, units in enumerate(_KINDS) for name, full in units.items()}
_NUMBER = r"(?<![\w.,])(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)"
_TOLD = re.compile(rf"{_NUMBER}[ -]?(?P<unit>{'|'.join(sorted(_SHORT, key=len, reverse=True))}|[a-z-]+s?)(?![\w/²³^])")
_WRITTEN = re.compile(rf"(?<![\w/])(?P<unit>{'|'.join(sorted(_SHORT, key=len, reverse=True))})(?![\w.²³^])")


def unit_never_said(sentence: str, evidence: Evidence) -> str:
    """Name the unit of a number that a sentence gives in another unit of its kind, which the log nowhere uses."""
    for match in _TOLD.finditer(sentence):
        unit = _SHORT.get(match["unit"]) or _FULL.get(match["unit"].rstrip("s"))
        written = number(match["number"]) if unit else None
        if unit is None or written is None or not _is_bare(written, match["number"], evidence):
            continue
        used = _used_in(evidence.said)
        others = [name for name in used if _SHORT[name][0] == unit[0]]
        if others and unit[1] not in used:
            return others[0]
    return ""


_BESIDE_A_NUMBER = {name: re.compile(rf"\d ?{name}(?!\w)") for name in _SHORT if len(name) == 1}
"""A letter is a unit only behind a number."""


@lru_cache(maxsize=16)
def _used_in(text: str) -> tuple[str, ...]:
    """List the units that a text uses, by their short names."""
    found = dict.fromkeys(_SHORT[match["unit"]][1] for match in _WRITTEN.finditer(text))
    low = text.lower()
    found |= dict.fromkeys(name for full, (_, name) in _FULL.items() if full in low)
    return tuple(name for name in found if name not in _BESIDE_A_NUMBER or _BESIDE_A_NUMBER[name].search(text))


def _is_bare(written: Decimal, digits: str, evidence: Evidence) -> bool:
    """Tell whether a cited value is that number, in the digits of the log."""
    slack = Decimal(5).scaleb(-len(digits.partition(".")[2]) - 1)
    return any(abs(v.quantity.value / v.quantity.factor - written) <= slack for v in evidence.values)

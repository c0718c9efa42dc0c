"""What quantities measure, and what units, scales and words for numbers are worth."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from mlws_writer.facts.digits import number


class Dimension(StrEnum):
    """What a quantity measures; two quantities are comparable within one dimension, or where one has none."""

    PLAIN = ""
    PERCENT = "%"
    POINTS = "points"
    TIME = "s"
    BYTES = "B"
    DOLLARS = "USD"
    EUROS = "EUR"
    POUNDS = "GBP"
    TIMES = "x"
    RATE = "/s"
    CELSIUS = "°C"
    AMPERES = "A"
    VOLTS = "V"
    WATTS = "W"
    WATT_HOURS = "Wh"
    HERTZ = "Hz"
    METRES = "m"
    GRAMS = "g"
    CLOCK = "clock"
    """Seconds since midnight."""
    DATE = "date"
    """Days since the first day of year one; without a year, month * 100 + day, negative."""


WHEN = (Dimension.CLOCK, Dimension.DATE)
"""The dimensions of moments, which measure nothing."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value as written at a place in a text."""

    text: str
    start: int
    end: int
    value: Decimal
    dimension: Dimension = Dimension.PLAIN
    slack: Decimal = Decimal(0)
    factor: Decimal = Decimal(1)
    """What the written unit is worth in the base unit."""
    spelled: bool = False

    @property
    def behind_point(self) -> int:
        """How many characters are written behind its point, a sign of its unit among them: as many where numbers are written alike."""
        return len(self.text.partition(".")[2])

    def in_unit(self, worth: Decimal, dimension: Dimension) -> "Quantity":
        """Read a bare number as so many of a unit that is worth so much in the base unit."""
        return replace(self, value=self.value * worth, slack=self.slack * worth, factor=worth, dimension=dimension)


SCALES = {
    word: Decimal(worth)
    for worth, words in {
        "1000": "k thousand", "1000000": "m mn million", "1000000000": "b bn billion",
        "1000000000000": "trillion", "100": "hundred", "12": "dozen",
    }.items()
    for word in words.split()
}  # fmt: skip
UNITS: dict[str, tuple[Dimension, Decimal]] = {
    name: (dimension, Decimal(factor))
    for dimension, units in (
        (Dimension.TIME, {
            "1e-9": "ns nanosecond nanoseconds", "1e-6": "us µs μs microsecond microseconds", "0.001": "ms msec millisecond milliseconds",
            "1": "s sec secs second seconds", "60": "min mins minute minutes", "3600": "h hr hrs hour hours",
            "86400": "day days", "604800": "week weeks",
        }),
        (Dimension.BYTES, {
            "1": "bytes byte", "1000": "kb kB KB kilobytes kilobyte", "1000000": "mb MB megabytes megabyte",
            "1000000000": "gb GB gigabytes gigabyte gigs", "1e12": "tb TB terabytes terabyte", "1e9": "G",
            "1024": "KiB kib Ki kibibytes", "1048576": "MiB mib Mi mebibytes", "1073741824": "GiB gib Gi gibibytes",
            "1099511627776": "TiB tib tebibytes",
        }),
        (Dimension.PERCENT, {"1": "%"}),
        (Dimension.POINTS, {"1": "points point pp pts"}),
        (Dimension.DOLLARS, {"1": "USD dollars dollar $", "0.01": "cents cent"}),
        (Dimension.EUROS, {"1": "EUR euros euro €"}),
        (Dimension.POUNDS, {"1": "GBP £"}),
        (Dimension.TIMES, {"1": "x × times"}),
        (Dimension.CELSIUS, {"1": "°C ℃ degC"}),
        (Dimension.AMPERES, {"1": "amps amperes", "0.001": "mA milliamps milliamperes", "1e-6": "uA µA μA microamps microamperes"}),
        (Dimension.VOLTS, {"1": "V volts volt", "0.001": "mV millivolts", "1000": "kV kilovolts"}),
        (Dimension.WATTS, {"1": "W watts watt", "0.001": "mW milliwatts", "1000": "kW kilowatts", "1000000": "MW megawatts", "1e9": "GW gigawatts"}),
        (Dimension.WATT_HOURS, {"1": "Wh watt-hours", "1000": "kWh kilowatt-hours", "1000000": "MWh megawatt-hours", "1e9": "GWh gigawatt-hours"}),
        (Dimension.HERTZ, {"1": "Hz hertz", "1000": "kHz kilohertz", "1000000": "MHz megahertz", "1e9": "GHz gigahertz"}),
        (Dimension.METRES, {"0.001": "mm millimetres millimeters", "0.01": "cm centimetres centimeters", "1000": "km kilometres kilometers"}),
        (Dimension.GRAMS, {"1": "grams", "0.001": "mg milligrams", "1000": "kg kilograms"}),
    )
    for factor, names in units.items()
    for name in names.split()
}  # fmt: skip
UNITS |= dict.fromkeys(["C", "degrees Celsius", "degrees C", "deg C"], UNITS["°C"])
LENGTHS = {"km": Decimal(1000), "cm": Decimal("0.01"), "mm": Decimal("0.001")}
"""What a rate may be of, beside metres: 4.4 km/h is 1.2 m/s."""
_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen"""
_TENS = """twenty thirty forty fifty sixty seventy eighty ninety"""
SPELLED = {word: value for value, word in enumerate(_ONES.split())} | {
    word: 10 * value for value, word in enumerate(_TENS.split(), 2)
}
NUMBER = r"[-+−]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?|[-+−]?\.\d+(?:[eE][-+]?\d+)?"
UNIT = "|".join(sorted(map(re.escape, UNITS.keys() - {"C"}), key=len, reverse=True)) + r"|(?<=\d)C"
"""A C alone is a unit right behind a number only: 87C."""
SCALE = "thousand|million|billion|trillion|dozen|hundred"
WORD = "|".join(sorted(SPELLED, key=len, reverse=True))


def spelled_number(text: str) -> Decimal | None:
    """Read a whole number that is written in words: nine, twenty-three; None where it is something else."""
    parts = text.lower().split("-")
    return Decimal(sum(SPELLED[part] for part in parts)) if all(part in SPELLED for part in parts) else None


def written_number(text: str) -> Decimal | None:
    """Read a number that is written in digits or, a whole one, in words; None where it is something else."""
    spelled = spelled_number(text)
    return number(text) if spelled is None else spelled


def apart(found: list[Quantity]) -> list[Quantity]:
    """Keep the first of those that overlap, and of those that begin together the longest."""
    kept: list[Quantity] = []
    for quantity in sorted(found, key=lambda quantity: (quantity.start, -quantity.end)):
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return kept

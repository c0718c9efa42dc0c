"""Numbers, units, durations, dates and clock times in text, as values that can be compared.

Values are Decimals in the base unit of their dimension (seconds, bytes), so that `22m44s`, `1364 s` and `23 minutes`
meet. `slack` is half of what the last written digit is worth: what the writer rounded away.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from mlws_writer.facts.digits import number
from mlws_writer.facts.patterns import Pattern, in_ascii


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


_SCALES = {
    word: Decimal(worth)
    for worth, words in {
        "1000": "k thousand", "1000000": "m mn million", "1000000000": "b bn billion",
        "1000000000000": "trillion", "100": "hundred", "12": "dozen",
    }.items()
    for word in words.split()
}  # fmt: skip
_UNITS: dict[str, tuple[Dimension, Decimal]] = {
    name: (dimension, Decimal(factor))
    for dimension, units in (
        (Dimension.TIME, {
            "1e-9": "ns nanoseconds", "1e-6": "us µs μs microseconds", "0.001": "ms msec millisecond milliseconds",
            "1": "s sec secs second seconds", "60": "min mins minute minutes", "3600": "h hr hrs hour hours",
            "86400": "day days", "604800": "week weeks",
        }),
        (Dimension.BYTES, {
            "1": "bytes byte", "1000": "kb kB KB", "1000000": "mb MB", "1000000000": "gb GB", "1e12": "tb TB", "1e9": "G",
            "1024": "KiB kib Ki", "1048576": "MiB mib Mi", "1073741824": "GiB gib Gi", "1099511627776": "TiB tib",
        }),
        (Dimension.PERCENT, {"1": "%"}),
        (Dimension.POINTS, {"1": "points point pp pts"}),
        (Dimension.DOLLARS, {"1": "USD dollars dollar $", "0.01": "cents cent"}),
        (Dimension.EUROS, {"1": "EUR euros euro €"}),
        (Dimension.POUNDS, {"1": "GBP £"}),
        (Dimension.TIMES, {"1": "x × times"}),
        (Dimension.CELSIUS, {"1": "°C"}),
        (Dimension.AMPERES, {"1": "amps amperes", "0.001": "mA milliamps milliamperes", "1e-6": "uA µA μA microamps microamperes"}),
        (Dimension.VOLTS, {"1": "V volts volt", "0.001": "mV millivolts", "1000": "kV kilovolts"}),
        (Dimension.WATTS, {"1": "W watts watt", "0.001": "mW milliwatts", "1000": "kW kilowatts"}),
        (Dimension.WATT_HOURS, {"1": "Wh watt-hours", "1000": "kWh kilowatt-hours"}),
        (Dimension.HERTZ, {"1": "Hz hertz", "1000": "kHz kilohertz", "1000000": "MHz megahertz", "1e9": "GHz gigahertz"}),
        (Dimension.METRES, {"0.001": "mm millimetres millimeters", "0.01": "cm centimetres centimeters", "1000": "km kilometres kilometers"}),
        (Dimension.GRAMS, {"1": "grams", "0.001": "mg milligrams", "1000": "kg kilograms"}),
    )
    for factor, names in units.items()
    for name in names.split()
}  # fmt: skip
_LENGTHS = {"km": Decimal(1000), "cm": Decimal("0.01"), "mm": Decimal("0.001")}
"""What a rate may be of, beside metres: 4.4 km/h is 1.2 m/s."""
_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen"""
_TENS = """twenty thirty forty fifty sixty seventy eighty ninety"""
_FULL = """january february march april may june july august september october november december"""
_SPELLED = {word: value for value, word in enumerate(_ONES.split())} | {
    word: 10 * value for value, word in enumerate(_TENS.split(), 2)
}
_SPELLED_MINUTES = {"five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
_LEAP_YEAR = 2000
_MONTHS = {name: number for number, full in enumerate(_FULL.split(), 1) for name in (full, full[:3])}
_NUMBER = r"[-+−]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?|[-+−]?\.\d+(?:[eE][-+]?\d+)?"
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_SCALE = "thousand|million|billion|trillion|dozen|hundred"
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WORD = "|".join(sorted(_SPELLED, key=len, reverse=True))
_BEFORE = r"(?<![\w.$€£])(?<![A-Za-z]-)(?<!\d:)"

_ISO = re.compile(r"(?<!\d)(\d{4}|(?<![\d.:/])2\d(?=/\d\d/\d\d \d\d:))([-/.])(\d{2})\2(\d{2})(?=[T_ ]|[^\w-]|$)")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})([./])(\d{1,2})\2(\d{4})(?![\d.])")
_IN_DIGITS = re.compile(r"\d([-/.])\d\d?\1\d")
"""What is in every date that is written in digits."""
_IN_MONTHS = tuple(month[:3] for month in _FULL.split())
_DAY_MONTH = Pattern(
    rf"(?i)(?<!\w)(\d{{1,2}})(?:st|nd|rd|th)?(?:[ /-]| of )({_MONTH})\b\.?(?:(?:,? |[/-])(\d{{4}}))?", *_IN_MONTHS
)
_MONTH_DAY = Pattern(rf"(?i)\b({_MONTH})\.? {{1,2}}(\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,? (\d{{4}}))?", *_IN_MONTHS)
_CLOCK = Pattern(
    r"(?i)(?<![\d:.])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?(?![\d:])(?:\s?([ap]\.?m\b\.?)|\s?(?:[+-]\d{2}:?\d{2}(?!\d)|Z\b))?",
    ":",
)
_HALF_OF_DAY = re.compile(
    r",?\s?(?:(?:in the|the (?:next|following|same)|this|that|on the following) (morning|afternoon|evening)|at (night))\b",
    re.IGNORECASE,
)
_PAST_OR_TO = Pattern(
    rf"(?i)(?<!\w)(?<!from )(?:(half) past|((?:a )?quarter|five|ten|twenty(?:-five)?) (?:minutes )?(past|to)) ({_WORD}|1[0-2]|[1-9])\b(?!:)",
    " past ",
    " to ",
)
_HALVES = ("am", "pm", "a.m", "p.m")
_HOUR = Pattern(
    rf"(?i)(?<![\w.:-])({_WORD}|1[0-2]|[1-9])(?=\s?[ap]\.?m\b| o'clock\b|,? (?:in the|the next|the following|that|this) "
    r"(?:morning|afternoon|evening)\b| at night\b)",
    *_HALVES,
    "o'clock",
    "morning",
    "afternoon",
    "evening",
    "night",
)
_NOON = Pattern(r"(?i)\b(noon|midday|midnight)\b", "noon", "midday", "midnight")
_CLOCK_HOUR = Pattern(r"(?i)(?<![\w.:])(\d{1,2})\s?([ap]\.?m\b\.?)", *_HALVES)
_PARTS = Pattern(
    r"(?<![\w.])(?:(\d{1,9})\s?(?:h|hr|hrs|hours?),?\s?(?:and )?)?(?:(\d{1,9})\s?(?:m|min|mins|minutes?),?\s?(?:and )?)"
    r"(\d{1,9}(?:\.\d{1,40})?)\s?(?:s|sec|secs|seconds?)\b"
    rf"|(?<![\w.])(\d{{1,9}}|[Aa]n|(?:{_WORD})(?:-(?:{_WORD}))?)\s?(?:h|hr|hrs|hours?),?\s?(?:and )?(\d{{1,9}}|(?:{_WORD})(?:-(?:{_WORD}))?)\s?(?:m|min|mins|minutes?)\b",
    "m",
)
_PLAIN = re.compile(
    rf"(?=[-+−.\d$€£EUG]){_BEFORE}(?P<money>(?:[$€£]|(?:EUR|USD|GBP)(?=\s?\d))\s?)?(?P<number>{_NUMBER})(?!\.?\d)(?P<scale>[kKMB](?!\w|/(?!\d))|\s[KMB](?=\s{{2,}}|\s*$)|[kKM](?=/s\b)|[\s-](?:{_SCALE})\b)?"
    rf"(?:(?P<gap>[\s-]?)(?P<rate>(?:[a-zA-Z]+)?(?:/| per )(?:s|sec|second|minute|min|hour|h)\b|(?:[a-z]+ )?[a-z]+s an? (?:second|minute|hour)\b(?! \w+(?:ed|ing)?\b(?<! on)(?<! for)(?<! with)(?<! and)(?<! at)))"
    rf"|[\s-]?(?P<pp>percentage[\s-]points?)|[\s-]?(?P<percent>per[\s]?cent)|\s?-?(?:US )?(?P<unit>{_UNIT})(?:(?=/[a-z]{{3,}})|(?![\w/]|\s?=)))?(?![A-Za-z_]*\d)"
)
_IN_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twel"),
    *("thir", "fif", "twen", "fort"),
)
"""One of these is in every number that is written in words."""
_WORDS = Pattern(
    rf"(?i)(?<![\w-])(?P<number>(?:{_WORD})(?:-(?:{_WORD}))?)(?P<scale>[\s-](?:{_SCALE}))?(?P<and>\s(?:and )?a (?:half|quarter))?"
    rf"(?:[\s-](?:(?P<pp>percentage[\s-]points?)|(?P<percent>per[\s]?cent)|(?:US )?(?P<unit>{_UNIT})))?\b",
    *_IN_WORDS,
)
_BARE = re.compile(r"\d+(?:\.\d+)? ?")
"""A text that is one number and nothing else."""
_AND_A_PART = Pattern(
    r"(?i)\b(?:(?P<whole>an?|one|two|three|four|five|six|\d{1,9}) (?P<unit>hour|minute|day)s? and (?:a|one) (?P<part>half|quarter)"
    r"|(?P<number>\d{1,9}) and (?:a|one) (?P<its>half|quarter) (?P<of>hour|minute|day)s?)\b",
    "half",
    "quarter",
)
_PHRASES: dict[str, int | str] = {
    "three quarters of an hour": 2700,
    "half an hour": 1800,
    "half hour": 1800,
    "half-hour": 1800,
    "quarter hour": 900,
    "half a minute": 30,
    "half a second": "0.5",
    "half a day": 43200,
    "half a week": 302400,
    "a quarter of an hour": 900,
    "three quarters of a minute": 45,
    "an hour": 3600,
    "a minute": 60,
    "a good half an hour": 2000,
    "a good half hour": 2000,
    "a good hour": 4000,
    "a good minute": 66,
}
_GOOD_MEASURE = 12
"""By how many percent a good hour may differ from 67 minutes."""
_OF_A_POINT = Pattern(
    r"(?i)\b(?:(half|three quarters of|(?:a|one) (?:quarter|third|fifth|tenth) of|two thirds of) an? )(?:(?P<percent>per ?cent)\b(?! point)|(?:percentage |[A-Za-z][\w-]* )?point\b)",
    "point",
    "percent",
    "per cent",
)
_FRACTIONS = {
    "half": "0.5",
    "three": "0.75",
    "quarter": "0.25",
    "third": "0.333",
    "fifth": "0.2",
    "tenth": "0.1",
    "two": "0.667",
}
_PHRASE = Pattern(r"(?i)\b(?:" + "|".join(_PHRASES) + r")\b", "hour", "minute", "half a")
_OF_A_SCALE = Pattern(
    rf"(?i)\b(?:(half|three quarters of|two thirds of|(?:a|one) (?:quarter|third|fifth|tenth) of) an? |(?P<whole>{_WORD}) and a (?P<part>half|quarter) )"
    r"(?P<scale>thousand|million|billion|trillion|dozen)\b",
    "thousand", "million", "billion", "trillion", "dozen",
)  # fmt: skip
"""A part of a scale is a number, no ratio: half a million steps."""
_PARTING = r"\s,;()\[\]{}\"'=<>|`*"
_IDENTIFIER = re.compile(rf"[A-Za-z]*+[^A-Za-z{_PARTING}][^{_PARTING}]*")
"""What may be a name that is written like code: more than letters."""
_MEASURE = re.compile(
    rf"\d[\d.,]*[kKMB]?/\d[\d.,]*[kKMB]?|[$€£~≈±]?(?:{_NUMBER})(?:(?:{_UNIT})(?:/\w+)?|/[a-z]{{3,}}|[kKM]/s(?:ec)?|[kKMBx%]|st|nd|rd|th|[hm]\d.*|-?(?:fold|point|bit|percent)|[ap]m)?"
    r"|\d{4}-\d\d-\d\d(?:T.*)?|\d{1,2}:\d\d(?:[:.\d]*)(?:[ap]m|Z|[+-]\d\d:?\d\d)?|[\d/.,:-]+%?"
)
_AT = re.compile(r"[A-Za-z][A-Za-z_-]+@\d+")
"""A metric of the first so many: ndcg@10."""
_BAR_TIME = Pattern(r"(?<=\[)(\d{1,2}:\d\d(?::\d\d)?)(?=<)", "<")
_SINCE = Pattern(r"(?<!\w)[tT]\+(\d{1,9})([smh])\b", "t+")
"""How long after the start: t+18m."""
_KEYED = re.compile(rf"[A-Za-z_@.-]+[:@](?P<rest>(?:{_NUMBER})(?:{_UNIT})?)$")


@lru_cache(maxsize=10_000)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Read the quantities of a text in order; digits inside names (llama3.1:8b, epoch_1.pt) are none."""
    if _BARE.fullmatch(text):
        return tuple(_numbers(text))
    found: list[Quantity] = []
    left = _without_names(in_ascii(text))
    for read in (_dates, _durations, _clocks, _numbers, _spelled):
        if new := read(left):
            found += new
            left = _blank(left, [(quantity.start, quantity.end) for quantity in new])
    return tuple(sorted(found, key=lambda quantity: quantity.start))


@lru_cache(maxsize=10_000)
def identifiers(text: str) -> tuple[tuple[str, int, int], ...]:
    """Find the names in a text that are written like code: paths, files, model tags, variables, hashes."""
    return tuple(
        (name, match.start(), match.start() + len(name))
        for match in _IDENTIFIER.finditer(text)
        if (word := match.group()).strip("0123456789.") and (name := _identifier(word))
    )


@lru_cache(maxsize=20_000)
def _identifier(word: str) -> str:
    """Give the name that a word is, without the stops behind it; nothing where it is none."""
    token = word.rstrip(".,:;!?")
    if token.isalpha():
        return ""
    may_be = (":" in token or "@" in token) and not _AT.fullmatch(token)
    keyed = _KEYED.fullmatch(token) if may_be else None
    if keyed and not keyed["rest"].lower().endswith("b"):
        return ""
    return token if _is_identifier(token) else ""


def _is_identifier(token: str) -> bool:
    if re.fullmatch(r"\d+_\d+", token):
        return True  # a task of a job array
    letters = any(map(str.isalpha, token))
    if (
        not letters
        or _SINCE.fullmatch(token)
        or _MEASURE.fullmatch(token)
        or re.fullmatch(r"\d[\d,.]*(?:st|nd|rd|th)?-[a-z-]+", token)
    ):
        return False
    if any(map(token.__contains__, "_\\@")) or re.search(r"[A-Za-z]\.[A-Za-z]|\w[/:]\w|^[~./]+/", token):
        return not re.fullmatch(
            r"(?:[A-Za-z]\.)+[A-Za-z]?|[A-Za-z]+/(?:s|sec|second|min|step|\w*h)|(?:ns|us|ms|s|sec|min|MB|GB|MiB|GiB)/[a-z]+",
            token,
        )
    return any(map(str.isdigit, token))


def spelled_number(text: str) -> Decimal | None:
    """Read a whole number that is written in words: nine, twenty-three; None where it is something else."""
    parts = text.lower().split("-")
    return Decimal(sum(_SPELLED[part] for part in parts)) if all(part in _SPELLED for part in parts) else None


def _without_names(text: str) -> str:
    return _blank(text, [(start, end) for _, start, end in identifiers(text)])


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    """Cover what has been read; a sign that is no part of a word or number keeps its neighbours apart."""
    if not spans:
        return text
    pieces, done = [], 0
    for start, end in sorted(spans):
        pieces += [text[done:start], "\x00" * (end - start)]
        done = end
    return "".join((*pieces, text[done:]))


def _dates(text: str) -> list[Quantity]:
    found = []
    in_digits = _IN_DIGITS.search(text) is not None
    for match in _ISO.finditer(text) if in_digits else ():
        found.append(_date(match, match[1], int(match[3]), int(match[4])))
    for match in _DOTTED.finditer(text) if in_digits else ():
        if match[2] == "." or int(match[1]) > 12:  # 03/04/2026 may be either
            found.append(_date(match, match[4], int(match[3]), int(match[1])))
    for match in _DAY_MONTH.finditer(text):
        found.append(_date(match, match[3], _MONTHS[match[2].lower()], int(match[1])))
    for match in _MONTH_DAY.finditer(text):
        found.append(_date(match, match[3], _MONTHS[match[1].lower()], int(match[2])))
    return _apart([quantity for quantity in found if quantity])


def _date(match: re.Match[str], year: str | None, month: int, day: int) -> Quantity | None:
    """Read a day; one without a year is no day if no year has it, as the 31st of June."""
    full = int(year) + (2000 if len(year) == 2 else 0) if year else _LEAP_YEAR
    try:
        ordinal = date(full, month, day).toordinal()
    except ValueError:
        return None
    value = ordinal if year else -(month * 100 + day)
    return Quantity(match.group(), match.start(), match.end(), Decimal(value), Dimension.DATE)


def _clocks(text: str) -> list[Quantity]:
    found = []
    for match in _CLOCK.finditer(text):
        hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
        if hour < 24 and minute < 60 and second < 60:
            slack = Decimal("0.5") if match[3] else Decimal(30)
            hour = _day_hour(hour, match[5] or _half_of_day(text[match.end() :]))
            found.append(_clock(match, hour * 3600 + minute * 60 + second, slack))
    for match in _CLOCK_HOUR.finditer(text):
        if int(match[1]) <= 12:
            found.append(_clock(match, _day_hour(int(match[1]), match[2]) * 3600, Decimal(1800)))
    for match in _NOON.finditer(text):
        found.append(_clock(match, 0 if match[1].lower() == "midnight" else 12 * 3600, Decimal(900)))
    return _apart([*found, *_spoken_clocks(text)])


def _spoken_clocks(text: str) -> list[Quantity]:
    """Read half past twelve, a quarter to three, six in the evening, nine o'clock; one without a half of the day is spelled."""
    found = []
    for match in _PAST_OR_TO.finditer(text):
        minutes = 30 if match[1] else 15 if match[2].endswith("quarter") else _SPELLED_MINUTES[match[2].lower()]
        seconds = (-minutes if (match[3] or "").lower() == "to" else minutes) * 60
        found.append(_spoken_clock(text, match, match[4], seconds))
    found += [_spoken_clock(text, match, match[1], 0) for match in _HOUR.finditer(text)]
    return [quantity for quantity in found if quantity]


def _spoken_clock(text: str, match: re.Match[str], written: str, seconds: int) -> Quantity | None:
    hour = int(written) if written.isdigit() else _SPELLED.get(written.lower(), 99)
    if hour > 12:
        return None
    after = text[match.end() :].removeprefix(" o'clock").lstrip()
    half = after[0] if re.match(r"[ap]\.?m\b", after, re.IGNORECASE) else _half_of_day(" " + after)
    at = (_day_hour(hour, half) * 3600 + seconds) % 86400
    return replace(_clock(match, at, Decimal(150)), spelled=not half)


def _half_of_day(after: str) -> str:
    """Tell the half of the day that the words after a clock time name."""
    match = _HALF_OF_DAY.match(after)
    part = (match[1] or match[2]).lower() if match else ""
    return {"morning": "a", "afternoon": "p", "evening": "p", "night": "n"}.get(part, "")


def _clock(match: re.Match[str], seconds: int, slack: Decimal) -> Quantity:
    return Quantity(match.group().rstrip(), match.start(), match.end(), Decimal(seconds), Dimension.CLOCK, slack)


def _day_hour(hour: int, half: str | None) -> int:
    half = (half or "").strip()
    if not half or hour > 12:
        return hour
    late = half[0].lower() == "p" or (half[0] == "n" and 6 <= hour < 12)
    return hour % 12 + (12 if late else 0)


def _durations(text: str) -> list[Quantity]:
    found = [_bar_time(match) for match in _BAR_TIME.finditer(text)]
    for match in _SINCE.finditer(text):
        unit = {"s": Decimal(1), "m": Decimal(60), "h": Decimal(3600)}[match[2]]
        found.append(
            Quantity(match.group(), match.start(), match.end(), int(match[1]) * unit, Dimension.TIME, unit / 2, unit)
        )
    for match in _PARTS.finditer(text):
        hours, minutes = _count(match[1] or match[4]), _count(match[2] or match[5])
        seconds = Decimal(match[3] or 0)
        unit = Decimal(1) if match[3] else Decimal(60)
        slack = _half_digit(seconds) if match[3] else Decimal(30)
        value = hours * 3600 + minutes * 60 + seconds
        found.append(Quantity(match.group(), match.start(), match.end(), value, Dimension.TIME, slack, unit))
    for match in _AND_A_PART.finditer(text):
        part = (match["part"] or match["its"]).lower()
        whole = _count((match["whole"] or match["number"]).lower()) + Decimal("0.5" if part == "half" else "0.25")
        unit = Decimal({"hour": 3600, "minute": 60, "day": 86400}[(match["unit"] or match["of"]).lower()])
        found.append(Quantity(match.group(), match.start(), match.end(), whole * unit, Dimension.TIME, unit / 8, unit))
    for match in _PHRASE.finditer(text):
        said = match.group().lower()
        value = Decimal(_PHRASES[said])
        slack = value * (_GOOD_MEASURE if " good " in said else 7) / 100
        found.append(Quantity(match.group(), match.start(), match.end(), value, Dimension.TIME, slack))
    for match in _OF_A_POINT.finditer(text):
        value = _part(match[1])
        dimension = Dimension.PERCENT if match["percent"] else Dimension.POINTS
        found.append(Quantity(match.group(), match.start(), match.end(), value, dimension, value / 10))
    for match in _OF_A_SCALE.finditer(text):
        parts = _part(match[1]) if match[1] else _count(match["whole"]) + _part(match["part"])
        value = parts * _SCALES[match["scale"].lower()]
        found.append(Quantity(match.group(), match.start(), match.end(), value, slack=value * 7 / 100))
    return _apart(found)


def _part(words: str) -> Decimal:
    """Read the part that some words name: half, three quarters of, a third of."""
    one, *others = words.lower().split()
    return Decimal(_FRACTIONS.get(one) or _FRACTIONS[others[0]])


def _bar_time(match: re.Match[str]) -> Quantity:
    """Read what a progress bar says of the time it took: [09:14<00:00."""
    parts = [int(part) for part in match[1].split(":")]
    seconds = Decimal(sum(part * 60**place for place, part in enumerate(reversed(parts))))
    return Quantity(match[1], match.start(1), match.end(1), seconds, Dimension.TIME, Decimal("0.5"))


def _count(written: str | None) -> Decimal:
    """Read a whole number in digits or words; nothing is zero."""
    if not written or written.isdigit():
        return Decimal(written or 0)
    return (
        Decimal(1)
        if written.lower() in ("a", "an")
        else Decimal(sum(_SPELLED[part] for part in written.lower().split("-")))
    )


def _numbers(text: str) -> list[Quantity]:
    found = []
    for match in _PLAIN.finditer(text):
        value, slack = _with_slack(match["number"])
        if value is not None:
            found.append(_scaled(match, value, slack))
    return found


@lru_cache(maxsize=20_000)
def _with_slack(text: str) -> tuple[Decimal | None, Decimal]:
    """Read a number, and what half of its last digit is worth."""
    value = number(text)
    return value, _half_digit(value) if value is not None else Decimal(0)


def _half_digit(value: Decimal) -> Decimal:
    """Say what half of the last digit of a value is worth, as it was written."""
    exponent = value.as_tuple().exponent
    return Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)


def _scaled(match: re.Match[str], value: Decimal, slack: Decimal) -> Quantity:
    worth = factor = Decimal(1)
    dimension = Dimension.PLAIN
    if match.span() != match.span("number"):
        groups = match.groupdict()
        dimension, factor = _unit(groups)
        scale = _SCALES[groups["scale"].strip().lstrip("-").lower()] if groups.get("scale") else Decimal(1)
        worth = scale * factor
    return Quantity(match.group(), match.start(), match.end(), value * worth, dimension, slack * worth, factor)


def _unit(groups: dict[str, str | None]) -> tuple[Dimension, Decimal]:
    if money := groups.get("money"):
        return _UNITS[money.strip()]
    if rate := groups.get("rate"):
        of, per = re.split(r"/| per | an? ", rate)
        return Dimension.RATE, _LENGTHS.get(of.strip(), Decimal(1)) / _UNITS[per.lower()][1]
    if groups.get("pp"):
        return Dimension.POINTS, Decimal(1)
    if groups.get("percent"):
        return Dimension.PERCENT, Decimal(1)
    unit = groups.get("unit") or ""
    return _UNITS.get(unit, _UNITS.get(unit.lower(), (Dimension.PLAIN, Decimal(1))))


def _spelled(text: str) -> list[Quantity]:
    found = []
    for match in _WORDS.finditer(text):
        parts = [_SPELLED[part] for part in match["number"].lower().split("-")]
        if match["number"].lower() == "one" and not (
            match["unit"] or match["pp"] or match["percent"] or match["scale"]
        ):
            continue  # "one of them", "the one": a word like any other
        if match["and"] and not match["unit"] and not match["scale"]:
            continue
        value = Decimal(sum(parts)) + (Decimal("0.5") if "half" in (match["and"] or "") else Decimal(0))
        value += Decimal("0.25") if "quarter" in (match["and"] or "") else Decimal(0)
        slack = Decimal("0.125") if match["and"] else Decimal("0.5")
        found.append(replace(_scaled(match, value, slack), spelled=True))
    return found


def _apart(found: list[Quantity]) -> list[Quantity]:
    """Keep the first of those that overlap, and of those that begin together the longest."""
    kept: list[Quantity] = []
    for quantity in sorted(found, key=lambda quantity: (quantity.start, -quantity.end)):
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return kept

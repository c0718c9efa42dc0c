"""How long something took, in the notations of logs and in words, and the parts of points and scales in words."""

import re
from collections.abc import Iterator
from decimal import Decimal

from mlws_writer.facts.digits import half_digit
from mlws_writer.facts.dimensions import SCALES, SPELLED, UNITS, WORD, Dimension, Quantity, apart
from mlws_writer.facts.identifiers import SINCE
from mlws_writer.facts.patterns import Pattern, blanked

_COUNT = rf"\d{{1,9}}|[Aa]n?|(?:{WORD})(?:-(?:{WORD}))?"
_PARTS = Pattern(
    r"(?<![\w.])(?:(\d{1,9})\s?(?:h|hr|hrs|hours?),?\s?(?:and )?)?(?:(\d{1,9})\s?(?:m|min|mins|minutes?),?\s?(?:and )?)"
    r"(\d{1,9}(?:\.\d{1,40})?)\s?(?:s|sec|secs|seconds?)\b"
    rf"|(?<![\w.])(?:(?P<h>(?i:{_COUNT})) hours?,? (?:and )?)?(?P<min>(?i:{_COUNT})) minutes?,? (?:and )?(?P<s>{_COUNT}) seconds?\b"
    rf"|(?<![\w.])(\d{{1,9}}|[Aa]n|(?:{WORD})(?:-(?:{WORD}))?)\s?(?:h|hr|hrs|hours?),?\s?(?:and )?(\d{{1,9}}|(?:{WORD})(?:-(?:{WORD}))?)\s?(?:m|min|mins|minutes?)\b",
    "m",
)
_HOURS_AND_MINUTES = Pattern(
    r"(?<![\w.])(?P<hours>\d{1,3})h(?P<minutes>[0-5]\d)(?!\w|\.\w)", *("h0", "h1", "h2", "h3", "h4", "h5")
)
"""As it is written by hand: 1h50."""
_DAYS = Pattern(
    r"(?<![\w.])(?P<days>\d{1,3})\s?(?:d|days?),?\s(?:and )?(?P<hours>\d{1,2})\s?(?:h|hrs?|hours?)(?:,?\s(?:and )?(?P<minutes>\d{1,2})\s?(?:m|min|mins|minutes?))?(?![\w-])",
    "d",
)
_MINUTES = Pattern(
    r"\b(?:\w+_)?(?:time|took|duration|elapsed|wall|runtime|after|lasted|waited|for)(?:_m(?:in)?)?(?: ?[=:] ?|\s)(?P<minutes>(\d{1,4})m)(?![\w.]| [a-z]{4,}s\b)",
    *("time", "took", "duration", "elapsed", "wall", "after", "lasted", "waited", "for"),
    flags=re.IGNORECASE,
)
"""What is so many minutes and no name: time=12m, after 2m."""
_A_PART = r"(?:a|one)[ -](?:half|quarter|third)|half|three[ -]quarters?|two[ -]thirds?"
_AND_A_PART = Pattern(
    rf"(?i)(?<![\w-])(?:(?P<whole>an?|{WORD}|\d{{1,9}}) (?P<unit>hour|minute|day)s? and (?P<part>{_A_PART})(?! (?:an?|attempt|run|try|time|one)\b)"
    rf"|(?P<number>{WORD}|\d{{1,9}}) and (?P<its>{_A_PART}) (?P<of>hour|minute|day)s?)\b",
    "half",
    "quarter",
    "third",
)
_PARTS_OF_ONE = {"half": "0.5", "quarter": "0.25", "third": "0.333", "three": "0.75", "two": "0.667"}
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
    "quarter of an hour": 900,
    "quarter-hour": 900,
    "an hour": 3600,
    "a minute": 60,
    "a good half an hour": 2000,
    "a good half hour": 2000,
    "a good hour": 4000,
    "a good minute": 66,
}
_PHRASES |= {
    f"{part} of {one}": str(Decimal(worth) * seconds)
    for part, worth in {
        "three quarters": "0.75", "two thirds": "0.6667", "a quarter": "0.25", "a third": "0.3333", "a fifth": "0.2",
        "a sixth": "0.16667", "a tenth": "0.1", "two tenths": "0.2", "three tenths": "0.3", "four tenths": "0.4",
        "six tenths": "0.6", "seven tenths": "0.7", "eight tenths": "0.8", "nine tenths": "0.9",
    }.items()
    for one, seconds in (("an hour", 3600), ("a minute", 60), ("a second", 1))
}  # fmt: skip
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
_PHRASE = Pattern(
    r"(?i)\b(?:" + "|".join(sorted(_PHRASES, key=len, reverse=True)) + r")\b", "hour", "minute", "half a", "of a second"
)
_OF_A_SCALE = Pattern(
    rf"(?i)(?<![\w-])(?:(half|three quarters of|two thirds of|(?:a|one) (?:quarter|third|fifth|tenth) of) an? |(?P<whole>{WORD}) and a (?P<part>half|quarter) )"
    r"(?P<scale>thousand|million|billion|trillion|dozen|(?:kilo|mega|giga|tera)bytes?|[KMGT]i?B|dollars?|euros?|milliseconds?|(?:kilo|mega)?watt(?:-hour)?s?|kWh)\b",
    "thousand", "million", "billion", "trillion", "dozen", "byte", "kb", "mb", "gb", "tb", "ib", "dollar", "euro", "millisecond", "watt", "kwh",
)  # fmt: skip
"""A part of a scale is a number, of a unit an amount, no ratio: half a million steps, half a gigabyte."""
_WITH_CENTS = Pattern(
    rf"(?i)\b(?P<whole>\d{{1,9}}|(?:{WORD})(?:-(?:{WORD}))?) (?P<unit>dollars?|euros?) and (?P<cents>\d{{1,2}}|(?:{WORD})(?:-(?:{WORD}))?) cents?\b",
    "cent",
)
_BAR_TIME = Pattern(r"(?<=\[)(\d{1,2}:\d\d(?::\d\d)?)(?=<)", "<")
_PRICED = re.compile(r"(?:dollars?|euros?|pounds?|cents?|USD|EUR|GBP|[$€£]\s?\d[\d.,]*) $")


DURATIONS = (
    _BAR_TIME,
    SINCE,
    _MINUTES,
    _HOURS_AND_MINUTES,
    _DAYS,
    _PARTS,
    _AND_A_PART,
    _PHRASE,
    _OF_A_POINT,
    _OF_A_SCALE,
    _WITH_CENTS,
)
"""What must match for `durations` to find anything."""
_MINUTE = Decimal(60)


def durations(text: str) -> list[Quantity]:
    """Read how long something took, and the parts of points, scales and amounts of money that words give."""
    low = text.lower()
    found = [*map(_bar_time, _BAR_TIME.finditer(text, low)), *_in_digits(text, low)]
    text = blanked(text, [(quantity.start, quantity.end) for quantity in found])
    return apart([*found, *map(_of_parts, _PARTS.finditer(text, low)), *_in_phrases(text, low), *_of_scales(text, low)])


def minutes_in(text: str) -> set[int]:
    """Give where what is minutes by the word before it ends, though it looks like a name: time=12m."""
    return {match.end() for match in _MINUTES.finditer(text)}


def _in_digits(text: str, low: str) -> Iterator[Quantity]:
    for match in SINCE.finditer(text, low):
        unit = {"s": Decimal(1), "m": Decimal(60), "h": Decimal(3600)}[match[2]]
        yield Quantity(match.group(), *match.span(), int(match[1]) * unit, Dimension.TIME, unit / 2, unit)
    for match in _MINUTES.finditer(text, low):
        value = int(match[2]) * _MINUTE
        yield Quantity(match["minutes"], *match.span("minutes"), value, Dimension.TIME, _MINUTE / 2, _MINUTE)
    for match in _HOURS_AND_MINUTES.finditer(text, low):
        value = int(match["hours"]) * Decimal(3600) + int(match["minutes"]) * _MINUTE
        yield Quantity(match.group(), *match.span(), value, Dimension.TIME, _MINUTE / 2, _MINUTE)
    for match in _DAYS.finditer(text, low):
        days, hours, minutes = (Decimal(match[part] or 0) for part in ("days", "hours", "minutes"))
        unit = Decimal(60 if match["minutes"] else 3600)
        value = days * 86400 + hours * 3600 + minutes * 60
        yield Quantity(match.group(), *match.span(), value, Dimension.TIME, unit / 2, unit)


def _of_parts(match: re.Match[str]) -> Quantity:
    hours, minutes = _count(match[1] or match["h"] or match[7]), _count(match[2] or match["min"] or match[8])
    seconds = Decimal(match[3] or _count(match["s"]))
    to_the_second = bool(match[3] or match["s"])
    unit = Decimal(1) if to_the_second else Decimal(60)
    slack = half_digit(seconds) if to_the_second else Decimal(30)
    value = hours * 3600 + minutes * 60 + seconds
    return Quantity(match.group(), *match.span(), value, Dimension.TIME, slack, unit)


def _in_phrases(text: str, low: str) -> Iterator[Quantity]:
    for match in _AND_A_PART.finditer(text, low):
        part = re.split(r"[ -]", (match["part"] or match["its"]).lower())
        of_one = Decimal(_PARTS_OF_ONE.get(part[0]) or _PARTS_OF_ONE[part[-1]])
        unit = Decimal({"hour": 3600, "minute": 60, "day": 86400}[(match["unit"] or match["of"]).lower()])
        value = (_count((match["whole"] or match["number"]).lower()) + of_one) * unit
        yield Quantity(match.group(), *match.span(), value, Dimension.TIME, unit / 8, unit)
    for match in _PHRASE.finditer(text, low):
        said = match.group().lower()
        if said == "an hour" and _PRICED.search(text[: match.start()]):
            continue
        value = Decimal(_PHRASES[said])
        slack = value * (_GOOD_MEASURE if " good " in said else 7) / 100
        yield Quantity(match.group(), *match.span(), value, Dimension.TIME, slack)


def _of_scales(text: str, low: str) -> Iterator[Quantity]:
    for match in _OF_A_POINT.finditer(text, low):
        value = _part(match[1])
        dimension = Dimension.PERCENT if match["percent"] else Dimension.POINTS
        yield Quantity(match.group(), *match.span(), value, dimension, value / 10)
    for match in _OF_A_SCALE.finditer(text, low):
        parts = _part(match[1]) if match[1] else _count(match["whole"]) + _part(match["part"])
        one = match["scale"].lower()
        dimension, worth = (
            (Dimension.PLAIN, SCALES[one])
            if one in SCALES
            else UNITS.get(match["scale"]) or UNITS.get(one) or UNITS[f"{one}s"]
        )
        value = parts * worth
        yield Quantity(match.group(), *match.span(), value, dimension, value * 7 / 100)
    for match in _WITH_CENTS.finditer(text, low):
        dimension, _ = UNITS[match["unit"].lower()]
        value = _count(match["whole"]) + _count(match["cents"]) / 100
        yield Quantity(match.group(), *match.span(), value, dimension, Decimal("0.005"))


_AFTER_HOURS = re.compile(r"(?<![\w.])\d{1,4} ?h(?:ours?|rs?)?,? $")


_THEN_SECONDS = re.compile(r",? \d{1,2}(?:\.\d+)? ?s(?:ec(?:onds|s)?)?\b")
_THEN_HOURS = re.compile(r",? \d{1,2} ?h(?:ours?|rs?)?\b")


def is_part_of_a_time(name: str, start: int, end: int, text: str) -> bool:
    """Tell whether what looks like a name is minutes beside hours or seconds, or days: 2h 14m, 4m 10s, 1d 2h."""
    if name[-1:] == "d" and name[:-1].isdigit():
        return _THEN_HOURS.match(text, end) is not None
    if name[-1:] != "m" or not name[:-1].isdigit():
        return False
    return _THEN_SECONDS.match(text, end) is not None or _AFTER_HOURS.search(text[:start]) is not None


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
        else Decimal(sum(SPELLED[part] for part in written.lower().split("-")))
    )

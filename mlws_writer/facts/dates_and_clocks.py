"""Dates and clock times in text, in digits and in words."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from mlws_writer.facts.dimensions import (
    SPELLED,
    WORD,
    Dimension,
    Quantity,
    apart,
)
from mlws_writer.facts.patterns import Pattern

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SPELLED_MINUTES = {"five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
_LEAP_YEAR = 2000
_MONTHS = {name: number for number, full in enumerate(MONTHS, 1) for name in (full, full[:3])}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO = re.compile(r"(?<!\d)(\d{4}|(?<![\d.:/])2\d(?=/\d\d/\d\d \d\d:))([-/.])(\d{2})\2(\d{2})(?=[T_ ]|[^\w-]|$)")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})([./])(\d{1,2})\2(\d{4})(?![\d.])")
_IN_DIGITS = re.compile(r"\d([-/.])\d\d?\1\d")
"""What is in every date that is written in digits."""
_IN_MONTHS = tuple(month[:3] for month in MONTHS)
_MONTH_DASH_DAY = re.compile(r"([01]\d)-([0-3]\d)(?![\w-])")
_DAY_AHEAD = re.compile(r"(?:\.\.|\b(?:on|since|from|until) )$")
_DAY_BEHIND = re.compile(r"\.\.| to \d\d-\d\d|,? \d\d:\d\d")
"""What tells a day without its year: 02-09..02-28, 03-17 14:02:11, on 02-09."""
_DAY_MONTH = Pattern(
    rf"(?i)(?<!\w)(\d{{1,2}})(?:st|nd|rd|th)?(?:[ /-]| of )({_MONTH})\b\.?(?:(?:,? |[/-])(\d{{4}}))?", *_IN_MONTHS
)
_MONTH_DAY = Pattern(
    rf"(?i)\b({_MONTH})\.? {{1,2}}(\d{{1,2}})(?:st|nd|rd|th)?\b(?!:|[.,]\d|\s?%)(?:,? (\d{{4}}))?", *_IN_MONTHS
)
_CLOCK = Pattern(
    r"(?i)(?<![\d:.])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?(?!\d|:\d)(?:\s?([ap]\.?m\b\.?)|\s?(?:[+-]\d{2}:?\d{2}(?!\d)|Z\b))?",
    ":",
)
_PARTED = re.compile(r"[\w,(/[-]")
"""What before a number makes it part of something else."""
_HALF_OF_DAY = re.compile(
    r",?\s?(?:(?:in the|the (?:next|following|same)|this|that|on the following) (morning|afternoon|evening)|at (night))\b",
    re.IGNORECASE,
)
_PAST_OR_TO = Pattern(
    rf"(?i)(?<!\w)(?<!from )(?<!first )(?<!second )(?<!third )(?<!fourth )(?<!last )(?:(half) past|((?:a )?quarter|five|ten|twenty(?:-five)?) (?:minutes )?(past|to)) ({WORD}|1[0-2]|[1-9])\b(?!:|\.\d)",
    " past ",
    " to ",
)
_HALVES = ("am", "pm", "a.m", "p.m")
_HOUR = Pattern(
    rf"(?i)(?<![\w.:-])({WORD}|1[0-2]|[1-9])(?=\s?[ap]\.?m\b| o'clock\b|,? (?:in the|the next|the following|that|this) "
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


DATES_IN_WORDS = (_DAY_MONTH, _MONTH_DAY)
DATES_IN_DIGITS = ("-", "//", "..")
"""What is left of a date in digits without these."""
CLOCKS = (_CLOCK, _CLOCK_HOUR, _NOON, _PAST_OR_TO, _HOUR)


def dates(text: str) -> list[Quantity]:
    """Read the days that a text names."""
    found = []
    in_digits = _IN_DIGITS.search(text) is not None
    for match in _ISO.finditer(text) if in_digits else ():
        found.append(_date(match, match[1], int(match[3]), int(match[4])))
    for match in _DOTTED.finditer(text) if in_digits else ():
        if match[2] == "." or int(match[1]) > 12:  # 03/04/2026 may be either
            found.append(_date(match, match[4], int(match[3]), int(match[1])))
    for match in _MONTH_DASH_DAY.finditer(text) if "-" in text else ():
        before = text[max(match.start() - 7, 0) : match.start()]
        alone = not before or before[-1] in " [(|,;="
        if _DAY_AHEAD.search(before) or (alone and _DAY_BEHIND.match(text, match.end())):
            found.append(_date(match, None, int(match[1]), int(match[2])))
    low = text.lower()
    for match in _DAY_MONTH.finditer(text, low):
        found.append(_date(match, match[3], _MONTHS[match[2].lower()], int(match[1])))
    for match in _MONTH_DAY.finditer(text, low):
        found.append(_date(match, match[3], _MONTHS[match[1].lower()], int(match[2])))
    return apart([quantity for quantity in found if quantity])


def _date(match: re.Match[str], year: str | None, month: int, day: int) -> Quantity | None:
    """Read a day; one without a year is no day if no year has it, as the 31st of June."""
    full = int(year) + (2000 if len(year) == 2 else 0) if year else _LEAP_YEAR
    try:
        ordinal = date(full, month, day).toordinal()
    except ValueError:
        return None
    value = ordinal if year else -(month * 100 + day)
    return Quantity(match.group(), match.start(), match.end(), Decimal(value), Dimension.DATE)


def clocks(text: str) -> list[Quantity]:
    """Read the times of day that a text names."""
    found, low = [], text.lower()
    for match in _CLOCK.finditer(text, low):
        hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
        if hour < 24 and minute < 60 and second < 60:
            slack = Decimal("0.5") if match[3] else Decimal(30)
            hour = _day_hour(hour, match[5] or _half_of_day(text[match.end() :]))
            found.append(_clock(match, hour * 3600 + minute * 60 + second, slack))
        elif (
            minute < 60 and not match[3] and hour + minute != 100 and not _PARTED.match(text, max(match.start() - 1, 0))
        ):
            seconds = Decimal(hour * 60 + minute)  # 52:47 is no time of day; 60:40 is a split
            found.append(Quantity(match[0], match.start(), match.end(), seconds, Dimension.TIME, Decimal("0.5")))
    for match in _CLOCK_HOUR.finditer(text, low):
        if int(match[1]) <= 12:
            found.append(_clock(match, _day_hour(int(match[1]), match[2]) * 3600, Decimal(1800)))
    for match in _NOON.finditer(text, low):
        found.append(_clock(match, 0 if match[1].lower() == "midnight" else 12 * 3600, Decimal(900)))
    return apart([*found, *_spoken_clocks(text, low)])


def _spoken_clocks(text: str, low: str) -> list[Quantity]:
    """Read half past twelve, a quarter to three, six in the evening, nine o'clock; one without a half of the day is spelled."""
    found = []
    for match in _PAST_OR_TO.finditer(text, low):
        minutes = 30 if match[1] else 15 if match[2].endswith("quarter") else _SPELLED_MINUTES[match[2].lower()]
        seconds = (-minutes if (match[3] or "").lower() == "to" else minutes) * 60
        found.append(_spoken_clock(text, match, match[4], seconds))
    found += [_spoken_clock(text, match, match[1], 0) for match in _HOUR.finditer(text, low)]
    return [quantity for quantity in found if quantity]


def _spoken_clock(text: str, match: re.Match[str], written: str, seconds: int) -> Quantity | None:
    hour = int(written) if written.isdigit() else SPELLED.get(written.lower(), 99)
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

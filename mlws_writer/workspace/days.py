"""The days people type, and the day a moment belongs to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from mlws_writer.errors import UsageError

FORMS = (
    "today, yesterday, monday, last monday, this week, last week, last month, 7d, 3 days ago, "
    "2024-10-19, 2024-10, 2024-W42, 2024-10-14..2024-10-19, 2024-10-14.."
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """All days from the first to the last, both included."""

    first: date
    last: date

    @property
    def days(self) -> tuple[date, ...]:
        """Each day of the span, in order."""
        return tuple(date.fromordinal(n) for n in range(self.first.toordinal(), self.last.toordinal() + 1))

    def __contains__(self, day: date) -> bool:
        """Tell whether a day lies in the span."""
        return self.first <= day <= self.last


def parse(text: str, today: date) -> Span:
    """Read a day or a range as people type it; UsageError lists the forms."""
    words = " ".join(text.lower().split())
    try:
        span = _range(words, today)
    except (ValueError, OverflowError) as error:
        raise _unknown(
            text, f"{error}" if not isinstance(error, OverflowError) else "no calendar goes there"
        ) from error
    if span is None:
        raise _unknown(text, "it is none of the forms a day can take")
    if span.first > span.last:
        raise _unknown(text, f"it would end ({span.last}) before it starts ({span.first})")
    return span


def day_of(moment: datetime, zone: tzinfo, day_start: timedelta) -> date:
    """Return the local day of a moment; one without a zone is local already."""
    local = moment.astimezone(zone).replace(tzinfo=None) if moment.tzinfo else moment
    return (local - day_start).date()


def nearest(day: date, others: Iterable[date]) -> date | None:
    """Return the day among others that is closest, the earlier of two."""
    return min(others, key=lambda other: (abs((other - day).days), other), default=None)


def _unknown(text: str, why: str) -> UsageError:
    return UsageError(f"{text!r} is not a day", why=why, fix=f"use one of: {FORMS}")


def _range(words: str, today: date) -> Span | None:
    if ".." not in words:
        return _single(words, today)
    left, right = (part.strip() for part in words.split("..", 1))
    first, last = _single(left, today), _single(right, today) if right else Span(today, today)
    return Span(first.first, last.last) if first and last else None


def _single(words: str, today: date) -> Span | None:
    for read in (_calendar, _named, _counted, _weekday):
        span = read(words, today)
        if span:
            return span
    return None


def _calendar(words: str, _today: date) -> Span | None:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words, re.ASCII):
        day = date.fromisoformat(words)
        return Span(day, day)
    if match := re.fullmatch(r"(\d{4})-(\d{2})", words, re.ASCII):
        return _month(date(int(match[1]), int(match[2]), 1))
    if match := re.fullmatch(r"(\d{4})-w(\d{2})", words, re.ASCII):
        return _week(date.fromisocalendar(int(match[1]), int(match[2]), 1))
    return None


def _named(words: str, today: date) -> Span | None:
    this_month = today.replace(day=1)
    spans = {
        "today": lambda: Span(today, today),
        "yesterday": lambda: Span(today - DAY, today - DAY),
        "this week": lambda: _week(today),
        "last week": lambda: _week(today - 7 * DAY),
        "this month": lambda: _month(this_month),
        "last month": lambda: _month((this_month - DAY).replace(day=1)),
    }
    return spans[words]() if words in spans else None


def _counted(words: str, today: date) -> Span | None:
    if match := re.fullmatch(r"(?:last )?([1-9]\d{0,3}) ?d(?:ays?)?", words, re.ASCII):
        return Span(today - (int(match[1]) - 1) * DAY, today)
    if match := re.fullmatch(r"(\d{1,4}) days? ago", words, re.ASCII):
        day = today - int(match[1]) * DAY
        return Span(day, day)
    return None


def _weekday(words: str, today: date) -> Span | None:
    name = words.removeprefix("last ")
    number = next((i for i, weekday in enumerate(WEEKDAYS) if name in (weekday, weekday[:3])), None)
    if number is None:
        return None
    back = (today.weekday() - number) % 7
    day = today - (back or (7 if words.startswith("last ") else 0)) * DAY
    return Span(day, day)


def _week(day: date) -> Span:
    monday = day - day.weekday() * DAY
    return Span(monday, monday + 6 * DAY)


def _month(first: date) -> Span:
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return Span(first, following - DAY)

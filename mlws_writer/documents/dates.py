"""The day in a heading, in whatever form a person writes it, and the heading of another day in the same form.

Only forms with one reading: `10/11/2024` is none of them.
"""

import re
from collections.abc import Callable
from datetime import date

_LEAD = (
    r"(?:[^\w\s#>|`~<+\-\\]|[_ \t]){0,12}"
    r"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs)?|fri|sat|sun)\b[.,]?[ \t]*[\[*_(]{0,4})?"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_FORMS = (
    r"(?P<y1>\d{4})(?P<mark>[-/.])(?P<m1>\d{2})(?P=mark)(?P<d1>\d{2})(?!\d)",
    rf"(?P<d2>\d{{1,2}})(?:st|nd|rd|th|\.)?[ \t]+(?:of[ \t]+)?(?P<m2>{_MONTH}),?[ \t]+(?P<y2>\d{{4}})(?!\d)",
    rf"(?P<m3>{_MONTH})[ \t]+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?[ \t]+(?P<y3>\d{{4}})(?!\d)",
    r"(?P<d4>\d{1,2})\.[ \t]?(?P<m4>\d{1,2})\.[ \t]?(?P<y4>\d{4})(?!\d)",
)
_DAY = re.compile(f"{_LEAD}(?P<day>{'|'.join(_FORMS)})", re.IGNORECASE | re.ASCII)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
DATED_LINE = re.compile(
    rf"[\r\n] {{0,3}}+(?=[^\s\-+>|`~<])(?:#{{1,6}}[ \t]+)?{_LEAD}(?:\d{{4}}[-/.]\d\d[-/.]\d\d"
    rf"|\d{{1,2}}\D{{1,15}}\d{{4}}|{_MONTH}[ \t]+\d{{1,2}}\D|\d{{1,2}}\.[ \t]?\d{{1,2}}\.[ \t]?\d{{4}})",
    re.IGNORECASE | re.ASCII,
)
"""A line that may be the heading of a day; more lines than that match."""


def day_of(title: str) -> date | None:
    """Read the day with which a heading begins; a weekday before it, and whatever stands behind it, do not matter."""
    if _ISO.fullmatch(title):  # as most are, of which a long journal has thousands
        return _iso(title)
    found = _DAY.match(title)
    if found is None:
        return None
    number = next(n for n in "1234" if found[f"y{n}"])
    month = found[f"m{number}"]
    try:
        number_of_month = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        return date(int(found[f"y{number}"]), number_of_month, int(found[f"d{number}"]))
    except ValueError:
        return None  # a day that no calendar has


def _iso(title: str) -> date | None:
    try:
        return date.fromisoformat(title)
    except ValueError:
        return None  # a day that no calendar has


def heading_like(title: str, day: date) -> str:
    """Write the heading of a day in the form of another day's; where that one has words of its own, as ISO has it."""
    found, other = _DAY.match(title), day_of(title)
    if found is None or other is None:
        return day.isoformat()
    around = title[: found.start("day")] + "\0" + title[found.end("day") :]
    bare = _WEEKDAY.sub("", around)
    form = next((form for form in _SPELLINGS if form(other) == found["day"]), None)
    if form is None or any(letter.isalnum() for letter in bare):
        return day.isoformat()
    like = _WEEKDAY.sub(lambda word: _weekday(word.group(), other, day), around).replace("\0", form(day))
    return like if day_of(like) == day else day.isoformat()


def _weekday(word: str, other: date, day: date) -> str:
    """Name the weekday of a day as that of another one is named; a word that is none of the other's stays."""
    for number in (None, 3):
        if word == _WEEKDAYS[other.weekday()][:number]:
            return _WEEKDAYS[day.weekday()][:number]
    return word


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTHS = [name[:3].lower() for name in _NAMES]
_WEEKDAY = re.compile("|".join(rf"\b{name}\b|\b{name[:3]}\b" for name in _WEEKDAYS))
_SPELLINGS: tuple[Callable[[date], str], ...] = (
    lambda day: day.isoformat(),
    lambda day: f"{day:%Y/%m/%d}",
    lambda day: f"{day:%Y.%m.%d}",
    lambda day: f"{day.day} {_NAMES[day.month - 1]} {day.year}",
    lambda day: f"{day.day} {_NAMES[day.month - 1][:3]} {day.year}",
    lambda day: f"{_NAMES[day.month - 1]} {day.day}, {day.year}",
    lambda day: f"{_NAMES[day.month - 1][:3]} {day.day}, {day.year}",
    lambda day: f"{_NAMES[day.month - 1][:3]} {day.day}{_ordinal(day.day)}, {day.year}",
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day.day}.{day.month}.{day.year}",
)


def _ordinal(number: int) -> str:
    return "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")

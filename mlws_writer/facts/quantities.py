"""Numbers, units, durations, dates and clock times in text, as values that can be compared.

Values are Decimals in the base unit of their dimension (seconds, bytes), so that `22m44s`, `1364 s` and `23 minutes`
meet. `slack` is half of what the last written digit is worth: what the writer rounded away.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from mlws_writer.facts.dates_and_clocks import CLOCKS, DATES_IN_DIGITS, DATES_IN_WORDS, clocks, dates
from mlws_writer.facts.digits import number
from mlws_writer.facts.dimensions import (
    LENGTHS,
    NUMBER,
    SCALE,
    SCALES,
    SPELLED,
    UNIT,
    UNITS,
    WORD,
    Dimension,
    Quantity,
    apart,
    spelled_number,
)
from mlws_writer.facts.hundreds import hundreds
from mlws_writer.facts.identifiers import SINCE, identifiers
from mlws_writer.facts.patterns import Pattern, in_ascii

__all__ = ["Dimension", "Quantity", "identifiers", "quantities", "spelled_number"]

_BEFORE = r"(?<![\w.$€£])(?<![A-Za-z]-)(?<!\d:)"

_COUNT = rf"\d{{1,9}}|[Aa]n?|(?:{WORD})(?:-(?:{WORD}))?"
_PARTS = Pattern(
    r"(?<![\w.])(?:(\d{1,9})\s?(?:h|hr|hrs|hours?),?\s?(?:and )?)?(?:(\d{1,9})\s?(?:m|min|mins|minutes?),?\s?(?:and )?)"
    r"(\d{1,9}(?:\.\d{1,40})?)\s?(?:s|sec|secs|seconds?)\b"
    rf"|(?<![\w.])(?:(?P<h>(?i:{_COUNT})) hours?,? (?:and )?)?(?P<min>(?i:{_COUNT})) minutes?,? (?:and )?(?P<s>{_COUNT}) seconds?\b"
    rf"|(?<![\w.])(\d{{1,9}}|[Aa]n|(?:{WORD})(?:-(?:{WORD}))?)\s?(?:h|hr|hrs|hours?),?\s?(?:and )?(\d{{1,9}}|(?:{WORD})(?:-(?:{WORD}))?)\s?(?:m|min|mins|minutes?)\b",
    "m",
)
_MINUTES = Pattern(
    r"\b(?:\w+_)?(?:time|took|duration|elapsed|wall|runtime|after|lasted|waited|for)(?:_m(?:in)?)?(?: ?[=:] ?|\s)(?P<minutes>(\d{1,4})m)(?![\w.]| [a-z]{4,}s\b)",
    *("time", "took", "duration", "elapsed", "wall", "after", "lasted", "waited", "for"),
    flags=re.IGNORECASE,
)
"""What is so many minutes and no name: time=12m, after 2m."""
_PLAIN = re.compile(
    rf"(?=[-+−.\d$€£EUG]){_BEFORE}(?P<money>(?:[$€£]|(?:EUR|USD|GBP)(?=\s?\d))\s?)?(?P<number>{NUMBER})(?!\.?\d)(?P<scale>[kKMB](?!\w|/(?!\d))|\s[kKM](?=\s(?:EUR|USD|GBP)\b)|\s[KMB](?=\s{{2,}}|\s*$|\s*[|│])|\s[kM](?=\s[A-Za-z-]{{4,}})|[kKM](?=/s\b)|[\s-](?:{SCALE})\b)?"
    rf"(?:(?P<gap>[\s-]?)(?P<rate>(?:[a-zA-Z]+)?(?:/| per )(?:s|sec|second|minute|min|hour|h)\b(?!\s?=)|(?:[a-z]+ )?[a-z]+s (?:in )?an? (?:second|minute|hour)\b(?! \w+(?:ed|ing)?\b(?<! on)(?<! for)(?<! with)(?<! and)(?<! at)))"
    rf"|[\s-]?(?P<pp>percentage[\s-]points?)|[\s-]?(?P<percent>per[\s]?cent)|\s?-?(?:US )?(?P<unit>(?!(?:EUR|USD|GBP)\s\d)(?:{UNIT}))(?:(?=/(?:[a-z]{{3,}}|op)\b)|(?![\w/]|\s?=)))?(?![A-Za-z_]*\d)"
)
_IN_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twel"),
    *("thir", "fif", "twen", "fort"),
)
"""One of these is in every number that is written in words."""
_WORDS = Pattern(
    rf"(?i)(?<![\w-])(?P<number>(?:{WORD})(?:-(?:{WORD}))?)(?P<scale>[\s-](?:hundred[\s-](?=(?:thousand|million|billion)\b))?(?:{SCALE}))?(?P<and>\s(?:and )?a (?:half|quarter))?"
    rf"(?:[\s-](?:(?P<pp>percentage[\s-]points?)|(?P<percent>per[\s]?cent)|(?:US )?(?P<unit>{UNIT})))?\b",
    *_IN_WORDS,
)
_BARE = re.compile(r"(\d+(?:\.\d+)?) ?")
"""A text that is one number and nothing else."""
_A_PART = r"(?:a|one)[ -](?:half|quarter|third)|half|three[ -]quarters?|two[ -]thirds?"
_AND_A_PART = Pattern(
    rf"(?i)\b(?:(?P<whole>an?|{WORD}|\d{{1,9}}) (?P<unit>hour|minute|day)s? and (?P<part>{_A_PART})(?! (?:an?|attempt|run|try|time|one)\b)"
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
    rf"(?i)\b(?:(half|three quarters of|two thirds of|(?:a|one) (?:quarter|third|fifth|tenth) of) an? |(?P<whole>{WORD}) and a (?P<part>half|quarter) )"
    r"(?P<scale>thousand|million|billion|trillion|dozen|(?:kilo|mega|giga|tera)bytes?|[KMGT]i?B|dollars?|euros?|milliseconds?|(?:kilo|mega)?watt(?:-hour)?s?|kWh)\b",
    "thousand", "million", "billion", "trillion", "dozen", "byte", "kb", "mb", "gb", "tb", "ib", "dollar", "euro", "millisecond", "watt", "kwh",
)  # fmt: skip
"""A part of a scale is a number, of a unit an amount, no ratio: half a million steps, half a gigabyte."""
_WITH_CENTS = Pattern(
    rf"(?i)\b(?P<whole>\d{{1,9}}|(?:{WORD})(?:-(?:{WORD}))?) (?P<unit>dollars?|euros?) and (?P<cents>\d{{1,2}}|(?:{WORD})(?:-(?:{WORD}))?) cents?\b",
    "cent",
)
_BAR_TIME = Pattern(r"(?<=\[)(\d{1,2}:\d\d(?::\d\d)?)(?=<)", "<")


@lru_cache(maxsize=10_000)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Read the quantities of a text in order; digits inside names (llama3.1:8b, epoch_1.pt) are none."""
    if bare := _BARE.fullmatch(text):
        return _of_digits(bare[1])
    found: list[Quantity] = []
    left = _without_names(in_ascii(text))
    for read in _readers(_DIGITS.sub("", left).lower()):
        if new := read(left):
            found += new
            left = _blank(left, [(quantity.start, quantity.end) for quantity in new])
    if " K" in text:
        found = [in_kelvin(each, text[: each.start]) for each in found]
    if "inus " in text:
        found = [_below_zero(each, text) for each in found]
    return tuple(sorted(found, key=lambda quantity: quantity.start))


_DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=10_000)
def _readers(low: str) -> tuple[Callable[[str], list[Quantity]], ...]:
    """Choose what may find anything in a text, by what is left of it in lower case without its digits: lines differ in those."""
    dated = any(map(low.__contains__, DATES_IN_DIGITS))
    may_find = (
        (dates, dated or any(pattern.may_match(low) for pattern in DATES_IN_WORDS)),
        (_durations, any(pattern.may_match(low) for pattern in _DURATIONS)),
        (clocks, any(pattern.may_match(low) for pattern in CLOCKS)),
        (_numbers, True),
        (_spelled, _WORDS.may_match(low)),
    )
    return tuple(read for read, may in may_find if may)


def _of_digits(text: str) -> tuple[Quantity, ...]:
    """Read a text that is digits, with a point or without one."""
    value, slack = _with_slack(text)
    return (Quantity(text, 0, len(text), value * 1, slack=slack * 1),) if value is not None else ()


def _without_names(text: str) -> str:
    found = identifiers(text)
    minutes = {match.end() for match in _MINUTES.finditer(text)}
    spans = [(start, end) for name, start, end in found if not (end in minutes or _are_minutes(name, text[:start]))]
    return _blank(text, spans)


_AFTER_HOURS = re.compile(r"(?<![\w.])\d{1,4} ?h(?:ours?|rs?)?,? $")


def _are_minutes(name: str, before: str) -> bool:
    """Tell whether what looks like a name is the minutes behind hours: 2h 14m."""
    return name[-1:] == "m" and name[:-1].isdigit() and _AFTER_HOURS.search(before) is not None


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    """Cover what has been read; a sign that is no part of a word or number keeps its neighbours apart."""
    if not spans:
        return text
    pieces, done = [], 0
    for start, end in sorted(spans):
        pieces += [text[done:start], "\x00" * (end - start)]
        done = end
    return "".join((*pieces, text[done:]))


_DURATIONS = (_BAR_TIME, SINCE, _MINUTES, _PARTS, _AND_A_PART, _PHRASE, _OF_A_POINT, _OF_A_SCALE, _WITH_CENTS)


_MINUTE = Decimal(60)


def _durations(text: str) -> list[Quantity]:
    low = text.lower()
    found = [_bar_time(match) for match in _BAR_TIME.finditer(text, low)]
    for match in SINCE.finditer(text, low):
        unit = {"s": Decimal(1), "m": Decimal(60), "h": Decimal(3600)}[match[2]]
        found.append(
            Quantity(match.group(), match.start(), match.end(), int(match[1]) * unit, Dimension.TIME, unit / 2, unit)
        )
    for match in _MINUTES.finditer(text, low):
        value = int(match[2]) * _MINUTE
        found.append(Quantity(match["minutes"], *match.span("minutes"), value, Dimension.TIME, _MINUTE / 2, _MINUTE))
    for match in _PARTS.finditer(text, low):
        hours, minutes = _count(match[1] or match["h"] or match[7]), _count(match[2] or match["min"] or match[8])
        seconds = Decimal(match[3] or _count(match["s"]))
        to_the_second = bool(match[3] or match["s"])
        unit = Decimal(1) if to_the_second else Decimal(60)
        slack = _half_digit(seconds) if to_the_second else Decimal(30)
        value = hours * 3600 + minutes * 60 + seconds
        found.append(Quantity(match.group(), match.start(), match.end(), value, Dimension.TIME, slack, unit))
    for match in _AND_A_PART.finditer(text, low):
        part = re.split(r"[ -]", (match["part"] or match["its"]).lower())
        whole = _count((match["whole"] or match["number"]).lower()) + Decimal(
            _PARTS_OF_ONE.get(part[0]) or _PARTS_OF_ONE[part[-1]]
        )
        unit = Decimal({"hour": 3600, "minute": 60, "day": 86400}[(match["unit"] or match["of"]).lower()])
        found.append(Quantity(match.group(), match.start(), match.end(), whole * unit, Dimension.TIME, unit / 8, unit))
    for match in _PHRASE.finditer(text, low):
        said = match.group().lower()
        if said == "an hour" and _PRICED.search(text[: match.start()]):
            continue
        value = Decimal(_PHRASES[said])
        slack = value * (_GOOD_MEASURE if " good " in said else 7) / 100
        found.append(Quantity(match.group(), match.start(), match.end(), value, Dimension.TIME, slack))
    for match in _OF_A_POINT.finditer(text, low):
        value = _part(match[1])
        dimension = Dimension.PERCENT if match["percent"] else Dimension.POINTS
        found.append(Quantity(match.group(), match.start(), match.end(), value, dimension, value / 10))
    for match in _OF_A_SCALE.finditer(text, low):
        parts = _part(match[1]) if match[1] else _count(match["whole"]) + _part(match["part"])
        one = match["scale"].lower()
        dimension, worth = (
            (Dimension.PLAIN, SCALES[one])
            if one in SCALES
            else UNITS.get(match["scale"]) or UNITS.get(one) or UNITS[f"{one}s"]
        )
        value = parts * worth
        found.append(Quantity(match.group(), match.start(), match.end(), value, dimension, value * 7 / 100))
    for match in _WITH_CENTS.finditer(text, low):
        dimension, _ = UNITS[match["unit"].lower()]
        value = _count(match["whole"]) + _count(match["cents"]) / 100
        found.append(Quantity(match.group(), match.start(), match.end(), value, dimension, Decimal("0.005")))
    return apart(found)


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


def _numbers(text: str) -> list[Quantity]:
    found = []
    for match in _PLAIN.finditer(text):
        value, slack = _with_slack(match["number"])
        if value is not None:
            either = text[max(match.start() - 2, 0) : match.start()] == "+/"  # beyond +/-15%
            found.append(_scaled(match, abs(value) if either else value, slack))
    return found


_MINUS = re.compile(r"(?<![\d%)] )\b[Mm]inus\s+$")
"""What stands before a number below zero, not between two that are taken from one another."""
_WARMTH = re.compile(
    r"(?:rmse|mae|mse|bias|err\w*|temp\w*|t2m|t\d{3}|sst|warm\w*|cold\w*|cool\w*|kelvin|anomal\w*|above|below)\b[^|;]*$",
    re.IGNORECASE,
)
_OTHER_KELVIN = re.compile(r"\d K(?=[,;)\]]|\s+[a-z])")


def in_kelvin(quantity: Quantity, before: str) -> Quantity:
    """Read a K at the end of a line behind an error or a temperature, or behind others in K, as kelvin, not as a thousand."""
    if not quantity.text.endswith(" K") or not (_WARMTH.search(before) or _OTHER_KELVIN.search(before)):
        return quantity
    return replace(
        quantity,
        text=quantity.text[:-2],
        end=quantity.end - 2,
        value=quantity.value / 1000,
        slack=quantity.slack / 1000,
    )


def _below_zero(quantity: Quantity, text: str) -> Quantity:
    """Read a number behind the word minus, which is part of it then, as one below zero."""
    before = _MINUS.search(text[: quantity.start])
    if before is None or quantity.value <= 0:
        return quantity
    return replace(quantity, text=text[before.start() : quantity.end], start=before.start(), value=-quantity.value)


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
        scale = Decimal(1)
        for word in re.findall(r"[a-z]+", (groups.get("scale") or "").lower()):
            scale *= SCALES[word]
        worth = scale * factor
    return Quantity(match.group(), match.start(), match.end(), value * worth, dimension, slack * worth, factor)


def _unit(groups: dict[str, str | None]) -> tuple[Dimension, Decimal]:
    if money := groups.get("money"):
        return UNITS[money.strip()]
    if rate := groups.get("rate"):
        of, per = re.split(r"/| per | an? ", rate)
        if unit := _CURRENCIES.get(of.strip().lower()):
            return UNITS[unit]
        return Dimension.RATE, LENGTHS.get(of.strip(), Decimal(1)) / UNITS[per.lower()][1]
    if groups.get("pp"):
        return Dimension.POINTS, Decimal(1)
    if groups.get("percent"):
        return Dimension.PERCENT, Decimal(1)
    unit = groups.get("unit") or ""
    return UNITS.get(unit, UNITS.get(unit.lower(), (Dimension.PLAIN, Decimal(1))))


_PRICED = re.compile(r"(?:dollars?|euros?|pounds?|cents?|USD|EUR|GBP|[$€£]\s?\d[\d.,]*) $")
_CURRENCIES = {"usd": "USD", "dollars": "USD", "eur": "EUR", "euros": "EUR", "gbp": "GBP", "pounds": "GBP"}
"""What an hour may cost: 1.62 EUR/h is an amount, no rate."""


def _spelled(text: str) -> list[Quantity]:
    found = hundreds(text)
    text = _blank(text, [(quantity.start, quantity.end) for quantity in found])
    for match in _WORDS.finditer(text):
        parts = [SPELLED[part] for part in match["number"].lower().split("-")]
        if match["number"].lower() == "one" and not (
            match["unit"] or match["pp"] or match["percent"] or match["scale"]
        ):
            continue  # "one of them", "the one": a word like any other
        if match["and"] and not match["unit"] and not match["scale"]:
            continue
        if parts == [0] and text[match.end() : match.end() + 1] == "-":
            continue  # zero-shot
        value = Decimal(sum(parts)) + (Decimal("0.5") if "half" in (match["and"] or "") else Decimal(0))
        value += Decimal("0.25") if "quarter" in (match["and"] or "") else Decimal(0)
        slack = Decimal("0.125") if match["and"] else Decimal("0.5")
        found.append(replace(_scaled(match, value, slack), spelled=True))
    return found

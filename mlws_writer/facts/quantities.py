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
from mlws_writer.facts.digits import half_digit, number
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
    spelled_number,
    written_number,
)
from mlws_writer.facts.durations import DURATIONS, durations, is_part_of_a_time, minutes_in
from mlws_writer.facts.hundreds import hundreds
from mlws_writer.facts.identifiers import identifiers
from mlws_writer.facts.patterns import Pattern, blanked, in_ascii

__all__ = ["Dimension", "Quantity", "identifiers", "quantities", "spelled_number", "written_number"]

_BEFORE = r"(?<![\w.$€£])(?<![A-Za-z]-)(?<!\d:)"

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
            left = blanked(left, [(quantity.start, quantity.end) for quantity in new])
    if " K" in text:
        found = [in_kelvin(each, text[: each.start]) for each in found]
    if "/s " in text:
        found = [_without_the_next_name(each, text) for each in found]
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
        (durations, any(pattern.may_match(low) for pattern in DURATIONS)),
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
    minutes = minutes_in(text)
    found = (each for each in identifiers(text) if each[2] not in minutes and not is_part_of_a_time(*each, text))
    return blanked(text, [(start, end) for _, start, end in found])


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


_NAMED = re.compile(r"[A-Za-z_]\w*[ =:]+$")
_ITS_NUMBER = re.compile(r" \d[\d.,]*\s*(?:$|[|;]|[A-Za-z_]\w*[ =:]+[\d.])")


def _without_the_next_name(quantity: Quantity, text: str) -> Quantity:
    """Read a number whose rate is the name of the next one without it, in a row of names and numbers: loss 5.44 img/s 3840 mem 38."""
    number_only = re.match(r"[\d.,]+(?= )", quantity.text) if quantity.dimension is Dimension.RATE else None
    if number_only is None or not _NAMED.search(text[: quantity.start]) or not _ITS_NUMBER.match(text, quantity.end):
        return quantity
    value, slack = _with_slack(number_only.group())
    end = quantity.start + number_only.end()
    return quantity if value is None else Quantity(number_only.group(), quantity.start, end, value * 1, slack=slack * 1)


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
    return value, half_digit(value) if value is not None else Decimal(0)


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


_CURRENCIES = {"usd": "USD", "dollars": "USD", "eur": "EUR", "euros": "EUR", "gbp": "GBP", "pounds": "GBP"}
"""What an hour may cost: 1.62 EUR/h is an amount, no rate."""


def _spelled(text: str) -> list[Quantity]:
    found = hundreds(text)
    text = blanked(text, [(quantity.start, quantity.end) for quantity in found])
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

"""The words in which ratios are written: a third, two fifths, half, twice, one in fourteen, 14 to 1."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from mlws_writer.facts.patterns import Pattern, Words
from mlws_writer.facts.quantities import Quantity, quantities, spelled_number, written_number

_PARTS = {
    name: part
    for part, name in enumerate(
        ["half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 2
    )
} | {"halves": 2, "twentieth": 20, "hundredth": 100}

_SMALL = "one|two|three|four|five|six|seven|eight|nine|a|an"

_PART = Words(
    rf"\b(?:(?P<many>{_SMALL})[- ](?P<part>{'|'.join(n for n in _PARTS if n not in ('half', 'halves'))})s?|(?P<half>half|halv(?:ed|es|ing))|"
    r"(?P<times>twice|doubl(?:es?|ed|ing)|twofold|two-fold|tripl(?:es?|ed|ing)|threefold|fourfold|quadrupl(?:es?|ed|ing)|fivefold|tenfold|sixfold))\b",
)

_TIMES = {
    "twic": 2,
    "doub": 2,
    "twof": 2,
    "two-": 2,
    "trip": 3,
    "thre": 3,
    "four": 4,
    "quad": 4,
    "five": 5,
    "tenf": 10,
    "sixf": 6,
}

_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

_NINE = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")

_NTH = Pattern(rf"(?i)\b(?:an?|one) (?P<tens>{'|'.join(_TENS)})-(?P<one>{'|'.join(_NINE[1:])})(?= of\b| as\b)", "ty-")
"""A twenty-fifth of the parameters."""

_ONE_IN = re.compile(
    r"\b(?:one|1)(?: \w+){0,2} (?:in|out of)(?: every)? (\d+(?!\.\d)|[a-z]+(?:-[a-z]+)?)\b", re.IGNORECASE
)

_FEW_IN = re.compile(
    r"\b(?P<some>two|three|four|five|six|seven|eight|nine)(?: [a-z]+){0,2} (?:in|out of)(?: every)? (?P<all>three|four|five|six|seven|eight|nine|ten|a hundred|a thousand)\b(?! (?:hours?|minutes?|seconds?|days?|weeks?|months?|years?)\b)",
    re.IGNORECASE,
)

_TO_ONE = re.compile(
    r"(?:about|roughly|some|around|nearly|by)? ?\b(\d+(?:\.\d+)?|[a-z]+) to (?:1|one)\b", re.IGNORECASE
)

_TIMELIKE = re.compile(
    r"\b(?:(?:half|three quarters of|(?:a|one) (?:quarter|third|fifth|tenth) of|two thirds of) an? (?:(?:[A-Za-z][\w-]* )?point|per ?cent)\b|half[- ]?way|half an hour|(?:quarters?|thirds?|(?:a )?(?:fifth|sixth|tenth)|[a-z]+ tenths) of an? (?:hour|minute|second)\b|(?:half|(?:quarters?|thirds?|fifth|tenth) of) an? (?:thousand|million|billion|trillion|dozen|(?:kilo|mega|giga|tera)bytes?|[KMGT]i?B|dollar|euro|millisecond|(?:kilo|mega)?watt(?:-hour)?|kWh)\b|half past|half a (?:minute|second|day|week)|(?:half|quarter)[- ]hour|quarter (?:past|to)|and (?:a (?:half|quarter)|three[- ]quarters?|(?:a third|two[- ]thirds?) (?:hour|minute|day)s?)|"
    r"(?:first|second|last|one|other) half|half of the (?:day|run)|(?:half|double|triple|quadruple)[- ]precision|double[- ](?:blind|quotes?|quoted|dqn|q|check\w*|descent|buffer\w*|well|strand\w*|click\w*|dip|room)|half-[a-z]+(?:ed|en|one|baked)|a third (?:attempt|time|run|try)|"
    r"the second|(?:first|second|third|fourth|last|every|each|this|that|next) (?:quarter|half|third))\b",
    re.IGNORECASE,
)

_AGAIN = re.compile(r"\s+as \w+ again\b", re.IGNORECASE)


@lru_cache(maxsize=1_000)
def written(sentence: str) -> tuple[tuple[str, Decimal, int], ...]:
    """Find the ratios that a sentence writes in words: the words, the ratio, and where they begin."""
    return tuple(_written(sentence))


def _written(sentence: str) -> Iterator[tuple[str, Decimal, int]]:
    text = _TIMELIKE.sub(lambda match: " " * len(match.group()), sentence)
    for match in _PART.finditer(text):
        if match["part"]:
            many = 1 if match["many"].lower() in ("a", "an") else int(spelled_number(match["many"]) or 1)
            yield match.group(), Decimal(many) / _PARTS[match["part"].lower()], match.start()
        else:
            half = bool(match["half"])
            if match.group().lower() == "twice" and not re.match(
                r"\s+(?:as|the|that|those|what|its|their)\b", text[match.end() :]
            ):
                continue  # it was done twice
            yield match.group(), _of_half(match) if half else Decimal(_TIMES[match["times"].lower()[:4]]), match.start()
    yield from _ordinals(text)
    for match in _ONE_IN.finditer(text):
        if (parts := _count(match[1])) and parts > 1:
            yield match.group(), 1 / parts, match.start()
    for match in _FEW_IN.finditer(text):
        some, every = spelled_number(match["some"]), spelled_number(match["all"].removeprefix("a "))
        if some and every and some < every:
            yield match.group(), some / every, match.start()
    for match in _TO_ONE.finditer(text):
        if (times := _count(match[1])) and times > 1:
            yield match.group(), times, match.start()


_FROM_TO = re.compile(
    r" (?:the |its |their )?(?:(?!by |when |as |after |with |going |while |and |but |if )[\w@-]+ ){0,4}?from (?:about |around |roughly |just |only )?",
    re.IGNORECASE,
)
_TO = re.compile(r"(?: [a-z]+)? to (?:about |around |roughly |just |only )?", re.IGNORECASE)


def multiplied(words: str, start: int, sentence: str) -> tuple[Quantity, Quantity] | None:
    """Give from what to what a sentence itself says that something doubled, tripled or halved."""
    if words[:4].lower() not in ("doub", "trip", "quad", "halv"):
        return None
    behind = _FROM_TO.match(sentence, start + len(words))
    if behind is None:
        return None
    found = [q for q in quantities(sentence) if q.start >= behind.end()][:2]
    if len(found) < 2 or found[0].start != behind.end() or not _TO.fullmatch(sentence[found[0].end : found[1].start]):
        return None
    one, other = found
    if one.dimension is not other.dimension:
        one = replace(one, value=one.value * other.factor) if one.factor == 1 else one
    return (one, other) if one.value > 0 and other.value > 0 else None


def _ordinals(text: str) -> Iterator[tuple[str, Decimal, int]]:
    for match in _NTH.finditer(text):
        parts = _TENS.index(match["tens"].lower()) * 10 + 20 + _NINE.index(match["one"].lower())
        yield match.group(), 1 / Decimal(parts), match.start()


def _count(text: str) -> Decimal | None:
    return written_number(text)


def _of_half(match: re.Match[str]) -> Decimal:
    """Say what half is: half as long again is one and a half times as long."""
    return Decimal("1.5") if _AGAIN.match(match.string, match.end()) else Decimal("0.5")

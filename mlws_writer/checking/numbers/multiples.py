"""What is told as so many times an amount that the sentence writes: more than three times the allowed 100 ms."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.two_parts import part_of_two
from mlws_writer.checking.reading.agreement import agrees, close, hedge, worths
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.reading.wholes import MEASURES
from mlws_writer.facts.patterns import Words
from mlws_writer.facts.quantities import Quantity, quantities

_SO_MANY_TIMES = Words(
    r"\b(?:times|twice|double|triple|half|thirds? of|quarters? of) (?:the|its|their|those|that|a|an)(?: [a-z-]+){0,3} ?(?=[$€£\d])"
)
_MOST = 60
"""Among how many values those are looked for that may be meant."""


def _multiples(sentence: str) -> Iterator[tuple[int, Quantity]]:
    """Give where an amount is multiplied, and that amount."""
    if not _SO_MANY_TIMES.search(sentence):
        return
    amounts = {each.start: each for each in quantities(sentence) if each.dimension in MEASURES}
    for match in _SO_MANY_TIMES.finditer(sentence):
        if match.end() in amounts:
            yield match.start(), amounts[match.end()]


def _ratios(amount: Quantity, sentence: str, evidence: Evidence) -> list[Decimal]:
    """Give how many times an amount the cited values are that a sentence may speak of."""
    values = [v for v in evidence.values if not evidence.of(v).tainted and not agrees(amount, v)]
    values = [v for v in values if next(worths(amount, v), None)]
    spoken = told(sentence, evidence)
    near = [len(v.key & spoken) + len(v.tags & spoken) for v in values]
    named = [v for v, words in zip(values, near, strict=True) if words == max(near)]
    return [worth / amount.value for v in named[:_MOST] for worth in worths(amount, v)] if amount.value else []


def multiple(quantity: Quantity, sentence: str, evidence: Evidence) -> bool | None:
    """Tell whether something is so many times an amount that is written behind it; None where none is, or nothing is like it."""
    amount = next((each for start, each in _multiples(sentence) if quantity.start < start <= quantity.end), None)
    ratios = _ratios(amount, sentence, evidence) if amount else []
    hedged = hedge(sentence, quantity) if ratios else ""
    slack = quantity.slack if hedged else max(quantity.slack, quantity.value * _ROUGHLY)
    return any(close(quantity.value, slack, ratio, hedged) for ratio in ratios) if ratios else None


_ROUGHLY = Decimal("0.07")


def told_ratio(words: str, start: int, room: tuple[Decimal, Decimal], sentence: str, evidence: Evidence) -> bool | None:
    """Tell whether a ratio in words is that of an amount that is written behind it, or of a part; None where neither is told."""
    end = start + len(words)
    amount = next((each for at, each in _multiples(sentence) if start <= at < end), None)
    ratios = _ratios(amount, sentence, evidence) if amount else []
    if ratios:
        return any(room[0] <= ratio <= room[1] for ratio in ratios)
    return part_of_two(words, start, room, sentence, evidence)


_THE_OTHER = re.compile(
    r"\b(?:than|against|versus|over|instead of|compared (?:with|to)|from|to) (?:the |with |at |a )?(?P<word>[a-z_]+)[ =]$",
    re.IGNORECASE,
)


def calls_the_other(quantity: Quantity, sentence: str, matching: Sequence[Value]) -> bool:
    """Tell whether a number only says which other thing is compared with, by the name that its line gives it: than nprobe 128, twice the 50 ms."""
    match = _THE_OTHER.search(sentence[: quantity.start]) if matching else None
    if matching and any(amount.start == quantity.start for _, amount in _multiples(sentence)):
        return True
    word = stem(match["word"]) if match else ""
    return any(word in value.key and value.exact and not value.metric for value in matching)

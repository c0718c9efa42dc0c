"""Values that stand for nothing: with no word of what they are, the same one twice, a word where a number belongs."""

import re
from collections.abc import Iterator, Mapping, Sequence

from mlws_writer.checking.reading.apart import apart
from mlws_writer.checking.reading.language import content, sentences
from mlws_writer.facts.model import Fact, FactKind
from mlws_writer.facts.quantities import quantities

_NAMES = (FactKind.MODEL, FactKind.DATASET, FactKind.ARTIFACT)
_LINK = r"(?:with|and|on|at|against|then|to|than|or|for|after|from|was|were|is|are|by|in|the)"
_TWICE = re.compile(
    rf"(?<![\w.,])(?P<value>\d(?:[\d,.]*\d)?)[^\s\w]?,?(?: {_LINK}\b,?){{1,3}} (?P=value)(?!\w|[.,]\d)"
    rf"(?=\W*(?:$|[,.;:)]|{_LINK}\b))"
)


def bare_values(text: str, facts: Sequence[Fact]) -> str:
    """Say which sentence is nothing but values, or says one of them twice in a breath; nothing where none does."""
    called = [fact.value for fact in facts if fact.kind in _NAMES]
    for sentence in (each for part in sentences(text) for each in apart(part)):
        if found := _TWICE.search(sentence):
            return f"it says {found['value']} twice: {sentence}"
        if not content(_without_values(sentence, called)) and re.search(r"\d", _without(sentence, called)):
            return f"it does not say what its values are: {sentence}"
    return ""


def _without_values(sentence: str, called: Sequence[str]) -> str:
    bare = _without(sentence, called)
    for quantity in sorted(quantities(bare), key=lambda each: -each.start):
        bare = f"{bare[: quantity.start]} {bare[quantity.end :]}"
    return bare


def _without(sentence: str, called: Sequence[str]) -> str:
    for name in sorted(called, key=len, reverse=True):
        sentence = sentence.replace(name, " ")
    return sentence


_OF_ONE = r"\s+(?:of|was|is|reached|gave|came to)\s+(?:about\s+)?"


def misfilled(text: str, placed: Mapping[str, Fact], facts: Sequence[Fact]) -> str:
    """Say what a text with slots puts where a number of a metric belongs and is none, or two times, or nothing."""
    nouns = "|".join(sorted(set(_nouns(facts))))
    number = re.compile(rf"\b({nouns}){_OF_ONE}$", re.IGNORECASE) if nouns else None
    for sentence in sentences(text):
        told = set[str]()
        for match in _SLOT.finditer(sentence):
            fact = placed.get(match[1])
            if match[1] in told:
                return f"it says {fact.shown[:_LONG] if fact else match[1]} twice in one sentence"
            told.add(match[1])
            before = number.search(sentence[: match.start()]) if number and fact and _is_word(fact) else None
            if before and fact:
                return f"{before[1]} is a number, and {fact.shown[:_LONG]!r} is none"
    return ""


_SLOT = re.compile(r"\{\{\s*([^{}\s]+)\s*\}\}")
_LONG = 60


def _is_word(fact: Fact) -> bool:
    return not re.match(r"\W*\d", fact.value) and fact.value.casefold() not in ("nan", "inf", "-inf")


def _nouns(facts: Sequence[Fact]) -> Iterator[str]:
    """Give the last words of the names of metrics, of those that are words."""
    for fact in facts:
        words = re.findall(r"[A-Za-z]+", fact.name)
        if fact.kind is FactKind.METRIC and words and len(words[-1]) > _SHORT and re.match(r"[-+]?[\d.]", fact.value):
            yield re.escape(words[-1].casefold())


_SHORT = 2

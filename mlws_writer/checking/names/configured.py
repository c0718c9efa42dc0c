"""What a run was set to or worked on, said as a count: 3 epochs, at most 2 retries, 700 examples, fewer than 40 tokens."""

import re
from collections.abc import Iterable, Sequence

from mlws_writer.checking.reading.language import stem
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.model import Fact, FactKind

_COUNTED = (
    "calls", "cases", "documents", "epochs", "examples", "files", "images", "items", "iterations", "layers", "pages", "questions", "retries",
    "rows", "samples", "sentences", "shots", "steps", "tokens", "trials", "words",
)  # fmt: skip
_STEMS = {stem(word): word for word in _COUNTED}
_SAID = re.compile(
    r"(?P<bound>\b(?:at (?:most|least)|up to|no more than|fewer than|less than|more than) )?(?<![\w.:/-])(?P<number>\d+)(?!\.\d) (?P<words>[a-z]+(?: [a-z]+)?)\b"
)
_PART = re.compile(
    r"\b(?:of|after|in|by|within|from|to|than|for|first|last|another|other|all|the) $|\d[^\w]* $", re.IGNORECASE
)
"""What stands before a count of things that is no setting: 3 of 5 cases, after 3 epochs."""


def counts(text: str, facts: Sequence[Fact]) -> Verdict:
    """Refuse a count of what the facts count or set otherwise: 7 shots where 4 were set, 40 tokens where it was 40 examples."""
    for match in _SAID.finditer(text):
        nouns = _counted(match["words"].split())
        if nouns and (wrong := _otherwise(match, nouns[0], text[: match.start()], facts)):
            return Verdict(False, *wrong)
    return Verdict(True)


def _counted(words: Iterable[str]) -> list[str]:
    """Give those of some words that say of what there are so many, in the plural."""
    return [_STEMS[each] for word in words if (each := stem(word)) in _STEMS]


def _otherwise(match: re.Match[str], noun: str, before: str, facts: Sequence[Fact]) -> tuple[str, str] | None:
    number = match["number"]
    if any(number in _numbers_beside(fact, noun) for fact in facts):
        return None
    set_to = {
        fact.value
        for fact in facts
        if fact.kind is FactKind.SETTING and _is_of(fact.name, noun) and fact.value.isdigit()
    }
    if set_to and not _PART.search(before) and int(number) not in map(int, set_to):
        return "number_swap", f"the facts say {' or '.join(sorted(set_to))} {noun}, not {number}"
    bounds = {found for fact in facts for found in _bounds(fact.text, match["bound"] or "", noun)}
    if bounds and number not in bounds:
        return "number_swap", f"a fact says {match['bound']}{' or '.join(sorted(bounds))} {noun}, not {number}"
    others = {other for fact in facts for other in _nouns_of(fact, number)} - {noun}
    return ("unit", f"the facts say {number} {min(others)}, not {noun}") if others and len(number) > 1 else None


def _is_of(name: str, noun: str) -> bool:
    return stem(re.split(r"[ _]", name)[-1]) == stem(noun)


def _numbers_beside(fact: Fact, noun: str) -> set[str]:
    """Collect the numbers that a fact gives for things of a kind, or with them in its line."""
    said = f"{fact.name.replace('_', ' ')} {fact.shown} {fact.text.replace('_', ' ')}"
    return (
        set(re.findall(r"(?<![\w.])\d+", said))
        if any(stem(w) == stem(noun) for w in re.findall(r"[a-z]+", said.lower()))
        else set()
    )


def _bounds(text: str, bound: str, noun: str) -> Iterable[str]:
    return re.findall(rf"\b{re.escape(bound)}(\d+) {noun[:-1]}", text, re.IGNORECASE) if bound else ()


def _nouns_of(fact: Fact, number: str) -> Iterable[str]:
    """Give what a fact counts so many of."""
    if fact.kind is FactKind.COUNT and fact.value == number:
        yield from _counted(re.split(r"[ _]", fact.name.lower()))
    yield from _counted(re.findall(rf"(?<![\w.]){number} ([a-z]+)", fact.text))

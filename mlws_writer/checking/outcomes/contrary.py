"""Words of which a thing is the one or the other: what a sentence calls raised, where its lines only tell that it was lowered."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, SAID, STOP, stem, stems_in
from mlws_writer.checking.reading.words import reporting_words, rows_in
from mlws_writer.checking.verdict import Verdict

_GOOD = Verdict(True)
_NEAR = 3
"""Words that carry meaning, before and after such a word, which may say what it is of."""
_OPEN = r"(?:\b(?:not|never|no|nor|neither|without|cannot|hardly|less|rather|instead|than|from|if|until|would|should)\b|n't\b)"
"""What makes it open which of the two ways a text tells."""
_NOT_SO = re.compile(_OPEN, re.IGNORECASE)
_DENIED = re.compile(rf"{_OPEN}(?:\W+\w+){{0,2}}\W*$")
"""The same shortly before a word of a line."""
_PARTS = re.compile(r"[,;|(] ")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*|\d+(?:\.\d+)?")


_GOING_ON = re.compile(r" [a-z]+ing\b")
"""What was kept up, or stopped: kept improving."""


class _Side(NamedTuple):
    """One side of a pair: what finds its words, what finds the opposite ones, and whether it may be said wherever lines have it."""

    said: re.Pattern[str]
    other: re.Pattern[str]
    anywhere: bool


@cache
def _sides() -> dict[str, tuple[_Side, ...]]:
    """Give the sides on which each word stands."""
    found: dict[str, tuple[_Side, ...]] = {}
    for row in rows_in("opposed_words.txt"):
        one, other = ([word.replace("_", " ") for word in side.split()] for side in row.removeprefix("* ").split(" : "))
        for words, opposite in ((one, other), (other, one)):
            side = _Side(_finder(words), _finder(opposite), row.startswith("* "))
            found |= {word: (*found.get(word, ()), side) for word in words}
    return found


@cache
def _any_word() -> re.Pattern[str]:
    return _finder(_sides())


def _finder(words: Iterable[str]) -> re.Pattern[str]:
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![a-z-])(?:{either})(?![a-z-])")


def contrary(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a word where the cited lines have none of its kind but the opposite one, beside the same thing."""
    low = _spaced(sentence)
    found = list(_found(low))
    if not found or NEGATED.search(sentence) or SAID.search(sentence) or _NOT_SO.search(sentence):
        return _GOOD
    lines = [_spaced(statement.text) for statement in evidence.firsthand]
    for word, side in found:
        if (
            side.other.search(low)
            or _GOING_ON.match(low, word.end())
            or (side.anywhere and any(map(side.said.search, lines)))
            or _is_said(side.said, word, low, lines)
        ):
            continue
        if told := _told(side.other, word, low, lines):
            return Verdict(False, "outcome_flip", f"a fact says {told!r} where the sentence says {word.group()!r}")
    return _GOOD


def _found(low: str) -> Iterator[tuple[re.Match[str], _Side]]:
    """Give the first word of each side that a sentence has."""
    seen = set[_Side]()
    for word in _any_word().finditer(low):
        phrase = word.group()
        last = phrase.rpartition(" ")[2]  # too long is long too
        for side in (*_sides()[phrase], *(_sides().get(last, ()) if last != phrase else ())):
            if side not in seen:
                seen.add(side)
                yield word, side


def is_opposed(sentence: str, evidence: Evidence) -> bool:
    """Tell whether a cited line has the opposite of a word of a sentence beside the same thing: kept, for one not deleted."""
    low, lines = _spaced(sentence), [_spaced(statement.text) for statement in evidence.firsthand]
    return any(_told(side.other, word, low, lines) for word, side in _found(low))


def _is_said(words: re.Pattern[str], said: re.Match[str], sentence: str, lines: list[str]) -> bool:
    """Tell whether a line has a word of the sentence's own side: beside the same thing, as a count, or in another form."""
    found = [(line, match) for line in lines for match in words.finditer(line)]
    if any(_COUNT.search(line[: match.start()]) for line, match in found):
        return True
    return bool(_told(words, said, sentence, lines)) or (not found and stem(said.group()) in stems_in(lines))


_COUNT = re.compile(r"\d $")
"""How many of all were the one, beside how many were the other: 188 accepted, 12 rejected."""


def _told(words: re.Pattern[str], said: re.Match[str], sentence: str, lines: list[str]) -> str:
    """Give the word of one side that a line has beside the thing of which a sentence has one."""
    thing = _beside(sentence, said)
    for line in lines:
        for match in words.finditer(line):
            if _of_one(said, thing & _beside(line, match)) and not _DENIED.search(line[: match.start()]):
                return match.group()
    return ""


def _of_one(word: re.Match[str], things: frozenset[str]) -> bool:
    """Tell whether both words are of one thing; a rank is of what is named, since each of several is one of them: best run 4."""
    return bool(things - reporting_words() if _RANK.fullmatch(word.group()) else things)


_RANK = re.compile(r"[a-z]+(?<!old)(?<!new)est|worst|most|least")


def _spaced(text: str) -> str:
    """Give a line in lower case, with the words of its names apart: val_mae, out/best.pt."""
    return re.sub(r"[_./]", " ", text.lower())


def _beside(text: str, word: re.Match[str]) -> frozenset[str]:
    """Give the stems of the words that stand around a word and carry meaning."""
    before, after = (
        [each for each in _WORD.findall(part) if each not in STOP]
        for part in (_PARTS.split(text[: word.start()])[-1], _PARTS.split(text[word.end() :])[0])
    )
    return frozenset(map(stem, (*before[-_NEAR:], *after[:_NEAR])))

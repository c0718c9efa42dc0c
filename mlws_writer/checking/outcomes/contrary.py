"""Words of which a thing is the one or the other: what a sentence calls raised, where its lines only tell that it was lowered."""

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, SAID, STOP, stem, stems_in
from mlws_writer.checking.reading.words import reporting_words
from mlws_writer.checking.verdict import Verdict

_GOOD = Verdict(True)
_NEAR = 3
"""Words that carry meaning, before and after such a word, which may say what it is of."""
_NOT_SO = re.compile(
    r"\b(?:not|never|no|nor|neither|without|cannot|hardly|less|rather|instead|than|from|if|until|would|should)\b|n't\b",
    re.IGNORECASE,
)
"""What makes it open which of the two ways a text tells."""
_DENIED = re.compile(
    r"(?:\b(?:not|never|no|nor|neither|without|cannot|hardly|less|rather|instead|than|from|if|until|would|should)\b|n't\b)(?:\W+\w+){0,2}\W*$"
)
_PARTS = re.compile(r"[,;|(] ")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*|\d+(?:\.\d+)?")


_GOING_ON = re.compile(r" [a-z]+ing\b")
"""What was kept up, or stopped: kept improving."""


class _Pair(NamedTuple):
    """Two sides, each as what finds its words."""

    sides: tuple[re.Pattern[str], re.Pattern[str]]
    anywhere: bool
    """Whether a word may be said wherever the lines have it."""


@cache
def _pairs() -> tuple[_Pair, ...]:
    text = (files("mlws_writer") / "checking" / "reading" / "opposed_words.txt").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    parted = ((row, row.removeprefix("* ").split(" : ")) for row in rows)
    return tuple(_Pair((_finder(one), _finder(other)), row.startswith("* ")) for row, (one, other) in parted)


def _finder(words: str) -> re.Pattern[str]:
    either = "|".join(re.escape(word).replace("_", " ") for word in sorted(words.split(), key=len, reverse=True))
    return re.compile(rf"(?<![a-z-])(?:{either})(?![a-z-])")


def contrary(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a word where the cited lines have none of its kind but the opposite one, beside the same thing."""
    if NEGATED.search(sentence) or SAID.search(sentence) or _NOT_SO.search(sentence):
        return _GOOD
    low = _spaced(sentence)
    lines = [_spaced(statement.text) for statement in evidence.firsthand]
    for pair in _pairs():
        for said, other in (pair.sides, pair.sides[::-1]):
            word = None if pair.anywhere and any(map(said.search, lines)) else said.search(low)
            if (
                word is None
                or other.search(low)
                or _GOING_ON.match(low, word.end())
                or _is_said(said, word, low, lines)
            ):
                continue
            if told := _told(other, word, low, lines):
                finding = f"a fact says {told!r} where the sentence says {word.group()!r}"
                return Verdict(False, "outcome_flip", finding)
    return _GOOD


def is_opposed(sentence: str, evidence: Evidence) -> bool:
    """Tell whether a cited line has the opposite of a word of a sentence beside the same thing: kept, for one not deleted."""
    low, lines = _spaced(sentence), [_spaced(statement.text) for statement in evidence.firsthand]
    sides = (side for pair in _pairs() for side in (pair.sides, pair.sides[::-1]))
    found = ((other, word) for said, other in sides if (word := said.search(low)))
    return any(_told(other, word, low, lines) for other, word in found)


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

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
"""Words before and after such a word that may say what it is of."""
_NOT_SO = re.compile(
    r"\b(?:not|never|no|nor|neither|without|cannot|hardly|less|rather|instead|than|from|if|until|would|should)\b|n't\b",
    re.IGNORECASE,
)
"""What makes it open which of the two ways a text tells."""
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*|\d+(?:\.\d+)?")


class _Pair(NamedTuple):
    """Two sides, each as what finds its words."""

    sides: tuple[re.Pattern[str], re.Pattern[str]]


@cache
def _pairs() -> tuple[_Pair, ...]:
    text = (files("mlws_writer") / "checking" / "reading" / "opposed_words.txt").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(_Pair((_finder(one), _finder(other))) for one, other in (row.split(" : ") for row in rows))


def _finder(words: str) -> re.Pattern[str]:
    either = "|".join(re.escape(word).replace("_", " ") for word in sorted(words.split(), key=len, reverse=True))
    return re.compile(rf"(?<![a-z-])(?:{either})(?![a-z-])")


def contrary(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a word where the cited lines have none of its kind but the opposite one, beside the same thing."""
    if NEGATED.search(sentence) or SAID.search(sentence) or _NOT_SO.search(sentence):
        return _GOOD
    low = sentence.lower()
    lines = [_spaced(statement.text) for statement in evidence.firsthand]
    spoken = stems_in(lines)
    for pair in _pairs():
        for said, other in (pair.sides, pair.sides[::-1]):
            word = said.search(low)
            if word is None or other.search(low):
                continue
            if (stem(word.group()) in spoken and not any(map(said.search, lines))) or _told(said, word, low, lines):
                continue
            if told := _told(other, word, low, lines):
                finding = f"a fact says {told!r} where the sentence says {word.group()!r}"
                return Verdict(False, "outcome_flip", finding)
    return _GOOD


def _told(words: re.Pattern[str], said: re.Match[str], sentence: str, lines: list[str]) -> str:
    """Give the word of one side that a line has beside the thing of which a sentence has one."""
    thing = _beside(sentence, said)
    for line in lines:
        told = next((match for match in words.finditer(line) if _of_one(said, thing & _beside(line, match))), None)
        if told and not _NOT_SO.search(line):
            return told.group()
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
    near = [*_WORD.findall(text[: word.start()])[-_NEAR:], *_WORD.findall(text[word.end() :])[:_NEAR]]
    return frozenset(stem(each) for each in near if each not in STOP)

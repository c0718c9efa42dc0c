"""Where a sentence says that something was so: at 4,000 steps, with 64 users, on one GPU."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mlws_writer.checking.reading.language import stem
from mlws_writer.facts.dimensions import SPELLED
from mlws_writer.facts.patterns import Pattern

COUNT = rf"\d[\d,]*(?![\d%]|\.\d)|(?:{'|'.join(SPELLED)})(?![\w-])"
_CODES = ("http", "status", "code", "error", "signal")
"""What a number behind them is the code of, and no place: failed with HTTP 503."""
_PREP = "at|after|in|from|to|until|till|since|with|on"
_AT = re.compile(
    rf"\b(?:{_PREP})\s+(?:the |only |just |an? )?(?:(?P<lead>[a-z]{{3,}}s?) (?:size |value |level |length )?(?:number |no\. ?|of )?)?(?P<number>{COUNT})(?:[ -](?:and (?:{COUNT}) |to (?:{COUNT}) )?(?P<noun>[a-z]{{2,}}))?",
    re.IGNORECASE,
)
_SPAN = Pattern(
    rf"\b(?:between|from) (?:(?P<lead>[a-z]{{3,}}s?) )?(?P<one>{COUNT})(?: (?P<its>[a-z]+))? (?:and|to) (?:[a-z]+ )?(?P<other>{COUNT})(?:[ -](?P<noun>[a-z]{{2,}}))?",
    *("between ", "from "),
    flags=re.IGNORECASE,
)


_MOVED_ON = re.compile(
    r"\b(?:and|but|then|before)\s+(?:\w+\s+){0,2}?(?:(?:ended|finished)\s+(?:at|with|on)|"
    r"(?:recover|r[oi]s|climb|f[ae]ll|dropp?|s[aiu]nk|go|went|c[ao]m|return|improv|grew|grow|increas|decreas|declin|shrank|settl|jump|reach|bounc|got)(?:ed|ing|e|s)?\b(?:\s+(?:back|again|up|down|further|steadily|only))*\s+(?:to|at))\s+(?:about |almost |nearly |only )?$",
    re.IGNORECASE,
)
"""What something ended at, or came to then, is of a later place than the one that was named before."""


@dataclass(frozen=True, slots=True)
class Place:
    """A number of a sentence that says where something was so, and the stem of what it counts or numbers."""

    number: str
    start: int
    noun: str


_MOVE = 60
"""How many characters before a number may say what moved on to it."""


@lru_cache(maxsize=2_000)
def moved_on(before: str) -> int:
    """Give where the words before a number begin to say that something came to it then; -1 where they do not."""
    found = _MOVED_ON.search(before, max(len(before) - _MOVE, 0)) if _THEN.search(before) else None
    return found.start() if found else -1


_THEN = re.compile(r"\b(?:to|at|with|on)\s+(?:\w+ )?$")


@lru_cache(maxsize=2_000)
def named_places(sentence: str) -> tuple[Place, ...]:
    """List what may be places: a number behind a preposition, for each noun beside it, or of the other places."""
    return tuple(_named_places(sentence))


def _named_places(sentence: str) -> Iterator[Place]:
    """List what may be places: a number behind a preposition, for each noun beside it, or of the other places."""
    nouns: list[str] = []
    for match in _SPAN.finditer(sentence):
        own = [word for word in (match["noun"], match["its"], match["lead"]) if word]
        nouns += own
        yield from (Place(_digits(match[end]), match.start(end), _stem(noun)) for end in _ENDS for noun in own)
    found = [match for match in _AT.finditer(sentence) if (match["lead"] or "").lower() not in _CODES]
    for match in found:
        own = [word for word in (match["noun"], match["lead"]) if word]
        nouns += own
        yield from (Place(_digits(match["number"]), match.start("number"), _stem(noun)) for noun in own)
    for match in found:  # at 128 users, at 64: of the noun that stands elsewhere
        yield from (Place(_digits(match["number"]), match.start("number"), _stem(noun)) for noun in nouns)


_ENDS = ("one", "other")


def _stem(noun: str) -> str:
    return stem(noun.lower())


def _digits(number: str) -> str:
    return str(SPELLED[number.lower()]) if number.lower() in SPELLED else number.replace(",", "")

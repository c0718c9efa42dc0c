"""Two parts that make up a whole: hits and misses, matched and unmatched, so many of so many and what is missing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, permutations

from mlws_writer.checking.reading.agreement import HUNDRED, close, hedge
from mlws_writer.checking.reading.breakdowns import is_whole
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import content, stem, words_of
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.digits import number
from mlws_writer.facts.patterns import Words
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_POLES = tuple(
    (frozenset(map(stem, good.split())), frozenset(map(stem, bad.split())))
    for good, bad in (
        ("hit hits cached", "miss misses missed"),
        ("match matched matches", "unmatched mismatched"),
        ("pass passed", "fail failed failures"),
        ("ok success succeeded successful good", "fail failed failures error errors bad"),
        ("correct right", "wrong incorrect"),
        ("accept accepted", "reject rejected"),
        ("kept keep", "drop dropped removed discarded excluded"),
        ("found", "missing"),
        ("valid", "invalid"),
    )
)
_NOT = stem("not")
_UN = "un"
_LACKING = Words(
    r"\b(?:missing|lost|lacking|lacked|lacks|left|remain\w*|absent|unread|unwritten|incomplete|unfinished|to go|still to|"
    r"(?:was|were|is|are|had|has|have|did|do|does|could) (?:not|never)|never|(?:was|were|did|do|does|is|are|could|had)n't)\b",
)
"""What a sentence says of the rest of something."""
_ILL = Words(
    r"miss|lost|left|remain|free|fail|drop|skip|error|\bnot?\b|without|reject|remov|discard|delet|wrong|evict|kill|prun|filter|exclu|"
    r"cancel|pending|invalid|dupl|\bun[a-z]+ed\b|broken|lack|n't|bad\b|empty|refus",
)
"""What a line says that itself gives the rest."""
_SO_MANY_OF = re.compile(
    r"(?<![\w.,/-])(?P<some>\d[\d,]*(?:\.\d+)?)(?: ?[A-Za-z]{1,9})? (?:out )?of (?P<all>\d[\d,]*(?:\.\d+)?)(?![\w/]|[.,]\d)",
)
_FROM_A_CACHE = re.compile(
    r"\b(?:served|answered|came|come|coming|found|satisfied|met|taken|read)\b[^,;.]{0,20} (?:from|in|by|out of) (?:the|its|a) (?:\w+ )?cache\b",
    re.IGNORECASE,
)
_HIT = stem("hit")


@dataclass(frozen=True, slots=True)
class Shares:
    """The shares of a whole that a sentence may mean, and those that it would have of another part."""

    meant: tuple[Decimal, ...]
    others: tuple[Decimal, ...] = ()


def shares_of_two(sentence: str, evidence: Evidence) -> Shares | None:
    """Give what share of the whole each of two parts is that the cited lines tell of; nothing where they tell of no such parts."""
    found = [each for s in evidence.firsthand for each in _of_line(s, sentence)]
    if not found:
        return None
    meant = tuple(share for each in found for share in each.meant)
    return Shares(meant, found[0].others if len(found) == 1 else ())


def _of_line(statement: Statement, sentence: str) -> Iterator[Shares]:
    counts = [v for v in statement.values if _is_count(v)]
    words = content(sentence) if len(counts) > 1 else frozenset[str]()
    for one, other in combinations(counts, 2):
        if any(v.key & words for v in counts if v not in (one, other)):
            continue  # of another part
        for good, bad in ((one, other), (other, one)):
            if _are_poles(good, bad):
                yield _of_poles(good, bad, counts, sentence)
    for match in _SO_MANY_OF.finditer(statement.text) if " of " in statement.text else ():
        some, every = number(match["some"]), number(match["all"])
        if some is not None and every is not None and 0 < some < every:
            yield _of_so_many(some / every, statement.text, sentence)


def _is_count(value: Value) -> bool:
    """Tell whether a value is a whole number that its line names: hits=1200, be hits a measure elsewhere."""
    return is_whole(value) and (value.exact or 0 < len(value.key) <= _WORDS)


_WORDS = 3
"""How many words may name a count of which no sign says that they do."""


def _are_poles(good: Value, bad: Value) -> bool:
    """Tell whether one count is of those that did, and the other of those that did not."""
    if any(good.key & well and bad.key & ill and not good.key & ill for well, ill in _POLES):
        return True
    if _NOT in bad.key and _NOT not in good.key and good.key & bad.key:
        return True
    denied = (
        word.removeprefix(_UN) for word in bad.key - good.key if word.startswith(_UN) and len(word) > len(_UN) + 2
    )
    return any(word.startswith(bare) for bare in denied for word in good.key)


def _of_poles(good: Value, bad: Value, counts: list[Value], sentence: str) -> Shares:
    a, b = good.quantity.value, bad.quantity.value
    wholes = {a + b, sum((v.quantity.value for v in counts), Decimal(0))}
    wholes |= {v.quantity.value for v in counts if v.quantity.value > a + b}
    did, did_not = (tuple(part / whole for whole in wholes if whole) for part in (a, b))
    by_each_other = tuple(x / y for x, y in ((a, b), (b, a)) if y)
    said = _pole(good, bad, sentence)
    if not said:
        return Shares((*did, *did_not), by_each_other)
    return Shares(did, (*did_not, *by_each_other)) if said > 0 else Shares(did_not, (*did, *by_each_other))


def _pole(good: Value, bad: Value, sentence: str) -> int:
    """Say which of two parts a sentence speaks of: 1 for those that did, -1 for those that did not, 0 where it cannot be told."""
    words = content(sentence)
    well, ill = bool(words & (good.key - bad.key)), bool(words & (bad.key - good.key - {_NOT}))
    well = well or (_HIT in good.key and _FROM_A_CACHE.search(sentence) is not None)
    if well == ill:
        return 0
    denied = _is_denied(sentence, good.key - bad.key if well else bad.key) or _LACKING.search(sentence) is not None
    return (-1 if denied else 1) if well else (0 if denied else -1)


_NO = frozenset(
    [
        "not",
        "no",
        "never",
        "nothing",
        "none",
        "neither",
        "nor",
        "nobody",
        "without",
        "cannot",
        "didn",
        "wasn",
        "weren",
        "couldn",
        "doesn",
        "isn",
        "aren",
        "hadn",
        "hasn",
        "don",
    ]
)
_BEFORE = 4
"""How many words before a deed may deny it: not a single one matched."""


def _is_denied(text: str, key: frozenset[str]) -> bool:
    """Tell whether a text denies what some stems name: did not match, no match, matched nothing."""
    words = [word.lower() for word in words_of(text)]
    named = [place for place, word in enumerate(words) if stem(word) in key or stem(f"{word}ed") in key]
    return any(_NO.intersection(words[max(place - _BEFORE, 0) : place + _TWO]) for place in named)


_TWO = 2


def count_of_two(quantity: Quantity, clause: str, evidence: Evidence) -> bool | None:
    """Tell whether a count is that of the part which its clause speaks of, did or did not; None where it is of neither."""
    if quantity.dimension is not Dimension.PLAIN or quantity.value % 1 or not any(map(clause.__contains__, _DENIALS)):
        return None
    for statement in evidence.statements:
        counts = [v for v in statement.values if _is_count(v)] if not statement.tainted else []
        for good, bad in ((a, b) for a, b in permutations(counts, 2) if _are_poles(a, b)):
            known = good.key if _NOT in bad.key else good.key - bad.key
            if quantity.value not in (good.quantity.value, bad.quantity.value) or not _is_denied(clause, known):
                continue
            if good.quantity.value != bad.quantity.value and len(quantities(clause)) == 1:
                return quantity.value == bad.quantity.value
    return None


_DENIALS = ("no", "n't", "ne", "without")
"""Every denial holds one of these."""


def _of_so_many(share: Decimal, text: str, sentence: str) -> Shares:
    if _ILL.search(text):
        return Shares((share, 1 - share))
    return Shares((1 - share,), (share,)) if _LACKING.search(sentence) else Shares((share,))


_OF = re.compile(r"[\s)]*of\b")
_IN = re.compile(r"\b(?:in|out of)\b")


def part_of_two(
    words: str, start: int, room: tuple[Decimal, Decimal], sentence: str, evidence: Evidence
) -> bool | None:
    """Tell whether a share in words, a quarter of the lookups, is that of the part that is spoken of; None as below."""
    if not _OF.match(sentence, start + len(words)) and not _IN.search(words):
        return None
    found = shares_of_two(sentence, evidence)
    if found and any(room[0] <= share <= room[1] for share in found.meant):
        return True
    return False if found and any(room[0] <= share <= room[1] for share in found.others) else None


def share_in_percent(quantity: Quantity, sentence: str, evidence: Evidence) -> bool | None:
    """Tell whether a percentage of something is the share of the part that a sentence speaks of; None where no lines tell of two."""
    if quantity.dimension is not Dimension.PERCENT or not _OF.match(sentence, quantity.end):
        return None
    found = shares_of_two(sentence, evidence)
    if found is None:
        return None
    hedged = hedge(sentence, quantity)

    def fits(shares: tuple[Decimal, ...]) -> bool:
        return any(close(quantity.value, quantity.slack, share * HUNDRED, hedged) for share in shares)

    return True if fits(found.meant) else False if fits(found.others) else None

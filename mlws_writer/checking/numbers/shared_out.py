"""How many, or what part, of some things are of one kind, held against a line that counts them by kind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from mlws_writer.checking.numbers.counting import ALL_BUT
from mlws_writer.checking.reading.agreement import HUNDRED, close, hedge, rounded
from mlws_writer.checking.reading.breakdowns import Breakdown
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, content, stems
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.digits import number
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_OF = re.compile(
    r"\s+of (?:the |all (?:the )?|its |these |their )?(?P<things>(?:(?!and |but |while )[\w,-]+ ){0,3}?(?!and |but |while )[A-Za-z][\w-]*)(?P<said>,? (?:[^;]{0,20}?, )?(?:were|was|are|is|had|have|has|ended|went|came|got|go|concern\w*|contain\w*|turned|landed|failed|crashed|passed|make|made)\b[^;]*)"
)
_NOT = re.compile(r"\b(?:not|neither|nor|no|without|other than|except|but|than|n't)\b|n't\b", re.IGNORECASE)
_CUT = re.compile(
    r",? (?:and|but|while|whereas) (?=[^,;]*(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|none|rest|others)\b))|, (?:and|but|none|while|whereas|the (?:others?|rest)|\S+ of)\b|; "
)
_TOGETHER = re.compile(r"\b(?:includ\w+|count\w*|together|combined|either|at least|left|remain\w*)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Share:
    """What a sentence says that some things are: those that it names of a breakdown, and what else may be the whole."""

    named: tuple[Value, ...]
    wholes: tuple[Decimal, ...]
    sure: bool

    @property
    def counts(self) -> tuple[Decimal, ...]:
        """The counts that may be meant: of all that is named together, of each by itself."""
        each = [v.quantity.value for v in self.named]
        return (*each, sum(each, Decimal(0)))

    @property
    def parts(self) -> tuple[Decimal, ...]:
        """The parts of a whole that those counts may be."""
        return tuple(count / whole for count in self.counts for whole in self.wholes if 0 <= count <= whole and whole)


def share(end: int, sentence: str, evidence: Evidence) -> Share | None:
    """Find what the words behind a number or a fraction call some of the things that a line counts by kind."""
    match = _OF.match(sentence, end)
    if match is None or not evidence.breakdowns:
        return None
    said = _CUT.split(match["said"])[0]
    if _NOT.search(said) or _TOGETHER.search(sentence):
        return None
    found = [
        each
        for each in (_of(said, match["things"], list_, sentence, evidence) for list_ in evidence.breakdowns)
        if each
    ]
    return found[0] if len(found) == 1 else None


def _of(said: str, things: str, listed: Breakdown, sentence: str, evidence: Evidence) -> Share | None:
    words = (content(said) | stems(said)) - content(things)
    named = tuple(v for v in listed.parts if v.tags and v.tags <= words)
    if not named or len(named) == len(listed.parts) or any(v.tags & content(things) for v in listed.parts):
        return None
    first, shared = listed.parts[0].quantity.value, _shared(named, listed, sentence, evidence)
    return replace(shared, wholes=(*shared.wholes, first)) if first * 2 >= listed.whole else shared


def _shared(named: tuple[Value, ...], listed: Breakdown, sentence: str, evidence: Evidence) -> Share:
    """Give what is named of a list, as parts of all that this has, or of more that the cited lines or the sentence give."""
    given = {v.quantity.value for v in evidence.values if v.quantity.dimension is Dimension.PLAIN}
    given |= {q.value for q in quantities(sentence) if q.dimension is Dimension.PLAIN}
    wholes = (listed.whole, *(v for v in given if v % 1 == 0 and v > listed.whole))
    return Share(named, wholes, listed.sure)


def shared_out(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that so many, or such a part, of some things are of a kind of which a line counts other ones."""
    for quantity, found in _told(sentence, evidence):
        hedged = hedge(sentence, quantity)
        worth = found.counts if quantity.dimension is Dimension.PLAIN else tuple(HUNDRED * p for p in found.parts)
        if not any(close(quantity.value, quantity.slack, each, hedged) for each in worth):
            counts = " and ".join(v.quantity.text for v in found.named)
            return Verdict(False, "number_swap", f"the line counts {counts} of what is said to be {quantity.text}")
    most = _MOST.match(sentence)
    whole = share(most.end(), sentence, evidence) if most else None
    if whole and whole.sure and not any(part > _HALF for part in whole.parts):
        return Verdict(False, "wrong_arithmetic", f"{whole.named[0].quantity.text} are no more than half")
    few = _no_majority(sentence, evidence)
    return Verdict(False, "wrong_arithmetic", f"{few} are no more than half") if few else Verdict(True)


_MOST_OF = re.compile(
    r"^(?:most|the majority|the bulk) of [^,;]*? (?:were|was|are|is|came from|had been) (?P<what>[^,;.]*)",
    re.IGNORECASE,
)


def _no_majority(sentence: str, evidence: Evidence) -> str:
    """Give the count of the kind that most of some things are said to be of, where a line lists it as half of them or fewer."""
    match = _MOST_OF.match(sentence)
    words = stems(match["what"]) if match else frozenset[str]()
    for row in evidence.counts if match and not NEGATED.search(sentence) else ():
        named = [v for v in row if v.tags & words]
        total = sum(v.quantity.value for v in row)
        if len(named) == 1 and len(row) > 1 and named[0].quantity.value * 2 <= total:
            return named[0].quantity.text
    return ""


def parts_named(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Divide what a sentence names of the parts of a whole by it: pallets and boxes are 78% of all instances."""
    if quantity.dimension is not Dimension.PERCENT or not _OF_ALL.match(sentence, quantity.end):
        return
    words = content(sentence[: quantity.start])
    for listed in evidence.breakdowns:
        named = [v.quantity.value for v in listed.parts if v.tags & words]
        if named and listed.whole:
            yield sum(named, Decimal(0)) / listed.whole * HUNDRED


_OF_ALL = re.compile(r"[\s)]*of (?:all|the)\b")
_LEFT_OUT = re.compile(
    r"\b(?:excluded?|excluding|dropp(?:ed|ing)|removed|removing|skipp(?:ed|ing)|filtered(?: out)?|discarded|ignor(?:ed|ing)|rejected)[ :=]+(?P<many>\d[\d,]*) (?P<what>[a-z]+)\b",
    re.IGNORECASE,
)


def what_was_kept(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Take what a line says to have been left out of things from how many a line before it gives of them."""
    noun = _NOUN.match(sentence, quantity.end)
    if noun is None or quantity.dimension is not Dimension.PLAIN:
        return
    for statement in evidence.statements:
        match = _LEFT_OUT.search(statement.text) if not statement.tainted else None
        many = number(match["many"]) if match and stems(match["what"]) == stems(noun["what"]) else None
        if many is not None:
            wholes = (v for v in evidence.values if v.statement < statement.id and v.key & stems(noun["what"]))
            yield from (v.quantity.value - many for v in wholes if v.quantity.value > many)


_NOUN = re.compile(r" (?P<what>[a-z]+)\b")
_MOST = re.compile(r"(?:By far )?(?:the )?(?:most|majority|bulk)(?= of\b)", re.IGNORECASE)
_HALF = Decimal("0.5")


def _of_all(quantity: Quantity, sentence: str, evidence: Evidence) -> Share | None:
    """Find the kind, or the kinds together, that a sentence says to be a part of all that the cited line lists: street clips are 24% of all clips."""
    single = quantity.dimension is Dimension.PERCENT and len(evidence.own) == 1
    together = _JOINTLY.search(sentence[: quantity.start]) is not None
    of_them = (_OF_ALL if together else _OF_ALL_OF_THEM).match(sentence, quantity.end) if single else None
    if of_them is None or _NOT.search(sentence) or (_TOGETHER.search(sentence) and not together):
        return None
    words = content(sentence[: quantity.start])
    for listed in evidence.breakdowns:
        named = tuple(v for v in listed.parts if v.tags & words)
        if listed.sure and len(named) < len(listed.parts) and len(named) == (_TWO if together else 1):
            return _shared(_taken_together(named), listed, sentence, evidence)
    return None


def _taken_together(named: tuple[Value, ...]) -> tuple[Value, ...]:
    """Make one count of several."""
    total = sum((value.quantity.value for value in named), Decimal(0))
    return (replace(named[0], quantity=replace(named[0].quantity, value=total)),)


_TWO = 2
_JOINTLY = re.compile(r"\b(?:together|combined|between them|jointly)\b", re.IGNORECASE)
_OF_ALL_OF_THEM = re.compile(r"[\s)]*of (?:all|the whole)\b", re.IGNORECASE)


def _told(sentence: str, evidence: Evidence) -> Iterator[tuple[Quantity, Share]]:
    for each in quantities(sentence):
        quantity = rounded(sentence, each)
        plain = quantity.dimension is Dimension.PLAIN and quantity.value % 1 == 0
        if ALL_BUT.search(sentence[: each.start]):
            continue
        found = share(each.end, sentence, evidence) if plain or quantity.dimension is Dimension.PERCENT else None
        found = found or _of_all(quantity, sentence, evidence)
        if found and found.sure:
            yield quantity, found

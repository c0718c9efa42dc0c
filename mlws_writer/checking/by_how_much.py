"""By how much two things differ, held against the values of both in what they are compared in, whatever else differs by it."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from mlws_writer.checking.agreement import HUNDRED, close, hedge, rounded
from mlws_writer.checking.comparing import in_words
from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.leagues import Member
from mlws_writer.checking.meant import comparison
from mlws_writer.checking.sides import both_in
from mlws_writer.checking.verdict import Verdict
from mlws_writer.checking.versus import changed
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_APART = re.compile(
    r"\)?\s*(?:points? |percentage points? |pp )?(?:more|fewer|less|higher|lower|better|worse|larger|smaller|bigger|faster|slower|longer|shorter|cheaper|lighter|heavier)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby (?:about |around |roughly |some |almost |nearly |only |just |over |more than |less than )?[$€£]?$")


def is_apart(quantity: Quantity, sentence: str) -> bool:
    """Tell whether a number is said to be that by which two things differ."""
    behind = _APART.match(sentence, quantity.end) is not None
    return behind or (quantity.dimension is Dimension.POINTS) or _BY.search(sentence[: quantity.start]) is not None


def amounts(quantity: Quantity, pair: Sequence[Member]) -> Iterator[Decimal]:
    """Give by how much two things differ, in the unit of a number."""
    one, other = (abs(member.value.quantity.value) for member in pair)
    apart = abs(one - other)
    if quantity.dimension is Dimension.PERCENT:
        yield from (apart / each * HUNDRED for each in (one, other) if each)
        yield from ([apart] if pair[0].value.quantity.dimension is Dimension.PERCENT else [])
    elif quantity.dimension is Dimension.TIMES:
        yield from (a / b for a, b in ((one, other), (other, one)) if b)
        yield from (apart / b for b in (one, other) if b)
    else:
        yield apart
        yield from ([apart * HUNDRED] if quantity.dimension is Dimension.POINTS and max(one, other) <= 1 else [])
        yield from ([apart * quantity.factor] if pair[0].value.quantity.dimension is Dimension.PLAIN else [])


def by_how_much(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a number by which two things are said to differ where what is compared of them does not."""
    for each in quantities(sentence):
        quantity = rounded(sentence, each)
        pairs = _pairs(_clause_of(quantity, sentence), sentence, evidence) if is_apart(quantity, sentence) else []
        hedged = hedge(sentence, quantity)
        worth = [much for pair in pairs for much in amounts(quantity, pair)]
        if worth and not any(close(quantity.value, quantity.slack, much, hedged) for much in worth):
            one, other = (member.value.quantity.text for member in pairs[0])
            return Verdict(False, "wrong_arithmetic", f"{one} and {other} do not differ by {quantity.text}")
    return Verdict(True)


_CLAUSES = re.compile(r",? (?:and|but|while|whereas|although|though) |; ")


def _clause_of(quantity: Quantity, sentence: str) -> str:
    """Give the part of a sentence that a number stands in, between the words that join clauses."""
    cuts = [match.span() for match in _CLAUSES.finditer(sentence)]
    start = max((end for _, end in cuts if end <= quantity.start), default=0)
    return sentence[start : min((cut for cut, _ in cuts if cut >= quantity.end), default=len(sentence))]


def _pairs(clause: str, sentence: str, evidence: Evidence) -> list[tuple[Member, Member]]:
    """Give the two cited things that a clause compares, in each league that it may mean; those of two lines rather than of one."""
    sides, near, sign, about = changed(clause), clause, 1, ""
    found = in_words(clause) if " than " in clause else None
    if found:
        sides, near, sign, about = (found.left, found.right), found.gap or found.left, found.sign, found.about
    if sides is None or not evidence.leagues:
        return []
    said = comparison(sentence, clause, near, sign, about, evidence)
    pairs = [pair for _, pair in both_in(said, sides, evidence) if all(_counts(member, evidence) for member in pair)]
    pairs = [(a, b) for a, b in pairs if a.value.quantity.value != b.value.quantity.value]
    apart = [(one, other) for one, other in pairs if one.value.statement != other.value.statement]
    return apart or pairs


def _counts(member: Member, evidence: Evidence) -> bool:
    return member.value.statement in evidence.own and member.value.quantity.dimension not in WHEN

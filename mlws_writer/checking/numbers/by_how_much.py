"""By how much two things differ, held against the values of both in what they are compared in, whatever else differs by it."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from mlws_writer.checking.numbers.comparing import in_words
from mlws_writer.checking.numbers.contrast import CHANGED_BY
from mlws_writer.checking.numbers.meant import comparison
from mlws_writer.checking.numbers.rated import as_many
from mlws_writer.checking.numbers.sides import both_in
from mlws_writer.checking.numbers.two_lines import counts_of_both
from mlws_writer.checking.numbers.versus import changed
from mlws_writer.checking.reading.agreement import HUNDRED, close, hedge, rounded
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.leagues import Member, integers
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_APART = re.compile(
    r"\)?\s*(?:points? |percentage points? |pp )?(?:more|fewer|less|higher|lower|better|worse|larger|smaller|bigger|faster|slower|longer|shorter|cheaper|lighter|heavier)\b",
    re.IGNORECASE,
)
_TOP = re.compile(r"\b(?:top|first|best|at|rank)[ @-]$", re.IGNORECASE)
"""A number that is part of a name: the top five."""


def is_apart(quantity: Quantity, sentence: str) -> bool:
    """Tell whether a number is said to be that by which two things differ."""
    behind = _APART.match(sentence, quantity.end) is not None and not _TOP.search(sentence[: quantity.start])
    behind = behind or (quantity.dimension is Dimension.TIMES and _TIMES.search(sentence, quantity.start) is not None)
    behind = behind or (quantity.dimension is Dimension.TIMES and sentence.startswith(("-fold", "fold"), quantity.end))
    return (
        behind or (quantity.dimension is Dimension.POINTS) or CHANGED_BY.search(sentence[: quantity.start]) is not None
    )


def amounts(quantity: Quantity, sentence: str, pair: Sequence[Member]) -> Iterator[Decimal]:
    """Give by how much two things differ, in the unit of a number: three times as much is twice more."""
    one, other = (member.value.quantity.value for member in pair)
    apart, one, other = abs(one - other), abs(one), abs(other)
    if quantity.dimension is Dimension.PERCENT:
        yield from (apart / each * HUNDRED for each in (one, other) if each)
        yield from ([apart] if pair[0].value.quantity.dimension is Dimension.PERCENT else [])
    elif quantity.dimension is Dimension.TIMES:
        yield from (a / b for a, b in ((one, other), (other, one)) if b)
        more = _APART.match(sentence, quantity.end)
        yield from (apart / b for b in (one, other) if b and more)
    else:
        yield apart
        yield from ([apart * HUNDRED] if quantity.dimension is Dimension.POINTS and max(one, other) <= 1 else [])
        yield from ([apart * quantity.factor] if pair[0].value.quantity.dimension is Dimension.PLAIN else [])


def by_how_much(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a number by which two things are said to differ where what is compared of them does not."""
    for quantity in (rounded(sentence, each) for each in quantities(sentence)):
        pairs = _pairs(quantity, sentence, evidence)
        ratio = next(as_many(quantity, sentence, evidence), None) if quantity.dimension is Dimension.TIMES else None
        if ratio is not None and not close(quantity.value, quantity.slack, ratio, hedge(sentence, quantity)):
            return Verdict(False, "wrong_arithmetic", f"one count is not {quantity.text} the other")
        if pairs and not _is_worth(quantity, sentence, pairs):
            one, other = (member.value.quantity.text for member in pairs[0])
            return Verdict(False, "wrong_arithmetic", f"{one} and {other} do not differ by {quantity.text}")
    return Verdict(True)


def is_the_gap(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a number is that by which the two things that its clause compares differ."""
    return _is_worth(quantity, sentence, _pairs(quantity, sentence, evidence))


def sets_apart(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a number is said to be that by which two things differ of which the cited lines give both values."""
    return bool(_pairs(quantity, sentence, evidence))


def _is_worth(quantity: Quantity, sentence: str, pairs: Sequence[Sequence[Member]]) -> bool:
    hedged = hedge(sentence, quantity) if pairs else ""
    worth = (much for pair in pairs for much in amounts(quantity, sentence, pair))
    return any(close(quantity.value, quantity.slack, much, hedged) for much in worth)


_TIMES = re.compile(
    r"\btimes (?:(?:that|those)(?: (?:of|with|for|in))?|as (?:much|many|high|large|long|fast)(?: (?P<noun>(?!as )[^,;.]{1,30}?))? as|the \w+(?: \w+)? of)\b"
)
_CLAUSES = re.compile(r",? (?:and|but|while|whereas|although|though) |; ")


def _clause_of(quantity: Quantity, sentence: str) -> str:
    """Give the part of a sentence that a number stands in, between the words that join clauses."""
    cuts = [match.span() for match in _CLAUSES.finditer(sentence)]
    start = max((end for _, end in cuts if end <= quantity.start), default=0)
    return sentence[start : min((cut for cut, _ in cuts if cut >= quantity.end), default=len(sentence))]


def _pairs(quantity: Quantity, sentence: str, evidence: Evidence) -> list[tuple[Member, Member]]:
    """Give the two cited things whose difference a number is said to be, in each league that may be meant; those of two lines rather than of one."""
    clause = _clause_of(quantity, sentence) if is_apart(quantity, sentence) else ""
    sides, near, sign, about = changed(clause), clause, 1, ""
    found = in_words(clause) if " than " in clause else None
    if found:
        sides, near, sign, about = (
            (found.left, found.right),
            found.gap if found.gap.strip() else found.left,
            found.sign,
            found.about,
        )
    elif times := _TIMES.search(clause):
        sides = clause[: times.start()], clause[times.end() :]
        near = times["noun"] or sides[0]
    if clause and quantity.dimension is Dimension.PLAIN and quantity.value % 1 == 0:
        counts = counts_of_both(clause, sentence, evidence)
        if counts:
            return [(_unnamed(one), _unnamed(other)) for one, other in counts]
    if sides is None or not evidence.leagues:
        return []
    said = comparison(sentence, clause, near, sign, about, evidence)
    both = (pair for league, pair in both_in(said, sides, evidence) if league.what or league.metric)
    pairs = [pair for pair in both if all(_counts(member, evidence) for member in pair)]
    pairs = [pair for pair in pairs if _differ(pair, integers(" ".join(sides)))]
    if _SO_MANY_MORE.match(sentence, quantity.end):
        pairs = [pair for pair in pairs if not any(member.value.quantity.value % 1 for member in pair)]
    apart = [(one, other) for one, other in pairs if one.value.statement != other.value.statement]
    return apart or pairs


def _unnamed(value: Value) -> Member:
    return Member(frozenset(), frozenset(), value)


_SO_MANY_MORE = re.compile(r" (?:more|fewer|additional|extra) (?!than\b)[a-z]+s\b", re.IGNORECASE)
"""Eight more mails: what differs by so many is counted."""


def _differ(pair: Sequence[Member], named: frozenset[int]) -> bool:
    """Tell whether two things differ in more than the numbers that they are called by: depth 6 and depth 3."""
    one, other = (member.value.quantity.value for member in pair)
    return one != other and not (one in named and other in named)


def _counts(member: Member, evidence: Evidence) -> bool:
    return member.value.statement in evidence.own and member.value.quantity.dimension not in WHEN

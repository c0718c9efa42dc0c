"""Two things of a league that a sentence sets against each other, or from which to which something went."""

import re
from collections.abc import Sequence
from itertools import repeat

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.meant import Comparison, comparison, meant, spoken_in, way
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.leagues import League, Member, holds, integers
from mlws_writer.checking.reading.series import is_place
from mlws_writer.checking.reading.superlatives import SIGNS
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.reading.words import reporting_words
from mlws_writer.facts.quantities import Dimension, quantities


def compared(sentence: str, gap: str, sides: tuple[str, str], sign: int, about: str, evidence: Evidence) -> list[bool]:
    """Say of each league in which both sides are, and that is meant, whether the one stands before the other."""
    if any(word in SIGNS for word in sentence.lower().split()):
        return []  # more than the best of the other
    said = comparison(sentence, " ".join(sides), gap if gap.strip() else sides[0], sign, about, evidence)
    judged = []
    for league, (one, other) in both_in(said, sides, evidence):
        if {one.value.quantity.value, other.value.quantity.value} <= integers(" ".join(sides)):
            continue  # the numbers that they are called by: chunks of 256 and of 512
        more = one.value.quantity.value - other.value.quantity.value
        if (more or about == "good" or (league.metric and said.near & league.what)) and (wants := way(league, said)):
            judged.append(more * wants > 0)
    return judged


_FROM_TO = re.compile(
    r"\b(?P<join>from|between) (?:the )?(?P<one>[A-Za-z][^,;.]*?) (?:to|and|until|till|through|up to) (?:the )?(?P<other>[A-Za-z][^,;.]*)",
    re.IGNORECASE,
)


def from_to(clause: str, evidence: Evidence) -> tuple[Value, Value] | None:
    """Give the values of the two things from one of which to the other a measure rose or fell: from fold 2 to fold 3."""
    match = _FROM_TO.search(clause)
    if match is None:
        return None
    rest = f"{clause[: match.start()]} {clause[match.end() :]} {match['other']}"
    said = comparison(clause, rest, rest, 1, "", evidence)
    found = [(a.value, b.value) for _, (a, b) in both_in(said, (match["one"], match["other"]), evidence)]
    found = [
        pair for pair in found if pair[0].quantity.value != pair[1].quantity.value and not all(map(is_place, pair))
    ]
    return found[0] if len(found) == 1 else None


def both_in(said: Comparison, sides: tuple[str, str], evidence: Evidence) -> list[tuple[League, tuple[Member, Member]]]:
    """Give the leagues that are meant in which each side is one thing, another than the other side."""
    found = []
    named = [(spoken_in(side, evidence), integers(side)) for side in sides]
    for league in evidence.leagues:
        one, other = (_cited(league.called(spoken - league.what, numbers), evidence) for spoken, numbers in named)
        foreign = any(map(_speaks_of_others, (one, other), sides, repeat(evidence)))
        if len(one) == len(other) == 1 and one != other and not foreign and not _of_others(said, (one[0], other[0])):
            found.append((league, (one[0], other[0])))
    return [(league, (pair[0], pair[1])) for league, pair in meant(said, found)]


def _cited(called: tuple[Member, ...], evidence: Evidence) -> tuple[Member, ...]:
    """Keep of several rows of one thing the cited one, where one is."""
    cited = tuple(member for member in called if member.value.statement in evidence.own) if len(called) > 1 else ()
    return cited if len(cited) == 1 else called


def _speaks_of_others(called: Sequence[Member], side: str, evidence: Evidence) -> bool:
    """Tell whether a side names a thing that its member is not of: SASRec after 20 epochs is no epoch 20 of another."""
    own = frozenset[str]().union(*(m.name | m.value.tags | evidence.of(m.value).tags for m in called))
    named = (t for t in told(side, evidence) - own - reporting_words() if t in evidence.ground.labels.kinds)
    return any(named)


def _of_others(said: Comparison, pair: Sequence[Member]) -> bool:
    """Tell whether a sentence writes two values, and neither is of the two things: those of another measure, or data set."""
    written = [q for q in quantities(said.whole) if q.value % 1 and q.dimension is not Dimension.POINTS]
    return len(written) > 1 and not any(holds(q, pair) for q in written)

"""The values whose course a clause tells: those of its measure, of what it names, or of a kind that its word is about by itself."""

import re
from decimal import Decimal

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.kinds import SPEED, better_sign, is_rate
from mlws_writer.checking.order.following import is_set, lengths, of_two_lines, series, speeds, spoken_of
from mlws_writer.checking.order.outdone import is_alike
from mlws_writer.checking.outcomes.ill_counts import parts, words_and_kinds
from mlws_writer.checking.reading.beside_each_other import side_values
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.then_and_now import former_of
from mlws_writer.checking.reading.tokens import tokens
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension

_TWO = 2
_OWN = re.compile(
    r",? ?(?:while|whereas|but|although|though)\s+(?:the|its|their)\s+(?!values?\b|same\b)[a-z0-9]", re.IGNORECASE
)
"""A clause with a subject of its own, which what is said elsewhere says nothing of."""


def of_the_clause(word: str, wants: str, about: str, clause: str, sentence: str, evidence: Evidence) -> list[Value]:
    """Give the values whose course a clause tells, or those of its sentence."""
    if counted := numbers_of(about, evidence):
        return counted
    values = series(about, evidence)
    if SPEED.search(about) and not (values and all(map(is_rate, values))):
        rates = speeds(evidence)
        values = rates if rates and not is_set(rates, clause) else values  # training throughput is no loss of training
    if len(values) < 2 and not values:
        values = spoken_of(clause, evidence) or ([] if _OWN.match(clause) else spoken_of(sentence, evidence))
        rated = SPEED.search(clause if metric_of(clause.split()) else sentence) or wants in ("faster", "slower")
        values = values or (speeds(evidence) if rated and " than " not in clause else [])
    if not values and word.lower().endswith(("longer", "shorter")):
        values = lengths(evidence)
    if len(values) < 2:
        alone = [] if " than " in clause else _of_their_kind(word, wants, evidence)
        values = alone or of_two_lines(sentence, evidence) or values
    return values if len(values) > 1 else _of_two_columns(clause, evidence) or values


_NUMBER_OF = Pattern(
    r"\bnumber of (?P<what>[a-z-]+(?: [a-z-]+){0,2}?)(?= (?:kept|keeps|fell|falls|rose|rises|went|did|dropped|grew|increased|decreased|shrank|declined|climbed|stayed|remained|changed|was|is)\b)",
    "number of",
    flags=re.IGNORECASE,
)


def numbers_of(clause: str, evidence: Evidence) -> list[Value]:
    """Give the count that each cited line has of what a clause names the number of: of failing tests, in 44 passed, 4 failed."""
    match = _NUMBER_OF.search(clause)
    found = [_count_of(words_and_kinds(match["what"]), line) for line in evidence.firsthand] if match else []
    values = [value for value in found if value]
    return values if len(values) == len(found) > 1 else []


def _count_of(what: frozenset[str], line: Statement) -> Value | None:
    counts = sorted(
        ((len(count.words & what), count.many) for unit in parts(line) for count in unit.counts if count.words & what),
        reverse=True,
    )
    if not counts or (len(counts) > 1 and counts[0][0] == counts[1][0] and counts[0][1] != counts[1][1]):
        return None
    return next((v for v in line.values if v.quantity.value == counts[0][1]), None)


def _of_their_kind(word: str, wants: str, evidence: Evidence) -> list[Value]:
    """Give the two values that cited lines of one shape have of what a word is about by itself: sizes for smaller, scores for worse."""
    pairs = [[v for v in column if v.statement in evidence.own] for column in evidence.columns]
    pairs = [p for p in pairs if len(p) == _TWO and is_alike(*p) and _is_meant_by(word, wants, p[0])]
    one_way = len({difference_in(better_sign(one), one, other) > 0 for one, other in pairs}) == 1
    return pairs[0] if len(pairs) == 1 or (one_way and wants in ("better", "worse")) else []


_OF_SIZE = ("smaller", "bigger", "larger")


def _is_meant_by(word: str, wants: str, value: Value) -> bool:
    if wants in ("better", "worse"):
        return value.metric != "" and better_sign(value) != 0
    if wants in ("faster", "slower"):
        return value.quantity.dimension is Dimension.TIME or is_rate(value)
    return word.lower().endswith(_OF_SIZE) and value.quantity.dimension is Dimension.BYTES


def _of_two_columns(clause: str, evidence: Evidence) -> list[Value]:
    """Give the two values that the row which a clause names has of one measure: before and after, base and tuned."""
    spoken = told(clause, evidence)
    rows = [s for s in evidence.firsthand if tokens(" ".join(s.labels)) & spoken]
    found = [pair for pair in map(side_values, rows) if len(pair) == _TWO]
    return list(found[0]) if len(found) == 1 else []


def with_the_other(values: list[Value], evidence: Evidence) -> list[Value]:
    """Give one value alone what its line says that it was, or the other one of its list of two."""
    if len(values) != 1:
        return values
    was = former_of(values[0], evidence.of(values[0]).values)
    row = next((list(row) for row in evidence.lists if len(row) == _TWO and values[0] in row), values)
    return [was, values[0]] if was else row if len(row) > 1 else _next_in_its_list(values[0], evidence) or row


def _next_in_its_list(value: Value, evidence: Evidence) -> list[Value]:
    """Give a measure and the one other number that its line lists of it: recall SASRec 0.02, + ingredients 0.05."""
    own = evidence.of(value).values if len(evidence.statements) == 1 else ()
    line = [v for v in own if v.quantity.value % 1 and v.quantity.start >= value.quantity.start]
    alike = {(v.quantity.dimension, len(v.quantity.text)) for v in line}
    return line if len(line) == _TWO and len(alike) == 1 and not line[1].metric else []


def difference_in(wanted: int, one: Value, other: Value) -> Decimal:
    """Give how far a second value is from a first one in the direction of a sign; either way where that is 0."""
    difference = other.quantity.value - one.quantity.value
    return difference * wanted if wanted else abs(difference)

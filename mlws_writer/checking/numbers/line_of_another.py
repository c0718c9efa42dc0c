"""A value that stands in the line of one thing, where a sentence names only the thing of another cited line like it."""

from collections.abc import Sequence

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.leads import COMPARES
from mlws_writer.checking.numbers.references import FROM_INTO
from mlws_writer.checking.reading.agreement import agrees, hedge
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, SAID
from mlws_writer.checking.reading.statements import Statement, kinds
from mlws_writer.checking.reading.tokens import tokens
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.reading.words import reporting_words
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_GOOD = Verdict(True)
_NO_VALUES = (*WHEN, Dimension.POINTS, Dimension.TIMES)
_TWO = 2


def line_of_another(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a value of one cited line where the words of a sentence are of another that has another such value."""
    lines = evidence.firsthand
    if (
        len(lines) < _TWO
        or COMPARES.search(FROM_INTO.sub(" ", sentence))
        or NEGATED.search(sentence)
        or SAID.search(sentence)
    ):
        return _GOOD
    found = [quantity for quantity in quantities(sentence) if _weighs(quantity, evidence)]
    spoken = told(sentence, evidence) - reporting_words() if found else frozenset[str]()
    for quantity in found:
        holders = [v for v in evidence.values if agrees(quantity, v, hedge(sentence, quantity))]
        if len({value.statement for value in holders}) != 1 or evidence.of(holders[0]).tainted:
            continue
        others = [each for each in quantities(sentence) if each.start != quantity.start]
        if other := _of_another(holders[0], spoken, others, lines, evidence):
            return Verdict(False, "number_swap", f"{quantity.text} stands in the line of another, not of {other}")
    return _GOOD


def _weighs(quantity: Quantity, evidence: Evidence) -> bool:
    """Tell whether a number is a value, no whole number of things but below a header."""
    whole = quantity.dimension is Dimension.PLAIN and quantity.value % 1 == 0
    whole = whole and not any(value.headed and value.quantity.value == quantity.value for value in evidence.values)
    return quantity.dimension not in _NO_VALUES and not quantity.spelled and not whole


def _of_another(
    value: Value, spoken: frozenset[str], others: Sequence[Quantity], lines: Sequence[Statement], evidence: Evidence
) -> str:
    """Name what a sentence speaks of, where that is in a line like the one of a value, and nothing in this one is spoken of."""
    line = evidence.of(value)
    for other in lines:
        if other.id == line.id or any(agrees(each, v) for each in others for v in other.values):
            continue
        theirs, own = (spoken & (_names(one) - _names(two)) for one, two in ((other, line), (line, other)))
        theirs = frozenset(token for token in theirs if "=" not in token or token in other.tags)
        if theirs and not own and _are_alike(line, other) and any(_is_such(v, value) for v in other.values):
            return min(theirs)
    return ""


def _names(line: Statement) -> frozenset[str]:
    return line.tags | tokens(line.text)


def _is_such(one: Value, other: Value) -> bool:
    """Tell whether two values are of one kind and differ."""
    named = bool(one.key & other.key) or bool(one.name and one.name == other.name)
    return named and one.quantity.dimension is other.quantity.dimension and one.quantity.value != other.quantity.value


def _are_alike(line: Statement, other: Statement) -> bool:
    """Tell whether two lines give the same of two things."""
    common = (
        sum(any(_is_such(v, w) for w in two.values) for v in one.values) for one, two in ((line, other), (other, line))
    )
    return min(common) >= _TWO or kinds(line) == kinds(other)

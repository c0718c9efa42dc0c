"""What a sentence sets against each other: two values (faster, 3 s against 5 s), two settings (lower than with three)."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, product

from mlws_writer.checking.numbers.comparing import THAN_SIGNS
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.model import FactKind
from mlws_writer.facts.patterns import Words
from mlws_writer.facts.quantities import Dimension, Quantity, quantities, written_number

_GOOD = Verdict(True)
_SET_AGAINST = re.compile(
    r"\s*(?:,\s*)?(?:against|versus|vs\.?|compared (?:with|to)|instead of|rather than|down from|up from)\s+"
    r"(?:about |only |just |the )?",
    re.IGNORECASE,
)
_IS_MORE = Words(rf"\b(?:{'|'.join(sorted(THAN_SIGNS, key=len, reverse=True))})\b(?! than (?:\d|once|twice))")
_OF = {"time": (Dimension.TIME,), "cost": (Dimension.DOLLARS, Dimension.EUROS), "size": (Dimension.BYTES,)}


def against(sentence: str, evidence: Evidence) -> Verdict:
    """Hold a comparison against the two values that its own sentence sets against each other: faster, 5 s against 3 s."""
    found = quantities(sentence)
    pairs = [(one, other) for one, other in pairwise(found) if _SET_AGAINST.fullmatch(sentence[one.end : other.start])]
    if len(pairs) != 1 or NEGATED.search(sentence):
        return _GOOD
    written = [word.lower() for word in _IS_MORE.findall(sentence)]
    words = [word for word in written if THAN_SIGNS[word][1]] or written  # a larger cache is not what is compared
    if len(words) != 1:
        return _GOOD
    (one, other), (sign, about) = pairs[0], THAN_SIGNS[words[0]]
    if one.dimension is Dimension.PLAIN and not metric_of(sentence[: one.start].split()[-4:]):
        return _GOOD  # 5 tool calls instead of 8: what was set, not what came of it
    wants = sign * _towards(about, one, sentence[: one.start])
    if not wants or one.dimension != other.dimension or (other.value - one.value) * wants <= 0:
        return _GOOD
    return Verdict(False, "direction", f"{one.text} against {other.text} is not {words[0]}")


def _towards(about: str, quantity: Quantity, before: str) -> int:
    """Say whether more of a quantity is more of what is spoken of; 0 where nobody knows."""
    if about == "good":
        return names.sign(metric_of(before.split()[-6:]))
    if about == "speed":
        return {Dimension.TIME: -1, Dimension.RATE: 1}.get(quantity.dimension, 0)
    return 1 if about in ("", "accuracy", "sensitivity", "precision") or quantity.dimension in _OF.get(about, ()) else 0


_THAN_WITH = re.compile(
    r"\bthan (?:with|at|for|in|on|under) (?:only |just |the )?(?P<number>\d[\d.,]*|[a-z]+(?:-[a-z]+)?)(?=\s*(?:[,.;:)]|$))",
    re.IGNORECASE,
)


def setting(sentence: str, evidence: Evidence) -> Verdict:
    """Hold a comparison with another setting against the run that had it: accuracy was lower with 5 than with three."""
    match = _THAN_WITH.search(sentence)
    said = match["number"].rstrip(".,") if match else ""
    theirs = written_number(said)
    if match is None or theirs is None:
        return _GOOD
    if _is_an_hour(match, theirs, evidence):
        return _GOOD
    mine = [quantity.value for quantity in quantities(sentence[: match.start()])]
    if not any(_is_of(theirs, mine, statement) for statement in evidence.statements):
        return Verdict(False, "invented_comparison", f"no fact is of {said}")
    word = next(reversed(_IS_MORE.findall(sentence[: match.start() + len("than")])), "").lower()
    sign, about = THAN_SIGNS.get(word, (0, ""))
    for one, other in _results(metric_of(sentence[: match.start()].split()), theirs, mine, evidence):
        wants = sign * _towards(about, one.quantity, one.metric)
        if not NEGATED.search(sentence) and (one.quantity.value - other.quantity.value) * wants < 0:
            return Verdict(
                False, "direction", f"it was {one.quantity.text}, and with {said} {other.quantity.text}, not {word}"
            )
    return _GOOD


def _is_an_hour(match: re.Match[str], number: Decimal, evidence: Evidence) -> bool:
    """Tell whether what was compared with is how it was at a time of which a cited line is: lower than at nine."""
    clocks = (v.quantity.value for v in evidence.values if v.quantity.dimension is Dimension.CLOCK)
    return match.group().lower().startswith("than at ") and any(
        clock // 3600 in (number, number + 12) for clock in clocks
    )


def _is_of(setting: Decimal, mine: Sequence[Decimal], statement: Statement) -> bool:
    """Tell whether a statement is of a setting, or of what it differs in from that which is spoken of."""
    said = {value.quantity.value for value in statement.values}
    return setting in said and (statement.kind in (FactKind.SETTING, FactKind.EVENT) or bool(said.intersection(mine)))


def _results(
    metric: str, theirs: Decimal, mine: Sequence[Decimal], evidence: Evidence
) -> Iterator[tuple[Value, Value]]:
    """Pair the results of two runs that differ in a setting, where each has one result of that name."""
    settings = [(s, v.quantity.value) for s in evidence.of_kind(FactKind.SETTING) for v in s.values[:1]]
    for (one, own), (other, value) in product(settings, settings):
        if one.name == other.name and value == theirs and own in mine and own != value:
            found = [
                [
                    v
                    for v in evidence.values
                    if v.metric and metric.endswith(v.metric) and evidence.of(v).run == each.run
                ]
                for each in (one, other)
            ]
            if all(len({v.quantity.value for v in some}) == 1 for some in found):
                yield found[0][0], found[1][0]

"""The one value that a line has of what some words speak of, and the lines of the places that they name."""

import re
from collections.abc import Sequence

from mlws_writer.checking.numbers.kinds import SPEED, is_its_number, is_rate
from mlws_writer.checking.reading.agreement import worths
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import places, tokens
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts import names
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.quantities import Dimension, Quantity

_BARE = (Dimension.PLAIN, Dimension.PERCENT)


def value_of(what: str, spoken: frozenset[str], line: Statement, like: Quantity | None = None) -> Value | None:
    """Give the one value that a line has of a measure or a setting, right behind its name or in its column.

    `spoken` is what the words `what` speak of. Of values that can be told in the unit of `like`, the only one does too.
    """
    values = [v for v in line.values if v.quantity.dimension not in WHEN and (like is None or any(worths(like, v)))]
    if like and like.dimension not in _BARE:
        values = [v for v in values if v.quantity.dimension is like.dimension] or values
    found = _of_the_measure(names.canonical(metric_of(what.split())), values)
    if len({value.quantity.value for value in found}) > 1:
        found = most_spoken_of(found, spoken)  # WER clean, WER noisy
    if not found:
        of_a_unit = like is not None and like.dimension not in _BARE
        named = [
            v
            for v in values
            if (v.exact or v.headed or v.name or of_a_unit)
            and v.key & spoken
            and (_SIZE_OF.search(what) or not is_its_number(v, line))
        ]
        found = most_spoken_of(named, spoken)
    if not found and SPEED.search(what):
        found = [value for value in values if is_rate(value)]
    if not found and like and like.dimension not in _BARE:
        found = [value for value in values if value.quantity.dimension is like.dimension]
    return found[0] if len({value.quantity.value for value in found}) == 1 else None


_SIZE_OF = re.compile(r"\b(?:batch|round|update|step) (?:of|size)\b")
"""How large a batch is, not which: a batch of 16."""


def most_spoken_of(values: Sequence[Value], spoken: frozenset[str]) -> list[Value]:
    """Keep the values whose names have the most of what is spoken of."""
    most = max((len(value.key & spoken) for value in values), default=0)
    return [value for value in values if len(value.key & spoken) == most]


def _of_the_measure(metric: str, values: Sequence[Value]) -> list[Value]:
    """Give the values of a measure: of its split, or of it alone where no split is said or written."""
    if not metric:
        return []
    split, _, bare = metric.rpartition(" ")
    of_it = [v for v in values if v.metric.rpartition(" ")[2] == bare]
    if bare == "error" and not of_it:
        of_it = [v for v in values if v.metric.rpartition(" ")[2] in names.ERRORS]
    own = [v for v in of_it if v.metric == metric]
    return own or [v for v in of_it if not split or v.metric == bare]


def named_lines(clause: str, lines: Sequence[Statement]) -> Sequence[Statement]:
    """Give the lines of the places and the rows that a clause names: trials 1 and 3, elm-13b; all where it names none of theirs."""
    said = {f"{kind}={number}" for kind, numbers in places(clause).items() for number in numbers}
    spoken = tokens(clause)
    named = [line for line in lines if tokens(line.text) & said]
    return named or [line for line in lines if line.labels and tokens(line.labels[0]) & spoken] or lines

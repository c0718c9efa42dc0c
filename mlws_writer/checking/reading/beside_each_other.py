"""What a row has of one measure in columns that are each of another thing: naive 6.53, sarima 4.70, tft 3.10."""

from mlws_writer.checking.reading.language import stem
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.values import Value

_ALIKE = 10
"""How many times as much as the least of them the most may be."""


def side_values(row: Statement) -> tuple[Value, ...]:
    """Give the fractions of a row that are written alike below headers that name no measures; nothing where there are not two."""
    found = [v for v in row.values if v.headed and v.name and v.quantity.value % 1 and not _is_measure(v)]
    found = found or [v for v in row.values if v.headed and v.name and "." in v.quantity.text and not _is_measure(v)]
    places = {(v.quantity.dimension, len(v.quantity.text.partition(".")[2].rstrip("%"))) for v in found}
    sizes = [abs(v.quantity.value) for v in found]
    if len(found) < _TWO or len(places) > 1 or len({v.name for v in found}) < len(found):
        return ()
    return tuple(found) if max(sizes) <= _ALIKE * min(sizes) else ()


_TWO = 2


_SPREADS = frozenset(
    map(stem, ["std", "stderr", "sd", "stdev", "stddev", "se", "err", "ci", "delta", "change", "diff"])
)


def _is_measure(value: Value) -> bool:
    return not _SPREADS.isdisjoint(value.key) or bool(value.metric or metric_of(value.name.replace("_", " ").split()))

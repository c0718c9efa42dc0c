"""The best of several things in a table: its result is told before those of the others."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from mlws_writer.facts.digits import number
from mlws_writer.facts.model import Better, FactKind
from mlws_writer.facts.names import better
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.tables import Named

MORE = 0.04
"""How much more the result of the best row weighs than those of the others."""
_TWO = 2


def best_rows(findings: Iterable[Finding], tables: Mapping[bytes, Named]) -> Iterator[Finding]:
    """Let the best row of a table weigh more in each measure of which one knows what is better."""
    labels = sorted({table.label for table in tables.values() if table.label and not table.aggregate}, key=len)[::-1]
    told = list(findings)
    rows: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(told):
        label = next((label for label in labels if one.name.startswith(f"{label} ")), "")
        if label and one.kind is FactKind.METRIC and number(one.value) is not None:
            rows[one.name.removeprefix(f"{label} ")].append(place)
    for measure, places in rows.items():
        direction = better(measure)
        if direction is None or len(places) < _TWO:
            continue
        best = (max if direction is Better.HIGHER else min)(places, key=lambda place: number(told[place].value) or 0)
        told[best] = told[best]._replace(weight=told[best].weight + MORE)
    yield from told

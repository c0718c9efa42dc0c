"""Tables of results whose columns have names that we do not know: their head and their rows, each whole."""

from collections.abc import Iterator, Mapping, Sequence

from mlws_writer.facts.model import FactKind
from mlws_writer.facts.names import is_metric, is_step
from mlws_writer.tier1_logs.families import Family
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.layers import is_layer
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.tables import Named

MOST, FEWEST_COLUMNS, LONGEST = 12, 2, 200
"""How many rows a table of results has at most, how many numbers a row at least, and how long it may be."""
NEAR_END = 60
"""Among how many last lines a table is one of results."""
ROW = 0.6
"""What a row weighs."""
RECURS = 12
"""A row of a kind that recurs more often is of a table that grows as work goes on."""


def table_rows(lines: Sequence[Line], owners: Mapping[int, Family], tables: Mapping[bytes, Named]) -> Iterator[Finding]:
    """Yield the rows of the last table of a run, with its head, where no name in it says what was measured."""
    late = lines[-NEAR_END:]
    found = [rows for rows in _grouped(late, owners, tables) if 2 < len(rows) <= MOST + 1]
    for line in found[-1] if found else ():
        text = line.message.strip()
        yield Finding(FactKind.EVENT, "row", text, line.number, text, weight=ROW, time=line.time)


def _grouped(
    lines: Sequence[Line], owners: Mapping[int, Family], tables: Mapping[bytes, Named]
) -> Iterator[list[Line]]:
    """Yield the tables, each as its head and the rows below it."""
    rows: list[Line] = []
    above: Line | None = None
    for line in lines:
        if line.is_rule or not line.message.strip():
            continue
        table = tables.get(owners[line.at].text) if line.at in owners else None
        if table is not None and _is_row(table, line):
            rows = rows or [above] if above is not None else rows
            rows.append(line)
        else:
            yield rows
            rows, above = [], line
    yield rows


def _is_row(table: Named, line: Line) -> bool:
    names = set(table.names.values())
    unknown = sum(not is_metric(name) for name in names) * 2 > len(names)
    counted = any(map(is_step, names)) or is_step(table.label)
    plain = bool(table.label) and not table.numbered and not counted and not is_layer(line.message)
    plain = plain and line.repeats <= RECURS and line.message[:1] not in "|│"
    return plain and unknown and len(table.names) >= FEWEST_COLUMNS and len(line.message) <= LONGEST

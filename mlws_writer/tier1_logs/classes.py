"""Reports of classes that have a number for a name: the rows of the last one, each with its number."""

from collections.abc import Iterator, Mapping, Sequence

from mlws_writer.facts.model import FactKind
from mlws_writer.tier1_logs.families import Family
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.tables import Named

WEIGHT, LESS = 0.5, 0.01
"""What the row of the first class weighs, and how much less each further one."""
MOST = 24


def classes_of(lines: Sequence[Line], owners: Mapping[int, Family], tables: Mapping[bytes, Named]) -> Iterator[Finding]:
    """Yield a row for each class of the last report: its number, and what each column says of it."""
    rows: list[Finding] = []
    last = -1
    for line in lines:
        table = tables.get(owners[line.at].text) if line.at in owners else None
        label, *values = line.message.split() or [""]
        if table is None or not table.numbered or len(values) != len(table.names):
            continue
        rows = rows if line.at == last + 1 else []
        last = line.at
        columns = dict(zip(table.names.values(), values, strict=True))
        name = next((one for one in columns if "f1" in one.lower()), next(iter(columns)))
        text = f"class {label}: " + ", ".join(f"{column} {value}" for column, value in columns.items())
        rows.append(Finding(FactKind.METRIC, f"class {label} {name}", columns[name], line.number, text))
    yield from (one._replace(weight=WEIGHT - LESS * place) for place, one in enumerate(rows[:MOST]))

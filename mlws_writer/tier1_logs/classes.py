"""Reports of classes or things that have a number in their name: the rows of the last one, each whole."""

from collections.abc import Iterator, Mapping, Sequence

from mlws_writer.facts.model import Better, FactKind
from mlws_writer.facts.names import better, is_metric
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
        if table is None or not table.numbered or table.columns or len(values) != len(table.names):
            continue
        rows = rows if line.at == last + 1 else []
        last = line.at
        columns = dict(zip(table.names.values(), values, strict=True))
        name = next((one for one in columns if "f1" in one.lower()), next(iter(columns)))
        text = f"class {label}: " + ", ".join(f"{column} {value}" for column, value in columns.items())
        rows.append(Finding(FactKind.METRIC, f"class {label} {name}", columns[name], line.number, text))
    yield from (one._replace(weight=WEIGHT - LESS * place) for place, one in enumerate(rows[:MOST]))


MOST_THINGS, THING, BEST = 12, 0.66, 0.86
"""How many rows of things are told, what each weighs, and what the one that is best by the main metric does."""


def things_of(lines: Sequence[Line], owners: Mapping[int, Family], tables: Mapping[bytes, Named]) -> Iterator[Finding]:
    """Yield the rows of the last table of things whose names hold numbers, each with what its columns say."""
    found: dict[str, tuple[Line, dict[str, str]]] = {}
    for line in lines if any(table.columns for table in tables.values()) else ():
        table = tables.get(owners[line.at].text) if line.at in owners else None
        cells = table.cells(line) if table is not None and table.columns else []
        if table is None or len(cells) != len(table.columns) or not cells:
            continue
        named = zip(table.columns, [cell.text.strip() for cell in cells], strict=True)
        row = {name: text for name, text in named if text}
        if len(row) > 1:
            name = cells[0].text.strip()
            found.pop(name, None)  # a later table says it anew
            found[name] = (line, row)
    rows = list(found.values())
    metric = next((name for name in (rows[-1][1] if rows else {}) if is_metric(name)), "")
    best = _best([row.get(metric, "") for _, row in rows], metric) if metric else ""
    for place, (line, row) in enumerate(rows[-MOST_THINGS:]):
        label, *told = row.items()
        text = f"{label[1]}: " + ", ".join(f"{name} {value}" for name, value in told)
        value = row.get(metric, told[0][1])
        weight = BEST if metric and value == best else THING - LESS * place
        yield Finding(FactKind.METRIC, f"{label[1]} {metric or told[0][0]}", value, line.number, text, weight=weight)


def _best(values: Sequence[str], metric: str) -> str:
    """Return the best of these values, where one knows which way is better."""
    numbers = {value: float(value) for value in values if value.replace(".", "", 1).removeprefix("-").isdecimal()}
    direction = better(metric)
    if not numbers or direction is None:
        return ""
    return (max if direction is Better.HIGHER else min)(numbers, key=numbers.__getitem__)

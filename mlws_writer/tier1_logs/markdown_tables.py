"""Tables in Markdown: the rows of each as they stand, with the heading above them, for a cell alone says little."""

import re
from collections.abc import Iterator, Sequence

from mlws_writer.facts.model import FactKind
from mlws_writer.facts.names import is_metric
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_RULE = re.compile(r"\|(?: ?:?-{2,}:? ?\|){2,}")
_HEADING = re.compile(r"#{1,4} +(\S.{0,60})")
MOST, WEIGHT, LESS, FURTHER = 8, 0.82, 0.03, 6
"""How many rows of a table are told, what those of the first table weigh, and how much less those of each of the next ones."""
LONGEST, ROOM = 160, 80
"""How long a row may be to be told whole, and how much of the end is shown of a longer one."""


def markdown_tables(lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield the rows of tables that measure something; of those that are printed time and again, the last."""
    tables: dict[tuple[str, ...], list[Finding]] = {}
    heading, above, left = "", "", 0
    header: list[str] = []
    for line in lines:
        text = line.text.strip()
        if text[:1] not in ("#", "|"):
            above, left = text, 0
            continue
        if found := _HEADING.fullmatch(text):
            heading = found[1]
        if _RULE.fullmatch(text) and above.startswith("|"):
            header, left = _cells(above), MOST if any(map(is_metric, _cells(above))) else 0
            tables.pop((heading, *header), None)
        elif left and text.startswith("|") and len(cells := _cells(text)) == len(header) and cells != header:
            left -= 1
            tables.setdefault((heading, *header), []).extend(_row(line, cells, header, heading))
        else:
            left = 0
        above = text
    for place, rows in enumerate(tables.values()):
        yield from (one._replace(weight=WEIGHT - LESS * min(place, FURTHER)) for one in rows)


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.strip().strip("|").split("|")]


def _row(line: Line, cells: Sequence[str], header: Sequence[str], heading: str) -> Iterator[Finding]:
    """Yield a row, called by its heading, its first cell and the metric that it is told for."""
    metric = next((place for place, name in enumerate(header) if place and is_metric(name)), 0)
    if not metric:
        return
    label = cells[0] if len(cells[0]) <= ROOM // 2 else f"…{cells[0][-ROOM // 2 :]}"
    told = ", ".join(f"{name} {cell}" for name, cell in zip(header[1:], cells[1:], strict=True))
    text = f"{heading}: {label}: {told}".removeprefix(": ")[:LONGEST]
    name = f"{heading} {header[metric]}".strip()
    yield Finding(FactKind.METRIC, f"{label} {name}", cells[metric], line.number, text, time=line.time)

"""Requests that a server refused or failed: each that is kept, and how many there were of each status."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from mlws_writer.facts.model import FactKind
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.families import Family
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

LONGEST = 200
AGAIN = 3
"""From how many requests with one status on they are counted."""
_REFUSED = Pattern(r"HTTP/\d(?:\.\d)?\"? ?\|? *([45]\d\d)\b[^\n]{0,30}|\|\s+([45]\d\d) \|", "http/", "| ")


NAME, WEIGHT = "refused request", 0.75


def refusals_of(line: Line) -> Iterator[Finding]:
    """Yield a request that a server refused or failed."""
    if status := _status(line):
        text = line.message.strip()[:LONGEST]
        yield Finding(FactKind.WARNING, NAME, status, line.number, text, weight=WEIGHT, time=line.time)


def _status(line: Line) -> str:
    found = _REFUSED.search(line.message[:1000]) if not line.message.lstrip().startswith("|") else None
    return found.group()[found.start(found.lastindex or 0) - found.start() :].strip(" |") if found else ""


def refused_again(lines: Sequence[Line], owners: Mapping[int, Family]) -> Iterator[Finding]:
    """Yield how many requests were refused with each status, if several; the last of them is cited."""
    last: dict[str, Line] = {}
    times: dict[str, dict[bytes, int]] = defaultdict(dict)
    for line in lines:
        if line.at in owners and (status := _status(line)):
            family = owners[line.at]
            last[status] = line
            times[status][family.text] = _times(family, line.at, status[:3].encode())
    for status, line in last.items():
        if (count := sum(times[status].values())) >= AGAIN:
            said = f"{count} times, the last one here: {line.message.strip()[:LONGEST]}"
            yield Finding(FactKind.WARNING, NAME, status, line.number, said, weight=WEIGHT + 0.001, time=line.time)


def _times(family: Family, at: int, status: bytes) -> int:
    """Count the lines of a family with a status; 0 where not each of them is held."""
    for column in family.columns.values():
        if any(place == at and value == status for place, _, value in column.points):
            return sum(value == status for _, _, value in column.points) if family.stride == 1 else 0
    return family.count if not family.columns else 0

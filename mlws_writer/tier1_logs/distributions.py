"""Lines that say how one measure is spread: `Latency: min = 4.1 ms, mean = 4.6 ms, percentile(99%) = 5.8 ms`."""

import re
from collections.abc import Iterator, Sequence

from mlws_writer.facts.model import FactKind
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_STATISTIC = Pattern(
    r"(?i)\b(?:min(?:imum)?|max(?:imum)?|(?P<mean>mean|avg|average)|median|std(?:dev)?|p\d{2,3}|percentile ?\(?\d+(?:\.\d+)?%?\)?|\d\d(?:\.\d+)?(?:th|%))(?: \(?\w{1,4}\)?)?\s{0,2}[=:]?\s{0,2}(?P<value>[-+]?\d[\d.,]*(?:e[-+]?\d+)?)",
    "min",
    "max",
    "mean",
    "avg",
    "average",
    "p50",
    "p9",
)
_LABEL = re.compile(r"\s*([A-Za-z][\w \-./()]{1,40}?)\s*[:=]\s")
_MAJOR = re.compile(r"(?i)latency|throughput|\btotal\b|first token|ttft|tpot|end.to.end|inference|request")
LEAST = 3
"""From how many statistics of one measure on a line says how it is spread."""
SEVERAL = 4
"""A line that recurs more often is of a series."""
MAIN, OTHER, LESS = 0.8, 0.6, 0.02
"""What a latency or a rate weighs, another measure, and how much less each further one."""
LONGEST = 240


def with_distributions(lines: Sequence[Line], findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings, in place of single statistics the whole of their line: alone, none says of which measure it is."""
    whole = list(distributions(lines))
    told = {one.line for one in whole}
    yield from (one for one in findings if one.line not in told or one.text in (one.value, ""))
    yield from whole


def distributions(lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield whole each line that gives several statistics of one measure, that of a latency or a rate first."""
    told = 0
    for line in lines:
        if (
            line.repeats > SEVERAL
            or len(line.message) > LONGEST
            or (":" not in line.message and "=" not in line.message)
        ):
            continue
        found = list(_STATISTIC.finditer(line.message))
        label = _LABEL.match(line.message) if len(found) >= LEAST else None
        if label is None:
            continue
        value = next((one["value"] for one in found if one["mean"]), found[0]["value"]).rstrip(".,")
        weight = (MAIN if _MAJOR.search(label[1]) else OTHER) - LESS * told
        yield Finding(FactKind.EVENT, label[1], value, line.number, line.message.strip(), weight=max(weight, 0.3))
        told += 1

"""What goes with a setting: as the batch grows, throughput falls; the fewer bits, the higher the perplexity."""

import re
from collections.abc import Sequence

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.patterns import Pattern

_MORE = r"more|larger|bigger|higher|longer|greater|wider|deeper"
_LESS = r"fewer|less|smaller|lower|shorter|narrower"
_SETTING = Pattern(
    rf"\b(?:as|when|with) (?:the |a |an |its )?(?P<what>[^,;]{{2,40}}?) (?:(?P<up>grows?|grew|increase[sd]?|rises?|rose|(?:gets?|got|becomes?|became) (?:{_MORE}))|"
    rf"(?P<down>shrinks?|shrank|falls?|fell|decreases?d?|drops?|dropped|(?:gets?|got|becomes?|became) (?:{_LESS})))\b",
    *("as ", "when ", "with "),
    flags=re.IGNORECASE,
)
_FEWEST = 2
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CLOCK = re.compile(r"\d:\d|\d-\d\d-")


def by_setting(clause: str, values: Sequence[Value], evidence: Evidence) -> list[Value]:
    """Put values in the order of the setting that grows or shrinks, by the numbers that name their rows; else give none."""
    match = _SETTING.search(clause)
    ordered = _ordered(values, evidence) if match else []
    return ordered if match and match["up"] else ordered[::-1]


def _ordered(values: Sequence[Value], evidence: Evidence) -> list[Value]:
    found = [(_number(evidence.of(value)), value) for value in values if value.key]
    numbers = [number for number, _ in found if number is not None]
    if len(numbers) != len(values) or len(set(numbers)) < _FEWEST or len({v.statement for v in values}) < len(values):
        return []
    ordered = sorted(((number or 0.0, place) for place, (number, _) in enumerate(found)))
    return [values[place] for _, place in ordered]


def _number(statement: Statement) -> float | None:
    """Read the number by which a row is named: 16 of batch=16, 4 of Q4_K_M."""
    first = statement.labels[0] if statement.labels else next(iter((statement.value or statement.text).split()), "")
    found = None if _CLOCK.search(first) else _NUMBER.search(first)
    return float(found.group()) if found else None

"""What goes with a setting: as the batch grows, throughput falls; the fewer bits, the higher the perplexity."""

import re
from collections.abc import Sequence
from itertools import pairwise

from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.following import SPEED, series, speeds, spoken_of
from mlws_writer.checking.kinds import is_rate
from mlws_writer.checking.measuring import metric_of
from mlws_writer.checking.statements import Statement
from mlws_writer.checking.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension

_GOOD = Verdict(True)
_MORE = r"more|larger|bigger|higher|longer|greater|wider|deeper"
_LESS = r"fewer|less|smaller|lower|shorter|narrower"
_SETTING = Pattern(
    rf"\b(?:as|when|with) (?:the |a |an |its )?(?P<what>[^,;]{{2,40}}?) (?:(?P<up>grows?|grew|increase[sd]?|rises?|rose|(?:gets?|got|becomes?|became) (?:{_MORE}))|"
    rf"(?P<down>shrinks?|shrank|falls?|fell|decreases?d?|drops?|dropped|(?:gets?|got|becomes?|became) (?:{_LESS})))\b",
    *("as ", "when ", "with "),
    flags=re.IGNORECASE,
)
_THE_THE = Pattern(
    rf"\bthe (?:(?P<more>{_MORE})|(?P<less>{_LESS}))\b(?P<what>[^;.]{{1,60}}?), the (?:(?P<up>more|larger|bigger|higher|longer|greater)|"
    r"(?P<down>fewer|less|smaller|lower|shorter)|(?P<better>better)|(?P<worse>worse)|(?P<fast>faster|quicker)|(?P<slow>slower))\b(?P<of>[^;.]*)",
    ", the ",
    flags=re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:advantage|lead|gap|margin|difference|distance|edge|gain|improvement|benefit)\b", re.IGNORECASE
)
"""What is worked out from two values."""
_FEWEST = 2
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CLOCK = re.compile(r"\d:\d|\d-\d\d-")


def trend(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that the more there is of a setting, the higher a measure, where the rows show the reverse."""
    match = _THE_THE.search(sentence)
    if match is None or _BETWEEN.search(match["of"]):
        return _GOOD
    values = series(match["of"], evidence) or spoken_of(match["of"], evidence)
    values = values or (speeds(evidence) if SPEED.search(match["of"]) else []) or _column(evidence)
    ordered = _ordered(values, evidence)
    wants = _wanted(match, ordered[0]) * (1 if match["more"] else -1) if ordered else 0
    if wants and (ordered[-1].quantity.value - ordered[0].quantity.value) * wants < 0:
        return Verdict(
            False,
            "direction",
            f"{ordered[0].quantity.text} for the least of it, {ordered[-1].quantity.text} for the most",
        )
    return _GOOD


def _wanted(match: re.Match[str], value: Value) -> int:
    """Say which sign of a difference a sentence wants; 0 where nobody knows."""
    if match["fast"] or match["slow"]:
        faster = 1 if is_rate(value) else -1 if value.quantity.dimension is Dimension.TIME else 0
        return faster if match["fast"] else -faster
    if match["better"] or match["worse"]:
        good = names.sign(value.metric or metric_of(match["of"].split()))
        return good if match["better"] else -good
    return 1 if match["up"] else -1


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


def _column(evidence: Evidence) -> list[Value]:
    """Give the one column of the cited rows, but for deviations, where they have one."""
    columns = [[v for v in column if v.statement in evidence.own] for column in evidence.columns]
    columns = [column for column in columns if len(column) > _FEWEST and "sd" not in column[0].key]
    alone = len(columns) == 1 and all(one.statement != other.statement for one, other in pairwise(columns[0]))
    return columns[0] if alone else []

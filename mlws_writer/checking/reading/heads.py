"""The heads of lists: the measure and the unit that a line names once, before several values or names with values."""

import re
from collections.abc import Sequence

from mlws_writer.checking.reading.measuring import metric_of, names_a_measure
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_LIST = re.compile(r"([A-Za-z][\w@-]*):?\s+[A-Za-z][\w.-]*\s$")


def of_a_list(text: str, found: Sequence[Quantity]) -> str:
    """Name the measure of which a line lists values by name: sMAPE: theta 24.15, nhits 22.08."""
    first = next((q for q in found if q.dimension not in WHEN), None)
    before = text[: first.start] if first and len(found) > 1 else ""
    if not before[-1:].isspace():
        return ""
    before = before[stamped(found) :] if ":" in before else before
    if head := _LIST.search(before):
        return metric_of([head[1]]) or _above_a_list(before)
    return _above_a_list(before) if ":" in before else ""


_AHEAD = re.compile(r"^\W*(?P<words>[A-Za-z][\w@-]*(?: [A-Za-z][\w@-]*)?),(?=[^:]*:\s+-?\d*\.\d)[^:]*:")


def measure_ahead(text: str, stamped: int) -> tuple[str, int]:
    """Name the measure that a line begins with, before what its only value is of: test MSE, mean of 3 seeds: 0.3155."""
    found = _AHEAD.match(text[stamped:])
    words = found["words"].split() if found else []
    measure = metric_of(words) if words and names_a_measure(words[0]) else ""
    return (measure, stamped + found.end()) if found and measure else ("", 0)


_STAMP = 40
"""Before which place of a line a time says when it was logged."""


def stamped(found: Sequence[Quantity]) -> int:
    """Say where the time that a line begins with ends."""
    when = (q.end for q in found if q.dimension in WHEN and q.start < _STAMP)
    return max(when, default=0)


_ABOVE_LIST = re.compile(r"(?P<head>[^:]*):\s+[A-Za-z][\w.-]*(?: [A-Za-z][\w.-]*)?\s$")


def _above_a_list(before: str) -> str:
    """Name the measure that stands before the colon of a list: test MSE, baselines: DLinear 0.33, test CRPS (mm/h): ours 0.35."""
    found = _ABOVE_LIST.search(before)
    head = re.sub(r"\([^()]*\)", " ", found["head"]) if found else ""
    return metric_of(_OF_EACH.split(head)[0].split()[-3:])


_OF_EACH = re.compile(r" (?:by|per|for each|across) [a-z]")
"""Behind what is measured, what it is measured of: nDCG@10 by language."""


_HEAD_UNIT = re.compile(
    r"(?:\b[a-z]\w* \(?(?P<short>ns|us|ms|s|sec|min|h|MB|MiB|GB|GiB|mm|cm|kg|W)\)?|\b(?:in )?(?P<full>seconds|minutes|hours|days)(?: (?:per|by|for|each)(?: [a-z]+){0,2})?):"
    r"\s+(?=[A-Za-z])[\w.+-]+[ =]$"
)
"""The head of a list that says which unit its bare numbers are of: training minutes: a 14.3, b 38.6."""


def with_the_unit_above(text: str, found: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """Give the bare numbers of a list the unit that its head names: median latency s: k3 3.1, k6 4.6."""
    listed = [q.start for q in found if ":" in text[: q.start] and text[q.start - 1] in " \t="]
    head = next((m for start in listed if (m := _HEAD_UNIT.search(text[:start]))), None) or _head_of_pairs(text)
    if head is None:
        return found
    unit = quantities(f"1 {head['short'] or head['full']}")[0]
    return tuple(
        q.in_unit(unit.factor, unit.dimension) if q.dimension is Dimension.PLAIN and q.start >= head.end() else q
        for q in found
    )


_HEADS_PAIRS = re.compile(
    r"\b[a-z]\w* \(?(?P<short>ns|us|ms|s|sec|min|h|MB|MiB|GB|GiB|mm|cm|kg|W)\)?(?: \([^()]*\))?(?= (?P<pairs>[A-Za-z][\w.+-]*=\d[\d.,]*(?: [A-Za-z][\w.+-]*=\d[\d.,]*)+)$)(?P<full>)"
)
"""The same before pairs to the end of the line: latency ms (batch 1) fp32=41.8 int8=17.3."""


def _head_of_pairs(text: str) -> re.Match[str] | None:
    """Find what says the unit of all pairs of a line, where none of their names is a measure of its own."""
    head = _HEADS_PAIRS.search(text) if text[-1:].isdigit() and text.count("=") > 1 else None
    names = re.findall(r"([A-Za-z][\w.+-]*)=", head["pairs"]) if head else []
    return None if any(metric_of([name]) for name in names) else head


_SUBJECT = re.compile(r"\W*(?:\d[\d:.]*\W+)?\[(?P<what>[A-Za-z][\w.-]*)\]\s")


def subject_ahead(text: str) -> tuple[str, str]:
    """Give what a whole line is of by its head, and the rest of it: [pixel] conversion failed, device skipped."""
    head = _SUBJECT.match(text)
    return (head["what"], text[head.end() :]) if head else ("", text)

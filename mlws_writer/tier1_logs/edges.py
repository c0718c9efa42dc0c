"""How a run begins and where it stops: its first and last words, and when that was, as far as its times tell."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from mlws_writer.facts.model import FactKind
from mlws_writer.tier1_logs.events import LONGEST_EVENT
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.times import leading_time

_STAMP = re.compile(
    r"(?<!\w)[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+|\d{4}[-/.年]\d\d[-/.月]\d\d[T :,_日-]{1,3}\d\d:\d\d:\d\d(?:[.,]\d+)?|\d\d[-/]\d\d(?:[-/]\d{2,4})? \d\d:\d\d:\d\d|(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d(?: \d{4})?"
)


_CLOCK = re.compile(r"\d:\d\d:\d\d")
"""What is in each stamp: a glance, where a stamp is sought from each letter of a line on."""

_BUILD = re.compile(r"#\d+[~\w.\-]* SMP|\bPREEMPT|(?i:\b(?:built|compiled)\b)")
"""What dates a kernel or a program, not a run."""
_STARTED = re.compile(r"(?i)\b(?:start(?:ed|ing)?(?: (?:time|at|on))?|began|launched(?: at)?)\W{0,3}\s*$")
_ENDED = re.compile(r"(?i)\b(?:end(?:ed)?|finish(?:ed)?|complet\w+|cancel\w+|kill\w+|stopp\w+)\b")
_NUMBER = re.compile(r"\d+")
MANY, AGAIN = 8, 0.1
"""A line of a kind that recurs so often says little as one of the last, where a later one of its kind stands."""
EARLY = 0.5
"""Before which part of a run its last time stands where it says nothing of when the run ended."""


def edges_of(lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield the first and last lines that say anything: how a log begins and where it stops."""
    said = [line for line in lines if line.message.strip() and not line.is_rule and len(line.message) > 3]
    said = [line for line in said if line.repeats <= 3 or len(line.message) <= LONGEST_EVENT]
    said = [line for line in said if not line.message.startswith("wandb:")] or said
    yield from _edges("begins", zip(said, (0.5, 0.45, 0.4), strict=False))
    yield from _edges("ends", zip(reversed(said), (0.72, 0.55, 0.5, 0.45), strict=False))


def _edges(name: str, found: Iterable[tuple[Line, float]]) -> Iterator[Finding]:
    told: set[str] = set()
    for line, weight in found:
        kind = _NUMBER.sub("0", line.message)
        yield _edge(name, line, weight if kind not in told or line.repeats <= MANY else AGAIN)
        told.add(kind)


def _edge(name: str, line: Line, weight: float) -> Finding:
    text = line.message.strip()[:LONGEST_EVENT]
    return Finding(FactKind.EVENT, name, text, line.number, text, weight=weight, time=line.time)


def times_of(lines: Sequence[Line], *, failed: bool = False) -> Iterator[Finding]:
    """Yield when a run began and ended, as logged; what says one time only says one of both."""
    first, last = next(_stamped(lines[:200]), None), next(_stamped(lines[:-200:-1]), None)
    if first is not None and last is not None and first[0].number == last[0].number:
        yield _time("ended" if _says_end(*first, lines) else "started", *first)
        return
    if first is not None:
        yield _time("started", *first)
    if last is not None:
        yield _time("last time" if _is_early(last[0], lines, failed=failed) else "ended", *last)


def _stamped(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    for line in lines:
        found = _STAMP.search(line.text[:2000]) if _CLOCK.search(line.text, 0, 2000) else None
        if found and not _BUILD.search(line.text[:2000]):
            yield line, found.group()


def _time(name: str, line: Line, value: str) -> Finding:
    return Finding(FactKind.EVENT, name, value, line.number, f"{name} {value}", weight=0.52, time=line.time)


def _says_end(line: Line, value: str, lines: Sequence[Line]) -> bool:
    """Tell whether the only time of a run is the one at which it ended: its line says so, else where it stands."""
    if _STARTED.search(line.text[: line.text.find(value)]):
        return False
    return not _stands_early(line, lines) if len(lines) > 1 else _ENDED.search(line.message) is not None


def _stands_early(line: Line, lines: Sequence[Line]) -> bool:
    return line.at - lines[0].at < EARLY * (lines[-1].at - lines[0].at)


def _is_early(last: Line, lines: Sequence[Line], *, failed: bool) -> bool:
    """Tell whether a run went on, without times, long after the last one; the trace of a failure takes none."""
    return not failed and _stands_early(last, lines)


def span_of(lines: Sequence[Line], *, failed: bool = False) -> tuple[datetime | None, datetime | None]:
    """Return when a run began and ended: by the times that open its lines, else by what it says of its start."""
    timed = [line for line in lines if line.time is not None]
    if not timed:
        return next(_stated(lines), None), None
    return timed[0].time, None if _is_early(timed[-1], lines, failed=failed) else timed[-1].time


def _stated(lines: Sequence[Line]) -> Iterator[datetime]:
    for line, value in _stamped(lines[:200]):
        moment = leading_time(value)[0]
        if moment is not None and _STARTED.search(line.text[: line.text.find(value)]):
            yield moment

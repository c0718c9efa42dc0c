"""JSON-lines records of loggers: an exception that stands inside a record, with the lines of its traceback escaped."""

from collections.abc import Iterator, Sequence

from mlws_writer.facts.model import FactKind, Outcome
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.ending import Ending
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_SIGN = Pattern(r'"(?:level|levelname|severity|log\.level|lvl)": ?"\w+"')
_TRACEBACK = "Traceback (most recent call last)"
_EXCEPTION = Pattern(r'\\n([\w.]*(?:Error|Exception|Interrupt|Exit)\b(?:: (?:[^"\\]|\\[^n])*)?)(?=\\n|")')
NEAR, LONGEST = 3, 300


def suits(lines: Sequence[Line]) -> bool:
    """Tell whether most lines are records with a level."""
    first = lines[:40]
    return bool(first) and 2 * sum(_is_record(line) for line in first) > len(first)


def read_all(lines: Sequence[Line]) -> Iterator[Finding]:
    """Find the exceptions inside records."""
    for line in lines:
        if _is_record(line) and (thrown := _thrown(line)):
            name = thrown.split(":")[0]
            yield Finding(FactKind.ERROR, name, thrown, line.number, thrown, weight=0.9, time=line.time)


def ends(lines: Sequence[Line]) -> Ending | None:
    """Say which exception the last records hold; one that a program logged and survived has more records after it."""
    for line in lines[-NEAR:]:
        if _is_record(line) and (thrown := _thrown(line)):
            stopped = thrown.startswith("KeyboardInterrupt")
            return Ending(Outcome.INTERRUPTED if stopped else Outcome.FAILED, line.number, thrown)
    return None


def _is_record(line: Line) -> bool:
    return line.text.startswith("{") and _SIGN.search(line.text[:2000]) is not None


def _thrown(line: Line) -> str:
    found = _EXCEPTION.findall(line.text) if _TRACEBACK in line.text else []
    return str(found[-1])[:LONGEST] if found else ""


DIALECT = Dialect("JSON records", suits=suits, read_all=read_all, ends=ends)

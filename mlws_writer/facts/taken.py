"""How long a run says that it took: for logs whose lines have no times."""

import re
from datetime import timedelta

from mlws_writer.facts.model import Fact, FactKind, Run
from mlws_writer.facts.names import words

_WHOLE = frozenset(
    {
        *("duration", "total duration", "runtime", "total runtime", "run time", "total run time", "train runtime"),
        *("total time", "training time", "total training time", "wall time", "total wall time"),
        *("elapsed", "elapsed time", "time elapsed", "total elapsed", "total elapsed time", "execution time"),
        *("time taken", "total time taken"),
    }
)
"""Names of the time that all of a run took, and not a step, an evaluation or the processor."""
_IN_SECONDS = frozenset({"train runtime"})
"""What is logged in seconds by what logs it, with no unit."""
_DONE_IN = re.compile(r"(?i)\b(?:complete|completed|finished|done|ended) (?:in|after) (?=\d)")
_CLOCK = re.compile(r"\s*(?:(\d{1,3}) days?,? ?)?(\d{1,4}):(\d\d):(\d\d(?:\.\d+)?)", re.ASCII)
_AMOUNT = re.compile(r"(?:\s|,|\band\b)*(\d{1,9}(?:\.\d{1,9})?) ?([a-z]+)(?![a-z])", re.ASCII | re.IGNORECASE)
_UNITS = {
    unit: timedelta(seconds=seconds)
    for seconds, units in (
        (0.001, "ms millisecond milliseconds"),
        (1, "s sec secs second seconds"),
        (60, "m min mins minute minutes"),
        (3600, "h hr hrs hour hours"),
        (86400, "d day days"),
    )
    for unit in units.split()
}


def taken(run: Run) -> timedelta | None:
    """Give the longest time that a run says all of it took; None where it says none with its unit."""
    said = [time for fact in run.facts if (time := _said(fact)) is not None]
    return max(said, default=None)


def _said(fact: Fact) -> timedelta | None:
    if fact.tainted or (fact.kind is FactKind.DURATION and fact.step):
        return None
    if fact.kind is FactKind.OUTCOME:
        found = _DONE_IN.search(fact.value)
        return span(fact.value[found.end() :]) if found else None
    name = " ".join(words(fact.name))
    if fact.kind is not FactKind.DURATION or name not in _WHOLE:
        return None
    return span(f"{fact.shown} s" if name in _IN_SECONDS and _is_bare(fact) else fact.shown)


def _is_bare(fact: Fact) -> bool:
    return not fact.unit and fact.value.replace(".", "", 1).isdecimal()


def span(text: str) -> timedelta | None:
    """Read the length of time that a text begins with: `1:02:03`, `62m 3s`, `2.5 hours`; None without a unit."""
    if clock := _CLOCK.match(text):
        days, hours, minutes, seconds = (float(part or 0) for part in clock.groups())
        return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    parts, at = [], 0
    while (amount := _AMOUNT.match(text, at)) and (unit := _UNITS.get(amount[2].lower())):
        parts.append(float(amount[1]) * unit)
        at = amount.end()
    return sum(parts[1:], parts[0]) if parts else None

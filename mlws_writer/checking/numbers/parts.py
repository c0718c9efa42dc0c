"""Parts of what the cited lines tell of: of the lines themselves, of what a line lists, of a count that a sentence names, of a time."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise

from mlws_writer.checking.numbers.items import only_named
from mlws_writer.checking.numbers.shares import wholes_elsewhere
from mlws_writer.checking.numbers.spans import elapsed, moments_of
from mlws_writer.checking.reading.agreement import worths
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import content, stem, stems
from mlws_writer.checking.reading.tokens import places
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.reading.wholes import COUNT
from mlws_writer.facts.quantities import Dimension, Quantity, quantities, written_number

_STATES = [
    "pass",
    "passed",
    "ok",
    "okay",
    "good",
    "success",
    "succeeded",
    "successful",
    "complete",
    "completed",
    "done",
    "finished",
    "accepted",
    "kept",
    "solved",
    "resolved",
    "fail",
    "failed",
    "failing",
    "failure",
    "error",
    "bad",
    "broken",
    "crashed",
    "crash",
    "timeout",
    "timed",
    "cancelled",
    "canceled",
    "killed",
    "aborted",
    "skipped",
    "rejected",
    "dropped",
    "pruned",
    "stopped",
    "unsolved",
    "missed",
    "missing",
    "pending",
    "warn",
    "warning",
    "yes",
    "no",
    "true",
    "false",
    "running",
    "oom",
    "preempted",
    "evicted",
]
_STATE = frozenset(map(stem, _STATES))
_WORD = re.compile(r"[A-Za-z]+")
_MOST = 24
_FEW = 12
_PAIR = 2


def parts_of_lines(sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Give which share of the cited lines, and of what one line lists, tell of one state, or of what the sentence says."""
    lines = evidence.firsthand
    for column in evidence.columns if lines else ():
        alike = {value.statement for value in column}
        if alike > evidence.own.keys():
            yield Decimal(len(evidence.own)) / len(alike)
    words, named = _STATE | content(sentence), _of_how_many(sentence)
    if 1 < len(lines) <= _MOST and named in (0, len(lines)):
        many = Counter(word for line in lines for word in line.words & words)
        yield from (Decimal(count) / len(lines) for count in many.values() if count < len(lines))
    for line in lines:
        states = [word for word in map(stem, _WORD.findall(line.text)) if word in _STATE]
        many = Counter(states if named in (0, len(states)) else ())
        several = len(states) > (1 if named else _PAIR)
        yield from (Decimal(count) / len(states) for count in many.values() if several and len(states) != count)


_SO_MANY = re.compile(r"\bof (?:the |all |its |their )?(?P<many>\d+|[a-z]+)\b", re.IGNORECASE)


def _of_how_many(sentence: str) -> int:
    """Say of how many things a sentence speaks: half of the four variants."""
    said = (written_number(m["many"]) for m in _SO_MANY.finditer(sentence))
    return next((int(many) for many in said if many), 0)


_PAST = re.compile(
    r"\b(?:(?P<over>exceed\w*|above|over|more than|greater than|at least|reach\w*|pass\w*|past|clear\w*|beat|better than)|"
    r"(?P<under>below|under|less than|fewer than|at most|within|short of))\b",
    re.IGNORECASE,
)


def past_marks(sentence: str, evidence: Evidence) -> Iterator[tuple[Quantity, int, int]]:
    """Give how many of how many values of one thing are past a mark of the sentence."""
    written = [quantity for quantity in quantities(sentence) if not quantity.spelled]
    for mark, sign in ((q, s) for q in written if (s := _side(sentence[: q.start]))):
        for group in _groups(evidence):
            worth = [next(iter(worths(mark, value)), None) for value in group]
            known = [each for each in worth if each is not None]
            if len(known) == len(group):
                yield mark, sum(each * sign > mark.value * sign for each in known), len(group)


def _side(before: str) -> int:
    """Tell on which side of the mark that follows something lies: 1 for above."""
    found = [match for match in _PAST.finditer(before) if not re.search(r"\d|[,;]", before[match.end() :])]
    return 0 if not found else 1 if found[-1]["over"] else -1


def _groups(evidence: Evidence) -> Iterator[list[Value]]:
    groups: dict[frozenset[str], list[Value]] = {}
    for value in evidence.values:
        groups.setdefault(value.key, []).append(value)
    several = [group for key, group in groups.items() if key and len({v.statement for v in group}) == len(group) > 1]
    yield from several
    yield from (list(row) for row in evidence.lists)
    cited = ([v for v in column if v.statement in evidence.own] for column in evidence.columns)
    yield from (column for column in cited if len(column) > 1)


_OF_WHAT = re.compile(
    r"\s*of (?:the |all |all the |its |their )?(?P<what>(?:[a-z-]+ ){0,3}?[a-z-]{3,})\b", re.IGNORECASE
)
_ONE_OF = re.compile(r"(?:one|two|three|four) (?P<what>[a-z-]+) (?:in|out of)\b", re.IGNORECASE)


def parts_of_a_count(words: str, after: str, evidence: Evidence) -> Iterator[Decimal]:
    """Divide counts, lost ones among them, by the count of that of which a sentence calls something a part."""
    match = _ONE_OF.match(words) or _OF_WHAT.match(after)
    named = stems(match["what"]) if match else frozenset()
    counts = [
        v
        for v in evidence.values
        if v.quantity.dimension is Dimension.PLAIN and v.quantity.value % 1 == 0 and not evidence.of(v).tainted
    ]
    wholes = [abs(v.quantity.value) for v in counts if v.key & named and abs(v.quantity.value) > COUNT]
    wholes += wholes_elsewhere(after, evidence)
    for whole in wholes if len(counts) <= _FEW else ():
        yield from (abs(v.quantity.value) / whole for v in counts if 0 < abs(v.quantity.value) < whole)


_OF_ONE = re.compile(r"\s*(?:of )?an? (?P<what>epoch|round|iteration|pass|fold|day|shift)\b", re.IGNORECASE)


def parts_of_a_place(sentence: str, end: int, evidence: Evidence) -> Iterator[Decimal]:
    """Take one place from another where a sentence speaks of a part of one: half an epoch, from 1 to 1.53."""
    match = _OF_ONE.match(sentence, end)
    if match is None:
        return
    what = match["what"].lower()
    spots = {v.quantity.value for v in evidence.values if stem(what) in v.key}
    spots |= {Decimal(number) for number in places(sentence).get(what, ()) if number.isdigit()}
    yield from (abs(one - other) for one in spots for other in spots if one != other)


_OF_TIME = re.compile(
    r"\s*of (?:the|its|their|that) (?:[\w-]+ )*?(?:time|hours?|minutes?|limit|allowance|budget|days?|walltime)\b"
)


def parts_of_a_time(sentence: str, end: int, evidence: Evidence) -> Iterator[Decimal]:
    """Divide the time between two lines by the times that a sentence or a line gives: less than half of the three hours."""
    if not _OF_TIME.match(sentence, end):
        return
    times = [q.value for q in quantities(sentence) if q.dimension is Dimension.TIME]
    times += [v.quantity.value for v in evidence.values if v.quantity.dimension is Dimension.TIME]
    for spent in elapsed(evidence.statements):
        yield from (spent / time for time in times if time > 0 < spent)


def lasting_each(evidence: Evidence) -> Iterator[Decimal]:
    """Divide what neighbouring lines are apart in time by one another: an epoch took twice as long."""
    moments = [found[0] for s in evidence.statements if (found := list(moments_of(s)))]
    gaps = [after - before for before, after in pairwise(moments) if after - before > _A_MOMENT]
    for one in gaps if len(gaps) <= _FEW else ():
        yield from (one / other for other in gaps if one != other)


_MANY = 12
"""Up to how many lines each may be held against each."""


def ratios_of_columns(sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Divide by one another what lines of one shape give for one thing each: gains of features."""
    columns = (
        [v for v in column if v.statement in evidence.own] for column in evidence.columns if column[0].column[1] == 1
    )
    for column in (only_named(sentence, column) for column in columns):
        for one, other in combinations(column if len(column) <= _MANY else (), 2):
            a, b = one.quantity.value, other.quantity.value
            yield from (a / b, b / a) if a and b else ()


_A_MOMENT = 5

"""The values that all tiers exchange: what a log says, each with the line that says it.

Everything here is frozen and holds values as logged (text, not floats): what is published stands in the log, only long
numbers are rounded for reading, and what needs a number asks `facts.quantities` for it.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Outcome(StrEnum):
    """How a run ended."""

    COMPLETED = "completed"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    """It stopped: a kill, Ctrl-C, or the log just ends in the middle of work."""
    RUNNING = "running"
    """A service that was up and answering at the last line."""
    UNKNOWN = "unknown"


class Work(StrEnum):
    """What kind of work a run was."""

    EXPERIMENT = "experiment"
    TRAINING = "training"
    AGENT = "agent"
    DATA = "data"
    SERVER = "server"
    OTHER = "other"


class FactKind(StrEnum):
    """What a fact is about."""

    TASK = "task"
    """What the run was for: a title, a command line, a goal."""
    MODEL = "model"
    DATASET = "dataset"
    SETTING = "setting"
    ENVIRONMENT = "environment"
    """Python, platform, commit, hardware, package versions."""
    METRIC = "metric"
    """One value of a metric: a result, or the first, last, best or worst of a series."""
    COUNT = "count"
    DURATION = "duration"
    RESOURCE = "resource"
    ARTIFACT = "artifact"
    """A file or model that the run left behind."""
    EVENT = "event"
    OUTCOME = "outcome"
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    """What the log says in words; `name` tells which: goal, why, insight, lesson, decision, next, note."""
    INTERACTION = "interaction"
    """An agent's input, output or tool call."""


class Better(StrEnum):
    """Which direction of a metric is the good one; None, where it is used, means that nobody knows."""

    HIGHER = "higher"
    LOWER = "lower"


_DIGITS = 5
_LONG_NUMBER = re.compile(r"([-+]?)(\d+\.\d+)([eE][-+]?\d+)?(%?)", re.ASCII)


def readable(value: str) -> str:
    """Round a number that was logged with more than six digits to five; what is no such number stays as it is.

    `7.490421650127862` becomes `7.4904`, `3.056e-01` becomes `0.3056`; a count such as `128256` is no such number.
    """
    match = _LONG_NUMBER.fullmatch(value)
    if match is None:
        return value
    from mlws_writer.facts.digits import number as read  # for the few numbers that are long

    number = read(match[1] + match[2] + (match[3] or ""))
    if number is None:
        return value
    digits = len(number.as_tuple().digits)
    if (digits <= _DIGITS + 1 and not match[3]) or not -4 <= number.adjusted() < 7:
        return value  # 2.5e-07 reads better as it is
    whole = max(number.adjusted() + 1, 0)
    rounded = round(number, max(_DIGITS - number.adjusted() - 1, 1 if whole else 0)) if digits > _DIGITS else number
    if rounded.adjusted() != number.adjusted():
        return value  # 99.9999999 is not 100
    return f"{rounded:f}{match[4]}"


def named_time(log: str) -> datetime | None:
    """Return the time in a name like 20241019-143000-sentiment-analysis.log."""
    match = _NAMED_TIME.match(log.rpartition("/")[2])
    try:
        return datetime.strptime(match[1] + match[2], "%Y%m%d%H%M%S") if match else None
    except ValueError:
        return None  # digits that are no time


_NAMED_TIME = re.compile(r"(\d{8})[-_T](\d{6})(?!\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Citation:
    """A line of a log, by the number that `sed -n` gives it, and a digest of its bytes."""

    log: str
    line: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A small checkable statement that knows its place.

    `value` is verbatim as logged; `text` is a longer verbatim piece of the record where the value alone does not
    read as a sentence (an error message, a note). `step` is as logged ("3", "epoch 2"). `weight` from 0 to 1 says how
    much a reader would miss it. A tainted fact came from outside (a sample, tool output, a model's answer): it is
    evidence that something said so, never that it is so.
    """

    id: str
    run: str
    kind: FactKind
    name: str
    value: str
    citation: Citation
    unit: str = ""
    step: str = ""
    split: str = ""
    text: str = ""
    weight: float = 0.5
    tainted: bool = False
    time: datetime | None = None
    """When the record was logged, where its line says so."""

    @property
    def shown(self) -> str:
        """The value with its unit, as a reader expects them: `87.3%`, `6.2 GB`."""
        if not self.unit or self.value.casefold().endswith(self.unit.casefold()):
            return readable(self.value)
        return f"{readable(self.value)}{'' if self.unit == '%' else ' '}{self.unit}"

    @property
    def line(self) -> int:
        """The 1-based line of the log on which the value stands."""
        return self.citation.line


@dataclass(frozen=True, slots=True)
class Point:
    """A metric's value at one step, as logged."""

    step: str
    value: str
    line: int

    @property
    def shown(self) -> str:
        """The value as a reader expects it."""
        return readable(self.value)


@dataclass(frozen=True, slots=True)
class Series:
    """A metric over steps: its turning points, and at most 400 of its points in the order of the log."""

    run: str
    name: str
    count: int
    first: Point
    last: Point
    lowest: Point
    highest: Point
    points: tuple[Point, ...] = ()
    unit: str = ""
    split: str = ""
    better: Better | None = None

    @property
    def best(self) -> Point | None:
        """The best point, or None where nobody knows which direction is the good one."""
        return {Better.HIGHER: self.highest, Better.LOWER: self.lowest}.get(self.better) if self.better else None

    @property
    def worst(self) -> Point | None:
        """The worst point, or None where nobody knows which direction is the good one."""
        return {Better.HIGHER: self.lowest, Better.LOWER: self.highest}.get(self.better) if self.better else None


@dataclass(frozen=True, slots=True)
class SetBack:
    """The line of a log at which the clock was set back, and by how much."""

    line: int
    by: timedelta


@dataclass(frozen=True, slots=True)
class Run:
    """One execution: a launch, what it said, and how it ended.

    `id` stays the same when the log grows, moves or is renamed. `log` is the path that citations use. `started` and
    `ended` carry a zone only where the log does. `outcome_line` is the line that shows the outcome, 0 where none does.
    """

    id: str
    log: str
    launch: int
    name: str
    work: Work
    first_line: int
    last_line: int
    outcome: Outcome
    outcome_line: int = 0
    outcome_text: str = ""
    started: datetime | None = None
    ended: datetime | None = None
    facts: tuple[Fact, ...] = ()
    series: tuple[Series, ...] = ()
    set_backs: tuple[SetBack, ...] = ()

    @property
    def began(self) -> datetime | None:
        """When it started, by its lines, else by the time in the name of its log."""
        return self.started or named_time(self.log)


@dataclass(frozen=True, slots=True)
class Ignored:
    """A family of lines from which nothing was read: its first line, how many there are, and an example."""

    line: int
    count: int
    text: str


@dataclass(frozen=True, slots=True)
class LogReading:
    """What was read from one log.

    `head` is the digest of the log's first bytes (with their number), by which the log is known while it grows;
    `source` is the digest of all the bytes that were read.
    """

    log: str
    size: int
    lines: int
    encoding: str
    head: str
    source: str
    runs: tuple[Run, ...]
    ignored: tuple[Ignored, ...] = ()
    understood: int = 0
    """How many of the lines led to a fact, a series or a time."""
    secrets: tuple[str, ...] = ()
    """Digests of the secrets that the log holds, by which they are known again (see facts/seen.py)."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of all runs, in the order of the log."""
        return tuple(fact for run in self.runs for fact in run.facts)

    @property
    def outcome(self) -> Outcome:
        """How the last run of the log ended."""
        return self.runs[-1].outcome if self.runs else Outcome.UNKNOWN

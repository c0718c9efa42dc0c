"""What some days amount to: the journal as it stands and the runs behind it, put in the order of the questions.

Nothing is worded here; each item keeps the line of the journal or of the log that it is from.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from mlws_writer.documents.blocks import ABOVE, SECTION_ORDER
from mlws_writer.documents.inline import targets
from mlws_writer.documents.markdown import title_of
from mlws_writer.documents.reading import Standing
from mlws_writer.facts.model import Outcome, Run
from mlws_writer.tier2_activity.across_runs import (
    DatedRun,
    Failure,
    Pattern,
    Ranking,
    failures,
    patterns,
    rankings,
    superseded,
)
from mlws_writer.tier2_activity.run_time import RunTime, run_time

LINES_A_SECTION = 10
_OF_RUNS = frozenset(map(title_of, ("Models", "Experiments", "Agents", "Datasets")))
_WHOLE = (Outcome.COMPLETED, Outcome.UNKNOWN)
_BLOCKERS = frozenset({"blockers", "blocked", "blocker"})
_APART = frozenset({title_of("Next Steps"), *_BLOCKERS})
"""What has a place of its own in a review."""
_WEEKS = 10
"""Weeks that a calendar shows all of; a longer one shows those with runs."""
_STILL_BLOCKED = timedelta(days=6)
"""How long before its last day a review of a day also looks for blockers."""

_FROM = re.compile(r" \((?:from|since) (\d{4}-\d{2}-\d{2})\)\Z")
_LINKS = re.compile(r"\s*\((?:\[[^\]]*\]\([^)]*\)(?:, )?)+\)")
_BLOCKED = re.compile(r"\b(?:block(?:ed|er|ers|ing)|stuck|waiting (?:for|on))\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class JournalDay:
    """A day of the journal as it stands, in which file; "" is the journal, else the day was archived."""

    day: date
    bullets: tuple[Standing, ...]
    file: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the journal: its Markdown, its day, its number, the run it is about, whether a person wrote it.

    `file` is where it stands if its day was archived.
    """

    day: date
    text: str
    line: int
    run: Run | None = None
    own: bool = False
    file: str = ""


@dataclass(frozen=True, slots=True)
class Repeated:
    """Runs of one name of which the journal tells: their last line, and how they ended."""

    last: Line
    runs: tuple[DatedRun, ...]
    outcomes: tuple[tuple[Outcome, int], ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What the journal holds under a section; `more` lines are not shown, of which the first is `next`."""

    title: str
    items: tuple[Line | Repeated, ...]
    more: int = 0
    next: Line | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A step that is still open, and the day since which it is."""

    text: str
    since: date
    line: int
    days_open: int
    file: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the calendar: how many runs did something on it, and how many failed on it."""

    day: date
    runs: int
    failed: int
    within: bool


@dataclass(frozen=True, slots=True)
class Review:
    """What was done in some days, what came of it, what did not work, where the time went, what is left to do."""

    first: date
    last: date
    runs: tuple[DatedRun, ...]
    outcomes: Mapping[Outcome, int]
    active_days: int
    done: tuple[Done, ...]
    rankings: tuple[Ranking, ...]
    single: tuple[DatedRun, ...]
    patterns: tuple[Pattern, ...]
    failures: tuple[Failure, ...]
    stopped: tuple[DatedRun, ...]
    time: RunTime
    blockers: tuple[Line, ...]
    boxes: tuple[Box, ...]
    ticked: int
    weeks: tuple[tuple[Cell, ...], ...]
    missing: tuple[date, ...]
    """Days with runs of which the journal does not tell."""
    gaps: bool = False
    """Whether weeks without a run are left out of the calendar."""

    @property
    def empty(self) -> bool:
        """Whether neither a run nor a line of the journal lies in these days."""
        return not (self.runs or self.active_days)


@dataclass(frozen=True, slots=True)
class Period:
    """The days to review, the moments at which they begin and end, and the day it is now."""

    first: date
    last: date
    start: datetime
    end: datetime
    today: date
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class Sources:
    """What a review is made from: the journal, our own texts in it, all runs in order of time, those of each day."""

    journal: tuple[JournalDay, ...]
    ours: frozenset[str]
    runs: tuple[DatedRun, ...]
    on: Mapping[date, tuple[Run, ...]]


def review(period: Period, sources: Sources) -> Review:
    """Look back on some days."""
    inside = [day for day in sources.on if period.first <= day <= period.last]
    ended = tuple(each for each in sources.runs if period.first <= each.day <= period.last)
    at_work = {run.id: run for day in inside for run in sources.on[day]}
    days = [day for day in sources.journal if period.first <= day.day <= period.last]
    lately = [d for d in sources.journal if min(period.first, period.last - _STILL_BLOCKED) <= d.day <= period.last]
    again = superseded(sources.runs)
    ranked = rankings(ended, again)
    shown = {score.run.id for ranking in ranked for score in ranking.scores}
    single = [e for e in ended if e.run.outcome in _WHOLE and e.run.id not in shown | again]
    boxes, ticked = _boxes(sources.journal, period)
    weeks, gaps = _weeks(period, sources)
    return Review(
        first=period.first,
        last=period.last,
        runs=ended,
        outcomes=_outcomes(ended),
        active_days=len({*inside, *(day.day for day in days if day.bullets)}),
        done=tuple(_done(days, sources)),
        rankings=ranked,
        single=tuple(single),
        patterns=patterns(ended, again),
        failures=failures(ended, sources.runs),
        stopped=tuple(each for each in ended if each.run.outcome is Outcome.INTERRUPTED),
        time=run_time(list(at_work.values()), period.start, period.end, period.zone),
        blockers=tuple(_blockers(lately, sources)),
        boxes=boxes,
        ticked=ticked,
        weeks=weeks,
        missing=tuple(sorted(set(inside) - {day.day for day in days})),
        gaps=gaps,
    )


def _outcomes(runs: Iterable[DatedRun]) -> dict[Outcome, int]:
    found = [each.run.outcome for each in runs]
    return {outcome: found.count(outcome) for outcome in Outcome if outcome in found}


def _done(days: Sequence[JournalDay], sources: Sources) -> Iterator[Done]:
    """Give what stands under each section, ours first and in our order, then those of the person's own."""
    lines: dict[str, list[Line]] = {}
    for day in sorted(days, key=lambda day: day.day):
        for bullet in day.bullets:
            if bullet.section == ABOVE and bullet.text in sources.ours:
                continue  # it tells what the sections below it tell
            lines.setdefault(bullet.section, []).extend(_lines(bullet, day, sources))
    known = {title_of(title): rank for rank, title in enumerate(SECTION_ORDER)}
    for title in sorted(lines, key=lambda title: known.get(title_of(title), len(known))):
        if lines[title] and title_of(title) not in _APART:
            yield _section(title or "Notes", lines[title], sources, of_runs=title_of(title) in _OF_RUNS)


def _lines(
    bullet: Standing, day: JournalDay, sources: Sources, above: Run | None = None, *, top: bool = True
) -> Iterator[Line]:
    """Give a bullet, and of those below it what a person wrote."""
    run = _run_of(bullet.text, sources.on.get(day.day, ())) or above
    own = bullet.text not in sources.ours
    if top or own:
        yield Line(day.day, bullet.words or bullet.text, bullet.line, run, own, day.file)
    for child in bullet.children:
        yield from _lines(child, day, sources, run, top=False)


def _run_of(text: str, runs: Iterable[Run]) -> Run | None:
    """Tell which run a line is about: the one whose log line it leads to."""
    for path, line in targets(text):
        for run in runs:
            if path.endswith(run.log) and (not line or run.first_line <= line <= run.last_line):
                return run
    return None


def _section(title: str, lines: Sequence[Line], sources: Sources, *, of_runs: bool) -> Done:
    """Tell of several runs of a name in one line where a section is about runs, and keep what a person wrote."""
    ends = {each.run.id: each for each in sources.runs}
    names: dict[str, list[Line]] = {}
    for line in lines:
        if of_runs and line.run and not line.own:
            names.setdefault(line.run.name, []).append(line)
    items: list[Line | Repeated] = []
    for line in lines:
        same = names[line.run.name] if of_runs and line.run and not line.own else [line]
        if line is same[-1]:
            runs = tuple(ends[i] for i in dict.fromkeys(each.run.id for each in same if each.run) if i in ends)
            items.append(Repeated(line, runs, tuple(_outcomes(runs).items())) if len(runs) > 1 else line)
    kept = _kept(items)
    left = [item for item in items if item not in kept]
    return Done(title, tuple(kept), len(left), _line(left[0]) if left else None)


def _kept(items: Sequence[Line | Repeated]) -> list[Line | Repeated]:
    """Keep as many lines as a section may have, a person's own before ours."""
    ranked = sorted(items, key=lambda item: isinstance(item, Repeated) or not item.own)[:LINES_A_SECTION]
    return [item for item in items if item in ranked]


def _line(item: Line | Repeated) -> Line:
    return item if isinstance(item, Line) else item.last


def _blockers(days: Sequence[JournalDay], sources: Sources) -> Iterator[Line]:
    """Find what a person wrote of being held up, and did not tick."""
    for day in days:
        for bullet in day.bullets:
            heading = title_of(bullet.section) in _BLOCKERS
            for each in (bullet, *bullet.children):
                own = each.text not in sources.ours
                if own and each.done is not True and (heading or _BLOCKED.search(each.text)):
                    yield Line(day.day, _FROM.sub("", each.words or each.text), each.line, own=True, file=day.file)


def _boxes(journal: Sequence[JournalDay], period: Period) -> tuple[tuple[Box, ...], int]:
    """Find the steps that are open, each once with the day it is from; who ticked one copy ticked them all."""
    found: dict[str, Box] = {}
    settled: set[str] = set()
    ticked: set[str] = set()
    for day in sorted(journal, key=lambda day: day.day):
        for each in (b for bullet in day.bullets for b in (bullet, *bullet.children) if b.box):
            text = _FROM.sub("", each.words or each.text)
            words = " ".join(_LINKS.sub("", text).casefold().split())
            since = min(_since(each, day.day), found[words].since if words in found else day.day)
            found[words] = Box(text, since, each.line, (period.today - since).days, day.file)
            if each.box not in " /":
                settled.add(words)
            if each.done and period.first <= day.day <= period.last:
                ticked.add(words)
    still = [box for words, box in found.items() if words not in settled and box.since <= period.last]
    return tuple(sorted(still, key=lambda box: (box.since, box.line))), len(ticked)


def _since(box: Standing, day: date) -> date:
    written = _FROM.search(box.words or box.text)
    try:
        return date.fromisoformat(written[1]) if written else day
    except ValueError:
        return day  # digits that are no day


def _weeks(period: Period, sources: Sources) -> tuple[tuple[tuple[Cell, ...], ...], bool]:
    """Draw the calendar in weeks, and say whether weeks without a run are left out, as they are of many."""
    busy = {_monday(day) for day in sources.on if period.first <= day <= period.last}
    mondays = range(_monday(period.first), period.last.toordinal() + 1, 7)
    shown = mondays if len(mondays) <= _WEEKS else sorted(busy)
    failed = Counter(each.day for each in sources.runs if each.run.outcome is Outcome.FAILED)
    weeks = (
        tuple(_cell(date.fromordinal(monday + place), period, sources, failed) for place in range(7))
        for monday in shown
    )
    return tuple(weeks), len(shown) < len(mondays)


def _monday(day: date) -> int:
    return day.toordinal() - day.weekday()


def _cell(day: date, period: Period, sources: Sources, failed: Mapping[date, int]) -> Cell:
    within = period.first <= day <= period.last
    runs = len({run.id for run in sources.on.get(day, ())})
    return Cell(day, runs, failed.get(day, 0), within=True) if within else Cell(day, 0, 0, within=False)


def own_texts(emitted: Iterable[str]) -> frozenset[str]:
    """Give the texts that were written for the person, as they stand in the journal without their box."""
    return frozenset(text.removeprefix("[ ] ") for text in emitted)

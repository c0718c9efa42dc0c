"""Metrics over steps, from the columns of families: one series for each name, whatever the widths and kinds of its lines."""

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping
from math import isfinite
from typing import NamedTuple

from mlws_writer.facts.model import Point, Series
from mlws_writer.facts.names import better, is_metric, words
from mlws_writer.tier1_logs.condense import Condensed
from mlws_writer.tier1_logs.families import POINTS, Column, Family, Segment, Turn
from mlws_writer.tier1_logs.not_finite import odd_values
from mlws_writer.tier1_logs.owners import owned
from mlws_writer.tier1_logs.steps import counted_in, epochs_of, said_in, step_in
from mlws_writer.tier1_logs.tables import Named
from mlws_writer.tier1_logs.tracks import PHASE, Track, tracks_of

EACH = frozenset({"fold", "trial", "seed", "run", "split"})
"""What is counted without going on: the values of several are not a course but one each."""


class Course(NamedTuple):
    """All tracks of one name, merged: its turning points and its points in the order of the log."""

    name: str
    split: str
    unit: str
    size: int
    first: Turn
    last: Turn
    low: Turn
    high: Turn
    tracks: tuple[Track, ...]
    epochs: tuple[Turn, ...] = ()
    """The lines that say which epoch begins, where the series' own lines count no steps."""
    led: tuple[int, tuple[Segment, ...]] = (0, ())
    """How far before each value stands the line that counts its step, and the first and last of those lines."""

    def step(self, turn: Turn) -> tuple[str, str]:
        """Return the step of a value, alone and with its name, from its line or from the line that began its epoch."""
        if self.swept:
            return self._setting(turn)
        found = step_in(turn.raw)
        if not found[0] and any(track.steps is not None for track in self.tracks):
            found = counted_in(turn.raw)
        ahead, leads = self.led
        if not found[0] and ahead:
            raw = next((one.raw for one in (*turn.before, *leads) if one.at == turn.at - ahead), b"")
            found = said_in(raw)
        if found[0] or not self.epochs:
            return found
        place = bisect_right(self.epochs, turn.at, key=lambda one: one.at)
        return step_in(self.epochs[place - 1].raw) if place else found

    def _setting(self, turn: Turn) -> tuple[str, str]:
        steps = self.tracks[0].steps
        value = next((value.decode() for at, _, value in steps.points if at == turn.at), "") if steps else ""
        return value, f"{self.swept} {value}" if value else ""

    @property
    def swept(self) -> str:
        """The setting by whose values the values are counted, where there is one."""
        return self.tracks[0].swept if len(self.tracks) == 1 else ""

    @property
    def is_each(self) -> bool:
        """Tell whether the values are one each of several folds, trials or seeds, not one after the other."""
        return not self.swept and words(step_in(self.last.raw)[1])[:1] in {(each,) for each in EACH}


def courses(run: Condensed, tables: Mapping[bytes, Named], without: Collection[bytes] = ()) -> list[Course]:
    """Return the run's series, in the order in which they begin; families whose texts are in `without` give none."""
    by_name: dict[tuple[str, str], list[Track]] = {}
    odd: list[Track] = []
    for family in run.families.values():
        if family.text in without:
            continue
        for track in tracks_of(family, tables.get(family.text)):
            if isfinite(track.column.first.size):
                by_name.setdefault((track.name, track.split), []).append(track)
            else:
                odd.append(track)
    for track in odd:
        if is_metric(track.name) or (track.name, track.split) in by_name:
            by_name.setdefault((track.name, track.split), []).append(track)
    epochs = epochs_of(run)
    merged = [_merge(phase, epochs) for tracks in by_name.values() for part in owned(tracks) for phase in _phases(part)]
    leads = _leads(merged)
    merged = [course._replace(led=_led(course, leads)) if _is_led(course) else course for course in merged]
    return sorted(merged, key=lambda course: (course.first.at, course.name))


MOST_AHEAD = 4
"""How far before a value the line may stand that counts its step: as far as lines are kept around it."""


def _leads(found: list[Course]) -> list[tuple[Family, Column]]:
    counted = {track.family.text: (track.family, track.steps) for one in found for track in one.tracks if track.steps}
    return [(family, steps) for family, steps in counted.values() if steps.count >= PHASE]


def _is_led(course: Course) -> bool:
    return (
        course.size >= PHASE
        and len(course.tracks) == 1
        and not course.epochs
        and not any(t.steps for t in course.tracks)
    )


def _led(course: Course, leads: list[tuple[Family, Column]]) -> tuple[int, tuple[Segment, ...]]:
    """Return where the line stands that counts the steps of a series: always as far before each of its values."""
    for family, steps in leads:
        ahead = course.first.at - steps.first.at
        if steps.count == course.size and 0 < ahead <= MOST_AHEAD and course.last.at - steps.last.at == ahead:
            return ahead, (*family.heads, *family.tails)
    return 0, ()


def _phases(tracks: list[Track]) -> list[list[Track]]:
    """Part tracks of one name where one ends before the next begins and its lines name other things besides."""
    phases: list[list[Track]] = []
    for track in sorted(tracks, key=lambda one: one.column.first.at):
        before = phases[-1] if phases else []
        apart = bool(before) and max(one.column.last.at for one in before) < track.column.first.at
        long = track.column.count >= PHASE and sum(one.column.count for one in before) >= PHASE
        if before and not (apart and long and _width(track.family) != _width(before[0].family)):
            before.append(track)
        else:
            phases.append([track])
    return phases


def _recurs(columns: list[Column]) -> bool:
    return sum(column.count for column in columns) > 1


def _width(family: Family) -> int:
    """Return how many values stand on a line of the family, finite or not."""
    return len(family.columns) + sum(1 for _ in odd_values(family))


def _merge(tracks: list[Track], epochs: tuple[Turn, ...] = ()) -> Course:
    columns = [track.column for track in tracks]
    compared = [column for column in columns if isfinite(column.first.size)] or columns
    return Course(
        tracks[0].name,
        tracks[0].split,
        next((track.unit for track in tracks if track.unit), ""),
        sum(column.count for column in columns),
        min((column.first for column in columns), key=lambda turn: turn.at),
        max((column.last for column in columns), key=lambda turn: turn.at),
        min((column.low for column in compared), key=lambda turn: (turn.size, turn.at)),
        min((column.high for column in compared), key=lambda turn: (-turn.size, turn.at)),
        tuple(tracks),
        epochs if len(epochs) > 1 and _recurs(columns) and all(track.steps is None for track in tracks) else (),
    )


def points_of(course: Course) -> tuple[Point, ...]:
    """Return the values that are kept of a series, in the order of the log, each with its step; the first and last too."""
    found: list[tuple[int, Point]] = []
    for track in course.tracks:
        steps = {at: value for at, _, value in track.steps.points} if track.steps else {}
        for at, line, value in track.column.points:
            own = steps.get(at, b"").decode()
            if not own and (course.epochs or course.led[0]):
                own = course.step(Turn(at, line, value, 0.0, b""))[0]
            found.append((at, Point(own, value.decode(), line)))
    found.sort(key=lambda one: one[0])
    found = _with_ends(course, found) if len(found) < course.size else found
    if len(found) > POINTS:
        every = (len(found) - 1) / (POINTS - 1)
        found = [found[round(i * every)] for i in range(POINTS)]
    return tuple(point for _, point in found)


def _with_ends(course: Course, found: list[tuple[int, Point]]) -> list[tuple[int, Point]]:
    """Return a sample of points with the first and the last of the series, which it may not hold."""
    first, last = (
        (turn.at, Point(course.step(turn)[0], turn.value.decode(), turn.line)) for turn in (course.first, course.last)
    )
    head = [first] if not found or found[0][0] > first[0] else []
    tail = [last] if not found or found[-1][0] < last[0] else []
    return [*head, *found, *tail]


_SET_APART = re.compile(r"/ \d+$")


def without_total(step: str) -> str:
    """Return a step without the total that is set apart from it: the last value of a series says it once."""
    return _SET_APART.sub("", step)


def named_step(course: Course, point: Point) -> str:
    """Return the step of a point with its name, as the last value of its series has it."""
    number, said = course.step(course.last)
    said = without_total(said)
    return said.replace(number, point.step, 1) if number and point.step and said.count(number) == 1 else ""


def series_of(course: Course, run: str) -> Series:
    """Return the series as all tiers know it."""

    def point(turn: Turn) -> Point:
        return Point(course.step(turn)[0], turn.value.decode(), turn.line)

    return Series(
        run, course.name, course.size, point(course.first), point(course.last), point(course.low), point(course.high),
        points_of(course), course.unit, course.split, better(course.name),
    )  # fmt: skip

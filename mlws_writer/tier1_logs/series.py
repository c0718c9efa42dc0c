# ruff: noqa: E501 - patterns and tables read better whole
"""Metrics over steps, from the columns of families: one series for each name, whatever the widths and kinds of its lines."""

import re
from typing import NamedTuple

from mlws_writer.facts.model import Point, Series
from mlws_writer.facts.names import better, is_step, split_of
from mlws_writer.tier1_logs.condense import Condensed
from mlws_writer.tier1_logs.families import POINTS, Column, Family, Turn
from mlws_writer.tier1_logs.pairs import name_before
from mlws_writer.tier1_logs.shapes import GAP, tokens_of

_UNIT = re.compile(r"\s?(%|[a-zA-Zµ]{1,7}(?:/[a-z]{1,7})?)(?![\w])")
_UNITS = frozenset(
    [
        "%",
        "s",
        "ms",
        "us",
        "sec",
        "secs",
        "second",
        "seconds",
        "min",
        "mins",
        "minutes",
        "h",
        "hours",
        "hr",
        "gb",
        "gib",
        "mb",
        "mib",
        "kb",
        "tokens/s",
        "tok/s",
        "it/s",
        "tokens/sec",
        "samples/s",
        "samples/sec",
        "img/s",
        "images/s",
        "fps",
        "x",
        "k",
        "m",
        "b",
        "g",
    ]
)


class Track(NamedTuple):
    """One number of one family, named."""

    name: str
    split: str
    family: Family
    place: int
    column: Column
    unit: str


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
    points: tuple[tuple[int, int, bytes], ...]
    tracks: tuple[Track, ...]


def _unit_after(gap: str) -> str:
    found = _UNIT.match(gap)
    return found.group(1) if found and found.group(1).lower() in _UNITS else ""


def tracks_of(family: Family) -> list[Track]:
    """Name the numbers of a family by the text before each."""
    gaps = [gap.decode("utf-8", "replace") for gap in family.text.split(GAP)]
    named = []
    for place, column in sorted(family.columns.items()):
        if place + 1 >= len(gaps):
            continue
        name, _, _ = name_before(gaps[place])
        if name:
            split = split_of(name) or split_of(" ".join(gaps[0].split()[-6:]))
            named.append(Track(name, split, family, place, column, _unit_after(gaps[place + 1])))
    return named


def courses(run: Condensed) -> list[Course]:
    """Return the run's series, in the order in which they begin."""
    by_name: dict[tuple[str, str], list[Track]] = {}
    for family in run.families.values():
        if family.columns:
            for track in tracks_of(family):
                by_name.setdefault((track.name, track.split), []).append(track)
    merged = [_merge(tracks) for tracks in by_name.values()]
    return sorted(merged, key=lambda course: (course.first.at, course.name))


def _merge(tracks: list[Track]) -> Course:
    columns = [track.column for track in tracks]
    firsts = [column.first for column in columns if column.first]
    lasts = [column.last for column in columns if column.last]
    lows = [column.low for column in columns if column.low]
    highs = [column.high for column in columns if column.high]
    points = sorted(point for column in columns for point in column.points)
    return Course(
        tracks[0].name,
        tracks[0].split,
        next((track.unit for track in tracks if track.unit), ""),
        sum(column.count for column in columns),
        min(firsts, key=lambda turn: turn.at),
        max(lasts, key=lambda turn: turn.at),
        min(lows, key=lambda turn: (turn.size, turn.at)),
        min(highs, key=lambda turn: (-turn.size, turn.at)),
        tuple(_thinned(points)),
        tuple(tracks),
    )


def _thinned(points: list[tuple[int, int, bytes]]) -> list[tuple[int, int, bytes]]:
    if len(points) <= POINTS:
        return points
    every = len(points) / POINTS
    return [points[int(i * every)] for i in range(POINTS)]


def step_in(raw: bytes) -> tuple[str, str]:
    """Return the step that a line counts and the words it stands in: ("3", "Epoch 3/10"); nothing where it counts none."""
    at = 0
    for found in tokens_of(raw).finditer(raw):
        gap = raw[at : found.start()].decode("utf-8", "replace")
        name, start, _ = name_before(gap)
        if name and is_step(name):
            value = found.group().decode()
            return value, gap[start:] + value
        at = found.end()
    return "", ""


def series_of(course: Course, run: str) -> Series:
    """Return the series as all tiers know it."""

    def point(turn: Turn) -> Point:
        return Point(step_in(turn.raw)[0], turn.value.decode(), turn.line)

    points = tuple(Point("", value.decode(), line) for _, line, value in course.points)
    return Series(
        run, course.name, course.size, point(course.first), point(course.last), point(course.low), point(course.high),
        points, course.unit, course.split, better(course.name),
    )  # fmt: skip

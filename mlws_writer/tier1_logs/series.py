"""Metrics over steps, from the columns of families: one series for each name, whatever the widths and kinds of its lines."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from mlws_writer.facts.model import Point, Series
from mlws_writer.facts.names import better, is_metric, is_step, split_of, words
from mlws_writer.facts.redact import redact
from mlws_writer.tier1_logs.condense import Condensed
from mlws_writer.tier1_logs.families import POINTS, Column, Family, Segment, Turn, size_of
from mlws_writer.tier1_logs.not_finite import after_last, odd_values
from mlws_writer.tier1_logs.pairs import name_before
from mlws_writer.tier1_logs.shapes import GAP, tokens_of
from mlws_writer.tier1_logs.tables import Named

_UNIT = re.compile(r"\s?(%|[a-zA-Zµ]{1,7}(?:/[a-z]{1,7})?)(?![\w])")
_UNITS = frozenset(
    "% s ms us sec secs second seconds min mins minutes h hours hr gb gib mb mib kb tokens/s tok/s it/s tokens/sec "  # noqa: SIM905 - read as prose
    "samples/s samples/sec img/s images/s fps x k m b g".split()
)
_UNIT_BYTES = frozenset(map(str.encode, _UNITS))
LONGEST_UNIT = 16
_LEVEL = re.compile(
    rb"(?:^|[\s\]|\-])(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|SEVERE|CRITICAL|FATAL)(?:[\]:|\-]?\s+|:[\w.]+:(?=[^\W\d]))"
)
_OF = frozenset({b"/", b" / ", b" of "})


_SPLIT = re.compile(rb"\bsplit=(\w+)")


PHASE = 3
"""How many values a name must have on either side to be two series, one after the other."""


EPOCH = re.compile(rb"(?i)\W*(epoch)\W*\x00(?:\W*(?:/|of)\W*\x00)?\W*")
"""A line that says nothing but which epoch begins: those after it belong to that epoch."""
COUNTER = re.compile(rb"[\s\[(#]*(?:([a-z]{1,2})[:=] ?)?(\d+)(/\d+(?=[\])\s:])|(?=[\]):]?[\s,]))")
"""What opens a line and may count its steps without the word for it: `s:120 loss:3.1`, `[3/200] loss: 3.1`."""
EACH = frozenset({"fold", "trial", "seed", "run", "split"})
"""What is counted without going on: the values of several are not a course but one each."""


class Track(NamedTuple):
    """One number of one family, named."""

    name: str
    split: str
    family: Family
    place: int
    column: Column
    unit: str
    steps: Column | None
    labelled: bool


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
        found = step_in(turn.raw)
        if not found[0] and any(track.steps is not None for track in self.tracks):
            found = counted_in(turn.raw)
        ahead, leads = self.led
        if not found[0] and ahead:
            raw = next((one.raw for one in (*turn.before, *leads) if one.at == turn.at - ahead), b"")
            found = _said_in(raw)
        if found[0] or not self.epochs:
            return found
        place = bisect_right(self.epochs, turn.at, key=lambda one: one.at)
        return step_in(self.epochs[place - 1].raw) if place else found

    @property
    def is_each(self) -> bool:
        """Tell whether the values are one each of several folds, trials or seeds, not one after the other."""
        return words(step_in(self.last.raw)[1])[:1] in {(each,) for each in EACH}


@lru_cache(maxsize=50_000)
def named(gap: bytes) -> tuple[str, int, bool]:
    """Return the name that a gap gives the number after it, where it begins, and whether a sign joins them."""
    cut = after_last(gap)
    level = _LEVEL.search(gap, cut)
    cut = level.end() if level else cut
    name, start, joined = name_before(gap[cut:].decode("utf-8", "replace"))
    return name, start + len(gap[:cut].decode("utf-8", "replace")), joined


def _unit_after(gap: bytes) -> str:
    found = _UNIT.match(gap[:12].decode("utf-8", "replace"))
    return found.group(1) if found and found.group(1).lower() in _UNITS else ""


def tracks_of(family: Family, table: Named | None) -> list[Track]:
    """Name the numbers of a family by the text before each, or by the header of their table."""
    stated = _SPLIT.search(family.text)
    said = stated[1].decode() if stated else ""
    if not family.columns:
        return list(_odd_tracks(family, said, None))
    gaps = family.text.split(GAP)
    steps: Column | None = counter_of(family)
    named_step = False
    found: list[Track] = []
    shown = _shown_where_secrets_are(family)
    labelled = table is not None and not table.aggregate
    headed = split_of(" ".join(gaps[0].decode("utf-8", "replace").split()[-6:]))
    for place, column in sorted(family.columns.items()):
        if place + 1 >= len(gaps):
            continue
        name = "" if place and _is_unit(gaps[place]) else _name(gaps, place, table)
        name = name or _odd_name(gaps, place)
        if not name and found and gaps[place] in _OF and is_step(found[-1].name) and found[-1].place == place - 1:
            name = f"total {found[-1].name}"
        if not name or gaps[place + 1].startswith(b"%|"):
            continue
        if shown and not (name in shown and column.first.value.decode() in shown):
            continue
        if is_step(name) and (steps is None or not named_step):
            steps, named_step = column, True
        split = said or split_of(name) or headed
        found.append(Track(name, split, family, place, column, _unit_after(gaps[place + 1]), steps, labelled))
    found.extend(_odd_tracks(family, said, steps))
    if steps is None:
        return found
    # A record may name its step behind its values.
    return [track._replace(steps=steps) if track.steps is None else track for track in found]


def counter_of(family: Family) -> Column | None:
    """Return the number that opens the lines of a family if it only ever grows: it counts their steps."""
    column = family.columns.get(0)
    if column is None or column.count < PHASE or not COUNTER.match(family.heads[0].raw):
        return None
    whole = b"." not in column.first.value + column.last.value
    grows = column.low.size == column.first.size < column.last.size
    values = [size_of(value) for _, _, value in sorted(column.points)]
    # The last line may name a step again: which one was the best.
    again = 1 if len(values) > PHASE and values[-1:] < values[-2:-1] else 0
    return (
        column if whole and grows and values[: len(values) - again] == sorted(values[: len(values) - again]) else None
    )


def _odd_tracks(family: Family, said: str, steps: Column | None) -> Iterator[Track]:
    for gap, column in odd_values(family):
        name, _, joined = named(gap)
        if name and (joined or gap.decode("utf-8", "replace").rstrip().endswith(name)):
            yield Track(name, said or split_of(name), family, -1, column, "", steps, labelled=False)


def _shown_where_secrets_are(family: Family) -> str:
    """Return what may be shown of a family's first line if it holds a secret, else nothing."""
    text = family.heads[0].raw[:4000].decode("utf-8", "replace")
    shown = redact(text)
    return shown if shown != text else ""


def _name(gaps: list[bytes], place: int, table: Named | None) -> str:
    if table is not None and place in table.names:
        name = table.names[place]
        return name if table.aggregate else f"{table.label} {name}"
    return named(gaps[place])[0]


_AFTER = re.compile(rb"(s|ms|%)?\s+=\s+([A-Za-z][\w ]{1,30}\w)(?:\s+\((\w+)\))?\s*(?:$|\|)")


_RATE = re.compile(rb" ?([a-z]{1,8}/s(?:ec)?)(?![\w/])")


def _is_unit(gap: bytes) -> bool:
    """Tell whether all that stands between two numbers is the unit of the first."""
    alone = gap[:1] == b" " or gap[-1:] == b" "
    return alone and len(gap) < LONGEST_UNIT and gap.strip().lower() in _UNIT_BYTES


_LIBRARY = re.compile(rb"\b(?:np|numpy|torch|jnp|jax)\.(?:float|int|uint|bfloat)$")
_JOINS = frozenset({b"=", b":", b""})
_SAYS = frozenset({b"is", b"=", b":", b"was", b"->"})
_AT_STEP = re.compile(
    rb"(?:^|[^\w ]\s*)([A-Za-z][\w/-]*(?: [A-Za-z][\w/-]*){0,3}?) (?:at|after|for|in|on) (?i:global |training )?(?i:step|iteration|iter|epoch|round|batch|episode)\W*$"
)
"""What is said of a step before its number, and its value behind it: `Minibatch loss at step 100: 0.35`."""
_LOSS_SCORES = frozenset({"Score"})
"""What a framework calls its loss when it tells it by iterations."""


def _odd_name(gaps: list[bytes], place: int) -> str:
    """Return a name that does not end before its number: `0.86 = Validation score`, `R^2`, `'acc': np.float64(0.5)`."""
    if place and gaps[place] == b"(" and _LIBRARY.search(gaps[place - 1]):
        return named(gaps[place - 1])[0]
    if place and gaps[place].strip() in _JOINS and gaps[place - 1].rstrip().endswith((b"R^", b"r^")):
        return "R2"
    if place and gaps[place].strip() in _SAYS and (said := _AT_STEP.search(gaps[place - 1])):
        what = said[1].decode("utf-8", "replace")
        return f"{what} loss" if what in _LOSS_SCORES else what
    if rate := _RATE.match(gaps[place + 1]) if not gaps[place].strip(b" ,;") else None:
        return rate[1].decode()
    found = _AFTER.match(gaps[1]) if place == 0 and not gaps[0].strip() else None
    return " ".join(found[2].decode().split()) if found else ""


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
    epochs = _epochs(run)
    merged = [
        _merge(phase, epochs) for tracks in by_name.values() for part in _owned(tracks) for phase in _phases(part)
    ]
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


def _epochs(run: Condensed) -> tuple[Turn, ...]:
    found = []
    for family in run.families.values():
        if family.stride == 1 and family.columns and EPOCH.fullmatch(family.text):
            column = family.columns[min(family.columns)]
            raws = family.text.split(GAP)
            for at, line, value in column.points:
                found.append(Turn(at, line, value, 0.0, raws[0] + value))
    return tuple(sorted(found))


MOST_OWNERS = 16
_WORD = re.compile(rb"[^\s,;:=|()\[\]]+")
_COPY = re.compile(r"(?i)(?:local_?)?(?:rank|gpu|cuda|worker|node|process|proc|pid|host|info|warning|debug)[\W_]?\d*")
"""Who says the same as the others, or how."""


def _owned(tracks: list[Track]) -> list[list[Track]]:
    """Part tracks of one name that several have each: lines alike but for a word, time and again side by side."""
    counts = [track.column.count for track in tracks]
    if not (2 <= len(tracks) <= MOST_OWNERS and min(counts) >= PHASE and max(counts) - min(counts) <= 1):
        return [tracks]
    if max(one.column.first.at for one in tracks) >= min(one.column.last.at for one in tracks):
        return [tracks]
    owners = _owners([track.family.text for track in tracks])
    if not owners or any(_COPY.fullmatch(one) or split_of(one) or is_metric(one) for one in owners):
        return [tracks]
    return [[track._replace(name=f"{owner} {track.name}")] for owner, track in zip(owners, tracks, strict=True)]


def _owners(texts: list[bytes]) -> list[str]:
    """Return the one word in which each of these differs from the others, or nothing if they differ in more."""
    parts = [_WORD.findall(text) for text in texts]
    if len(set(map(len, parts))) > 1:
        return []
    differ = {words for words in zip(*parts, strict=True) if len(set(words)) > 1}
    plain = {tuple([word.strip(b".!*'\"-").decode("utf-8", "replace") for word in words]) for words in differ}
    (owners,) = plain if len(plain) == 1 else ((),)
    return list(owners) if len(set(owners)) == len(texts) and all(any(map(str.isalpha, one)) for one in owners) else []


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


@lru_cache(maxsize=4096)
def numbers_in(raw: bytes) -> tuple[tuple[str, int, int, int], ...]:
    """Return the numbers of a line: name, where the name begins, where the number begins and ends (in bytes)."""
    found = []
    at = 0
    for token in tokens_of(raw).finditer(raw):
        gap = raw[at : token.start()]
        name, start, _ = named(gap)
        before = len(gap.decode("utf-8", "replace")[:start].encode("utf-8", "replace"))
        found.append((name, at + min(before, len(gap)), token.start(), token.end()))
        at = token.end()
    return tuple(found)


@lru_cache(maxsize=4096)
def step_in(raw: bytes) -> tuple[str, str]:
    """Return the step that a line counts, alone and with its name: ("3", "Epoch 3/10"); nothing where it counts none."""
    for name, _, value, end in numbers_in(raw):
        if name and is_step(name):
            total = re.match(rb"/\d+", raw[end : end + 16])
            number = raw[value:end].decode()
            return number, f"{name} {number}{total.group().decode() if total else ''}"
    return "", ""


@lru_cache(maxsize=4096)
def counted_in(raw: bytes) -> tuple[str, str]:
    """Return the step that a line counts by the number that opens it."""
    found = COUNTER.match(raw)
    if found is None:
        return "", ""
    name, number, total = (part.decode() if part else "" for part in found.groups())
    return number, f"{name} {number}{total}".strip()


def _said_in(raw: bytes) -> tuple[str, str]:
    found = step_in(raw)
    return found if found[0] else counted_in(raw)


def points_of(course: Course) -> tuple[Point, ...]:
    """Return the values that are kept of a series, in the order of the log, each with its step."""
    found: list[tuple[int, Point]] = []
    for track in course.tracks:
        steps = {at: value for at, _, value in track.steps.points} if track.steps else {}
        for at, line, value in track.column.points:
            own = steps.get(at, b"").decode()
            if not own and (course.epochs or course.led[0]):
                own = course.step(Turn(at, line, value, 0.0, b""))[0]
            found.append((at, Point(own, value.decode(), line)))
    found.sort(key=lambda one: one[0])
    if len(found) > POINTS:
        every = len(found) / POINTS
        found = [found[int(i * every)] for i in range(POINTS)]
    return tuple(point for _, point in found)


def named_step(course: Course, point: Point) -> str:
    """Return the step of a point with its name, as the last value of its series has it."""
    number, said = course.step(course.last)
    return said.replace(number, point.step, 1) if number and point.step and said.count(number) == 1 else ""


def series_of(course: Course, run: str) -> Series:
    """Return the series as all tiers know it."""

    def point(turn: Turn) -> Point:
        return Point(course.step(turn)[0], turn.value.decode(), turn.line)

    return Series(
        run, course.name, course.size, point(course.first), point(course.last), point(course.low), point(course.high),
        points_of(course), course.unit, course.split, better(course.name),
    )  # fmt: skip

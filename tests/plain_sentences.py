"""Plain sentences on a made-up log, right or wrong by construction, and what the check says of them."""

import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mlws_writer.checking.log_claims import Claim, verify_claims
from mlws_writer.checking.verdict import Verdict
from mlws_writer.tier1_logs.reader import read_log
from tests.comparisons import Log, Measure

_CLEAR_RATIO, _CLEAR_POINTS, _CLEAR_PERCENT = 1.4, 1.0, 10
"""From where on a difference is worth a number."""


@dataclass(frozen=True)
class Sentence:
    """A sentence, what kind it is, whether it is right, and the lines that it cites."""

    kind: str
    right: bool
    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Chosen:
    """A measure of a log, and of whom its sentences speak: who has most and least, and two of which one is neither."""

    log: Log
    place: int
    most: str
    least: str
    between: str
    other: str

    @property
    def measure(self) -> Measure:
        """Give the measure."""
        return self.log.table.topic.measures[self.place]

    @property
    def everyone(self) -> tuple[str, ...]:
        """Give the names of all that is compared."""
        return self.log.table.names

    @property
    def two(self) -> tuple[str, str]:
        """Give the two that are compared with each other, the one with more first."""
        more = self.number(self.between) > self.number(self.other)
        return (self.between, self.other) if more else (self.other, self.between)

    def called(self, name: str) -> str:
        """Name one of the things within a sentence."""
        return self.log.table.topic.called(name)

    def opening(self, name: str) -> str:
        """Name one of the things where a sentence begins; a name in lower case stays so."""
        called = self.called(name)
        return called.capitalize() if self.log.table.topic.numbered else called

    def bare(self, name: str) -> str:
        """Give a value as the log writes it."""
        return self.log.table.cell(name, self.place)

    def value(self, name: str) -> str:
        """Give a value with its unit."""
        return self.bare(name) + self.measure.unit

    def number(self, name: str) -> float:
        """Give a value to reckon with."""
        return float(self.bare(name))

    def right(self, kind: str, text: str, *names: str) -> Sentence:
        """Say something right about some of the things, and cite their lines."""
        return Sentence(kind, True, text, self._lines(names))

    def wrong(self, kind: str, text: str, *names: str) -> Sentence:
        """Say something wrong about some of the things, and cite their lines."""
        return Sentence(kind, False, text, self._lines(names))

    def _lines(self, names: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(sorted({self.log.where[name, self.place] for name in names}))


def sentences(log: Log, seed: int) -> Iterator[Sentence]:
    """Make the sentences on a log, of every kind that fits a measure."""
    rng = random.Random(seed)
    for place in range(len(log.table.keys)):
        chosen = _chosen(log, place, rng)
        for kind in KINDS:
            yield from kind(chosen)
        if log.table.topic.thing == "epoch":
            yield from _courses(chosen, *sorted(rng.sample(chosen.everyone, 2)))


def judged(log: Log, seed: int) -> tuple[tuple[Sentence, Verdict], ...]:
    """Judge the sentences on a log as `mlws verify --log` does."""
    said, raw = tuple(sentences(log, seed)), log.text.encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.log"
        path.write_bytes(raw)
        reading = read_log(path)
    claims = [Claim(number, each.text, each.lines) for number, each in enumerate(said)]
    return tuple(zip(said, verify_claims(reading, raw, claims), strict=True))


def _chosen(log: Log, place: int, rng: random.Random) -> Chosen:
    ranked = sorted(log.table.names, key=lambda name: float(log.table.cell(name, place)))
    between = rng.choice(ranked[1:-1])
    other = rng.choice([name for name in ranked if name != between])
    return Chosen(log, place, ranked[-1], ranked[0], between, other)


def _values(c: Chosen) -> Iterator[Sentence]:
    one, said = c.between, c.measure.said
    had = f"{c.opening(one)} had {c.measure.article} {said} of"
    yield c.right("value, had", f"{had} {c.value(one)}.", one)
    yield c.wrong("value, had", f"{had} {c.value(c.other)}.", one)
    yield c.right("value, was", f"The {said} of {c.called(one)} was {c.value(one)}.", one)
    yield c.wrong("value, was", f"The {said} of {c.called(one)} was {c.value(c.other)}.", one)


def _extremes(c: Chosen) -> Iterator[Sentence]:
    most, least = (f"{degree} {c.measure.said}" for degree in (c.measure.degrees.most, c.measure.degrees.least))
    yield c.right("most", f"{c.opening(c.most)} had the {most}.", *c.everyone)
    yield c.wrong("most", f"{c.opening(c.between)} had the {most}.", c.between, c.other)
    yield c.right("least", f"The {least} was that of {c.called(c.least)}, {c.value(c.least)}.", c.least)
    yield c.wrong("least", f"The {least} was that of {c.called(c.between)}.", c.between, c.other)


def _winners(c: Chosen) -> Iterator[Sentence]:
    if not c.measure.better or c.measure.takes_time:
        return
    topic, said = c.log.table.topic, c.measure.said
    best = c.most if c.measure.better > 0 else c.least
    by = f"the best {topic.thing} by {said}"
    yield c.right("best", f"{c.opening(best)} was {by}.", *c.everyone)
    yield c.wrong("best", f"{c.opening(c.between)} was {by}.", c.between)
    reached = f"was reached {topic.reached}"
    yield c.right("best value", f"The best {said}, {c.value(best)}, {reached} {c.called(best)}.", best)
    yield c.wrong("best value", f"The best {said} {reached} {c.called(c.between)}.", c.between)
    better, worse = c.two if c.measure.better > 0 else c.two[::-1]
    yield c.right("better", f"{c.opening(better)} was better than {c.called(worse)} in {said}.", *c.two)
    yield c.wrong("better", f"{c.opening(worse)} was better than {c.called(better)} in {said}.", *c.two)


def _pairs(c: Chosen) -> Iterator[Sentence]:
    more, less = c.two
    had = f"had a {c.measure.degrees.more} {c.measure.said} than"
    yield c.right("more", f"{c.opening(more)} {had} {c.called(less)}.", *c.two)
    yield c.wrong("more", f"{c.opening(less)} {had} {c.called(more)}.", *c.two)
    ofs = f"The {c.measure.said} of {c.called(more)} was {{}}, that of {c.called(less)} {{}}."
    yield c.right("two values", ofs.format(c.value(more), c.value(less)), *c.two)
    yield c.wrong("two values", ofs.format(c.value(less), c.value(more)), *c.two)


def _points(c: Chosen) -> Iterator[Sentence]:
    more, less = c.two
    points = (c.number(more) - c.number(less)) * 100
    if c.measure.share and points >= _CLEAR_POINTS:
        above = f"{c.opening(more)} was {{:.1f}} points above {c.called(less)} in {c.measure.said}."
        yield c.right("points", above.format(points), *c.two)
        yield c.wrong("points", above.format(points * 1.4 + 0.6), *c.two)


def _changes(c: Chosen) -> Iterator[Sentence]:
    if c.log.table.topic.numbered:
        return
    (more, less), said = c.two, c.measure.said
    one, other = c.called(more), c.called(less)
    yield c.right("instead", f"With {one} instead of {other} the {said} increased.", *c.two)
    yield c.wrong("instead", f"With {one} instead of {other} the {said} decreased.", *c.two)
    yield c.right("from one to another", f"Going from {one} to {other} lowered the {said}.", *c.two)
    yield c.wrong("from one to another", f"Going from {other} to {one} lowered the {said}.", *c.two)
    apart = (c.number(more) - c.number(less)) * 100
    if c.measure.share and apart >= _CLEAR_POINTS:
        by = f"Compared with {other} the {said} of {one} was higher by {{:.1f}} points."
        yield c.right("compared with", by.format(apart), *c.two)
        yield c.wrong("compared with", by.format(apart * 1.4 + 0.6), *c.two)
    percent = (c.number(more) / c.number(less) - 1) * 100 if c.number(less) else 0
    if c.measure.unit in {" ms", " s", " MB"} and percent > _CLEAR_PERCENT:
        above = f"The {said} of {one} was about {{:.0f}}% higher than that of {other}."
        yield c.right("percent", above.format(percent), *c.two)
        yield c.wrong("percent", above.format(percent * 1.4 + 5), *c.two)


def _ratios(c: Chosen) -> Iterator[Sentence]:
    more, less = c.two
    ratio = c.number(more) / c.number(less)
    if c.measure.unit in {" ms", " s", " MB"} and ratio > _CLEAR_RATIO:
        times = f"The {c.measure.said} of {c.called(more)} was {{:.1f}} times that of {c.called(less)}."
        yield c.right("ratio", times.format(ratio), *c.two)
        yield c.wrong("ratio", times.format(ratio * 1.5), *c.two)


def _speeds(c: Chosen) -> Iterator[Sentence]:
    if not c.measure.takes_time:
        return
    thing, (slower, faster) = c.log.table.topic.thing, c.two
    yield c.right("fastest", f"{c.opening(c.least)} was the fastest {thing}.", *c.everyone)
    yield c.wrong("fastest", f"{c.opening(c.between)} was the fastest {thing}.", c.between)
    yield c.right("slowest", f"{c.opening(c.most)} was the slowest {thing} at {c.value(c.most)}.", c.most)
    yield c.wrong("slowest", f"{c.opening(c.between)} was the slowest {thing} at {c.value(c.between)}.", c.between)
    yield c.right("faster", f"{c.opening(faster)} was faster than {c.called(slower)}.", *c.two)
    yield c.wrong("faster", f"{c.opening(slower)} was faster than {c.called(faster)}.", *c.two)


def _courses(c: Chosen, first: str, last: str) -> Iterator[Sentence]:
    way, against = ("rose", "fell") if c.number(last) > c.number(first) else ("fell", "rose")
    start, end, said = c.called(first), c.called(last), c.measure.said
    ends = f"from {c.bare(first)} to {c.bare(last)}"
    yield c.right("course, from", f"From {start} to {end} the {said} {way} {ends}.", first, last)
    yield c.wrong("course, from", f"From {start} to {end} the {said} {against}.", first, last)
    yield c.right("course, between", f"Between {start} and {end} the {said} {way} {ends}.", first, last)
    yield c.wrong("course, between", f"Between {start} and {end} the {said} {against}.", first, last)


KINDS: tuple[Callable[[Chosen], Iterator[Sentence]], ...] = (
    _values,
    _extremes,
    _winners,
    _pairs,
    _points,
    _changes,
    _ratios,
    _speeds,
)

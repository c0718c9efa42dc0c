"""Made-up logs that compare a few things by a few measures, each in one of eleven layouts, the same for the same seed.

No such run took place. Each line knows which cells of the table it holds, so a sentence can cite what it speaks of.
"""

import json
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True)
class Degrees:
    """How a sentence says that something has more or less of a measure."""

    more: str
    most: str
    less: str
    least: str


HIGH = Degrees("higher", "highest", "lower", "lowest")
LARGE = Degrees("larger", "largest", "smaller", "smallest")
LONG = Degrees("longer", "longest", "shorter", "shortest")


@dataclass(frozen=True)
class Measure:
    """A measure: its name in a sentence, its names in logs, and what its values are like."""

    said: str
    keys: tuple[str, ...]
    low: float
    high: float
    places: int
    better: int = 0
    """1 if more of it is better, -1 if less, 0 if neither."""
    unit: str = ""
    degrees: Degrees = HIGH
    article: str = "a"
    share: bool = False
    """Whether it lies between 0 and 1, so that differences are told in points."""

    @property
    def takes_time(self) -> bool:
        """Tell whether less of it is faster."""
        return self.unit in {" ms", " s"}

    def draw(self, rng: random.Random) -> str:
        """Make up a value as a log writes it."""
        return f"{rng.uniform(self.low, self.high):.{self.places}f}"


def _share(said: str, *keys: str, article: str = "a") -> Measure:
    return Measure(said, keys, 0.4, 0.97, 4, better=1, article=article, share=True)


def _loss(said: str, *keys: str) -> Measure:
    return Measure(said, keys, 0.2, 2.5, 4, better=-1)


def _rate(said: str, *keys: str) -> Measure:
    return Measure(said, keys, 4, 40, 2, better=-1, unit="%")


@dataclass(frozen=True)
class Topic:
    """What is compared, by what, and how a value is reached: by a model, in an epoch, on a task."""

    thing: str
    things: str
    names: tuple[str, ...]
    measures: tuple[Measure, ...]
    reached: str = "by"

    @property
    def numbered(self) -> bool:
        """Tell whether what is compared has numbers for names, and is called by both."""
        return self.names[0].isdigit()

    def called(self, name: str) -> str:
        """Name one of the things as a sentence and a line of prose do."""
        return f"{self.thing} {name}" if self.numbered else name


_NUMBERS = ("1", "2", "3", "4", "5")
TOPICS = (
    Topic(
        "model",
        "models",
        ("resnet18", "vit-small", "convnext-t", "effnet-b0"),
        (
            _share("accuracy", "accuracy", "acc", "val_acc", article="an"),
            Measure("latency", ("latency_ms", "ms"), 4, 90, 1, better=-1, unit=" ms"),
            Measure("size", ("size_mb",), 10, 900, 1, unit=" MB", degrees=LARGE),
        ),
    ),
    Topic(
        "system",
        "systems",
        ("bm25", "splade", "dense-e5", "hybrid"),
        (
            _share("nDCG@10", "ndcg@10", "nDCG@10", article="an"),
            _share("recall@100", "recall@100", "R@100"),
            Measure("latency", ("ms_per_query", "latency_ms"), 4, 90, 1, better=-1, unit=" ms"),
        ),
    ),
    Topic(
        "method",
        "methods",
        ("ets", "nhits", "lgbm", "theta", "naive"),
        (
            _rate("MAPE", "mape", "MAPE"),
            Measure("RMSE", ("rmse", "RMSE"), 20, 90, 1, better=-1, article="an"),
            Measure("training time", ("train_s", "train_time_s"), 10, 900, 0, better=-1, unit=" s", degrees=LONG),
        ),
    ),
    Topic(
        "class",
        "classes",
        ("cat", "dog", "horse", "sheep"),
        (
            _share("precision", "precision", "prec"),
            _share("recall", "recall"),
            Measure("support", ("support",), 40, 2000, 0, degrees=LARGE),
        ),
        "for",
    ),
    Topic(
        "language",
        "languages",
        ("de", "fr", "nl", "pl", "cs"),
        (_rate("WER", "wer", "WER"), _rate("CER", "cer")),
        "for",
    ),
    Topic(
        "task",
        "tasks",
        ("arc_easy", "boolq", "piqa", "copa"),
        (
            _share("accuracy", "acc", "accuracy", article="an"),
            Measure("standard error", ("stderr",), 0.002, 0.02, 4, degrees=LARGE),
        ),
        "on",
    ),
    Topic(
        "epoch",
        "epochs",
        _NUMBERS,
        (
            _loss("validation loss", "val_loss"),
            _loss("training loss", "train_loss", "loss"),
            _share("validation accuracy", "val_acc"),
        ),
        "in",
    ),
    Topic(
        "fold", "folds", _NUMBERS, (_share("AUC", "auc", "AUC", article="an"), _share("F1", "f1", article="an")), "on"
    ),
)


@dataclass(frozen=True)
class Table:
    """The values of some things by some measures, under the keys that one log has for them."""

    topic: Topic
    names: tuple[str, ...]
    keys: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]

    def cell(self, name: str, measure: int) -> str:
        """Give a value as the log writes it."""
        return self.columns[measure][self.names.index(name)]

    def row(self, name: str) -> tuple[tuple[str, str], ...]:
        """Give the values of one thing, each under its key."""
        return tuple((key, self.cell(name, place)) for place, key in enumerate(self.keys))


Cell = tuple[str, int]
"""A thing's name and the place of a measure."""
Line = tuple[str, tuple[Cell, ...]]
"""A line of a log, and the cells whose values it holds."""
Clock = Callable[[int], str]
Layout = Callable[[Table, Clock], Iterator[Line]]


@dataclass(frozen=True)
class Log:
    """A made-up log: its layout, its lines, and the number of the line that holds a cell."""

    layout: str
    table: Table
    lines: tuple[str, ...]
    where: Mapping[Cell, int]

    @property
    def text(self) -> str:
        """Give what stands in the file."""
        return "\n".join(self.lines)


def make(seed: int) -> Log:
    """Make up a log; the layouts take turns."""
    rng = random.Random(seed)
    layout = tuple(LAYOUTS)[seed % len(LAYOUTS)]
    table = _table(rng.choice([topic for topic in TOPICS if layout != "key=value lists" or not topic.numbered]), rng)
    day = rng.randint(1, 28)
    lines = tuple(_framed(layout, table, lambda second: f"2026-03-{day:02} 10:00:{second:02}"))
    where = {cell: number for number, (_, cells) in enumerate(lines, 1) for cell in cells}
    return Log(layout, table, tuple(text for text, _ in lines), where)


def _table(topic: Topic, rng: random.Random) -> Table:
    names = topic.names if topic.numbered else tuple(rng.sample(topic.names, len(topic.names)))
    keys = tuple(rng.choice(measure.keys) for measure in topic.measures)
    return Table(topic, names, keys, tuple(_column(measure, len(names), rng) for measure in topic.measures))


def _column(measure: Measure, size: int, rng: random.Random) -> tuple[str, ...]:
    """Draw values of which no two are the same: who has the most of a measure is never in doubt."""
    drawn: dict[str, None] = {}
    while len(drawn) < size:
        drawn[measure.draw(rng)] = None
    return tuple(drawn)


def _framed(layout: str, table: Table, clock: Clock) -> Iterator[Line]:
    count = len(table.names)
    if layout == "JSON lines":
        first, last = {"ts": clock(0), "event": "start", "n": count}, {"ts": clock(59), "event": "end", "elapsed_s": 59}
        yield json.dumps(first), ()
        yield from LAYOUTS[layout](table, clock)
        yield json.dumps(last), ()
    else:
        yield f"{clock(0)} INFO start of the comparison of {count} {table.topic.things}", ()
        yield from LAYOUTS[layout](table, clock)
        yield f"{clock(59)} INFO done in 59 s", ()


def _each(table: Table, written: Callable[[int, str], str]) -> Iterator[Line]:
    """Give a line for each thing."""
    for place, name in enumerate(table.names):
        yield written(place, name), tuple(product((name,), range(len(table.keys))))


def _paired(table: Table, name: str, sign: str, between: str) -> str:
    return between.join(f"{key}{sign}{value}" for key, value in table.row(name))


def _bare(table: Table, name: str, between: str) -> str:
    return between.join((name, *(value for _, value in table.row(name))))


def _csv(table: Table, _: Clock) -> Iterator[Line]:
    yield ",".join((table.topic.thing, *table.keys)), ()
    yield from _each(table, lambda _, name: _bare(table, name, ","))


def _pipes(table: Table, _: Clock) -> Iterator[Line]:
    yield f"| {' | '.join((table.topic.thing, *table.keys))} |", ()
    yield "|" + "---|" * (len(table.keys) + 1), ()
    yield from _each(table, lambda _, name: f"| {_bare(table, name, ' | ')} |")


def _aligned(table: Table, _: Clock) -> Iterator[Line]:
    yield f"{table.topic.thing:<14}" + "".join(f"{key:>14}" for key in table.keys), ()
    yield from _each(table, lambda _, name: f"{name:<14}" + "".join(f"{value:>14}" for _, value in table.row(name)))


def _key_value(table: Table, clock: Clock) -> Iterator[Line]:
    def written(place: int, name: str) -> str:
        return f"{clock(place * 7 + 3)} INFO eval: {table.topic.thing}={name} {_paired(table, name, '=', ' ')}"

    yield from _each(table, written)


def _prose(table: Table, clock: Clock) -> Iterator[Line]:
    def written(place: int, name: str) -> str:
        return f"{clock(place * 7 + 3)} {table.topic.called(name)}: {_paired(table, name, ' ', ', ')}"

    yield from _each(table, written)


def _words(table: Table, clock: Clock) -> Iterator[Line]:
    def written(place: int, name: str) -> str:
        return f"[{clock(place * 7 + 3)}] {table.topic.called(name)} {_paired(table, name, ' ', ' ')}"

    yield from _each(table, written)


def _json_lines(table: Table, clock: Clock) -> Iterator[Line]:
    def written(place: int, name: str) -> str:
        event = {"ts": clock(place * 7 + 3), "event": "result"}
        thing = {table.topic.thing: int(name) if table.topic.numbered else name}
        return json.dumps(event | thing | {key: float(value) for key, value in table.row(name)})

    yield from _each(table, written)


def _counted(table: Table, _: Clock) -> Iterator[Line]:
    def written(place: int, name: str) -> str:
        head = f"{table.topic.thing.capitalize()} {place + 1}/{len(table.names)}"
        return f"{head if table.topic.numbered else f'{head} {name}'} | {_paired(table, name, ' ', ' | ')}"

    yield from _each(table, written)


def _lists(table: Table, clock: Clock) -> Iterator[Line]:
    for place, key in enumerate(table.keys):
        values = ", ".join(f"{table.topic.called(name)} {table.cell(name, place)}" for name in table.names)
        yield f"{clock(place + 3)} {key}: {values}", tuple(product(table.names, (place,)))


def _key_value_lists(table: Table, clock: Clock) -> Iterator[Line]:
    for place, key in enumerate(table.keys):
        values = " ".join(f"{name}={table.cell(name, place)}" for name in table.names)
        yield f"{clock(place + 3)} {key} {values}", tuple(product(table.names, (place,)))


def _blocks(table: Table, _: Clock) -> Iterator[Line]:
    for name in table.names:
        yield f"== {table.topic.called(name)} ==", ()
        yield from ((f"  {key}: {value}", ((name, place),)) for place, (key, value) in enumerate(table.row(name)))


LAYOUTS: Mapping[str, Layout] = {
    "csv": _csv,
    "pipes": _pipes,
    "aligned": _aligned,
    "key=value": _key_value,
    "prose": _prose,
    "words": _words,
    "JSON lines": _json_lines,
    "counted": _counted,
    "lists": _lists,
    "key=value lists": _key_value_lists,
    "blocks": _blocks,
}

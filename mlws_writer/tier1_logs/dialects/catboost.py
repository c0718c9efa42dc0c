"""CatBoost: how far each model came, its value on the data it learns from and on the test set, and its best iteration."""

from collections.abc import Iterable, Iterator, Sequence

from mlws_writer.facts.model import FactKind, Work
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_ROW = Pattern(
    r"\s*(\d+):\s+(?:learn: (\S+)\s+)?(?:test: (\S+)\s+best: (\S+) \((\d+)\)\s+)?total: \S.*\bremaining: \d",
    "remaining",
)
_BEST = Pattern(r"\s*bestTest = (\S+)\s*$", "besttest")
_WHEN = Pattern(r"\s*bestIteration = (\d+)\s*$", "bestiteration")
_STOPPED = Pattern(r"\s*Stopped by overfitting detector", "overfitting")
_WEIGHTS = {"learn": 0.78, "test": 0.84}


def suits(lines: Sequence[Line]) -> bool:
    """Tell whether rows of a training, or the best of one, stand in the log."""
    return any(_ROW.match(line.message) or _BEST.match(line.message) for line in lines)


def read(line: Line) -> Iterable[Finding] | None:
    """Leave rows and bests to `read_all`, which sees where each model begins."""
    text = line.message
    if _STOPPED.match(text):
        return (
            Finding(FactKind.EVENT, "stopped", text.strip(), line.number, text.strip(), weight=0.7, time=line.time),
        )
    return () if _ROW.match(text) or _BEST.match(text) or _WHEN.match(text) else None


def read_all(lines: Sequence[Line]) -> Iterator[Finding]:
    """Find the first and last row of each model, and its best value on the test set with its iteration."""
    rows: list[Line] = []
    best: Line | None = None
    for line in lines:
        if row := _ROW.match(line.message):
            if row[1] == "0":
                yield from _ends(rows)
                rows = []
            rows.append(line)
        elif _BEST.match(line.message):
            best = line
        elif best is not None and (when := _WHEN.match(line.message)):
            yield from _bests(best, line, when[1])
            best = None
    yield from _ends(rows)


def _ends(rows: Sequence[Line]) -> Iterator[Finding]:
    for which, less, line in (("", 0.0, rows[-1]), ("first ", 0.35, rows[0])) if rows else ():
        row = _ROW.match(line.message)
        for part, place in (("learn", 2), ("test", 3)):
            if row is not None and row[place]:
                name, step, split = f"{which}{part}", f"iteration {row[1]}", {"learn": "train"}.get(part, part)
                text, weight = f"{part}: {row[place]}", _WEIGHTS[part] - less
                yield Finding(FactKind.METRIC, name, row[place], line.number, text, step, split=split, weight=weight)


def _bests(best: Line, when: Line, iteration: str) -> Iterator[Finding]:
    said, value = best.message.strip(), best.message.split()[-1]
    step = f"iteration {iteration}"
    yield Finding(FactKind.METRIC, "best test", value, best.number, said, step, split="test", weight=0.93)
    said = when.message.strip()
    yield Finding(FactKind.EVENT, "best iteration", iteration, when.number, said, weight=0.62)


DIALECT = Dialect("CatBoost", suits=suits, read=read, read_all=read_all, work=Work.TRAINING)

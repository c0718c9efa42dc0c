"""Fairseq: the results of validation, which bear the same names as those of training."""

from collections.abc import Iterable, Iterator, Sequence

from mlws_writer.facts.model import Better, FactKind
from mlws_writer.facts.names import better, is_metric
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_SIGN = Pattern(r"\bfairseq(?:_cli)?[.\w]*\b|\| (?:train_inner|valid) \|")
_PART = Pattern(r"\| (valid|test|train) \| epoch (\d+)(?: \| valid on '(\w+)' subset)?(.*)")
_RESULT = Pattern(r"\| ([A-Za-z][\w@.\-]*) (-?[\d.]+(?:e[-+]?\d+)?)(?= \||\s*$)")
_MINOR = frozenset(
    {"wps", "wpb", "bsz", "ups", "num_updates", "wall", "train_wall", "gb_free", "gnorm", "lr", "loss_scale", "clip"}
)


def suits(lines: Sequence[Line]) -> bool:
    """Tell whether the framework's loggers speak."""
    return any(_SIGN.search(line.text[:200]) for line in lines)


def read(line: Line) -> Iterable[Finding] | None:
    """Leave the results of validation to `read_all`, which tells the last from the best."""
    return () if list(_validated(line)) else None


def read_all(lines: Sequence[Line]) -> Iterator[Finding]:
    """Find the last, the best and the first result of each metric of each validation set."""
    courses: dict[tuple[str, str], list[Finding]] = {}
    for line in lines:
        for one in _validated(line):
            courses.setdefault((one.name, one.split), []).append(one)
    for (name, _), course in courses.items():
        yield course[-1]
        direction = better(name)
        if len(course) > 1 and direction is not None:
            best = (max if direction is Better.HIGHER else min)(course, key=lambda one: float(one.value))
            yield best._replace(name=f"best {name}", weight=0.86)
            yield course[0]._replace(name=f"first {name}", weight=0.6)


def _validated(line: Line) -> Iterator[Finding]:
    part = _PART.search(line.text[:2000])
    if part is None or part[1] == "train":
        return
    split = "test" if "test" in (part[1], part[3]) else "val"
    for found in _RESULT.finditer(part[4]):
        name, value = found[1], found[2]
        if name not in _MINOR and is_metric(name):
            step, text = f"epoch {part[2]}", f"{split} {name} {value}"
            yield Finding(
                FactKind.METRIC, name, value, line.number, text, step, split=split, weight=0.95, time=line.time
            )


DIALECT = Dialect("fairseq", suits=suits, read=read, read_all=read_all)

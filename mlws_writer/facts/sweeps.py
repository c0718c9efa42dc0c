"""Sweeps: one thing measured at several values of a setting, a row each, within one run."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from mlws_writer.facts.digits import number
from mlws_writer.facts.model import FactKind, Point, Run, Series
from mlws_writer.facts.names import words

_SWEPT = frozenset(
    {
        *("threshold", "cutoff", "cut off", "confidence threshold", "score threshold", "decision threshold", "conf"),
        *("temperature", "top k", "top p", "k", "n neighbors", "beam", "beam size", "num beams", "n shot", "shots"),
        *("num fewshot", "alpha", "lambda", "gamma", "c", "l2", "l1", "max depth", "num leaves", "n estimators"),
        *("n clusters", "chunk size", "rank", "lora rank", "margin", "quantile", "window", "noise", "sigma", "ratio"),
    }
)
FEWEST, MOST = 3, 64
"""How many values of a setting make a sweep."""


@lru_cache(maxsize=20_000)
def is_swept(name: str) -> bool:
    """Tell whether a name is of a setting that is tried at one value after the other."""
    return " ".join(words(name)) in _SWEPT


@dataclass(frozen=True, slots=True)
class Sweep:
    """A setting, as logged, with what was measured at each of its values: a series each, all of the same lines."""

    setting: str
    series: tuple[Series, ...]

    @property
    def rows(self) -> tuple[tuple[Point, ...], ...]:
        """What was measured at each value of the setting, in the order of the log; `step` is the value."""
        return tuple(zip(*(each.points for each in self.series), strict=True))

    def at(self, text: str) -> tuple[Point, ...]:
        """Find the row of the value that a text names beside the setting; nothing where it names none or several."""
        named = [row for row in self.rows if _names(text, row[0].step)]
        spoken = words(self.setting)[-1]
        return named[0] if len(named) == 1 and re.search(rf"(?i)\b{re.escape(spoken)}", text) else ()


def _names(text: str, value: str) -> bool:
    found = (number(each) for each in re.findall(r"(?<![\w.,])\d+(?:\.\d+)?(?![\w%]|[.,]\d)", text, re.ASCII))
    return number(value) in found


def swept_in(step: str) -> str:
    """Give the setting that a fact's step names: `threshold` of `threshold 0.6`, nothing of `epoch 3`."""
    name = step.rpartition(" ")[0]
    return name if name and is_swept(name) else ""


def sweep(run: Run) -> Sweep | None:
    """Find the sweep of a run: the setting that its metrics count their rows by."""
    counted = {(f.name, f.split): swept_in(f.step) for f in run.facts if f.kind is FactKind.METRIC and f.step}
    lead = next((series for series in run.series if counted.get((series.name, series.split))), None)
    if lead is None or len(lead.points) != lead.count or not all(point.step for point in lead.points):
        return None
    lines = [point.line for point in lead.points]
    beside = [s for s in run.series if [point.line for point in s.points] == lines]
    return Sweep(counted[lead.name, lead.split], tuple(_metrics_first(beside)))


def _metrics_first(found: Sequence[Series]) -> list[Series]:
    return sorted(found, key=lambda series: series.better is None)

"""What a point of one measure costs of another, from one value of a setting to the next: said, and as it was logged."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from mlws_writer.checking.reading.agreement import close, hedge
from mlws_writer.checking.reading.language import stem, stems
from mlws_writer.facts.digits import number
from mlws_writer.facts.model import Point, Run, Series
from mlws_writer.facts.names import words
from mlws_writer.facts.quantities import Dimension, Quantity, quantities
from mlws_writer.facts.sweeps import Sweep, sweep

_SAID = re.compile(
    r"\b(?:each|every|one|an?) (?:further |additional |extra |more |single )?(?:percentage )?point (?:of|in) (?P<bought>[\w -]{2,40}?)"
    r" (?:costs?|takes?|loses?|buys?|gains?|gives?|brings?|adds?|saves?) (?P<rest>.*)",
    re.IGNORECASE,
)
_NUMBER = r"(\d+(?:\.\d+)?)"
_FROM = re.compile(rf"\b(?:above|over|beyond|past|after|from|between) (?:[a-z]+ (?:of )?)?{_NUMBER}", re.IGNORECASE)
_TO = re.compile(rf"\b(?:below|under|up to|before|to|and) (?:[a-z]+ (?:of )?)?{_NUMBER}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Step:
    """From one value of a setting to another: so many points of the one measure for each point of the other."""

    before: Point
    after: Point
    price: Decimal


@dataclass(frozen=True, slots=True)
class Price:
    """What one measure cost of another, step by step."""

    bought: Series
    paid: Series
    steps: tuple[Step, ...]


def mispriced(text: str, run: Run) -> Price | None:
    """Give what was logged where a text names a price that some step of a sweep did not have; None where it fits."""
    said, tried = _SAID.search(text), sweep(run)
    claimed = next(iter(_points(said["rest"])), None) if said else None
    if said is None or tried is None or claimed is None:
        return None
    series = _both(said["bought"], said["rest"][claimed.end :], tried)
    if series is None:
        return None
    bought, paid = series
    steps = tuple(_steps(bought, paid, f"{text[: said.start()]} {said['rest'][claimed.end :]}"))
    hedged = hedge(said["rest"], claimed)
    off = [step for step in steps if not close(claimed.value, claimed.slack, abs(step.price), hedged)]
    return Price(bought, paid, steps) if off else None


def _points(text: str) -> Iterator[Quantity]:
    return (quantity for quantity in quantities(text) if quantity.dimension is Dimension.POINTS)


def _both(bought: str, paid: str, tried: Sweep) -> tuple[Series, Series] | None:
    """Find the series that are meant: the one that is named, and the other one, where there is no third."""
    first = _named(bought, tried.series)
    others = [series for series in tried.series if series is not first]
    second = _named(paid, others) or (others[0] if len(others) == 1 else None)
    shares = (first, second) if first and second and _is_share(first) and _is_share(second) else None
    return shares if shares and shares[0].unit == shares[1].unit else None


def _named(text: str, among: Sequence[Series]) -> Series | None:
    said = stems(text)
    found = [series for series in among if {stem(word) for word in words(series.name)} <= said]
    return found[0] if len(found) == 1 else None


def _is_share(series: Series) -> bool:
    """Tell whether a series is of shares, which differ by points."""
    values = [number(point.value.rstrip("%")) for point in series.points]
    return series.unit == "%" or all(value is not None and 0 <= value <= 1 for value in values)


def _steps(bought: Series, paid: Series, where: str) -> Iterator[Step]:
    low, high = _bound(_FROM, where), _bound(_TO, where)
    for (one, other), (first, second) in zip(pairwise(bought.points), pairwise(paid.points), strict=True):
        ends = [value for point in (one, other) if (value := number(point.step)) is not None]
        gain, cost = _difference(one, other), _difference(first, second)
        if len(ends) != len((one, other)) or not gain or cost is None:
            continue
        if (low is None or min(ends) >= low) and (high is None or max(ends) <= high):
            yield Step(one, other, -cost / gain)


def _bound(pattern: re.Pattern[str], text: str) -> Decimal | None:
    found = pattern.search(text)
    return number(found[1]) if found else None


def _difference(one: Point, other: Point) -> Decimal | None:
    before, after = number(one.value.rstrip("%")), number(other.value.rstrip("%"))
    return None if before is None or after is None else after - before

"""An earlier report that a new one is held against: to do worse than it is to fail."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mlws_writer.errors import InputError
from mlws_writer.evals.grading import BAD, Sentences

_SLACK = 0.0005
"""Means are written with four digits."""


@dataclass(frozen=True, slots=True)
class Worse:
    """A case that did better before: in its mean score, or in the share of good sentences that stand."""

    case: str
    quality: str
    before: float
    now: float
    what: str = "mean"


Key = tuple[str, str]
"""A case and who answered."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The mean score of each case by each quality, as it was, and the share of the sentences that stood."""

    means: Mapping[Key, float]
    shares: Mapping[Key, float]

    def worse(self, means: Mapping[Key, float], shares: Mapping[Key, float]) -> tuple[Worse, ...]:
        """Give what does worse now; what was not played now, or not then, cannot be compared."""
        return (*_fallen("mean", self.means, means), *_fallen("sentences that stand", self.shares, shares))


def _fallen(what: str, before: Mapping[Key, float], now: Mapping[Key, float]) -> Iterator[Worse]:
    both = ((key, before[key], value) for key, value in now.items() if key in before)
    yield from (Worse(*key, then, value, what) for key, then, value in both if value < then - _SLACK)


def read(path: Path) -> Baseline:
    """Read what `mlws eval --json` printed."""
    try:
        cases = json.loads(path.read_bytes())["cases"]
        means: dict[Key, list[float]] = {}
        told: dict[Key, Sentences] = {}
        for case in cases:
            key = str(case["name"]), str(case["quality"])
            means.setdefault(key, []).append(float(case["mean"]))
            counted = Sentences(**{name: int(count) for name, count in case["sentences"].items()})
            told[key] = told.get(key, Sentences()) + counted
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        why, fix = f"it is no report of the evals: {error!r}", "make one: mlws eval --json > FILE"
        raise InputError(f"{path} cannot be a baseline", why=why, fix=fix) from error
    return Baseline({key: sum(values) / len(values) for key, values in means.items()}, shares(told))


def shares(told: Mapping[Key, Sentences]) -> dict[Key, float]:
    """Give the share of the sentences that stand; of replies that are bad on purpose none need."""
    good = {key: each for key, each in told.items() if key[1] not in BAD and each.offered}
    return {key: (each.kept + each.repaired) / each.offered for key, each in good.items()}

"""An earlier report that a new one is held against: to do worse than it is to fail."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mlws_writer.errors import InputError

_SLACK = 0.0005
"""Means are written with four digits."""


@dataclass(frozen=True, slots=True)
class Worse:
    """A case that did better before."""

    case: str
    quality: str
    before: float
    now: float


@dataclass(frozen=True, slots=True)
class Baseline:
    """The mean score of each case by each quality, as it was."""

    means: Mapping[tuple[str, str], float]

    def worse(self, now: Mapping[tuple[str, str], float]) -> tuple[Worse, ...]:
        """Give what does worse now; what was not played now, or not then, cannot be compared."""
        both = ((key, self.means[key], mean) for key, mean in now.items() if key in self.means)
        return tuple(Worse(*key, before, mean) for key, before, mean in both if mean < before - _SLACK)


def read(path: Path) -> Baseline:
    """Read what `mlws eval --json` printed."""
    try:
        cases = json.loads(path.read_bytes())["cases"]
        found: dict[tuple[str, str], list[float]] = {}
        for case in cases:
            found.setdefault((str(case["name"]), str(case["quality"])), []).append(float(case["mean"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        why, fix = f"it is no report of the evals: {error!r}", "make one: mlws eval --json > FILE"
        raise InputError(f"{path} cannot be a baseline", why=why, fix=fix) from error
    return Baseline({key: sum(means) / len(means) for key, means in found.items()})

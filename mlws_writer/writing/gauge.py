"""How many tokens a model really makes of a text: measured on what its server counted, kept by the model's digest."""

import json
from collections.abc import Sequence
from pathlib import Path

from mlws_writer.writing.keeping import keep

ENOUGH = 3
"""So many prompts must have been counted before a measured factor may be lower than that of the family."""
_KEPT = 16
_PLAUSIBLE = (0.5, 5.0)
"""A count outside of this, in our own tokens, is of a cached or a cut prompt, not of the one that was sent."""
_SPARE = 1.05


class Gauge:
    """The measured factors of the models that were asked from one workspace; without a file, of this process alone."""

    def __init__(self, path: Path | None = None, *, write: bool = True) -> None:
        self._path = path
        self._write = write and path is not None
        self._seen: dict[str, list[float]] = _read(path) if path else {}

    def factor(self, digest: str, family: float) -> float:
        """Say how many tokens a model makes of one of ours; `family` is what is known of its kind."""
        seen = self._seen.get(digest, [])
        if not seen:
            return family
        measured = max(seen) * _SPARE
        return measured if len(seen) >= ENOUGH else max(measured, family)

    def knows(self, digest: str) -> bool:
        """Tell whether enough prompts were counted to trust the factor."""
        return len(self._seen.get(digest, ())) >= ENOUGH

    def learn(self, digest: str, estimated: int, counted: int) -> None:
        """Take note of what a server counted for a prompt that it read whole."""
        if not digest or estimated <= 0 or not _PLAUSIBLE[0] <= counted / estimated <= _PLAUSIBLE[1]:
            return
        self._seen[digest] = [*self._seen.get(digest, []), round(counted / estimated, 4)][-_KEPT:]
        if self._write and self._path:
            keep(self._path, json.dumps(self._seen))


def _read(path: Path) -> dict[str, list[float]]:
    """Read what was measured; what cannot be read is measured again."""
    try:
        found = json.loads(path.read_bytes())
        return {str(digest): _factors(values) for digest, values in found.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _factors(values: Sequence[object]) -> list[float]:
    numbers = [float(value) for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    return [number for number in numbers if _PLAUSIBLE[0] <= number <= _PLAUSIBLE[1]][-_KEPT:]

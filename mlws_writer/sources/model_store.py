"""Which models were pulled or created: what the list of the model server says, handed in as a value."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StoredModel:
    """A model of the server's own list: its name, digest, size in bytes, and when it was last pulled or created."""

    name: str
    digest: str
    size: int
    time: datetime


def models_between(listed: Iterable[StoredModel], since: datetime, until: datetime) -> tuple[StoredModel, ...]:
    """Keep the models that were pulled or created between two times, oldest first."""
    return tuple(sorted((each for each in listed if since <= each.time <= until), key=lambda each: each.time))

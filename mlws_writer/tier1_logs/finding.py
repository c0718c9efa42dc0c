"""What the parts of the reader find in a line, before it becomes a fact of a run."""

from datetime import datetime
from typing import NamedTuple

from mlws_writer.facts.model import FactKind


class Finding(NamedTuple):
    """A fact in the making; the fields are those of `Fact`. `text` is the verbatim span that a reader is shown."""

    kind: FactKind
    name: str
    value: str
    line: int
    text: str = ""
    step: str = ""
    unit: str = ""
    split: str = ""
    weight: float = 0.5
    tainted: bool = False
    time: datetime | None = None

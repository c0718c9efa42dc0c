"""A run on one of its days."""

from dataclasses import dataclass
from datetime import date

from mlws_writer.documents.blocks import Slot
from mlws_writer.facts.model import Outcome
from mlws_writer.tier2_activity.summary import Summary

VERBS = {
    Outcome.COMPLETED: "Completed",
    Outcome.FAILED: "Failed",
    Outcome.INTERRUPTED: "Stopped",
    Outcome.RUNNING: "Running",
    Outcome.UNKNOWN: "Ran",
}


@dataclass(frozen=True, slots=True)
class DayRun:
    """A run on one of its days: `first` and `last` tell whether it began and ended on it.

    `source` is the digest of the bytes it was read from; `dated_by` says where its day comes from, if not its lines.
    """

    summary: Summary
    source: str
    day: date | None = None
    first: bool = True
    last: bool = True
    dated_by: str = ""
    stamp: str = ""

    def slot(self, name: str) -> Slot:
        """Name what is said of the run on this day: how it stands is said on each day, what it teaches once."""
        daily = name in ("headline", "status", "result", "created") and not self.first
        return Slot(self.summary.run.id, f"{name}@{self.day}" if daily else name)

    @property
    def verb(self) -> str:
        """Say in a word what happened to the run on this day."""
        if self.last:
            return VERBS[self.summary.run.outcome]
        return "Started" if self.first else "Still running"

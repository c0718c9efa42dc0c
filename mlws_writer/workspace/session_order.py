"""What is ordered of a session, and what came of the order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mlws_writer.documents.blocks import Note
from mlws_writer.workspace.model import Ask, Composed, Tell

if TYPE_CHECKING:
    from mlws_writer.writing.chat import Door
    from mlws_writer.writing.compose import Refusal


@dataclass(frozen=True, slots=True)
class SessionOrder:
    """Which days a session is about, of which runs (none named: those in the entry), and how it is to be written."""

    days: tuple[date, ...]
    runs: tuple[str, ...] = ()
    kind: str = ""
    title: str = ""
    output: Path | None = None
    model: str = "auto"
    refresh: bool = False
    dry_run: bool = False
    ask: Callable[[str], str] | None = None
    """Puts a question to the author and gives the answer, "" for none."""
    door: "Door | None" = None
    """An open door to use, in place of one to `model`."""
    composed: Composed = lambda composition: None
    progress: Tell = lambda text: None
    """Sees how a model writes."""

    @property
    def how(self) -> Ask:
        """How a model is asked."""
        return Ask(self.model, self.refresh, self.dry_run, self.progress, self.door)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A session document, with the bytes of its file before and after; `document` is empty where there was nothing."""

    path: Path | None
    before: bytes = b""
    after: bytes = b""
    report: tuple[Note, ...] = ()
    model: str = "none"
    questions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    refused: "tuple[Refusal, ...]" = ()
    figures: tuple[str, ...] = ()
    """The files of the figures that were drawn, or would be without a dry run."""

    @property
    def changed(self) -> bool:
        """Whether a byte was changed, or would be without a dry run."""
        return self.before != self.after or bool(self.figures)

"""What a log dialect is: how it is recognised, and what it reads from a line that the general reader cannot know.

To add one: write a module here with a `DIALECT`, and enter it in `DIALECTS`. All parts but the name are optional.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from mlws_writer.facts.model import FactKind, Work
from mlws_writer.tier1_logs.ending import Ending
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line


def _never(lines: Sequence[Line]) -> bool:
    return False


def _not_mine(line: Line) -> None:
    return None


def _nothing(lines: Sequence[Line]) -> tuple[Finding, ...]:
    return ()


def _none_whole(lines: Sequence[Line]) -> tuple[FactKind, ...]:
    return ()


def _unknown(lines: Sequence[Line]) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way of logging.

    `suits` is shown the first lines of a run. `title` gives the name and kind of work where the log says them. `read`
    gives the findings of one line, or None where the general reader shall read it (an empty tuple says: there is
    nothing more in it). `read_all` sees all kept lines at once, for what stands on several. `ends` tells how the run
    ended where the log says so in its own words, else None. `whole` names the kinds of fact that this log states in
    full, so that none is guessed from its other lines.
    """

    name: str
    suits: Callable[[Sequence[Line]], bool] = _never
    read: Callable[[Line], Iterable[Finding] | None] = _not_mine
    read_all: Callable[[Sequence[Line]], Iterable[Finding]] = _nothing
    ends: Callable[[Sequence[Line]], Ending | None] = _unknown
    title: Callable[[Sequence[Line]], tuple[str, Work] | None] = _unknown
    whole: Callable[[Sequence[Line]], Iterable[FactKind]] = _none_whole
    work: Work | None = None

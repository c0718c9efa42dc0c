"""Prompt evals: cases with logs and recorded replies, scorers that need no model, and a report.

`mlws eval` grades what the whole program makes of the recorded replies; `--model NAME` asks a live model instead.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mlws_writer.errors import UsageError
from mlws_writer.evals import baseline, recording
from mlws_writer.evals.cases import Case, Recording, load_cases
from mlws_writer.evals.grading import grade
from mlws_writer.evals.playing import Live, play
from mlws_writer.evals.report import Report


@dataclass(frozen=True, slots=True)
class Order:
    """Which cases are played, by whom and how often.

    `only` is a part of a name, a tag or a quality; `own` a person's own folder of cases and recordings; `record` the
    name under which the answers of a live model are kept there.
    """

    cases: tuple[str, ...] = ()
    only: str = ""
    live: Live | None = None
    repeat: int = 1
    record: str = ""
    own: Path | None = None
    baseline: Path | None = None


def run(order: Order, tell: Callable[[str], None] = lambda note: None) -> Report:
    """Play the cases, score what came out, and keep the answers of a live model where that is wanted."""
    before = baseline.read(order.baseline) if order.baseline else None
    graded = []
    for case, by in _plays(order):
        for _ in range(order.repeat):
            tell(f"{case.name}, {by.model if isinstance(by, Live) else by.quality}")
            played = play(case, by)
            graded.append(grade(case, by, played))
        if order.record and isinstance(by, Live) and order.own is not None:
            tell(f"recorded: {recording.record(case, played, order.record, by.model, order.own)}")
    if not graded:
        raise UsageError(
            "no case is left to play", why=f"none is or holds {order.only!r}", fix="mlws eval --filter failure"
        )
    return Report(tuple(graded), before)


def _plays(order: Order) -> Iterator[tuple[Case, Recording | Live]]:
    """Pair each case with whoever answers: a live model, or each of its recordings."""
    for case in load_cases(order.cases, order.own):
        about = order.only in case.name or order.only in case.tags
        if order.live is not None:
            if about:
                yield case, order.live
            continue
        yield from ((case, each) for each in case.recordings.values() if about or order.only in each.quality)

"""Which runs of a busy day stand in its entry, which of them in detail, and what gives way when a section grows."""

from collections.abc import Sequence

from mlws_writer.documents.blocks import Bullet
from mlws_writer.facts.derive import contrasts
from mlws_writer.facts.model import Outcome
from mlws_writer.tier2_activity import leading
from mlws_writer.tier2_activity.day import DayRun
from mlws_writer.tier2_activity.summary import Result

DROP_ORDER = ("created", "goal", "insight", "status", "result")
"""Which details give way first when a section would grow past its ten lines; an insight then stands under Learning."""


def choose(runs: Sequence[DayRun], most: int) -> tuple[list[DayRun], list[DayRun]]:
    """Keep the runs a reader would miss most (failed, best, heaviest result) in the order of the day."""
    if len(runs) <= most:
        return list(runs), []
    failed = [run for run in runs if run.last and run.summary.run.outcome is Outcome.FAILED]
    worth = {id(run) for run in failed + best_of(runs)}
    ranked = sorted(runs, key=lambda r: (id(r) not in worth, -_weight(r.summary.results)))[:most]
    kept = {id(run) for run in ranked}
    return [r for r in runs if id(r) in kept], [r for r in runs if id(r) not in kept]


def best_of(runs: Sequence[DayRun]) -> list[DayRun]:
    """Give the run that wins the comparisons among some runs, as a list of one or none."""
    best = leading.best_of([r.summary.run.id for r in runs], contrasts([r.summary.run for r in runs if r.last]))
    return [r for r in runs if r.summary.run.id == best]


def within(bullets: list[Bullet], most: int) -> list[Bullet]:
    """Let details give way, the least important first, until the bullets fit in so many lines."""
    for name in DROP_ORDER:
        for index in reversed(range(len(bullets))):
            if sum(1 + len(b.children) for b in bullets) <= most:
                return bullets
            top = bullets[index]
            kept = tuple(child for child in top.children if child.slot.kind != name)
            bullets[index] = Bullet(top.slot, top.text, top.source, kept)
    return bullets


def _weight(results: Sequence[Result]) -> float:
    return max((f.weight for r in results for f in r.facts), default=0.0)

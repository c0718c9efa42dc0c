"""What a day's work could become as a post: ideas that code can see, each with the runs and facts it would rest on."""

from collections.abc import Sequence
from dataclasses import dataclass

from mlws_writer.facts.derive import Contrast
from mlws_writer.facts.model import Fact, FactKind, Outcome, Work
from mlws_writer.tier2_activity.summary import Result, Summary


@dataclass(frozen=True, slots=True)
class Idea:
    """A possible post: `kind` picks its wording; it rests on these runs, results and notes."""

    kind: str
    summaries: tuple[Summary, ...]
    contrast: Contrast | None = None
    results: tuple[Result, ...] = ()
    notes: tuple[Fact, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that the post would rest on."""
        compared = (f for d in self.contrast.differences for f in (d.before, d.after)) if self.contrast else ()
        return (*compared, *(f for result in self.results for f in result.facts), *self.notes)


def ideas(summaries: Sequence[Summary], compared: Sequence[Contrast]) -> tuple[Idea, ...]:
    """Find posts in the work: a comparison, a training that learned, an agent that was tested, a failure explained."""
    by_id = {s.run.id: s for s in summaries}
    found = [Idea("noted", (s,), notes=(note, *_notes(s))) for s in summaries for note in s.notes("idea", "blog idea")]
    found += [
        Idea("comparison", (by_id[c.before.id], by_id[c.after.id]), contrast=c, notes=_notes(by_id[c.after.id]))
        for c in compared[:2]
    ]
    for summary in summaries:
        if summary.run.outcome is Outcome.COMPLETED and summary.results:
            kind = {Work.TRAINING: "training", Work.AGENT: "agent", Work.DATA: "data"}.get(summary.run.work)
            if kind:
                found.append(Idea(kind, (summary,), results=summary.results, notes=_notes(summary)))
        elif summary.run.outcome is Outcome.FAILED and summary.error:
            errors = summary.of(FactKind.ERROR)[-1:]
            found.append(Idea("failure", (summary,), notes=errors + _notes(summary)))
    return tuple(found)


def _notes(summary: Summary) -> tuple[Fact, ...]:
    return summary.notes("insight", "lesson", "learned", "discovery")[:3]

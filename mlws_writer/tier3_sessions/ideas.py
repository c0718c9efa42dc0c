"""What a day's work could become as a post: ideas that code can see, each with the runs and facts it would rest on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mlws_writer.facts.derive import Contrast
from mlws_writer.facts.model import Fact, Outcome, Work
from mlws_writer.tier2_activity.summary import Result, Summary


@dataclass(frozen=True, slots=True)
class Idea:
    """A possible post: `kind` picks its wording, `title` is the author's own; it rests on these runs and facts."""

    kind: str
    summaries: tuple[Summary, ...]
    contrast: Contrast | None = None
    results: tuple[Result, ...] = ()
    notes: tuple[Fact, ...] = ()
    title: Fact | None = None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that the post would rest on."""
        compared = (f for d in self.contrast.differences for f in (d.before, d.after)) if self.contrast else ()
        return (*compared, *(f for result in self.results for f in result.facts), *self.notes)


def ideas(summaries: Sequence[Summary], compared: Sequence[Contrast]) -> tuple[Idea, ...]:
    """Find posts in the work, those that the author thought of first.

    A comparison, a training that learned, an agent that was tested, data that was made, a failure explained.
    """
    by_id = {s.run.id: s for s in summaries}
    found = [
        Idea("comparison", (by_id[c.before.id], by_id[c.after.id]), c, notes=_notes(by_id[c.after.id]))
        for c in compared[:2]
    ]
    of_runs = (idea for summary in summaries if (idea := _of_run(summary)) is not None)
    found += {(idea.kind, idea.summaries[-1].run.name): idea for idea in of_runs}.values()
    titled = [replace(_about(summary, found), title=note) for summary in summaries for note in summary.notes("idea")]
    used = {id(summary) for idea in titled for summary in idea.summaries[-1:]}
    return (*titled, *(idea for idea in found if id(idea.summaries[-1]) not in used))


def _of_run(summary: Summary) -> Idea | None:
    if summary.run.outcome is Outcome.COMPLETED and summary.results:
        kind = _KINDS.get(summary.run.work)
        return Idea(kind, (summary,), results=summary.results, notes=_notes(summary)) if kind else None
    if summary.run.outcome is Outcome.FAILED and summary.error:
        return Idea("failure", (summary,), notes=(summary.error, *_notes(summary)))
    return None


_KINDS = {Work.TRAINING: "training", Work.AGENT: "agent", Work.DATA: "data"}


def _about(summary: Summary, found: Sequence[Idea]) -> Idea:
    """Give the idea that code sees in a run, or a plain one that rests on its results and notes."""
    plain = Idea("plain", (summary,), results=summary.results, notes=_notes(summary))
    return next((idea for idea in found if idea.summaries[-1] is summary), plain)


def _notes(summary: Summary) -> tuple[Fact, ...]:
    return summary.notes("insight", "lesson", "learned", "discovery")[:3]

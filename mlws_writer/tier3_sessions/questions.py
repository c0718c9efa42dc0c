"""Why is asked, not guessed: what the author alone can say, where the log gives a choice and no reason."""

from collections.abc import Sequence

from mlws_writer.facts.derive import Contrast
from mlws_writer.facts.model import Outcome
from mlws_writer.tier2_activity.summary import Summary, spoken


def questions(summaries: Sequence[Summary], compared: Sequence[Contrast]) -> tuple[str, ...]:
    """Ask for the reason of each decision, setting and failure for which the logs hold none."""
    found = []
    for summary in summaries:
        for decision in summary.decisions:
            if not decision.rationale:
                found.append(f"Why this decision: “{decision.decision.value}”?")
    reasons = {s.run.id: bool(s.notes("why", "rationale", "reason")) for s in summaries}
    for contrast in compared:
        if not (reasons.get(contrast.before.id) or reasons.get(contrast.after.id)):
            old, new = contrast.old.shown, contrast.new.shown
            found.append(f"Why {spoken(contrast.setting)} {new} after {old}, and what did you expect?")
    for summary in summaries:
        if summary.run.outcome is Outcome.INTERRUPTED:
            found.append(f"Why was {summary.run.name} stopped before its end?")
        if not summary.notes("goal", "objective") and not summary.notes("why"):
            found.append(f"What was {summary.run.name} for?")
    return tuple(dict.fromkeys(found))

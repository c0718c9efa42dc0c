"""A training whose loss became NaN or infinite, and whether it stayed so."""

from collections.abc import Iterable, Iterator, Sequence
from math import isfinite

from mlws_writer.facts.model import Better, FactKind, Outcome
from mlws_writer.facts.names import better, words
from mlws_writer.tier1_logs.ending import Ending
from mlws_writer.tier1_logs.families import Turn
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.results import class_of, finding_of
from mlws_writer.tier1_logs.series import Course, named_step, points_of

_LOSS = frozenset({"loss", "losses", "nll"})
STAYED = 2
"""How many values must have been NaN at the end: a single last one may be of a batch that held nothing."""


def divergences(found: Sequence[Course]) -> Iterator[Finding]:
    """Yield for each metric that was NaN or infinite where that began, and as an error where a training ended so."""
    stayed = stayed_from(found)
    for course in found:
        turn = odd_from(course)
        if turn is None:
            continue
        one = finding_of(course, turn, FactKind.WARNING, "", 0.6 if class_of(course.name) == "metric" else 0.4)
        if stayed is not None and course is stayed[0]:
            yield one._replace(
                kind=FactKind.ERROR, name="diverged", text=f"{one.text} from here to the end", weight=0.95
            )
        else:
            yield one._replace(name=f"{course.name} not finite")


def bests_before(findings: Iterable[Finding], found: Sequence[Course]) -> Iterator[Finding]:
    """Yield the findings, the best of a metric from before the loss was NaN for good: what is measured then means nothing."""
    stayed = stayed_from(found)
    for one in findings:
        if stayed is None or not one.name.startswith("best ") or one.line < stayed[1].line:
            yield one
            continue
        course = next((c for c in found if f"best {c.name}" == one.name and c.split == one.split), None)
        points = [point for point in points_of(course) if point.line < stayed[1].line] if course else []
        direction = better(course.name) if course else None
        if course and points and direction is not None:
            best = (max if direction is Better.HIGHER else min)(
                points, key=lambda point: float(point.value.replace(",", ""))
            )
            said = f"{course.name} {best.value}{course.tracks[0].unit}"
            step = named_step(course, best)
            yield one._replace(value=best.value, line=best.line, text=said, step=step)


def odd_from(course: Course) -> Turn | None:
    """Return the first value that is not finite after the last that is, else the first such value, if any."""
    odd = sorted(track.column.first for track in course.tracks if not isfinite(track.column.first.size))
    finite = _last_finite(course)
    return next((turn for turn in odd if turn.at > finite), odd[0] if odd else None)


def stayed_from(found: Sequence[Course]) -> tuple[Course, Turn] | None:
    """Return the training loss that was NaN to the end and where that began, if no finite loss came after it."""
    losses = [course for course in found if _LOSS.intersection(words(course.name))]
    for course in losses:
        turn = odd_from(course)
        if turn is None or course.split in ("val", "test", "eval") or turn.at < _last_finite(course):
            continue
        many = sum(t.column.count for t in course.tracks if t.column.first.at >= turn.at) >= STAYED
        if many and all(_last_finite(other) < turn.at for other in losses):
            return course, turn
    return None


def _last_finite(course: Course) -> int:
    return max((t.column.last.at for t in course.tracks if isfinite(t.column.last.size)), default=-1)


def ended(ending: Ending, found: Sequence[Course]) -> Ending:
    """Return the ending of a run that came to its end with a loss of NaN: it failed where that began."""
    stayed = stayed_from(found)
    if stayed is None or ending.outcome not in (Outcome.COMPLETED, Outcome.UNKNOWN):
        return ending
    return Ending(Outcome.FAILED, stayed[1].line, stayed[1].raw.decode("utf-8", "replace").strip()[:1000])

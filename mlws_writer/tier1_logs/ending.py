"""How a run ended, concluded from evidence: the error that ended it, a signal, a line that says done, or work that just stops."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from mlws_writer.facts.model import Outcome
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.counted import by_parts, by_progress, is_full, reached
from mlws_writer.tier1_logs.ending_words import (
    ANSWER,
    CLOSING,
    DONE,
    FAILED,
    GOES_ON,
    INTERRUPTED,
    NO_MEMORY,
    PREPARED,
    PROMPT,
    SERVING,
    WRAPPER,
)
from mlws_writer.tier1_logs.last_words import by_last_words
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.part_way import is_begun, is_part_way, speaks_of_end
from mlws_writer.tier1_logs.prose import is_code, is_prose
from mlws_writer.tier1_logs.series import Course
from mlws_writer.tier1_logs.troubles import Trouble, is_cut_traceback

_STARTS = Pattern(
    r"(?i)^\W*(?:\w{1,12}: |[\w.]+\s+- )?(?:start(?:ing|ed)?|begin(?:ning)?|launch(?:ing|ed)?|evaluating|running|loading|resum(?:ing|ed)|initiali[sz]ing|processing)\b(?!.*(?:complete|finished|done))"
)
TAIL, FAR_TAIL = 50, 400
CLOSED_WITHIN = 4
"""Among how many last lines a word of a shell or a launcher is one on the end."""
LAST_WORDS = 4
"""Among how many last lines an error is taken for what ended the run."""
LOOKED_BEYOND = 12
"""How many other lines are looked at before those that only say that the process was gone."""
STEPS_AFTER = 4
"""From how many values of a loss after it on a line that says that all is done did not speak of the whole."""
CRASH_BEFORE = 4
"""How many lines may stand between an exception and the word of a shell that all is done."""


class Ending(NamedTuple):
    """An outcome and the line that shows it."""

    outcome: Outcome
    line: int
    text: str


class _Place(NamedTuple):
    """A line on the way back from the end: how many lines follow it, and how many of those show that work went on."""

    line: Line
    text: str
    trouble: Trouble | None
    after: int
    work_after: int


class _Sign(NamedTuple):
    """A kind of evidence in one line: what it shows, how near the end it must stand, how much later work undoes it."""

    what: str
    outcome: Outcome
    shows: Callable[[_Place], object]
    reach: int = FAR_TAIL
    undone_by: int = FAR_TAIL


_ALL_TIME = Pattern(r"(?i)[\w.\-]{1,40}: +total (?:run ?)?time *[=:] *[1-9]", "total")
"""How long a program ran, as its last word, behind its name."""


def _stopped(at: _Place) -> bool:
    return INTERRUPTED.search(at.text) is not None and not at.line.message.startswith(" ")


_SIGNS = (
    _Sign("said to have failed", Outcome.FAILED, lambda at: _fails(at.text), undone_by=8),
    _Sign("the time of all, at the very end", Outcome.COMPLETED, lambda at: _ALL_TIME.match(at.text), reach=1),
    _Sign("part of the work, at the very end", Outcome.INTERRUPTED, lambda at: is_part_way(at.text), reach=1),
    _Sign("stopped from outside", Outcome.INTERRUPTED, _stopped, undone_by=8),
    _Sign(
        "an exception with its traceback", Outcome.FAILED, lambda at: at.trouble and at.trouble.traceback, undone_by=4
    ),
    _Sign("an error among the last words", Outcome.FAILED, lambda at: at.trouble, reach=LAST_WORDS),
    _Sign("said to be done", Outcome.COMPLETED, lambda at: DONE.search(at.text) and not PREPARED.search(at.text)),
    _Sign("the answer of an agent", Outcome.COMPLETED, lambda at: ANSWER.search(at.text), reach=40, undone_by=8),
    _Sign("a server that answers", Outcome.RUNNING, lambda at: SERVING.search(at.text), reach=12),
)
"""What single lines tell of the end: read from the last line back, in each line in this order; the first to hold decides."""


class _Found(NamedTuple):
    """What the last lines tell: an outcome, that work began of which nothing more was heard, or that all was closed."""

    outcome: Outcome | None
    line: Line
    place: int


def ending_of(lines: Sequence[Line], troubles: Sequence[Trouble], found: Sequence[Course] = ()) -> Ending:
    """Conclude how a run ended from its kept lines, what went wrong in it, and how far its counters came.

    What counts, strongest first: a word on the end among the last lines; a counter that came to its total or stopped
    short; a word on the end further up; work that was begun last; that the process was gone; what the last words are.
    """
    said = [line for line in lines if line.message.strip() and not line.is_rule and not _is_prompt(line.text)]
    if not said:
        return Ending(Outcome.UNKNOWN, 0, "")
    last = said[-1]
    sign = _last_sign(said[-FAR_TAIL:], {one.line: one for one in troubles})
    if sign is None and is_cut_traceback(said):
        sign = _Found(Outcome.FAILED, last, 0)
    if sign is not None and sign.outcome is Outcome.COMPLETED and _went_on(sign.line, found):
        return _ending(reached(said, found) or by_last_words(said, found, full=is_full(said)), last)
    if sign is not None and sign.outcome is not None and sign.place < TAIL:
        return _ending(sign.outcome, sign.line)
    came = reached(said, found)
    if sign is not None and sign.outcome is not None:
        return _ending(Outcome.INTERRUPTED, last) if came is Outcome.INTERRUPTED else _ending(sign.outcome, sign.line)
    if sign is not None:
        return _ending(Outcome.INTERRUPTED, last)
    return _ending(came or by_last_words(said, found, full=is_full(said)), last)


def _went_on(done: Line, found: Sequence[Course]) -> bool:
    """Tell whether a training went on after a line that says that one, as of a part of the model, was done."""
    losses = [one for one in found if one.last.line > done.number and "loss" in one.name.lower()]
    return any(
        sum(at > done.at for track in one.tracks for at, _, _ in track.column.points) >= STEPS_AFTER
        for one in losses
        if one.split not in ("val", "test", "eval")
    )


def _is_prompt(text: str) -> bool:
    return text[-1:] in ("$", "#", ">") and PROMPT.match(text) is not None


def _ending(outcome: Outcome, line: Line) -> Ending:
    return Ending(outcome, line.number, line.message[:1000])


def _last_sign(tail: Sequence[Line], troubles: Mapping[int, Trouble]) -> _Found | None:
    """Look back from the last line for the first that tells how the run ended."""
    begun: Line | None = None
    closed: _Found | None = None
    finished: set[int | str] = set()
    other = work = 0
    for place, line in enumerate(reversed(tail)):
        at = _Place(line, line.message[:600], troubles.get(line.number), other, work)
        outcome = _outcome_at(at, finished, tail[: len(tail) - 1 - place])
        if outcome is None and begun is None and other < CLOSED_WITHIN and CLOSING.search(at.text):
            closed = closed or _Found(Outcome.COMPLETED, line, place)
            continue
        if closed and (outcome in (Outcome.COMPLETED, Outcome.RUNNING) or other > LOOKED_BEYOND):
            return _crashed(tail, place, troubles) or closed
        other += 1
        work += line.level in ("INFO", "DEBUG") or line.repeats > 3 or (line.time is not None and not line.level)
        if outcome is Outcome.COMPLETED and begun is not None and begun.repeats <= 3:
            return _Found(None, begun, place)
        if outcome is not None:
            return _explained(outcome, tail, place, troubles)
        starts = (place < 8 and _STARTS.match(at.text)) or (place < 2 and is_begun(at.text))
        if starts and not is_prose(at.text):
            begun = begun or line
    return closed


def _outcome_at(at: _Place, finished: set[int | str], before: Sequence[Line]) -> Outcome | None:
    told_wrong = at.trouble is not None and at.after < LAST_WORDS
    spoken = at.line.level == "" and not told_wrong and not speaks_of_end(at.text, at.after)
    if is_code(at.line.message) or (spoken and is_prose(at.text)):
        return None
    for sign in _SIGNS:
        if at.after < sign.reach and sign.shows(at):
            return sign.outcome if at.work_after < sign.undone_by else None
    return by_progress(at.text, finished, before) or by_parts(at.text, at.after, finished)


def _fails(text: str) -> bool:
    return FAILED.search(text) is not None and "Interrupt" not in text


def _crashed(tail: Sequence[Line], place: int, troubles: Mapping[int, Trouble]) -> _Found | None:
    """Return the exception that ended the program just before a shell or a launcher said that it was done."""
    at = len(tail) - 1 - place
    for back, line in enumerate(reversed(tail[max(0, at - CRASH_BEFORE) : at])):
        if line.level or line.time is not None or GOES_ON.search(line.message):
            return None
        trouble = troubles.get(line.number)
        if trouble is not None and trouble.traceback:
            return _Found(Outcome.FAILED, line, place + 1 + back)
    return None


def _explained(outcome: Outcome, tail: Sequence[Line], place: int, troubles: Mapping[int, Trouble]) -> _Found:
    """Return what a line shows, or what shortly before it shows why: a crash, no memory, the exception it points to."""
    line = tail[len(tail) - 1 - place]
    if outcome is Outcome.COMPLETED:
        return _crashed(tail, place, troubles) or _Found(outcome, line, place)
    if outcome is Outcome.INTERRUPTED and (cause := _out_of_memory(tail, place)):
        return _Found(Outcome.FAILED, cause, place)
    if outcome is Outcome.FAILED and WRAPPER.search(line.message):
        return _Found(outcome, _cause(tail, place, troubles) or line, place)
    return _Found(outcome, line, place)


def _cause(tail: Sequence[Line], place: int, troubles: Mapping[int, Trouble]) -> Line | None:
    """Return the exception before one that only points to it; before what a launcher says, the last of its process."""
    before = tail[: len(tail) - 1 - place]
    launched = _LAUNCHER.search(tail[len(tail) - 1 - place].message) is not None
    for line in reversed(before) if launched else before:
        trouble = troubles.get(line.number)
        if trouble is not None and trouble.traceback and not WRAPPER.search(trouble.text):
            return line
    return None


_LAUNCHER = Pattern(r"CalledProcessError|returned non-zero exit", "calledprocesserror", "non-zero")
"""What is said of the exception of another process."""


def _out_of_memory(tail: Sequence[Line], place: int) -> Line | None:
    """Return the line that says that memory ran out shortly before a process was stopped: that is why it was."""
    at = len(tail) - 1 - place
    return next((line for line in reversed(tail[max(0, at - 12) : at + 1]) if NO_MEMORY.search(line.message)), None)

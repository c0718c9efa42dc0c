"""How a run ended, concluded from evidence: the error that ended it, a signal, a line that says done, or work that just stops."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from mlws_writer.facts.digits import count
from mlws_writer.facts.model import Outcome
from mlws_writer.facts.names import is_step
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.ending_words import (
    ANSWER,
    CLOSING,
    DONE,
    FAILED,
    GOES_ON,
    INTERRUPTED,
    NO_MEMORY,
    PREPARED,
    PREPARING,
    PROMPT,
    SERVING,
    WRAPPER,
)
from mlws_writer.tier1_logs.last_words import by_last_words, is_near
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.pairs import Pair, pairs, whole_pair
from mlws_writer.tier1_logs.prose import is_code, is_prose
from mlws_writer.tier1_logs.series import Course
from mlws_writer.tier1_logs.troubles import Trouble

_STARTS = Pattern(
    r"(?i)^\W*(?:start(?:ing|ed)?|begin(?:ning)?|launch(?:ing|ed)?|evaluating|running|loading|resum(?:ing|ed)|initiali[sz]ing|processing)\b(?!.*(?:complete|finished|done))"
)
_PROGRESS = re.compile(
    r"(?i)\b(?P<what>epoch|step|iter(?:ation)?|batch|trial|round|episode|fold|task|update)s?\b\W{0,4}(?P<done>\d+)\s?(?:/|of)\s?(?P<total>\d+)(?![\d/.])|\[\s*(?P<done2>\d+)/(?P<total2>\d+)\]|(?:\||^|\s)(?P<done3>\d+)/(?P<total3>\d+) \[\d"
)
_OUT_OF = re.compile(r"\d\s?(?:/|[oO][fF])\s?\d")
"""What is in all that _PROGRESS finds: a glance, where it looks at each word."""
_TOTALS = {
    "epoch": re.compile(r"(?i)^(?:num_?(?:train_?)?epochs?|max_?epochs?|n_?epochs?|total_?epochs?|epochs)$"),
    "step": re.compile(r"(?i)^(?:max_?(?:steps|iters?|iterations)|total_?(?:steps|optimization_?steps|iters|timesteps)|num_?(?:steps|iterations|iters|updates)|train_?iters|n_?iters?|total_training_steps|niter|steps)$"),
}  # fmt: skip
_TOTAL_WORDS = ("epoch", "step", "iter", "update")
"""One of these, in lower case, is in every name of a total."""
_LABEL = Pattern(r"\W*([A-Za-z][\w ]{0,30}):\s+\d{1,3}%\|", "%|")
"""What a bar says that it counts."""
TAIL, FAR_TAIL = 50, 400
CLOSED_WITHIN = 4
"""Among how many last lines a word of a shell or a launcher is one on the end."""
LAST_WORDS = 4
"""Among how many last lines an error is taken for what ended the run."""
LOOKED_BEYOND = 12
"""How many other lines are looked at before those that only say that the process was gone."""
COUNTED_NEAR = 60
"""Among how many last lines a counter must stand to say that work stopped short: after more, something else went on."""
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


def _stopped(at: _Place) -> bool:
    return INTERRUPTED.search(at.text) is not None and not at.line.message.startswith(" ")


_SIGNS = (
    _Sign("said to have failed", Outcome.FAILED, lambda at: _fails(at.text), undone_by=8),
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
    if sign is not None and sign.outcome is Outcome.COMPLETED and _went_on(sign.line, found):
        return _ending(_reached(said, found) or by_last_words(said, found, full=_is_full(last)), last)
    if sign is not None and sign.outcome is not None and sign.place < TAIL:
        return _ending(sign.outcome, sign.line)
    reached = _reached(said, found)
    if sign is not None and sign.outcome is not None:
        return (
            _ending(Outcome.INTERRUPTED, last) if reached is Outcome.INTERRUPTED else _ending(sign.outcome, sign.line)
        )
    if sign is not None:
        return _ending(Outcome.INTERRUPTED, last)
    return _ending(reached or by_last_words(said, found, full=_is_full(last)), last)


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
        if outcome is None and other < CLOSED_WITHIN and CLOSING.search(at.text):
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
        if place < 8 and _STARTS.match(at.text) and not is_prose(at.text):
            begun = begun or line
    return closed


def _outcome_at(at: _Place, finished: set[int | str], before: Sequence[Line]) -> Outcome | None:
    told_wrong = at.trouble is not None and at.after < LAST_WORDS
    if is_code(at.line.message) or (is_prose(at.text) and at.line.level == "" and not told_wrong):
        return None
    for sign in _SIGNS:
        if at.after < sign.reach and sign.shows(at):
            return sign.outcome if at.work_after < sign.undone_by else None
    return _by_progress(at.text, finished, before)


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


def _counters_in(text: str) -> list[re.Match[str]]:
    """Return the places where something is counted out of its total: `Epoch 3/10`, `[20/500]`."""
    return list(_PROGRESS.finditer(text)) if _OUT_OF.search(text) else []


def _by_progress(text: str, finished: set[int | str], before: Sequence[Line] = ()) -> Outcome | None:
    found = _counters_in(text)
    label = _LABEL.match(text) if found else None
    for one in found:
        done, total = _count(one)
        if done >= total or (2 * done > total and _is_last_told(one, done, total, before)):
            # A counter that came to its end: the lines before it count up to that, or are of its earlier rounds.
            finished.update({total, label[1]} if label else {total})
        if done > total or total < 2 or total in finished or (label and label[1] in finished):
            continue
        if (
            one["what"]
            and one["what"].lower() not in ("batch", "fold", "task")
            and done < total - (1 if "[" in text else 0)
        ):
            return Outcome.INTERRUPTED
        if one["done2"] and done < total and "poch" not in text:
            return Outcome.INTERRUPTED
        if one["done3"] and done < total * 0.985:
            return Outcome.INTERRUPTED
    return None


@lru_cache(maxsize=4096)
def _total_of(name: str) -> str:
    """Return what a setting of this name is the total of, epochs or steps, or nothing."""
    return next((what for what, pattern in _TOTALS.items() if pattern.match(name)), "")


def _count(one: re.Match[str]) -> tuple[int, int]:
    """Return how far a counter came, and of how many."""
    return int(one["done"] or one["done2"] or one["done3"]), int(one["total"] or one["total2"] or one["total3"])


def _is_last_told(one: re.Match[str], done: int, total: int, before: Sequence[Line]) -> bool:
    """Tell whether a counter that is told every so many steps would next be told beyond its total: `540/542` after `530`."""
    for line in reversed(before[-COUNTED_NEAR:]):
        for other in _counters_in(line.message[:600]):
            earlier, of = _count(other)
            if of == total and other["what"] == one["what"] and earlier < done:
                return total - done < done - earlier or (done == total - 1 and _from_zero(one, total, before))
    return False


def _from_zero(one: re.Match[str], total: int, before: Sequence[Line]) -> bool:
    """Tell whether what is counted began at 0, so that it ends one short of the total: `149/150`."""
    counted = chain.from_iterable(_counters_in(line.message[:600]) for line in before)
    return any(_count(other) == (0, total) and other["what"] == one["what"] for other in counted)


SETTINGS = 12
"""Up to how often the parts of a configuration each say a setting of their own, as a total of steps."""


def _sets_total(line: Line) -> bool:
    """Tell whether a line is nothing but a total of steps, as each part of a configuration may set its own."""
    low = line.message[:80].lower()
    if line.repeats > SETTINGS or not any(map(low.__contains__, _TOTAL_WORDS)):
        return False
    whole = whole_pair(line.message)
    return whole is not None and bool(_total_of(whole.name))


def _named_in(text: str) -> Sequence[Pair]:
    """Return the named values of a line, those of columns that a tab or blanks part too."""
    found = pairs(text)
    whole = None if found else whole_pair(text)
    return (whole,) if whole else found


def _totals(said: Sequence[Line]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for line in said:
        if line.repeats > 3 and "/" not in line.message and not _sets_total(line):
            continue
        text = line.message[:20_000]
        low = text.lower()
        for pair in _named_in(text) if any(map(low.__contains__, _TOTAL_WORDS)) else ():
            counted = _total_of(pair.name)
            plain = pair.value.replace(",", "").removesuffix(".0") if counted else ""
            if (wanted := count(plain)) is not None and wanted > 0:
                totals[counted] = wanted
        for one in _counters_in(line.message[:400]):
            what, total = one["what"], one["total"] or one["total3"]
            if total and (what is None or what.lower() in ("epoch", "step", "iter", "iteration")):
                kind = "epoch" if what and what.lower() == "epoch" else "step"
                totals.setdefault(kind, int(total))
    return totals


def _reached(said: Sequence[Line], found: Sequence[Course]) -> Outcome | None:
    totals = _totals(said)
    for what, total in totals.items():
        for course in sorted(found, key=lambda one: -one.last.line):
            name = course.name.lower()
            other = _total_of(course.name) or (what == "epoch") != ("epoch" in name)
            if other or not is_step(name) or course.size < 2:
                continue
            gap = max(1.0, (course.high.size - course.low.size) / (course.size - 1)) if course.size > 1 else 1.0
            if course.high.size > total * 1.5 or course.last.size <= course.low.size:
                continue
            if course.last.size + gap * 1.05 >= total:
                return Outcome.COMPLETED
            if is_near(course, said, COUNTED_NEAR):
                return Outcome.INTERRUPTED
    return None


_PERCENT = re.compile(
    r"(?i)\b(?:progress|percent(?:age)?|pct)(?:_?(?:pct|percent(?:age)?|done|complete|progress))?[\"']?\s*[:=]\s*\[?\s*100(?:\.0+)?(?![\d.])"
)
"""A line that says in percent how far work came, and that it is done."""


def _is_full(last: Line) -> bool:
    """Tell whether a counter of the work itself, not of what prepares it, stands at its total."""
    text = last.message[:600]
    if PREPARING.search(text[:80]):
        return False
    ends = [_count(one) for one in _counters_in(text)]
    if not ends:
        return _PERCENT.search(last.text[:2000]) is not None
    return all(done == total > 1 for done, total in ends)

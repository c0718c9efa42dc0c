"""How far what a run counts came: out of its total on a line, by the parts of its work, by the steps that it was set to."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from mlws_writer.facts.digits import count
from mlws_writer.facts.model import Outcome
from mlws_writer.facts.names import is_step
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.ending_words import PREPARING
from mlws_writer.tier1_logs.last_words import is_near
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.pairs import Pair, pairs, whole_pair
from mlws_writer.tier1_logs.part_way import parts_in
from mlws_writer.tier1_logs.series import Course

_PROGRESS = re.compile(
    r"(?i)\b(?P<what>epoch|step|iter(?:ation)?|batch|trial|round|episode|fold|task|update)s?\b\W{0,12}(?P<done>\d+)\s?(?:/|of)\s{0,8}(?P<total>\d+)(?![\d/.])|\[\s*(?P<done2>\d+)/\s{0,8}(?P<total2>\d+)\]|(?:\||^|\s)(?P<done3>\d+)/(?P<total3>\d+) \[\d"
)
_OUT_OF = re.compile(r"\d\s?(?:/|[oO][fF])\s{0,8}\d")
"""What is in all that _PROGRESS finds: a glance, where it looks at each word."""
_TOTALS = {
    "epoch": re.compile(r"(?i)^(?:num_?(?:train_?)?epochs?|max_?epochs?|n_?epochs?|total_?epochs?|epochs)$"),
    "step": re.compile(r"(?i)^(?:max_?(?:steps|iters?|iterations)|total_?(?:steps|optimization_?steps|iters|timesteps)|num_?(?:steps|iterations|iters|updates)|train_?iters|n_?iters?|total_training_steps|niter|steps)$"),
}  # fmt: skip
_TOTAL_WORDS = ("epoch", "step", "iter", "update")
"""One of these, in lower case, is in every name of a total."""
_LABEL = Pattern(r"\W*([A-Za-z][\w ]{0,30}):\s+\d{1,3}%\|", "%|")
"""What a bar says that it counts."""
COUNTED_NEAR = 60
"""Among how many last lines a counter must stand to say that work stopped short: after more, something else went on."""
LAST_PARTS = 6
"""Among how many last lines one of several parts that is not the last says that work stopped short."""
_WHOLE_WORK = ("epoch", "round", "episode", "trial")
"""What counts all of a run's work; steps and batches may be of one round of it."""
FULL_AGAIN = 12
"""A counter that came to its end more often than this is one of a round: how many rounds there were to be it does not say."""


def _counters_in(text: str) -> list[re.Match[str]]:
    """Return the places where something is counted out of its total: `Epoch 3/10`, `[20/500]`."""
    return list(_PROGRESS.finditer(text)) if _OUT_OF.search(text) else []


def by_progress(text: str, finished: set[int | str], before: Sequence[Line] = ()) -> Outcome | None:
    """Conclude from what a line counts out of its total; totals that were reached further down are `finished`."""
    found = _counters_in(text)
    label = _LABEL.match(text) if found else None
    for one in found:
        done, total = _count(one)
        what = (one["what"] or "").lower()
        if done >= total or (2 * done > total and _is_last_told(one, done, total, before)):
            # A counter that came to its end: the lines before it count up to that, or are of its earlier rounds.
            finished.update({total, label[1]} if label else {total})
            finished.update({what} if what in _WHOLE_WORK else ())
        if done > total or total < 2 or total in finished or (label and label[1] in finished):
            continue
        if what in finished:  # of a launch before, which was to do fewer of them
            continue
        if what and what not in ("batch", "fold", "task") and done < total - (1 if "[" in text else 0):
            return Outcome.INTERRUPTED
        if one["done2"] and done < total and "poch" not in text:
            return Outcome.INTERRUPTED
        if one["done3"] and done < total * 0.985:
            return Outcome.INTERRUPTED
    return None


def by_parts(text: str, after: int, finished: set[int | str]) -> Outcome | None:
    """Conclude from one of several parts of the work, with `after` lines behind it: one that is not the last is a cut."""
    for done, total in parts_in(text):
        if done >= total:
            finished.add(total)
        elif total not in finished and after < LAST_PARTS:
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


def reached(said: Sequence[Line], found: Sequence[Course]) -> Outcome | None:
    """Conclude from the steps that were counted and the total that was set or said."""
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


_OVER = re.compile(r"(?i)\b(?:complete|finish|done)")


def is_full(said: Sequence[Line]) -> bool:
    """Tell whether the last line counts the work itself, not what prepares it, to its total, or calls the last of all done."""
    last = said[-1]
    return _is_full(last) or (_OVER.search(last.message[:200]) is not None and _was_the_last(said[-COUNTED_NEAR:]))


def _was_the_last(said: Sequence[Line]) -> bool:
    """Tell whether the last count of all the work stands at its total: `Round 5/5`."""
    counted = (_counters_in(line.message[:600]) for line in reversed(said))
    found = next(([one for one in ones if (one["what"] or "").lower() in _WHOLE_WORK] for ones in counted if ones), [])
    return bool(found) and all(done == total > 1 for done, total in map(_count, found))


def _is_full(last: Line) -> bool:
    text = last.message[:600]
    if PREPARING.search(text[:80]):
        return False
    ends = [_count(one) for one in _counters_in(text)]
    if not ends:
        return _PERCENT.search(last.text[:2000]) is not None
    return last.repeats <= FULL_AGAIN and all(done == total > 1 for done, total in ends)

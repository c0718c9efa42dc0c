"""Whether what somebody set out to reach was reached: the marks of a goal, held against what was logged.

A mark is held only against a value of the same measure, of a unit that fits and of all that it speaks of; else nothing
is said of it.
"""

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from mlws_writer.checking.reading.language import stem, stems
from mlws_writer.checking.reading.marks import WORD, Mark, deeds_of, marks
from mlws_writer.facts.model import Better, Fact, FactKind, Outcome, Run
from mlws_writer.facts.names import better, is_metric, split_of, words
from mlws_writer.facts.quantities import Dimension, Quantity, quantities
from mlws_writer.facts.results import results

_LOOSE = frozenset(
    map(
        stem,
        (
            "rate",
            "share",
            "ratio",
            "percentage",
            "mean",
            "average",
            "avg",
            "median",
            "score",
            "total",
            "overall",
            "final",
        ),
    )
)
"""Words of a measure's name that a goal may leave out."""
_MET: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "ge": operator.ge, "le": operator.le, "gt": operator.gt, "lt": operator.lt,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attained:
    """A mark with the facts that were held against it, as a reader expects them; `met` is None where it is open."""

    mark: Mark
    met: bool | None
    found: tuple[tuple[Fact, str], ...] = ()


def attained(goal: str, run: Run, others: Sequence[Run] = ()) -> tuple[Attained, ...]:
    """Hold each mark of a goal against what a run came to, and `others` that measured what it made.

    A mark is open where nothing of its measure was logged: what broke off before its end came to nothing. What cannot
    be held against it, although it was logged, is left out.
    """
    done = [each for each in (run, *others) if each.outcome is Outcome.COMPLETED]
    return tuple(held for mark in marks(goal) if (held := _held(mark, done)))


def _held(mark: Mark, runs: Sequence[Run]) -> Attained | None:
    rows = _tallies(mark, runs) if mark.whole else _measured(mark, runs)
    judged = [(fact, shown, met) for fact, shown, value in rows if (met := _meets(mark, fact, value)) is not None]
    if judged:
        verdicts = {met for *_, met in judged}
        met = verdicts.pop() if len(verdicts) == 1 else None
        return Attained(mark, met, tuple((fact, shown) for fact, shown, _ in judged))
    if mark.whole:
        logged = any(_may_count(fact, mark) for run in runs for fact in run.facts if fact.kind in _COUNTED)
    else:
        logged = any(_is_named(fact, mark.measure) for fact in _results(runs))
    return Attained(mark, None) if (mark.whole or mark.measure) and not logged else None


def _meets(mark: Mark, fact: Fact, value: Decimal) -> bool | None:
    """Compare; where a goal says only what to reach or to beat, by which direction of the measure is the good one."""
    way = mark.sign
    if way not in _MET:
        good = better(fact.name)
        if good is None:
            return None
        up = good is Better.HIGHER
        way = ("gt" if up else "lt") if way == "beat" else ("ge" if up else "le")
    return _MET[way](value, mark.quantity.value)


def _measured(mark: Mark, runs: Sequence[Run]) -> list[tuple[Fact, str, Decimal]]:
    """Give the results that a mark is about: those whose measure it names, else the only one whose unit fits."""
    found = [(run, fact) for run in runs for fact in _results([run])]
    fits = [(r, f, value) for r, f in found if (value := _in_the_unit_of(mark.quantity, f)) is not None]
    named = [(f, value) for r, f, value in fits if _is_named(f, mark.clause) and _is_of_all(mark.clause, f, r)]
    if not mark.measure and _may_be_unnamed(mark):
        alike = [(f, value) for _, f, value in fits if mark.quantity.dimension is not Dimension.PLAIN]
        named = alike if len(alike) == 1 else []
    rows = [(fact, fact.shown, value) for fact, value in _chosen(named, mark.clause)]
    return [*rows, *(best for fact, _, value in rows if (best := _at_best(fact, value, mark, runs)))]


def _at_best(fact: Fact, value: Decimal, mark: Mark, runs: Sequence[Run]) -> tuple[Fact, str, Decimal] | None:
    """Give the best value on the way where it reached a mark that the last one does not: both count for something."""
    same = (s for run in runs for s in run.series if (s.run, s.name, s.split) == (fact.run, fact.name, fact.split))
    best = next((series.best for series in same if series.last.line == fact.line), None)
    if best is None or _meets(mark, fact, value):
        return None
    there = replace(fact, value=best.value, citation=replace(fact.citation, line=best.line, digest=""))
    reached = _in_the_unit_of(mark.quantity, there)
    met = reached is not None and _meets(mark, fact, reached)
    return (there, f"{there.shown} at its best", reached) if met and reached is not None else None


def _results(runs: Sequence[Run]) -> list[Fact]:
    return [f for run in runs for f in results(run).values() if split_of(f.name) != "train" and is_metric(f.name)]


def _may_be_unnamed(mark: Mark) -> bool:
    """Tell whether one knows what is meant without its name: beat 90 %, answers in under 200 ms."""
    if mark.quantity.dimension is Dimension.TIME:
        of_answers = _ANSWERS.search(mark.clause) is not None and not _EACH.search(mark.clause)
        return mark.sign in ("lt", "le") and of_answers
    return mark.sign in ("to", "beat") and mark.clause.strip(" .").endswith(mark.quantity.text.strip())


_ANSWERS = re.compile(r"\b(?:answer|respon|repl[iy]|request|quer[iy]|inference|predict)", re.IGNORECASE)


def _is_of_all(clause: str, fact: Fact, run: Run) -> bool:
    """Tell whether a result is of all that a clause speaks of: not a mean of each, nor the whole of one class."""
    own = _own(fact)
    if _EACH.search(clause) and not own & _WORST:
        return False
    known = stems(" ".join((run.name, fact.name, *(f.value for f in run.facts if f.kind in _NAMED))))
    of = {stem(word) for part in _PARTS.findall(clause) for word in WORD.findall(part)}
    return not {word for word in of if word not in known | _GENERAL}


_NAMED = (FactKind.DATASET, FactKind.MODEL, FactKind.TASK)
_EACH = re.compile(r"\b(?:each|every|all|any|always|never|no)\b", re.IGNORECASE)
_WORST = frozenset(map(stem, ("max", "maximum", "worst", "slowest", "min", "minimum", "lowest")))
_PARTS = re.compile(r"\b(?:on|for|in|among|per|within|at) ((?:[^\W\d][\w-]*(?: |$)){1,4})")
_GENERAL = frozenset(map(stem, (  # noqa: SIM905
    "the a an our all with using by under over from to held out held-out hold-out test validation evaluation val eval dev "
    "set sets split data dataset unseen new examples cases samples questions end average mean median least most total terms one epoch epochs its this that"
).split()))  # fmt: skip
"""What follows upon `on` and tells no part from the whole."""


def _chosen(named: Sequence[tuple[Fact, Decimal]], clause: str) -> list[tuple[Fact, Decimal]]:
    """Keep those with the most words of the clause in their names, and of those the ones on the data that counts."""
    said = stems(clause)
    most = max((len(_own(f) & said) for f, _ in named), default=0)
    best = [(f, v) for f, v in named if len(_own(f) & said) == most]
    split = split_of(clause)
    for wanted in (split,) if split else ("test", "eval", "val", ""):
        if of_split := [(f, v) for f, v in best if (f.split or split_of(f.name)) == wanted]:
            return of_split
    return []


def _own(fact: Fact) -> frozenset[str]:
    return frozenset(stem(word) for word in words(fact.name) if not split_of(word))


def _is_named(fact: Fact, clause: str) -> bool:
    own = _own(fact)
    needed = own - _LOOSE or own
    return bool(needed) and needed <= stems(clause)


def _in_the_unit_of(wanted: Quantity, fact: Fact) -> Decimal | None:
    """Give a logged value in the unit of a mark; a share may be written as a percentage or as a fraction."""
    read = quantities(fact.shown)
    if len(read) != 1 or read[0].start:
        return None
    value, unit = read[0].value, read[0].dimension
    if unit is wanted.dimension:
        fraction = unit is Dimension.PLAIN and (value > 1) is not (wanted.value > 1) and is_metric(fact.name)
        return None if fraction and better(fact.name) is Better.HIGHER else value
    if {unit, wanted.dimension} == {Dimension.PERCENT, Dimension.PLAIN}:
        small = value if unit is Dimension.PLAIN else wanted.value
        if abs(small) <= 1:
            return value * 100 if unit is Dimension.PLAIN else value / 100
    return None


def _tallies(mark: Mark, runs: Sequence[Run]) -> list[tuple[Fact, str, Decimal]]:
    """Give the last count of a run of what a mark counts, of as many as it says; else a rate of so many."""
    for run in runs:
        lines = {fact.line: fact for fact in run.facts if _may_count(fact, mark)}
        found = [tally for line in sorted(lines) if (tally := _tally(lines[line], mark))]
        if found := found or list(_rates(mark, run)):
            return found[-1:]
    return []


def _may_count(fact: Fact, mark: Mark) -> bool:
    told = fact.kind in (*_COUNTED, FactKind.EVENT) and not fact.tainted
    return told and bool(deeds_of(fact.text or fact.name) & mark.deeds)


_COUNTED = (FactKind.COUNT, FactKind.METRIC)


def _tally(fact: Fact, mark: Mark) -> tuple[Fact, str, Decimal] | None:
    assert mark.whole is not None
    whole = f"{mark.whole.value:f}"
    text = " ".join((fact.text or f"{fact.value} {fact.name}").split())
    for match in _LOGGED.finditer(text) if whole in re.findall(r"\d+", text) else ():
        said, many = (match["deed"] or match["done"]).strip(), match["n"] or match["m"]
        if deeds_of(said) & mark.deeds and (match["all"] or match["of"] or whole) == whole:
            return fact, f"{many} of {whole} {said.lower()}", Decimal(many)
    return None


_LOGGED = re.compile(
    r"(?:^|[:,;(] ?)(?P<n>\d+)(?:(?: of | out of |/)(?P<all>\d+))?(?P<deed>(?: (?!not\b|un|and\b|but\b|in\b)[a-z]+){1,4})(?!\w*[:=])"
    r"|(?:^|[,;(] ?)(?P<done>[A-Za-z]+)(?:: ?| ?= ?| )(?P<m>\d+)(?: of | out of |/)(?P<of>\d+)",
)
"""How a log counts: 18 passed, 41 of 50 answered, Correct: 41/50. Case 3/20 passed counts nothing: a name leads it."""


def _rates(mark: Mark, run: Run) -> Iterator[tuple[Fact, str, Decimal]]:
    """Give a rate of what a mark counts where as many were tried as it says: a pass rate of 90% of 20."""
    assert mark.whole is not None
    sizes = {fact.value.replace(",", "") for fact in run.facts if fact.kind is FactKind.COUNT}
    if f"{mark.whole.value:f}" not in sizes:
        return
    hundred = replace(mark.quantity, value=Decimal(100), dimension=Dimension.PERCENT)
    for fact in results(run).values():
        value = _in_the_unit_of(hundred, fact)
        if value is not None and deeds_of(" ".join(words(fact.name))) & mark.deeds:
            yield fact, f"{' '.join(words(fact.name))} {fact.shown}", value * mark.whole.value / 100

"""What a day was about: the pieces of work that its runs were, which of them leads, and the result to lead with."""

import re
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from mlws_writer.documents.inline import without_markup
from mlws_writer.facts.derive import Contrast, contrasts
from mlws_writer.facts.model import Better, FactKind, Outcome, Work
from mlws_writer.facts.names import better, canonical, split_of
from mlws_writer.facts.results import number
from mlws_writer.tier2_activity.summary import Result, Summary, spoken

Piece = Sequence[Summary]
"""The tries at one thing, in the order of the day."""
_GENERAL = 0.5
"""A word that more of the day's runs than this share have in their names tells none of them from the others."""
_COMMON = frozenset(
    {"the", "and", "for", "with", "run", "test", "train", "training", "eval", "experiment", "add", "use"}
)
_MATTERS = {Work.TRAINING: 2, Work.EXPERIMENT: 2, Work.AGENT: 1}


def pieces(summaries: Sequence[Summary], compared: Sequence[Contrast]) -> list[list[Summary]]:
    """Put runs of one name, and runs that were compared, together as one piece of work."""
    of_run = {s.run.id: (s.run.work, s.run.name) for s in summaries}
    for contrast in compared:
        others = [fact.run for _, fact in contrast.others]
        ids = [run for run in (contrast.before.id, contrast.after.id, *others) if run in of_run]
        old = {of_run[run] for run in ids}
        of_run = {run: of_run[ids[0]] if key in old else key for run, key in of_run.items()}
    groups: dict[tuple[str, str], list[Summary]] = {}
    for summary in summaries:
        groups.setdefault(of_run[summary.run.id], []).append(summary)
    return list(groups.values())


def last_of(piece: Piece) -> Summary:
    """Give the run that counts: the last that came to its end, else the last."""
    done = [s for s in piece if s.run.outcome is Outcome.COMPLETED]
    return (done or list(piece))[-1]


def leading(found: Sequence[Piece], noted: Sequence[str] = ()) -> Piece | None:
    """Choose what a day is about: the piece of work with the most tries and with runs that use its results.

    Of equals, that which the notes of the other logs, and those `noted` in the journal, speak of most.
    """
    ranked = main_runs([s for piece in found for s in piece])
    return max(
        found,
        key=lambda piece: (
            bool(last_of(piece).results),
            weight(piece, found),
            _told_of(piece, found, noted),
            -ranked.index(last_of(piece)),
        ),
        default=None,
    )


def weight(piece: Piece, among: Sequence[Piece]) -> int:
    """Weigh a piece of work: its tries, and the other runs that use what it made."""
    others = [s for other in among if other is not piece for s in other]
    return len(piece) + sum(uses(other, piece) for other in others)


def _told_of(piece: Piece, among: Sequence[Piece], noted: Sequence[str]) -> int:
    """Count the notes that speak of a piece of work, but for its own."""
    names = [each.run.name for other in among for each in other]
    own = {word for s in piece for word in telling(s.run.name, names)}
    others = (f.value for other in among if other is not piece for s in other for f in s.of(FactKind.NOTE))
    return sum(bool(own & words_of(text)) for text in (*others, *noted))


def uses(summary: Summary, makers: Iterable[Summary]) -> bool:
    """Tell whether a run used what others of the day had made."""
    return bool({summary.model, summary.dataset} & made_by(makers))


def made_by(makers: Iterable[Summary]) -> frozenset[str]:
    """Give what runs left behind."""
    return frozenset(f.value for maker in makers for f in maker.of(FactKind.ARTIFACT)) - {""}


def main_runs(summaries: Sequence[Summary]) -> list[Summary]:
    """Rank the runs by what they amount to: those that came to an end with results first."""
    return sorted(
        summaries,
        key=lambda s: (
            s.run.outcome is not Outcome.COMPLETED,
            -bool(s.results) * _MATTERS.get(s.run.work, 0),
            -(s.duration.total_seconds() if s.duration else 0.0),
        ),
    )


def achievement(summaries: Sequence[Summary], others: Sequence[Summary] = ()) -> tuple[Summary, Result] | None:
    """Choose the result to lead with: the best of all runs of the leading piece of work.

    What the test data gave counts before what was seen while training, also where one of the `others` measured it.
    """
    found = in_training(summaries)
    return (found and _tested(*found, others)) or found


def _tested(best: Summary, seen: Result, others: Sequence[Summary]) -> tuple[Summary, Result] | None:
    """Find the same measure on the test data: of the run itself, else the last of the others that used what it made."""
    users = [s for s in others if s.run.outcome is Outcome.COMPLETED and s is not best and uses(s, [best])]
    rows = [
        (s, r) for s in (*reversed(users), best) for r in s.results if _measure(r) == _measure(seen) and not r.swept
    ]
    if _split(seen) == "test" or best.run.work is not Work.TRAINING:
        return None
    own = [(s, r) for s, r in rows if s is best and _split(r) == "test"]
    return next(iter((*own, *((s, r) for s, r in rows if s is not best and _is_of_test(s, r)))), None)


def _is_of_test(summary: Summary, result: Result) -> bool:
    """Tell whether a run measured on test data: by the result's own name, else by its data, its setting or its name."""
    if split := _split(result):
        return split == "test"
    data = (f for f in summary.run.facts if f.kind is FactKind.DATASET or f.name.casefold() in ("split", "size"))
    said = {split_of(text) for f in data for text in (f.value, f.split)} - {""}
    return (said or {split_of(summary.run.name)}) == {"test"}


def _measure(result: Result) -> str:
    name = canonical(result.facts[0].name)
    return name.removeprefix(f"{split_of(name)} ") if split_of(name) else name


def _split(result: Result) -> str:
    return result.facts[0].split or split_of(result.facts[0].name)


def in_training(summaries: Sequence[Summary]) -> tuple[Summary, Result] | None:
    """Choose the best result that the runs of a piece of work had themselves."""
    done = [s for s in main_runs(summaries) if s.run.outcome is Outcome.COMPLETED and s.results]
    if not done:
        return None
    first = _winner(done) or done[0]
    lead = next((r for r in first.results if _direction(r) is Better.HIGHER), first.results[0])
    rivals = [(s, r) for s in done for r in s.results if r.name == lead.name and number(r.facts[0]) is not None]
    if not rivals or _direction(lead) is None:
        return first, lead
    pick = max if _direction(lead) is Better.HIGHER else min
    return pick(rivals, key=lambda rival: number(rival[1].facts[0]) or Decimal(0))


def _winner(done: Sequence[Summary]) -> Summary | None:
    """Give the run that wins the comparisons among some runs and loses none."""
    best = best_of([s.run.id for s in done], contrasts([s.run for s in done]))
    return next((s for s in done if s.run.id == best), None)


def best_of(ids: Sequence[str], found: Sequence[Contrast]) -> str:
    """Give the run that wins its comparisons and loses none, "" where there is no such run."""
    winners = {c.winner.id for c in found if c.winner}
    losers = {run.id for c in found if c.winner for run in (c.before, c.after) if run is not c.winner}
    return next((i for i in ids if i in winners - losers), "")


def _direction(result: Result) -> Better | None:
    return better(result.facts[0].name)


def telling(name: str, among: Collection[str]) -> set[str]:
    """Give the words of a run's name that tell it from others."""
    names = [words_of(each) for each in among]
    few = max(1, _GENERAL * len(names))
    return {word for word in words_of(name) if sum(word in each for each in names) <= few}


def words_of(text: str) -> set[str]:
    """Give the words of a text or a name by which one knows what it is about."""
    return {w for w in re.findall(r"[^\W\d_]{3,}", spoken(without_markup(text)).casefold()) if w not in _COMMON}

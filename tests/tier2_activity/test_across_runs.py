"""What several runs say together."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.facts.model import Better, Citation, Fact, FactKind, Outcome, Run, Work
from mlws_writer.tier2_activity import across_runs
from mlws_writer.tier2_activity.across_runs import DatedRun, Pattern, Ranking, failures, superseded

Make = Callable[..., DatedRun]


def rankings(runs: list[DatedRun]) -> tuple[Ranking, ...]:
    """Rank runs that are all there are."""
    return across_runs.rankings(runs, superseded(runs))


def patterns(runs: list[DatedRun]) -> tuple[Pattern, ...]:
    """Find the patterns in runs that are all there are."""
    return across_runs.patterns(runs, superseded(runs))


@pytest.fixture
def make() -> Make:
    """Return the function that makes a run: `make("a", accuracy="87.3%", temperature="0.3")`."""
    return made


def made(
    name: str = "label", *, data: str = "reviews", outcome: Outcome = Outcome.COMPLETED, day: int = 1, **said: str
) -> DatedRun:
    """Make a run with a dataset, its results, and all else as settings; its id is told by its number."""
    made.count = getattr(made, "count", 0) + 1  # type: ignore[attr-defined]
    log = f"logs/{made.count}.log"  # type: ignore[attr-defined]

    def fact(kind: FactKind, key: str, value: str, weight: float = 0.95) -> Fact:
        return Fact(f"{log}:{key}", log, kind, key, value, Citation(log, 3), weight=weight)

    metrics = {"accuracy", "loss", "smoothness"}
    facts = [fact(FactKind.DATASET, "dataset", data)]
    facts += [fact(FactKind.METRIC if key in metrics else FactKind.SETTING, key, value) for key, value in said.items()]
    if outcome is Outcome.FAILED:
        facts.append(fact(FactKind.ERROR, "error", "RuntimeError: out of memory"))
    run = Run(log, log, 1, name, Work.EXPERIMENT, 1, 9, outcome, facts=tuple(facts))
    return DatedRun(run, date(2024, 10, day))


@pytest.mark.parametrize(("metric", "best"), [("accuracy", "0.9"), ("loss", "0.7")])
def test_the_best_is_the_best_by_the_direction_of_the_metric(make: Make, metric: str, best: str) -> None:
    """Neither the last one nor the highest one as such."""
    runs = [make(**{metric: value, "heat": value}) for value in ("0.8", "0.9", "0.7", "0.75")]

    (ranking,) = rankings(runs)

    assert [score.fact.value for score in ranking.best] == [best]
    assert len(ranking.scores) == 4


def test_nobody_is_best_where_the_direction_is_unknown(make: Make) -> None:
    """The values stand there all the same."""
    (ranking,) = rankings([make(smoothness="3", heat="1"), make(smoothness="4", heat="2")])

    assert (ranking.better, ranking.best, len(ranking.scores)) == (None, (), 2)


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.COMPLETED])
def test_what_was_not_completed_is_never_best(make: Make, outcome: Outcome) -> None:
    """It is counted as left out."""
    whole = [make(accuracy="0.8", heat="1"), make(accuracy="0.7", heat="2")]

    (ranking,) = rankings([*whole, make(accuracy="0.99", heat="3", outcome=outcome)])

    assert [score.run for score in ranking.best] == [whole[0].run]
    assert sum(ranking.left_out.values()) == 1


def test_what_was_repeated_as_it_was_is_never_best(make: Make) -> None:
    """The last repetition that came to its end stands for all."""
    first, broken, last = (
        make(accuracy="0.99", heat="1"),
        make(accuracy="0.98", heat="1", outcome=Outcome.FAILED),
        make(accuracy="0.8", heat="1"),
    )
    other = make(accuracy="0.7", heat="2")

    (ranking,) = rankings([first, broken, last, other])

    assert [score.run for score in ranking.scores] == [last.run, other.run]
    assert ranking.left_out == {"repeated": 1, "unfinished": 1}


@pytest.mark.parametrize(
    ("before", "after", "gone"),
    [
        ({"heat": "1"}, {"heat": "1"}, True),
        ({"heat": "1"}, {"heat": "2"}, False),
        ({"heat": "1"}, {"heat": "1", "data": "mails"}, False),
        ({"heat": "1"}, {"heat": "1", "name": "other"}, False),
        ({"heat": "1", "seed": "1"}, {"heat": "1", "seed": "2"}, False),
        ({"heat": "1"}, {"heat": "1", "outcome": Outcome.FAILED}, False),
        ({}, {}, False),
    ],
)
def test_a_repetition_is_the_same_in_all_that_is_logged(
    make: Make, before: dict[str, str], after: dict[str, str], gone: bool
) -> None:
    """Where no setting is logged nobody knows; another seed is another run."""
    runs = [make(accuracy="0.8", **before), make(accuracy="0.9", **after)]

    assert superseded(runs) == ({runs[0].run.id} if gone else set())


def test_values_on_other_data_are_not_compared(make: Make) -> None:
    """Nor percentages with shares of one."""
    assert rankings([make(accuracy="0.8"), make(accuracy="0.9", data="mails"), make(accuracy="88%")]) == ()


def test_those_that_are_equally_good_are_all_best(make: Make) -> None:
    """In the order of time."""
    runs = [make(accuracy="0.9", heat="1"), make(accuracy="0.7", heat="2"), make(accuracy="0.90", heat="3")]

    assert [score.run for score in rankings(runs)[0].best] == [runs[0].run, runs[2].run]


@pytest.mark.parametrize(
    ("values", "trend"),
    [("1 2 3", "better"), ("3 2 1", "worse"), ("1 3 2", ""), ("1 2", ""), ("1 2 2", "")],
)
def test_a_trend_needs_three_runs_and_no_step_back(make: Make, values: str, trend: str) -> None:
    """Of a metric whose direction is known."""
    runs = [make(accuracy=value, heat=str(place)) for place, value in enumerate(values.split())]

    assert rankings(runs)[0].trend == trend


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.sampled_from(list(Outcome))), max_size=12))
def test_no_run_that_counts_is_better_than_the_best(runs: list[tuple[int, int, Outcome]]) -> None:
    """Whatever there is; and each of those that count was completed, with no later repetition."""
    dated = [made(accuracy=str(v), heat=str(h), outcome=o) for v, h, o in runs]

    for ranking in rankings(dated):
        again = superseded(dated)
        counted = [d for d in dated if d.run.outcome is Outcome.COMPLETED and d.run.id not in again]
        assert [score.run for score in ranking.scores] == [d.run for d in counted]
        assert ranking.better is Better.HIGHER
        top = max(Decimal(f.value) for d in counted for f in d.run.facts if f.name == "accuracy")
        assert {score.value for score in ranking.best} == {top}


def compared(make: Make, *pairs: tuple[str, str, str, str]) -> list[DatedRun]:
    """Make two runs on data of their own for each pair: heat and accuracy of the one, of the other."""
    return [
        make(accuracy=accuracy, heat=heat, data=f"data-{number}")
        for number, (h1, a1, h2, a2) in enumerate(pairs)
        for heat, accuracy in ((h1, a1), (h2, a2))
    ]


def test_what_helped_twice_is_a_pattern(make: Make) -> None:
    """By the values, where they are the same."""
    (pattern,) = patterns(compared(make, ("0.3", "0.9", "0.7", "0.8"), ("0.7", "0.5", "0.3", "0.6")))

    assert (pattern.setting, pattern.winner, pattern.loser, len(pattern.contrasts)) == ("heat", "0.3", "0.7", 2)


def test_numbers_that_differ_may_share_their_direction(make: Make) -> None:
    """Then that is all that is said."""
    (pattern,) = patterns(compared(make, ("0.3", "0.9", "0.7", "0.8"), ("0.1", "0.6", "0.5", "0.5")))

    assert (pattern.winner, pattern.loser) == ("lower", "")


@pytest.mark.parametrize(
    "pairs",
    [
        [("0.3", "0.9", "0.7", "0.8")],
        [("0.3", "0.9", "0.7", "0.8"), ("0.3", "0.5", "0.7", "0.6")],
        [("0.3", "0.9", "0.7", "0.8"), ("0.1", "0.5", "0.5", "0.6")],
        [("0.3", "0.9", "0.7", "0.9"), ("0.3", "0.9", "0.7", "0.8")],
    ],
)
def test_what_helped_once_or_not_always_is_none(make: Make, pairs: list[tuple[str, str, str, str]]) -> None:
    """Nor is a draw a win."""
    assert patterns(compared(make, *pairs)) == ()


def test_runs_that_differ_in_two_settings_prove_nothing(make: Make) -> None:
    """However often."""
    runs = [
        make(accuracy=accuracy, heat=heat, size=size, data=data)
        for data in ("a", "b")
        for accuracy, heat, size in (("0.9", "0.3", "8"), ("0.8", "0.7", "4"))
    ]

    assert patterns(runs) == ()


def test_a_failure_tells_what_the_run_that_was_completed_changed(make: Make) -> None:
    """Even when that lies behind the days that are looked at."""
    failed = [make(size="32", outcome=Outcome.FAILED), make(size="32", outcome=Outcome.FAILED, day=2)]
    later = [make("other", size="8", day=3), make(size="8", day=9), make(size="4", day=10)]

    (failure,) = failures(failed, [*failed, *later])

    assert (failure.runs, failure.again) == (tuple(failed), later[1])
    assert [(old.value, new.value) for old, new in failure.changed] == [("32", "8")]
    assert failure.error is not None
    assert failure.error.value == "RuntimeError: out of memory"


def test_a_dead_end_has_no_run_after_it(make: Make) -> None:
    """A run that was completed before it does not count."""
    before, failed = make(size="8"), make(size="8", outcome=Outcome.FAILED, day=2)

    (failure,) = failures([before, failed], [before, failed])

    assert (failure.again, failure.changed) == (None, ())

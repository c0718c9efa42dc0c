"""Facts made from facts."""

from dataclasses import replace
from decimal import Decimal

from mlws_writer.facts.derive import contrasts, retries
from mlws_writer.facts.model import Better, Citation, Fact, FactKind, Outcome, Run, Work
from mlws_writer.facts.results import is_part, number, settings


def fact(kind: FactKind, name: str, value: str, line: int = 1, unit: str = "", run: str = "a") -> Fact:
    """Make a fact of a made-up log."""
    return Fact(f"F{line}", run, kind, name, value, Citation("a.log", line), unit=unit)


def run(key: str, temperature: str, accuracy: str, *more: Fact, dataset: str = "reviews") -> Run:
    """Make a run with one setting and one result."""
    facts = (
        fact(FactKind.DATASET, "dataset", dataset),
        fact(FactKind.SETTING, "temperature", temperature),
        fact(FactKind.METRIC, "accuracy", accuracy, line=9),
        *more,
    )
    return Run(key, f"{key}.log", 1, key, Work.EXPERIMENT, 1, 9, Outcome.COMPLETED, facts=facts)


def test_two_runs_that_differ_in_one_setting_are_compared():
    """The difference is exact, in points where both values are percentages."""
    found = contrasts([run("a", "0.3", "87.3%"), run("b", "0.7", "84.1%")])

    assert [c.setting for c in found] == ["temperature"]
    difference = found[0].differences[0]
    assert difference.amount == Decimal("-3.2")
    assert difference.in_points
    assert difference.better is Better.HIGHER
    assert difference.improved is False
    assert found[0].winner.id == "a"


def test_runs_that_differ_in_two_settings_are_not_compared():
    """Nobody could say which of the two made the difference."""
    first = run("a", "0.3", "87.3%", fact(FactKind.SETTING, "top_p", "0.9"))
    second = run("b", "0.7", "84.1%", fact(FactKind.SETTING, "top_p", "0.5"))

    assert contrasts([first, second]) == ()


def test_runs_on_different_data_are_not_compared():
    """The same setting on other data says nothing."""
    assert contrasts([run("a", "0.3", "87.3%"), run("b", "0.7", "84.1%", dataset="tweets")]) == ()


def test_a_seed_or_an_output_folder_is_no_choice():
    """What is different in every run does not keep two runs from being compared."""
    first = run("a", "0.3", "87.3%", fact(FactKind.SETTING, "output_dir", "out/a"))
    second = run("b", "0.7", "84.1%", fact(FactKind.SETTING, "output_dir", "out/b"))

    assert len(contrasts([first, second])) == 1
    assert "output_dir" not in settings(first)


def test_the_part_of_a_metric_is_told_from_the_same_metric_of_another_split():
    """The F1 of one class is a part of the F1; the validation loss is no part of the training loss."""
    known = {"f1", "loss", "val loss"}

    assert is_part("positive_f1", known)
    assert is_part("val batch_loss", known)
    assert not is_part("val loss", known)
    assert not is_part("loss", known)


def test_numbers_are_read_with_their_separators_and_exponents():
    """A value that is no number has none."""
    values = {"67,349": Decimal(67349), "3e-5": Decimal("0.00003"), "87.3%": Decimal("87.3"), "blue": None}

    assert {text: number(fact(FactKind.METRIC, "x", text)) for text in values} == values


def test_of_many_runs_that_differ_in_one_setting_the_ends_are_compared_and_the_rest_named():
    """One comparison, not one for each pair."""
    runs = [run("a", "0.1", "55.3%"), run("b", "0.3", "87.8%"), run("c", "0.5", "97.9%")]

    found = contrasts(runs)

    assert [(c.old.value, c.new.value) for c in found] == [("0.1", "0.5")]
    assert [(setting.value, metric.value) for setting, metric in found[0].others] == [("0.3", "87.8%")]


def test_a_run_that_ended_in_nan_is_compared_with_nothing():
    """Its last value is NaN, whatever came before."""
    assert contrasts([run("a", "0.3", "87.3%"), run("b", "0.7", "nan")]) == ()


def test_a_failure_after_a_success_is_no_first_try():
    """Only a run that failed before any of its name succeeded was tried again."""
    good, bad = run("a", "0.3", "87.3%"), run("a", "0.7", "84.1%")
    failed = replace(bad, id="b", outcome=Outcome.FAILED)
    later = replace(good, id="c")

    assert retries([good, failed, later]) == ()
    assert [r.again.id for r in retries([failed, later])] == ["c"]

"""Two runs side by side."""

import pytest

from mlws_writer.checking.names.pairing import meant, paired
from mlws_writer.facts.model import Citation, Fact, FactKind


def runs() -> list[Fact]:
    """Return two runs that differ in a setting, and their accuracy."""
    found = []
    for run, temperature, accuracy in (("a", "0.2", "81.4"), ("b", "0.8", "76.9")):
        found.append(Fact("F1", run, FactKind.SETTING, "temperature", temperature, Citation("a.log", 1)))
        found.append(Fact("F2", run, FactKind.METRIC, "accuracy", accuracy, Citation("a.log", 2), unit="%"))
    return found


@pytest.mark.parametrize(
    "text",
    [
        "With temperature 0.8 instead of 0.2, accuracy was 4.5 points lower, at 76.9% against 81.4%.",
        "Accuracy fell from 81.4% at 0.2 to 76.9% at 0.8.",
        "At temperature 0.2 accuracy was 81.4%, and at 0.8 it was 76.9%.",
        "Accuracy fell from 81.4% to 76.9% when the temperature went from 0.2 to 0.8.",
        "The lower temperature was better.",
        "the cold run ended with an accuracy of 81.4%",
        "Accuracy was 76.9%.",
    ],
)
def test_a_result_of_its_own_run_passes(text: str) -> None:
    """Whatever the order, each side says its own."""
    assert paired(text, runs(), {"a": "cold run", "b": "warm run"}).ok


@pytest.mark.parametrize(
    "text",
    [
        "With temperature 0.8 accuracy was 81.4% against 76.9% with temperature 0.2.",
        "With temperature 0.8, accuracy was 81.4%.",
        "the warm run ended with an accuracy of 81.4%",
        "At temperature 0.2 accuracy was 76.9%, and at 0.8 it was 81.4%.",
        "With temperature 0.8 instead of 0.2, accuracy was 81.4% against 76.9%.",
    ],
)
def test_a_result_of_the_other_run_does_not(text: str) -> None:
    """The finding says whose it is."""
    verdict = paired(text, runs(), {"a": "cold run", "b": "warm run"})

    assert verdict.reason == "number_swap"
    assert "is of the run with temperature" in verdict.detail


def test_a_text_means_the_runs_that_alone_have_what_it_says() -> None:
    """Of which runs it speaks is told by their names and values."""
    assert meant("Accuracy was 76.9%.", runs()) == {"b"}
    assert meant("Accuracy went from 81.4% to 76.9%.", runs()) == {"a", "b"}
    assert meant("Both were good.", runs()) == frozenset()

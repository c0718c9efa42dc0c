"""What a text says of counts that were set, of two values side by side, of models on data, of runs by their names."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.check import check, check_plan, to_the_letter
from mlws_writer.checking.names.configured import counts
from mlws_writer.checking.names.pairing import run_together
from mlws_writer.checking.names.quoting import sibling_names
from mlws_writer.checking.reading.brackets import side_by_side
from mlws_writer.facts.model import Fact, FactKind

Make = Callable[..., Fact]
RARE = "leave out places with fewer than 30 examples"


@pytest.fixture
def facts(fact: Make) -> tuple[Fact, ...]:
    """Two runs: a tagger in five epochs, and an assistant that may call tools."""
    return (
        fact("model", "bert-tiny", FactKind.MODEL, text="Model: bert-tiny"),
        fact("dataset", "places-2k", FactKind.DATASET, line=2, text="Dataset: places-2k, size=2000"),
        fact("examples", "2000", FactKind.COUNT, line=2, text="Dataset: places-2k, size=2000"),
        fact("epochs", "5", FactKind.SETTING, line=3, text="epochs: 5"),
        fact("model", "phi3:mini", FactKind.MODEL, line=4, run="b", text="Model: phi3:mini"),
        fact("dataset", "trips-60", FactKind.DATASET, line=5, run="b", text="Dataset: trips-60"),
        fact("max_tool_calls", "6", FactKind.SETTING, line=6, run="b", text="max_tool_calls: 6"),
        fact("note", RARE, FactKind.NOTE, line=7, text=RARE),
        fact("first loss", "0.91", line=8, text="epoch 1 loss 0.91"),
        fact("loss", "0.33", line=9, text="epoch 5 loss 0.33"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "ok"),
    [
        ("bert-tiny on places-2k, 5 epochs", True),
        ("bert-tiny on places-2k, 8 epochs", False),
        ("phi3:mini with at most 6 tool calls", True),
        ("phi3:mini with at most 7 tool calls", False),
        ("The run was stopped after 3 epochs.", True),
        ("bert-tiny saw 2000 examples.", True),
        ("bert-tiny saw 2000 tokens.", False),
        ("Places with fewer than 30 examples were left out.", True),
        ("Places with fewer than 35 examples were left out.", False),
        ("Two of 5 cases were wrong.", True),
    ],
)
def test_a_count_is_what_was_set_or_counted(facts: tuple[Fact, ...], text: str, ok: bool) -> None:
    """As many, and of the same things; how far a run came is another matter."""
    assert counts(text, facts).ok is ok


@pytest.mark.parametrize(
    ("text", "ok"),
    [
        ("Loss: 0.33 after the last epoch (0.91 after the first)", True),
        ("Loss: 0.91 after the last epoch (0.33 after the first)", False),
        ("Accuracy: 71.5% at 8, 64.0% at 3 (7.5 points higher)", True),
        ("Accuracy: 71.5% at 8, 64.0% at 3 (7.5 points lower)", False),
        ("Accuracy: 64.0% at 8, 71.5% at 3 (7.5 points higher)", False),
        ("| latency | 0.8 s | 1.2 s | 0.4 higher |", True),
        ("| latency | 0.8 s | 1.2 s | 0.4 lower |", False),
        ("| latency | 1.2 s | 0.8 s | 0.4 higher |", False),
    ],
)
def test_two_values_side_by_side_differ_as_it_is_said(facts: tuple[Fact, ...], text: str, ok: bool) -> None:
    """In brackets the first is held against the second, in a row the second against the first."""
    assert side_by_side(text, facts).ok is ok


@pytest.mark.parametrize(
    ("text", "ok"),
    [
        ("bert-tiny on places-2k, batch size 8", True),
        ("bert-tiny on trips-60, batch size 8", False),
        ("phi3:mini on the 60 trips of trips-60", True),
        ("phi3:mini was tried on places-2k", False),
        ("phi3:mini came after bert-tiny; places-2k was left as it was", True),
    ],
)
def test_a_model_is_told_of_data_that_a_run_had_it_on(facts: tuple[Fact, ...], text: str, ok: bool) -> None:
    """Two names of the same day make no run."""
    assert run_together(text, facts).ok is ok


def test_a_run_is_called_as_one_is_called(facts: tuple[Fact, ...]) -> None:
    """A number that no run has in its name is a slip; a name of another kind is none of this check's business."""
    names = ("sweep-k3", "sweep-k12")
    assert sibling_names("sweep-k12 was slower than sweep-k3", facts, names).ok
    assert not sibling_names("sweep-k13 was slower than sweep-k3", facts, names).ok
    assert not to_the_letter("sweep-k4 was best", facts, {"a": "sweep-k3", "b": "sweep-k12"}, {"a", "b"}).ok
    assert sibling_names("step-k3 came first", facts, names).ok


@pytest.mark.parametrize(
    "text",
    [
        "A smaller batch could be tried, since memory ran out and the model was deployed.",
        "A smaller batch could be tried, since memory ran out because of a broken fan.",
        "It might be worth a look why there was no answer and the service was deleted.",
    ],
)
def test_what_a_plan_says_has_happened_must_have(fact: Make, text: str) -> None:
    """A plan rests on something, and that is asserted."""
    known = (fact("error", "out of memory", FactKind.ERROR, text="OutOfMemoryError: no memory left, no answer"),)
    assert check_plan("A smaller batch could be tried, since memory ran out.", known).ok
    assert not check_plan(text, known).ok


def test_a_reason_of_a_reason_is_a_reason(fact: Make) -> None:
    """What a note gives as a reason has no other reason by that."""
    why = "the testers found that confusing"
    known = (fact("rejected", why, FactKind.NOTE, text=f"Rejected because: {why}"),)
    assert check("It was rejected because the testers found that confusing.", known).ok
    assert not check("It was rejected because the testers found that confusing due to a broken card.", known).ok


def test_a_name_stands_out_in_a_short_line(fact: Make) -> None:
    """A line that begins with a capital, as all do, is no title."""
    known = (fact("accuracy", "78.8%", text="Metric: accuracy=78.8%"),)
    assert check("Accuracy: 78.8%", known).ok
    assert not check("Accuracy: 78.8% on ImageNet.", known).ok


def test_one_in_so_many_is_no_time(fact: Make) -> None:
    """A whole number of things is meant, not 2.5 of them."""
    known = (fact("max_retries", "1", FactKind.SETTING, text="max_retries: 1"),)
    assert not check("With 1 retry in 2.5 seconds.", known).ok


def test_a_measure_that_is_a_mean_is_no_baseline(fact: Make) -> None:
    """Nor is a model that is called base; what a log calls persistence is one."""
    known = (fact("mean_latency", "3.1", text="roberta-base mean_latency=3.1"),)
    assert not check("The mean latency was 3.1, which beats the baseline.", known).ok
    known = (fact("mae", "4.0", text="persistence mae 4.0"), fact("mae", "2.1", line=2, text="tcn mae 2.1"))
    assert check("tcn was better than the baseline.", known).ok

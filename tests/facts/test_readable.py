"""How a value is shown to a reader, and which of a run's names says what the run is about."""

import pytest

from mlws_writer.facts.model import Citation, Fact, FactKind, Outcome, Run, Work, readable
from mlws_writer.facts.results import chief


@pytest.mark.parametrize(
    ("logged", "shown"),
    [
        ("14.36296030660026", "14.363"),
        ("0.8186181902885437", "0.81862"),
        ("3.056e-01", "0.3056"),
        ("5.362e+00", "5.362"),
        ("87.30000001%", "87.300%"),
        ("1234567.891", "1234567.9"),
    ],
)
def test_a_long_number_is_rounded_for_reading(logged: str, shown: str):
    """Five digits are as many as anyone reads."""
    assert readable(logged) == shown


@pytest.mark.parametrize(
    "logged", ["128256", "1.0", "0.010105", "99.99999999", "2.5e-07", "1e-5", "3.10.12", "1,234.5678901", "nan", "fp16"]
)
def test_what_is_short_or_no_decimal_stays_as_logged(logged: str):
    """A count is not rounded, a version is no number, and 99.99999999 is not 100."""
    assert readable(logged) == logged


def named(*models: tuple[str, float]) -> str:
    """Name what a run is about that logs these models with these weights."""
    cite = Citation("a.log", 1)
    facts = tuple(Fact(f"F{n}", "r", FactKind.MODEL, "model", v, cite, weight=w) for n, (v, w) in enumerate(models))
    found = chief(Run("r", "a.log", 1, "a", Work.TRAINING, 1, 9, Outcome.COMPLETED, facts=facts), FactKind.MODEL)
    return found.value if found else ""


@pytest.mark.parametrize(
    ("models", "name"),
    [
        ([("O1", 0.6), ("THUDM/chatglm2-6b", 0.84), ("chatglm", 0.92)], "THUDM/chatglm2-6b"),
        ([("<model>", 0.92), ("org/Large-2-INT4", 0.92)], "org/Large-2-INT4"),
        ([("weights/init.bbox.pkl", 0.84), ("resnet50", 0.84)], "resnet50"),
        ([("llama3.1:8b", 0.9), ("qwen2.5:7b", 0.9)], "llama3.1:8b"),
        ([], ""),
    ],
)
def test_the_name_a_reader_would_use_is_chosen(models: list[tuple[str, float]], name: str):
    """A placeholder, a file or a flag of two letters is no name where there is a better one; else the first counts."""
    assert named(*models) == name

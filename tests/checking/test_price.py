"""What a point of one measure costs of another, as an author says it and as a sweep has it."""

import pytest

from mlws_writer.checking.order.price import mispriced
from mlws_writer.facts.model import Run
from mlws_writer.tier1_logs.reader import read_bytes

ROWS = (("0.3", "0.80", "0.90"), ("0.4", "0.84", "0.82"), ("0.5", "0.86", "0.78"), ("0.6", "0.87", "0.70"))


def run(*columns: str) -> Run:
    """Read a sweep of a threshold with two measures."""
    rows = (" ".join(f"{name}={value}" for name, value in zip(columns, row, strict=True)) for row in ROWS)
    return read_bytes("\n".join([*rows, ""]).encode(), name="logs/experiments/sweep.log").runs[0]


SWEEP = run("threshold", "precision", "recall")


@pytest.mark.parametrize(
    "text",
    [
        "Each point of precision costs two points of recall up to 0.5",
        "Between 0.3 and 0.5 each further point of precision costs 2 points of recall",
        "Above 0.5 each point of precision costs about eight points of recall",
        "Each point of accuracy costs 9 points of F1",
        "Each point of precision costs a lot of recall",
        "Precision rises by 4 points from 0.3 to 0.4",
    ],
)
def test_a_price_that_fits_or_that_nothing_prices_is_left_alone(text: str):
    """Or one of a measure that was not swept."""
    assert mispriced(text, SWEEP) is None


def test_each_step_that_the_words_speak_of_has_its_price():
    """Those above 0.4."""
    found = mispriced("Above 0.4 each extra point of precision costs about three points of recall", SWEEP)

    assert found is not None
    assert [(s.before.step, s.after.step, str(s.price)) for s in found.steps] == [
        ("0.4", "0.5", "2"),
        ("0.5", "0.6", "8"),
    ]


def test_the_other_measure_may_go_by_another_name():
    """Where there is no third that could be meant."""
    found = mispriced("Each point of precision costs one point of what we keep", run("threshold", "precision", "kept"))

    assert found is not None
    assert found.paid.name == "kept"

"""How many tokens a model makes of a text, as measured."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.writing.gauge import ENOUGH, Gauge


@given(st.lists(st.floats(0.6, 4.0), min_size=1, max_size=30), st.floats(1.0, 1.5))
def test_no_prompt_that_was_measured_is_thought_smaller_than_it_was(ratios: list[float], family: float) -> None:
    """The factor covers the largest of the last measures, with something to spare."""
    gauge = Gauge()
    for ratio in ratios:
        gauge.learn("d", 1000, round(ratio * 1000))

    assert gauge.factor("d", family) >= max(ratios[-10:])
    assert gauge.knows("d") == (len(ratios) >= ENOUGH)


@pytest.mark.parametrize("counted", [0, 12, 9_000_000])
def test_a_count_of_another_prompt_is_not_learned_from(counted: int) -> None:
    """A cached or a cut prompt says nothing of the one that was sent."""
    gauge = Gauge()
    gauge.learn("d", 1000, counted)

    assert gauge.factor("d", 1.3) == 1.3


def test_a_few_measures_only_raise_the_factor() -> None:
    """Too little is known yet to think a prompt smaller."""
    gauge = Gauge()
    gauge.learn("d", 1000, 900)
    assert gauge.factor("d", 1.3) == 1.3

    gauge.learn("d", 1000, 2000)
    assert gauge.factor("d", 1.3) == pytest.approx(2.1)


def test_measures_are_kept_by_digest(tmp_path: Path) -> None:
    """Another process knows them; another model does not have them; a dry run keeps none."""
    path = tmp_path / "cache" / "token-factors.json"
    Gauge(path, write=False).learn("a", 1000, 1700)
    assert not path.exists()

    Gauge(path).learn("a", 1000, 1700)

    assert Gauge(path).factor("a", 1.05) == pytest.approx(1.785)
    assert Gauge(path).factor("b", 1.05) == 1.05


@given(st.binary(max_size=60) | st.just(json.dumps({"d": [1, "x", True, 1e9], "e": 3}).encode()))
def test_a_damaged_file_is_measured_anew(raw: bytes) -> None:
    """Whatever stands in it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "token-factors.json"
        path.write_bytes(raw)
        gauge = Gauge(path)
        gauge.learn("new", 1000, 1000)

        assert 1.0 <= gauge.factor("new", 1.0) <= 1.1
        assert 0.5 <= gauge.factor("d", 1.0) <= 5.25

"""A phrase that names a run: what it may say, and that it never says how the run went."""

import pytest

from mlws_writer.checking.names.phrase import names_only
from mlws_writer.facts.model import Citation, Fact, FactKind


def _fact(kind: FactKind, name: str, value: str) -> Fact:
    return Fact(f"F{name}", "r-1", kind, name, value, Citation("day.log", 1))


FACTS = (
    _fact(FactKind.MODEL, "model", "gemma2:9b"),
    _fact(FactKind.DATASET, "dataset", "moods-3k"),
    _fact(FactKind.SETTING, "temperature", "0.3"),
    _fact(FactKind.SETTING, "shots", "1"),
)


@pytest.mark.parametrize(
    "phrase",
    [
        "gemma2:9b on moods-3k at temperature 0.3",
        "a run of gemma2:9b over the dataset moods-3k with one shot",
        "evaluating gemma2:9b on moods-3k",
        "gemma2:9b sorting moods-3k, this time at temperature 0.3",
    ],
)
def test_names_and_settings_make_a_phrase(phrase: str) -> None:
    """Let what a run was be said in its own names."""
    assert names_only(phrase, FACTS).ok


@pytest.mark.parametrize(
    "phrase",
    [
        "gemma2:9b on moods-3k, the best of the nine runs",
        "gemma2:9b on moods-3k, which completed without errors",
        "gemma2:9b on moods-3k, where accuracy fell",
        "gemma2:9b on moods-3k, ahead of mistral",
        "gemma2:9b on moods-3k with two shots",
        "gemma2:9b on moods-3k, the sweet spot",
        "gemma2:9b sorting moods-3k in less time than before",
        "gemma2:9b solving moods-3k",
        "gemma2:9b sorting 30% of moods-3k",
    ],
)
def test_how_it_went_does_not(phrase: str) -> None:
    """Refuse ranks, outcomes, directions, counts and praise."""
    assert not names_only(phrase, FACTS).ok

"""What must not change a verdict: the order of the facts, what runs are called, where the machine stands."""

import locale
import random
import time
from collections.abc import Callable, Iterator

import pytest

from mlws_writer.checking.check import check
from mlws_writer.facts.model import Citation, Fact, FactKind

NAMES = {"a": "ticket-queues", "b": "review-labels"}


def facts() -> list[Fact]:
    """Return two runs of an experiment that differ in their temperature; the second failed at its end."""
    found = []
    for run, temperature, accuracy, loss, ended in (
        ("a", "0.2", "81.4", ("0.512", "0.338"), "completed"),
        ("b", "0.8", "76.9", ("0.498", "0.371"), "failed: out of memory"),
    ):
        log = f"logs/{NAMES[run]}.log"
        found += [
            Fact("F1", run, FactKind.MODEL, "model", "qwen2.5:7b", Citation(log, 1)),
            Fact("F2", run, FactKind.DATASET, "dataset", "tickets-2k", Citation(log, 2)),
            Fact("F3", run, FactKind.SETTING, "temperature", temperature, Citation(log, 3)),
            Fact("F4", run, FactKind.METRIC, "first loss", loss[0], Citation(log, 4), step="1"),
            Fact("F5", run, FactKind.METRIC, "loss", loss[1], Citation(log, 5), step="2"),
            Fact("F6", run, FactKind.METRIC, "accuracy", accuracy, Citation(log, 6), unit="%"),
            Fact("F7", run, FactKind.OUTCOME, "outcome", ended, Citation(log, 7)),
        ]
    return found


SENTENCES = (
    "ticket-queues reached an accuracy of 81.4% on tickets-2k.",
    "ticket-queues reached an accuracy of 76.9% on tickets-2k.",
    "review-labels ended with a loss of 0.371.",
    "review-labels ended with a loss of 0.338.",
    "The loss of ticket-queues fell from 0.512 to 0.338.",
    "The loss of ticket-queues rose from 0.512 to 0.338.",
    "qwen2.5:7b was set to a temperature of 0.8.",
    "gemma2:9b was set to a temperature of 0.8.",
    "Accuracy was 4.5 points higher at temperature 0.2.",
    "Accuracy was 9.5 points higher at temperature 0.2.",
    "review-labels failed because the disk was full.",
)


def verdicts(known: list[Fact], names: dict[str, str], sentences: tuple[str, ...] = SENTENCES) -> list[bool]:
    """Judge all sentences."""
    return [check(sentence, known, run_names=names).ok for sentence in sentences]


def test_the_sentences_are_of_both_kinds() -> None:
    """Some hold and some do not, or the tests below could not fail."""
    found = verdicts(facts(), NAMES)

    assert found[0]
    assert found[4:6] == [True, False]


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_the_facts_does_not_matter(seed: int) -> None:
    """Each knows its line."""
    shuffled = facts()
    random.Random(seed).shuffle(shuffled)

    assert verdicts(shuffled, NAMES) == verdicts(facts(), NAMES)


@pytest.mark.parametrize("names", [{"a": "cold-trial", "b": "hot-trial"}, {"a": "exp_17", "b": "exp_18"}])
def test_what_runs_are_called_does_not_matter(names: dict[str, str]) -> None:
    """A name is a name."""
    renamed = tuple(sentence.replace(NAMES["b"], names["b"]).replace(NAMES["a"], names["a"]) for sentence in SENTENCES)

    assert verdicts(facts(), names, renamed) == verdicts(facts(), NAMES)


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Move the process to another place and zone, and back."""
    kept = locale.setlocale(locale.LC_ALL)

    def move(place: str) -> None:
        try:
            locale.setlocale(locale.LC_ALL, place)
        except locale.Error:
            pytest.skip(f"this machine has no {place}")

    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Tokyo")
        _read_zone()
        yield move
        locale.setlocale(locale.LC_ALL, kept)
    _read_zone()


def _read_zone() -> None:
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.mark.parametrize("place", ["de_DE.UTF-8", "tr_TR.UTF-8", "C"])
def test_where_the_machine_stands_does_not_matter(place: str, elsewhere: Callable[[str], None]) -> None:
    """Decimal commas, a dotless i, another zone."""
    before = verdicts(facts(), NAMES)
    elsewhere(place)

    assert verdicts(facts(), NAMES) == before

"""What a sentence takes word for word from the facts."""

import pytest

from mlws_writer.checking.check import to_the_letter
from mlws_writer.checking.names.quoting import longer_names, misquoted, named_values, sibling_names
from mlws_writer.facts.model import Citation, Fact, FactKind

NOTE = "Validation loss is lowest after the second epoch, accuracy after the third"
FACTS = [
    Fact("F1", "a", FactKind.NOTE, "insight", NOTE, Citation("a.log", 1)),
    Fact("F2", "a", FactKind.NOTE, "lesson", "The gain comes early: accuracy rose by 6 points", Citation("a.log", 2)),
    Fact("F3", "a", FactKind.SETTING, "temperature", "0.2", Citation("a.log", 3)),
    Fact("F4", "a", FactKind.SETTING, "batch_size", "16", Citation("a.log", 3)),
    Fact("F7", "b", FactKind.SETTING, "per_device_train_batch_size", "8", Citation("b.log", 3)),
    Fact("F8", "a", FactKind.DATASET, "dataset", "reviews-8k", Citation("a.log", 3)),
    Fact("F5", "a", FactKind.SETTING, "month", "2024-10", Citation("a.log", 3)),
    Fact("F6", "a", FactKind.SETTING, "epoch", "3.0", Citation("a.log", 4)),
]


@pytest.mark.parametrize(
    "text",
    [
        f"{NOTE}.",
        f"Insight: {NOTE}",
        "Validation loss was lowest after the second epoch, and accuracy after the third.",
        "Loss and accuracy disagreed.",
        "The gain came early: accuracy rose by 6 points in all.",
    ],
)
def test_a_note_may_be_repeated_and_retold(text: str) -> None:
    """Other words that do not turn it are no matter."""
    assert misquoted(text, FACTS).ok


@pytest.mark.parametrize(
    "text",
    [
        NOTE.replace("lowest", "highest"),
        NOTE.replace("second", "third"),
        "The gain comes early: accuracy fell by 6 points",
        "The gain comes early: accuracy rose by 9 points",
    ],
)
def test_a_note_may_not_be_turned(text: str) -> None:
    """The finding says what the note says."""
    verdict = misquoted(text, FACTS)

    assert verdict.reason == "misquoted"
    assert "the note says" in verdict.detail


def test_a_named_setting_has_its_own_value() -> None:
    """A value beside the name of a setting is of that setting."""
    good = ("at temperature 0.2", "with a batch size of 16", "temperature 4.5 points lower", "a temperature of 0.20")
    good += ("for month 2024-10", "accuracy rose from 64.2% at 16 batch size to 72.5%", "best in epoch 4")
    good += ("with a batch size of 8",)
    bad = ("at temperature 16", "with a batch size of 0.2", "batch_size=32 and temperature 0.2", "for month 2024-11")

    assert all(named_values(text, FACTS).ok for text in good)
    assert not any(named_values(text, FACTS).ok for text in bad)


def test_a_known_name_with_something_more_is_another_name() -> None:
    """Unless the facts know that one too, or it is a word that goes with it."""
    data = [Fact("F1", "a", FactKind.DATASET, "dataset", "reviews-8k", Citation("a.log", 1), text="reviews-8k-clean")]

    assert longer_names("distil on reviews-8k", data, ["distil"]).ok
    assert longer_names("on reviews-8k-clean, a distil run", data, ["distil"]).ok
    assert not longer_names("on reviews-8k-large", data).ok
    assert not longer_names("distilled-xl beat it", data, ["distilled"]).ok


def test_a_sibling_of_a_model_is_another_model() -> None:
    """Whoever ran the small one has not run the large one; a sentence may name what any fact names."""
    model = Fact("F1", "a", FactKind.MODEL, "model", "wav2net-small", Citation("a.log", 1))
    next_one = Fact("F2", "a", FactKind.NOTE, "next", "try wav2net-medium", Citation("a.log", 2))

    assert sibling_names("Wav2net-small was trained, and wav2net-medium might follow.", [model, next_one]).ok
    assert not sibling_names("It could be that wav2net-huge fits.", [model, next_one]).ok


@pytest.mark.parametrize(
    "text",
    [
        f"{NOTE.replace('lowest', 'highest')}.",
        "It was run at temperature 16.",
        "It was the best of the three runs.",
        "It was run on reviews-8k-large.",
    ],
)
def test_what_is_to_the_letter_is_asked_for_wherever_texts_are_judged(text: str) -> None:
    """Notes turned, settings exchanged, a name made longer, and a rank that the facts of one run cannot give."""
    assert to_the_letter(f"{NOTE}.", FACTS, {}, {"a"}).ok
    assert not to_the_letter(text, FACTS, {}, {"a"}).ok

"""Words around facts."""

from datetime import timedelta

import pytest

from mlws_writer.tier2_activity.summary import spell, spoken
from mlws_writer.tier2_activity.wording import brief, sentence, short


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("val_loss", "validation loss"),
        ("eval_f1", "evaluation F1"),
        ("learningRate", "learning Rate".replace("Rate", "rate")),
        ("batch-size", "batch size"),
        ("mAP", "mAP"),
        ("mAP50-95", "mAP50-95"),
        ("Accuracy", "accuracy"),
    ],
)
def test_logged_names_are_said_in_words(name: str, words: str):
    """A reader of the journal never saw the code."""
    assert spoken(name) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.4, "0 s"),
        (42, "42 s"),
        (75, "1 min 15 s"),
        (120, "2 min"),
        (1443, "24 min"),
        (6865, "1 h 54 min"),
        (200000, "2 days 8 h"),
    ],
)
def test_durations_are_written_as_a_person_would(seconds: float, words: str):
    """Seconds only where they matter."""
    assert spell(timedelta(seconds=seconds)) == words


def test_a_long_error_is_cut_at_a_sentence():
    """What is left out stands behind the link."""
    error = "OutOfMemoryError: CUDA out of memory. Tried to allocate 1.96 GiB. GPU 0 has 11.75 GiB " + "and more " * 9

    assert brief(error) == "OutOfMemoryError: CUDA out of memory. Tried to allocate 1.96 GiB"


def test_a_long_line_without_sentences_is_cut_at_a_word():
    """With a mark that says so."""
    assert short("word " * 100).endswith("word …")


def test_a_note_ends_as_a_sentence_and_a_name_keeps_its_letters():
    """`llama3.1:8b is slow` does not become `Llama3.1:8b`."""
    assert sentence("it was unstable") == "It was unstable."
    assert sentence("llama3.1:8b is slow") == "llama3.1:8b is slow."

"""Any log and any sentence are judged: what no calendar, clock or number has is text like any other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.checking.log_claims import Claim, verify_claims
from mlws_writer.checking.reading.language import stem
from mlws_writer.facts.model import LogReading

_PIECES = st.sampled_from(
    [
        "31 June", "feb 30", "2026-13-45", "29 Feb", "25:61:61", "12:30 pm", "0 May", "99th", "March 0",
        "1e999999999", "-1e-999999999", "9" * 400, "1e5e5", "0x1F", "NaN", "inf%", "1,2,3,45", "..5", "٣", "²",
        "1/0", "0/0", "epoch 3", "[400]", "fold 2", "run A", "loss=0.5", "acc: 87.3%", "| a | b |", "---", "====",
        "a -> b", "12 GiB", "3 it/s", "half", "a third of", "twice", "one in three", "two more than", "the best",
        "lower than", "because", "on Monday", "an hour", "rose", "fell", "by", "points", "first", "last", "was",
        "failed", "not", "most", "all", "\t", ":", "(", ")", '"', "%",
    ]
)  # fmt: skip
_TEXT = st.lists(_PIECES, max_size=8).map(" ".join) | st.text(max_size=20)


@given(lines=st.lists(_TEXT, min_size=1, max_size=4), sentence=_TEXT)
def test_any_log_and_any_sentence_are_judged(lines: list[str], sentence: str) -> None:
    """A log holds whatever a program printed, and a model writes whatever it likes."""
    raw = "\n".join(lines).encode("utf-8", "replace")
    count = len(raw.decode().split("\n"))

    (verdict,) = verify_claims(
        LogReading("a.log", len(raw), count, "utf-8", "", "", ()), raw, [Claim(1, sentence, tuple(range(1, count + 1)))]
    )

    assert verdict.ok or verdict.detail


@given(word=st.text(alphabet="adeginolst", min_size=1, max_size=7) | st.just("ations"))
def test_every_word_has_a_stem(word: str) -> None:
    """What is an ending from end to end is a word all the same."""
    assert stem(word)


@pytest.mark.parametrize(
    "sentence", ["faſtest", "leſſ than", "twıce as fast", "A SİXTH OF it", "one İn six", "on ſunday", "5 \u212am"]
)
def test_letters_that_pass_for_others_are_judged(sentence: str) -> None:
    """A pattern without case takes a long s for an s, but no table has a word with one."""
    raw = f"{sentence} loss 0.5\nepoch 2 loss 0.4".encode()

    (verdict,) = verify_claims(LogReading("a.log", len(raw), 2, "utf-8", "", "", ()), raw, [Claim(1, sentence, (1, 2))])

    assert verdict.ok or verdict.detail

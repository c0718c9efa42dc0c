"""Parts and multiples in words, hedged or not, and a measure told at a place: sentences on a log made up for them."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

LOG = (
    "08:00 read letters=48,000 senders=9,100\n"
    "08:20 dedup left 36,600\n"
    "08:31 sorted: bills 820 offers 140 thanks 61 rest 79\n"
    "08:40 Epoch 12: train_rmse=0.214 val_rmse=0.298\n"
)

CASES = [
    ("About three quarters of the letters are left after deduplication.", (1, 2), True),
    ("Just over three quarters of the letters are left after deduplication.", (1, 2), True),
    ("Just under three quarters of the letters are left after deduplication.", (1, 2), False),
    ("About two thirds of the letters are left after deduplication.", (1, 2), False),
    ("Almost three quarters of the 1,100 letters were bills.", (3,), True),
    ("About one letter in eight was an offer.", (3,), True),
    ("Almost one letter in three was a note of thanks.", (3,), False),
    ("Validation RMSE in epoch 12 was 0.298.", (4,), True),
    ("Validation RMSE in epoch 12 was 0.214.", (4,), False),
    ("Training RMSE at epoch 12 came to 0.298.", (4,), False),
]


@pytest.mark.parametrize(("text", "lines", "holds"), CASES)
def test_a_part_in_words_is_held_to_its_value(
    judge: Callable[..., Verdict], text: str, lines: tuple[int, ...], holds: bool
) -> None:
    """A right sentence is kept, and a false one beside it refused."""
    verdict = judge(LOG, text, lines)

    assert verdict.ok is holds, verdict.detail

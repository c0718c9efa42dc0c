"""How something went, in a turn of phrase or as a multiple: true and false sentences on logs made up for them."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

NIGHT = (
    "[22:00:00] queue: 4 jobs\n"
    "[06:00:00] summary: ok=3 fail=1 stopped=0\n"
    "[06:01:00] post: report to the team left in queue, relay says 451\n"
    "[06:02:00] review: 9 texts accepted, 2 rejected\n"
    "[06:03:00] lint: 2 issues, both minor\n"
    "[06:04:00] gate: v7 NOT promoted to staging\n"
    "[06:05:00] stage promote failed\n"
    "[06:09:00] refold of P77 with 48 GB: done, score 81.4\n"
    "[06:11:00] agent: 12 drafts kept, nothing sent\n[06:12:00] step 90: KeyboardInterrupt, shutting down\n"
)
LOAD = (
    "clients=8 req=900 err=0 p50_ms=210 out_tok_s=150\n"
    "clients=16 req=900 err=0 p50_ms=260 out_tok_s=300\n"
    "clients=32 req=900 err=14 p50_ms=610 out_tok_s=410\n"
)
FITS = (
    "epoch 10: train_rmse=0.52 val_rmse=0.61 coverage=3.71\n"
    "epoch 20: train_rmse=0.44 val_rmse=0.66 coverage=3.64\n"
    "early stopping at epoch 24, weights of epoch 10\n"
    "18 pages cut at 512 tokens\n"
    "test: rmse 0.63, hits 0.48\n"
)
CASES = [
    (NIGHT, "All four jobs made it through the night.", (2,), False),
    (NIGHT, "Three of the four jobs made it through the night.", (1, 2), True),
    (NIGHT, "The report went out to the team without a hitch.", (3,), False),
    (NIGHT, "The report was sent to the team.", (3,), False),
    (NIGHT, "The report was left in the queue.", (3,), True),
    (NIGHT, "Every text survived the review.", (4,), False),
    (NIGHT, "Nine texts were accepted and two rejected.", (4,), True),
    (NIGHT, "v7 made it to staging.", (6, 7), False),
    (NIGHT, "v7 was not promoted to staging.", (6, 7), True),
    (NIGHT, "P77 could not be refolded, not even with 48 GB.", (8,), False),
    (NIGHT, "The run came to its end without any interruption.", (10,), False),
    (NIGHT, "Nothing was sent.", (9,), True),
    (NIGHT, "The drafts were sent.", (9,), False),
    (LOAD, "Not a single request failed.", (3,), False),
    (LOAD, "Not a single request failed at 8 clients.", (1,), True),
    (LOAD, "From 8 to 16 clients the throughput doubled.", (1, 2), True),
    (LOAD, "From 8 to 32 clients the throughput tripled.", (1, 3), False),
    (LOAD, "The p50 at 32 clients is twice that at 8.", (1, 3), False),
    (FITS, "After epoch 10 the validation RMSE began to rise.", (1, 2), True),
    (FITS, "After epoch 10 the training RMSE began to rise.", (1, 2), False),
    (FITS, "Coverage improved from epoch 10 to epoch 20.", (1, 2), False),
    (FITS, "Coverage got worse from epoch 10 to epoch 20.", (1, 2), True),
    (FITS, "Early stopping was never triggered.", (3,), False),
    (FITS, "Hits stayed below 0.5 because 18 pages had been cut.", (4, 5), False),
    (FITS, "The model fared worst because its pages are cut at 512 tokens.", (4, 5), False),
    (FITS, "RMSE got worse since the pages contain too many tokens.", (2,), False),
]


@pytest.mark.parametrize(("log", "text", "lines", "holds"), CASES)
def test_a_turn_of_phrase_says_what_it_says_in_plain_words(
    judge: Callable[..., Verdict], log: str, text: str, lines: tuple[int, ...], holds: bool
) -> None:
    """A turn of phrase, or a multiple, is held against what the lines tell of it, and of nothing else."""
    verdict = judge(log, text, lines)

    assert verdict.ok is holds, verdict.detail

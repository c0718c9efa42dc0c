"""Words of which a thing is the one or the other, against a made-up log."""

from collections.abc import Callable

import pytest

LOG = """\
note (Ines): the ink of Aldern is faded, raised the contrast and ran it again
01:01 deleted oldest snapshot (2024-03-01), 60 GB freed
02:10 annotation server unreachable, waited 15 min
# base: chunk 256 tokens, reranker on, query rewrite off
epoch 3 done, head replaced by a new one, backbone kept
noisy condition: same utterances, cafe noise added
best: run 4, model saved to out/best_gru.pt
language filter: kept 9,600 of 12,000 rows
raised 12 warnings, none of them about the learning rate; lowered the learning rate
run 4 loss 0.31
run 5 loss 0.52
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("Ines lowered the contrast for Aldern.", (1,), False),
        ("Ines raised the contrast for Aldern.", (1,), True),
        ("The newest snapshot was deleted.", (2,), False),
        ("The oldest snapshot was deleted.", (2,), True),
        ("The annotation server was reachable at ten past two.", (3,), False),
        ("The reranker is off in the base setup.", (4,), False),
        ("The old head was kept.", (5,), False),
        ("The backbone was kept.", (5,), True),
        ("The noisy condition used different utterances.", (6,), False),
        ("Run 4 was the worst run.", (7,), False),
        ("The worst run ended with a loss of 0.52.", (7, 10, 11), True),
        ("The language filter removed 2,400 rows.", (8,), True),
        ("The learning rate was lowered.", (9,), True),
    ],
)
def test_a_word_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As the cited lines have it or only its opposite, beside the same thing."""
    holds(LOG, text, lines, stands)

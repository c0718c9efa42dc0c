"""Numbers that follow from the cited lines without a word that says how, against a made-up log."""

from collections.abc import Callable

import pytest

LOG = """\
eval: n_episodes=200 success=0.905 timeouts=0.095
drift: sensors=42 window=1024
features: 3,906,000 windows x 58
parse: 4,117,482 rows ok
label: left 2,849,858
filter: too_long=1730 duplicate=4916
mixer: chunk 8.0 s, bs 6
loss=0.81 lr=0.12 batch=50 wd=0.3 heads=8 width=512 depth=12 seed=7 temp=0.9 k=40 steps=900 rank=16 warm=30 min=2.5
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("Out of 200 evaluation episodes, 181 ended in success.", (1,), True),
        ("Out of 200 evaluation episodes, 183 ended in success.", (1,), False),
        ("The 42 sensors yielded 93,000 windows each.", (2, 3), True),
        ("The 42 sensors yielded 91,000 windows each.", (2, 3), False),
        ("Of the parsed rows, roughly 31% were lost before that stage.", (4, 5), True),
        ("Of the parsed rows, roughly 37% were lost before that stage.", (4, 5), False),
        ("The filters removed 6,646 sequences.", (6,), True),
        ("The filters removed 6,464 sequences.", (6,), False),
        ("Each batch holds 48 seconds of music.", (7,), True),
        ("Each batch holds 54 seconds of music.", (7,), False),
        ("The patience was 62.", (8,), False),
    ],
)
def test_a_number_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As it follows from what is cited, and hardly by chance: 12 + 50 is 62, as is much else."""
    holds(LOG, text, lines, stands)

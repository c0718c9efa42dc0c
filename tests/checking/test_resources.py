"""Of which resource an amount is, how full something was, what a change made worse of two measures, on made-up logs."""

from collections.abc import Callable

import pytest

LOG = """\
WARN disk almost full: 3.1 GB left
peak GPU memory 21.3 GB, disk used 512 MB
replay buffer 500000/500000 (full)
before: CER hall 24.0%, CER car 48.0%
after: CER hall 16.0%, CER car 36.0%
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("The disk is full.", (1,), False),
        ("The disk is almost full.", (1,), True),
        ("The disk was almost empty.", (1,), False),
        ("There was plenty of disk space.", (1,), False),
        ("Disk space was running low.", (1,), True),
        ("3.1 GB of disk space were left.", (1,), True),
        ("3.1 GB of disk space were used.", (1,), False),
        ("3.1 GB of memory were left.", (1,), False),
        ("512 MB of disk were used.", (2,), True),
        ("512 MB of disk were free.", (2,), False),
        ("Memory peaked at 21.3 GB.", (2,), True),
        ("The replay buffer was full.", (3,), True),
        ("The replay buffer was empty.", (3,), False),
        ("Fine-tuning made CER in the car better.", (4, 5), True),
        ("Fine-tuning made CER in the car worse.", (4, 5), False),
    ],
)
def test_a_sentence_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As the line has it."""
    holds(LOG, text, lines, stands)

"""What a table of numbered runs says of each of them, against a made-up load test and the head of a training log."""

from collections.abc import Callable

import pytest

LOG = """\
# load test, machine heron (8 cores, 32 GB), server puffin 2.4
run  clients  workers  cache  req/s  p95_ms  errors
r1   10       4        off    210    48      0
r2   20       4        off    400    52      0
r3   40       4        off    640    95      0
r4   80       4        off    655    310     12
r6   80       8        on     1960   62      0
r7   160      8        on     2100   140     0
r8   160      16       on     2050   155     0
r10  320      16       on     2080   330     41
[cfg] model=resnet-small data=leafset (8000 train, 2000 val, 5 classes)
[cfg] optimizer=adam lr=0.001 batch=64 max_epochs=12 patience=3 gpu=A40
"""
ALL = tuple(range(2, 11))


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("r8 ran with sixteen workers.", (2, 9), True),
        ("r8 ran with eight workers.", (2, 9), False),
        ("Patience was set to three epochs.", (12,), True),
        ("Patience was set to five epochs.", (12,), False),
        ("None of r6, r7 and r8 had any errors.", (2, 7, 8, 9), True),
        ("Doubling the clients from 40 to 80 barely raised throughput with four workers.", (2, 5, 6), True),
        ("r8 was 50 requests per second slower than r7.", (2, 8, 9), True),
        ("r8 was 90 requests per second slower than r7.", (2, 8, 9), False),
        ("The lowest throughput was measured in r1.", ALL, True),
        ("The lowest throughput was measured in r2.", ALL, False),
        ("r10 had the second-best throughput.", ALL, True),
        ("r7 had the second-best throughput.", ALL, False),
        ("r7 had the best throughput.", ALL, True),
        ("r10 had the best throughput.", ALL, False),
    ],
)
def test_each_run_has_its_own_row(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """A number, a superlative and a change are of the run that a sentence names."""
    holds(LOG, text, lines, stands)

"""What stands below a heading, in a list with its total, or in a table without a header; the logs are made up."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

BLOCKS = (
    "=== fit k16 (penalty 0.2) ===\n"
    "pass 1 | rmse 4.10\n"
    "pass 2 | rmse 3.62\n"
    "=== fit k32 (penalty 0.2) ===\n"
    "pass 1 | rmse 4.02\n"
    "solver failed: singular matrix\n"
    "=== fit k64 (penalty 0.4) ===\n"
    "pass 1 | rmse 3.80\n"
    "pass 2 | rmse 3.41\n"
    "pass 3 | rmse 3.97\n"
)
DRAWERS = "10:00 seeds.stock  oak 410 kg, elm 260 kg, ash 130 kg, fir 200 kg (total 1,000 kg)\n"
FILES = "---- sizes of modules ----\npack/read.py          700     35    95%\npack/sort.py          150     24    84%\n"
GAPS = (
    "kiln        temp_c   hours   yield_acc   broken   remark\n"
    "brick 1     980      14.0    0.912       31\n"
    "brick 2     1010     14.5    0.934       22       door reseated\n"
    "tile 9 (b)  1040     9.0     0.971       -\n"
    "glaze 2x    1065     8.5     0.858       12\n"
    "total                                    65\n"
)

CASES = [
    (GAPS, "The glaze was in the kiln for 8.5 hours.", (5,), True),
    (GAPS, "The glaze was in the kiln for 12 hours.", (5,), False),
    (GAPS, "Tile 9 has the highest yield accuracy, 0.971.", (2, 3, 4, 5), True),
    (GAPS, "Brick 2 has the highest yield accuracy of all.", (2, 3, 5), False),
    (GAPS, "The glaze took 5.5 hours less than brick 1.", (2, 5), True),
    (GAPS, "The glaze has the fewest broken pieces, 12 of 65.", (2, 3, 5, 6), True),
    (GAPS, "Brick 1 has the fewest broken pieces.", (2, 3, 5), False),
    (BLOCKS, "The solver failed for k32.", (6,), True),
    (BLOCKS, "The solver failed for k16.", (6,), False),
    (BLOCKS, "It was the fit with k64 in which the matrix was singular.", (6,), False),
    (BLOCKS, "In the second pass of k64 the RMSE was 3.41.", (9,), True),
    (BLOCKS, "With k64 the RMSE fell all the way to the last pass.", (8, 9, 10), False),
    (BLOCKS, "With k16 the RMSE fell from 4.10 to 3.62.", (2, 3), True),
    (DRAWERS, "Of the four, oak has the largest stock.", (1,), True),
    (DRAWERS, "Of the four, fir has the largest stock.", (1,), False),
    (DRAWERS, "There is more elm than fir.", (1,), True),
    (DRAWERS, "There is less elm than fir.", (1,), False),
    (FILES, "sort.py is covered to 84%.", (3,), True),
    (FILES, "sort.py is covered to 95%.", (3,), False),
]


@pytest.mark.parametrize(("log", "text", "lines", "holds"), CASES)
def test_a_line_is_of_what_it_stands_below_and_among(
    judge: Callable[..., Verdict], log: str, text: str, lines: tuple[int, ...], holds: bool
) -> None:
    """A right sentence is kept, and a false one beside it refused."""
    verdict = judge(log, text, lines)

    assert verdict.ok is holds, verdict.detail

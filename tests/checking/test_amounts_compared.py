"""Two amounts that a sentence compares, on a made-up log."""

from collections.abc import Callable

import pytest

LOG = """\
read fern.csv, 1.2 GB, 500000 rows
wrote fern_clean.parquet, 300 MB, 410000 rows
exported moss.onnx (640 MB); quantized copy moss-int8.onnx (160 MB)
data: 8000 training images, 2000 validation images
prompt 512 tokens, output 128 tokens
index built: 350000 entries, 700 MB
old index deleted, 650 MB freed
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("The cleaned file is smaller than the raw one.", (1, 2), True),
        ("The cleaned file is larger than the raw one.", (1, 2), False),
        ("The quantized file is smaller than the unquantized one.", (3,), True),
        ("The quantized file is larger than the unquantized one.", (3,), False),
        ("There are more training images than validation images.", (4,), True),
        ("There are more validation images than training images.", (4,), False),
        ("Training images outnumber validation images.", (4,), True),
        ("Validation images outnumbered training images.", (4,), False),
        ("Prompts were longer than outputs.", (5,), True),
        ("Outputs were longer than prompts.", (5,), False),
        ("The old index was smaller than the new one.", (6, 7), True),
        ("The old index was larger than the new one.", (6, 7), False),
    ],
)
def test_the_larger_is_the_larger(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """By the amounts that stand with either in the lines."""
    holds(LOG, text, lines, stands)

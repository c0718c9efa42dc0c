"""Two amounts that a sentence compares, how many cards there were, and what made no difference, on a made-up log."""

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
host heron, 2x RTX 4090, 24 GB each
job started, 4 nodes (n01,n02,n03,n04), 8 GPUs per node
| variant | mrr | params M |
| full model | 0.390 | 110 |
| no hard negatives | 0.350 | 110 |
| no title | 0.390 | 108 |
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
        ("Training ran on two GPUs.", (8,), True),
        ("Training ran on a single GPU.", (8,), False),
        ("The job ran on four nodes.", (9,), True),
        ("The job ran on a single node.", (9,), False),
        ("Each node has eight GPUs.", (9,), True),
        ("Each node has four GPUs.", (9,), False),
        ("The job had 32 GPUs.", (9,), True),
        ("Hard negatives made no difference to MRR.", (11, 12), False),
        ("The title made no difference to MRR.", (11, 13), True),
        ("All variants have the same number of parameters.", (11, 12, 13), False),
    ],
)
def test_the_larger_is_the_larger(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """By the amounts that stand with either in the lines."""
    holds(LOG, text, lines, stands)

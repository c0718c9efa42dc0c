"""A series as a line of blocks."""

import math
from collections.abc import Sequence

BLOCKS = "▁▂▃▄▅▆▇█"
GAP = "·"
MAGNITUDES = 20


def sparkline(values: Sequence[str], width: int = 24) -> str:
    """Draw the values from the lowest to the highest block; what is no finite number is a gap.

    Values of which the highest is many times the lowest are drawn by their magnitude, as a loss is usually read.
    """
    numbers = [_number(value) for value in _spread(values, width)]
    finite = [number for number in numbers if number is not None]
    if not finite:
        return ""
    low, high = min(finite), max(finite)
    if low > 0 and high / low >= MAGNITUDES:
        numbers = [None if number is None else math.log(number) for number in numbers]
        low, high = math.log(low), math.log(high)
    return "".join(GAP if number is None else BLOCKS[_level(number, low, high)] for number in numbers)


def _spread(values: Sequence[str], width: int) -> Sequence[str]:
    """Take evenly spread values, the first and the last among them."""
    if len(values) <= width:
        return values
    return [values[round(i * (len(values) - 1) / (width - 1))] for i in range(width)]


def _level(number: float, low: float, high: float) -> int:
    if high <= low:
        return 0
    share = number / (high - low) - low / (high - low) if math.isfinite(high - low) else 0.5
    return min(len(BLOCKS) - 1, max(0, int(share * len(BLOCKS))))


def _number(value: str) -> float | None:
    try:
        number = float(value.replace(",", "").rstrip("%"))
    except ValueError:
        return None
    return number if math.isfinite(number) else None

"""Digits as numbers, whatever a log holds: of any length and script, with any exponent; nothing here raises."""

from decimal import Decimal, InvalidOperation

SMALLEST, LARGEST = -400, 28
"""The exponents between which anything is measured; a decimal of 28 digits has its parts still exact."""
LONGEST = 400
"""How many digits a count has at most."""


def number(text: str) -> Decimal | None:
    """Read a text that is one number, with thousands separators or not; None for what is none, or is beyond measure."""
    try:
        value = Decimal(text.strip().replace(",", "").replace("−", "-"))
    except InvalidOperation:
        return None
    exponent = value.as_tuple().exponent
    near = isinstance(exponent, int) and exponent > SMALLEST and value.adjusted() < LARGEST
    return value if near else None


def count(text: str) -> int | None:
    """Read a text that is one whole number in plain digits; None where it is something else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None


def half_digit(value: Decimal) -> Decimal:
    """Say what half of the last digit of a value is worth, as it was written."""
    exponent = value.as_tuple().exponent
    return Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)

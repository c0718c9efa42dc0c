"""Which of two values is what something was, and which is what it is, by the words that name them."""

from collections.abc import Iterable

from mlws_writer.checking.reading.language import stem
from mlws_writer.checking.reading.values import EARLIER, Value

FORMER = frozenset(
    frozenset({stem(word)}) for word in ("was", "init", "initial", "initially", "before", "prev", "previous")
)
"""What alone stands before a value that is what something was."""


def former_of(value: Value, others: Iterable[Value]) -> Value | None:
    """Give what a value was before, where its line says so right behind it: MOS 3.61 (init 2.87)."""
    behind = (each for each in others if each.column[0] == value.column[0] + 1 and each.key in FORMER)
    return next((each for each in behind if each.quantity.dimension is value.quantity.dimension), None)


_NOW = frozenset(map(stem, ["today", "now", "new", "current", "after", "latest", "this"]))


def is_earlier(value: Value) -> bool:
    """Tell whether a value is called the earlier one: previous, yesterday, was."""
    return bool(value.key & EARLIER) and not value.key & _NOW


def then_and_now(one: Value, other: Value) -> bool:
    """Tell whether two values are what something was and what it is: yesterday and today, old and new."""
    return (is_earlier(one) and bool(other.key & _NOW)) or (is_earlier(other) and bool(one.key & _NOW))

"""A paragraph as the statements that a document is read in: each of them may stand, be judged and be edited alone."""

import re

_END = re.compile(r"(?<=[.!?])[\"')\]]?\s+(?=[A-Z\"'`\d])")


def apart(text: str) -> tuple[str, ...]:
    """Split plain prose where one statement ends and another begins."""
    return tuple(_END.split(text))

"""Whether the last line shows work that is not finished: counted in percent or by parts and not full, or just begun."""

import re

from mlws_writer.facts.patterns import Pattern

_PERCENT = Pattern(
    r"(?i)\[\s*\d{1,2}(?:\.\d+)?%\](?:\s*$|\s*\w+ing\b)|^\s*\[\s*\d{1,2}%\]|\(\d{1,2}(?:\.\d+)?%\) (?:done|complete)|"
    r"\b(?:progress|percent(?: done| complete)?)\W{0,3}\d{1,2}(?:\.\d+)?\s?%|(?:\.{5,}|\w) +\d{1,2}% +[\d.]+ ?[KMG]",
    "%",
)
"""How far work came, in percent and not all of it, as what does it says at the end or the head of a line."""
_LEFT = Pattern(
    r"\b(?:ETA|eta|time (?:left|remaining)|remaining)\b\W{0,3}(?:(?=[\d:hms ]*[1-9])\d{1,3}(?::\d\d)+|(?=[\dhms ]*[1-9])(?:\d+ ?[hms] ?)+(?![\w.])|(?=[\d.]*[1-9])[\d.]+ ?(?:s|m|h|sec\w*|min\w*|hours?)(?!\w))",
    "eta",
    "left",
    "remaining",
)
"""How long what runs will still take."""
_OF = re.compile(
    r"(?:\d\d:\d\d:\d\d\s+)?\W{0,2}(?:(\d+) (?:of|/) (\d+) (?:[A-Z]{2,}\b|\w+ \(\d)|\[(?!(?i:rank|gpu|node|worker))[A-Za-z]+ (\d+)/(\d+)\])"
)
"""The line of one of several tasks: `1 of 14 OK`, `1 of 5 steps (20%)`, `[CV 2/5] END`."""
_BEGUN = Pattern(
    r"(?i)\W*(?:now |next )?(?:start(?:ing|ed)?|begin(?:ning)?|launching|evaluating|running|loading|processing|fitting|training|decoding|exporting|building|calculating|computing)\b(?!.*(?<![\w\-])\d)(?!.*[a-z]: )[^=]{0,120}$|\W*(?!sav|writ)[\w-]+ing\b[^\d=]{0,120}(?:\.{3}|…)\W*$"
)
_OVER = re.compile(r"(?i)\b(?:complete|finish|done|end|success|succe|saved|over)")
"""What says of the same that it is over."""

_PARTS = Pattern(
    r"(?i)\b(?:layer|block|chunk|shard|file|image|sample|video|document|doc|query|question|prompt|candidate|model|dataset|subject|patient|config|combination|job|part|seed|game|level|phase|stage|page|item|example|case|scene|sequence)s?\b\W{0,4}(\d+)\s?(?:/|of)\s?(\d+)(?![\d/.])",
    "/",
    " of ",
)
"""Which one of several parts a line is of: `layer 3/32`, `Question 2 of 10`."""


def parts_in(text: str) -> list[tuple[int, int]]:
    """Return which parts of how many a line says that it is of."""
    return [(int(one[1]), int(one[2])) for one in _PARTS.finditer(text)]


def is_part_way(text: str) -> bool:
    """Tell whether a line says of work that is counted that more of it was to come."""
    of = _OF.match(text)
    part = of is not None and int(of[1] or of[3]) < int(of[2] or of[4])
    return part or _PERCENT.search(text) is not None or _LEFT.search(text) is not None


_CONDITION = re.compile(
    r"(?i)\b(?:once|when|after|until|if|unless|will|should|must|not|let|before|would|to be|needs?|can|may|might|please|you|i|we|he|she|they)\b"
)
"""What makes of a sentence on an end a wish, a question or advice."""
_ENDS = re.compile(r"(?i)\W*(?:exiting|aborting|giving up|stopping|quitting|terminating)\b")


def speaks_of_end(text: str, after: int) -> bool:
    """Tell whether a sentence, with `after` lines behind it, is a tool's word on its end: neither advice nor a wish."""
    return (after < 4 and _ENDS.match(text) is not None) or (after == 0 and _CONDITION.search(text) is None)


def is_begun(text: str) -> bool:
    """Tell whether a line only says what begins: `Starting inference`, `Evaluating the model...`."""
    return _BEGUN.match(text) is not None and _OVER.search(text) is None

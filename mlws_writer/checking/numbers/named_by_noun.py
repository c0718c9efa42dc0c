"""What a count is of by the noun behind it: two million steps, for timesteps=2000000; 18 pages, wherever a line has those."""

import re

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.statements import source
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.quantities import Dimension, Quantity

_NOUN = re.compile(r" (?P<noun>[a-z]{4,})\b")
_NAME = re.compile(r"([A-Za-z_]+)[^A-Za-z\d]*$")


def named_by_its_noun(quantity: Quantity, sentence: str, value: Value, evidence: Evidence) -> bool:
    """Tell whether the noun behind a count is what its value is called: two million steps, for timesteps=2000000."""
    noun = _NOUN.match(sentence, quantity.end) if quantity.dimension is Dimension.PLAIN else None
    name = _NAME.search(source(evidence.of(value), value)[: value.quantity.start]) if noun and value.exact else None
    called = (value.name or (name[1] if name else "")).lower().rstrip("_").removesuffix("s")
    if noun is None:
        return False
    singular = noun["noun"].removesuffix("s")
    if source(evidence.of(value), value).startswith((f" {singular} ", f" {singular}s"), value.quantity.end):
        return True  # 18 pages, wherever a line has those
    return called.endswith(singular) or f"{singular}={value.quantity.value:f}" in value.tags

"""Numbers in words that go beyond a hundred: three hundred and twelve, one hundred and sixty thousand."""

from decimal import Decimal

from mlws_writer.facts.dimensions import SCALES, SPELLED, WORD, Quantity
from mlws_writer.facts.patterns import Pattern

_HUNDREDS = Pattern(
    rf"(?i)(?<![\w-])(?P<hundreds>{WORD}) hundred(?: and)? (?P<rest>(?:{WORD})(?:-(?:{WORD}))?)"
    r"(?: (?P<scale>thousand|million|billion))?\b",
    " hundred ",
)
"""Three hundred and twelve, one hundred and sixty thousand."""


def hundreds(text: str) -> list[Quantity]:
    """Read the numbers of several words in a text, in order."""
    found = []
    for match in _HUNDREDS.finditer(text):
        rest = sum(SPELLED[part] for part in match["rest"].lower().split("-"))
        scale = SCALES[match["scale"].lower()] if match["scale"] else Decimal(1)
        value = (SPELLED[match["hundreds"].lower()] * 100 + rest) * scale
        found.append(Quantity(match.group(), *match.span(), value, slack=scale / 2, spelled=True))
    return found

"""Numbers in words that go beyond a hundred: three hundred and twelve, one hundred and sixty thousand."""

from decimal import Decimal

from mlws_writer.facts.dimensions import SCALES, SPELLED, WORD, Quantity
from mlws_writer.facts.patterns import Pattern, blanked

_HUNDREDS = Pattern(
    rf"(?i)(?<![\w-])(?P<hundreds>{WORD}) hundred(?: and)? (?P<rest>(?:{WORD})(?:-(?:{WORD}))?)"
    r"(?: (?P<scale>thousand|million|billion))?\b",
    " hundred ",
)
"""Three hundred and twelve, one hundred and sixty thousand."""


_TENS = rf"(?:{WORD})(?:-(?:{WORD}))?"
_THOUSANDS = Pattern(
    rf"(?i)(?<![\w-])(?P<thousands>(?:(?P<more>{WORD}) hundred(?: and)? )?{_TENS}) thousand,?(?: and)? "
    rf"(?:(?P<hundreds>{WORD}) hundred(?:(?: and)? (?P<rest>{_TENS}))?|(?P<tens>{_TENS}))"
    r"(?![\w-]| (?:hundred|thousand|million|billion|percent|per cent)\b)",
    " thousand ",
    " thousand, ",
)
"""Four thousand and ninety-six, five thousand one hundred and twenty."""


def _tens(words: str | None) -> int:
    return sum(SPELLED[part] for part in (words or "").lower().split("-") if part)


def hundreds(text: str) -> list[Quantity]:
    """Read the numbers of several words in a text, in order."""
    found = []
    for match in _THOUSANDS.finditer(text):
        many = _tens(match["thousands"].rpartition(" ")[2]) + 100 * _tens(match["more"])
        rest = 100 * _tens(match["hundreds"]) + _tens(match["rest"] or match["tens"])
        found.append(
            Quantity(match.group(), *match.span(), Decimal(many * 1000 + rest), slack=Decimal("0.5"), spelled=True)
        )
    text = blanked(text, [(quantity.start, quantity.end) for quantity in found])
    for match in _HUNDREDS.finditer(text):
        rest = sum(SPELLED[part] for part in match["rest"].lower().split("-"))
        scale = SCALES[match["scale"].lower()] if match["scale"] else Decimal(1)
        value = (SPELLED[match["hundreds"].lower()] * 100 + rest) * scale
        found.append(Quantity(match.group(), *match.span(), value, slack=scale / 2, spelled=True))
    return sorted(found, key=lambda quantity: quantity.start)

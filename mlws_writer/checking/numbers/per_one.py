"""What one of something has, takes or costs: so many steps an epoch, so much a kilometre."""

from collections.abc import Iterator
from decimal import Decimal

from mlws_writer.checking.reading.agreement import worths
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import content, stems
from mlws_writer.checking.reading.statements import source
from mlws_writer.checking.reading.values import Value, word_before
from mlws_writer.checking.reading.wholes import MEASURES
from mlws_writer.facts.patterns import Words
from mlws_writer.facts.quantities import Dimension, Quantity

_ONE = r"(?:one|an?|each|every|a single|a full|one full)"
_OF_ONE = Words(
    rf"\b(?:per|for (?:each|every|one|a single)) (?P<scale>hundred|thousand|million)? ?(?P<per>[a-z]{{2,}}(?:[ -]hours?)?)\b|"
    rf"(?:^|, |and |so |that )(?:a|one|an|each|every|a single|a full) (?P<subject>[a-z]{{3,}}(?:[ -]hour)?) (?:then |thus |therefore |always )?(?:has|had|is|was|means|meant|makes|made|took|takes|needs|needed|costs?|lasts|lasted|"
    r"amounts to|amounted to|comes to|came to|consists of|consisted of|contains|contained|comprises|comprised|equals|corresponds to|counts|holds|held)\b|"
    rf"\b(?:to|in|into|for|within) {_ONE} (?P<whole>[a-z]{{3,}})(?=[.,;]|$| (?:and|but|while)\b)",
)
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_SHORT = {
    "kilometre": "km", "kilometer": "km", "kilowatt": "kwh", "gigabyte": "gb", "megabyte": "mb", "image": "img", "euro": "eur", "dollar": "usd",
    "litre": "l", "liter": "l", "kilogram": "kg", "tonne": "t",
}  # fmt: skip
_FEW = 40


def per_one(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Decimal]:
    """Divide what the sentence speaks of by how many the cited lines give of that of which it says what one of it has."""
    match = _OF_ONE.search(sentence)
    plain = quantity.dimension is Dimension.PLAIN or quantity.dimension in MEASURES
    if match is None or not plain or len(evidence.values) > _FEW:
        return
    noun = match["per"] or match["subject"] or match["whole"]
    first = noun.split("-")[0].split()[0].removesuffix("s")
    called = stems(noun) | {_SHORT.get(first, first)}
    scale = _SCALES.get(match["scale"] or "", 1)
    words = content(sentence) - called
    values = [v for v in evidence.values if not evidence.of(v).tainted and v.quantity.value > 0]
    counts = [v for v in values if not v.metric and _is_called(v, called, words, evidence)]
    for count in counts:
        many = count.quantity.value / count.quantity.factor
        for value in values:
            if value is not count and value.key & words:
                yield from (worth * scale / many for worth in _worth(quantity, value))


def _is_called(value: Value, called: frozenset[str], words: frozenset[str], evidence: Evidence) -> bool:
    """Tell whether a value is so many of something: by its name, be it the option of a command: --epochs 4."""
    if value.exact and value.key & called:
        return not value.key & words
    return bool(stems(word_before(value, source(evidence.of(value), value))) & called)


def _worth(quantity: Quantity, value: Value) -> Iterator[Decimal]:
    """Give what a value is in the unit of a quantity."""
    if value.quantity.dimension is quantity.dimension:
        yield value.quantity.value
    elif value.quantity.dimension is Dimension.PLAIN:
        yield from worths(quantity, value)
    elif quantity.dimension is Dimension.PLAIN and value.quantity.dimension not in MEASURES:
        yield value.quantity.value

"""How many of something there were, where a cited line counts just that: there were five refusals, beside refusals=2."""

import re
from decimal import Decimal

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, SAID, stem
from mlws_writer.checking.reading.tokens import PLACES
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension, written_number

_GOOD = Verdict(True)
_NUMBER = (
    r"(?P<many>\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty(?:-[a-z]+)?)"
)
_THERE_WERE = Pattern(
    rf"\b(?:there (?:were|was|are)|(?:had|has|saw|counted|caused|produced|made)) (?:only |just |exactly |a total of )?{_NUMBER} (?P<noun>(?!more\b|fewer\b|less\b|times\b|of\b)[a-z]{{4,}}s)(?=\W*$|[,;.]| (?:in|during|at|for|on|and|over|by)\b)",
    *("there ", "had ", "has ", "saw ", "counted ", "caused ", "produced ", "made "),
    flags=re.IGNORECASE,
)
_OUT_OF = re.compile(r"\d ?(?:/|of|out of) ?$")


def there_were(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse another number of things than the cited lines count of them."""
    if SAID.search(sentence) or NEGATED.search(sentence):
        return _GOOD
    if other := _done_to_as_many(sentence, evidence):
        return Verdict(False, "number_swap", other)
    match = _THERE_WERE.search(sentence)
    many = _read(match["many"]) if match else None
    if match is None or many is None or match["noun"].lower().rstrip("s") in PLACES:
        return _GOOD
    counts = [value for line in evidence.firsthand for value in line.values if _counts(value, match["noun"], evidence)]
    told = [value.quantity.value for value in counts]
    lines = sum(stem(match["noun"]) in line.words for line in evidence.firsthand)
    if not told or many in (*told, sum(told), Decimal(lines), Decimal(lines - 1)):
        return _GOOD
    return Verdict(
        False, "number_swap", f"a fact counts {counts[-1].quantity.text} {match['noun']}, not {match['many']}"
    )


def _read(written: str) -> Decimal | int | None:
    return written_number(written)


def _counts(value: Value, noun: str, evidence: Evidence) -> bool:
    """Tell whether a value counts what a noun names, and is not that of which it is counted: of 12/20 the 12."""
    quantity = value.quantity
    own = value.exact or bool(value.name)
    whole = own and quantity.dimension is Dimension.PLAIN and quantity.value % 1 == 0
    before = evidence.of(value).text[max(quantity.start - 9, 0) : quantity.start]
    return whole and stem(noun) in value.key and len(value.key) <= _FEW and not _OUT_OF.search(before)


_FEW = 2
_DEEDS = (
    "kept", "dropped", "removed", "read", "wrote", "sent", "skipped", "found", "made", "lost", "deleted", "added", "retried", "cached", "passed", "failed",
)  # fmt: skip
_DID = Pattern(
    rf"^(?:the|its|this|that)?(?: ?[\w-]+){{1,4}}? (?P<deed>{'|'.join(_DEEDS)}) {_NUMBER} (?P<noun>[a-z]{{3,}})\W*$",
    *_DEEDS,
    flags=re.IGNORECASE,
)


def _done_to_as_many(sentence: str, evidence: Evidence) -> str:
    """Say how many the one cited line says that it was done to, where a sentence says another number: kept=205000."""
    match = _DID.search(sentence) if len(evidence.firsthand) == len(evidence.statements) == 1 else None
    many = _read(match["many"]) if match else None
    if match is None or many is None:
        return ""
    own = [
        value
        for value in evidence.values
        if value.exact and value.key == {stem(match["deed"])} | value.key & {match["deed"].lower()}
    ]
    own = [value for value in own if value.quantity.value % 1 == 0]
    if len(own) != 1 or own[0].quantity.value == many:
        return ""
    return f"a fact says {match['deed']} {own[0].quantity.text}, not {match['many']}"

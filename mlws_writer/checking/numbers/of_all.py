"""What is of all: the total that a part is of, and a value of one line that is said to be of all of them."""

import re

from mlws_writer.checking.numbers.leads import TOTALS, lead_of
from mlws_writer.checking.reading.agreement import agrees
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import content, stems
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.quantities import Quantity

_IN_ALL = re.compile(r"\b(?:altogether|in total|in all|all told|taken together|summed up)\b", re.IGNORECASE)
_AGAINST_ALL = re.compile(r"\b(?:against|compared (?:with|to)|versus|than) [^,;]*$", re.IGNORECASE)
_OUT_OF = re.compile(r"\bof (?:the |all |its |all the )?$")


def is_the_whole(quantity: Quantity, sentence: str, value: Value, evidence: Evidence) -> bool:
    """Tell whether a number of which something is a part stands in the row of the total: 3,118 of 6,904."""
    row = lead_of(evidence.of(value)) | stems(" ".join(evidence.of(value).labels[:1]))
    before = sentence[: quantity.start]
    counted = value.key & content(" ".join(sentence[quantity.end :].split()[:2])) and _PART_OF.search(before)
    items = value.key & _ITEMS and _SOME_OF.search(before)
    return (bool(row & TOTALS) and _OUT_OF.search(before) is not None) or bool(counted or items)


_ITEMS = stems("items n total count")
_SOME_OF = re.compile(r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+) of the $", re.IGNORECASE)
_PART_OF = re.compile(
    r"(?:percent|per cent|%|\b(?:half|third|quarter|fifth|tenth|most|all|none)s?) of (?:the |all |its )$"
)
"""Eighty percent of the 9,214 clips: the number is of all clips, whatever was done with the part."""


def one_of_all(quantity: Quantity, sentence: str, value: Value, evidence: Evidence) -> str:
    """Tell of a value that is said to be of all that it is of one cited line, beside others with the same."""
    if (
        not _IN_ALL.search(_AGAINST_ALL.sub(" ", sentence))
        or not value.key
        or value.key & TOTALS
        or value.quantity.value % 1
    ):
        return ""
    alike = [v for v in evidence.values if v.key == value.key and v.exact and v.statement != value.statement]
    others = [v for v in alike if v.quantity.value > 0 and v.quantity.dimension is quantity.dimension]
    return "all the cited lines" if others and not any(agrees(quantity, v) for v in others) else ""

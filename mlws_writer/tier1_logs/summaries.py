"""What stands below the head of a summary: whoever wrote the log says that these are the results, whatever their names."""

import re
from collections.abc import Iterator, Sequence

from mlws_writer.facts.model import FactKind
from mlws_writer.tier1_logs.ending_words import SUMMARY
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.pairs import whole_pair

NEAR_END = 60
"""Among how many last lines the summary of a run begins."""
LONGEST = 24
"""How many values a summary has at most."""
WEIGHT = 0.66
"""What the first of its values weighs at least, and how much less each further one."""
LESS = 0.01
_VALUE = re.compile(r"[-+$]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?\s?[%a-zA-Z]{0,5}(?:\s?(?:/|of|±|\+/-)\s?[\d.,]+%?)?")
_RAISED = (FactKind.EVENT, FactKind.METRIC, FactKind.COUNT, FactKind.DURATION, FactKind.RESOURCE)


def summed(findings: Sequence[Finding], lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield the findings; those of the last summary weigh what results do."""
    order = {number: place for place, number in enumerate(_summary(lines))}
    for one in findings:
        least = WEIGHT - LESS * order[one.line] if one.line in order and one.kind in _RAISED else 0.0
        yield one._replace(weight=max(one.weight, least)) if one.value[:1] in _DIGITS else one


_DIGITS = frozenset("+-$0123456789")


def _summary(lines: Sequence[Line]) -> list[int]:
    """Return the numbers of the lines of the last summary that are a name and a number each."""
    said = [line for line in lines if line.message.strip() and not line.is_rule]
    heads = [
        at for at, line in enumerate(said[-NEAR_END:], max(0, len(said) - NEAR_END)) if SUMMARY.match(line.message)
    ]
    below = said[heads[-1] + 1 : heads[-1] + 1 + LONGEST] if heads else []
    pairs = [(line.number, whole_pair(line.message.strip())) for line in below]
    return [number for number, pair in pairs if pair and _VALUE.fullmatch(pair.value)]

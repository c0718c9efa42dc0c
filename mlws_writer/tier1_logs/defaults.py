"""Settings that a run did not have: defaults of a framework, printed with all others, that its own counters contradict."""

import re
from collections.abc import Iterator, Sequence

from mlws_writer.facts.digits import count
from mlws_writer.facts.model import FactKind
from mlws_writer.facts.names import is_step, words
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.series import Course

TIMES = 20
"""How many times as many epochs as were run a setting promises that is not the run's own, where it stands in a record."""
KEPT = 0.15
"""What such a setting keeps of its weight."""
_EPOCHS = re.compile(r"(?i)(?:num|n|max|total)?_?(?:train)?_?epochs")
_IN_RECORD = re.compile(r"^['\"]")


def without_defaults(findings: Sequence[Finding], found: Sequence[Course]) -> Iterator[Finding]:
    """Yield the findings, with little weight for numbers of epochs, quoted in a record, that the run never came near."""
    counted = [
        one.high.size
        for one in found
        if words(one.name) in (("epoch",), ("epochs",)) and is_step(one.name) and one.size > 1
    ]
    most = max(counted, default=0.0)
    for one in findings:
        yield one._replace(weight=one.weight * KEPT) if most and _is_default(one, most) else one


def _is_default(one: Finding, most: float) -> bool:
    if one.kind is not FactKind.SETTING or not _EPOCHS.fullmatch(one.name) or (epochs := count(one.value)) is None:
        return False
    return _IN_RECORD.match(one.text) is not None and epochs > TIMES * max(most, 1.0)

"""The lines of a short log that nothing was made of: told as they stand, behind all else, as far as there is room."""

from collections.abc import Iterator, Sequence

from mlws_writer.facts.model import FactKind
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.layers import is_layer
from mlws_writer.tier1_logs.lines import Line

SAID = "said"
"""The name of such a fact: it says that the line stands there, and counts as nothing understood."""
SHORT = 400
"""Up to how many kept lines a log is short."""
LONGEST = 200


def plain_lines(lines: Sequence[Line], findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the lines of a short log that no finding shows whole."""
    if len(lines) > SHORT:
        return
    shown = {(one.line, one.text) for one in findings}
    for line in lines:
        text = line.message.strip()[:LONGEST]
        if len(text) > 3 and not line.is_rule and line.repeats <= 3 and (line.number, text) not in shown:
            weight = 0.05 if is_layer(line.message) else 0.1
            yield Finding(FactKind.EVENT, SAID, text, line.number, text, weight=weight, time=line.time)


def whole_lines(lines: Sequence[Line], findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings, a lone value of an unknown name in the words of its line, where that is a short one."""
    texts = {line.number: line.message.strip() for line in lines if line.repeats <= 3}
    for one in findings:
        text = texts.get(one.line, "")
        lone = one.kind is FactKind.EVENT and one.value != one.text and not one.step
        yield one._replace(text=text) if lone and one.text in text and len(text) <= WHOLE else one


WHOLE = 120

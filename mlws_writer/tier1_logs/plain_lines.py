"""The lines of a short log that nothing was made of: told as they stand, behind all else, as far as there is room."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from mlws_writer.facts.model import FactKind
from mlws_writer.tier1_logs.families import Family
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.layers import is_layer
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.prose import is_code

SAID = "said"
"""The name of such a fact: it says that the line stands there, and counts as nothing understood."""
SHORT = 400
"""Up to how many kept lines a log is short."""
LONGEST = 200


def plain_lines(lines: Sequence[Line], findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the lines of a short log whose words no findings show."""
    if len(lines) > SHORT and sum(not is_layer(line.message) for line in lines) > SHORT:
        return
    shown = {(one.line, one.text) for one in findings}
    words = {(one.line, word) for one in findings for word in _words(one.text)}
    for line in lines:
        text = line.message.strip()[:LONGEST]
        if len(text) > 3 and not line.is_rule and line.repeats <= 3 and (line.number, text) not in shown:
            if all((line.number, word) in words for word in text.replace("|", " ").split()):
                continue
            weight = _of_layer(text) if is_layer(line.message) else 0.1
            yield Finding(FactKind.EVENT, SAID, text, line.number, text, weight=weight, time=line.time)


LAST, FIRST, TURN = 0.09, 0.06, 0.07
"""What the last and the first line of a family weigh, and one at which a measure turned."""
MOST_FAMILIES = 64


def ends_of(lines: Sequence[Line], owners: Mapping[int, Family], turns: Collection[int]) -> Iterator[Finding]:
    """Yield whole the last and first of lines that differ in their numbers only, and those at which measures turn."""
    weights: dict[int, float] = {}
    families: dict[bytes, list[Line]] = {}
    for line in lines:
        if line.repeats > SAME_AGAIN and line.at in owners and not _BAR.search(line.message):
            families.setdefault(owners[line.at].text, []).append(line)
    for each in list(families.values())[-MOST_FAMILIES:]:
        weights |= {each[0].at: FIRST, each[-1].at: LAST}
        weights |= {line.at: TURN for line in each[1:-1] if line.at in turns}
    for line in lines:
        text = line.message.strip()
        if line.at in weights and 3 < len(text) <= LONGEST and not line.is_rule and not is_code(line.message):
            yield Finding(FactKind.EVENT, SAID, text, line.number, text, weight=weights[line.at], time=line.time)


SAME_AGAIN = 3
_PLAIN_LAYER = re.compile(
    r".*\($|.*: (?:Dropout|\w*Norm\w*|\w*ReLU\w*|\w*Pool\w*|Identity|Tanh|Sigmoid|SiLU|GELU|Softmax)\b"
)


def _of_layer(text: str) -> float:
    """Return what a layer of a printed network weighs: more where it says how large it is."""
    return 0.03 if _PLAIN_LAYER.match(text) else 0.06


_BAR = re.compile(r"\d%\|")


def _words(text: str) -> list[str]:
    return [word.strip(",:") for word in text.split()]


def whole_lines(lines: Sequence[Line], findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings, a lone value in the words of its line, where that is a short one and says whose it is."""
    texts = {line.number: line.message.strip() for line in lines if line.repeats <= 3}
    owned = {line.number: line.message.strip() for line in lines if _OWNED.match(line.message)}
    for one in findings:
        text = texts.get(one.line, "")
        lone = one.kind is FactKind.EVENT and one.value != one.text and not one.step
        if one.kind is FactKind.METRIC and not one.step and not one.name.startswith(_EXTREMES):
            text = owned.get(one.line, "")
            lone = one.name in text
        said = one.value if one.kind is FactKind.METRIC else one.text
        yield one._replace(text=text) if lone and said in text and len(text) <= WHOLE else one


WHOLE = 120
_EXTREMES = ("best ", "first ")
_OWNED = re.compile(r"[^\w\"']*[A-Za-z][\w. ]{1,24}?[:#=]? ?\d+\b(?!\.\d)\D")
"""What begins with something that is counted, `Subject: 8`, `Plot 3 -`: the values behind it are of that one."""

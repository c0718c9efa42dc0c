"""On how many cards or nodes work ran, against how many the cited lines say: 2x RTX 4090, nodes=4."""

import re
from collections.abc import Iterator

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, SAID
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.dimensions import SPELLED
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import written_number

_GOOD = Verdict(True)
_MANY = rf"\d{{1,4}}|{'|'.join(SPELLED)}"
_SAID_SO = Pattern(
    rf"\b(?P<many>a single|(?:only )?one|{_MANY}|several|multiple|more than one) (?:(?!of\b|or\b|and\b)[A-Za-z][\w-]* ){{0,2}}?(?P<what>gpu|card|tpu|node|machine|host|server)s?\b(?![- ](?:hours?|memory|days?))",
    "gpu", "card", "tpu", "node", "machine", "host", "server",
    flags=re.IGNORECASE,
)  # fmt: skip
_OTHERWISE = re.compile(
    r"\b(?:per|total|together|altogether|in all|failed|lost|of the|first|second|another|other|each of|from|after|instead|unreachable|down|with one|restart\w*)\b",
    re.IGNORECASE,
)
_CARD = r"(?:NVIDIA|RTX|GTX|GeForce|Tesla|Quadro|A\d{1,4}\w*|H\d{3}\w*|B\d{3}|L4\w*|V100\w*|T4|P100|MI\d{3}\w*|TPU\w*|GPUs?|cards?)"
_CARDS = re.compile(
    rf"\b(?P<times>\d{{1,4}}) ?[x×] ?{_CARD}\b|\b(?P<many>{_MANY}) (?:[\w-]+ ){{0,2}}?{_CARD}\b|\b(?:n_?|num_?)?(?:gpus?|cards?)[\"']?\s?[=:]\s?[\"']?(?P<keyed>\d{{1,4}})\b",
    re.IGNORECASE,
)
_NODE = r"(?:nodes?|machines?|hosts?|servers?)"
_NODES = re.compile(
    rf"\b(?P<times>\d{{1,4}}) ?[x×] ?{_NODE}\b|\b(?P<many>{_MANY}) {_NODE}\b|\b(?:n_?|num_?)?{_NODE}[\"']?\s?[=:]\s?[\"']?(?P<keyed>\d{{1,4}})\b",
    re.IGNORECASE,
)


def machines(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse so many cards or nodes where all cited lines that count them count others."""
    match = None if SAID.search(sentence) or NEGATED.search(sentence) else _SAID_SO.search(sentence)
    if match is None or _OTHERWISE.search(sentence) or _SAID_SO.compiled.search(sentence, match.end()):
        return _GOOD
    cards, nodes = (
        {many for line in evidence.firsthand for many in _counted(pattern, line.text)} for pattern in (_CARDS, _NODES)
    )
    told = cards if match["what"].lower() in ("gpu", "card", "tpu") else nodes
    said = match["many"].lower()
    if not told:
        return _GOOD
    if said in ("several", "multiple", "more than one"):
        wrong = max(told) == 1
    else:
        many = 1 if said.endswith(("single", "one")) else _number(said)
        wrong = bool(many) and many not in told | {node * card for node in nodes for card in cards}
    return Verdict(False, "wrong_entity", f"the facts count {min(told)}, not {match.group()!r}") if wrong else _GOOD


def _counted(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    for match in pattern.finditer(text):
        written = next(filter(None, match.groups()))
        if many := _number(written.lower()):
            yield many


def _number(written: str) -> int:
    return int(written_number(written) or 0)

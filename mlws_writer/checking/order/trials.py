"""Which of two trials of a search did better: their lines say what each came to, and which way is up."""

import re
from decimal import Decimal

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern

_GOOD = Verdict(True)
_TRIALS = Pattern(
    r"\btrial (?P<one>\d+)\b[^,;.]{0,40}?\b(?:(?P<better>(?:improved|improves|improving) (?:up)?on|beat|beats|beating|better than|outperformed|outdid|surpassed|overtook|(?:came|was|is|got|ended) (?:out )?ahead of|an improvement (?:up)?on)|"
    r"(?P<worse>worse than|behind|lost to|fell short of|beaten by|outperformed by|surpassed by)) (?:that of |the one of )?trial (?P<other>\d+)\b",
    "trial",
    flags=re.IGNORECASE,
)
_CAME_TO = Pattern(
    r"\btrial (?P<trial>\d+) finished with value: (?P<value>-?\d[\d.]*(?:e[-+]?\d+)?)(?P<rest>.*?\bbest is trial \d+ with value: (?P<best>-?\d[\d.]*(?:e[-+]?\d+)?))?",
    "finished with value",
    flags=re.IGNORECASE,
)


def trials(sentence: str, evidence: Evidence) -> Verdict:
    """Let a trial beat another one only where its value is the better one by what the search calls its best."""
    match = _TRIALS.search(sentence)
    if match is None or NEGATED.search(sentence):
        return _GOOD
    came_to, up = _search(evidence)
    one, other = came_to.get(match["one"]), came_to.get(match["other"])
    if one is None or other is None or not up:
        return _GOOD
    better = (one - other) * up > 0
    if one != other and better == bool(match["better"]):
        return _GOOD
    return Verdict(False, "direction", f"trial {match['one']} came to {one}, trial {match['other']} to {other}")


def _search(evidence: Evidence) -> tuple[dict[str, Decimal], int]:
    """Give what each trial came to, and whether more is better (1) or less (-1) by a best that another trial missed."""
    came_to: dict[str, Decimal] = {}
    up = 0
    for line in evidence.known:
        for match in () if line.tainted else _CAME_TO.finditer(line.text):
            value = came_to[match["trial"]] = _decimal(match["value"])
            if match["best"] and (best := _decimal(match["best"])) != value:
                up = 1 if best > value else -1
    return came_to, up


def _decimal(written: str) -> Decimal:
    return Decimal(written.rstrip("."))

"""Shares that a line lists in parts: who has the largest share of what, where each has so many in all and so many of a kind."""

import re

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stems
from mlws_writer.checking.reading.superlatives import extreme
from mlws_writer.facts.digits import number

SHARE = re.compile(
    r" (?:(?:share|rate|proportion|percentage|fraction) of (?P<what>[\w-]+(?: [\w-]+)?)|(?P<of>[a-z]+) (?:share|proportion|fraction)\b)",
    re.IGNORECASE,
)
"""What a superlative is of behind which a share is named: the highest share of wet days, the highest wet share."""
_PARTS = re.compile(
    r"[\"']?(?P<name>[A-Za-z][\w-]*)[\"']?(?:\s?[:=]?\s?[{(\[]\s?[\"']?(?:n|total|all|size|items|count)[\"']?\s?[:=]\s?|[:=]?\s)(?P<all>\d[\d,]*)"
    r"(?:,\s?| \()[\"']?(?P<part>[a-z_]+)[\"']?(?:\s?[:=]\s?| )(?P<some>\d[\d,]*)[})\]]"
)
"""What a line lists with how many it has in all, and of one kind: "leave":{"n":48,"right":39}, moss 4,800 (wet 312)."""
_RATIOS = re.compile(r"(?<![\w/])(?P<name>[A-Za-z][\w-]*)[ :=]+(?P<some>\d[\d,]*)/(?P<all>\d[\d,]*)(?![\w/])")
"""A list of so many of so many by name: parking 22/25 waste 17/20."""
BORNE_OUT = "="
"""What is said of a share that is the largest indeed."""
_PAIR = 2


def listed_share(match: re.Match[str], sentence: str, evidence: Evidence) -> str:
    """Say which other item of the list of the one line behind a sentence has the larger share, or that none has."""
    of = SHARE.match(sentence, match.end())
    lines = evidence.firsthand if of else ()
    words = stems(of["what"] or of["of"]) if of else frozenset[str]()
    parts = [item for item in _PARTS.finditer(lines[0].text) if stems(item["part"]) & words] if len(lines) == 1 else []
    if len(lines) == 1 and not parts and len(listed := list(_RATIOS.finditer(lines[0].text))) > _PAIR:
        parts = listed
    counts = [(item["name"].lower(), number(item["some"]), number(item["all"])) for item in parts]
    shares = {name: some / every for name, some, every in counts if some is not None and every}
    spoken = {word.replace("-", "") for word in re.findall(r"[a-z][\w-]*", sentence.lower())}
    mine = [name for name in shares if name.replace("_", "").replace("-", "") in spoken]
    if len(mine) != 1 or len(shares) < _PAIR:
        return ""
    sign = extreme(match)[0]
    best = max(shares, key=lambda name: shares[name] * sign)
    return BORNE_OUT if shares[best] == shares[mine[0]] else best

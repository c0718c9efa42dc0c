"""What two lines both count, where a sentence sets so many of the one against the other: ahead by 11 tasks, four fewer than before."""

import re
from collections.abc import Iterator
from itertools import combinations

from mlws_writer.checking.reading.breakdowns import is_whole
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stems
from mlws_writer.checking.reading.tokens import tokens
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.patterns import Pattern

_AHEAD = Pattern(
    r"\b(?:ahead of|(?:lag\w*|falls?|fell|stays?|stayed|is|was|are|were|\w+s) behind|beats?|leads?|led|trail(?:s|ed)?|outscore[ds])\b",
    "ahead", "behind", "beat", "lead", "led ", "trail", "outscore",
    flags=re.IGNORECASE,
)  # fmt: skip
_THAN_BEFORE = Pattern(
    r"\bthan (?:\w+ ){0,4}?(?:before|earlier|previous(?:ly)?|last|yesterday|first|former|prior)\b",
    "than",
    flags=re.IGNORECASE,
)
_TWO = 2


def counts_of_both(clause: str, sentence: str, evidence: Evidence) -> list[tuple[Value, Value]]:
    """Give what the two cited lines count alike: what a sentence names of it, or all where it names but whose the lines are."""
    if len(evidence.own) != _TWO:
        return []
    ahead, earlier = _AHEAD.search(clause), _THAN_BEFORE.search(clause)
    if ahead is None and earlier is None:
        return []
    said = stems(sentence)
    counts = list(_counted(evidence))
    if named := [pair for what, pair in counts if what & said]:
        return named
    sides = [tokens(clause[: ahead.start()]), tokens(clause[ahead.end() :])] if ahead else []
    whose = [frozenset[str]().union(*(side & s.tags for side in sides)) for s in evidence.firsthand]
    return [pair for _, pair in counts] if len(whose) == _TWO and whose[0] - whose[1] and whose[1] - whose[0] else []


def _counted(evidence: Evidence) -> Iterator[tuple[frozenset[str], tuple[Value, Value]]]:
    """Give what is counted in both lines, and both counts of it."""
    parts = [part for each in evidence.breakdowns if each.sure for part in each.parts if part.tags]
    for one, other in combinations(parts, 2):
        if one.tags == other.tags and one.statement != other.statement:
            yield one.tags, (one, other)
    for league in evidence.leagues:
        cited = [member.value for member in league.members if member.value.statement in evidence.own]
        if len(cited) == _TWO and cited[0].statement != cited[1].statement and all(map(is_whole, cited)):
            yield league.what, (cited[0], cited[1])

"""Whether a change helped: that it did not, or did harm, is refused where all that the two cited lines measure got better."""

import re
from collections.abc import Iterator, Sequence

from mlws_writer.checking.numbers.ablation import LACKS, LEAVING
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.formerly import BASES
from mlws_writer.checking.reading.language import SAID, content, stem
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.patterns import Pattern

_GOOD = Verdict(True)
_HELP = r"(?:help|improve|raise|lift|boost|increase|benefit|pay off|make (?:[\w@-]+ ){1,4}better|bring (?:[\w-]+ )?(?:improvement|gain|benefit)s?|lead to (?:[\w-]+ )?(?:improvement|gain)s?)"
_DENIED = Pattern(
    rf"\b(?:did(?: not|n't)|does(?: not|n't)|could not|never|failed to) (?:[a-z]+ly |really |even |further )?{_HELP}\b(?P<rest>[^,;.]*)"
    r"|\b(?:was|were) (?:not|no) (?:improved|helped|raised|lifted|increased|of any help|helpful|better)\b(?P<by>[^,;.]*)"
    r"|\bbrought (?:no|hardly any) (?:improvement|gain|benefit)s?\b(?P<brought>[^,;.]*)|\b(?:had|was of) no (?:benefit|use|positive effect)\b(?P<none>[^,;.]*)",
    "not", "n't", "never", "no ", "failed to", "hardly", flags=re.IGNORECASE,
)  # fmt: skip
_HARMED = Pattern(
    r"\b(?:hurt|harmed|worsened|degraded|spoiled|damaged|weakened|deteriorated)\b(?P<rest>[^,;.]*)|\bmade (?P<made>[^,;.]*?) worse\b",
    "hurt", "harm", "worse", "degrad", "spoil", "damag", "weaken", "deteri", flags=re.IGNORECASE,
)  # fmt: skip
_HELPED = Pattern(
    r"(?<!the )(?<!an )(?<!its )\b(?:helped|improved|benefited|boosted(?= (?:the|its)))\b(?P<rest>[^,;.]*)|\bmade (?P<made>[^,;.]*?) better\b|\bpaid off\b|\bbrought (?:an?|some|clear) (?:\w+ )?(?:improvement|gain|benefit)\b",
    "help", "improved", "boosted", "benefited", "better", "paid off", "brought", flags=re.IGNORECASE,
)  # fmt: skip
_OTHERWISE = re.compile(
    r"\b(?:than|but|only|although|though|while|whereas|except|either|neither|nor|both|any more|any longer|further|after|since|until|every|each|significant\w*|everywhere|always|not all|as much|enough|to|beyond)\b",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(rf"\b{LEAVING}\b", re.IGNORECASE)
"""What leaving something out did is judged by itself."""
_TWO = 2


def helped(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that a change did not help where the later of two cited lines is better in all that is spoken of, and the reverse."""
    lines = evidence.firsthand
    said = _said(sentence) if len(lines) == _TWO == len(evidence.statements) else None
    if said is None or SAID.search(sentence) or _LEFT_OUT.search(sentence):
        return _GOOD
    good, about = said
    before, after = _in_order(sentence, lines)
    signs = list(_signs(about, before, after))
    if signs and (all(sign < 0 for sign in signs) if good else all(sign > 0 for sign in signs)):
        way = "better" if signs[0] > 0 else "worse"
        return Verdict(False, "outcome_flip", f"of two facts the later one is {way}")
    return _GOOD


def _said(sentence: str) -> tuple[bool, str] | None:
    """Tell whether a sentence says that something did good or not, and of what it says so."""
    for pattern, good in ((_DENIED, False), (_HARMED, False), (_HELPED, True)):
        if match := pattern.search(sentence):
            rest = _GOING.sub(" ", sentence[: match.start()]) + " " + sentence[match.end() :]
            about = next((part for part in match.groupdict().values() if part), "")
            if _OTHERWISE.search(rest) or _OTHERWISE.search(about) or (good and _NOT.search(rest)):
                return None
            return good, about
    return None


_GOING = re.compile(r"\b(?:going|moving|switching|changing|passing|stepping up) from \S+ to ", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|no|neither|hardly|nothing|none)\b|n't\b", re.IGNORECASE)


def _in_order(sentence: str, lines: Sequence[Statement]) -> tuple[Statement, Statement]:
    """Give the line without the change and the one with it: the one that lacks nothing, has a sentence's words, or is later."""
    first, last = lines
    bases = [line for line in lines if _BASE.search(line.text)]
    if len(bases) == 1:
        return bases[0], last if bases[0] is first else first
    lacks = [line for line in lines if LACKS.search(line.text)]
    if len(lacks) == 1:
        return lacks[0], last if lacks[0] is first else first
    said = content(sentence)
    mine, theirs = said & (first.words - last.words), said & (last.words - first.words)
    return (last, first) if mine and not theirs else (first, last)


_BASE = re.compile(rf"(?<![\w-])(?:{'|'.join(BASES)})\b(?![=:])", re.IGNORECASE)


def _signs(about: str, before: Statement, after: Statement) -> Iterator[int]:
    """Give for each measure of both lines that is spoken of whether it got better or worse."""
    metric = metric_of(about.split())
    words = content(about)
    both = [
        (names.sign(one.metric or one.name), one, other)
        for one in before.values
        for other in after.values
        if one.metric == other.metric
        and one.quantity.dimension is other.quantity.dimension
        and one.quantity.value != other.quantity.value
        if one.key == other.key or (one.metric and _alone(one, before) and _alone(other, after))
    ]
    named = [found for found in both if (metric and found[1].metric == names.canonical(metric)) or words & found[1].key]
    for sign, one, other in named or (() if metric else both):
        if better := sign or (1 if named and not one.metric and words & _GOODS else 0):
            yield better if other.quantity.value > one.quantity.value else -better


def _alone(value: Value, line: Statement) -> bool:
    """Tell whether a line has one value of a measure."""
    return sum(other.metric == value.metric for other in line.values) == 1


_GOODS = frozenset(map(stem, ["answers", "answer", "success", "quality", "accuracy", "score", "reward", "throughput", "hits", "wins", "agreement", "coverage"]))  # fmt: skip

"""How many of its items something got right, told as a part of them: most, fewer than half, over two thirds."""

import re
from decimal import Decimal

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, SAID
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension

_GOOD = Verdict(True)
_PART = r"half|a third|two thirds|a quarter|three quarters"
_PARTS = {
    "half": Decimal("0.5"),
    "a third": Decimal(1) / 3,
    "two thirds": Decimal(2) / 3,
    "a quarter": Decimal("0.25"),
    "three quarters": Decimal("0.75"),
}
_ITEMS = r"(?:items?|questions?|tasks?|problems?|examples?|prompts?|images?|samples?|cases?|puzzles?|queries|tickets?|mails?|reviews?)"
_RIGHT = r"(?:right|correct(?:ly)?|solved?|answered correctly|classified correctly)"
_OF_ITS_ITEMS = Pattern(
    rf"\b(?P<how>most|the majority|a minority|(?:(?P<more>more than|over|above|at least)|less than|fewer than|under|below) (?P<part>{_PART})) of (?:the |its |all |these )?(?:[\w-]+ ){{0,3}}?{_ITEMS}\b",
    *("most of", "ity of", "half of", "third of", "thirds of", "quarter of", "quarters of"),
    flags=re.IGNORECASE,
)
_GOT = re.compile(rf"\b{_RIGHT}\b", re.IGNORECASE)
_EACH = re.compile(r"\b(?:each|every|all|both) (?:of )?(?:the )?[a-z]+", re.IGNORECASE)
_SHARES = frozenset(
    {"accuracy", "acc", "em", "exact_match", "pass_rate", "success_rate", "success", "top1", "solve_rate"}
)


def of_its_items(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that something got most of its items right, or fewer than half, where its accuracy lies on the other side."""
    judged = [] if NEGATED.search(sentence) or SAID.search(sentence) else _judged(sentence, evidence)
    wrong = [line for line, right in judged if not right]
    if wrong and (len(wrong) == len(judged) or _EACH.search(sentence)):
        return Verdict(False, "wrong_arithmetic", f"a fact says {wrong[0].text.strip()[:80]!r}")
    return _GOOD


def is_of_its_items(sentence: str, evidence: Evidence) -> bool:
    """Tell whether a sentence says what part of its items something got right, and its accuracy says the same."""
    judged = _judged(sentence, evidence)
    return bool(judged) and all(right for _, right in judged)


def _judged(sentence: str, evidence: Evidence) -> list[tuple[Statement, bool]]:
    """Say of each cited line that is spoken of, and gives a share of right ones, whether it has the part that a sentence says."""
    match = _OF_ITS_ITEMS.search(sentence)
    if match is None or not _GOT.search(sentence):
        return []
    mark = _PARTS[match["part"].lower()] if match["part"] else _PARTS["half"]
    above = bool(match["more"]) or match["how"].lower() in ("most", "the majority")
    spoken = told(sentence, evidence)
    rows = [(line, share) for line in evidence.firsthand if (share := _share(line)) is not None]
    most = max((len(line.tags & spoken) for line, _ in rows), default=0)
    return [(line, share > mark if above else share < mark) for line, share in rows if len(line.tags & spoken) == most]


def _share(line: Statement) -> Decimal | None:
    """Give the one share of right ones that a line has, from 0 to 1."""
    found = {v.quantity.value for v in line.values if v.metric in _SHARES}
    percent = any(
        v.quantity.dimension is Dimension.PERCENT or v.quantity.value > 1 for v in line.values if v.metric in _SHARES
    )
    return (found.pop() / (100 if percent else 1)) if len(found) == 1 else None

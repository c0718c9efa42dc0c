"""Of which resource an amount is, whether it was used or left, and how full something was."""

import re

from mlws_writer.checking.reading.agreement import agrees
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, SAID
from mlws_writer.checking.reading.statements import source
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern, Words
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_GOOD = Verdict(True)
_LEFT = Words(r"\b(?:left|free|available|remain(?:s|ed|ing)?|spare|unused)\b")
_USED = Words(r"\b(?:used|taken|occupied|allocated|consumed|in use|uses|takes up|took up|peak(?:ed)?|filled)\b")
_MEMORY = Words(r"\b(?:memory|v?ram|mem|vram|heap|oom)\b")
_DISK = Words(r"\b(?:disks?|storage|partition|volume|drive|filesystem|quota)\b")
_CLOSE = 28
"""How many characters around an amount tell what it is of."""
_HELD = r"(?:disks?|partition|volume|drive|filesystem|storage|buffer|queue|memory|cache|quota)"
_FILLED = (
    ("full", Pattern(rf"\b{_HELD}\b(?: \S+)? (?:is|was|were|are|ran|had run|got|has been|had been) (?:completely |entirely |already |by then )?(?:full|filled)\b|\b{_HELD} filled up\b|\b(?:ran|run) out of (?:disk|storage) space\b|\b{_HELD}\b (?:has |had )?(?:ran|run) out(?: of space)?\b", "full", "filled", "out of", flags=re.IGNORECASE)),
    ("nearly", Pattern(r"\b(?:(?:almost|nearly|close to|\d\d ?%|\d\d per ?cent) full|little (?:\w+ )?(?:space|room|memory)|running (?:low|out)|ran low|almost out of)\b", "full", "little", "running", "low", "almost", flags=re.IGNORECASE)),
    ("empty", Pattern(r"\b(?:(?:was|were|is|are|stood) (?:almost |nearly |completely |still |mostly )?empty|(?:plenty|lots|a lot|ample) of (?:\w+ )?(?:space|room|memory|storage)|enough (?:free )?(?:disk |\w+ )?(?:space|room|memory))\b", "empty", "plenty", "lot", "ample", "enough", flags=re.IGNORECASE)),
)  # fmt: skip
"""How full a sentence says that something is."""
_TOLD = (
    ("nearly", re.compile(r"\b(?:almost|nearly|\d\d(?:\.\d)? ?%) full\b|\blow (?:on )?(?:disk|memory|space)\b|\b(?:disk|memory|space)(?: space)? (?:is )?low\b|\bfull at \d\d ?%", re.IGNORECASE)),
    ("empty", re.compile(r"\bempty\b", re.IGNORECASE)),
    ("full", re.compile(r"\bfull\b|\bno space left\b", re.IGNORECASE)),
)  # fmt: skip


def resource(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that so much was used where a line says that it was left, that it was memory where it was disk, that it was full where it was not quite."""
    if SAID.search(sentence) or NEGATED.search(sentence):
        return _GOOD
    for amount in (q for q in quantities(sentence) if q.dimension in (Dimension.BYTES, Dimension.PERCENT)):
        values = [v for v in evidence.values if agrees(amount, v) and not evidence.of(v).tainted]
        if values and all(_is_of_another(amount, sentence, value, evidence) for value in values):
            return Verdict(False, "wrong_entity", f"{amount.text} is of something else than the sentence says")
    said = next((how for how, pattern in _FILLED if pattern.search(sentence)), "")
    if said == "full" and _FILLED[1][1].search(sentence):
        said = "nearly"
    told = {_how_full(s.text) for s in evidence.firsthand} - {""} if said else set[str]()
    if told and said not in told and not (said == "nearly" and "full" in told):
        return Verdict(False, "outcome_flip", f"a fact says {'almost full' if told == {'nearly'} else min(told)}")
    return _GOOD


def _how_full(text: str) -> str:
    return next((how for how, pattern in _TOLD if pattern.search(text)), "")


def _is_of_another(amount: Quantity, sentence: str, value: Value, evidence: Evidence) -> bool:
    """Tell whether the words around an amount and around its value in the line speak of opposite things."""
    line = source(evidence.of(value), value)
    said = _around(sentence, amount.start, amount.end)
    told = _around(line, value.quantity.start, value.quantity.end)
    for one, other in ((_LEFT, _USED), (_USED, _LEFT), (_MEMORY, _DISK), (_DISK, _MEMORY)):
        if one.search(said) and not other.search(said) and other.search(told) and not one.search(told):
            return True
    return False


def _around(text: str, start: int, end: int) -> str:
    """Give the words around a number, as far as the next number."""
    before = re.split(r"\d|[;|]", text[max(start - _CLOSE, 0) : start])[-1]
    after = re.split(r"\d|[;|]", text[end : end + _CLOSE])[0]
    return f"{before} {after}"

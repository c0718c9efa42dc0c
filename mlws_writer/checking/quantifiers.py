"""All, every, none: what a sentence says of a whole must be counted by a fact."""

import re

from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.language import COMPLETED, content, stem
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension, quantities

_VERB = r"pass(?:ed|es)?|succeed(?:ed|s)?|solved|resolved|answered correctly|correct|right|fail(?:ed|s)?"
_ALL = Pattern(
    rf"\b(?:all|every)\b[^.;]{{0,40}}?\b(?P<after>{_VERB})\b|\b(?P<before>{_VERB})\s+(?:all|every)\b",
    *("all", "every"),
    flags=re.IGNORECASE,
)
_COUNTED = re.compile(r"(\d+)\s*(?:/|of|out of)\s*(\d+)")


_WHOLE = re.compile(
    r"\b(?:fully(?! (?:fine-?)?(?:tuned|connected|trained|convolutional|supervised|automatic))|completely|entirely|whole suite|entire suite|everything|all (?:of )?(?:the |its |their )?(?:\w+ ){0,3}?(?:were|was|have been|got)|"
    r"all (?:\w+ ){1,6}(?:were|was) (?:\w+ed|done|met|sent|built)|every (?:\w+ ){1,2}(?:was|passes|is)|all (?:\w+ ){1,3}(?:pass|succeed|finish|complet)\w*)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\bpartial\b|\b[1-9]\d* (?:failed|failures?|errors?|skipped)\b|\b(?:failed|errors?|failures)\s*[=:]\s*[1-9]\d*(?! ?x\b|\d)|\bstopped at\b|\bincomplete\b",
    re.IGNORECASE,
)
_EVERY_STEP = re.compile(
    r"\b(?:all|every|each|the (?:full|whole|entire)) (?:of )?(?:the |its |their )?(?:planned )?(?:[\w,]+ ){0,2}?(?:epochs?|steps?|iterations|trials?|rounds?|folds?|batches|timesteps)\b",
    re.IGNORECASE,
)
_CUT_SHORT = re.compile(
    r"early[ _-]?stop\w*|stopp(?:ed|ing) early|\bstopping\b|KeyboardInterrupt|\b(?:interrupted|cancelled|canceled|killed|timed out|time limit)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|never|but|except|apart from|other than|although|only|nearly|almost|most of)\b", re.IGNORECASE
)


_ENDED = re.compile(r"\W*(?:\w+ ){0,2}(?:complete|done|finish|pass|succe|solved|ok|\w{3,}ed\b)", re.IGNORECASE)


def _own_count(part: str, sentence: str) -> bool:
    """Tell whether a sentence tells itself of those that failed: the first edit broke three tests, then all passed."""
    counted = {str(int(quantity.value)) for quantity in quantities(sentence)}
    return _TROUBLE.search(sentence) is not None and not counted.isdisjoint(re.findall(r"\d+", part))


_TROUBLE = re.compile(r"\b(?:broke|failed|failures?|errors?|skipped)\b", re.IGNORECASE)


_IN_THE_END = re.compile(
    r"\b(?:in the end|finally|eventually|resumed|restarted|continued|nevertheless|still)\b", re.IGNORECASE
)


def _mended(sentence: str, evidence: Evidence) -> bool:
    """Tell whether a sentence tells how it went in the end, and the last cited line that it went to the end."""
    last = evidence.statements[-1].text
    return _IN_THE_END.search(sentence) is not None and COMPLETED.search(last) is not None and not _TROUBLE.search(last)


def _in_part(sentence: str, evidence: Evidence) -> str | None:
    """Find a fact that speaks of a part where a sentence speaks of the whole."""
    if not (_WHOLE.search(sentence) or _EVERY_STEP.search(sentence)) or _NOT.search(sentence):
        return None
    reached = {m[2] for s in evidence.statements for m in _COUNTED.finditer(s.text) if m[1] == m[2] and not s.tainted}
    for statement in evidence.statements[-1:] if _mended(sentence, evidence) else evidence.statements:
        if statement.tainted:
            continue
        counted = _COUNTED.finditer(statement.text)
        short = next((m for m in counted if 0 < int(m[1]) < int(m[2]) and m[2] not in reached), None)
        if short and _ENDED.match(statement.text[short.end() :]):
            return short.group()
        if _EVERY_STEP.search(sentence) and (cut := _CUT_SHORT.search(statement.text)):
            return cut.group()
        shares = [
            v.quantity for v in statement.values if v.quantity.dimension is Dimension.PERCENT and v.quantity.value < 100
        ]
        if (found := _PART.search(statement.text)) and not _own_count(found.group(), sentence):
            return found.group()
        if shares and re.search(r"\b(?:fully|completely|entirely)\b", sentence, re.IGNORECASE):
            return shares[-1].text
    return None


_CLAIMED = re.compile(
    r"\b(?:claim(?:s|ed)|said|says|stat(?:es|ed)|assert\w*|alleg\w*|insist\w*|wrote|writes|according to|pretend\w*|promis\w*)\b",
    re.IGNORECASE,
)
_IDIOM = re.compile(
    r"\b(?:all in all|after all|first of all|above all|at all|all the same|once and for all)\b", re.IGNORECASE
)


_EVERY_ONE = Pattern(
    r"\b(?:every|each|all(?: (?:the|of the|its|\d+|two|three|four|five|six|seven|eight|nine|ten))?) (?:[\w-]+ ){1,3}?(?:got|received|has|have|had|produced|gave|yielded|delivered|reached)\b(?P<what>[^,;.]*)",
    *("every ", "each ", "all "),
    flags=re.IGNORECASE,
)
_HAS_NO = re.compile(r"\b(?:no|without(?: an?)?|missing) ([a-z]{4,})", re.IGNORECASE)


def _without_it(sentence: str, evidence: Evidence) -> str:
    """Find a fact by which one of them had none of what a sentence says that each had: aborted, no score."""
    match = None if _NOT.search(sentence) else _EVERY_ONE.search(sentence)
    had = content(match["what"]) if match else frozenset()
    lines = [s.text for s in evidence.statements if had and not s.tainted]
    lacking = (found.group() for text in lines for found in _HAS_NO.finditer(text) if stem(found[1]) in had)
    return next(lacking, "")


_NONE_ELSE = re.compile(r"(?<![\d.])0 (?:failed|failures|errors?)\b", re.IGNORECASE)
_ALL_OK = re.compile(r"\b(\d+) [a-z]+[,:;/|]? (\d+) (?:ok|passed|succeeded|successful|done|good)\b", re.IGNORECASE)
"""How a line counts all and those that went well: 100 requests, 100 ok."""


def whole(sentence: str, evidence: Evidence) -> Verdict:
    """Let all of something pass or fail only where no fact counts fewer of them."""
    sentence = _IDIOM.sub(" ", sentence)
    if any(statement.tainted for statement in evidence.statements) and _CLAIMED.search(sentence):
        return Verdict(True)  # what it reports, a text only claimed
    if (partial := _in_part(sentence, evidence)) is not None:
        return Verdict(False, "outcome_flip", f"a fact says {partial!r}: that is not all")
    if lacking := _without_it(sentence, evidence):
        return Verdict(False, "outcome_flip", f"a fact says {lacking!r}: that is not all")
    match = _ALL.search(sentence)
    if match is None:
        return Verdict(True)
    verb = stem((match["after"] or match["before"]).split()[-1])
    told = [s for s in evidence.known if verb in s.words and not s.tainted]
    short = [s for s in told if any(int(some) < int(every) for some, every in _COUNTED.findall(s.text))]
    counted = {v.quantity.value for s in told for v in s.values}
    asked = {int(number) for number in re.findall(r"\b\d+\b", match.group() + sentence[match.end() :][:20])}
    full = any(one == other for s in evidence.statements for one, other in _ALL_OK.findall(s.text) if not s.tainted)
    full = full or any(
        _NONE_ELSE.search(s.text) and asked & {v.quantity.value for v in s.values} for s in evidence.statements
    )
    if not full and (short or (asked and counted and not asked & {int(value) for value in counted if value % 1 == 0})):
        return Verdict(False, "outcome_flip", f"no fact says that all of them {match['after'] or match['before']}")
    return Verdict(True)

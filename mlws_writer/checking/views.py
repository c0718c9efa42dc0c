"""Plans, questions and suppositions: what in them does not read as one is asserted, and judged like any statement."""

import re
from collections.abc import Iterator

from mlws_writer.checking.reading.language import CAUSE, COMPLETED, FAILED, STOPPED, clauses, content, sentences
from mlws_writer.checking.verdict import Verdict

_VIEW = re.compile(
    r"(?<![\w/.-])(?:might|may|could|would|should|will|perhaps|probably|plan(?:s|ned|ning)?|try|trying|whether|worth|"
    r"consider(?:ed|ing)?|suggest(?:s|ed|ing|ion)?|hypothes[ei]s\w*)(?![\w/-])|\?|"
    r"\A\s*(?:check (?:whether|if|that|for|the|how|why|what|which|where)|look (?:at|into|for)|find out|inspect|verify|make sure|"
    r"see (?:whether|if|how|why|what)|ask (?:the|whether))\b",
    re.IGNORECASE,
)
_JOINT = re.compile(r"[,:—–]|\b(?:and|so|but|or|then)\b")
_SINCE = re.compile(r"\b(?:since|now that|seeing that|given that|why)\s+")
_TELLS = re.compile(r"\b(?:was|were|had|has|have|did|is|are)\b")


def is_view(text: str) -> bool:
    """Tell whether a text reads as a plan, a question or a supposition."""
    return _VIEW.search(text) is not None


def asserted(sentence: str) -> Iterator[str]:
    """Give the parts of a view that do not read as one, and those with an outcome or a cause in them."""
    for start, end in clauses(sentence):
        clause = sentence[start:end]
        supposed = _VIEW.search(clause)
        if supposed is None or any(p.search(clause) for p in (CAUSE, COMPLETED, FAILED)):
            yield clause
        else:
            yield from filter(None, (_told_before(supposed), _told_after(supposed)))


def _told_before(supposed: re.Match[str]) -> str:
    """Give what a clause tells before it goes on to suppose: the disk was full, so a larger one could be tried."""
    joints = list(_JOINT.finditer(supposed.string, 0, supposed.start()))
    before = supposed.string[: joints[-1].start()] if joints else ""
    return before if _TELLS.search(before) else ""


def _told_after(supposed: re.Match[str]) -> str:
    """Give what a clause says has happened, after it has supposed: another one could be tried, since it was full."""
    found = _SINCE.search(supposed.string, supposed.end())
    after = supposed.string[found.end() :] if found else ""
    return "" if _VIEW.search(after) else after


def speaks_of(text: str, words: frozenset[str]) -> Verdict:
    """Refuse a sentence that is its writer's own from end to end, were it in the language of reports.

    `words` are the stems of all that the facts say.
    """
    for sentence in sentences(text):
        ended = any(pattern.search(sentence) for pattern in (COMPLETED, FAILED, STOPPED))  # the outcome tells
        if not ended and not re.search(r"\d", sentence) and (own := content(sentence)) and not own & words:
            return Verdict(False, "invented_event", f"no fact speaks of any of it: {sentence.strip()}")
    return Verdict(True)

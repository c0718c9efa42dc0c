"""What lines deny outright: what failed to happen, what was made after all, and what broke its limit."""

import re

from mlws_writer.checking.outcomes.lasting import REFUSED
from mlws_writer.checking.outcomes.made_good import came_of_it
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.going import ZEROES
from mlws_writer.checking.reading.language import FAILED, NEGATED, SAID, stem
from mlws_writer.facts.patterns import Pattern


def denying(sentence: str, evidence: Evidence) -> str:
    """Give the cited line that denies what a sentence says was done, made or kept to; nothing where none does."""
    return _undone(sentence, evidence) or _unmade(sentence, evidence) or _beyond(sentence, evidence)


_FAILED_TO = Pattern(
    r"(?:\bfailed to|\bunable to|\bcannot|\bnot|\bnever|n't) (?:be |yet |been )?(?P<deed>[a-z]{4,})\b",
    *("failed to", "unable to", "not ", "never ", "n't "),
    flags=re.IGNORECASE,
)


def _undone(sentence: str, evidence: Evidence) -> str:
    """Find the only cited line that speaks of what a sentence says was done, where it says that it was not: failed to converge."""
    denied = {
        stem(match["deed"]): s.text
        for s in evidence.statements
        if not s.tainted
        for match in _FAILED_TO.finditer(s.text)
    }
    if not denied or NEGATED.search(_WITHOUT.sub(" ", sentence)) or FAILED.search(sentence) or SAID.search(sentence):
        return ""
    for deed in denied.keys() & {stem(match[1] or match[2]) for match in _DID_IT.finditer(sentence)}:
        telling = [s.text for s in evidence.statements if deed in s.words and not s.tainted]
        if all(any(stem(match["deed"]) == deed for match in _FAILED_TO.finditer(text)) for text in telling):
            over = evidence.statements[-1]
            return "" if over.text != denied[deed] and came_of_it(over) else denied[deed]
    return ""


_DID_IT = re.compile(
    r"(?<!had )(?<!was )(?<!were )(?<!be )(?<!the )(?<!every )(?<!Every )(?<!Each )(?<!All )(?<!The )(?<!each )(?<!all )(?<!any )(?<!best )(?<!worst )\b([a-z]{4,}ed)(?! to\b)(?! by\b)|\b(?:was|were) (kept|written|sent|built|found|taken|shown|chosen|done|held|met|read)\b"
)
_WITHOUT = re.compile(
    r"\bwithout (?:any |an? )?(?:errors?|problems?|trouble|warnings?|difficult\w+|incidents?|hitch)\b", re.IGNORECASE
)
_NONE_MADE = Pattern(
    r"\bno (?P<thing>[a-z]+)s? (?:was|were|could be|has been|had been|is) (?:ever )?(?:produced|written|saved|made|generated|created|stored|exported|uploaded)\b",
    "no ",
    flags=re.IGNORECASE,
)
_WAS_MADE = re.compile(
    r"\b(?:wrote|written|saved|produced|generated|created|stored|exported|uploaded)\b(?!\W*(?:0|no|none|nothing)\b)",
    re.IGNORECASE,
)


_AT_A_TIME = re.compile(r"\b(?:before|until|during|except|other than|besides|after)\b", re.IGNORECASE)


def _unmade(sentence: str, evidence: Evidence) -> str:
    """Find the line that says that something was written, where a sentence says that nothing was."""
    last = evidence.statements[-1]
    found = (
        _NONE_MADE.search(sentence)
        and not _AT_A_TIME.search(sentence)
        and not last.tainted
        and _WAS_MADE.search(last.text)
        and not NEGATED.search(last.text)
    )
    return last.text if found else ""


_WITHIN = Pattern(
    r"\b(?:stay(?:s|ed)?|remain(?:s|ed)?|kept|is|are|was|were|lies?|lay) (?:well |all |both |just )?(?:within|inside) (?:the |its |their )?(?:\w+ )?(?:permitted|allowed|tolerated|agreed|limits?|tolerances?|budget|bounds?|thresholds?)\b|"
    r"\b(?:met|meets?|kept to|satisf(?:y|ied|ies)) (?:the |its |their )(?:\w+ )?(?:limits?|tolerances?|budget|thresholds?|targets?|requirements?|criteri\w+)\b",
    *("within", "inside", "met", "meet", "kept to", "satisf"),
    flags=re.IGNORECASE,
)
_OVER = re.compile(
    r"✗|✘|\bFAIL(?:ED)?\b|\bNOT (?:reached|met|OK)\b|(?<!not )(?<!never )\bexceed\w*|\bover (?:budget|the limit)\b|\btoo (?:high|large|slow)\b"
)
_EACH = re.compile(r"\b(?:all|every|each|both)\b", re.IGNORECASE)


def _beyond(sentence: str, evidence: Evidence) -> str:
    """Find the line of something that broke a limit within which a sentence says that it stayed."""
    if not _WITHIN.search(sentence) or NEGATED.search(sentence) or REFUSED.search(sentence):
        return ""
    lines = [s.text for s in evidence.firsthand]
    over = [text for text in lines if _OVER.search(ZEROES.sub(" ", text))]
    passed = [text for text in lines if re.search(r"✓|✔|\bPASS(?:ED)?\b|\bOK\b", text)]
    return over[0] if over and (_EACH.search(sentence) or not passed) else ""

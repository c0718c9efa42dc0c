"""What is said to have ended for good by some trouble, where the last of the cited lines tells how it went on."""

import re

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.going import BAD, is_bad, took_up, went_further
from mlws_writer.checking.reading.language import SAID
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern, Words

_GOOD = Verdict(True)
_WORK = r"(?:run|training|procedure|job|study|sweep|benchmark|extraction|evaluation|session|search|process|work|whole thing)"
_FOR_GOOD = Pattern(
    r"\b(?:was|were|could|has been|have been) (?:not|never) (?:be )?(?:taken up|picked up|resumed|continued|restarted|completed|finished|repeated)\b|"
    r"\b(?:never|not|nor)\b[^.;]{0,40}\b(?:taken up|resumed|continued|restarted|carried on|picked up|started again)\b|"
    r"\bnever (?:completed|finished|resumed|recovered|restarted|came back|produced (?:an? |any )?(?:result|output|checkpoint|model)s?|reached (?:the|its) end|got (?:any )?further)\b|"
    r"\b(?:nobody|no one) (?:resumed|restarted|took up|picked up|repeated)\b|"
    rf"\b(?:put an end to|(?:was|meant) the end of|ended|finished off) (?:the|its|their|this) (?:\w+ )?{_WORK}\b|\b(?:remained|stayed|was left) (?:unfinished|incomplete)\b|"
    r"\b(?:was|were) left with (?:only |just )?\S+ of (?:its|the|all)\b",
    *("never", " not ", "nobody", "no one", "end", "finished off", "remained", "stayed", "left"),
    flags=re.IGNORECASE,
)  # fmt: skip
_UNTIL = re.compile(
    r"\b(?:until|at first|initially|before|yet|in time|on time|within|immediately|right away|early[ -]stopping|stopped early|first|"
    r"(?<!not )(?<!never )(?:continued|resumed|restarted|repeated|went on|carried on|taken up again|picked up again))\b",
    re.IGNORECASE,
)
"""What tells itself of its going on, or of an end that was meant."""
_TROUBLE = Words(
    r"\bnan\b|\^c|keyboardinterrupt|e-?stop\b|warn|timed? ?out|stopp|spike|quota|preempt|sig(?:term|kill|int)\b"
)
_WENT_ON = Words(
    r"\b(?:results?|finished|completed?|done|restored|rerun|retry|again|exit(?:ed)? (?:code )?0|exported|export|saved|written|wrote|merged|final|test(?:ed)?)\b|\ball \d+ [a-z]+ (?:present|done|complete)|\blast \d+\b"
)


def for_good(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that trouble was the end of something where a cited line behind it tells of its going on."""
    match = _FOR_GOOD.search(sentence)
    lines = sorted(evidence.firsthand, key=lambda line: line.line)
    if match is None or len(lines) < _TWO or SAID.search(sentence) or _UNTIL.search(_without(match)):
        return _GOOD
    at = next((n for n, line in enumerate(lines) if BAD.search(line.text) or _TROUBLE.search(line.text)), len(lines))
    behind = [line for line in lines[at + 1 :] if took_up(line.text)]
    last = lines[-1]
    if at < len(lines) - 1 and not is_bad(last.text) and not _TROUBLE.search(last.text):
        behind += [last] if _WENT_ON.search(last.text) or went_further(lines[at], last) else []
    if behind:
        return Verdict(False, "outcome_flip", f"a fact behind it says {behind[0].text.strip()[:80]!r}")
    return _GOOD


def _without(match: re.Match[str]) -> str:
    return f"{match.string[: match.start()]} {match.string[match.end() :]}"


_TWO = 2

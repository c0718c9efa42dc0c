"""How many ended so or so: nine completed is held against a line that counts those that did."""

import re
from collections.abc import Iterator, Sequence

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Words
from mlws_writer.facts.quantities import written_number

ENDS = {
    "completed": r"complet(?:ed?|ions?)|finish(?:ed)?|succe(?:ss|eded|ssful)|(?:ran|went|came) (?:to completion|to the end|through)",
    "failed": r"fail(?:ed|ures?)?|errors?|crash(?:ed|es)?",
    "pruned": r"pruned|cut short",
    "skipped": r"skip(?:ped)?",
    "passed": r"pass(?:ed)?",
    "cancelled": r"cancel+ed",
    "rejected": r"reject(?:ed|s)?",
    "retried": r"retried",
    "timed out": r"timed out|time-?outs?",
}
"""How things end, and the words for it."""
_NUMBER = (
    r"(?P<n>\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty(?:-[a-z]+)?)"
)
_SAID = {
    end: re.compile(
        rf"(?:^|\b(?:and|but|while|only|altogether|overall|that) |[,;] ){_NUMBER} (?:(?!and|or|of|more|that|which)[a-z-]+ ){{0,2}}(?:were |had |have |was )?(?:{words})\b",
        re.IGNORECASE,
    )
    for end, words in ENDS.items()
}
_LOGGED = {
    end: re.compile(
        rf"\b(?:{words})[\"']?\s*[:=]\s*(\d+(?:,\d{{3}})*)\b(?![.%\d]| [a-z]+s\b)|(?<![\w.,:/-])(\d+(?:,\d{{3}})*) (?:{words})\b(?!\s*[:=])",
        re.IGNORECASE,
    )
    for end, words in ENDS.items()
}
_ANY = Words(rf"\b(?:{'|'.join(ENDS.values())})\b")
_SEVERAL = 2


def tally(sentence: str, evidence: Evidence) -> Verdict:
    """Let so many have completed, failed or been skipped only as a line counts them that counts several ends."""
    told = _SAID if _ANY.search(sentence) and not NEGATED.search(sentence) else {}
    found = {end: said.search(sentence) for end, said in told.items()}
    cited = evidence.statements if any(found.values()) else ()
    lines = [_counts(statement.text) for statement in cited if not statement.tainted]
    for end, match in found.items():
        counts = [count[end] for count in lines if len(count) >= _SEVERAL and end in count]
        many = _read(match["n"]) if match else -1
        if match and counts and many >= 0 and many not in (*counts, sum(counts), *_errors(cited)):
            if _GONE.match(sentence, match.end()):
                continue
            return Verdict(False, "outcome_flip", f"the facts count {counts[-1]} {end}, not {match['n']}")
    return Verdict(True)


_GONE = re.compile(
    r" (?:\w+ )?(?:were |was |are |is )?(?:gone|fixed|left|more|fewer|less|later|earlier)\b|s? (?:were|was) gone\b"
)


def _errors(cited: Sequence[Statement]) -> Iterator[int]:
    """Read how many errors lines count beside what failed: 3 failed, 1 error."""
    for statement in cited:
        yield from (int(many) for many in re.findall(r"(?<![\w.,])(\d+) errors?\b", statement.text))


def _counts(text: str) -> dict[str, int]:
    """Read how many a line says have ended so or so."""
    found = ((end, pattern.search(text)) for end, pattern in _LOGGED.items())
    return {end: _read(match[1] or match[2]) for end, match in found if match}


def _read(written: str) -> int:
    found = written_number(written)
    return int(found) if found is not None else -1

"""Who was chosen: what is said to have been selected, kept or released must be what the cited line names."""

import re

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.kinds import DENIED
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem, stems
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import places, tokens
from mlws_writer.checking.reading.words import reporting_words
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Words

_GOOD = Verdict(True)
_DONE = (
    r"(?:chosen|selected|picked|kept|preferred|adopted|deployed|promoted|released|exported|shipped|retained|"
    r"used|declared|rolled out|put forward|settled on|taken forward|installed|registered)"
)
_WAS = r"(?:was|were|is|are|has been|have been|got|gets|will be)"
_CHOSEN = Words(
    rf"^(?P<who>[^,;]*?) {_WAS} (?:[a-z]+ly |then |the )?(?:(?:one|model|variant|version|build) )?(?:(?:that|which|to be) )?(?:{_WAS} |be )?(?P<how>{_DONE})\b"
    rf"|\b(?:the choice|the decision|the pick) (?:was|is|fell on|went to) (?P<fell>[^,;.]*)"
    rf"|\bthe (?P<kind>best|winning|{_DONE}) (?:one|model|variant|version|build|checkpoint|policy|run|configuration|setting) (?:is|was) (?P<object>[^,;.]*)"
    rf"|^(?P<final>[^,;]*?) {_WAS} the (?:best|winning|final|chosen|selected) (?:one|model|variant|version|build|checkpoint|policy|configuration|setting|choice)\b(?! of)"
    rf"|\bthe (?:model|variant|version|build|checkpoint|policy|configuration|setting) (?:that|which) {_WAS} {_DONE} (?:is|was) (?P<one>[^,;.]*)",
)
_CHOICE = re.compile(
    r"\b(?:decision|decided|select\w*|chos\w+|choos\w+|pick(?:ed|ing)?|ke(?:ep\w*|pt)|winner|promot\w+|continu\w+ with|go(?:es|ing)? (?:into|with|live)|"
    r"using|deploy\w*|releas\w+|export\w*|adopt\w*|best|sav(?:ed|ing)|ship(?:ped|ping)?|final (?:model|choice|policy|version|checkpoint)|restor(?:ed|ing)|load(?:ed|ing))\b",
    re.IGNORECASE,
)
"""How a line says what was chosen."""
_WITHOUT = re.compile(
    r"\b(?:without|with no|un(?=[a-z]{4,}ed\b))\s*(?:any |its |the )?(?P<what>[a-z-]{4,})", re.IGNORECASE
)
_LACKS = re.compile(r"\b(?:no|without|w/o|minus|off)\b", re.IGNORECASE)
_INSTEAD = re.compile(r"\b(?:instead of|rather than|and not|over|than|without|with no)\b.*$", re.IGNORECASE)
_LAST = re.compile(r"\b(?:last|final) (?P<kind>epoch|step|round|iteration|trial|checkpoint)\b", re.IGNORECASE)
_NUMBER_AT_END = re.compile(
    r"[-_](?:ep(?:och)?|e|step|s|iter)?0*(\d{1,7})(?:\.[a-z0-9]+)?(?=\s|$|[),;:])", re.IGNORECASE
)


_PLAIN = re.compile(r"\b(?:plain|vanilla|pure|mere) [\w-]+", re.IGNORECASE)
"""What is said to have been chosen with nothing added, which a line writes with a plus: thompson+decay."""
_FIRST = re.compile(r"^(?:For|In|At|After|On|By) [^,;]{1,40}, ")


def chosen(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that one thing was chosen where the line that says what was names another one."""
    match = _CHOSEN.search(_FIRST.sub("", sentence))
    line = _choice(evidence) if match else None
    if match is None or line is None or DENIED.search(match.group()):
        return _GOOD
    who = next(
        part
        for part in (match["who"], match["fell"], match["object"], match["one"], match["final"], "")
        if part is not None
    )
    if another := _another(_INSTEAD.sub("", who), line, evidence) or _less(who, line) or _earlier(who, line, evidence):
        return Verdict(False, "wrong_entity", f"a fact says what was chosen: {line.text.strip()[:80]!r}, not {another}")
    return _GOOD


def _choice(evidence: Evidence) -> Statement | None:
    """Give the one cited line that says what was chosen."""
    found = [s for s in evidence.firsthand if _CHOICE.search(s.text)]
    return found[0] if len(found) == 1 else None


def _another(who: str, line: Statement, evidence: Evidence) -> str:
    """Name what is said to have been chosen, where no cited line has it and other lines of the log do."""
    said = frozenset(map(stem, re.findall(r"[A-Za-z][A-Za-z0-9]+", who)))
    others = (s.tags | stems(s.text) for s in evidence.statements if s is not line)
    cited = _beside_brackets(line).union(*others)
    own = {token for token in told(who, evidence) if "=" not in token and not _is_common(token, evidence)}
    missing = {token for token in own & said if token not in cited and _is_a_name(token, evidence)}
    there = own & _beside_brackets(line)
    theirs = frozenset[str]().union(*(s.tags for token in missing for s in evidence.ground.lines_of[token]))
    return min(missing) if missing and not there - theirs else ""


def _beside_brackets(line: Statement) -> frozenset[str]:
    """Give what a choice speaks of: what stands in brackets are its reasons, and other things."""
    text = _BRACKETS.sub(" ", line.text)
    return line.tags | stems(text) if text == line.text else tokens(text) | stems(text)


_BRACKETS = re.compile(r"(?<=\s)\([^()]*\s[^()]*\)")


def _is_common(token: str, evidence: Evidence) -> bool:
    """Tell whether a word is of the language of reports and heads no row: mixed tells of nothing but beside int8-mixed."""
    return token in reporting_words() and "column:0" not in evidence.ground.labels.kinds.get(token, ())


def _is_a_name(token: str, evidence: Evidence) -> bool:
    """Tell whether some line of the log has a word as part of what things of one kind are called."""
    return token in evidence.ground.lines_of and token in evidence.ground.labels.kinds


def _less(who: str, line: Statement) -> str:
    """Name what the chosen thing is said to be without, where its line has it."""
    if (plain := _PLAIN.search(who)) and re.search(r"\w\+\w", line.text):
        return plain.group()
    match = _WITHOUT.search(who)
    there = match is not None and stem(match["what"]) in stems(line.text) and not _LACKS.search(line.text)
    return match.group() if match and there else ""


def _earlier(who: str, line: Statement, evidence: Evidence) -> str:
    """Tell that it is said to be the last of its kind, where its line numbers an earlier one."""
    match = _LAST.search(who)
    kind = match["kind"].lower().replace("checkpoint", "epoch") if match else ""
    numbers = {int(number) for number in places(line.text).get(kind, ()) if number.isdigit()} if match else set()
    numbers = numbers or ({int(number) for number in _NUMBER_AT_END.findall(line.text)} if match else set())
    if match is None or len(numbers) != 1:
        return ""
    return match.group() if max(_reached(kind, evidence), default=0) > max(numbers) else ""


def _reached(kind: str, evidence: Evidence) -> set[int]:
    """Collect the places of a kind that lines with a measure are of, each of one alone."""
    measured = (s for s in evidence.known if not s.tainted and any(v.metric for v in s.values))
    own = ([t.partition("=")[2] for t in tokens(s.text) if t.startswith(f"{kind}=")] for s in measured)
    return {int(found[0]) for found in own if len(found) == 1 and found[0].isdigit()}

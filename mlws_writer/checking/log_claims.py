"""Sentences about one log, judged by the lines that they cite and by what was read from the log."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mlws_writer.checking.check import check_evidence
from mlws_writer.checking.reading.addressing import addressed, may_instruct
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.ground import Ground
from mlws_writer.checking.reading.language import sentences
from mlws_writer.checking.reading.layout import Setting, settings
from mlws_writer.checking.reading.statements import Statement, line_statement
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.csv_records import without_its_quotes
from mlws_writer.facts.latex_rows import with_pipes
from mlws_writer.facts.model import Fact, FactKind, LogReading
from mlws_writer.facts.patterns import in_ascii
from mlws_writer.facts.redact import redact

_OWN_WORDS = (
    "msg",
    "message",
    "reason",
    "note",
    "error",
    "why",
    "cause",
    "because",
    "detail",
    "warning",
    "info",
    "status",
    "verdict",
)
"""Under which keys a program says something itself, be it in quotation marks."""
_NOT_ITS_OWN = "".join(f"(?<!{key}{sign})" for key in _OWN_WORDS for sign in ("=", '":', '": '))
_QUOTED = re.compile(
    _NOT_ITS_OWN
    + r"(?<!\w\()(?<!\d\] )\"(?=(?:[^\"\s]+\s+){5})[^\"]{30,}\"|(?<=: )'(?=(?:[^'\s]+\s+){5})[^']{40,}'|«[^»]{10,}»?|\[\[[^\]]{10,}\]\]|“[^”]{10,}”"
)
_CITED = re.compile(r"^\W*(?<![=-])(?<!>>)(?:>|\||«|│\s*«)\s(?=(?:[A-Za-z0-9',.:]+ ){5})(?!.*\|\s*$)")
_MARKED = re.compile(r"^\s*(?:>{1,3}|\|)\s")
_PROSE = re.compile(r"(?:[A-Za-z]{2,},? ){4}[A-Za-z]{2,}")
"""Five words in a row: what a tool or a page tells, not what a program measured."""
_SO_MANY = re.compile(r"(?<![\w.])(\d{1,3})x(?=[A-Z]{1,4}\d)")
"""So many of a device, in one word: 2xL40."""
_HABIT = 3
"""One line in so many that begins with such a mark is how the program logs, not what it quotes."""
_TELLING = (FactKind.OUTCOME, FactKind.ERROR, FactKind.WARNING, FactKind.NOTE)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence and the lines that it cites; a line that exists does not make it true."""

    id: int
    text: str
    lines: tuple[int, ...]


def verify_claims(reading: LogReading, raw: bytes, claims: Sequence[Claim]) -> tuple[Verdict, ...]:
    """Judge each claim, in order."""
    known = Ground(_statements(raw, reading))
    by_line: dict[int, list[Statement]] = {}
    for statement in known.statements:
        by_line.setdefault(statement.line, []).append(statement)
    return tuple(_judged(claim, known, by_line) for claim in claims)


def _judged(claim: Claim, known: Ground, by_line: Mapping[int, Sequence[Statement]]) -> Verdict:
    cited = [statement for line in sorted(set(claim.lines)) for statement in by_line.get(line, ())]
    if not cited:
        return Verdict(False, "no_evidence", "it cites no line of the log")
    behind = Evidence(tuple(cited), known)
    verdicts = (check_evidence(sentence, behind) for sentence in sentences(claim.text))
    return next((verdict for verdict in verdicts if not verdict.ok), Verdict(True))


def _statements(raw: bytes, reading: LogReading) -> tuple[Statement, ...]:
    """Turn each line into a statement that knows what the reader made of it, and what it stands in."""
    facts: dict[int, list[Fact]] = {}
    for fact in reading.facts:
        facts.setdefault(fact.line, []).append(fact)
    texts = [
        _SO_MANY.sub(r"\1 ", without_its_quotes(with_pipes(in_ascii(redact(text.rstrip("\r"))))))
        for text in raw.decode(reading.encoding or "utf-8", "replace").split("\n")
    ]
    spoken = _spoken(texts)
    habit = sum(_MARKED.match(text) is not None for text in texts) * _HABIT > sum(map(bool, texts)) or _opens_so(texts)
    found = (
        statement
        for number, (text, setting) in enumerate(zip(texts, settings(texts), strict=True), 1)
        for statement in _line(
            text, number, setting, facts.get(number, []), foreign=number in spoken or (not habit and _cited(text))
        )
    )
    return tuple(replace(statement, id=place, values=_of(statement, place)) for place, statement in enumerate(found))


def _of(statement: Statement, place: int) -> tuple[Value, ...]:
    return tuple(replace(value, statement=place) for value in statement.values)


def _opens_so(texts: Sequence[str]) -> bool:
    """Tell whether a log's first line begins with a mark of quotations, and so none of them is one by that."""
    first = next((text for text in texts if text.strip()), "")
    return first.startswith(("> ", ">> ", ">>> ")) and _PROSE.search(first) is None


def _cited(text: str) -> bool:
    return _CITED.match(text) is not None


def _spoken(texts: Sequence[str]) -> frozenset[int]:
    """Return the lines that speak to whoever reads the log; where one opens a quote, those until it is closed too."""
    found: set[int] = set()
    until = 0
    for number, text in enumerate(texts, 1):
        goes_on = number <= until and text[:1].isspace()
        if goes_on or addressed(text):
            found.add(number)
            opens = text.count('"') % 2 == 1
            until = (0 if opens else until) if goes_on else number + _LONGEST_QUOTE * opens
    return frozenset(found)


_LONGEST_QUOTE = 12
"""Lines after the first that a quote may take."""


def _line(text: str, number: int, setting: Setting, facts: Sequence[Fact], *, foreign: bool) -> Iterator[Statement]:
    """Read a line; what it quotes at length is a statement of its own, and tainted."""
    told = next((fact for fact in facts if fact.kind in _TELLING), None)
    tainted = (bool(facts) and all(fact.tainted for fact in facts) and _PROSE.search(text) is not None) or foreign
    quotes = [match for match in _QUOTED.finditer(text) if _is_prose(match)]
    said = text
    for match in quotes:
        said = f"{said[: match.start()]}{' ' * len(match.group())}{said[match.end() :]}"
    yield line_statement(said, number, setting, tainted=tainted, told=told)
    for match in quotes:
        yield line_statement(match.group(), number, Setting(setting.scope), tainted=True, told=told)


_OWN_FIELD = re.compile(
    r"(?<![A-Za-z])[\"']?(?:err|error|msg|message|reason|exc|exception|warn|warning|detail|cause)[\"']?\s?[=:]$",
    re.IGNORECASE,
)
"""What stands before a program's own words, however many they are: err="no space left on device"."""


def _is_prose(quoted: re.Match[str]) -> bool:
    """Tell whether a quotation is somebody's text: names and numbers in a field are the program's own."""
    before = quoted.string[: quoted.start()].rstrip()
    if _OWN_FIELD.search(before) and not may_instruct(quoted.group()):
        return False
    in_field = before.endswith(("=", '":'))
    return not in_field or _PROSE.search(quoted.group()) is not None or may_instruct(quoted.group())

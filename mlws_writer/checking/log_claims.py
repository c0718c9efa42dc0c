"""Sentences about one log, judged by the lines that they cite and by what was read from the log."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mlws_writer.checking.check import check_evidence
from mlws_writer.checking.evidence import Evidence, Statement, found_names, values
from mlws_writer.checking.language import sentences
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.model import Fact, FactKind, LogReading

_QUOTED = re.compile(r"\"[^\"]{40,}\"|(?<=: )'[^']{40,}'")
_TELLING = (FactKind.OUTCOME, FactKind.ERROR, FactKind.WARNING, FactKind.NOTE)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence and the lines that it cites; a line that exists does not make it true."""

    id: int
    text: str
    lines: tuple[int, ...]


def verify_claims(reading: LogReading, raw: bytes, claims: Sequence[Claim]) -> tuple[Verdict, ...]:
    """Judge each claim, in order."""
    lines = _lines(raw, reading)
    return tuple(_judged(claim, lines) for claim in claims)


def _judged(claim: Claim, lines: tuple[Statement, ...]) -> Verdict:
    cited = [line for line in lines if line.line in claim.lines]
    if not cited:
        return Verdict(False, "no_evidence", "it cites no line of the log")
    rest = tuple(line for line in lines if line not in cited)
    behind = Evidence(tuple(_numbered(line, number) for number, line in enumerate(cited)), rest)
    verdicts = (check_evidence(sentence, behind) for sentence in sentences(claim.text))
    return next((verdict for verdict in verdicts if not verdict.ok), Verdict(True))


def _numbered(line: Statement, number: int) -> Statement:
    return replace(line, values=tuple(replace(value, statement=number) for value in line.values))


def _lines(raw: bytes, reading: LogReading) -> tuple[Statement, ...]:
    """Turn each line into a statement that knows what the reader made of it."""
    facts: dict[int, list[Fact]] = {}
    for fact in reading.facts:
        facts.setdefault(fact.line, []).append(fact)
    encoding = reading.encoding or "utf-8"
    texts = raw.decode(encoding, "replace").split("\n")
    return tuple(
        statement
        for number, text in enumerate(texts, 1)
        for statement in _line(text.rstrip("\r"), number, facts.get(number, []))
    )


def _line(text: str, number: int, facts: Sequence[Fact]) -> Iterator[Statement]:
    """Read a line; what it quotes at length is a statement of its own, and tainted."""
    told = next((fact for fact in facts if fact.kind in _TELLING), None)
    tainted = bool(facts) and all(fact.tainted for fact in facts)
    for said, quoted in ((_QUOTED.sub(" ", text), tainted), *((match, True) for match in _QUOTED.findall(text))):
        yield Statement(
            said,
            values(said, number),
            found_names(said),
            "",
            told.kind if told else FactKind.EVENT,
            told.name if told else "",
            told.value if told else "",
            quoted,
            line=number,
        )

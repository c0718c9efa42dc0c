"""What befell a thing is told of it, not of another of its kind: the task that failed, the one that was chosen."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from mlws_writer.checking.reading.calling import named_in
from mlws_writer.checking.reading.cells import message_of
from mlws_writer.checking.reading.deeds import MET
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.kin import own_text
from mlws_writer.checking.reading.language import stem, stems
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import folded
from mlws_writer.checking.reading.troubles import troubles
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.patterns import Pattern

_GOOD = Verdict(True)
_NONE: frozenset[str] = frozenset()
_DENIED = re.compile(
    r"\b(?<!could )(?:not|never|neither|nor)\b(?! (?:build|compile|finish|pass|run|converge|load|start)\b)|^No\b|\bno (?:(?!and\b)[\w-]+ ){1,3}(?:was|were|is|are|has|have|had)\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?:than|unlike|except|other than|apart from|instead of|rather than|against|before|after(?! (?:the )?\w+ing)|besides|"
    r"compared (?:with|to)|like|behind|ahead of|from|until|while|whereas|as [a-z]+ as)\b[^,;.]*?(?=\b(?:was|were|is|are|had|has|did)\b|[,;.]|$)",
    re.IGNORECASE,
)
"""What a sentence names beside the thing that it is of."""
_BY_THE_WAY = re.compile(r"\b(?:in|with|without|using|via|at|into) (?=[a-z]*\d)[\w-]+", re.IGNORECASE)
"""How something was done or kept: in fp16, at 4bit."""
_CLAUSES = re.compile(r"[;,:] |\b(?:while|whereas|although|though|but|when|because|since)\b")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PARTED = re.compile(r",\s|;\s|\s[|/·]\s")
_ID = re.compile(
    r"(?<![\w.])(?:\d{3,}_\d+|#\d+|[A-Z]{2,}-\d+|[a-z]{1,2}-\d{2,}|"
    r"(?:id|q|mail|task|ticket|order|case|doc|item|query|question|job|run|trial|seed|fold)\W{0,3}\d+)(?![\w.])|^\W{0,3}\[\d{1,5}\]",
    re.IGNORECASE,
)
"""By what the lines of one thing are known: 904417_5, id=7004, [2]."""
_GOES_ON = re.compile(r"\s*(?:->|→|│\s{2,}|\|)")
_ABOVE = 12
_LINKED = 30
"""So many lines have an id in common that is one of a thing."""


@lru_cache(maxsize=20_000)
def deeds(text: str) -> frozenset[str]:
    """Name what a text says that something did or met with: failed, was chosen, ran out of time."""
    return frozenset(deed for deed, said in MET.items() if said.search(text)) | troubles(text)


def befell(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a thing where the cited lines have another of its kind, or tell what the sentence says of another."""
    spoken = (named_in(sentence) | _cued(sentence)) & evidence.ground.kin.kinds.keys()
    lines = evidence.firsthand if spoken else ()
    if not lines or _DENIED.search(sentence):
        return _GOOD
    said = _ANOTHER.sub(" ", sentence)
    for thing in sorted((named_in(_BY_THE_WAY.sub(" ", said)) | _cued(said)) & spoken):
        rivals = evidence.ground.kin.rivals(thing)
        if names.is_metric(thing) or rivals & spoken or _PLACE.fullmatch(thing):
            continue
        clause = next((part for part in _CLAUSES.split(said) if thing in named_in(part)), said)
        other = _in_its_stead(thing, rivals, lines) or _of_another(thing, rivals, clause, lines, evidence)
        if other:
            return Verdict(False, "wrong_entity", f"the cited lines speak of {other}, not of {thing}")
    return _GOOD


_PLACE = re.compile(r"(?:run|trial|experiment)\d+")
"""A row that goes by its number has that in a column."""
_OF_A_KIND = (
    r"(?:director(?:y|ies)|folder|files?|databases?|tables?|dumps?|pages?|branch|bucket|partition|collection|package|index|dataset|corpus|volume|disk|"
    r"share|repository|queue|topic|stream|channel|service|container|image|backup|schema|archive)"
)
_CUED = Pattern(
    rf"\b(?:the|its|their|of|from|for) (?P<one>[a-z][\w-]*) {_OF_A_KIND}\b|\b{_OF_A_KIND} (?:of |called |named )?(?:the )?(?P<other>[a-z][\w-]*)\b",
    *("director", "folder", "file", "database", "table", "dump", "page", "branch", "bucket", "partition", "collection"),
    *("package", "index", "dataset", "corpus", "volume", "disk", "share", "repository", "queue", "topic", "stream"),
    *("channel", "service", "container", "image", "backup", "schema", "archive"),
    flags=re.IGNORECASE,
)
"""A plain word that is a name by what stands beside it: the images directory."""


def _cued(sentence: str) -> frozenset[str]:
    """Give the plain words that a sentence uses as names."""
    return frozenset((match["one"] or match["other"]).lower() for match in _CUED.finditer(sentence))


def _in_its_stead(thing: str, rivals: frozenset[str], lines: Sequence[Statement]) -> str:
    """Name what the cited lines have, where none of them has the thing itself."""
    if any(_is_of(thing, statement) for statement in lines):
        return ""
    return min(frozenset().union(*(rivals & _names(own_text(statement), rivals) for statement in lines)), default="")


def _is_of(thing: str, statement: Statement) -> bool:
    """Tell whether a line, what it stands in, or what stands above its values names a thing."""
    around = " ".join((statement.text, *statement.headings, *statement.labels))
    above = frozenset().union(*(value.key | value.tags for value in statement.values))
    return stem(thing) in statement.tags | stems(around) | above or thing in folded(around).replace(" ", "")


def _of_another(thing: str, rivals: frozenset[str], said: str, lines: Sequence[Statement], evidence: Evidence) -> str:
    """Name the one of which the cited lines tell what a sentence tells of a thing."""
    rivals = frozenset(rival for rival in rivals if not deeds(rival))
    parts = [(part, line) for line in lines for part in _parts(own_text(line), rivals | {thing})]
    told = deeds(said) if rivals and not deeds(thing) else frozenset()
    own = frozenset().union(*(deeds(part) for part, _ in parts if thing in _names(part, {thing})))
    for deed in sorted(told if told.isdisjoint(own) else ()):
        others = [_other_in(part, line, thing, rivals, evidence) for part, line in parts if deed in deeds(part)]
        if others and all(others):
            return others[0]
    return ""


def _other_in(part: str, line: Statement, thing: str, rivals: frozenset[str], evidence: Evidence) -> str:
    """Name the rival of which a part of a line is, by itself or by what it stands in; nothing where it may be the thing's."""
    around = " ; ".join(_around(line, evidence))
    for text, tags in ((part, _NONE), (around, line.tags)):
        here = _names(text, rivals | {thing}) | tags
        if {thing, stem(thing)} & here or thing in folded(text.replace("_", " ")).replace(" ", ""):
            return ""
        if rivals & here:
            return min(rivals & here)
    return ""


def _names(text: str, things: Collection[str]) -> frozenset[str]:
    """Collect what a text names, those of some things among them that are plain words."""
    return named_in(text) | (frozenset(re.findall(r"[a-z][\w-]*", text.lower())) & frozenset(things))


def _parts(text: str, things: frozenset[str]) -> list[str]:
    """Part a line where it goes on with another thing; what is told before all of them is told of each."""
    masked = _BRACKETS.sub(lambda found: "x" * len(found.group()), text)
    cuts = [0, *(found.start() for found in _PARTED.finditer(masked)), len(text)]
    parts = [text[start:end] for start, end in pairwise(cuts)]
    named = [place for place, part in enumerate(parts) if things & named_in(part)]
    first = _first_of(things, parts[named[0]]) if named else 0
    return [text] if len(named) < _SEVERAL or deeds("".join((*parts[: named[0]], parts[named[0]][:first]))) else parts


_SEVERAL = 2


def _first_of(things: frozenset[str], text: str) -> int:
    """Say where the first word of a text stands that names one of some things."""
    words = re.finditer(r"\S+", text)
    return next((word.start() for word in words if things & named_in(word.group())), len(text))


def _around(line: Statement, evidence: Evidence) -> Iterator[str]:
    """Give the titles and the labels of a line, what it is indented below, and the lines of the same id."""
    yield from (*line.headings, *line.labels)
    yield from _above(line, evidence)
    for name in {match.group().strip() for match in _ID.finditer(line.text)}:
        same = re.compile(rf"(?<![\w.]){re.escape(name)}(?![\w.])")
        others = [s.text for s in evidence.known if s is not line and not s.tainted and same.search(s.text)]
        yield from others[:3] if len(others) <= _LINKED else ()


def _above(line: Statement, evidence: Evidence) -> Iterator[str]:
    """Give the line that a line is indented below, or goes on from."""
    if not _goes_on(line.text):
        return
    indent = len(line.text) - len(line.text.lstrip())
    for back in range(1, _ABOVE):
        above = evidence.ground.by_id.get(line.id - back)
        text = above.text if above else ""
        if text.strip() and (len(text) - len(text.lstrip()) < indent or not _goes_on(text)):
            yield text
            return


def _goes_on(text: str) -> bool:
    return text[:1].isspace() or _GOES_ON.match(message_of(text)) is not None

"""What stands together: a thing is said to have done something only where the facts say it of that thing, not of another."""

import re
from collections.abc import Iterator

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import folded, tokens
from mlws_writer.checking.reading.words import reporting_words
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.patterns import Words
from mlws_writer.facts.quantities import identifiers

_HAPPENED = re.compile(
    r"\b(?:[a-z]{2,}(?:ed|able|ible|ken|sen|ten|wn)|lost|won|hit|ran|bad|best|worst|down|offline|[\w-]*[/._]\w[\w./-]*|[a-z]+[\w-]*\d[\w.-]*)\b"
)
"""What a sentence tells of a thing: what happened to it, and the names that go with it."""
_MOVING = ("place:step", "place:epoch", "place:iteration")
_NONE: frozenset[str] = frozenset()
_RARE = 3
"""In how many statements a word may stand and still tell what happened there."""


_APART = Words(
    r"\b(?:than|unlike|except|other than|apart from|besides|instead of|rather than|against|behind|ahead of|like|compared)\b",
)
_WHERE = re.compile(r"\b(?:in|on|at|with|for|by|of|to|via|under)\s+(?:the )?$", re.IGNORECASE)
_HYPHENED = re.compile(r"\b[A-Za-z]+(?:-[A-Za-z0-9]+)+\b")
_OWNER = re.compile(r"\b[A-Z][a-z]{2,}(?='s\b)")
_NAMED = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]+(?: [A-Z][a-z]+)+\b|\b[A-Z]\. [A-Z][a-z]{2,}\b")


def elsewhere(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a name that the cited lines lack, where another line of their shape has it in the place of theirs."""
    written = [name for name, _, _ in identifiers(sentence) if not names.is_metric(name)] + _NAMED.findall(sentence)
    written += _OWNER.findall(sentence)
    written += [word for word in _HYPHENED.findall(sentence) if folded(word) in evidence.ground.labels.kinds]
    if not written or _APART.search(sentence):
        return Verdict(True)
    cited = " ".join(folded(f"{s.text} {' '.join(s.labels)} {' '.join(s.headings)}") for s in evidence.statements)
    squeezed = cited.replace(" ", "")
    tags = frozenset[str]().union(*(s.tags for s in evidence.statements))
    for name in written:
        plain = folded(name).replace(" ", "")
        if _WHERE.search(sentence[: sentence.find(name)]):
            continue  # only where something happened
        if len(plain) < 4 or plain in squeezed or tokens(name) <= tags:
            continue
        others = [s for s in evidence.known if plain in folded(s.text).replace(" ", "") and not s.tainted]
        for other in others:
            if any(_alike(other, mine) or _rows(other, mine) for mine in evidence.firsthand):
                return Verdict(False, "wrong_entity", f"the cited lines do not speak of {name}")
    return Verdict(True)


def _rows(one: Statement, other: Statement) -> bool:
    """Tell whether two lines are rows of one table."""
    headed = [tuple(v.name for v in s.values if v.headed) for s in (one, other)]
    return bool(headed[0]) and headed[0] == headed[1] and bool(one.labels and other.labels)


_MUCH = 4


def _alike(one: Statement, other: Statement) -> bool:
    """Tell whether two lines are of one shape: they begin alike and share half of their words."""
    mine, theirs = (re.findall(r"[a-z]+", s.text.lower()) for s in (one, other))
    shared = len(set(mine) & set(theirs))
    return (
        min(len(mine), len(theirs)) > 3
        and mine[:1] == theirs[:1]
        and (2 * shared >= min(len(set(mine)), len(set(theirs))) or shared >= _MUCH)
    )


_AT_FIRST = re.compile(
    r"\b(?:at first|initially|first|once|twice|(?:two|three|four|five|\d+|several|many) times|repeatedly)\b",
    re.IGNORECASE,
)
"""How a sentence speaks of a first attempt beside the one that it numbers."""


_ZEROS = re.compile(r"(?<=[a-z])0+(?=\d)")


def company(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse what is told of one thing that goes by a number where the facts tell it of another of its kind."""
    spoken = told(sentence, evidence)
    unpadded = {_ZEROS.sub("", each) for each in spoken}  # r07 is r7
    numbered = (each for each in spoken & evidence.ground.labels.kinds.keys() if any(map(str.isdigit, each)))
    for label in sorted(numbered):
        if label in reporting_words() or evidence.ground.labels.kinds[label] & set(_MOVING):
            continue
        if label in evidence.ground.measures or _is_so_many(label, sentence):
            continue
        others = evidence.ground.labels.rivals(label) - {label}
        of_each = {other.replace("=", "") for other in others}  # r=7 goes by r7 too
        if (
            not others
            or others & spoken
            or of_each & unpadded
            or (label.startswith("attempt=") and _AT_FIRST.search(sentence))
        ):
            continue
        if all(_has(s, label) for s in evidence.firsthand):
            continue  # whatever happened, each line that may tell it is of this thing
        for word in sorted((told(" ".join(_HAPPENED.findall(sentence)), evidence) | _ends(sentence)) - {label}):
            if evidence.ground.labels.kinds.get(word, _NONE) - {"heading", "run"} and not any(map(str.isdigit, word)):
                continue
            at = [s for s in evidence.statements if word in s.tags and not s.tainted]
            if not at or not _tells(word, label, evidence) or any(_has(s, label) for s in at):
                continue
            if wrong := next(_named(at, others), ""):
                return Verdict(
                    False, "wrong_entity", f"the facts say {_plain(word)} of {_plain(wrong)}, not of {_plain(label)}"
                )
    return Verdict(True)


def _is_so_many(label: str, sentence: str) -> bool:
    """Tell whether a sentence counts what a label would number: four of the 29 drafts, no draft 29."""
    kind, _, number = label.partition("=")
    behind = rf"(?<![\w.]){re.escape(number)} {re.escape(kind)}\w*"
    return bool(number) and re.search(behind, sentence.replace(",", ""), re.IGNORECASE) is not None


_LOGGED_END = re.compile(
    r"\b(?P<word>best|worst|highest|lowest|largest|smallest|fastest|slowest|max|min)\b[\s:=]{1,3}(?P<name>[A-Za-z][\w./-]*\d[\w./-]*)|"
    r"\b(?P<end>best|worst) [a-z]+[:=] (?P<called>[A-Za-z]+[_.-][\w./-]*\w)(?=[ ,]+(?:\w+[ =:]+)?\d|\s*$)",
    re.IGNORECASE,
)


def logged_end(sentence: str, evidence: Evidence) -> Verdict:
    """Let the best or the lowest be whom a cited line calls so: worst hospital-22 0.588."""
    low, high = _LOWEST.search(sentence), _HIGHEST.search(sentence)
    if bool(low) == bool(high):
        return Verdict(True)
    said = {name.lower() for name, _, _ in identifiers(sentence)}
    for match in (m for s in evidence.firsthand for m in _LOGGED_END.finditer(s.text)):
        named, word = match["name"] or match["called"], match["word"] or match["end"]
        end = {"min": "lowest", "max": "highest"}.get(word, word)
        same_end = bool((_LOWEST if low else _HIGHEST).search(end))
        rival = next((other for other in sorted(said) if _shape(other) == _shape(named.lower())), "")
        if same_end and rival and named.lower() not in said:
            return Verdict(False, "wrong_entity", f"a fact says that it is {named}, not {rival}")
    return Verdict(True)


def _shape(name: str) -> str:
    """Give what names of one kind have in common: a-0 for hospital-22."""
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+", "0", name))


_LOWEST = re.compile(r"\b(?:lowest|smallest|minimum|weakest|worst)\b", re.IGNORECASE)
_HIGHEST = re.compile(r"\b(?:highest|largest|maximum|strongest|best)\b", re.IGNORECASE)


def _ends(sentence: str) -> frozenset[str]:
    """Give the words by which logs name the ends that a sentence speaks of: min, max."""
    low, high = _LOWEST.search(sentence), _HIGHEST.search(sentence)
    return frozenset({"min"} if low and not high else {"max"} if high and not low else ())


def _has(statement: Statement, label: str) -> bool:
    """Tell whether a line names something, or is a row with a value below that name."""
    return label in statement.tags or any(value.headed and label in value.key for value in statement.values)


def _tells(word: str, label: str, evidence: Evidence) -> bool:
    """Tell whether a word says what happened: it stands in few places, and is no label of the same kind itself."""
    families = evidence.ground.labels.kinds
    if word in families and families[word] & families[label]:
        return False
    return len(evidence.ground.lines_of.get(word, ())) <= _RARE


def _named(statements: list[Statement], others: frozenset[str]) -> Iterator[str]:
    """Give the rivals that all statements with a word name."""
    for statement in statements:
        yield from sorted(statement.tags & others)


def _plain(token: str) -> str:
    kind, _, number = token.partition("=")
    return f"{kind} {number}".strip() if number else token

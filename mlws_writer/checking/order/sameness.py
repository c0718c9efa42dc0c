"""What a sentence says to be the same for two things, or not to have changed, held against the values of both."""

import re
from collections.abc import Sequence
from itertools import combinations

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.one_value import named_lines, value_of
from mlws_writer.checking.order.followed import numbers_of
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import SAID, stems
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.then_and_now import then_and_now
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension

_GOOD = Verdict(True)
_ENDS = (
    r"(?=\W*$|[,;:]|\.\s| (?:as|in|for|at|across|on|and|but|between|during|throughout|over|with|of|to|from|while)\b)"
)
_SAME = Pattern(
    rf"\b(?:exactly )?(?:the (?:very )?same|an? (?:equal|identical)|identical|equal) (?:amount of |number of )?(?P<what>[A-Za-z][\w@-]*(?: [\w@-]+){{0,2}}?){_ENDS}",
    "same", "identical", "equal",
    flags=re.IGNORECASE,
)  # fmt: skip
_DID_NOT_CHANGE = Pattern(
    rf"\b(?:(?:did|has|have|had|does) not change(?:d)?|never changed|(?:stayed|remained|was (?:left|kept|held)|kept|were (?:left|kept|held)|was|were|is) (?:exactly )?(?:the same|constant|unchanged|identical|equal)){_ENDS}",
    *("not change", "never changed", "same", "constant", "unchanged", "identical", "equal"),
    flags=re.IGNORECASE,
)
_NO_DIFFERENCE = Pattern(
    rf"\b(?:made|makes) no difference (?:at all )?(?:to|in|for) (?:the |its )?(?P<what>[A-Za-z][\w@-]*(?: [\w@-]+){{0,2}}?){_ENDS}|"
    r"\b(?:left|leaves|kept|keeps) (?:the |its )?(?P<kept>[A-Za-z][\w@-]*(?: [\w@-]+){0,2}?) (?:unchanged|the same|untouched|as it was)\b",
    *("no difference", "left", "leaves", "kept", "keeps"),
    flags=re.IGNORECASE,
)
_EACH = re.compile(r"^(?:in |for )?(?:all|every|each)\b", re.IGNORECASE)
"""Who says it of each is wrong by one."""
_NEARLY = re.compile(
    r"\b(?:about|almost|nearly|roughly|practically|virtually|essentially|more or less|hardly|not|never|no|much|otherwise|basically|around|similar|within)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:] |, (?!(?:and )?[\w-]+(?:,| and\b))|\b(?:while|although|though|because|so that|but|since)\b")
_MANY = 12
"""Of more lines than so many nobody says such a thing in passing."""


def sameness(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that two things have the same of something, or that it did not change, where the lines have different values."""
    none = _NO_DIFFERENCE.search(sentence)
    match = none or _DID_NOT_CHANGE.search(sentence) or _SAME.search(sentence)
    if match is None or SAID.search(sentence) or len(evidence.firsthand) > _MANY:
        return _GOOD
    before = _CLAUSE.split(sentence[: match.start()])[-1]
    after = _CLAUSE.split(sentence[match.end() :])[0]
    if _NEARLY.search(f"{before[-_CLOSE:]} {after[:_CLOSE]}"):
        return _GOOD
    what = match.groupdict().get("what") or match.groupdict().get("kept") or before
    apart = _differ(what, f"{before} {after}", evidence, each=_EACH.search(sentence) is not None)
    if not apart:
        return _GOOD
    other = next((value for value in apart if value.quantity.value != apart[0].quantity.value), apart[-1])
    return Verdict(False, "direction", f"{apart[0].quantity.text} and {other.quantity.text} are not the same")


_CLOSE = 18


def _differ(what: str, clause: str, evidence: Evidence, *, each: bool) -> Sequence[Value]:
    """Give the values of what is spoken of that differ from one line that a clause names to the next, or from then to now."""
    if counted := numbers_of(f"{what.strip()} did", evidence):
        return counted if len({value.quantity.value for value in counted}) == len(counted) else ()
    lines = named_lines(clause, evidence.firsthand)
    lines = lines if len(lines) > 1 else evidence.firsthand
    spoken = told(what, evidence)
    values = [value for line in lines if (value := value_of(what, spoken, line))] or _of_their_unit(what, lines)
    if len(values) > 1:
        several = len({value.quantity.value for value in values})
        return values if several == len(values) or (each and several > 1) else ()
    about = (line for line in lines if line.words & spoken)
    pairs = ((one, other) for line in about for one, other in combinations(line.values, 2))
    return next((pair for pair in pairs if then_and_now(*pair)), ())


_UNITS = {
    "size": Dimension.BYTES, "memory": Dimension.BYTES, "space": Dimension.BYTES, "time": Dimension.TIME, "duration": Dimension.TIME,
    "long": Dimension.TIME, "cost": Dimension.DOLLARS, "price": Dimension.DOLLARS,
}  # fmt: skip


def _of_their_unit(what: str, lines: Sequence[Statement]) -> list[Value]:
    """Give the one amount of each line, or the two of one line, of the unit in which what is spoken of is told: 1.2 MB for a size."""
    unit = next((_UNITS[word] for word in what.lower().split() if word in _UNITS), None)
    found = [[value for value in line.values if value.quantity.dimension is unit] for line in lines] if unit else []
    if unit is Dimension.TIME and not any(found):
        found = [[v for v in line.values if v.exact and v.key & _SECONDS] for line in lines]
    if len(found) == 1:
        return found[0] if len(found[0]) == _TWO else []
    return [some[0] for some in found] if all(len(some) == 1 for some in found) else []


_SECONDS = stems("s sec secs seconds min mins minutes h hours duration elapsed")
"""What a column of bare numbers is called that are times."""
_TWO = 2

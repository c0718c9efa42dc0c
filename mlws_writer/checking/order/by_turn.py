"""What is called the best, the worst or the slowest by when it came, the last evaluation, the first run: held against the lines in their order."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.kinds import DENIED, signed
from mlws_writer.checking.numbers.one_value import value_of
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.ground import BEST_IS
from mlws_writer.checking.reading.language import SAID
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.superlatives import SIGNS
from mlws_writer.checking.reading.tokens import ORDINALS, places
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.patterns import Pattern

_GOOD = Verdict(True)
_NTH = {**{word: n - 1 for word, n in ORDINALS.items()}, "last": -1, "final": -1}
_BY_TURN = Pattern(
    rf"^\W*the (?P<nth>{'|'.join(_NTH)})(?: (?:of the )?(?P<noun>[a-z-]+(?: [a-z]+)?)| one)? (?:was|is|did|had|has|reached|gave|came out|turned out(?: to be)?|proved(?: to be)?|scored|took|ran|needed)(?: by far)?(?: the)? (?P<most>{'|'.join(SIGNS)})\b(?P<rest>[^,;.]*)",
    *_NTH,
    flags=re.IGNORECASE,
)
_NOT_OF_ALL = re.compile(
    r"\b(?:so far|until then|yet|of the (?:two|three|first|last)|second|third|among|except|but)\b", re.IGNORECASE
)
_FEW = 2


def by_turn(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that the last or the n-th of some was the best of them where another of the cited lines is."""
    match = _BY_TURN.search(sentence)
    if match is None or SAID.search(sentence) or DENIED.search(sentence) or _NOT_OF_ALL.search(match["rest"]):
        return _GOOD
    sign, about = SIGNS[match["most"].lower()]
    if match["most"].lower() == "best" and (best := _another_is_best(evidence)):
        return Verdict(False, "wrong_entity", f"a fact says that the best is {best}")
    at = _NTH[match["nth"].lower()]
    courses = list(_courses(f"{match['noun'] or ''} {match['rest']}", sign, about, evidence))
    courses = [course for course in courses if len(course) >= _FEW and at < len(course)]
    if not courses or any(_leads(at, course, signed(course[0], sign, about)) for course in courses):
        return _GOOD
    return Verdict(
        False, "wrong_entity", f"{courses[0][at].quantity.text} is not the {match['most']} of the cited ones"
    )


def _leads(at: int, course: Sequence[Value], way: int) -> bool:
    return course[at].quantity.value * way == max(value.quantity.value * way for value in course)


def _courses(what: str, sign: int, about: str, evidence: Evidence) -> Iterator[list[Value]]:
    """Give the value of each cited line of what is spoken of, or of each measure that has a good side and all lines have once."""
    if metric_of(what.split()) or about == "":
        spoken = told(what, evidence)
        yield [value for line in evidence.firsthand if (value := value_of(what, spoken, line))]
    elif about == "good" and evidence.firsthand:
        measured = [Counter(value.metric for value in line.values) for line in evidence.firsthand]
        for metric in measured[0]:
            if metric and names.sign(metric) and all(each[metric] == 1 for each in measured):
                yield [value for line in evidence.firsthand for value in line.values if value.metric == metric]


def _another_is_best(evidence: Evidence) -> str:
    """Give what the last cited line calls the best, where it is itself another one of the kind."""
    line = evidence.firsthand[-1].text if evidence.firsthand else ""
    best = BEST_IS.search(line)
    if best is None:
        return ""
    own = places(f"{line[: best.start()]} {line[best.end() :]}").get(best["kind"].lower(), frozenset())
    return f"{best['kind']} {best['number']}" if own and best["number"].lstrip("0") not in own else ""

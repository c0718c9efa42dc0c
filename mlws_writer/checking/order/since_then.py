"""What something was by a line that tells of an earlier one, and what it is by its own: previous checkpoint: mmlu 0.611, gsm 0.402."""

from collections.abc import Sequence

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import tokens
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.dimensions import WHEN

_EARLIER = frozenset(map(stem, ["previous", "prev", "former", "earlier", "prior", "old", "last"]))
_ANY = frozenset(map(stem, ["value", "score", "result"]))


def then_and_since(clause: str, evidence: Evidence) -> tuple[Value, Value] | None:
    """Give what a clause speaks of by the one cited line of something earlier, and by the one other that is of it."""
    lines = evidence.firsthand
    earlier = [line for line in lines if line.words & _EARLIER]
    if len(earlier) != 1 or len(lines) == 1:
        return None
    spoken = told(clause, evidence)
    was = _best(spoken, [v for v in earlier[0].values if v.quantity.dimension not in WHEN])
    found = [now for line in lines if line is not earlier[0] and was and (now := _now(was, line, spoken))]
    return (was, found[0]) if was and len(found) == 1 else None


def _best(spoken: frozenset[str], values: Sequence[Value]) -> Value | None:
    """Find the one value whose own name is spoken of in full."""
    own = [value for value in values if value.key and value.key <= spoken]
    most = max((len(value.key) for value in own), default=0)
    own = [value for value in own if len(value.key) == most]
    return own[0] if len(own) == 1 else None


def _now(was: Value, line: Statement, spoken: frozenset[str]) -> Value | None:
    """Find the value of a line or of a row that is of the same, and written alike."""
    alike = [v for v in line.values if v.quantity.dimension is was.quantity.dimension]
    if was.key <= tokens(" ".join(line.labels)):
        named = [v for v in alike if v.key & _ANY] or [v for v in alike if v.metric] or alike
        named = [v for v in named if v.quantity.behind_point == was.quantity.behind_point]
        return named[0] if len(named) == 1 else None
    return _best(spoken, [v for v in alike if v.key == was.key])

"""What part of some things failed, held against the row that counts both: 48 of 1,600 calls are 3% of them."""

import re
from collections.abc import Iterator
from decimal import Decimal

from mlws_writer.checking.agreement import HUNDRED, close, hedge, rounded
from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.language import stem, stems
from mlws_writer.checking.statements import Statement
from mlws_writer.checking.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.quantities import Dimension, quantities

_FAILED = re.compile(
    r"[\s)]*of (?:the |all |all the |its )?(?P<what>[a-z]+)s? (?:had )?(?:failed|errored|timed out|(?:were|was) (?:lost|rejected|dropped|refused)|ended in errors?|came back with errors?)\b"
)
_FAILURES = frozenset(
    map(stem, ["failed", "failures", "errors", "err", "errs", "timeouts", "rejected", "dropped", "lost"])
)


def failing_share(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a percentage of things that failed which is not that of the cited row."""
    for each in quantities(sentence):
        match = _FAILED.match(sentence, each.end) if each.dimension is Dimension.PERCENT else None
        if match is None:
            continue
        quantity, hedged = rounded(sentence, each), hedge(sentence, each)
        shares = [share for statement in evidence.statements for share in _shares(statement, match["what"])]
        if shares and not any(close(quantity.value, quantity.slack, share, hedged) for share in shares):
            return Verdict(False, "wrong_arithmetic", f"{shares[0]:.1f}% of them failed, not {each.text}")
    return Verdict(True)


def _shares(statement: Statement, what: str) -> Iterator[Decimal]:
    counts = [value for value in statement.values if _is_count(value) and not statement.tainted]
    failures = [value.quantity.value for value in counts if value.key & _FAILURES]
    wholes = [value.quantity.value for value in counts if value.key & stems(what)]
    if len(failures) == len(wholes) == 1 and wholes[0]:
        yield failures[0] / wholes[0] * HUNDRED


def _is_count(value: Value) -> bool:
    return value.exact and value.quantity.dimension is Dimension.PLAIN and value.quantity.value % 1 == 0

"""Columns as people speak of them: the 95th percentile is `p95_ms`, the share of correct answers `answer_ok`."""

import re
from collections.abc import Sequence
from functools import lru_cache

from mlws_writer.checking.numbers.bounds import bounds_held
from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.identity import plain, spots
from mlws_writer.checking.numbers.kinds import signed
from mlws_writer.checking.numbers.leads import COMPARES
from mlws_writer.checking.reading.agreement import agrees
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import CLAUSE
from mlws_writer.checking.reading.statements import Statement, measured, source
from mlws_writer.checking.reading.superlatives import MOST, SIGNS, above_it
from mlws_writer.checking.reading.values import Value, word_before
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_COLUMNS = tuple(
    (re.compile(rf"\b(?:{said})(?!\w)", re.IGNORECASE), re.compile(rf"(?<![a-z\d])(?:{logged})(?![a-z\d])", re.IGNORECASE))
    for said, logged in (
        (r"median|50th percentile|p50", r"p50|median|med|q50"),
        (r"90th percentile|p90", r"p90|q90"),
        (r"95th percentile|p95", r"p95|q95"),
        (r"99th percentile|p99|tail latency", r"p99|q99"),
        (r"(?:mean|average) (?:latency|response time|time)", r"(?:mean|avg|average)(?:_latency|_lat|_time)?(?:_ms|_s)?"),
        (r"throughput|requests? rate|(?:requests|tokens|images|samples|queries|sentences) per second", r"(?:req|tok|img|images|samples|tokens|requests|it|q|ex|sents?)(?:_s|/s|_per_s|_per_sec|/sec)|rps|qps|tps|throughput|t?flops"),
        (r"number of errors|errors|failed requests", r"errors?|err|errs|failed"),
        (r"mean absolute error|MAE", r"mae"),
        (r"root mean squared? error|RMSE", r"rmse"),
        (r"mean absolute percentage error|MAPE", r"mape"),
        (r"hit rate|hit@\d+|hits? at \d+", r"hit(?:_rate|s)?(?:@?\d+)?"),
        (r"mean reciprocal rank|MRR", r"mrr(?:@\d+)?"),
        (r"(?:share|proportion|percentage|fraction) of (?:correct|right) answers|answers (?:were|was|are) (?:correct|right)|correct answers", r"ans(?:wer)?s?(?:_ok|_acc|_correct)?|correct"),
        (r"time per (?:query|question|request)|query time", r"(?:ms|s|sec)(?:/|_per_|_)(?:query|question|request|q)|query_(?:ms|s)"),
        (r"(?:file )?size|size of the (?:file|model)", r"(?:file_?|model_?)?size(?:_[kmg]i?b)?|file_[kmg]i?b|disk"),
        (r"(?:GPU |video |peak )?memory|VRAM", r"(?:v?ram|mem|memory|gpu_mem|peak_mem)(?:_used|_peak)?(?:_[kmg]i?b)?"),
        (r"load(?:ing)? time|time to load", r"load(?:_time)?(?:_m?s)?"),
        (r"(?:training|fit|fitting) time|time (?:to|for) (?:train|training|fitting)", r"(?:train|fit|training)(?:_time)?_?(?:s|h|min|sec|hours)|(?:time|wall)_h|hours"),
        (r"perplexity", r"ppl|perplexity"),
        (r"(?:mean|average) power(?: draw)?", r"(?:watt|power|w)_(?:avg|mean)|(?:avg|mean)_(?:w|watt|power)"),
        (r"(?:peak|maximum|highest|max) power(?: draw)?", r"(?:watt|power|w)_(?:max|peak)|(?:max|peak)_(?:w|watt|power)"),
        (r"temperature", r"(?:max_|avg_)?temp(?:erature)?(?:_max|_avg)?(?:_c)?"),
        (r"energy(?: used| consumption| use)?", r"(?:energy_?)?(?:k?wh|mj|joules?)|energy"),
        (r"number of (?:examples|samples|instances)|support", r"support|n|count|examples|samples"),
        (r"costs?|price", r"(?:cost|price)(?:_usd|_eur)?|usd|eur"),
        (r"precision", r"prec(?:ision)?|p"),
        (r"recall", r"rec(?:all)?|r"),
        (r"F1(?: score)?", r"f1(?:[-_]score)?"),
        (r"(?:train(?:ing)?) loss", r"(?:train|tr)_?loss"),
        (r"(?:validation|val) loss", r"val(?:id)?_?loss"),
        (r"(?:validation|val) accuracy", r"val(?:id)?_?acc(?:uracy)?"),
    )
)  # fmt: skip
"""How a sentence calls what a column is of, and how columns are named for it."""
_ANY = re.compile("|".join(said.pattern for said, _ in _COLUMNS), re.IGNORECASE)
_FEW = 2
_GOOD = Verdict(True)


def other_column(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a value of a row whose column is not the one that its clause speaks of."""
    said = _said(sentence)
    written = quantities(sentence) if said and not COMPARES.search(sentence) else ()
    held = bounds_held(sentence, evidence) if written else ()
    written = tuple(each for each in written if (each.start, each.end) not in held)
    for statement in evidence.statements if written else ():
        row = [] if statement.tainted else _named(statement)
        for quantity in filter(lambda each: _is_value(each, sentence), written) if len(row) >= _FEW else ():
            if other := _other(quantity, sentence, row, written):
                return Verdict(False, "number_swap", f"{quantity.text} is not the value of {other}")
    return _GOOD


def _other(quantity: Quantity, sentence: str, row: list[tuple[str, Value]], written: Sequence[Quantity]) -> str:
    """Name the column of which a sentence speaks right before the number of another one."""
    own = [name for name, value in row if agrees(quantity, value)]
    told_before = (
        q.end for q in written if q.end <= quantity.start and any(_is_column(n) and agrees(q, v) for n, v in row)
    )
    start = max(told_before, default=0)
    meant = _meant(_clause(sentence, quantity.start, start), [name for name, _ in row])
    if len(meant) != 1 or not own or not all(_is_column(name) and name not in meant for name in own):
        return ""
    value = next(value for name, value in row if name in meant)
    return "" if any(agrees(other, value) for other in written) else min(meant)


_BY = re.compile(r"\bby (?:about |only |just |almost |nearly )?$")


def _is_value(quantity: Quantity, sentence: str) -> bool:
    """Tell whether a number may be one of a column: no place, no count in words, no difference."""
    apart = quantity.spelled or quantity.dimension in (*WHEN, Dimension.POINTS, Dimension.TIMES)
    return not apart and plain(quantity) not in spots(sentence) and not _BY.search(sentence[: quantity.start])


def _is_column(name: str) -> bool:
    """Tell whether a column is one of those that people speak of: no number of a row or a setting."""
    return name not in _STATISTICS and any(logged.search(name.replace(" ", "_")) for _, logged in _COLUMNS)


_STATISTICS = frozenset(["mean", "avg", "average", "median", "n", "count", "p", "r"])
"""What by itself names no column, but what is given of another."""


def extreme_of_column(sentence: str, evidence: Evidence) -> Verdict | None:
    """Judge that a column is highest or lowest in one of the cited rows; nothing where that is not what is said."""
    most = MOST.search(sentence)
    sign, about = SIGNS.get(most.group().lower(), (0, "")) if most else (0, "")
    if (
        most is None
        or not sign
        or about not in ("", "good")
        or not _said(sentence)
        or len(evidence.statements) <= _FEW
        or COMPARES.search(sentence)
        or MOST.search(sentence, most.end())
        or _SHARE.match(sentence, most.end())
    ):
        return None
    clause = _clause(sentence, most.start())
    rows = [(s, _named(s)) for s in evidence.firsthand]
    found: list[tuple[Statement, Value]] = []
    for statement, row in rows:
        meant = _meant(clause, [name for name, _ in row])
        own = [value for name, value in row if name in meant]
        found += [(statement, own[0])] if len(own) == 1 else []
    if len(found) <= _FEW:
        return None
    shared = frozenset.intersection(*(statement.tags for statement, _ in found))
    spoken = told(clause, evidence)
    named = [value.quantity.value for statement, value in found if (statement.tags - shared) & spoken]
    if len(named) != 1:
        return None
    wants = signed(found[0][1], sign, about)
    if not wants:
        return None
    beyond = {value.quantity.value for _, value in found if value.quantity.value * wants > named[0] * wants}
    right = len(beyond) == above_it(most, sentence)
    return _GOOD if right else Verdict(False, "wrong_entity", f"what is named is not the {most.group().lower()}")


_SHARE = re.compile(r" (?:share|proportion|percentage|fraction|rate) of\b", re.IGNORECASE)
"""What is told by two columns, a count and that of which it is part."""


def _clause(sentence: str, at: int, start: int = 0) -> str:
    """Give the clause that a place of a sentence lies in, from `start` on."""
    cuts = [match.start() for match in CLAUSE.finditer(sentence)]
    start = max((cut for cut in cuts if start <= cut <= at), default=start)
    return (
        sentence[start : min((cut for cut in cuts if cut > at), default=len(sentence))]
        if not start
        else sentence[start:at]
    )


def _named(statement: Statement) -> list[tuple[str, Value]]:
    """Give the values of a line with the names of their columns, or the names that stand right before them."""
    found = ((v.name if v.headed else word_before(v, source(statement, v)), v) for v in measured(statement))
    return [(name.lower(), value) for name, value in found if name]


@lru_cache(maxsize=1_000)
def _said(text: str) -> tuple[re.Pattern[str], ...]:
    """Give how the columns that a text speaks of are named."""
    return tuple(logged for said, logged in _COLUMNS if said.search(text)) if _ANY.search(text) else ()


def _meant(text: str, names: list[str]) -> set[str]:
    """Give which of some columns a text speaks of."""
    return {name for logged in _said(text) for name in names if logged.search(name.replace(" ", "_"))}

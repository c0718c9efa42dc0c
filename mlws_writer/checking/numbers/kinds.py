"""Values that can be compared with one another: those of one kind, of one column, of one list, and which sign is the better."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem
from mlws_writer.checking.reading.series import PLACE_WORDS, numbers_places
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import SAME_PLACE
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts import names
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension

DENIED = re.compile(r"\b(?:not|no|never|neither|nor|hardly)\b", re.IGNORECASE)

PLACED = re.compile(r"\b(first|second|third|fourth|last|earlier|later|former|latter)\b", re.IGNORECASE)

AT = {
    "first": 0,
    "earlier": 0,
    "former": 0,
    "second": 1,
    "later": 1,
    "latter": 1,
    "third": 2,
    "fourth": 3,
    "last": -1,
}

ABOUT = {
    "accuracy": frozenset(map(stem, ["accuracy", "acc", "correct"])),
    "sensitivity": frozenset(map(stem, ["sensitivity", "sens", "recall"])),
    "precision": frozenset(map(stem, ["precision", "prec"])),
    "importance": frozenset(map(stem, ["importance", "importances", "gain", "shap"])),
    "cost": frozenset(map(stem, ["cost", "price", "usd", "eur", "dollars"])),
    "size": frozenset(map(stem, ["size", "bytes", "mib", "mb", "gb", "gib", "params", "parameters"])),
    "time": frozenset(map(stem, ["time", "seconds", "rtf", "duration", "elapsed", "runtime", "min", "minutes", "hours", "took", "s", "ms", "latency", "took", "wall", "length", "len", "tokens", "words", "lines"])),
}  # fmt: skip

_RATES = frozenset(
    map(
        stem,
        [
            "throughput",
            "speed",
            "rate",
            "fps",
            "it",
            "tps",
            "qps",
            "rps",
            "wps",
            "ups",
            "sps",
            "flops",
            "tflops",
            "gflops",
        ],
    )
)

_COUNTED = frozenset(
    map(
        stem,
        [
            "tok",
            "tokens",
            "samples",
            "images",
            "img",
            "imgs",
            "iterations",
            "iter",
            "it",
            "requests",
            "req",
            "reqs",
            "queries",
            "documents",
            "docs",
            "frames",
            "rows",
            "steps",
            "sequences",
            "seqs",
            "words",
            "items",
            "examples",
            "batches",
            "utterances",
            "pages",
            "sentences",
            "pairs",
            "updates",
        ],
    )
)
"""What is counted by the second: img/s."""
_PER_MS = frozenset(["per", "fps", "tps", "qps", "rps"])
_FLOATS = frozenset(["fp8", "fp16", "fp32", "fp64"])
"""What is called fp without being so many frames a second."""

_MONEY = (Dimension.DOLLARS, Dimension.EUROS, Dimension.POUNDS)

_PER_SECOND = re.compile(
    r"/\s?s(?:ec)?\b|per_?s(?:ec)?|(?<![A-Za-z])[KMG]i?[Bb](?:ps|_s)\b|(?<![A-Za-z])(?:toks?|tokens|imgs?|images|samples|it|docs|frames|rows|reqs?|steps|seqs?|sents?|sentences|words|chars|queries|clips|pages|files|examples)_s\b",
    re.IGNORECASE,
)

_TIME_PER = re.compile(r"(?<![A-Za-z/])(?:s|secs?|seconds?|min|minutes?|h|hours?)(?:/|_per_| per )[a-z]", re.IGNORECASE)
"""What names a time that one thing takes."""

SPEED = Pattern(
    r"\b(?:throughput|speed|frame rate|request rate|(?:frames|steps|tokens|samples|images|requests|queries) (?:per|a) second)\b",
    *("throughput", "speed", "rate", "second"),
    flags=re.IGNORECASE,
)
"""What a sentence calls a rate."""

_SPREAD = {stem("spread"): frozenset(map(stem, ["sd", "std", "stdev", "stddev", "deviation", "var", "variance"]))}

_ROWS = 200
_ERROR = stem("error")
"""What a report may call any measure of which less is better: smallest error, in whatever it was measured."""


def lists_named(spoken: frozenset[str], about: str, evidence: Evidence) -> Iterator[list[Value]]:
    """List the lists of one line of which a sentence names an item; names that stand in several lines head columns."""
    lines = Counter(value.tags for row in evidence.lists for value in row[1:])
    for row in evidence.lists:
        heads = len(row) > 1 and all(lines[value.tags] > 1 for value in row[1:])
        timed = about in ("speed", "time") and row[0].quantity.dimension is Dimension.TIME
        if (timed or about in ("good", "", "importance")) and not heads and any(value.tags & spoken for value in row):
            yield [value for value in row if not value.key <= REST] or list(row)


def columns_named(
    near: frozenset[str], spoken: frozenset[str], about: str, evidence: Evidence
) -> Iterator[list[Value]]:
    """List the columns of lines of one shape that a sentence compares, by their keys or by what its adjective is about."""
    wanted = ABOUT.get(about, frozenset())
    columns = [column for column in evidence.columns if about == "good" or _may_be(column[0], about, wanted)]
    columns = [column for column in columns if not (stem("best") in column[0].key and column[0].key & PLACE_WORDS)]
    if about == "good":
        columns = [column for column in columns if is_score(column) or better_sign(column[0])] or columns
    if about == "speed":
        columns = _of_the_work(columns, spoken)
    scores = [len(c[0].key & near) * 2 + len(c[0].key & (spoken | wanted)) for c in columns]
    best = max(scores, default=0)
    if about == "" and near and any(not c[0].key for c in columns) and not any(c[0].key & near for c in columns):
        return  # what is meant may be the column that nothing names
    for column, score in zip(columns, scores, strict=True):
        if score == best and (
            best
            or (about in ("speed", "time", "cost", "good") and signed(column[0], 1, about))
            or (about == "good" and is_score(column))
            or (about == "importance" and _stands_above(about, evidence))
        ):
            yield list(column)
            if len(cited := [value for value in column if value.statement in evidence.own]) > 2:
                yield cited


_ABOVE = 15
"""How many lines above a cited one may say what the rows of a bare table are."""


def _stands_above(about: str, evidence: Evidence) -> bool:
    """Tell whether a line above the first cited one says what an adjective is about."""
    first = evidence.statements[0].id
    above = (evidence.ground.by_id[p] for p in range(max(first - _ABOVE, 0), first) if p in evidence.ground.by_id)
    return any(statement.words & ABOUT[about] for statement in above)


_SPREADS = frozenset(map(stem, ["sd", "std", "loss", "lr", "error"]))


def is_score(column: Sequence[Value]) -> bool:
    """Tell whether a column without a name may be what things are called good by: fractions, no times and no counts."""
    kinds = {value.quantity.dimension for value in column}
    parts = all("." in value.quantity.text for value in column)
    return kinds <= {Dimension.PLAIN, Dimension.PERCENT} and parts and not column[0].key & _SPREADS


def groups_of(spoken: frozenset[str], about: str, evidence: Evidence) -> Iterator[list[Value]]:
    """List the groups of values of one kind that some words may compare: those whose names they say most of."""
    wanted = ABOUT.get(about, frozenset()) | {w for word, others in _SPREAD.items() if word in spoken for w in others}
    groups = [
        g for k, g in evidence.ground.by_key.items() if k and 1 < len(g) <= _ROWS and _may_be(g[0], about, wanted)
    ]
    groups = [g for g in groups if not numbers_places(g)]
    behind = [g for g in groups if any(value.statement in evidence.own for value in g)]
    groups = behind or groups
    if about == "speed":
        groups = _of_the_work(groups, spoken)
    scores = [len(group[0].key & (spoken | wanted)) for group in groups]
    if _ERROR in spoken and not any(scores):
        scores = [int(group[0].metric not in ("", "loss") and names.sign(group[0].metric) < 0) for group in groups]
    if best := max(scores, default=0):
        yield from (_cited_kind(group, evidence) for group, score in zip(groups, scores, strict=True) if score == best)
    elif about in ("speed", "time", "good"):
        placed = any("=" in token for token in spoken)
        yield from groups if placed else behind  # what is nowhere behind it a sentence speaks of by its place alone


READYING = frozenset(map(stem, ["load", "loading", "startup", "init", "warmup", "compile", "build", "download"]))
"""What goes before the work."""


_Group = TypeVar("_Group", bound=Sequence[Value])


def _of_the_work(groups: list[_Group], spoken: frozenset[str]) -> list[_Group]:
    """Leave out how long it took to get ready, where that is not spoken of and something else may be meant."""
    return [group for group in groups if not group[0].key & READYING - spoken] or groups


def _cited_kind(group: list[Value], evidence: Evidence) -> list[Value]:
    """Keep of a group the values that stand in such lines as the cited ones: those of the table, not of its parts."""
    cited = {value.headed for value in group if value.statement in evidence.own}
    return [value for value in group if value.headed in cited] if len(cited) == 1 else group


def _may_be(value: Value, about: str, wanted: frozenset[str]) -> bool:
    """Tell whether a value can be what an adjective is about: fast wants a rate or a time, best a metric."""
    if value.quantity.dimension in WHEN:
        return False
    if about == "speed":
        return is_speed(value)
    if about == "time":
        return value.quantity.dimension is Dimension.TIME or bool(value.key & wanted)
    if about == "good":
        return bool(better_sign(value))
    if about == "cost" and value.quantity.dimension in _MONEY:
        return True
    return about == "" or bool(value.key & wanted) or (about == "size" and value.quantity.dimension is Dimension.BYTES)


REST = frozenset(map(stem, ["none", "other", "others", "unknown", "misc", "null", "rest"]))


def _without_the_rest(row: Sequence[Value]) -> list[Value]:
    """Leave out of the counts of a row their total, and what belongs to none of what is counted."""
    total = max((v.quantity.value for v in row), default=0)
    if len(row) < _SUMMED or 2 * total != sum(v.quantity.value for v in row):
        return list(row)
    return [v for v in row if v.quantity.value != total and not v.key & REST]


_SUMMED = 4
"""From how many values on it is no chance that one is the sum of the others."""


def rows_named(spoken: frozenset[str], evidence: Evidence) -> Iterator[list[Value]]:
    """List the rows behind a sentence whose values it compares with one another, by the names of those values."""
    for statement in evidence.statements:
        row = [v for v in statement.values if v.exact and v.quantity.dimension in (Dimension.PLAIN, Dimension.PERCENT)]
        row = _without_the_rest(row)
        named = [len(v.key & spoken) for v in row]
        one = bool(row) and max(named) > 0 and named.count(max(named)) == 1
        alike = len({value.quantity.dimension for value in row}) == 1
        if len(row) > 2 and len({value.metric for value in row}) == 1 and alike and one:
            yield [replace(v, tags=v.key) for v in row]


def lines_named(evidence: Evidence) -> Iterator[list[Value]]:
    """List the lines behind a sentence that name values of one measure."""
    for statement in evidence.statements:
        row = [replace(v, tags=v.key) for v in statement.values if v.exact and v.metric and not v.headed]
        if len(row) > 1 and len({value.metric for value in row}) == 1:
            yield row
        yield from _columns_of_one_measure(statement.values)


def _columns_of_one_measure(values: Sequence[Value]) -> Iterator[list[Value]]:
    """List the values of a row that stand in columns of one measure each of its own thing: lgbm_mae, nhits_mae."""
    measures: dict[str, list[Value]] = {}
    for value in values:
        if value.headed and value.metric and "_" in value.metric:
            measures.setdefault(value.metric.rpartition("_")[2], []).append(value)
    for measure, row in measures.items():
        if len(row) > 1 and names.sign(measure):
            yield [replace(value, tags=value.key, metric=measure) for value in row]


def is_speed(value: Value) -> bool:
    """Tell whether a value says how fast something is, be it a time or a rate."""
    return value.quantity.dimension in (Dimension.RATE, Dimension.TIME) or bool(value.key & (_RATES | ABOUT["time"]))


def is_rate(value: Value) -> bool:
    """Tell whether a value is so many a second."""
    timed = value.quantity.dimension is Dimension.TIME
    if ("ms" in value.key and not value.key & _PER_MS) or _TIME_PER.search(value.name):
        return False  # 147 ms/it, sec/page
    rates = _RATES - {"fp"} if value.key & _FLOATS else _RATES
    rated = value.quantity.dimension is Dimension.RATE or bool(value.key & rates)
    return (
        rated
        or _PER_SECOND.search(value.name) is not None
        or {"token", "sec"} <= value.key
        or {"per", "sec"} <= value.key
        or ("sec" in value.key and not timed and not _COUNTED.isdisjoint(value.key))
    )


def better_sign(value: Value) -> int:
    """Say which sign of a difference is the better one; 0 where nobody knows."""
    if value.headed and not value.metric and "=" in value.name and 0 < value.quantity.value < 1:
        return 1  # a score whose name stands elsewhere
    return names.sign(value.metric) or int(value.headed and not value.metric and is_rate(value))


def signed(value: Value, sign: int, about: str) -> int:
    """Say which sign makes a value what the sentence says, whether that is good, fast or simply high."""
    if about == "good":
        return sign * better_sign(value)
    if about == "accuracy" and names.sign(value.metric) < 0:
        return -sign  # the least accurate has the largest error
    if about == "speed" and not is_rate(value):
        return -sign  # of two durations the shorter is the faster
    return sign


def is_its_number(value: Value, statement: Statement) -> bool:
    """Tell whether a number is that by which a trial, an epoch is called."""
    written = value.quantity.text.removesuffix(".0").lstrip("0") or "0"
    kinds = [tag.partition("=")[0] for tag in statement.tags if tag.endswith(f"={written}")]
    return any(value.key & _NUMBERED[kind] for kind in kinds if kind in _NUMBERED)


_NUMBERED = {
    kind: frozenset(map(stem, [kind, *(short for short, full in SAME_PLACE.items() if full == kind)]))
    for kind in ("trial", "fold", "attempt", "seed", "epoch", "step", "round", "iteration", "update")
}
"""What goes by a number, and how lines write it."""

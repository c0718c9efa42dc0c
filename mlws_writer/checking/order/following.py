"""The values that a clause follows from one place to the next, in the order of time."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.kinds import is_its_number, is_rate
from mlws_writer.checking.reading.agreement import agrees
from mlws_writer.checking.reading.counterparts import THEN_OF
from mlws_writer.checking.reading.ellipsis import with_its_unit
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import SPLITS, stem, stems, words_of
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.then_and_now import is_earlier, then_and_now
from mlws_writer.checking.reading.values import EARLIER, Value
from mlws_writer.facts import names
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.patterns import Words
from mlws_writer.facts.quantities import Dimension, quantities

GOAL = Words(r"\b(?:goals?|targets?|limits?|thresholds?|slo|required|requirements?|budgets?)\b")
"""What a line says that is to be reached, and no value of a course."""
VALUED = re.compile(
    r"\b(?:from|to|of|at)\s+(?:(?:about|roughly|around|nearly|almost|just|over|under|some|an?|only|below|above)\s+)*[$€£]?$",
    re.IGNORECASE,
)
"""What stands right before a value; where a noun stands between, the number is a place: from update 35000 to update 40000."""


def spoken_of(sentence: str, evidence: Evidence) -> list[Value]:
    """Collect the values of what a sentence speaks of, whatever it is called, from the facts behind it, in order."""
    spoken = told(sentence, evidence)
    written = [q.value for q in quantities(sentence)]
    groups: dict[frozenset[str], list[Value]] = {}
    for statement in sorted(evidence.statements, key=lambda each: -len((each.tags | each.words) & spoken)):
        if (
            (pair := _arrow(statement) or _then_and_now(statement))
            and statement.tags & spoken
            and not statement.tainted
        ):
            return list(pair)
        if (pair := _of_two(statement, spoken)) and not statement.tainted:
            return list(pair)
    for value in evidence.values:
        if names.is_step(value.name) or value.quantity.dimension in WHEN or value.key <= _HOURS:
            continue  # 131M below timesteps says when, not how much
        if value.quantity.value % 1 == 0 and _is_a_number_of_its_line(value, evidence):
            continue
        if value.key & spoken and not evidence.of(value).tainted:
            groups.setdefault(value.key, []).append(value)
    counted = (_without_totals(group, evidence) for group in groups.values() if len(group) > 1)
    several = [g for g in counted if len(g) > 1 and not all(v.quantity.value in written for v in g)]
    several = [g for g in several if not is_set(g, sentence)]
    best = max((len(group[0].key & spoken) for group in several), default=0)
    chosen = [group for group in several if len(group[0].key & spoken) == best]
    if len(chosen) > 1:  # what the sentence names first is what it is about
        first = min(_named_at(group[0], sentence) for group in chosen)
        chosen = [group for group in chosen if _named_at(group[0], sentence) == first]
    return in_order(chosen[0], evidence) if len(chosen) == 1 else []


def is_set(group: Sequence[Value], sentence: str) -> bool:
    """Tell whether whole numbers of one name tell no course: all lines have the same, or the sentence says at which one."""
    if any(value.quantity.value % 1 for value in group):
        return False
    placed = {q.value for q in quantities(sentence) if _AT_ONE.search(sentence[: q.start])}
    return len({v.quantity.value for v in group}) == 1 or any(v.quantity.value in placed for v in group)


_AT_ONE = re.compile(r"\b(?:at|with|after|beyond) (?:only |just |about )?$", re.IGNORECASE)
_HOURS = frozenset(map(stem, ["hour", "day", "week", "month"]))
"""What says of when a line is: hour=09."""


def _named_at(value: Value, sentence: str) -> int:
    """Say at which word a sentence first names what a value is of."""
    words = words_of(sentence)
    return next((place for place, word in enumerate(words) if stem(word) in value.key), len(words))


def speeds(evidence: Evidence) -> list[Value]:
    """Collect the rates of the cited facts, where those are of one thing; what it was comes before what it is."""
    for statement in evidence.statements:
        if (pair := _then_and_now(statement)) and all(map(is_rate, pair)) and not statement.tainted:
            return list(pair)
    groups: dict[frozenset[str], list[Value]] = {}
    for value in evidence.values:
        if is_rate(value) and not evidence.of(value).tainted:
            groups.setdefault(value.key, []).append(value)
    return next(iter(groups.values())) if len(groups) == 1 else []


LENGTHS = frozenset(map(stem, ["len", "length", "duration"]))


def lengths(evidence: Evidence) -> list[Value]:
    """Collect how long things were by the cited facts, where those are of one thing."""
    groups: dict[frozenset[str], list[Value]] = {}
    for value in evidence.values:
        if value.key & LENGTHS and not evidence.of(value).tainted:
            groups.setdefault(value.key, []).append(value)
    return next(iter(groups.values())) if len(groups) == 1 else []


_ANY = frozenset(map(stem, ["value", "score", "result"]))
"""Headers of columns that hold whatever their row is of."""


def of_two_lines(sentence: str, evidence: Evidence) -> list[Value]:
    """Give what two cited lines of one shape have of what a sentence names, in their order."""
    spoken = told(sentence, evidence)
    pairs = [[v for v in column if v.statement in evidence.own] for column in evidence.columns]
    pairs = [pair for pair in pairs if not any(_is_a_number_of_its_line(value, evidence) for value in pair)]
    pairs = [pair for pair in pairs if len(pair) == 2 and pair[0].key & (spoken | _ANY)]
    return pairs[0] if len(pairs) == 1 and len(evidence.statements) == 2 else []


def _is_a_number_of_its_line(value: Value, evidence: Evidence) -> bool:
    return is_its_number(value, evidence.of(value))


def _arrow(statement: Statement) -> tuple[Value, Value] | None:
    """Find the two values between which a statement has an arrow, where there is one such pair."""
    found = [
        (one, other)
        for one, other in pairwise(statement.values)
        if re.fullmatch(r"\s*(?:->|→|=>)\s*", statement.text[one.quantity.end : other.quantity.start])
    ]
    return found[0] if len(found) == 1 else None


def _of_two(statement: Statement, spoken: frozenset[str]) -> tuple[Value, Value] | None:
    """Find the two values of what is spoken of that a line gives of one thing and then of another: refusals base 31 -> tuned 4."""
    found = [
        (one, other)
        for one, other in pairwise(statement.values)
        if one.key & other.key & spoken and THEN_OF.fullmatch(statement.text[one.quantity.end : other.quantity.start])
    ]
    return found[0] if len(found) == 1 else None


def _then_and_now(statement: Statement) -> tuple[Value, Value] | None:
    """Find what something was and what it is, where a statement has one such pair."""
    found = [(one, other) for one, other in combinations(statement.values, 2) if then_and_now(one, other)]
    if len(found) != 1:
        return None
    one, other = found[0]
    return (one, other) if is_earlier(one) else (other, one)


_FILES = re.compile(r"\S+\.[a-z]\w+")
"""What is called last.ckpt, and what stands below a heading of that name, is no earlier one."""


def order(value: Value, evidence: Evidence) -> tuple[bool, int, int]:
    """Put values in the order of time: what is called the earlier one first, then as the log has them."""
    line = evidence.of(value)
    own = stems(_FILES.sub(" ", line.text)) | stems(" ".join(line.labels))
    earlier = is_earlier(value) or bool(value.tags & EARLIER & own)
    return (not earlier, *at(value, evidence))


def in_order(values: Sequence[Value], evidence: Evidence) -> list[Value]:
    """Put values in the order of time; what all of them stand in tells none from the others."""
    shared = frozenset.intersection(*(value.tags for value in values)) if len(values) > 1 else frozenset[str]()
    return sorted(values, key=lambda value: order(replace(value, tags=value.tags - shared), evidence))


_TWO = 2
AT_A_STEP = re.compile(r"\b(?:at|after) (?:about )?$")
"""What stands before where a value was: from 4.87 at 5,000 updates."""
_TO_AFTER = re.compile(
    r"\bto (?:an? |about |only |just )?(?P<now>[^,;]{1,60}?)[,;]? (?:after|up from|down from|from)(?: about| only| just)? (?=[\d$€£])"
)
"""What went to one value after another: improved to a kappa of 0.76 in batch 17, after 0.68."""
_SPREAD = re.compile(
    r"\b(?:spread|scatter\w*|standard deviations?|variance|variation|fluctuat\w*|error bars?|uncertainty)\b",
    re.IGNORECASE,
)
_SPREADS = frozenset(map(stem, ["sd", "std", "stdev", "stddev", "variance"]))


_SET_FROM = re.compile(
    r"\b(?:go|mov|switch|chang|stepp|pass)ing from\b|"
    r"^\W*(?:by |when )?(?:rais|increas|lower|reduc|decreas|cutt?|grow|widen|deepen|extend|shorten|lengthen)ing\b[^,;]*?\bfrom\b",
    re.IGNORECASE,
)
"""What went from one value to another is a setting, not what came of it."""


def series(clause: str, evidence: Evidence) -> list[Value]:
    """Collect the values of what a clause speaks of: those it writes itself, else those of its metric, in order."""
    written = [q for q in quantities(clause) if q.dimension not in (Dimension.CLOCK, Dimension.DATE, Dimension.POINTS)]
    span = re.search(r"\bfrom\b.*\bto\b", clause)
    if span and not _SET_FROM.search(clause):
        inside = [q for q in written if q.start > span.start() and VALUED.search(clause[: q.start])]
        inside = [q for q in inside if len(inside) == _TWO or not AT_A_STEP.search(clause[: q.start])]
        if len(inside) >= 2 and inside[0].dimension in (inside[1].dimension, Dimension.PLAIN):
            one = with_its_unit(inside[0], clause) or inside[0]
            return [Value(q, frozenset(), "", 0) for q in (one, inside[1])]
    if (match := _TO_AFTER.search(clause)) and len(written) >= _TWO:
        now, was = (next((q for q in written if q.start >= at), None) for at in (match.start("now"), match.end()))
        if now and was and now.end <= match.end() and now.dimension is was.dimension:
            return [Value(q, frozenset(), "", 0) for q in (was, now)]
    if _SPREAD.search(clause) and (spreads := [v for v in evidence.values if v.key & _SPREADS]):
        return in_order(spreads, evidence)
    metric = metric_of(clause.split())
    if not metric:
        return []
    bare = metric.rpartition(" ")[2]
    split = metric.partition(" ")[0] if " " in metric else ""
    found = [v for v in evidence.values if v.metric.rpartition(" ")[2] == bare and not evidence.of(v).tainted]
    found = [v for v in found if v.quantity.dimension not in WHEN]  # when it was logged
    found = [v for v in found if not GOAL.search(evidence.of(v).text)] or found
    found = _without_totals(found or _called_more(bare, clause, evidence), evidence)
    if not found and split:  # a column that is called `valid` alone
        found = [
            v
            for v in evidence.values
            if not v.metric and stem(split) in v.key and v.quantity.dimension is Dimension.PLAIN
        ]
        found = [v for v in found if not _is_a_number_of_its_line(v, evidence)]
        found = [v for v in found if v.exact] or found  # the next column's name is no part of this one's
    same = [v for v in found if not split or split in v.metric or " " not in v.metric]
    named = [v for v in same if split and split in v.metric]
    same = named if len(named) > 1 else same  # beside val_loss a plain loss is that of training
    runs = {evidence.of(v).run for v in same if any(agrees(q, v) for q in written)}
    same = [v for v in same if not runs or evidence.of(v).run in runs]  # two runs are no course
    return in_order(_of_what_is_named(same, clause), evidence)


def _of_what_is_named(values: list[Value], clause: str) -> list[Value]:
    """Keep the values of the thing that a clause names, where lines have a measure of several: the Dice of the liver."""
    words = stems(clause)
    own = [value for value in values if (value.key - stems(value.metric) - SPLITS) & words]
    return own if len(own) > 1 else values


def _called_more(metric: str, clause: str, evidence: Evidence) -> list[Value]:
    """Give the values whose measure says more than a clause does: mrr_20 for MRR, gustnet_rmse for the RMSE of GustNet."""
    found: dict[str, list[Value]] = {}
    spoken = told(clause, evidence)
    for value in evidence.values:
        parts = value.metric.rpartition(" ")[2].split("_")
        if metric in parts and not evidence.of(value).tainted:
            rest = [part for part in parts if part != metric and not part.isdigit()]
            if all(stem(part) in spoken for part in rest):
                found.setdefault(value.metric, []).append(value)
    return next(iter(found.values())) if len(found) == 1 else []


def _without_totals(values: list[Value], evidence: Evidence) -> list[Value]:
    """Leave out what others are counted out of: of 31/50 the 50."""
    return [
        v for v in values if not _OUT_OF.search(evidence.of(v).text[max(v.quantity.start - 9, 0) : v.quantity.start])
    ]


_OUT_OF = re.compile(r"\d ?(?:/|of|out of) ?$")


def courses(values: Sequence[Value], evidence: Evidence) -> list[list[Value]]:
    """Part values by the run, the seed or the fold that they are of; where each has one only, they are one course."""
    found: dict[frozenset[str], list[Value]] = {}
    for value in values:
        of = evidence.of(value) if value.key else None
        found.setdefault(frozenset(t for t in of.tags if t.startswith(_OF)) if of else frozenset(), []).append(value)
    several = [course for course in found.values() if len(course) > 1]
    return several if len(several) > 1 else [list(values)]


_OF = ("seed=", "run=", "fold=", "trial=", "client=", "worker=", "session=", "attempt=")


def at(value: Value, evidence: Evidence) -> tuple[int, int]:
    """Say where a value stands."""
    return evidence.of(value).line, value.quantity.start

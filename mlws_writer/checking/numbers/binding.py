"""Each number of a sentence bound to the fact that it states: the same value is not enough, it must be of the same."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from mlws_writer.checking.numbers.bounds import bounds_held
from mlws_writer.checking.numbers.by_how_much import is_apart, is_the_gap, sets_apart
from mlws_writer.checking.numbers.clashes import conflict
from mlws_writer.checking.numbers.counting import ALL_BUT, counted, marks
from mlws_writer.checking.numbers.derivation import derived, worked_out
from mlws_writer.checking.numbers.headed_units import in_the_unit_above
from mlws_writer.checking.numbers.identity import is_percentile, is_size, names_something
from mlws_writer.checking.numbers.limits import BOUNDS, is_the_bound, of_the_limit
from mlws_writer.checking.numbers.multiples import calls_the_other, multiple
from mlws_writer.checking.numbers.numbered import stands_so
from mlws_writer.checking.numbers.operands import operands
from mlws_writer.checking.numbers.owners import owns
from mlws_writer.checking.numbers.placed import is_placed
from mlws_writer.checking.numbers.ratio_words import written
from mlws_writer.checking.numbers.ratios import ratios
from mlws_writer.checking.numbers.referred_to import is_a_level, is_a_quantile, is_of_sign, is_referred_to
from mlws_writer.checking.numbers.shares import splits
from mlws_writer.checking.numbers.signs import against_its_sign, was_lost
from mlws_writer.checking.numbers.two_parts import count_of_two, share_in_percent
from mlws_writer.checking.numbers.unsaid import follows_unsaid
from mlws_writer.checking.reading.agreement import FACTORS, HUNDRED, agrees, at_that_time, hedge, month_day, rounded
from mlws_writer.checking.reading.ellipsis import (
    as_percentage,
    day_of_the_month,
    elliptic,
    hour_of_day,
    in_declared_unit,
    status_code,
    with_its_unit,
)
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import clauses, content, stem, stems
from mlws_writer.checking.reading.statements import source
from mlws_writer.checking.reading.values import Value, word_before
from mlws_writer.checking.reading.wholes import MEASURES
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.quantities import Dimension, Quantity, quantities


def bound(sentence: str, evidence: Evidence) -> Verdict:
    """Bind each number of a sentence; the first that nothing supports decides."""
    parts = [(start, start + len(words)) for words, _, start in written(sentence)]
    parts += [*marks(sentence, evidence), *splits(sentence, evidence), *bounds_held(sentence, evidence)]
    for quantity in _as_meant(sentence):
        if any(start <= quantity.start < end for start, end in parts) or is_percentile(quantity, sentence, evidence):
            continue
        clause = next((sentence[a:b] for a, b in clauses(sentence) if a <= quantity.start < b), sentence)
        if against_its_sign(quantity, sentence, evidence):
            return Verdict(False, "direction", f"{quantity.text} went the other way")
        parted = _parted(quantity, sentence, clause, evidence)
        verdict = _number(quantity, sentence, clause, evidence) if parted is None else parted
        others = () if verdict.ok or parted else _read_otherwise(quantity, sentence, evidence)
        if not verdict.ok and not any(_number(each, sentence, clause, evidence).ok for each in others):
            return verdict
    return ratios(sentence, evidence)


def _read_otherwise(quantity: Quantity, sentence: str, evidence: Evidence) -> Iterator[Quantity]:
    """Give what else a number may be that nothing supports as it stands: of the unit of another, an hour, an amount of the log's unit."""
    readings = (
        lend(quantity, sentence) for lend in (with_its_unit, elliptic, hour_of_day, day_of_the_month, status_code)
    )
    yield from filter(None, readings)
    percentage = None if is_apart(quantity, sentence) else as_percentage(quantity, sentence)
    if percentage and any(0 < abs(v.quantity.value) < 1 and agrees(percentage, v) for v in evidence.values):
        yield percentage
    if declared := in_declared_unit(quantity, evidence.said):
        yield declared
    yield from in_the_unit_above(quantity, evidence)


def _as_meant(sentence: str) -> Iterator[Quantity]:
    """Give the quantities of a sentence; eleven times, by itself, is a count, and so are 300 points."""
    for each in quantities(sentence):
        quantity = rounded(sentence, each)
        ratio = _AS_MUCH.match(sentence[quantity.end :]) or quantity.value % 1
        times = _FOLD.match(sentence, quantity.end) or _FACTOR_OF.search(sentence[: quantity.start])
        points = _SCORE_POINTS.match(sentence, quantity.end)
        if quantity.dimension is Dimension.PLAIN and (times or points):
            yield replace(quantity, dimension=Dimension.TIMES if times else Dimension.POINTS)
            continue
        game = quantity.dimension is Dimension.POINTS and quantity.value > HUNDRED
        often = game or (quantity.dimension is Dimension.TIMES and not ratio)
        yield replace(quantity, dimension=Dimension.PLAIN) if often else quantity


_WENT_BY = re.compile(
    r"\b(?:shr[aiu]nk|grew|grown|fell|fallen|rose|risen|dropped|increased|decreased|went (?:up|down)|shortened|lengthened) by (?:about |only |just )?$",
    re.IGNORECASE,
)
_MORE_THAN = re.compile(r" (?:more|fewer) [a-z]+ (?:than|on)\b")
"""By how much something changed, or differs, is no count of things."""
_SCORE_POINTS = re.compile(r" (?:[A-Z][A-Za-z]*\d?|accuracy|recall|precision|dice) points?\b")
_FOLD = re.compile(r"[- ]?fold\b")
_FACTOR_OF = re.compile(
    r"\b(?:by a (?:\w+ )?factor of|multiplied (?:[^,;.]*? )?by) (?:about |around |roughly |almost |nearly |some |over |more than |less than )?$"
)
_ALL = re.compile(r"\b(?:all|the|these|those|its|their)\s+$", re.IGNORECASE)
"""What stands before a count that a sentence does not give, but takes for known: all three measures."""
_AS_MUCH = re.compile(r"\s*(?:as|the|that|those|its|their|what|more|less|[a-z]+er)\b")
"""Nine times as fast is a ratio; nine times is a count."""


def _number(quantity: Quantity, sentence: str, clause: str, evidence: Evidence) -> Verdict:
    matching = _matching(quantity, sentence, evidence)
    matching = of_the_limit(quantity, sentence, matching, evidence)
    matching = _of_the_end(quantity, sentence, matching, evidence)
    conflicts = [conflict(quantity, sentence, clause, value, evidence) for value in matching]
    if (
        any(not found for found in conflicts)
        or is_size(quantity, evidence.statements)
        or is_placed(quantity, sentence, evidence)
        or _between(quantity, sentence, evidence)
        or _within_dates(quantity, evidence)
    ):
        return Verdict(True)
    own = conflicts and (owns(quantity, sentence, evidence) or stands_so(quantity, sentence, evidence))
    if own or calls_the_other(quantity, sentence, matching) or is_the_gap(quantity, sentence, evidence):
        return Verdict(True)
    if another := _of_another_line(quantity, sentence, conflicts):
        return another
    may_be = not conflicts or worked_out(sentence) or quantity.dimension in (Dimension.POINTS, Dimension.TIMES)
    may_be = may_be and not (_FOLD.match(sentence, quantity.end) and sets_apart(quantity, sentence, evidence))
    if (may_be and derived(quantity, sentence, evidence)) or (
        not (_WENT_BY.search(sentence[: quantity.start]) or _MORE_THAN.match(sentence, quantity.end))
        and counted(quantity, sentence, evidence)
    ):
        return Verdict(True)
    if conflicts:
        return conflicts[0] or Verdict(True)
    known = (
        _taken_for_known(quantity, sentence, evidence)
        or names_something(quantity, sentence, clause, evidence)
        or _in_a_name(quantity, sentence, evidence)
        or is_a_quantile(quantity, evidence)
        or _is_of_a_measure(quantity, sentence, evidence)
        or _is_an_id(quantity, sentence, evidence)
        or is_a_level(quantity, sentence, evidence)
        or is_of_sign(quantity, sentence, evidence)
        or is_referred_to(quantity, sentence, evidence)
    )
    return Verdict(True) if known else _unsupported(quantity, sentence, evidence)


def _matching(quantity: Quantity, sentence: str, evidence: Evidence) -> list[Value]:
    """List the values that a quantity agrees with, as its sentence writes it."""
    hedged = hedge(sentence, quantity)
    matching = [value for value in evidence.values if agrees(quantity, value, hedged)]
    if bound := BOUNDS.get(hedged):
        matching += [v for v in evidence.values if is_the_bound(quantity, v, bound, evidence)]
    below_zero = (value for value in evidence.values if value.quantity.value < 0 < quantity.value)
    matching += [value for value in below_zero if was_lost(quantity, sentence, value, hedged)]
    matching = [value for value in matching if not _is_of_a_place(quantity, sentence, value)]
    if ALL_BUT.search(sentence[: quantity.start]):  # what is left is of what is counted, not of another thing
        matching = [value for value in matching if value.key & content(sentence[quantity.end :])]
    if quantity.dimension is Dimension.PLAIN:
        matching = _of_things(quantity, sentence, matching)
    if quantity.dimension is Dimension.TIMES and _AS_MUCH.match(sentence[quantity.end :]):
        matching = [value for value in matching if value.quantity.dimension is Dimension.TIMES or value.key & FACTORS]
    if _is_apart(quantity, sentence):  # by so many: no value of either
        matching = [value for value in matching if value.quantity.value % 1 == 0]
    if quantity.dimension is Dimension.TIME and _CHANGED_BY.search(sentence[: quantity.start]):
        matching = [value for value in matching if not value.exact]  # by so much: no value of either
    if quantity.dimension is Dimension.PERCENT and _TAKES_AWAY.search(sentence[: quantity.start]):
        matching = [value for value in matching if not value.metric]
    if quantity.dimension is Dimension.PERCENT and _CHANGES_BY.search(sentence[: quantity.start]):
        matching = [value for value in matching if not _is_score(value)]
    if quantity.dimension is Dimension.CLOCK:
        matching = at_that_time(sentence, quantity, evidence.values, matching)
    return matching


_THINGS = re.compile(r" [a-z]{2,}s\b")


def _of_things(quantity: Quantity, sentence: str, matching: list[Value]) -> list[Value]:
    """Leave out of what a number agrees with what is no count of things, where it is one: five rooms, four pages."""
    if quantity.spelled and not _NEARLY.search(sentence[: quantity.start]):
        matching = [value for value in matching if not _is_score(value)]  # a rating of 4.8
    if _THINGS.match(sentence, quantity.end):
        matching = [value for value in matching if not _is_an_amount(value)]  # 3.6 s
    return matching


def _is_an_amount(value: Value) -> bool:
    """Tell whether a value is so much of a unit, no whole number of things."""
    return value.quantity.dimension in MEASURES and "." in value.quantity.text


_END_IS = re.compile(
    r"^(?:the )?(?P<end>best|worst|highest|lowest|longest|shortest|largest|smallest|median|mean|maximum|minimum|peak) (?:[\w-]+ ){1,4}?(?:is|was|reached|scored|came to|lay at|stood at|took|had) (?:only |just |about |a [\w-]+ of )?$",
    re.IGNORECASE,
)
_BEST_IS = re.compile(r"\bbest (?:so far )?is (?:trial|run|step|epoch) (?P<number>\d+)\b.*$", re.IGNORECASE)


def _of_the_end(quantity: Quantity, sentence: str, matching: list[Value], evidence: Evidence) -> list[Value]:
    """Keep of the values that a sentence gives as the best one those that a line calls so, where one does; and of another trial none."""
    found = [value for value in matching if not _is_of_the_best(value, sentence, evidence)]
    match = _END_IS.match(sentence[: quantity.start]) if found else None
    if match is None:
        return found
    called = [v for v in evidence.values if word_before(v, source(evidence.of(v), v)).lower() == match["end"].lower()]
    return [value for value in found if value in called] if called else found


def _is_of_the_best(value: Value, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a line gives a value as that of another trial, the best so far, than the one that a sentence names."""
    match = _BEST_IS.search(evidence.of(value).text)
    if match is None or value.quantity.start < match.start() or not _TRIAL.search(sentence):
        return False
    return re.search(rf"(?i)\b(?:best|trial {match['number']}|so far)\b", sentence) is None


_TRIAL = re.compile(r"\btrial \d", re.IGNORECASE)
_APART = re.compile(r" (?:[a-z-]+ ){0,2}(?:more|fewer|less)\b", re.IGNORECASE)
"""By how many one is more than another: 29 steps fewer."""


def _is_apart(quantity: Quantity, sentence: str) -> bool:
    plain = quantity.dimension is Dimension.PLAIN and quantity.value % 1 == 0
    return plain and _APART.match(sentence, quantity.end) is not None


_CHANGED_BY = re.compile(
    r"\b(?:shortened|lengthened|reduced|lowered|raised|increased|cut|improved|slowed)\b [^,;.]*?\bby (?:about |some |around |roughly |almost |nearly |only |just )?$",
    re.IGNORECASE,
)
_TAKES_AWAY = re.compile(
    r"\b(?:remov|cut|sav|eliminat|avoid|reduc|lower|tak)\w*(?: away| off| out)?(?: by)? (?:about |some |around |roughly |almost |nearly |another )?$",
    re.IGNORECASE,
)
"""What takes so many percent away: how much there is of it is another number."""
_CHANGES_BY = re.compile(
    r"\b(?:cut|sav|reduc|lower|lessen|trim|slash|shrink|shrank|decreas|rais|increas|lift|boost|enlarg|improv|brought|bring|push|went|goes|came|fell|rose|drop|grew|grow)\w* [^,;.]*?\bby (?:about |some |around |roughly |almost |nearly |only |just |more than |less than )?$",
    re.IGNORECASE,
)
"""What changes something by so many percent: no score is that, of which 0.431 would be 43%."""


def _parted(quantity: Quantity, sentence: str, clause: str, evidence: Evidence) -> Verdict | None:
    """Judge a share or a count of one of two parts, and a multiple of an amount; None where a number is none of those."""
    right = share_in_percent(quantity, sentence, evidence)
    right = multiple(quantity, sentence, evidence) if right is None else right
    right = count_of_two(quantity, clause, evidence) if right is None else right
    if right is None:
        return None
    return Verdict(True) if right else Verdict(False, "wrong_arithmetic", f"{quantity.text} is of another part")


def _of_another_line(quantity: Quantity, sentence: str, conflicts: Sequence[Verdict | None]) -> Verdict | None:
    """Say that a number stands in the line of another, whatever else may add up to it; what is presumed may."""
    if quantity.spelled and _ALL.search(sentence[: quantity.start]):
        return None
    return next((found for found in conflicts if found and found.reason == "wrong_entity"), None)


_ID = re.compile(
    r"(?:#|\b(?P<noun>ticket|issue|pull request|PR|mail|message|order|case|job|comment|build|run)s? (?:no\. |number |#)?)$",
    re.IGNORECASE,
)


def _is_an_id(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a number only says which ticket, mail or job is meant, and the log has it behind the same word, or a hash."""
    match = _ID.search(sentence[: quantity.start]) if quantity.text.isdigit() and not quantity.spelled else None
    if match is None:
        return False
    noun = re.escape(match["noun"] or "").replace("pull\\ request", "(?:pull request|pr|number)")
    behind = rf"(?:#|\b{noun}[\"']?[\s:=#_-]{{1,3}})" if noun else "#"
    return re.search(rf"(?i){behind}{quantity.text}(?!\d)", evidence.said) is not None


_AT_K = re.compile(
    r"\b(?P<name>recall|precision|hit(?: rate)?|hits|ndcg|mrr|map|pass|top)[ -](?:at |@ ?)?$", re.IGNORECASE
)


def _is_of_a_measure(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a number is part of the name of a measure that the log has: recall at 10, for recall10."""
    match = _AT_K.search(sentence[: quantity.start])
    name = match["name"].split()[0].lower() if match else ""
    return (
        bool(name)
        and re.search(rf"(?i)\b(?:{name}|{name[0]})[\w]*?(?:@|_at_|_|-)?{quantity.text}(?!\d)", evidence.said)
        is not None
    )


_BEFORE = re.compile(r"(?P<word>[A-Za-z]+)=(?P<number>\d+\.\d+)")


def _in_a_name(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a cited line has a score within a name, behind the word for it that the sentence says: epoch=5-val_iou=0.703.ckpt."""
    if quantity.dimension is not Dimension.PLAIN or "." not in quantity.text:
        return False
    lines = [s.text for s in evidence.firsthand if f"={quantity.text}" in s.text]
    words = (match["word"] for text in lines for match in _BEFORE.finditer(text) if match["number"] == quantity.text)
    return any(stem(word) in stems(sentence) for word in words)


_KNOWN = re.compile(r"\b(?P<of>of (?:the|its|their|all|all the|these)|its|their|all|these)\s+$", re.IGNORECASE)
_ENDS = re.compile(r" (?:most|least|best|worst|[a-z]{2,}(?<!t)est) ")
"""The two most frequent: so many are picked, not counted."""
_SURE = 100
"""From which count on a number is no chance."""
_NEARLY = re.compile(
    r"\b(?:about|around|roughly|approximately|some|almost|nearly|close to|than|under|over|below|above|first|last)\s+$",
    re.IGNORECASE,
)


def _is_score(value: Value) -> bool:
    return value.quantity.dimension is Dimension.PLAIN and value.quantity.value % 1 != 0


def _taken_for_known(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a count is one that a sentence does not give, but takes for known from elsewhere: of the 528 beans."""
    if quantity.spelled and _ENDS.match(sentence, quantity.end) and sentence[: quantity.start].endswith("the "):
        return len(evidence.values) > quantity.value
    before = _KNOWN.search(sentence[: quantity.start])
    if before is None or quantity.dimension is not Dimension.PLAIN or quantity.value % 1:
        return False
    alike = [v for v in evidence.ground.values if v.quantity.value == quantity.value]
    if quantity.value >= _SURE and "all" not in before["of"].lower():
        return any(v.quantity.dimension is Dimension.PLAIN for v in alike)
    noun = content(" ".join(re.findall(r"[\w-]+", sentence[quantity.end :])[:2]))
    return "of" in before["of"].lower() and any(noun & v.key for v in alike)


def _is_of_a_place(quantity: Quantity, sentence: str, value: Value) -> bool:
    """Tell whether a value only numbers a trial or an epoch of which a sentence does not speak beside its number."""
    if not quantity.spelled or quantity.dimension is not Dimension.PLAIN:
        return False
    kinds = {tag.partition("=")[0] for tag in value.tags if tag.partition("=")[2] == value.quantity.text}
    named = {kind for kind in kinds if stem(kind) in value.key}
    beside = stems(
        " ".join(
            (*sentence[: quantity.start].replace("-", " ").split()[-_BACK:], *sentence[quantity.end :].split()[:4])
        )
    )
    return bool(named) and not any(stem(kind) in beside for kind in named)


_BACK = 5
_DAYS_FROM = re.compile(r"(?<!\d)(\d{1,2})\s?(?:-|–|to)\s?$")


def _within_dates(quantity: Quantity, evidence: Evidence) -> bool:
    """Tell whether a day lies in a stretch of days that a fact gives: 12 November within 10-14 Nov."""
    if quantity.dimension is not Dimension.DATE:
        return False
    for value in (v for v in evidence.values if v.quantity.dimension is Dimension.DATE):
        first = _DAYS_FROM.search(evidence.of(value).text[: value.quantity.start])
        length = month_day(value.quantity.value) % 100 - int(first[1]) if first else 0
        if 0 <= month_day(value.quantity.value) - month_day(quantity.value) <= length:
            return True
    return False


_PAST = re.compile(r"\b(?:past|beyond|until after|into|over|through)\s+$", re.IGNORECASE)


def _between(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a time of day lies between the first and the last of the cited ones: it went on past midnight."""
    if quantity.dimension is not Dimension.CLOCK or not _PAST.search(sentence[: quantity.start]):
        return False
    moments = [v.quantity.value for v in evidence.values if v.quantity.dimension is Dimension.CLOCK]
    first, last = (moments[0], moments[-1]) if len(moments) > 1 else (Decimal(0), Decimal(0))
    return (quantity.value - first) % 86400 < (last - first) % 86400


def _unsupported(quantity: Quantity, sentence: str, evidence: Evidence) -> Verdict:
    """Say why no fact has a value, as exactly as can be told; unless it follows from them, and hardly by chance."""
    plain = quantity.value / quantity.factor
    near = abs(plain) * 5 / 100
    for value in evidence.values:
        if value.quantity.dimension in WHEN:
            continue
        theirs = value.quantity.value / value.quantity.factor
        written = (value.quantity.dimension, value.quantity.factor)
        if abs(theirs - plain) <= quantity.slack / quantity.factor and written != (quantity.dimension, quantity.factor):
            return Verdict(False, "unit", f"a fact says {value.quantity.text}, not {quantity.text}")
    for value in evidence.values:
        theirs = value.quantity.value / value.quantity.factor
        if near and (abs(theirs - plain) <= near or abs(theirs * 100 - plain) <= near):
            return Verdict(False, "rounding_wrong", f"the fact says {value.quantity.text}, not {quantity.text}")
    if follows_unsaid(quantity, sentence, operands(quantity, sentence, evidence)):
        return Verdict(True)
    reason = "wrong_time" if quantity.dimension in WHEN else "invented_number"
    return Verdict(False, reason, f"no fact says {quantity.text}")

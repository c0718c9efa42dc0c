"""In which leagues a sentence compares things: those of the value that it writes, of the measure that it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.kinds import ABOUT, READYING, better_sign, is_rate, signed
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.families import sayable
from mlws_writer.checking.reading.language import STOP, stem, stems
from mlws_writer.checking.reading.leagues import League, Member, holds, integers
from mlws_writer.checking.reading.measuring import metric_of, uncut
from mlws_writer.facts import names
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_SCORE = frozenset(map(stem, ["score", "result", "results", "value", "scores"]))
_ERROR = frozenset(map(stem, ["error", "errors"]))
_SPEED = frozenset(map(stem, ["throughput", "speed"]))
_UNITS = {"cost": (Dimension.DOLLARS, Dimension.EUROS, Dimension.POUNDS), "size": (Dimension.BYTES,)}
_GOODNESS = ("good", "accuracy")
_SMALL = frozenset(map(stem, STOP))
Asked = tuple[League, tuple[Member, ...]]
"""A league, and those of its members that are spoken of."""


@dataclass(frozen=True)
class Comparison:
    """What a sentence says of things that it compares."""

    whole: str
    """The sentence, with the parts that speak of others too."""
    sign: int
    about: str
    """Which way the word of the comparison points, and what that is about: good, speed."""
    spoken: frozenset[str]
    numbers: frozenset[int]
    near: frozenset[str]
    """What is spoken of right beside that word."""
    measure: str
    """The measure that is named there."""
    metric: str
    """The measure that is named there, or anywhere."""
    of_spread: bool = False
    """Whether it is how far values lie apart."""

    @cached_property
    def written(self) -> tuple[Quantity, ...]:
        """The values that it writes, but for the numbers by which it calls things."""
        found = (q for q in quantities(self.whole) if not q.spelled and q.dimension is not Dimension.POINTS)
        return tuple(q for q in found if not _NUMBER.search(self.whole[: q.start]))


def comparison(whole: str, rest: str, near: str, sign: int, about: str, evidence: Evidence) -> Comparison:
    """Read what a sentence compares: `rest` is what it says around the word of the comparison, `near` what right beside that."""
    spoken = spoken_in(rest, evidence)
    rest, near = (_without_labels(text, evidence) for text in (rest, near))
    beside = (told(near, evidence) | (stems(near) - _SMALL)) - frozenset(_WRITTEN.findall(near)) | _initials(near)
    return Comparison(
        whole, sign, about, spoken, integers(rest), beside | _MEANS if beside and _ON_AVERAGE.search(rest) else beside,
        metric_of(near.split()), metric_of(near.split()) or metric_of(rest.split()),
        of_spread=speaks_of_spread(rest),
    )  # fmt: skip


_ON_AVERAGE = re.compile(r"\b(?:on average|averag(?:e|es|ed|ing)|mean)\b", re.IGNORECASE)
_MEANS = frozenset(map(stem, ["mean", "average", "avg"]))
_SPREAD = re.compile(
    r"\b(?:spread|scatter(?:s|ed)?|standard deviations?|std|variance|var(?:y|ies|ied)|fluctuat(?:es?|ed|ions?))\b",
    re.IGNORECASE,
)
_DEVIATIONS = frozenset(map(stem, ["sd", "std", "stdev", "stddev", "stderr", "variance"]))


def speaks_of_spread(text: str) -> bool:
    """Tell whether a text speaks of how far values lie apart: the widest spread, which scatters least."""
    return _SPREAD.search(text) is not None


def is_of_spread(league: League) -> bool:
    """Tell whether the values of a league are deviations."""
    return not league.what.isdisjoint(_DEVIATIONS)


_WRITTEN = re.compile(r"(?<![\w.])\d+(?!\w)")


def _without_labels(text: str, evidence: Evidence) -> str:
    """Leave out the words that are names of things, and of no measure that is known, be they like one: N-HiTS."""
    return " ".join(word for word in text.split() if not _is_label(word, evidence))


def _is_label(word: str, evidence: Evidence) -> bool:
    measure = metric_of([word.strip(".,;")])
    if not measure or any(measure in metric for metric in evidence.ground.metrics):
        return False
    named = told(word, evidence) | {stem(word.strip(".,;"))}
    return not named.isdisjoint(evidence.compared) or not named.isdisjoint(evidence.ground.labels.kinds)


def spoken_in(text: str, evidence: Evidence) -> frozenset[str]:
    """Give what a text speaks of, measures aside."""
    return (told(text, evidence) | stems(text)) - _measures(text, evidence)


def way(league: League, said: Comparison) -> int:
    """Say which way what is said to stand first in a league lies; 0 where nobody knows."""
    if said.about in _GOODNESS:
        good = names.sign(league.metric) or better_sign(league.members[0].value) or names.sign(said.metric)
        return said.sign * good
    if said.about == "speed" and _is_rate(league):
        return said.sign
    return signed(league.members[0].value, said.sign, said.about)


def _measures(text: str, evidence: Evidence) -> frozenset[str]:
    """Give the stems of the measures that a text names."""
    named = (word for word in text.split() if metric_of([word.strip(".,;")]))
    return stems(" ".join(word for word in named if not _is_label(word, evidence)))


_NUMBER = re.compile(r"(?:\b(?:number|no\.?|nr\.?|step|epoch|trial|fold|run|round|store|seed)|#)\s?$", re.IGNORECASE)


def held(said: Comparison, called: Sequence[Member]) -> bool:
    """Tell whether a sentence writes the value of what it names, not only the number that this is called by."""
    return any(holds(quantity, called) for quantity in said.written)


def spoken_of(said: Comparison, evidence: Evidence) -> list[Asked]:
    """Give all leagues of which a sentence names something."""
    asked = ((league, league.called(said.spoken - league.what, said.numbers)) for league in evidence.leagues)
    return [each for each in asked if each[1]]


def meant(said: Comparison, asked: Sequence[Asked]) -> list[Asked]:
    """Keep the leagues that a sentence compares in: those of the spread, of the value that it writes, of the measure that it names."""
    apart = [each for each in asked if is_of_spread(each[0])] if said.of_spread else []
    return apart or _of_values(said, asked)


def _of_values(said: Comparison, asked: Sequence[Asked]) -> list[Asked]:
    may = [each for each in asked if _may_be(each[0], said.about)]
    if said.about == "speed":
        may = [each for each in may if not each[0].what & READYING - said.spoken] or may
    by_value = [each for each in asked if held(_without_settings(said, each[0]), each[1])]
    if beside := [each for each in may if _is_named(each[0].metric, said.measure)]:
        return [each for each in by_value if each in beside] or beside
    of_it = [each for each in may if _is_named(each[0].metric, said.metric)]
    if by_value:
        return [each for each in by_value if each in of_it] or by_value
    if of_it:
        return [each for each in of_it if each[0].what & said.spoken] or of_it
    for called in (_as_written,) if said.metric else (_as_written, _as_read):
        if best := max((len(called(each[0]) & said.near) for each in may), default=0):
            return [each for each in may if len(called(each[0]) & said.near) == best]
    if said.about == "accuracy" and any(each[0].what & ABOUT["accuracy"] for each in may):
        return [each for each in may if each[0].what & ABOUT["accuracy"]]
    named = [each for each in may if said.about in _GOODNESS and each[0].what & said.spoken]
    return _by_its_kind(said, named or may)


def _as_written(league: League) -> frozenset[str]:
    return league.what


def _as_read(league: League) -> frozenset[str]:
    """Give what readers call the measure of a league, be it in other words than the log."""
    return frozenset() if league.metric else sayable(league.what)


def _initials(text: str) -> frozenset[str]:
    """Give by which letters a log may call what two words or three of a text name: fa for false alarms."""
    words = re.findall(r"[a-z]{3,}", text.lower())
    return frozenset(
        "".join(word[0] for word in words[at : at + size]) for size in (2, 3) for at in range(len(words) - size + 1)
    )


def _without_settings(said: Comparison, league: League) -> Comparison:
    """Leave out the numbers by which a sentence calls things, and which a league is of: xz at level 6."""
    if league.metric:
        return said
    settings = (m for m in _SETTING.finditer(said.whole) if not league.what.isdisjoint(stems(m["name"])))
    whole = said.whole
    for match in settings:
        whole = whole.replace(match.group(), match["name"])
    return replace(said, whole=whole)


_SETTING = re.compile(r"(?P<name>[A-Za-z]{3,}) \d+(?![\d.,]*\d|\s?%| [a-z])")


def is_about(league: League, text: str) -> bool:
    """Tell whether a text names the measure of a league."""
    return bool(league.what & stems(text)) or _is_named(league.metric, metric_of(text.split()))


def _is_named(metric: str, said: str) -> bool:
    """Tell whether a measure is the one that is named, be it of a part of the data that is not: miou for val miou."""
    percentile = _PERCENTILE.match(said)
    same = percentile is not None and metric.startswith(f"{percentile[1]}_")
    whole = metric == said or metric.endswith(f" {said}") or uncut(metric) == said
    return bool(said) and (whole or same)


_PERCENTILE = re.compile(r"(p\d\d)_latency$")
"""A latency that a log may name by its unit: p99_ms."""


def _by_its_kind(said: Comparison, may: Sequence[Asked]) -> list[Asked]:
    """Keep those that an adjective, or a general noun such as score and error, can be about."""
    if said.about in _GOODNESS or said.near & (_SCORE | _ERROR):
        way = -1 if said.near & _ERROR else 0
        return [e for e in may if _is_scored(e[0], way)]
    if said.near & _SPEED:
        return [each for each in may if _is_rate(each[0])]
    if said.near & ABOUT["time"]:
        return [each for each in may if _is_time(each[0])]
    wanted = ABOUT.get("size" if _BIG.search(said.whole) else said.about, frozenset())
    return [each for each in may if said.about in ("speed", "time", "cost") or each[0].what & wanted]


_BIG = re.compile(r"\b(?:larger|bigger|smaller) than\b", re.IGNORECASE)


def _is_scored(league: League, way: int) -> bool:
    """Tell whether a league is of scores: of a measure that is better one way, that `way` where it is given."""
    sign = names.sign(league.metric)
    return sign == way if way else sign != 0 or bool(league.what & _SCORE)


def _is_rate(league: League) -> bool:
    """Tell whether a league is of so many a second, by its values or by the head of its list: tok/s: vllm 2071, tgi 618."""
    first = league.members[0].value
    return is_rate(first) or (len(league.what) == _PER_SECOND and is_rate(replace(first, key=league.what)))


_PER_SECOND = 2
"""How many words tok/s has."""


def _is_time(league: League) -> bool:
    timed = league.members[0].value.quantity.dimension is Dimension.TIME
    return timed or bool(league.what & ABOUT["time"])


def _may_be(league: League, about: str) -> bool:
    first = league.members[0].value
    if about in ("speed", "time"):
        return _is_time(league) or _is_rate(league)
    if about in _GOODNESS:
        return bool(better_sign(first) or names.sign(league.metric))
    named = bool(league.what & ABOUT.get(about, frozenset()))
    return about == "" or named or first.quantity.dimension in _UNITS.get(about, ())

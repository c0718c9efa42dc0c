"""A superlative that the cited lines refute themselves: another of them, or another item of the list, goes beyond what is named."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.kinds import ABOUT, REST, better_sign, is_rate, signed
from mlws_writer.checking.order.listed_shares import BORNE_OUT, SHARE, listed_share
from mlws_writer.checking.order.ranking import ranks
from mlws_writer.checking.order.spoken_columns import extreme_of_column
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.families import sayable
from mlws_writer.checking.reading.language import NEGATED, stems
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.series import numbers_places
from mlws_writer.checking.reading.statements import Statement, source
from mlws_writer.checking.reading.superlatives import BOTH, MOST, above_it, extreme
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.identifiers import identifiers
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension, spelled_number

_GOOD = Verdict(True)
_APART = re.compile(
    r"\b(?:except|apart from|other than|but for|besides|after|before|behind|ahead|second|third|fourth|one of|among|so far|until|than|per|relative|gain\w*|improv\w*|drop\w*|difference|gap|"
    r"only|would|should|could|may|might|if|when|without)\b|%",
    re.IGNORECASE,
)
"""Where a superlative may be meant of others than those that are cited."""
_AS_MOST = Pattern(
    r"\bmore (?:often|frequently|common|frequent|numerous) than (?:any (?:other|of the others)|all (?:the )?others?)(?: [a-z]+)?|\b(?:made|make|are|were|formed) (?:up )?(?:the (?:larger|greater|bigger|major) (?:part|share)|the majority)(?= of\b)",
    *("than any", "than all", "larger", "greater", "bigger", "major"),
    flags=re.IGNORECASE,
)
"""What is more than each of the others."""
_BEHIND, _BEFORE = 4, 3
_MANY = re.compile(r"largest|biggest|smallest|rarest|fewest|(?:most|least) (?:common|frequent|numerous)", re.IGNORECASE)


def outdone(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that what one cited line is of is the fastest, the largest, where another cited one is more so by all that may be meant."""
    sentence = _AS_MOST.sub("the most common", sentence)
    found = [match for match in MOST.finditer(sentence) if ranks(match, sentence, evidence)]
    if len(found) != 1 or BOTH.search(sentence) or NEGATED.search(sentence) or above_it(found[0], sentence):
        return _GOOD
    match = found[0]
    if told_of := share_extreme(match, sentence, evidence):
        return Verdict(False, "wrong_entity", f"by its share it is {told_of}") if told_of != BORNE_OUT else _GOOD
    if first := _first_of_a_list(match, sentence, evidence):
        return Verdict(False, "wrong_entity", f"a fact lists {first.strip()[:60]!r} as the first")
    rest = _THAT_COULD.sub(" ", f"{sentence[: match.start()]} {sentence[match.end() :]}")
    if _APART.search(rest) or extreme_of_column(sentence, evidence) == _GOOD:
        return _GOOD
    lines = evidence.firsthand
    other = _line_beyond(match, rest, lines, evidence) if len(lines) > 1 else _item_beyond(match, rest, evidence)
    return Verdict(False, "wrong_entity", f"{other} is more so than what is named") if other else _GOOD


_ALL = stems("n total count all size questions items")


def share_extreme(match: re.Match[str], sentence: str, evidence: Evidence) -> str:
    """Say by which counts another cited line has the larger share, or that none has: "n":34,"correct":30."""
    if listed := listed_share(match, sentence, evidence):
        return listed
    of = SHARE.match(sentence, match.end())
    lines = evidence.firsthand if of else ()
    words = stems(of["what"] or of["of"]) if of else frozenset[str]()
    mine = (
        _the_one_named(f"{sentence[: match.start()]} {sentence[match.end() :]}", lines, evidence)
        if len(lines) > 1
        else None
    )
    shares: dict[int, Decimal] = {}
    for line in lines if mine else ():
        some = [v.quantity.value for v in line.values if v.exact and v.key & words]
        every = [v.quantity.value for v in line.values if v.exact and v.key <= _ALL and v.quantity.value > 0]
        if len(some) == len(every) == 1:
            shares[line.id] = some[0] / every[0]
    if mine is None or mine.id not in shares or len(shares) < len(lines):
        return ""
    sign = extreme(match)[0]
    best = max(shares, key=lambda line: shares[line] * sign)
    return BORNE_OUT if shares[best] == shares[mine.id] else evidence.own[best].text.strip()[:60]


_THAT_COULD = re.compile(r"\bthat could be [a-z]+ed\b", re.IGNORECASE)
_CAPITAL = re.compile(r"(?<![\w.-])[A-Z][a-z]{3,}")
_PARTED = re.compile(r"\s/\s|[,;]\s")


def _first_of_a_list(match: re.Match[str], sentence: str, evidence: Evidence) -> str:
    """Give the first item of what a line lists behind the very word, where a sentence calls another of them so: slowest: 14.8s a / 3.1s b."""
    word = match.group().lower()
    if " " in word or _NOT_THE_FIRST.search(sentence) or _WAS_PUT.search(sentence, match.end()):
        return ""
    called = [name.lower() for name, _, _ in identifiers(sentence)]
    called += [name.lower() for name in _CAPITAL.findall(sentence[1:])]
    for statement in evidence.firsthand:
        behind = re.search(rf"\b{word}\b[^:/;,]{{0,20}}:\s*(?P<list>.+)$", statement.text, re.IGNORECASE)
        items = _PARTED.split(behind["list"]) if behind else []
        named = [place for place, item in enumerate(items) if any(name in item.lower() for name in called)]
        if named and 0 not in named:
            return items[0]
    return ""


_WAS_PUT = re.compile(
    r" (?:\w+ ){0,2}(?:was|were|is|are) (?:then |also )?(?:saved|stored|kept|written|copied|put|exported|uploaded) (?:to|in|under|at|as|into)\b"
)
"""Where the best one was put is not which one is the best."""
_NOT_THE_FIRST = re.compile(
    r"\b(?:one of|among|second|third|two|three|four|five|slowest tests|best runs)\b", re.IGNORECASE
)


def _line_beyond(match: re.Match[str], rest: str, lines: Sequence[Statement], evidence: Evidence) -> str:
    mine = _the_one_named(rest, lines, evidence)
    if mine is None:
        return ""
    sign, about = extreme(match)
    beyond: list[str] = []
    words = [word[:_CUT] for word in re.findall(r"[a-z]{4,}", rest.lower())]
    columns = list(_columns(lines, mine))
    named = [
        column
        for column in columns
        if any(part.startswith(word) for part in column[0].name.lower().split("_") for word in words)
    ]
    for column in named or columns:
        own = next(value for value in column if value.statement == mine.id)
        wants = signed(own, sign, about) if _may_be_meant(own, match, about) else 0
        if wants:
            more = [v for v in column if v.quantity.value * wants > own.quantity.value * wants]
            if not more:
                return ""  # by this one it is
            beyond.append(more[0].quantity.text)
    return beyond[0] if beyond else ""


_CUT = 4


def _the_one_named(rest: str, lines: Sequence[Statement], evidence: Evidence) -> Statement | None:
    """Give the one cited line that has what a sentence names and no other cited line has."""
    spoken = told(rest, evidence)
    shared = frozenset.intersection(*(line.tags for line in lines))
    owns = [(line.tags & spoken) - shared for line in lines]
    most = max(map(len, owns))
    best = [line for line, own in zip(lines, owns, strict=True) if len(own) == most]
    rivals = [own for own in owns if len(own) < most]
    return best[0] if most and len(best) == 1 and not any(rivals) else None


def _columns(lines: Sequence[Statement], mine: Statement) -> Iterator[list[Value]]:
    """Give the values of one name and unit that the line and another one have, one of each."""
    for own in mine.values:
        if own.quantity.dimension in WHEN or not own.key:
            continue
        same = [[v for v in line.values if v.key == own.key and is_alike(v, own)] for line in lines]
        column = [found[0] for found in same if len(found) == 1]
        if len(column) > 1 and own in column and not numbers_places(column):
            yield column


def is_alike(one: Value, other: Value) -> bool:
    """Tell whether two values have one unit and one measure."""
    return one.quantity.dimension is other.quantity.dimension and one.metric == other.metric


_ARCHIVES = re.compile(r" (?:model|file|index|archive|image|binary|download|checkpoint)s?\b", re.IGNORECASE)
_SCORES = stems("value score")
_ANY_SCORE = re.compile(r"\b(?:scor\w+|result\w*|performance)\b", re.IGNORECASE)
_MEANS = {"power": ("watts", "watt", "w"), "memory": ("mem", "vram", "rss", "gb", "gib", "mb", "mib"), "iteration": ("it", "iter"), "step": ("step", "it")}  # fmt: skip


def _may_be_meant(value: Value, match: re.Match[str], about: str) -> bool:
    """Tell whether a superlative can be about a value, by its adjective or by the words beside it."""
    timed = value.quantity.dimension is Dimension.TIME or bool(value.key & ABOUT["time"])
    if about in ("speed", "time"):
        return timed or (about == "speed" and is_rate(value))
    if about == "good":
        return better_sign(value) != 0
    if about == "" and _OF_SETS.match(match.string, match.end()):
        return bool(value.key & _SIZES)
    return bool(value.key & ABOUT.get(about, frozenset())) if about else _is_beside(value, match)


_OF_SETS = re.compile(
    r" (?:\w+ )?(?:of (?:the |all |its |these )?(?:\w+ )?)?(?:benchmarks?|data ?sets?|test sets?|sets|splits?|corpora|corpus|collections?)\b"
)
_SIZES = stems("n size rows examples items samples questions documents images records num count")
"""By what one set of data is larger than another."""


def _is_beside(value: Value, match: re.Match[str]) -> bool:
    """Tell whether the words beside a superlative, or the verb before it, are of a value."""
    sentence = match.string
    beside = " ".join((*sentence[: match.start()].split()[-_BEFORE:], *sentence[match.end() :].split()[:_BEHIND]))
    if _ARCHIVES.match(sentence, match.end()):
        return value.quantity.dimension is Dimension.BYTES or bool(value.key & ABOUT["size"])
    scored = _ANY_SCORE.search(beside) is not None
    if scored and (better_sign(value) > 0 or (value.headed and value.key <= _SCORES)):
        return True
    if said := metric_of(sentence[match.end() :].split()[:_BEHIND]):
        return value.metric == said or value.metric.startswith(f"{said}_")
    words = with_columns(stems(beside))
    return bool(value.key & (words | sayable(words)))


def with_columns(words: frozenset[str]) -> frozenset[str]:
    """Add to words, as stems, how logs name the columns of what they say: watts, for power."""
    return words | stems(" ".join(short for word, others in _MEANS.items() if stems(word) & words for short in others))


def _item_beyond(match: re.Match[str], rest: str, evidence: Evidence) -> str:
    """Name another item of the one list of a line, where that is a list of counts, or of one measure that is named, by their names."""
    sign, about = extreme(match)
    words = stems(rest)
    words |= _short_names(rest)
    for parts in [*_counts(match, evidence), *_kindred(rest, about, evidence), *_by_name(rest, about, evidence)]:
        named = [v for v in parts if v.tags & words and not v.tags & REST]
        wants = signed(parts[0], sign, about) or sign
        if len({v.tags for v in named}) == 1:
            most = max((v for v in parts if not v.tags & REST), key=lambda value: value.quantity.value * wants)
            beyond = most.quantity.value * wants > named[0].quantity.value * wants
            return most.quantity.text if beyond else ""
    return ""


def _counts(match: re.Match[str], evidence: Evidence) -> Iterator[Sequence[Value]]:
    if _MANY.fullmatch(match.group()):
        yield from (each.parts for each in evidence.breakdowns if len(each.parts) > 1)
        yield from (row for row in evidence.counts if len(row) > 1)


_PAIR = 2
_CALLED_BY = re.compile(r"\b(?P<noun>[A-Za-z]{3,}) (?P<number>\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b")


def _short_names(text: str) -> frozenset[str]:
    """Give how logs cut the names short that a text gives in words: h3 for house three."""
    found = ((m["noun"][0].lower(), spelled_number(m["number"]) or m["number"]) for m in _CALLED_BY.finditer(text))
    return frozenset(f"{letter}{number}" for letter, number in found)


def _by_name(rest: str, about: str, evidence: Evidence) -> Iterator[Sequence[Value]]:
    """Give what one line lists by names of their own of one measure that is named, or that is good one way."""
    words = stems(rest)
    for league in evidence.named_leagues:
        alone = len({member.value.statement for member in league.members}) == 1 and len(league.members) > _PAIR
        error = "error" in words and names.sign(league.metric) < 0
        if (
            alone
            and league.metric
            and (about == "good" or league.what & words or league.metric == metric_of(rest.split()) or error)
        ):
            yield [replace(m.value, tags=frozenset(m.name), metric=league.metric) for m in league.members]


def _kindred(rest: str, about: str, evidence: Evidence) -> Iterator[Sequence[Value]]:
    """Give the values of a line whose names begin alike, with what else they are called by: wer_zurich=18.7 wer_bern=20.1."""
    measure = metric_of(rest.split())
    for statement in evidence.firsthand:
        named: dict[str, list[Value]] = {}
        for value in statement.values:
            head, sign, tail = _name_of(value, statement).partition("_")
            if sign and tail and value.quantity.dimension not in WHEN:
                named.setdefault(head, []).append(value)
        for head, values in named.items():
            alike = len({v.quantity.dimension for v in values}) == 1 and len(values) > _PAIR
            told_of = about == "good" or metric_of([head]) == measure or stems(head) & stems(rest)
            if alike and metric_of([head]) and (told_of or (measure == "error" and names.sign(head) < 0)):
                yield [_called(v, _name_of(v, statement), head) for v in values]


_BEFORE_IT = re.compile(r"(?P<name>[A-Za-z]\w*)[\"']?\s?[=:]\s?$")


def _name_of(value: Value, statement: Statement) -> str:
    before = _BEFORE_IT.search(source(statement, value)[: value.quantity.start])
    return (before["name"] if before else value.name).lower()


def _called(value: Value, name: str, head: str) -> Value:
    return replace(value, tags=stems(name) - stems(head), metric=metric_of([head]))

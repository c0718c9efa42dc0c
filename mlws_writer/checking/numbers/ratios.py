"""Ratios in words: a third, two fifths, half, twice, one in fourteen, 14 to 1."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from mlws_writer.checking.numbers.derivation import MOST, spoken_of
from mlws_writer.checking.numbers.done_twice import was_done_twice
from mlws_writer.checking.numbers.follows import of_so_many, parts_of_lists
from mlws_writer.checking.numbers.items import but_for_unnamed, only_named
from mlws_writer.checking.numbers.kinds import groups_of, is_rate
from mlws_writer.checking.numbers.multiples import told_ratio
from mlws_writer.checking.numbers.pairs import comparable, measured, real_time
from mlws_writer.checking.numbers.parts import (
    lasting_each,
    parts_of_a_count,
    parts_of_a_place,
    parts_of_a_time,
    parts_of_lines,
    past_marks,
    ratios_of_columns,
)
from mlws_writer.checking.numbers.shared_out import share
from mlws_writer.checking.reading.agreement import is_duration
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem, stems
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.reading.wholes import COUNT, additive
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.digits import number
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.patterns import Pattern, Words
from mlws_writer.facts.quantities import Dimension, spelled_number

_PARTS = {
    name: part
    for part, name in enumerate(
        ["half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 2
    )
} | {"halves": 2, "twentieth": 20, "hundredth": 100}
_SMALL = "one|two|three|four|five|six|seven|eight|nine|a|an"
_PART = Words(
    rf"\b(?:(?P<many>{_SMALL})[- ](?P<part>{'|'.join(n for n in _PARTS if n not in ('half', 'halves'))})s?|(?P<half>half|halv(?:ed|es|ing))|"
    r"(?P<times>twice|doubl\w+|twofold|two-fold|tripl\w+|threefold|fourfold|quadrupl\w+|fivefold|tenfold|sixfold))\b",
)
_TIMES = {
    "twic": 2,
    "doub": 2,
    "twof": 2,
    "two-": 2,
    "trip": 3,
    "thre": 3,
    "four": 4,
    "quad": 4,
    "five": 5,
    "tenf": 10,
    "sixf": 6,
}
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NINE = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_NTH = Pattern(rf"(?i)\b(?:an?|one) (?P<tens>{'|'.join(_TENS)})-(?P<one>{'|'.join(_NINE[1:])})(?= of\b| as\b)", "ty-")
"""A twenty-fifth of the parameters."""
_ONE_IN = re.compile(
    r"\b(?:one|1)(?: \w+){0,2} (?:in|out of)(?: every)? (\d+(?!\.\d)|[a-z]+(?:-[a-z]+)?)\b", re.IGNORECASE
)
_FEW_IN = re.compile(
    r"\b(?P<some>two|three|four|five|six|seven|eight|nine)(?: [a-z]+){0,2} (?:in|out of)(?: every)? (?P<all>three|four|five|six|seven|eight|nine|ten|a hundred|a thousand)\b",
    re.IGNORECASE,
)
_TO_ONE = re.compile(
    r"(?:about|roughly|some|around|nearly|by)? ?\b(\d+(?:\.\d+)?|[a-z]+) to (?:1|one)\b", re.IGNORECASE
)
_TIMELIKE = re.compile(
    r"\b(?:(?:half|three quarters of|(?:a|one) (?:quarter|third|fifth|tenth) of|two thirds of) an? (?:(?:[A-Za-z][\w-]* )?point|per ?cent)\b|half[- ]?way|half an hour|(?:quarters?|thirds?|(?:a )?(?:fifth|sixth|tenth)) of an? (?:hour|minute|second)\b|(?:half|(?:quarters?|thirds?|fifth|tenth) of) an? (?:thousand|million|billion|trillion|dozen)|half past|half a (?:minute|second|day|week)|(?:half|quarter)[- ]hour|quarter (?:past|to)|and (?:a (?:half|quarter)|three[- ]quarters?|(?:a third|two[- ]thirds?) (?:hour|minute|day)s?)|"
    r"(?:first|second|last|one|other) half|half of the (?:day|run)|half-precision|half precision|a third (?:attempt|time|run|try)|"
    r"the second|(?:first|second|third|fourth|last|every|each|this|that|next) (?:quarter|half|third))\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:almost|nearly|close to|roughly|about|some|just (?:over|under))\s+$", re.IGNORECASE)
_MORE = re.compile(r"\b(?:more|better|further) than\s+$|\b(?:over|beyond|above)\s+$", re.IGNORECASE)
_AT_LEAST = re.compile(r"\bat least\s+$", re.IGNORECASE)
_LESS = re.compile(
    r"\b(?:less|fewer) than\s+$|\b(?:not|before|without) (?:\w+ )?even\s+$|\b(?:under|below)\s+$", re.IGNORECASE
)

Room = tuple[Decimal, Decimal]
"""Between what and what a ratio may lie."""


def _room(ratio: Decimal, before: str) -> Room:
    """Say what room the words before a ratio give it: more than half is no less."""
    low, high = ("1", "1.4") if _MORE.search(before) else ("0.5", "1") if _LESS.search(before) else ("0.93", "1.07")
    low, high = ("0.85", "1.2") if _ABOUT.search(before) else (low, high)
    low, high = ("0.93", "2") if _AT_LEAST.search(before) else (low, high)
    return ratio * Decimal(low), ratio * Decimal(high)


def _in(value: Decimal, room: Room) -> bool:
    return room[0] <= value <= room[1]


_CHANGE = re.compile(r"\bby\s+(?:\w+\s+){1,5}$|\bby (?:\w+ ){0,2}\w+[ -]\w+$|\bhalv\w+$", re.IGNORECASE)
"""What changed by a part is no part of a whole."""


def _is_told(words: str, start: int, sentence: str, evidence: Evidence) -> bool:
    """Tell whether the facts say the words of a ratio themselves, or that what is called double was done twice."""
    said = stem(words.rsplit(maxsplit=1)[-1]) in evidence.cited or words.lower() in evidence.said.lower()
    return said or was_done_twice(sentence, words, start, evidence)


def ratios(sentence: str, evidence: Evidence) -> Verdict:
    """Let a ratio be said in words only where two values stand in it, or the facts say those words themselves."""
    for words, ratio, start in written(sentence):
        room = _room(ratio, sentence[:start])
        parted = told_ratio(words, start, room, sentence, evidence)
        if parted or _is_told(words, start, sentence, evidence):
            continue
        if found := share(start + len(words), sentence, evidence):
            near = _ABOUT.search(sentence[:start])
            room = (ratio * Decimal("0.93"), ratio * Decimal("1.07")) if near else room
            if any(_in(part, room) for part in found.parts):
                continue
            if found.sure:
                return Verdict(
                    False,
                    "wrong_arithmetic",
                    f"{found.named[0].quantity.text} are not {words!r} of what the line counts",
                )
            room = _room(ratio, sentence[:start])
        other = _other_share(sentence, start + len(words), room, evidence)
        if other or parted is False:
            return Verdict(
                False, "wrong_arithmetic", f"{other or 'another part'} is not {words!r} of what the line lists"
            )
        apart = _AS_MUCH.match(sentence, start + len(words)) is None
        parts = (part for part in re.split(r"[,;:]| (?:and|but|while|whereas|although) ", sentence) if words in part)
        clause = max(parts, key=len, default=sentence)
        together = _together(sentence, ratio, evidence)
        if off := _measure_off(sentence, start, words, room, evidence):
            return Verdict(False, "wrong_arithmetic", f"{off} do not stand in the ratio of {words!r}")
        if together is False or not (
            _to_real_time(sentence, evidence, room)
            or any(_in(each, room) for each in ratios_of_columns(sentence, evidence))
            or any(_stand_in(only_named(sentence, row), room, apart=apart) for row in evidence.comparable_rows)
            or _stand_in(but_for_unnamed(sentence, spoken_of(clause, evidence), evidence), room, apart=apart)
            or _stand_in(_named_near(sentence, start, evidence), room, apart=apart)
            or _stand_in(_lasting(sentence[start + len(words) :], evidence), room, apart=apart)
            or any(_in(part, room) for part in _parts(sentence, start, words, evidence))
            or (not _CHANGE.search(sentence[:start] + words) and _part_of_a_whole(evidence, room))
        ):
            return Verdict(False, "wrong_arithmetic", f"no two facts stand in the ratio of {words!r}")
    return Verdict(True)


_MULTIPLIED = Pattern(
    r"(?:(?:\bmore|\bless) than |\balmost |\bnearly |\babout |\broughly |\bover )?\b(?:(?:doubl|tripl|quadrupl|halv)ed\b|(?:rose|grew|went up|increased|jumped|climbed|improved|fell|dropped|shrank|went down) (?:\w+ )?(?:two|three|four|five|six|ten)-?fold\b|(?:half|twice|a third|a quarter|two thirds|three quarters) (?:of )?(?:that|what)\b)",
    *("doubl", "tripl", "quadrupl", "halv", "fold", " that", " what"),
    flags=re.IGNORECASE,
)
"""What was multiplied is named before it: the throughput tripled."""
_CUT_CLAUSE = re.compile(r"[,;:] |\b(?:and|but|while|whereas|although)\b")
_AT = re.compile(r"(?<=\w) (?:at|of|for|with|in|on|under|from|between)\b")
_NOUN = 4
"""How many words before the verb may name what was multiplied."""


def _measure_off(sentence: str, start: int, words: str, room: Room, evidence: Evidence) -> str:
    """Name two values of the measure that is said to have multiplied from line to line, where none of its values did."""
    match = next((m for m in _MULTIPLIED.finditer(sentence) if m.start() <= start < m.end()), None)
    if match is None or _OF_OWN.match(sentence, match.end()):
        return ""
    named = _AT.split(_CUT_CLAUSE.split(sentence[: match.start()])[-1].strip())[0].split()[-_NOUN:]
    columns = [group for group in groups_of(stems(" ".join(named)), _about(named), evidence) if len(group) > 1]
    columns = [group for group in columns if is_rate(group[0])] or columns
    columns = [cited for group in columns if len(cited := [v for v in group if v.statement in evidence.own]) > 1]
    pairs = [pair for group in columns for pair in combinations(group, 2) if all(v.quantity.value for v in pair)]
    ratios = [a.quantity.value / b.quantity.value for a, b in pairs]
    ratios += [1 / ratio for ratio in ratios]
    ratios += [1 - ratio for ratio in ratios] if words.startswith("halv") else []  # more than halved: gone down by more
    if not pairs or any(_in(ratio, room) for ratio in ratios):
        return ""
    return " and ".join(value.quantity.text for value in pairs[0])


def _parts(sentence: str, start: int, words: str, evidence: Evidence) -> Iterator[Decimal]:
    """Give the parts of lines, counts, places and times that the words behind a ratio may speak of."""
    end = start + len(words)
    yield from parts_of_a_place(sentence, end, evidence)
    yield from parts_of_a_time(sentence, end, evidence)
    yield from lasting_each(evidence) if _AS_LONG.match(sentence, end) else ()
    if not _CHANGE.search(sentence[:start] + words):
        yield from parts_of_a_count(words, sentence[end:], evidence)
        if _OF.match(sentence, end):
            yield from parts_of_lines(sentence, evidence)
            yield from parts_of_lists(end, sentence, evidence)
            yield from (part / 100 for part in of_so_many(sentence, evidence))
            yield from (Decimal(some) / every for _, some, every in past_marks(sentence, evidence))


_OF = re.compile(r"\s*of\b")
_OF_OWN = re.compile(r"\s+(?:the|its|their|a|an|every|each|all)\b")
"""What something did to another thing: doubled the batch size."""
_SPEEDS = frozenset(map(stem, ["throughput", "speed"]))


def _about(named: Sequence[str]) -> str:
    return "speed" if stems(" ".join(named)) & _SPEEDS else ""


_OF_WHAT = re.compile(r"\s*of (?:(?:the|its|their|all) )*[\w-]+")
_LISTED = 3
"""How many items make a list of which one may have a share."""


def _other_share(sentence: str, end: int, room: Room, evidence: Evidence) -> str:
    """Name the one item of a line's list that a sentence speaks of, where it has another share of the list, or of any value there."""
    of = _OF_WHAT.match(sentence, end)
    if of is None or len(evidence.own) > 1:
        return ""
    spoken = stems(sentence[:end]) | stems(sentence[of.end() :])
    for league in evidence.named_leagues:
        values = [member.value for member in league.members]
        alike = len({value.quantity.dimension for value in values}) == 1 and values[0].quantity.dimension not in WHEN
        if len(values) < _LISTED or not alike or not additive(values):
            continue
        called = league.called(spoken - league.what, frozenset())
        if len(called) == 1:
            own = called[0].value.quantity
            wholes = [
                sum(value.quantity.value for value in values),
                *(v.quantity.value for v in evidence.values if v not in values),
            ]
            if not any(_in(own.value / Decimal(whole), room) for whole in wholes if whole):
                return own.text
    return ""


def _named_near(sentence: str, start: int, evidence: Evidence) -> tuple[Value, ...]:
    """Give the values of what the few words before a ratio name: lowering the learning rate to a fifth."""
    words = stems(" ".join(sentence[:start].split()[-5:]))
    return tuple(
        value
        for value in evidence.values
        if value.key and (value.key <= words or len(value.key & words) > 1) and not evidence.of(value).tainted
    )


_AS_LONG = re.compile(r"\s+as (?:long|much time)\b|\s+(?:the|its) (?:\w+ )?time\b", re.IGNORECASE)
_TIMES_KEYS = frozenset(map(stem, ["time", "seconds", "duration", "elapsed", "runtime", "minutes", "hours", "took"]))


def _lasting(after: str, evidence: Evidence) -> tuple[Value, ...]:
    """Give how long things took, where a sentence says that one took so many times as long as another."""
    if not _AS_LONG.match(after):
        return ()
    long = (v for v in evidence.values if v.quantity.dimension is Dimension.TIME or v.key & _TIMES_KEYS)
    return tuple(value for value in long if not evidence.of(value).tainted)


def _together(sentence: str, ratio: Decimal, evidence: Evidence) -> bool | None:
    """Tell whether what a sentence takes together of a line is that part of something in it; None where it names no two."""
    if not _TAKEN_TOGETHER.search(sentence):
        return None
    words, near = stems(sentence), ratio * Decimal("0.07")
    for statement in evidence.statements:
        counts = [v for v in statement.values if v.exact and v.quantity.value % 1 == 0 and v.quantity.value > 0]
        named = [v for v in counts if (v.key - _JOINTLY) & words]
        if 1 < len(named) < len(counts):
            total = sum((v.quantity.value for v in named), Decimal(0))
            rest = [v.quantity.value for v in counts if v not in named]
            return any(abs(total / whole - ratio) <= near for whole in (*rest, sum(rest, total)))
    return None


_JOINTLY = frozenset(map(stem, ["together", "combined", "jointly"]))
"""What such a line says of several itself, which names none of them."""
_TAKEN_TOGETHER = re.compile(r"\b(?:together|combined|between them|taken together|jointly)\b", re.IGNORECASE)


def _to_real_time(sentence: str, evidence: Evidence, room: Room) -> bool:
    """Tell whether a real-time factor says that something runs so many times as fast as real time."""
    factors = real_time(sentence, evidence.values)
    return any(_in(factor, room) for factor in factors)


def _part_of_a_whole(evidence: Evidence, room: Room) -> bool:
    """Tell whether one of the values that stand for one thing is that part of all of them."""
    for column in evidence.wholes:
        total = sum(value.quantity.value for value in column)
        if (
            total
            and len({value.quantity.value for value in column}) > 1
            and additive(column)
            and any(_in(value.quantity.value / total, room) for value in column)
        ):
            return True
    return False


@lru_cache(maxsize=1_000)
def written(sentence: str) -> tuple[tuple[str, Decimal, int], ...]:
    """Find the ratios that a sentence writes in words: the words, the ratio, and where they begin."""
    return tuple(_written(sentence))


def _written(sentence: str) -> Iterator[tuple[str, Decimal, int]]:
    text = _TIMELIKE.sub(lambda match: " " * len(match.group()), sentence)
    for match in _PART.finditer(text):
        if match["part"]:
            many = 1 if match["many"].lower() in ("a", "an") else int(spelled_number(match["many"]) or 1)
            yield match.group(), Decimal(many) / _PARTS[match["part"].lower()], match.start()
        else:
            half = bool(match["half"])
            if match.group().lower() == "twice" and not re.match(
                r"\s+(?:as|the|that|those|what|its|their)\b", text[match.end() :]
            ):
                continue  # it was done twice
            yield match.group(), Decimal("0.5") if half else Decimal(_TIMES[match["times"].lower()[:4]]), match.start()
    yield from _ordinals(text)
    for match in _ONE_IN.finditer(text):
        if (parts := _count(match[1])) and parts > 1:
            yield match.group(), 1 / parts, match.start()
    for match in _FEW_IN.finditer(text):
        some, every = spelled_number(match["some"]), spelled_number(match["all"].removeprefix("a "))
        if some and every and some < every:
            yield match.group(), some / every, match.start()
    for match in _TO_ONE.finditer(text):
        if (times := _count(match[1])) and times > 1:
            yield match.group(), times, match.start()


def _ordinals(text: str) -> Iterator[tuple[str, Decimal, int]]:
    for match in _NTH.finditer(text):
        parts = _TENS.index(match["tens"].lower()) * 10 + 20 + _NINE.index(match["one"].lower())
        yield match.group(), 1 / Decimal(parts), match.start()


def _count(text: str) -> Decimal | None:
    return number(text) or spelled_number(text)


_SHORT = {
    "bs": "batch size",
    "lr": "learning rate",
    "wd": "weight decay",
    "seq": "sequence length",
    "len": "length",
    "ctx": "context",
    "params": "parameters",
}
_IN_FULL = {name: stems(words) for name, words in _SHORT.items()}


def in_full(key: frozenset[str]) -> frozenset[str]:
    """Give what a value is of with what is cut short in full: bs is the batch size."""
    return key.union(*(_IN_FULL[word] for word in key & _IN_FULL.keys()))


_FEW = 4
"""How many amounts of one unit may be set against one another whatever they are of."""


_AS_MUCH = re.compile(r"\s+as (?:fast|quick|slow|large|big|high|long|quickly|slowly)\b")
"""What one is of another, not by how much it differs from it: twice as fast."""


_PLACED = ("trial", "run", "task", "job", "seed", "fold", "worker", "rank")


def _is_a_place(value: Value) -> bool:
    """Tell whether a value only numbers what its line is of: trial 6 is not three times trial 2."""
    text = value.quantity.text
    return text.isdigit() and any(kind in value.key and f"{kind}={text}" in value.tags for kind in _PLACED)


def _stand_in(found: Sequence[Value], room: Room, *, apart: bool = True) -> bool:
    """Tell whether two values of one kind stand in a ratio, or one differs from the other by it, where `apart` allows that."""
    values = [v for v in found if v.quantity.value and (v.quantity.dimension is not Dimension.CLOCK or is_duration(v))]
    values = [v for v in values if not _is_a_place(v)]
    if len(values) > MOST:
        return False
    if any(_in(v.quantity.value / (100 if v.quantity.dimension is Dimension.PERCENT else 1), room) for v in values):
        return True
    most = max((v.quantity.value for v in values if v.quantity.value % 1 == 0), default=0)
    for one, other in combinations(values, 2):
        a, b = one.quantity.value, other.quantity.value
        if (a > 0) is not (b > 0):
            continue
        related = comparable(one, other) or (one.statement == other.statement and not (one.metric and other.metric))
        counts = a % 1 == b % 1 == 0 and max(a, b) == most and min(a, b) > COUNT
        differing = (abs(1 - a / b), abs(1 - b / a)) if apart else ()
        fits = any(_in(x, room) for x in (a / b, b / a, *differing))
        few = measured(one, other) and sum(measured(one, value) for value in values) <= _FEW
        alike = in_full(one.key) & in_full(other.key)
        if fits and (related or alike or counts or few):
            return True
    return False

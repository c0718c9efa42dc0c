"""Ratios in words, held against the values of facts: a third of the rows, twice as fast."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from mlws_writer.checking.numbers.changed_by import changed_off
from mlws_writer.checking.numbers.contrast import abbreviated
from mlws_writer.checking.numbers.derivation import MOST
from mlws_writer.checking.numbers.done_twice import was_done_twice
from mlws_writer.checking.numbers.follows import of_so_many, parts_of_lists
from mlws_writer.checking.numbers.in_percent import follows_in_percent
from mlws_writer.checking.numbers.items import but_for_unnamed, only_named
from mlws_writer.checking.numbers.kinds import groups_of, is_rate
from mlws_writer.checking.numbers.majorities import is_of_its_items
from mlws_writer.checking.numbers.multiples import told_ratio
from mlws_writer.checking.numbers.operands import spoken_of
from mlws_writer.checking.numbers.pairs import comparable, measured
from mlws_writer.checking.numbers.parts import (
    lasting_each,
    parts_of_a_count,
    parts_of_a_place,
    parts_of_a_time,
    parts_of_lines,
    past_marks,
    ratios_of_columns,
)
from mlws_writer.checking.numbers.ratio_words import multiplied, written
from mlws_writer.checking.numbers.real_time import real_time
from mlws_writer.checking.numbers.shared_out import share
from mlws_writer.checking.reading.agreement import is_duration
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import stem, stems
from mlws_writer.checking.reading.tokens import PLACES
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.reading.wholes import COUNT, additive
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension

_MORE = re.compile(r"\b(?:more|better|further) than\s+$|\b(?:over|beyond|above)\s+$", re.IGNORECASE)
_AT_LEAST = re.compile(r"\bat least\s+$", re.IGNORECASE)
_LESS = re.compile(
    r"\b(?:less|fewer) than\s+$|\b(?:not|before|without) (?:\w+ )?even\s+$|\b(?:under|below)\s+$", re.IGNORECASE
)

_JUST_PAST = re.compile(r"\bjust (over|above|under|below)\s+$", re.IGNORECASE)
_JUST = {"over": ("1", "1.12"), "above": ("1", "1.12"), "under": ("0.88", "1"), "below": ("0.88", "1")}

Room = tuple[Decimal, Decimal]
"""Between what and what a ratio may lie."""


def _room(ratio: Decimal, before: str) -> Room:
    """Say what room the words before a ratio give it: more than half is no less."""
    low, high = ("1", "1.4") if _MORE.search(before) else ("0.5", "1") if _LESS.search(before) else ("0.93", "1.07")
    low, high = _JUST[just[1].lower()] if (just := _JUST_PAST.search(before)) else (low, high)
    low, high = ("0.93", "2") if _AT_LEAST.search(before) else (low, high)
    return ratio * Decimal(low), ratio * Decimal(high)


def _in(value: Decimal, room: Room) -> bool:
    return room[0] <= value <= room[1]


_CHANGE = re.compile(r"\bby\s+(?:\w+\s+){1,5}$|\bby (?:\w+ ){0,2}\w+[ -]\w+$|\bhalv\w+$", re.IGNORECASE)
"""What changed by a part is no part of a whole."""


def _is_told(words: str, ratio: Decimal, start: int, sentence: str, evidence: Evidence) -> bool:
    """Tell whether the facts say the words of a ratio themselves, or that what is called double was done twice."""
    said = stem(words.rsplit(maxsplit=1)[-1]) in evidence.cited or words.lower() in evidence.said.lower()
    if "fold" in words.lower():  # fivefold, for 5x
        said = said or any(re.search(rf"(?<![\w.]){ratio}\s?[x×]", s.text) for s in evidence.statements)
    return said or was_done_twice(sentence, words, start, evidence)


_SET = re.compile(
    r"\b(?:with|under|at|after|than) (?:the |an? |its )?(?:(?:doubl|tripl|quadrupl|halv)ed (?P<one>[a-z]+(?: [a-z]+)?)\b|(?P<other>[a-z]+(?: [a-z]+)?) (?:doubl|tripl|quadrupl|halv)ed\b)"
    r"|\b(?:doubling|tripling|quadrupling|halving) (?:the |its )?(?P<what>[a-z]+(?: [a-z]+)?)(?= (?:raised|lowered|improved|hurt|helped|gave|made|did|does|cost|had|brought|cut|reduced|increased|led|changed)\b|[,.]|$)",
    re.IGNORECASE,
)
"""A setting that was multiplied, as the condition of what is told: with the wind doubled, halving the rate raised precision."""


def _is_set(sentence: str, start: int, evidence: Evidence) -> bool:
    """Tell whether a ratio is how a setting was changed that a cited line names: what it was before may stand elsewhere."""
    match = next((each for each in _SET.finditer(sentence) if each.start() <= start < each.end()), None)
    what = stems(match["one"] or match["other"] or match["what"]) if match else frozenset[str]()
    keys = frozenset[str]().union(*(value.key | value.tags for line in evidence.firsthand for value in line.values))
    return bool(what & (evidence.cited | keys))


def ratios(sentence: str, evidence: Evidence) -> Verdict:
    """Let a ratio be said in words only where two values stand in it, or the facts say those words themselves."""
    for words, ratio, start in written(sentence):
        room = _room(ratio, sentence[:start])
        parted = told_ratio(words, start, room, sentence, evidence)
        went = _went_so(words, start, room, sentence)
        told_so = _is_told(words, ratio, start, sentence, evidence) or is_of_its_items(sentence, evidence)
        if parted or went or told_so or _is_set(sentence, start, evidence):
            continue
        if found := share(start + len(words), sentence, evidence):
            if any(_in(part, room) for part in found.parts):
                continue
            if found.sure:
                finding = f"{found.named[0].quantity.text} are not {words!r} of what the line counts"
                return Verdict(False, "wrong_arithmetic", finding)
        other = _other_share(sentence, start + len(words), room, evidence)
        other = other or _other_part_of_a_total(sentence, start + len(words), room, evidence)
        if other or False in (parted, went):
            return Verdict(
                False, "wrong_arithmetic", f"{other or 'another part'} is not {words!r} of what the line lists"
            )
        apart = _AS_MUCH.match(sentence, start + len(words)) is None
        parts = (part for part in re.split(r"[,;:]| (?:and|but|while|whereas|although) ", sentence) if words in part)
        clause = max(parts, key=len, default=sentence)
        together = _together(sentence, ratio, evidence)
        off = _measure_off(sentence, start, words, room, evidence) or _named_off(sentence, start, words, room, evidence)
        off = off or changed_off(sentence, start, room, evidence)
        if off:
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
            or follows_in_percent(words, start, ratio, sentence, evidence)
        ):
            return Verdict(False, "wrong_arithmetic", f"no two facts stand in the ratio of {words!r}")
    return Verdict(True)


def _went_so(words: str, start: int, room: Room, sentence: str) -> bool | None:
    """Tell whether the two numbers that a sentence writes for it stand in a ratio: doubling the width from 64 to 128; None where it writes none."""
    ends = multiplied(words, start, sentence)
    return _in(ends[1].value / ends[0].value, room) if ends else None


_MULTIPLIED = Pattern(
    r"(?:(?:\bmore|\bless) than |\balmost |\bnearly |\babout |\broughly |\bover )?\b(?:(?:doubl|tripl|quadrupl|halv)ed\b|(?:rose|grew|went up|increased|jumped|climbed|improved|fell|dropped|shrank|went down) (?:\w+ )?(?:two|three|four|five|six|ten)-?fold\b|(?:half|twice|a third|a quarter|two thirds|three quarters) (?:of )?(?:that|what)\b)",
    *("doubl", "tripl", "quadrupl", "halv", "fold", " that", " what"),
    flags=re.IGNORECASE,
)
"""What was multiplied is named before it: the throughput tripled."""
_VERB = re.compile(r"(?:doubl|tripl|quadrupl|halv)(?:ed|es|ing)\b", re.IGNORECASE)
_CUT_CLAUSE = re.compile(r"[,;:] |\b(?:and|but|while|whereas|although)\b")
_AT = re.compile(r"(?<=\w) (?:at|of|for|with|in|on|under|from|between)\b")
_NOUN = 4
"""How many words before the verb may name what was multiplied."""


def _measure_off(sentence: str, start: int, words: str, room: Room, evidence: Evidence) -> str:
    """Name two values of the measure that is said to have multiplied from line to line, where none of its values did."""
    match = next((m for m in _MULTIPLIED.finditer(sentence) if m.start() <= start < m.end()), None)
    verb = _VERB.match(sentence, start)
    if verb and _OF_OWN.match(sentence, verb.end()):
        named = _AT.split(_CUT_CLAUSE.split(sentence[verb.end() :])[0].strip(" ."))[0].split()[:_NOUN]
    elif match is None or _OF_OWN.match(sentence, match.end()):
        return ""
    else:
        named = _AT.split(_CUT_CLAUSE.split(sentence[: match.start()])[-1].strip())[0].split()[-_NOUN:]
    spoken, short = stems(" ".join(named)), abbreviated(" ".join(named))
    columns = [group for group in groups_of(spoken | short, _about(named), evidence) if len(group) > 1]
    columns = [group for group in columns if is_rate(group[0]) and not short] or columns
    columns = [cited for group in columns if len(cited := [v for v in group if v.statement in evidence.own]) > 1]
    pairs = [pair for group in columns for pair in combinations(group, 2) if all(v.quantity.value for v in pair)]
    ratios = [a.quantity.value / b.quantity.value for a, b in pairs]
    ratios += [1 / ratio for ratio in ratios]
    ratios += [1 - ratio for ratio in ratios] if words.startswith("halv") else []  # more than halved: gone down by more
    if not pairs or any(_in(ratio, room) for ratio in ratios):
        return ""
    return " and ".join(value.quantity.text for value in pairs[0])


_OF_A_MEASURE = re.compile(
    r" (?:of (?:its|the|their) (?:own )?|(?:more|fewer|less|the|as (?:many|much)) )(?P<noun>[A-Za-z][\w@/-]*(?: (?!(?:than|of|at|in|on|with|for|as|when|and|or|but|to|by|from|compared)\b)[A-Za-z][\w@/-]*){0,2}(?: per second)?)"
)
"""Of which measure a part is told: half of its throughput, a quarter more requests per second, twice the latency."""


def _named_off(sentence: str, start: int, words: str, room: Room, evidence: Evidence) -> str:
    """Name the two cited values of the measure of which a ratio is told, where neither stands in it to the other, nor differs by it."""
    match = _OF_A_MEASURE.match(sentence, start + len(words))
    if match is None or len(evidence.own) != _TWO:
        return ""
    noun = match["noun"]
    spoken, rate = stems(noun) | abbreviated(noun), _PER_SECOND.search(noun) is not None
    about = "speed" if rate else _about(noun.split())
    columns = [group for group in groups_of(spoken, about, evidence) if group[0].key & spoken or is_rate(group[0])]
    columns = [group for group in columns if is_rate(group[0])] if about else columns
    cited = [[v for v in group if v.statement in evidence.own] for group in columns]
    pairs = [(a.quantity.value, b.quantity.value) for a, b in (each for each in cited if len(each) == _TWO)]
    pairs = [(a, b) for a, b in pairs if a > 0 and b > 0 and a != b]
    fits = any(_in(each, room) for a, b in pairs for each in (a / b, b / a, abs(1 - a / b), abs(1 - b / a)))
    return "" if fits or not pairs else f"{pairs[0][0]} and {pairs[0][1]}"


_TWO = 2
_PER_SECOND = re.compile(r"\bper second\b|/s\b")


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
            total = sum(value.quantity.value for value in values)
            if called[0].value.key & stems(sentence[end : of.end()]):
                return ""  # three fifths of its items: it is the whole, and no part
            wholes = [
                total,
                *(
                    v.quantity.value
                    for v in evidence.values
                    if v not in values or abs(2 * v.quantity.value - total) <= v.quantity.slack * 2
                ),
            ]
            if not any(_in(own.value / Decimal(whole), room) for whole in wholes if whole):
                return own.text
    return ""


_OF_ALL = re.compile(r"\s*of (?:all|the)\b")


def _other_part_of_a_total(sentence: str, end: int, room: Room, evidence: Evidence) -> str:
    """Name the count of the one row that is cited beside that of the total, where no count of it is that part of the total's."""
    parts = [(each.parts[0], each.whole) for each in evidence.breakdowns if len(each.parts) == 1 and each.whole]
    if not parts or len(evidence.own) != _TWO or not _OF_ALL.match(sentence, end):
        return ""
    fits = any(_in(value.quantity.value / whole, room) for value, whole in parts)
    return "" if fits else parts[-1][0].quantity.text


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


def _is_a_place(value: Value, kinds: Sequence[str] = _PLACED) -> bool:
    """Tell whether a value only numbers what its line is of: trial 6 is not three times trial 2."""
    text = value.quantity.text
    return text.isdigit() and any(kind in value.key and f"{kind}={text}" in value.tags for kind in kinds)


def _stand_in(found: Sequence[Value], room: Room, *, apart: bool = True) -> bool:
    """Tell whether two values of one kind stand in a ratio, or one differs from the other by it, where `apart` allows that."""
    values = [v for v in found if v.quantity.value and (v.quantity.dimension is not Dimension.CLOCK or is_duration(v))]
    values = [v for v in values if not _is_a_place(v)]
    if len(values) > MOST:
        return False
    factors = (v for v in values if not _is_a_place(v, PLACES))
    if any(_in(v.quantity.value / (100 if v.quantity.dimension is Dimension.PERCENT else 1), room) for v in factors):
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

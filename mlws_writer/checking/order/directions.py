"""Whether a value rose, fell, improved or got worse, as its facts show it."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from mlws_writer.checking.names.nowhere import nowhere
from mlws_writer.checking.numbers.ablation import leaves_out
from mlws_writer.checking.numbers.comparing import is_borne_out, second_comparison
from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.kinds import better_sign, is_rate
from mlws_writer.checking.numbers.placed import places_in
from mlws_writer.checking.numbers.sides import from_to
from mlws_writer.checking.numbers.versus import ends_with_its_own, turned_out
from mlws_writer.checking.order.following import (
    AT_A_STEP,
    LENGTHS,
    SPEED,
    VALUED,
    at,
    courses,
    is_set,
    lengths,
    of_two_lines,
    series,
    speeds,
    spoken_of,
)
from mlws_writer.checking.order.outdone import is_alike
from mlws_writer.checking.order.since_then import then_and_since
from mlws_writer.checking.order.trends import by_setting
from mlws_writer.checking.reading.agreement import agrees
from mlws_writer.checking.reading.beside_each_other import side_values
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.formerly import BASES, is_former, release_order
from mlws_writer.checking.reading.language import BETTER, FALL, NEGATED, RISE, SLOWED, SPED, STEADY, WORSE, stem
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.tokens import tokens
from mlws_writer.checking.reading.values import Value, former_of
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.digits import number
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension, quantities, spelled_number

_GOOD = Verdict(True)
_WITHOUT = re.compile(r"\b(?:with|without|with no) (?!\w+ing\b)", re.IGNORECASE)
"""What something went without does not say that it did not go."""

_BUT_ONCE = re.compile(
    r"\b(?:otherwise|only once|but once|except|apart from|with one exception|but (?:for )?(?:one|two|the (?:first|last|second|third)))\b",
    re.IGNORECASE,
)


def direction(sentence: str, clause: str, evidence: Evidence) -> Verdict:
    """Let a value rise, fall, improve or get worse only as its facts show."""
    clause = _without_its_occasion(clause)
    bare = _AS.sub(" ", clause)
    found = _directed(bare) or (_directed(clause) if bare != clause else None)
    if not (found or _WENT.search(clause)) or NEGATED.search(_WITHOUT.sub(" ", clause)) or _BUT_ONCE.search(sentence):
        return _GOOD
    if not found:
        return _undirected(clause, evidence)
    word, wants = found
    if (
        (_STATE.match(word) and second_comparison(sentence))
        or leaves_out(sentence)
        or _multiplied(word, clause, evidence)
    ):
        return _GOOD  # lower than the other's, which is judged as a comparison
    went = turned_out(clause, sentence, *_WAYS[wants], evidence)
    if went is None and reversed_order(clause, evidence):
        return Verdict(False, "direction", f"the values come in the other order than {word!r} says")
    if went is None:
        return _on_its_course(word, wants, clause, sentence, evidence)
    return _GOOD if went else Verdict(False, "direction", f"of the two that it names the values do not say {word!r}")


_OCCASION = Pattern(
    r"\b(?:when|once|while) (?:the |its |we |they )?[^,;]{0,40}?\b(?:doubl|halv|tripl|quadrupl)(?:ed|es|ing)\b[^,;]*", "doubl", "halv", "tripl", "quadrupl",
    flags=re.IGNORECASE,
)  # fmt: skip


def _without_its_occasion(clause: str) -> str:
    """Leave out upon what a value rose or fell, where that was multiplied itself: when the rate was doubled."""
    match = _OCCASION.search(clause)
    rest = f"{clause[: match.start()]}{clause[match.end() :]}" if match else clause
    return rest if match and _directed(rest) else clause


_WENT = Pattern(
    r"\b(?:went|gone|going|goes|mov(?:ed|es|ing)|chang(?:ed|es|ing)|shift(?:ed|s|ing)|took|taken|takes|taking|brought|brings|"
    r"pass(?:ed|es)|came|turned|switch(?:ed|es)|pulled|pushed|swung|got)\b(?=.*\bfrom\b.*\bto\b)",
    "from",
    flags=re.IGNORECASE,
)
"""What goes from one value to another, whichever way."""


def _undirected(clause: str, evidence: Evidence) -> Verdict:
    """Let what goes from one value to another go that way, where no word says up or down."""
    if (went := _WENT.search(clause)) and reversed_order(clause, evidence):
        return Verdict(False, "direction", f"the values come in the other order than {went.group()!r} says")
    return _GOOD


def _on_its_course(word: str, wants: str, clause: str, sentence: str, evidence: Evidence) -> Verdict:
    """Let a value go a way only as it goes it from one fact to the next."""
    about = _WHERE.sub("", clause)
    about = about if word in about else clause
    metric = metric_of(about.split())
    values = _of_the_clause(word, wants, about, clause, sentence, evidence)
    ends = from_to(clause, evidence) or then_and_since(clause, evidence)
    values = list(ends) if ends else _with_the_other(values, evidence)
    if len(values) < 2:
        return _GOOD if _said_so(word, evidence) else _unshown((word, wants), values, evidence)
    wanted = (
        _length_sign(values[0], word) or _speed_sign(values[0], wants) or word_sign(metric or values[0].metric, wants)
    )
    wanted *= _turned(word, values)
    values = by_setting(clause, values, evidence) or values
    shown = [_shows(course, wanted, clause) for course in courses(values, evidence)]
    timed = wants in ("faster", "slower") and values[0].quantity.dimension is Dimension.TIME
    against = timed and is_borne_out(sentence, evidence)  # the other, which the log has first
    if against or all(shown) or (any(shown) and not STEADY.search(clause)):
        return _GOOD
    return Verdict(
        False,
        "direction",
        f"the values do not say {word!r}: {values[0].quantity.text}, then {values[-1].quantity.text}",
    )


def _of_the_clause(word: str, wants: str, about: str, clause: str, sentence: str, evidence: Evidence) -> list[Value]:
    """Give the values whose course a clause tells, or those of its sentence."""
    values = series(about, evidence)
    if SPEED.search(about) and not (values and all(map(is_rate, values))):
        rates = speeds(evidence)
        values = rates if rates and not is_set(rates, clause) else values  # training throughput is no loss of training
    if len(values) < 2 and not values:
        values = spoken_of(clause, evidence) or ([] if _OWN.match(clause) else spoken_of(sentence, evidence))
        rated = SPEED.search(clause if metric_of(clause.split()) else sentence) or wants in ("faster", "slower")
        values = values or (speeds(evidence) if rated and " than " not in clause else [])
    if not values and word.lower().endswith(("longer", "shorter")):
        values = lengths(evidence)
    if len(values) < 2:
        alone = [] if " than " in clause else _of_their_kind(word, wants, evidence)
        values = alone or of_two_lines(sentence, evidence) or values
    return values if len(values) > 1 else _of_two_columns(clause, evidence) or values


def _of_their_kind(word: str, wants: str, evidence: Evidence) -> list[Value]:
    """Give the two values that cited lines of one shape have of what a word is about by itself: sizes for smaller, scores for worse."""
    pairs = [[v for v in column if v.statement in evidence.own] for column in evidence.columns]
    pairs = [p for p in pairs if len(p) == _TWO and is_alike(*p) and _is_meant_by(word, wants, p[0])]
    one_way = len({_sign(better_sign(one), one, other) > 0 for one, other in pairs}) == 1
    return pairs[0] if len(pairs) == 1 or (one_way and wants in ("better", "worse")) else []


_OF_SIZE = ("smaller", "bigger", "larger")


def _is_meant_by(word: str, wants: str, value: Value) -> bool:
    if wants in ("better", "worse"):
        return value.metric != "" and better_sign(value) != 0
    if wants in ("faster", "slower"):
        return value.quantity.dimension is Dimension.TIME or is_rate(value)
    return word.lower().endswith(_OF_SIZE) and value.quantity.dimension is Dimension.BYTES


def _of_two_columns(clause: str, evidence: Evidence) -> list[Value]:
    """Give the two values that the row which a clause names has of one measure: before and after, base and tuned."""
    spoken = told(clause, evidence)
    rows = [s for s in evidence.firsthand if tokens(" ".join(s.labels)) & spoken]
    found = [pair for pair in map(side_values, rows) if len(pair) == _TWO]
    return list(found[0]) if len(found) == 1 else []


def _with_the_other(values: list[Value], evidence: Evidence) -> list[Value]:
    """Give one value alone what its line says that it was, or the other one of its list of two."""
    if len(values) != 1:
        return values
    was = former_of(values[0], evidence.of(values[0]).values)
    row = next((list(row) for row in evidence.lists if len(row) == _TWO and values[0] in row), values)
    return [was, values[0]] if was else row if len(row) > 1 else _next_in_its_list(values[0], evidence) or row


def _next_in_its_list(value: Value, evidence: Evidence) -> list[Value]:
    """Give a measure and the one other number that its line lists of it: recall SASRec 0.02, + ingredients 0.05."""
    own = evidence.of(value).values if len(evidence.statements) == 1 else ()
    line = [v for v in own if v.quantity.value % 1 and v.quantity.start >= value.quantity.start]
    alike = {(v.quantity.dimension, len(v.quantity.text)) for v in line}
    return line if len(line) == _TWO and len(alike) == 1 and not line[1].metric else []


_WAYS = {
    "faster": (1, "speed"), "slower": (-1, "speed"), "up": (1, ""), "down": (-1, ""), "better": (1, "good"), "worse": (-1, "good"),
}  # fmt: skip


_BY_SO_MANY = {"doubled": 2, "tripled": 3, "quadrupled": 4}


def _multiplied(word: str, clause: str, evidence: Evidence) -> bool:
    """Tell whether something is said to have multiplied another, and a cited line has that factor: tripled the data, 3x."""
    factor = _BY_SO_MANY.get(word.lower(), 0) if re.search(rf"{re.escape(word)} (?:the|its|their)\b", clause) else 0
    written = re.compile(rf"(?<![\w.])(?:{factor}\s?[x×]|[x×]\s?{factor})(?![\w.])")
    return factor > 0 and any(written.search(s.text) for s in evidence.firsthand)


def _shows(values: Sequence[Value], wanted: int, clause: str) -> bool:
    """Tell whether values go the way that a clause says: on the whole, or at each step where it says so."""
    signs = [_sign(wanted, one, other) for one, other in pairwise(values)]
    if _STILL.search(clause):
        since = _LAST_SO_MANY.search(clause)
        many = min(int(spelled_number(since["many"]) or number(since["many"]) or 1), len(values)) if since else 1
        return signs[-1] > 0 and (many < _TWO or _sign(wanted, values[-many], values[-1]) > 0)
    if STEADY.search(clause) and not _A_WHILE.search(clause) and len(values) > _TWO:
        return all(sign >= 0 for sign in signs)
    here_and_there = len(values) > _TWO and any(sign > 0 for sign in signs) and not _AS.search(clause)
    return _sign(wanted, values[0], values[-1]) > 0 or here_and_there


def _turned(word: str, values: Sequence[Value]) -> int:
    """Turn what a factor wants of values below zero: a reward of -8 that is halved comes nearer to zero."""
    return -1 if _BY_A_FACTOR.match(word) and all(value.quantity.value < 0 for value in values) else 1


_BY_A_FACTOR = re.compile(r"(?:halv|doubl|tripl|quadrupl)", re.IGNORECASE)
_STILL = re.compile(
    r"\b(?:was|were) still (?:\w+ly )?(?:rising|falling|climbing|growing|improving|dropping|sinking|increasing|decreasing|getting|going|on the)\b"
)
"""What still moved in the end moved between the last two values."""
_LAST_SO_MANY = re.compile(r"\b(?:in|over|during) the (?:last|final) (?P<many>\d+|[a-z]+) [a-z]+s\b")
_WHERE = re.compile(r"\bat the \w+ (?:where|when)\b[^,;]*")
"""What something else did then: at the step where the KL exceeded its target."""
_TWO = 2
_A_WHILE = re.compile(r"\bfor (?:another|a further|a while|(?:\w+ ){1,2}more)\b", re.IGNORECASE)
"""What went on for a while may have ended then."""


_MADE = re.compile(
    r"\b(?:made|makes|left|leaves)\b[^,;.]*?\b(?:(?P<up>more|better)|(?P<down>less|worse))\b(?P<rest>[^,;.]*)"
)
_BEFORE, _AFTER = stem("before"), stem("after")


def made(sentence: str, evidence: Evidence) -> Verdict:
    """Hold what something made better or worse against values that were taken before and after it."""
    match = _MADE.search(sentence)
    about = metric_of(match["rest"].split()) if match else ""
    if match is None or NEGATED.search(sentence):
        return _GOOD
    pairs = [
        (one, other)
        for statement in evidence.statements
        for one in statement.values
        for other in statement.values
        if _BEFORE in one.key and _AFTER in other.key and _but(one.key, _BEFORE) == _but(other.key, _AFTER)
    ]
    pairs = [pair for pair in pairs if not about or not pair[0].metric or names.canonical(about) == pair[0].metric]
    sign = 1 if match["up"] else -1
    signs = [_sign(word_sign(one.metric or about, "better") * sign, one, other) for one, other in pairs]
    if signs and all(each < 0 for each in signs):
        return Verdict(
            False, "direction", f"after it {pairs[0][1].quantity.text}, before it {pairs[0][0].quantity.text}"
        )
    return _GOOD


def _but(key: frozenset[str], when: str) -> frozenset[str]:
    return frozenset(token for token in key if when not in token)


def _length_sign(value: Value, word: str) -> int:
    """Say which sign of a difference a word demands of a length that is no time: longer ones are more."""
    if not value.key & LENGTHS or value.quantity.dimension is Dimension.TIME:
        return 0
    return 1 if word.lower().endswith("longer") else -1 if word.lower().endswith("shorter") else 0


def _speed_sign(value: Value, wants: str) -> int:
    """Say which sign of a difference means faster or slower: of a rate the higher, of a time the lower."""
    if wants not in ("faster", "slower"):
        return 0
    rate = is_rate(value) or (value.quantity.dimension is Dimension.PLAIN and stem("time") not in value.key)
    return (1 if rate else -1) * (1 if wants == "faster" else -1)


_AS = re.compile(
    r"\b(?:as|while|when|with) (?:the |a |its )?(?:\w+ ){1,3}?(?:gets?|got|went|goes|grows?|grew|increases?d?|rises?|rose|progress\w*|proceed\w*|continue\w*|becomes?|became|shrinks?|shrank|falls?|fell|drop(?:s|ped)|decreases?d?|larger|smaller)\b|"
    r"\b(?:with|under|at|for) (?:an? |the |its )?(?:ever )?(?:increasing|growing|rising|climbing|mounting|decreasing|falling|shrinking|declining|dropping) [\w-]+",
    re.IGNORECASE,
)
"""What goes with another thing does so on the whole, not here and there."""


_OWN = re.compile(
    r",? ?(?:while|whereas|but|although|though)\s+(?:the|its|their)\s+(?!values?\b|same\b)[a-z0-9]", re.IGNORECASE
)
"""A clause with a subject of its own, which what is said elsewhere says nothing of."""


_RAISED = Pattern(
    r"(?<!was )(?<!were )(?<!been )\b(?:raised|lifted|boosted|pushed up) (?:(?:the|its|their)\b|(?=(?:[\w@-]+ ){1,5}(?:from|by)\b))|\b(?:made|makes) (?:the|it|its) (?:[\w-]+ ){1,3}(?:larger|bigger|longer|higher)\b|\b(?:made|makes) (?:the|it|its) (?:\w+ ){1,3}more (?!than\b)(?=[a-z]+s\b)",
    *("raised", "lifted", "boosted", "pushed", "made", "makes"),
    flags=re.IGNORECASE,
)
_LOWERED = Pattern(
    r"(?<!was )(?<!were )(?<!been )\b(?:lowered|reduced|(?:pushed|brought) down) (?:(?:the|its|their)\b|(?=(?:[\w@-]+ ){1,5}(?:from|by)\b))|\b(?:made|makes) (?:the|it|its) (?:[\w-]+ ){1,3}(?:smaller|shorter|lower)\b|\b(?:made|makes) (?:the|it|its) (?:\w+ ){1,3}(?:fewer|less) (?!than\b)(?=[a-z]+s\b)",
    *("lowered", "reduced", "pushed", "brought", "made", "makes"),
    flags=re.IGNORECASE,
)
"""What one thing did to another: the language model lowered the error rate."""


def _directed(clause: str) -> tuple[str, str] | None:
    ways: tuple[tuple[re.Pattern[str] | Pattern, str], ...] = (
        (SPED, "faster"),
        (SLOWED, "slower"),
        (RISE, "up"),
        (FALL, "down"),
        (BETTER, "better"),
        (WORSE, "worse"),
        (_RAISED, "up"),
        (_LOWERED, "down"),
    )
    for pattern, wants in ways:
        match = pattern.search(clause)
        compared = wants in ("up", "down") and match and _STATE.match(match.group())
        if match and not (compared and _THAN.search(clause[match.end() :])):
            return match.group(), wants
    return None


_STATE = re.compile(r"(?:was|were|became|got|grew)\b", re.IGNORECASE)
_THAN = re.compile(r"^[^,;]{0,60}?\bthan\b(?! (?:before|ever|earlier|at first)\b)")
"""What was higher than something else did not rise."""


def word_sign(metric: str, wants: str) -> int:
    """Say which sign of a difference a word demands: 1 up, -1 down, 0 where nobody knows which is better."""
    if wants in ("up", "down"):
        return 1 if wants == "up" else -1
    if wants in ("faster", "slower"):
        return 0
    return names.sign(metric) * (1 if wants == "better" else -1)


def _sign(wanted: int, one: Value, other: Value) -> Decimal:
    difference = other.quantity.value - one.quantity.value
    return difference * wanted if wanted else abs(difference)


def reversed_order(clause: str, evidence: Evidence) -> bool:
    """Tell whether a clause goes from one value to another that the facts have only in the other order."""
    span = re.search(r"\bfrom\b.*\bto\b", clause)
    where = {place.start for place in places_in(clause, evidence)} if span else ()
    written = [q for q in quantities(clause) if span and q.start > span.start() and VALUED.search(clause[: q.start])]
    written = [q for q in written if q.start not in where and not AT_A_STEP.search(clause[: q.start])]
    if len(written) < 2:
        return False
    ones, others = ([v for v in evidence.values if agrees(q, v)] for q in written[:2])
    if ends_with_its_own(clause, ones, others, evidence):
        return False
    shared = _words_of(ones, evidence) & _words_of(others, evidence)
    former = {v for v in (*ones, *others) if is_former(v, evidence) or (evidence.of(v).words - shared) & _BASES}
    if former:
        return bool(ones and others) and former.issuperset(others) and not former.intersection(ones)
    if len(ones) == len(others) == 1 and (released := release_order(ones[0], others[0], evidence)):
        return released > 0
    pairs = [(a, b) for a in ones for b in others if evidence.of(a).run == evidence.of(b).run]  # lines of one log
    return bool(pairs) and all(at(a, evidence) > at(b, evidence) for a, b in pairs)


_BASES = frozenset(map(stem, BASES))


def _words_of(values: Sequence[Value], evidence: Evidence) -> frozenset[str]:
    return frozenset[str]().union(*(evidence.of(value).words for value in values))


def _said_so(word: str, evidence: Evidence) -> bool:
    return stem(word) in evidence.words


def _unshown(way: tuple[str, str], values: Sequence[Value], evidence: Evidence) -> Verdict:
    """One value shows no direction; where nothing is known of it at all, all that the lines share must not deny it."""
    word, wants = way
    if len(values) == 1 and len(evidence.statements) < 3:
        return Verdict(False, "direction", f"one value does not show that anything {word}")
    return nowhere(word, wants, evidence)

"""Whether a value rose, fell, improved or got worse, as its facts show it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from mlws_writer.checking.names.nowhere import nowhere
from mlws_writer.checking.numbers.comparing import is_borne_out, second_comparison
from mlws_writer.checking.numbers.gaps import is_of_a_gap
from mlws_writer.checking.numbers.kinds import is_rate
from mlws_writer.checking.numbers.placed import places_in
from mlws_writer.checking.numbers.sides import from_to
from mlws_writer.checking.numbers.versus import ends_with_its_own, turned_out
from mlws_writer.checking.order.by_a_deed import leaves_out
from mlws_writer.checking.order.followed import difference_in, of_the_clause, with_the_other
from mlws_writer.checking.order.following import (
    AT_A_STEP,
    LENGTHS,
    VALUED,
    at,
    courses,
)
from mlws_writer.checking.order.monotone import RAN_SO
from mlws_writer.checking.order.since_then import then_and_since
from mlws_writer.checking.order.trends import by_setting
from mlws_writer.checking.reading.agreement import agrees
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.formerly import BASES, is_former, release_order
from mlws_writer.checking.reading.language import (
    BETTER,
    FALL,
    NEGATED,
    RISE,
    SLOWED,
    SPED,
    STEADY,
    WORSE,
    clauses,
    stem,
)
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.series import is_place
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension, quantities, written_number

_GOOD = Verdict(True)
_WITHOUT = re.compile(r"\b(?:with|without|with no) (?!\w+ing\b)", re.IGNORECASE)
"""What something went without does not say that it did not go."""

_BUT_ONCE = re.compile(
    r"\b(?:otherwise|only once|but once|except|apart from|with one exception|but (?:for )?(?:one|two|the (?:first|last|second|third)))\b",
    re.IGNORECASE,
)


def directions(sentence: str, evidence: Evidence) -> Verdict:
    """Let a value rise, fall, improve or get worse only as its facts show, in each clause of a sentence."""
    verdicts = (_direction(sentence, sentence[start:end], evidence) for start, end in clauses(sentence))
    return next((verdict for verdict in verdicts if not verdict.ok), _GOOD)


def _direction(sentence: str, clause: str, evidence: Evidence) -> Verdict:
    clause = _without_its_occasion(clause)
    bare = _AS.sub(" ", clause)
    found = directed(bare) or (directed(clause) if bare != clause else None)
    if not (found or _WENT.search(clause)) or NEGATED.search(_WITHOUT.sub(" ", clause)) or _BUT_ONCE.search(sentence):
        return _GOOD
    if not found:
        return _undirected(clause, evidence)
    word, wants = found
    if (
        (_STATE.match(word) and second_comparison(sentence))
        or leaves_out(sentence)
        or _multiplied(word, clause, evidence)
        or RAN_SO.search(clause)
    ):
        return _GOOD  # lower than the other's, the larger one ran slower: judged as a comparison
    went = turned_out(clause, sentence, *WAYS[wants], evidence)
    if went is None and reversed_order(clause, evidence):
        return Verdict(False, "direction", f"the values come in the other order than {word!r} says")
    if went is None:
        return _on_its_course(word, wants, clause, sentence, evidence)
    return _GOOD if went else Verdict(False, "direction", f"of the two that it names the values do not say {word!r}")


_OCCASION = Pattern(
    r"\b(?:when|once|while) (?:the |its |we |they )?[^,;]{0,40}?\b(?:(?:doubl|halv|tripl|quadrupl)(?:ed|es|ing)\b|(?:went|goes|rose|fell|grew|was (?:raised|lowered|increased|reduced|changed|cut|set))\b (?:up |down )?from\b)[^,;]*", "doubl", "halv", "tripl", "quadrupl", " from ",
    flags=re.IGNORECASE,
)  # fmt: skip


def _without_its_occasion(clause: str) -> str:
    """Leave out upon what a value rose or fell, where that was multiplied itself: when the rate was doubled."""
    match = _OCCASION.search(clause)
    rest = f"{clause[: match.start()]}{clause[match.end() :]}" if match else clause
    return rest if match and directed(rest) else clause


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
    values, wanted = followed(word, wants, clause, sentence, evidence)
    if len(values) < 2:
        told = _said_so(word, evidence) or is_of_a_gap(clause) or (values and _PAST_A_MARK.search(clause))
        return _GOOD if told else _unshown((word, wants), values, evidence)
    if len({value.quantity.text for value in values}) == 1 and values[0].quantity.text in _AT.findall(clause):
        return _GOOD  # that is where it was so in either
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


_AT = re.compile(r"\b(?:at|with|for) (?:an? )?(?:\w+ (?:of )?)?([\d.,]*\d)\b")


def followed(word: str, wants: str, clause: str, sentence: str, evidence: Evidence) -> tuple[list[Value], int]:
    """Give the values whose course a clause tells, in order, and which sign of a difference its word demands of them."""
    about = _WHERE.sub("", clause)
    about = about if word in about else clause
    values = of_the_clause(word, wants, about, clause, sentence, evidence)
    if all(map(is_place, values)):
        values = []
    ends = from_to(clause, evidence) or then_and_since(clause, evidence)
    values = list(ends) if ends else with_the_other(values, evidence)
    if len(values) < _TWO:
        return values, 0
    metric = metric_of(about.split()) or values[0].metric
    wanted = _length_sign(values[0], word) or _speed_sign(values[0], wants) or word_sign(metric, wants)
    return by_setting(clause, values, evidence) or values, wanted * _turned(word, values)


def goes(values: Sequence[Value], wanted: int, evidence: Evidence) -> bool:
    """Tell whether each course of some values goes a way from its first to its last and at no step the other way."""
    return all(
        difference_in(wanted, course[0], course[-1]) > 0
        and all(difference_in(wanted, one, other) >= 0 for one, other in pairwise(course))
        for course in courses(values, evidence)
    )


WAYS = {
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
    signs = [difference_in(wanted, one, other) for one, other in pairwise(values)]
    if _STILL.search(clause):
        since = _LAST_SO_MANY.search(clause)
        many = min(int(written_number(since["many"]) or 1), len(values)) if since else 1
        return signs[-1] > 0 and (many < _TWO or difference_in(wanted, values[-many], values[-1]) > 0)
    if STEADY.search(clause) and not _A_WHILE.search(clause) and len(values) > _TWO:
        return all(sign >= 0 for sign in signs)
    here_and_there = len(values) > _TWO and any(sign > 0 for sign in signs) and not _AS.search(clause)
    return difference_in(wanted, values[0], values[-1]) > 0 or here_and_there


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
    signs = [difference_in(word_sign(one.metric or about, "better") * sign, one, other) for one, other in pairs]
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


def directed(clause: str) -> tuple[str, str] | None:
    """Find the word by which a clause says that something went a way, and which way that is."""
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
    did = _DID.search(clause)
    if did and metric_of(re.split(r"[,;.]|\bto\b", clause[did.end() :])[0].split()[:_TWO]) and " to " not in clause:
        return did.group().strip(), "up" if did["up"] else "down"
    return None


_DID = re.compile(r"(?<!was )(?<!were )(?<!been )\b(?:(?P<up>raised|lifted|boosted)|lowered|reduced) (?=\w)")


_PAST_A_MARK = re.compile(
    r"\b(?:dropp|fell|fall|sank|rose|climb|went|got|came)[a-z]* (?:\w+ )?(?:below|under|above|over|past|beyond) "
)
"""What one value shows: that it lies beyond a mark now, which is judged as a bound."""
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


_SETS = re.compile(
    r"\W*(?:changing|moving|switching|setting|lowering|raising|increasing|reducing|decreasing) ", re.IGNORECASE
)
"""What goes from one value to another by hand is a setting."""


def reversed_order(clause: str, evidence: Evidence) -> bool:
    """Tell whether a clause goes from one value to another that the facts have only in the other order."""
    span = None if _SETS.match(clause) else re.search(r"\bfrom\b.*\bto\b", clause)
    where = {place.start for place in places_in(clause, evidence)} if span else ()
    written = [q for q in quantities(clause) if span and q.start > span.start() and VALUED.search(clause[: q.start])]
    written = [q for q in written if q.start not in where and not AT_A_STEP.search(clause[: q.start])]
    if len(written) < 2:
        return False
    ones, others = ([v for v in evidence.values if agrees(q, v)] for q in written[:2])
    if ends_with_its_own(clause, ones, others, evidence):
        return False
    shared = _words_of(ones, evidence) & _words_of(others, evidence)
    bases = _BASES - _TAKEN_AWAY if _WITHOUT.search(clause) else _BASES
    former = {v for v in (*ones, *others) if is_former(v, evidence) or (evidence.of(v).words - shared) & bases}
    if former:
        return bool(ones and others) and former.issuperset(others) and not former.intersection(ones)
    if len(ones) == len(others) == 1 and (released := release_order(ones[0], others[0], evidence)):
        return released > 0
    pairs = [(a, b) for a in ones for b in others if evidence.of(a).run == evidence.of(b).run]  # lines of one log
    return bool(pairs) and all(at(a, evidence) > at(b, evidence) for a, b in pairs)


_BASES = frozenset(map(stem, BASES))
_TAKEN_AWAY = frozenset({stem("without")})


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

"""What goes with what over some rows: the smaller the ward, the larger the error; the lower the precision, the faster."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.kinds import DENIED, is_rate, is_speed, signed
from mlws_writer.checking.order.rows import without_totals
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import STOP, stem
from mlws_writer.checking.reading.statements import called
from mlws_writer.checking.reading.superlatives import MOST, extreme
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.patterns import Pattern

_GOOD = Verdict(True)
_UP = (
    "up", "more", "larger", "bigger", "higher", "longer", "greater", "wider", "deeper", "older", "later", "taller", "heavier", "stronger",
    "denser", "farther", "further", "fuller", "busier", "warmer", "hotter", "louder", "commoner", "richer", "thicker", "broader",
)  # fmt: skip
_DOWN = (
    "fewer", "less", "smaller", "lower", "shorter", "narrower", "younger", "earlier", "lighter", "weaker", "shallower", "rarer",
    "closer", "nearer", "colder", "cooler", "quieter", "sparser", "emptier", "thinner", "poorer",
)  # fmt: skip
_GOODNESS = {"better": 1, "worse": -1}
_SPEED = {"faster": 1, "quicker": 1, "sooner": 1, "slower": -1}
_SOONER = ("sooner",)
_ANY = "|".join((*_UP[1:], *_DOWN, *_GOODNESS, *_SPEED))
_THE_THE = Pattern(
    rf"\bthe (?P<one>{_ANY})\b(?P<what>[^;.,]{{0,60}}), the (?P<other>{_ANY})\b(?P<of>[^;.]*)",
    ", the ",
    flags=re.IGNORECASE,
)
_GAVE = Pattern(
    rf"\b(?:an?|the) (?P<one>{_ANY}) (?P<what>[a-z][\w -]{{1,30}}?) (?:gave|gives|led to|leads to|brought|brings|meant|means|resulted in|produced|made for|needed|took)"
    rf" (?:an? |the |us )?(?P<other>{_ANY})\b(?! than)(?P<of>[^;.,]*)",
    *("gave", "gives", "led to", "leads to", "brought", "brings", "meant", "means", "resulted", "produced", "made", "needed", "took"),
    flags=re.IGNORECASE,
)  # fmt: skip
"""A larger vocabulary gave fewer tokens."""
_GOING = Pattern(
    r"\bgoing (?P<one>up|down) to (?:an? |the )?(?P<what>[a-z][\w -]{0,30}?) of \S+ (?:gave (?:the )?|made (?:the )?(?:results?|scores?) )(?P<other>better|worse)\b(?P<of>[^;.,]*)",
    "going",
    flags=re.IGNORECASE,
)
_MORE_OF = "|".join((*_UP[1:], *_DOWN))
_WITH_MORE = Pattern(
    rf"(?P<of>[^;.,]*?)\b(?:gets?|got|becomes?|became|is|are|was|were|runs?|ran|goes|went) (?P<other>{_ANY}) (?:with|at|for|under) (?P<one>{_MORE_OF}) (?P<what>[A-Za-z][\w -]{{1,30}}?)(?=[.,;]|$)",
    *(" with ", " at ", " for ", " under "),
    flags=re.IGNORECASE,
)  # fmt: skip
"""The index gets slower with more probes."""
_TO_RAISE = (
    "adding", "raising", "increasing", "doubling", "tripling", "enlarging", "lowering", "reducing", "halving", "decreasing", "cutting", "shrinking",
)  # fmt: skip
_TURNED = {
    "better": ("helped", "improved", "benefited", "boosted"),
    "worse": ("hurt", "harmed", "worsened", "degraded", "damaged"),
    "higher": ("rose", "raised", "lifted", "increased", "grew", "went up", "climbed", "jumped", "pushed up"),
    "lower": (
        "fell",
        "dropped",
        "lowered",
        "cut",
        "reduced",
        "sank",
        "went down",
        "decreased",
        "declined",
        "brought down",
    ),
    "faster": ("sped up", "accelerated"),
    "slower": ("slowed down", "slowed"),
}
"""What became of one thing, by the word for how it compares then."""
_MEANS = {verb: word for word, verbs in _TURNED.items() for verb in verbs}
_DID = "|".join(_MEANS)
_EITHER_WAY = ("changing", "moving", "switching", "setting")
"""What says of a setting that it was changed, and not which way."""
_RAISING = Pattern(
    rf"^(?P<one>{'|'.join((*_TO_RAISE, *_EITHER_WAY))}) (?:the )?(?P<what>[A-Za-z][\w' -]{{0,30}}?)(?: from (?P<first>\d+(?:\.\d+)?) to (?P<last>\d+(?:\.\d+)?)| from \S+ to \S+| to \S+)?"
    rf" (?:(?:made|makes|left|leaves|rendered) (?P<of>[^;.]*?)\b(?P<other>{_ANY})\b(?P<judged> [a-z]+)?|(?P<other_>{_DID})\b(?! (?:by|than))(?P<of_>[^;.,]*))",
    *_TO_RAISE, *_EITHER_WAY,
    flags=re.IGNORECASE,
)  # fmt: skip
_WHEN_RAISED = Pattern(
    rf"(?P<of>[^;.,]*?)\b(?:gets?|got|becomes?|became|runs?|ran|goes|went) (?P<other>{_ANY}) (?:when|as|once|if) (?:the |its )?(?P<what>[A-Za-z][\w -]{{0,30}}?) (?:is|was|were|are|gets|got) (?P<one>raised|increased|doubled|tripled|enlarged|lowered|reduced|halved|decreased|cut|shrunk)\b",
    *("when ", "as ", "once ", "if "),
    flags=re.IGNORECASE,
)  # fmt: skip
"""The graph gets slower when M is doubled from 16 to 32."""
_GOING_FROM = Pattern(
    rf"(?P<of>[^;.,]*?)\b(?:gets?|got|becomes?|became|is|was|runs?|ran|goes|went) (?P<other>{_ANY}) (?:when |if |as )?(?:one |you |we )?(?:goes|going|go|moving|moves|switching) from (?P<what>[a-z]+)? ?(?P<first>\d+(?:\.\d+)?) to (?P<last>\d+(?:\.\d+)?)",
    " from ",
    flags=re.IGNORECASE,
)  # fmt: skip
_TO_MOVE = "raised|increased|doubled|tripled|enlarged|lowered|reduced|halved|decreased|cut|shrunk"
_DID_SO = Pattern(
    rf"^\W*(?:an? |the )?(?P<one>{'|'.join(_TO_RAISE)}|{_MORE_OF}) (?:the )?(?P<what>[A-Za-z][\w -]{{1,30}}?)(?: from \S+ to \S+| to \S+)? (?P<other>{_DID})\b(?! (?:by|than))(?P<of>[^;.,]*)",
    *_MEANS,
    flags=re.IGNORECASE,
)
_MADE_SO = Pattern(
    rf"^\W*(?:an?|the) (?P<one>{_MORE_OF}) (?P<what>[A-Za-z][\w -]{{1,30}}?) (?:made|makes|left|leaves) (?P<of>[^;.,]*?)\b(?P<other>{_ANY})\b(?! than)",
    "made ", "makes ", "left ", "leaves ",
    flags=re.IGNORECASE,
)  # fmt: skip
_WENT_SO = Pattern(
    rf"(?P<of>[^;.,]*?)\b(?P<other>{_DID})\b(?: by \S+(?: points)?)?(?: a (?:bit|little)| slightly)? (?:with (?P<one>{_MORE_OF}) (?P<what>[A-Za-z][\w -]{{1,30}}?)(?=[.,;]|$)|"
    rf"(?:when|as|once) (?:the |its )?(?P<what_>[A-Za-z][\w -]{{0,30}}?) (?:(?:was|were|is|got) )?(?P<one_>{_TO_MOVE}|rose|grew|increased|fell|dropped|decreased)\b)",
    *_MEANS,
    flags=re.IGNORECASE,
)
"""More dropout hurt F1; F1 fell when the rate dropped."""
_WOULD = {
    "improve": "better", "help": "better", "boost": "better", "hurt": "worse", "harm": "worse", "raise": "higher", "increase": "higher",
    "lift": "higher", "lower": "lower", "reduce": "lower", "cut": "lower",
}  # fmt: skip
_DID_NOT = Pattern(
    rf"^\W*(?:an?|the) (?P<one>{_MORE_OF}) (?P<what>[A-Za-z][\w -]{{1,30}}?) (?:did not|failed to) (?P<verb>{'|'.join(_WOULD)})\b(?! (?:by|further|any|much|all))(?P<of>[^;.,]*)",
    "did not", "failed to",
    flags=re.IGNORECASE,
)  # fmt: skip
"""A deeper tree did not improve accuracy."""
RAN_SO = Pattern(
    rf"\b(?:an?|the) (?P<one>{_MORE_OF}) (?P<what>[A-Za-z][\w -]{{1,30}}?) (?:trained|ran|did|performed|scored|worked) (?P<other>{_ANY})\b(?! than)(?P<of>)",
    " trained", " ran", " did", " performed", " scored", " worked",
    flags=re.IGNORECASE,
)  # fmt: skip
"""The larger models trained faster."""
_BATCH = frozenset({stem("batch")})
_LESSENED = ("fell", "drop", "lower", "reduc", "halv", "decreas", "cut", "shr")
_BETWEEN = re.compile(
    r"\b(?:advantage|lead|gap|margin|difference|distance|edge|gain|improvement|benefit)\b", re.IGNORECASE
)
"""What is worked out from two values."""
_JUDGED = re.compile(r"\s+(?P<how>accurate|reliabl[ey]|precise|accurately|precisely|robust)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.])[a-z]{1,6}[-_= ]?(\d{1,5}(?:\.\d)?)[bkm]?(?![\w.])", re.IGNORECASE)
_SIZES = frozenset(
    map(stem, ["share", "support", "count", "n", "num", "instances", "size", "rows", "cases", "images", "samples"])
)
_MOST_AGAINST = Decimal("0.5")
"""From which share of the pairs that bear a rule out on others belie it."""


def monotone(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that the more there is of one thing, the more of another, where the cited rows show no such order."""
    if (no := _DID_NOT.search(sentence)) and not _BETWEEN.search(no["of"]):
        return _did_after_all(no, evidence)
    match = _relation(sentence)
    if match is None or DENIED.search(sentence) or _BETWEEN.search(match["of"]):
        return _GOOD
    broken = ""
    for ones, others in _pairs(match, evidence):
        wants = _sign(match["one"], "", ones[0]) * _sign(match["other"], match["behind"], others[0])
        signs = _signs(ones, others, wants)
        fits, breaks = sum(sign > 0 for sign in signs), sum(sign < 0 for sign in signs)
        if not wants or not breaks or breaks < fits * _MOST_AGAINST:
            return _GOOD
        broken = f"{others[0].quantity.text} at {ones[0].quantity.text}, {others[-1].quantity.text} at {ones[-1].quantity.text}"
    return Verdict(False, "direction", broken) if broken else _GOOD


def _signs(ones: Sequence[Value], others: Sequence[Value], wants: int) -> list[Decimal]:
    """Tell for each two rows whether they bear a relation out, above zero, or belie it."""
    return [
        (b.quantity.value - a.quantity.value) * (d.quantity.value - c.quantity.value) * wants
        for (a, c), (b, d) in combinations(list(zip(ones, others, strict=True)), 2)
    ]


def _did_after_all(no: re.Match[str], evidence: Evidence) -> Verdict:
    """Refuse that more of a setting did not do what it did between all of the cited rows."""
    match = {
        "one": no["one"],
        "what": no["what"],
        "other": _WOULD[no["verb"].lower()],
        "of": no["of"],
        "behind": no["of"],
    }
    ones, others = next(_pairs(match, evidence), ([], []))
    wants = _sign(match["one"], "", ones[0]) * _sign(match["other"], "", others[0]) if ones else 0
    if not wants or min(_signs(ones, others, wants)) <= 0:
        return _GOOD
    return Verdict(False, "direction", f"{others[0].quantity.text}, then {others[-1].quantity.text}")


def _relation(sentence: str) -> dict[str, str] | None:
    """Read which way `one` of `what` goes with `other` of `of`; None where a sentence says no such thing."""
    ways = (
        _THE_THE,
        _GAVE,
        _GOING,
        _WITH_MORE,
        _RAISING,
        _WHEN_RAISED,
        _GOING_FROM,
        _DID_SO,
        _MADE_SO,
        _WENT_SO,
        RAN_SO,
    )
    match = next((found for way in ways if (found := way.search(sentence))), None)
    if match is None:
        return None
    said = {name.rstrip("_"): text for name, text in match.groupdict("").items() if text or not name.endswith("_")}
    said["other"] = _MEANS.get(said["other"].lower(), said["other"])
    said["behind"] = said.get("judged") or said["of"]
    if said.get("first"):
        said["one"] = "raised" if Decimal(said["last"]) > Decimal(said["first"]) else "lowered"
    return None if said["one"].lower() in _EITHER_WAY else said


_MOST_ONE = Pattern(
    r"\b(?:the|its) (?:(?P<up>largest|biggest|highest|longest|widest|deepest|greatest|heaviest)|(?P<down>smallest|lowest|shortest|narrowest|fewest|shallowest|lightest)|"
    r"(?P<middle>middle|medium|intermediate)) (?P<what>(?:[\w-]+ ){0,3}?(?:one|[\w-]+)),?(?: [\w.]+,)? (?:did|does|was|is|were|gave|gives|had|has|got|performed|came out|scored|worked|ran|took)\b (?P<of>[^;.]*)",
    *("largest", "biggest", "highest", "longest", "widest", "deepest", "greatest", "heaviest", "smallest", "lowest", "shortest", "narrowest", "fewest", "shallowest", "lightest", "middle", "medium", "intermediate"),
    flags=re.IGNORECASE,
)  # fmt: skip
"""A setting at one end, or between both, and what came of it: the smallest chunk size did best."""


def end_of_a_setting(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that the largest of some settings did best where in each column that may be meant another one did."""
    match = _MOST_ONE.search(sentence)
    won = MOST.search(match["of"]) if match else None
    if match is None or won is None or DENIED.search(sentence):
        return _GOOD
    columns = list(_cited(evidence))
    what = _spoken(match["what"], evidence)
    settings = [c for c in columns if c[0].key & what] or (_named(columns[0], evidence) if columns else [])
    sign, about = extreme(won)
    judged = (
        [_leads(match, settings[0], c, signed(c[0], sign, about)) for c in columns if c not in settings]
        if len(settings) == 1
        else []
    )
    judged = [fits for fits in judged if fits is not None]
    if not judged or any(judged):
        return _GOOD
    return Verdict(False, "direction", f"another one than {match.group()[:40]!r} was the {won.group()}")


def _leads(match: re.Match[str], setting: Sequence[Value], column: Sequence[Value], way: int) -> bool | None:
    """Tell whether the row with such a setting leads a column; None where nobody knows which way is up."""
    if not way:
        return None
    order = sorted(range(len(setting)), key=lambda place: setting[place].quantity.value)
    at = order[-1:] if match["up"] else order[:1] if match["down"] else order[1:-1]
    best = max(value.quantity.value * way for value in column)
    return any(column[place].quantity.value * way == best for place in at)


def _sign(word: str, behind: str, value: Value) -> int:
    """Say which way a value goes that is called larger, worse or faster; 0 where nobody knows."""
    low = word.lower()
    if low.endswith(("ing", "ed", "cut")) or low in ("rose", "grew", "fell"):
        return -1 if low.startswith(_LESSENED) else 1
    if low in _GOODNESS:
        return _GOODNESS[low] * names.sign(value.metric)
    if low in _SPEED:
        return _SPEED[low] * (1 if is_rate(value) else -1)
    way = 1 if low in _UP else -1
    return way * names.sign(value.metric) if _JUDGED.match(behind) else way


def _pairs(match: Mapping[str, str], evidence: Evidence) -> Iterator[tuple[list[Value], list[Value]]]:
    """Give the two columns of the cited rows that are set in relation, where one pair only can be meant."""
    columns = list(_cited(evidence))
    if not columns:
        return
    what, of = _spoken(match["what"], evidence), told(f"{match['other']} {match['of']} {match['behind']}", evidence)
    ones = (
        [c for c in columns if c[0].key & what]
        or _named(columns[0], evidence)
        or [c for c in columns if c[0].key & _SIZES]
    )
    others = _meant(match, of, [c for c in columns if all(c is not one for one in ones)])
    if not ones and len(columns) == len(others) == _TWO and match["other"].lower() in (*_UP, *_DOWN):
        ones, others = columns[:1], columns[1:]  # which is which makes no difference
    elif not ones and len(others) == 1 and len(columns) == _TWO:
        ones = [c for c in columns if c is not others[0]]
    timed = match["other"].lower() in _SPEED  # of several times and rates all must have gone the other way
    if len(others) == 1 or timed:
        yield from ((one, other) for one in ones for other in others if len(ones) == 1 or timed)


_TWO = 2
_ROWS = 2


def _spoken(what: str, evidence: Evidence) -> frozenset[str]:
    """Give what a setting is called, and what logs cut that to: batch, bat, b."""
    return told(what, evidence) | called(*(word for word in what.split() if word.lower() not in STOP))


def _meant(match: Mapping[str, str], of: frozenset[str], columns: list[list[Value]]) -> list[list[Value]]:
    """Keep the columns that the second half speaks of."""
    word = match["other"].lower()
    if word in _SOONER:
        return [c for c in columns if is_speed(c[0]) and not is_rate(c[0])]
    if word in _SPEED:
        timed = [c for c in columns if is_speed(c[0])]
        return [c for c in timed if c[0].key & of] or timed
    named = [c for c in columns if c[0].key & of]
    if word in _GOODNESS or _JUDGED.match(match["behind"]):
        return named or [c for c in columns if names.sign(c[0].metric)]
    return named or columns


def _cited(evidence: Evidence) -> Iterator[list[Value]]:
    """Give the columns of the cited rows, each row with one value of each."""
    rows = sum(any(v.quantity.dimension not in WHEN for v in s.values) for s in evidence.statements)  # no header
    for column in evidence.columns:
        own = [v for v in column if v.statement in evidence.own and v.quantity.dimension not in WHEN]
        own = without_totals(own, frozenset(), evidence) if len(own) >= _ROWS else []
        own = [_with_its_name(value, evidence) for value in own]
        once_each = len({v.statement for v in own}) == len(own) == rows
        if once_each and len({v.quantity.value for v in own}) >= _ROWS:
            yield own
    yield from _of_places(evidence)


def _of_places(evidence: Evidence) -> Iterator[list[Value]]:
    """Give the settings of the cited rows that say also where a line stands, and so are no columns: batch=32."""
    rows = [
        {v.name or min(v.key): v for v in s.values if v.exact and len(v.key) == 1 and v.key <= _BATCH}
        for s in evidence.statements
    ]
    yield from ([row[name] for row in rows] for name in (rows[0] if rows else ()) if all(name in row for row in rows))


def _with_its_name(value: Value, evidence: Evidence) -> Value:
    """Give a value as its line names it, where the column that it was found in has no name."""
    if value.key:
        return value
    return next((own for own in evidence.of(value).values if own.quantity == value.quantity), value)


def _named(column: Sequence[Value], evidence: Evidence) -> list[list[Value]]:
    """Give the numbers by which the rows are called, as a column: 32, 16 and 8 of fp32, fp16 and int8."""
    found = [_NUMBER.findall(evidence.of(value).text) for value in column]
    numbers = [set(each) - set.intersection(*map(set, found)) for each in found]
    if any(len(each) != 1 for each in numbers):
        return []
    return [
        [replace(v, quantity=replace(v.quantity, value=Decimal(n.pop()))) for v, n in zip(column, numbers, strict=True)]
    ]

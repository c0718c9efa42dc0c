"""The best, the highest, faster than, ahead of: recomputed over all values that could be compared."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mlws_writer.checking.agreement import agrees
from mlws_writer.checking.contrast import told
from mlws_writer.checking.evidence import Evidence
from mlws_writer.checking.language import stem
from mlws_writer.checking.tokens import PLACES, places, tokens
from mlws_writer.checking.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.checking.words import reporting_words
from mlws_writer.facts import names
from mlws_writer.facts.model import Better
from mlws_writer.facts.quantities import Dimension, quantities

_GOOD = Verdict(True)
_SPEED = "fast quick slow speedy swift"
_SIGNS = {
    word: (sign, about)
    for words, sign, about in (
        ("highest largest most biggest greatest", 1, ""),
        ("lowest smallest least fewest", -1, ""),
        ("longest", 1, "time"), ("shortest", -1, "time"),
        ("fastest quickest swiftest", 1, "speed"), ("slowest", -1, "speed"),
        ("best strongest", 1, "good"), ("worst weakest poorest hardest", -1, "good"),
        ("cheapest", -1, "cost"), ("costliest", 1, "cost"), ("heaviest", 1, "size"), ("lightest", -1, "size"),
    )
    for word in words.split()
}  # fmt: skip
_MOST = re.compile(
    rf"(?<!\bat )(?<!\bits )(?<!\btheir )(?<!\bof the )(?<!\bthan the )(?<!\bfrom the )(?<!\bto the )(?<!\babove the )(?<!\bbelow the )(?<!\bbeat the )\b(?!most \w+ly\b)(?:(most|least) (accurate|expensive|costly|precise|sensitive|reliable|common|frequent)|({'|'.join(_SIGNS)}))\b(?! of (?:the|them|it|all|those)\b)",
    re.IGNORECASE,
)
_THAN = re.compile(
    r"\b(faster|slower|quicker|better|worse|higher|lower|larger|smaller|bigger|longer|shorter|cheaper|dearer|lighter|heavier|"
    r"stronger|weaker|greater|fewer|less|more(?: accurate| expensive| sensitive| precise| often| slowly| quickly)?|less accurate)\b"
    r"(?P<gap>[^.;]{0,70}?)\bthan\b(?!\s+(?:an? |about |the |one |two |three |half |twice )*(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|third|quarter|half|fifth|tenth|percent|hour|minute|second|ever|before|expected))",
    re.IGNORECASE,
)
_BEATS = re.compile(
    r"\b(?P<up>beat(?:s|en)?|outperform\w*|outdid|surpass\w*|overtook|led|leads|ahead of|won against|above|exceed\w*|tops|topped)\b|"
    r"\b(?P<down>trail\w*|lag(?:s|ged)? behind|behind|fell short of|lost (?:to|against)|below|under)\b",
    re.IGNORECASE,
)
_SHIFT = re.compile(
    r"\b(?:switch|go|chang|mov|com)(?:ing|ed)\s+from\s+(?P<from>[^,;.]+?)\s+to\s+(?P<to>[^,;.]+?),?\s+"
    r"(?P<verb>(?P<up>raise[ds]|increase[ds]|lifte?d?s?|boost(?:ed|s)|added to)|(?P<down>lowere?[ds]|reduce[ds]|cut|decrease[ds])|"
    r"(?P<good>improve[ds]|helped)|(?P<bad>worsen(?:ed|s)|hurts?|harmed))\s+(?P<metric>[^,;]+)",
    re.IGNORECASE,
)
_SHIFTED = re.compile(
    r"(?P<metric>[^,;]+?)\s+(?P<verb>(?P<up>rose|increased|grew|climbed|went up|was (?:higher|larger))|"
    r"(?P<down>fell|dropped|decreased|declined|shrank|went down|was (?:lower|smaller))|"
    r"(?P<fast>sped up|accelerated|(?:was|got|became) (?:faster|quicker))|(?P<slow>slowed(?: down)?|(?:was|got|became) slower)|"
    r"(?P<good>improved|got better)|(?P<bad>worsened|got worse|suffered|deteriorated))\s+(?:\w+\s+){0,3}?"
    r"(?:switch|go|chang|mov|com)(?:ing|ed)\s+from\s+(?P<from>[^,;.]+?)\s+to\s+(?P<to>[^,;]+)",
    re.IGNORECASE,
)
_PLACED = re.compile(r"\b(first|second|third|fourth|last|earlier|later|former|latter)\b", re.IGNORECASE)
_PLACES = {
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
THAN_SIGNS = {
    **dict.fromkeys(["higher", "larger", "bigger", "greater", "more"], (1, "")),
    **dict.fromkeys(["lower", "smaller", "fewer", "less"], (-1, "")),
    **dict.fromkeys(["faster", "quicker"], (1, "speed")), "slower": (-1, "speed"),
    "longer": (1, "time"), "shorter": (-1, "time"), "cheaper": (-1, "cost"), "dearer": (1, "cost"), "more expensive": (1, "cost"),
    "lighter": (-1, "size"), "heavier": (1, "size"),
    **dict.fromkeys(["better", "stronger"], (1, "good")), **dict.fromkeys(["worse", "weaker"], (-1, "good")),
    "more accurate": (1, "accuracy"), "less accurate": (-1, "accuracy"), "more sensitive": (1, "sensitivity"),
    "more precise": (1, "precision"), "more slowly": (-1, "speed"), "more quickly": (1, "speed"),
}  # fmt: skip
"""Which sign of a difference a comparative means, and what it is about."""
_ABOUT = {
    "accuracy": frozenset(map(stem, ["accuracy", "acc", "correct"])),
    "sensitivity": frozenset(map(stem, ["sensitivity", "sens", "recall"])),
    "precision": frozenset(map(stem, ["precision", "prec"])),
    "cost": frozenset(map(stem, ["cost", "price", "usd", "eur", "dollars"])),
    "size": frozenset(map(stem, ["size", "bytes", "mib", "mb", "gb", "gib", "params", "parameters"])),
    "time": frozenset(map(stem, ["time", "seconds", "rtf", "duration", "elapsed", "runtime", "min", "minutes", "hours", "took", "s", "ms", "latency", "took", "wall", "length", "tokens", "words", "lines"])),
}  # fmt: skip
_RATES = frozenset(map(stem, ["throughput", "speed", "rate", "fps", "it", "tps", "qps", "rps"]))
_PER_SECOND = re.compile(r"/\s?s(?:ec)?\b|per_?s(?:ec)?|(?:tok|tokens|img|images|samples|it|docs)_s\\b", re.IGNORECASE)
_SPREAD = {stem("spread"): frozenset(map(stem, ["sd", "std", "stdev", "stddev", "deviation", "var", "variance"]))}
_CONDITION = re.compile(
    r"\b(?:on|in|for|at|under|among|across|of all|within|with)\s+(?:the\s+)?(?:\w+\s+){0,2}$", re.IGNORECASE
)
_DENIED = re.compile(r"\b(?:not|no|never|neither|nor|hardly)\b", re.IGNORECASE)
_SOME = re.compile(
    r"\b(?:with enough|that (?:fit|met|had|ran|were|was|could)|of those|among those|which (?:fit|met|had))\b",
    re.IGNORECASE,
)
"""A superlative among some that no fact tells apart from the others."""
_BOTH = re.compile(r"\b(?:best|highest|strongest|top) and (?:the )?(?:worst|lowest|weakest|bottom)\b", re.IGNORECASE)
_OTHERS = re.compile(r",? (?:followed by|ahead of|before|behind|while|whereas|but|although|though)\b", re.IGNORECASE)
_ROWS = 200
_NEAR = 4
"""How many words behind a superlative may say what it is of."""
_CLOSE = 40
"""How many characters around a comparison may say what it is of."""


_EACH = re.compile(r"\b(?:for|in|on|of|by) both\b", re.IGNORECASE)
"""What holds of two lines at once is held against neither."""
_CHANGED = re.compile(
    r"\b(?:benefit|gain|improv|chang|suffer|profit|los|drop|degrad|deviat|differ|vari)\w*\s+(?:by far )?(?:the )?$",
    re.IGNORECASE,
)
"""Who gained most is told by differences, which no value shows by itself."""
_SO_MANY = re.compile(r"\b(?:single|two|three|four|five|six|seven|eight|nine|ten|twenty|\d+) $", re.IGNORECASE)
"""The ten best checkpoints are a thing with a name."""


def superlative(sentence: str, evidence: Evidence) -> Verdict:
    """Judge a superlative: what is named must have the extreme value of what is spoken of."""
    found = (match for match in _MOST.finditer(sentence) if not _SO_MANY.search(sentence[: match.start()]))
    match = next(found, None)
    if not match or _DENIED.search(sentence[: match.start()]) or _SOME.search(sentence[match.end() :]):
        return _GOOD
    if _BOTH.search(sentence) or _EACH.search(sentence) or _CHANGED.search(sentence[: match.start()]):
        return _GOOD
    if others := _OTHERS.search(sentence, match.end()):
        sentence = sentence[: others.start()]
    sign, about = _extreme(match)
    if own := _clause_of(match.group(), sentence, evidence):
        sentence = own
        match = next(_MOST.finditer(sentence), match)
    spoken = told(sentence, evidence)
    near = told(" ".join(sentence[match.end() :].split()[:_NEAR]), evidence)
    judged: list[bool] = []
    close, far = (list(_groups(words, about, evidence)) for words in (near, spoken))
    for groups in (close, _rows(spoken, evidence), far):
        fits = (
            _is_extreme(sentence, part, sign, about, spoken) for group in groups for part in _parts(group, evidence)
        )
        judged = judged or [fit for fit in fits if fit is not None]
    for groups in (_of_lists(spoken, about, evidence), _of_series(near, spoken, about, evidence)):
        fits = (_is_extreme(sentence, group, sign, about, spoken, column=True) for group in groups if not judged)
        judged = judged or [fit for fit in fits if fit is not None]
    if not judged:
        judged = _by_ordinal(sentence, near, spoken, sign, about, evidence)
    if other := _logged_best(match.group(), sentence, evidence):
        return Verdict(False, "wrong_entity", f"a fact says that the {match.group().lower()} is {other}")
    if not judged or any(judged) or _said_so(match.group(), spoken, evidence):
        return _GOOD
    return Verdict(False, "wrong_entity", f"what is named is not the {match.group().lower()}")


def _said_so(word: str, spoken: frozenset[str], evidence: Evidence) -> bool:
    """Tell whether a cited line says that word itself, of the very place: Best results observed at epoch 37."""
    at = frozenset(token for token in spoken if "=" in token and not token.startswith("="))
    kinds = tuple(token.partition("=")[0] + "=" for token in at)
    told_of = (
        s for s in reversed(evidence.known) if any(tag.startswith(kinds) for tag in tokens(s.text)) and not s.tainted
    )
    last = next((s for s in told_of if stem(word) in s.words), None)
    return bool(at) and last is not None and last.id in evidence.own and at <= last.tags


def _by_ordinal(
    sentence: str, near: frozenset[str], spoken: frozenset[str], sign: int, about: str, evidence: Evidence
) -> list[bool]:
    """Judge the second of some cited lines that nothing but their order tells apart."""
    placed = _PLACED.findall(sentence)
    judged = []
    for group in _of_series(near, spoken, about, evidence) if len(placed) == 1 else ():
        cited = [value for value in group if value.statement in evidence.own]
        wants = _signed(group[0], sign, about) or sign
        at = _PLACES[placed[0].lower()]
        if len(cited) > 2 and at < len(cited):
            judged.append(cited[at].quantity.value * wants >= max(value.quantity.value * wants for value in cited))
    return judged


_BEST_IS = re.compile(
    r"\bbest\b[^.;|\n]{0,20}?\b(?:is|was|:|=|at|from)?\s*\b(?P<kind>[a-z]+)[ =:#]+(?P<number>\d+)\b", re.IGNORECASE
)


def _logged_best(word: str, sentence: str, evidence: Evidence) -> str:
    """Name the trial or epoch that a cited line itself calls the best, where a sentence names another one."""
    said = places(sentence) if word.lower() == "best" else {}
    text = "\n".join(statement.text for statement in evidence.statements) if said else ""
    called = {(match["kind"].lower(), match["number"].lstrip("0") or "0") for match in _BEST_IS.finditer(text)}
    (kind, number) = next(iter(called)) if len(called) == 1 else ("", "")
    return f"{kind} {number}" if kind in said and number not in said[kind] else ""


def _parts(group: list[Value], evidence: Evidence) -> Iterator[list[Value]]:
    """Give a group and, where a sentence cites several of it, those: they may be of one model among others."""
    yield group
    cited = [value for value in group if value.statement in evidence.own]
    if 1 < len(cited) < len(group):
        yield cited


def _of_lists(spoken: frozenset[str], about: str, evidence: Evidence) -> Iterator[list[Value]]:
    """List the lists of one line of which a sentence names an item."""
    for row in evidence.lists:
        if about in ("good", "") and any(value.tags & spoken for value in row):
            yield list(row)


def _of_series(near: frozenset[str], spoken: frozenset[str], about: str, evidence: Evidence) -> Iterator[list[Value]]:
    """List the columns of lines of one shape that a sentence compares, by their keys or by what its adjective is about."""
    wanted = _ABOUT.get(about, frozenset())
    columns = [column for column in evidence.columns if about == "good" or _may_be(column[0], about, wanted)]
    scores = [len(c[0].key & near) * 2 + len(c[0].key & (spoken | wanted)) for c in columns]
    best = max(scores, default=0)
    for column, score in zip(columns, scores, strict=True):
        if score == best and (
            best
            or (about in ("speed", "time", "cost", "good") and _signed(column[0], 1, about))
            or (about == "good" and _is_score(column))
        ):
            yield list(column)
            if len(cited := [value for value in column if value.statement in evidence.own]) > 2:
                yield cited


_SPREADS = frozenset(map(stem, ["sd", "std", "loss", "lr", "error"]))


def _is_score(column: Sequence[Value]) -> bool:
    """Tell whether a column without a name may be what things are called good by: fractions, no times and no counts."""
    kinds = {value.quantity.dimension for value in column}
    parts = all(value.quantity.value % 1 for value in column)
    return kinds <= {Dimension.PLAIN, Dimension.PERCENT} and parts and not column[0].key & _SPREADS


_CUTS = re.compile(r"[;,]? \b(?:whereas|while|whilst)\b|;")


_PRONOUN = re.compile(r"(?:and |but )?(?:it|they|this|that|which|these|those|he|she)\b", re.IGNORECASE)


def _clause_of(superlative: str, sentence: str, evidence: Evidence) -> str:
    """Give the clause that a superlative stands in, where it says itself what it is about."""
    parts = _CUTS.split(sentence)
    part = next((each for each in parts if superlative in each), "")
    named = [
        token for token in told(part, evidence) if token in evidence.ground.labels and token not in reporting_words()
    ]
    return part.strip() if len(parts) > 1 and named and not _PRONOUN.match(part.strip()) else ""


_ITS_OWN = re.compile(
    rf"\b(?:its|their) (?:\w+ )?(?P<word>{'|'.join(_SIGNS)})\b(?! of )(?P<rest>(?: (?:value|point|score|figure|level))?(?:,| of| at| was| being)? ?)",
    re.IGNORECASE,
)
_SO_FAR = re.compile(r"\b(?:so far|until then|yet|to date|up to)\b", re.IGNORECASE)


def own_extreme(sentence: str, evidence: Evidence) -> Verdict:
    """Judge what a sentence calls the lowest or the best of its own: the loss fell to 0.379, its lowest."""
    match = _ITS_OWN.search(sentence)
    if match is None or _DENIED.search(sentence[: match.start()]) or _SO_FAR.search(sentence):
        return _GOOD
    before = [
        q for q in quantities(sentence) if re.fullmatch(r"\W*(?:which (?:was|is) )?", sentence[q.end : match.start()])
    ]
    after = [q for q in quantities(sentence) if q.start == match.end()]
    said = next(iter((*after, *before)), None)
    if said is None:
        return _GOOD
    sign, about = _SIGNS[match["word"].lower()]
    judged = []
    for value in (v for v in evidence.values if v.metric and agrees(said, v) and not evidence.of(v).tainted):
        wants = _signed(value, sign, about)
        group = [v for v in evidence.ground.values if _is_same(v, value, evidence)]
        if wants and len(group) > 1:
            judged.append(value.quantity.value * wants >= max(v.quantity.value * wants for v in group))
    if not judged or any(judged):
        return _GOOD
    return Verdict(False, "direction", f"{said.text} is not {match.group().strip(' ,')}")


def _is_same(one: Value, other: Value, evidence: Evidence) -> bool:
    """Tell whether two values are of one metric of one run."""
    same_run = evidence.of(one).run == evidence.of(other).run
    return same_run and one.metric == other.metric and one.quantity.dimension == other.quantity.dimension


def _extreme(match: re.Match[str]) -> tuple[int, str]:
    if not match[1]:
        return _SIGNS[match[3].lower()]
    about = {
        "accurate": "accuracy",
        "expensive": "cost",
        "costly": "cost",
        "precise": "precision",
        "sensitive": "sensitivity",
    }
    return (1 if match[1].lower() == "most" else -1), about.get(match[2].lower(), "")


def _groups(spoken: frozenset[str], about: str, evidence: Evidence) -> Iterator[list[Value]]:
    """List the groups of values of one kind that some words may compare: those whose names they say most of."""
    wanted = _ABOUT.get(about, frozenset()) | {w for word, others in _SPREAD.items() if word in spoken for w in others}
    groups = [
        g for k, g in evidence.ground.by_key.items() if k and 1 < len(g) <= _ROWS and _may_be(g[0], about, wanted)
    ]
    groups = [g for g in groups if not _numbers_places(g)]
    groups = [g for g in groups if any(value.statement in evidence.own for value in g)] or groups
    scores = [len(group[0].key & (spoken | wanted)) for group in groups]
    if best := max(scores, default=0):
        yield from (_cited_kind(group, evidence) for group, score in zip(groups, scores, strict=True) if score == best)
    elif about in ("speed", "time", "good"):
        yield from groups


_PLACE_WORDS = frozenset(map(stem, [*PLACES, "epochs", "steps"]))


def _numbers_places(group: Sequence[Value]) -> bool:
    """Tell whether values only number the places that they stand in: epoch 5, trial 11."""
    return all(
        value.key & _PLACE_WORDS and any(t.endswith(f"={value.quantity.text}") for t in value.tags) for value in group
    )


def _cited_kind(group: list[Value], evidence: Evidence) -> list[Value]:
    """Keep of a group the values that stand in such lines as the cited ones: those of the table, not of its parts."""
    cited = {value.headed for value in group if value.statement in evidence.own}
    return [value for value in group if value.headed in cited] if len(cited) == 1 else group


def _may_be(value: Value, about: str, wanted: frozenset[str]) -> bool:
    """Tell whether a value can be what an adjective is about: fast wants a rate or a time, best a metric."""
    if value.quantity.dimension in (Dimension.CLOCK, Dimension.DATE):
        return False
    if about == "speed":
        return _is_speed(value)
    if about == "time":
        return value.quantity.dimension is Dimension.TIME or bool(value.key & wanted)
    if about == "good":
        return bool(_good(value))
    return about == "" or bool(value.key & wanted) or (about == "size" and value.quantity.dimension is Dimension.BYTES)


def _rows(spoken: frozenset[str], evidence: Evidence) -> Iterator[list[Value]]:
    """List the rows behind a sentence whose values it compares with one another, by the names of those values."""
    for statement in evidence.statements:
        row = [v for v in statement.values if v.exact and v.quantity.dimension in (Dimension.PLAIN, Dimension.PERCENT)]
        named = [len(v.key & spoken) for v in row]
        one = bool(row) and max(named) > 0 and named.count(max(named)) == 1
        if len(row) > 2 and len({value.metric for value in row}) == 1 and one:
            yield [replace(v, tags=v.key) for v in row]


def _lines(evidence: Evidence) -> Iterator[list[Value]]:
    """List the lines behind a sentence that name values of one measure."""
    for statement in evidence.statements:
        row = [replace(v, tags=v.key) for v in statement.values if v.exact and v.metric and not v.headed]
        if len(row) > 1 and len({value.metric for value in row}) == 1:
            yield row


def _is_speed(value: Value) -> bool:
    return value.quantity.dimension in (Dimension.RATE, Dimension.TIME) or bool(value.key & (_RATES | _ABOUT["time"]))


def is_rate(value: Value) -> bool:
    """Tell whether a value is so many a second."""
    rated = value.quantity.dimension is Dimension.RATE or bool(value.key & _RATES)
    return (
        rated
        or _PER_SECOND.search(value.name) is not None
        or ({"token", "sec"} <= value.key)
        or ("sampl" in value.key and "sec" in value.key)
    )


def _good(value: Value) -> int:
    """Say which sign of a difference is the better one; 0 where nobody knows."""
    if value.headed and not value.metric and "=" in value.name and 0 < value.quantity.value < 1:
        return 1  # a score whose name stands elsewhere
    direction = names.better(value.metric) if value.metric else None
    return {Better.HIGHER: 1, Better.LOWER: -1}[direction] if direction else 0


def _signed(value: Value, sign: int, about: str) -> int:
    """Say which sign makes a value what the sentence says, whether that is good, fast or simply high."""
    if about == "good":
        return sign * _good(value)
    if about == "speed" and not is_rate(value):
        return -sign  # of two durations the shorter is the faster
    return sign


def _is_extreme(
    sentence: str, group: Sequence[Value], sign: int, about: str, spoken: frozenset[str], *, column: bool = False
) -> bool | None:
    """Tell whether what a sentence names has the extreme of a group; None where it names nothing of the group."""
    wants = _signed(group[0], sign, about) or (sign if column and (group[0].key & spoken or _is_score(group)) else 0)
    every, shared = frozenset[str]().union(*(v.tags for v in group)), frozenset.intersection(*(v.tags for v in group))
    telling = (spoken & every) - shared
    if not wants or not telling:
        return None
    most = max(len(v.tags & telling) for v in group)
    mine = [v for v in group if len(v.tags & telling) == most]
    if len(mine) == len(group):
        return None
    conditions = {token for token in telling if _is_condition(token, sentence)}
    subjects = telling - conditions or telling
    for subject in _concepts(subjects, group):
        rivals = [v for v in group if telling - subject <= v.tags or telling - subjects <= v.tags]
        most = max((len(v.tags & subjects) for v in rivals), default=0)
        own = [v.quantity.value * wants for v in rivals if subject <= v.tags and len(v.tags & subjects) == most]
        if len(rivals) < 2 or not own or len(own) == len(rivals):
            continue
        if max(own) >= max(v.quantity.value * wants for v in rivals):
            return True
    whole = [v.quantity.value * wants for v in group]
    return max(v.quantity.value * wants for v in mine) >= max(whole)


def _concepts(tokens: frozenset[str], group: Sequence[Value]) -> Iterator[frozenset[str]]:
    """Part tokens into those that always stand together: they name one thing."""
    found: dict[frozenset[int], set[str]] = {}
    for token in tokens:
        found.setdefault(frozenset(n for n, value in enumerate(group) if token in value.tags), set()).add(token)
    yield from map(frozenset, found.values())


def _is_condition(token: str, sentence: str) -> bool:
    """Tell whether a token only says where something is compared: on massive-en, for elderly speakers."""
    plain = token.partition("=")[2] or token
    for match in re.finditer(r"[\w.:/-]+", sentence):
        word = match.group().lower()
        if stem(word) == token or word.replace("-", "").replace("_", "") == token or word == plain.lower():
            return _CONDITION.search(sentence[: match.start()]) is not None
    return False


def comparative(sentence: str, evidence: Evidence) -> Verdict:
    """Judge a comparison of two things that both have a value of what is compared."""
    found = _compared(sentence)
    if found is None:
        return _GOOD
    word, sign, about, left, right = found
    sides = told(left, evidence), told(right, evidence)
    spoken = sides[0] | sides[1]
    judged = []
    near = told(left[-_CLOSE:] + " " + right[:_CLOSE], evidence)
    groups = [*(list(_groups(near, about, evidence)) or _groups(spoken, about, evidence)), *_lines(evidence)]
    for group in groups:
        wants = _signed(group[0], sign, about)
        fits = _holds(group, sides, wants) if wants else None
        judged += [fits] if fits is not None else []
    for group in () if judged else (*_of_lists(spoken, about, evidence), *_of_series(near, spoken, about, evidence)):
        wants = _signed(group[0], sign, about) or sign
        cited = [value for value in group if value.statement in evidence.own]
        fits = _holds(cited if len(cited) > 1 else group, sides, wants)
        fits = _by_order(left, right, group, wants, evidence) if fits is None else fits
        judged += [fits] if fits is not None else []
    if not judged or any(judged):
        return _GOOD
    return Verdict(False, "direction", f"the facts do not say {word}")


def _by_order(left: str, right: str, column: Sequence[Value], wants: int, evidence: Evidence) -> bool | None:
    """Hold the second of some cited lines against the first, where a sentence tells them apart by that alone."""
    cited = [value for value in column if value.statement in evidence.own]
    ones, others = _PLACED.findall(left), _PLACED.findall(right)
    if len(cited) < 2 or len(ones) != 1 or len(others) != 1:
        return None
    at = [_PLACES[found[0].lower()] for found in (ones, others)]
    if max(at) >= len(cited) or at[0] == at[1]:
        return None
    one, other = (cited[place].quantity.value for place in at)
    return one * wants > other * wants


_ALTHOUGH = re.compile(r",? (?:although|though|even though|but|while|whereas|despite)\b")


def _compared(sentence: str) -> tuple[str, int, str, str, str] | None:
    """Find what is compared: the word, its sign, what it is about, and the two sides."""
    match = _THAN.search(sentence)
    if match:
        if _DENIED.search(sentence[: match.end()]):
            return None
        sign, about = THAN_SIGNS.get(match[1].lower(), (1, ""))
        about = about or ("time" if re.search(r"\btime\b", match["gap"]) else "")
        return (
            match.group(),
            sign,
            about,
            sentence[: match.start()] + match["gap"],
            _ALTHOUGH.split(sentence[match.end() :])[0],
        )
    if match := _SHIFTED.search(sentence):
        up = match["up"] or match["fast"] or match["good"]
        about = "good" if match["good"] or match["bad"] else "speed" if match["fast"] or match["slow"] else ""
        left, right = (f"{match[side]} {match['metric']}" for side in ("to", "from"))
        return match["verb"], 1 if up else -1, about, left, right
    if match := _SHIFT.search(sentence):
        about = "good" if match["good"] or match["bad"] else ""
        left, right = (f"{match[side]} {match['metric']}" for side in ("to", "from"))
        return match["verb"], 1 if match["up"] or match["good"] else -1, about, left, right
    match = _BEATS.search(sentence)
    if match and not _DENIED.search(sentence):
        about = (
            "good"
            if re.match(
                r"beat|outperf|outdid|surpass|led|lead|won|lost|trail|lag|ahead|behind|top", match.group(), re.I
            )
            else ""
        )
        right = _ALTHOUGH.split(sentence[match.end() :])[0]
        return match.group(), (1 if match["up"] else -1), about, sentence[: match.start()], right
    return None


def _holds(group: Sequence[Value], sides: tuple[frozenset[str], frozenset[str]], wants: int) -> bool | None:
    """Tell whether the values of the one side stand above those of the other; None where the sides are not found."""
    every, shared = frozenset[str]().union(*(v.tags for v in group)), frozenset.intersection(*(v.tags for v in group))
    left, right = ((side & every) - shared for side in sides)
    own, theirs = left - right, right - left
    shared = frozenset(t for t in own if any(t in v.tags and theirs <= v.tags for v in group))
    shared |= frozenset(t for t in theirs if any(t in v.tags and own <= v.tags for v in group))
    whole, rest = (own, theirs), (left & right) | shared
    own, theirs, both = own - shared, theirs - shared, rest
    if not own and not theirs:
        return None
    if len(group) == 2 and not (own and theirs):  # the plain one and the seasonal one
        named = [bool((own or theirs) & v.tags) for v in group]
        if named.count(True) == 1:
            one, other = group if named[0] == bool(own) else reversed(group)
            return one.quantity.value * wants > other.quantity.value * wants
    if not (own and theirs):  # naive and seasonal naive: the one has all words of the other
        own, theirs, both = whole[0], whole[1], frozenset()
    ones = [v for v in group if own <= v.tags and not (theirs - own) & v.tags and both <= v.tags]
    others = [v for v in group if theirs <= v.tags and not (own - theirs - shared) & v.tags and both <= v.tags]
    ones = [v for v in ones if v not in others]
    if not ones or not others:
        return None
    pairs = [(a, b) for a in ones for b in others if _differ_little(a, b, own, theirs, len(ones) * len(others))]
    if not pairs:
        return None
    return any(a.quantity.value * wants > b.quantity.value * wants for a, b in pairs)


def _differ_little(one: Value, other: Value, own: frozenset[str], theirs: frozenset[str], pairs: int) -> bool:
    """Tell whether two values differ in what is compared, and in as little else as may be."""
    rest = (one.tags ^ other.tags) - own - theirs
    places = {token.partition("=")[0] for token in rest if "=" in token[1:]}
    return pairs == 1 or not places


_RANKS = {
    word: rank
    for rank, word in enumerate(["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"], 1)
}
_RANKED = re.compile(
    rf"\b(?:came|ranked|placed|finished|is|was|took)\s+(?:only\s+|in\s+)?({'|'.join(_RANKS)})(?:\s+place)?\s+(?:in|on|by|for)\b",
    re.IGNORECASE,
)


def rank(sentence: str, evidence: Evidence) -> Verdict:
    """Judge a rank: what came second has one better value above it."""
    match = _RANKED.search(sentence)
    if match is None:
        return _GOOD
    near, spoken = told(sentence[match.end() :], evidence), told(sentence[: match.start()], evidence)
    judged = []
    for group in _groups(near, "", evidence):
        wants = _good(group[0]) or 1
        mine = [v for v in group if v.tags & spoken - frozenset.intersection(*(w.tags for w in group))]
        if len(mine) == 1:
            above = sum(v.quantity.value * wants > mine[0].quantity.value * wants for v in group)
            judged.append(above + 1 == _RANKS[match[1].lower()])
    return (
        _GOOD
        if not judged or any(judged)
        else Verdict(False, "wrong_entity", f"what is named is not {match[1].lower()}")
    )


def place(sentence: str, evidence: Evidence) -> Verdict:
    """Judge whether the facts behind a sentence are of the run, the fold or the attempt that it names."""
    mine = places(sentence)
    theirs: dict[str, set[str]] = {}
    for statement in evidence.statements:
        for tag in statement.tags:
            kind, _, number = tag.partition("=")
            if kind and number:
                theirs.setdefault(kind, set()).add(number)
    for kind in ("run", "fold", "attempt", "session", "trial"):
        if kind in mine and kind in theirs and not mine[kind] & theirs[kind]:
            there = ", ".join(sorted(theirs[kind]))
            return Verdict(
                False, "wrong_entity", f"the facts are of {kind} {there}, not {', '.join(sorted(mine[kind]))}"
            )
    return _GOOD

"""The best, the lowest, the second: recomputed over all values that could be compared."""

import re
from collections.abc import Iterator, Sequence

from mlws_writer.checking.names.leading import leads
from mlws_writer.checking.numbers.ablation import ablated
from mlws_writer.checking.numbers.contrast import told
from mlws_writer.checking.numbers.kinds import (
    AT,
    DENIED,
    PLACED,
    better_sign,
    columns_named,
    groups_of,
    lists_named,
    rows_named,
    signed,
)
from mlws_writer.checking.numbers.meant import is_of_spread, speaks_of_spread
from mlws_writer.checking.order.extremes import by_setting, is_extreme, of_its_own
from mlws_writer.checking.order.listed_shares import listed_share
from mlws_writer.checking.order.most_harm import most_harm
from mlws_writer.checking.order.poles import is_told
from mlws_writer.checking.order.rows import by_cited_rows, without_totals
from mlws_writer.checking.order.spoken_columns import extreme_of_column
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.ground import BEST_IS, Ground
from mlws_writer.checking.reading.language import stem
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.superlatives import (
    BOTH,
    MOST,
    SIGNS,
    above_it,
    around,
    extreme,
    of_two,
    with_one_each,
)
from mlws_writer.checking.reading.tokens import folded, places, tokens
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.reading.words import reporting_words
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.quantities import quantities, spelled_number

_GOOD = Verdict(True)


_SOME = re.compile(
    r"\b(?:with enough|that (?:fit|met|had|ran|were|was|could)|of those|among those|which (?:fit|met|had))\b",
    re.IGNORECASE,
)
"""A superlative among some that no fact tells apart from the others."""


_SAVE = re.compile(
    r"\b(?:except|apart from|other than|but for|(?:leaving|setting|putting) (?:[\w-]+ ){1,4}?aside)\b", re.IGNORECASE
)
"""What holds almost everywhere is held against no single column."""


_SPAN = re.compile(r"\bbetween (?:the )?(?:[\w-]+ ){0,4}$", re.IGNORECASE)
"""Between the plainest and the best: neither is said to be one of those that are named."""


_MAJORITY = re.compile(r"(?<!the )\bmost of (?:the|its|our|these|those)\b", re.IGNORECASE)


_OTHERS = re.compile(
    r"(?:,? (?:one|two|three|four|five) (?:\w+ )?(?:epochs?|steps?|rounds?|iterations?|evaluations?) (?:before|after|earlier|later)|,? (?:followed by|ahead of|before|behind|while|(?<=, )with|(?<=, )(?:(?:well|far|by|even) )?(?:(?:more|less|over|almost|nearly|about|roughly|some) (?:than )?)?(?:twice|half|double|\w+ times|[\d.]+ times)|whereas|but(?! one\b)|although|though))\b",
    re.IGNORECASE,
)


_NEAR = 4
"""How many words behind a superlative may say what it is of."""


_EACH = re.compile(r"\b(?:for|in|on|of|by) both\b|\b(?:for|in|on|by) (?:all|every|each)\b", re.IGNORECASE)
"""What holds of two lines at once is held against neither."""


_CHANGED = re.compile(
    r"\b(?:benefit|gain|improv|chang|suffer|profit|los|drop|degrad|deviat|differ|vari)\w*\s+(?:by far )?(?:the )?$",
    re.IGNORECASE,
)
"""Who gained most is told by differences, which no value shows by itself."""


def _is_worked_out(match: re.Match[str], sentence: str, evidence: Evidence) -> bool:
    """Tell whether a superlative is of differences, or of shares that no line gives."""
    share = _SHARE.match(sentence, match.end())
    if share is None:
        return _DIFFERENCE.match(sentence, match.end()) is not None
    return not any(stem(share["share"]) in value.key for value in evidence.values)


def _changed(before: str, evidence: Evidence) -> bool:
    """Tell whether a superlative is of what changed most, unless the log says how far each scattered."""
    told_apart = speaks_of_spread(before) and any(map(is_of_spread, evidence.leagues))
    return _CHANGED.search(before) is not None and not told_apart


_SHARE = re.compile(r"\s+(?P<share>share|proportion|fraction) of\b", re.IGNORECASE)
_DIFFERENCE = re.compile(
    r"\s+(?:\w+ )?(?:gains?(?=[^.;]*\b(?:points?|came (?:from|with|between)|from .+ to)\b)|drops?|jumps?|leaps?|increases?|decreases?|improvements?|rises?|falls?|differences?|gaps?|changes?|declines?|reductions?|effects?|steps? (?:up|down|forward))\b",
    re.IGNORECASE,
)
_SO_MANY = re.compile(
    r"\b(?:(?<!was the )(?<!is the )single|two|three|four|five|six|seven|eight|nine|ten|twenty|\d+) $|\b(?:two|three|four|five) [a-z]+s (?:that|which) [a-z]+ed (?:the )?$",
    re.IGNORECASE,
)
"""The ten best checkpoints are a thing with a name, and so are the two features that mattered most."""
_SO_MANY_RANKED = re.compile(
    r"\b(?:\d[\d,]*|two|three|five|ten|twenty|hundred|thousand) [a-z]+ (?:ranked|rated|scored|scoring) (?:the )?$",
    re.IGNORECASE,
)
"""The 1,000 policies ranked highest are those of which a line says something."""


_SO_CALLED = re.compile(
    r"best (?:weights|checkpoint|snapshot|ckpt)\b(?! (?:was|were|is|came|has|had)\b)", re.IGNORECASE
)
"""The best weights are those that were kept, not what is compared."""


_OURS = re.compile(r"^(?:our|my) ", re.IGNORECASE)
_BEST_FROM = re.compile(
    r"\bbest (?:[a-z]+ ){1,3}?(?:comes?|came|stems?|stemmed|is|was|are|were)\b(?: [a-z]+){0,4}? "
    r"(?:trial|epoch|step|round|iteration|run|fold) (?:number |no\. )?\d",
    re.IGNORECASE,
)
"""Of which trial the best result is said to be: our best parameters come from trial 33."""


def superlative(sentence: str, evidence: Evidence) -> Verdict:
    """Judge each superlative: what is named must have the extreme value of what is spoken of."""
    if spoken := extreme_of_column(sentence, evidence) or most_harm(sentence, evidence):
        return spoken
    said = _BEST_FROM.search(sentence) is not None and DENIED.search(sentence) is None
    if said and (best := _logged_best("best", sentence, evidence)):
        return Verdict(False, "wrong_entity", f"a fact says that the best is {best}")
    sentence = _OURS.sub("The ", sentence)
    plain = ablated(sentence, evidence)
    sole = of_two(plain)
    if sole != plain and len(evidence.statements) == _BOTH_CITED:  # the better of the two that are cited
        evidence = Evidence(evidence.statements, Ground(evidence.statements))
    verdicts = (_superlative(part, evidence) for part in with_one_each(sole))
    return next((verdict for verdict in verdicts if not verdict.ok), _GOOD)


_BOTH_CITED = 2


def _sign_of_all(evidence: Evidence) -> int:
    """Say which way is the better one where a line names no measure: down where all that the log measures are errors."""
    signs = {names.sign(value.metric) for value in evidence.ground.values if value.metric} - {0}
    return -1 if signs == {-1} else 1


_ONCE_THROUGH = re.compile(
    r"\bafter (?P<number>\d[\d,]*|[a-z]+) (?P<place>epoch|step|round|iteration)s\b(?=\W*(?:$|[,;]|and\b|but\b|at\b|with\b))",
    re.IGNORECASE,
)


def _with_places(sentence: str) -> str:
    """Say after two epochs as at epoch 2: the place at which something was best."""

    def placed(match: re.Match[str]) -> str:
        number = spelled_number(match["number"]) if match["number"].isalpha() else match["number"]
        return match.group() if number is None else f"at {match['place']} {number}"

    return _ONCE_THROUGH.sub(placed, sentence) if MOST.search(sentence) else sentence


_THE_BEST_ONE = re.compile(
    r"(?:^|, )the best (?:config(?:uration)?|settings?|checkpoint|hyperparameters|parameters|combination)\b",
    re.IGNORECASE,
)


def _so_called(sentence: str, evidence: Evidence) -> bool:
    """Tell whether what a sentence calls the best is only named so, as a cited line names it."""
    called = _THE_BEST_ONE.search(sentence)
    return called is not None and any(not s.tainted and "best" in s.words for s in evidence.statements)


def _superlative(sentence: str, evidence: Evidence) -> Verdict:
    whole = sentence
    if _so_called(sentence, evidence):
        sentence = _THE_BEST_ONE.sub(" it", sentence)
    sentence = _with_places(sentence)
    match = next((each for each in MOST.finditer(sentence) if ranks(each, sentence, evidence)), None)
    if not match or DENIED.search(sentence[: match.start()]) or _SOME.search(sentence[match.end() :]):
        return _GOOD
    if (
        _is_worked_out(match, sentence, evidence)
        or BOTH.search(sentence)
        or _EACH.search(sentence)
        or _SAVE.search(sentence)
        or _changed(sentence[: match.start()], evidence)
    ):
        return _GOOD
    if others := _OTHERS.search(sentence, match.end()):
        sentence = sentence[: others.start()]
    if own := _clause_of(match.group(), sentence, evidence):
        sentence = own
        match = next(MOST.finditer(sentence), match)
    led = leads(match, sentence, whole, evidence)
    if led or listed_share(match, sentence, evidence):
        return _GOOD
    spoken = told(f"{sentence[: match.start()]} {sentence[match.end() :]}", evidence)
    judged = _by_groups(match, sentence, spoken, evidence) if led is None else [led]
    if other := _logged_best(match.group(), sentence, evidence):
        return Verdict(False, "wrong_entity", f"a fact says that the {match.group().lower()} is {other}")
    if not judged or any(judged) or _said_so(match, sentence, spoken, evidence) or is_told(whole, evidence):
        return _GOOD
    return Verdict(False, "wrong_entity", f"what is named is not the {match.group().lower()}")


def _by_groups(match: re.Match[str], sentence: str, spoken: frozenset[str], evidence: Evidence) -> list[bool]:
    """Judge a superlative by the values that its words may compare, where no league decides it: the first that do."""
    (sign, about), above = extreme(match), above_it(match, sentence)
    near = told(" ".join(sentence[match.end() :].split()[:_NEAR]), evidence)
    close, far = (list(groups_of(words, about, evidence)) for words in (near, spoken))
    said = names.sign(metric_of(sentence[match.end() :].split()[:_NEAR]))  # the best word error rate is the lowest
    judged: list[bool] = []
    for groups in (close, rows_named(spoken, evidence), far):
        fits = (
            is_extreme(sentence, part, sign, about, spoken, above=above)
            for group in groups
            for part in _parts(without_totals(group, spoken, evidence), above, evidence)
        )
        judged = judged or [fit for fit in fits if fit is not None]
    for groups in (lists_named(spoken, about, evidence), columns_named(near, spoken, about, evidence)):
        fits = (
            is_extreme(
                sentence,
                without_totals(group, spoken, evidence),
                way,
                about,
                spoken,
                column=said or _sign_of_all(evidence) if about == "good" else 1,
                above=above,
            )
            for group in groups
            if not judged
            for way in _ways(match.group(), sign, group)
        )
        judged = judged or [fit for fit in fits if fit is not None]
    return (
        judged
        or by_setting(around(match, sentence), [*close, *far], sign, about, evidence)
        or _by_ordinal(sentence, near, spoken, sign, about, evidence)
        or _by_course(match, sentence, evidence)
        or by_cited_rows(match, sign, about, spoken, above, evidence)
    )


_THAN_THE = re.compile(r"\bthan (?:[a-z]+ ){1,3}the $", re.IGNORECASE)
"""What something else is compared with: better than always showing the best headline."""


def ranks(match: re.Match[str], sentence: str, evidence: Evidence) -> bool:
    """Tell whether a superlative ranks what is named: not the ten best, most of them, or what a log calls best_epoch."""
    before, after = sentence[: match.start()], re.match(r"[ -](\w+)", sentence[match.end() :])
    if (
        _SO_MANY.search(before)
        or _SO_MANY_RANKED.search(before)
        or _SO_CALLED.match(sentence, match.start())
        or _SPAN.search(before)
        or _THAN_THE.search(before)
        or _MAJORITY.match(sentence, match.start())
    ):
        return False
    named = folded(f"{match.group()}_{after[1]}") if after else ""
    return not any(named in value.key for value in evidence.values)


_AFTER = 60
"""How many characters behind the word a log names the place that it calls so."""


def _best_is(word: str, sentence: str) -> bool:
    """Tell whether the lowest or the highest of what a sentence names is the best of it."""
    better = names.sign(metric_of(sentence.split()).rpartition(" ")[2])
    return better != 0 and SIGNS.get(word.lower(), (0, ""))[0] == better


def _said_so(match: re.Match[str], sentence: str, spoken: frozenset[str], evidence: Evidence) -> bool:
    """Tell whether a value is the best of its own course, or a cited line says so of the very place."""
    return any(_by_course(match, sentence, evidence)) or _logged_so(match.group(), sentence, spoken, evidence)


def _logged_so(word: str, sentence: str, spoken: frozenset[str], evidence: Evidence) -> bool:
    """Tell whether a cited line says that word itself, of the very place: Best results observed at epoch 37."""
    at = frozenset(token for token in spoken if "=" in token and not token.startswith("="))
    kinds = tuple(token.partition("=")[0] + "=" for token in at)
    told_of = (
        s for s in reversed(evidence.known) if any(tag.startswith(kinds) for tag in tokens(s.text)) and not s.tainted
    )
    words = [word.lower(), *(["best"] if _best_is(word, sentence) else [])]
    last = next((s for s in told_of if any(each in s.text.lower() for each in words)), None)
    if not at or last is None:
        return False
    if last.id not in evidence.own:  # the last one says the same as a cited one
        own = [s for s in evidence.firsthand if at <= s.tags and "best" in s.text.lower()]
        own = [s for s in own if at <= tokens(s.text.lower().rpartition("best")[2][:_AFTER])]
        return bool(own) and at <= tokens(last.text.lower().rpartition("best")[2][:_AFTER])
    return any(at <= tokens(last.text.lower().partition(each)[2][:_AFTER]) for each in words)


_BEGINS = re.compile(r"(?:^|[,;] (?:and |but )?)(?:the )?$", re.IGNORECASE)
_OF_A_COURSE = ("best", "slowest", "fastest", "longest", "shortest")
_VALUE_OF = re.compile(r" (?:[A-Za-z][\w-]* ){1,4}(?:was|is|of|at|came to|took|lasted|needed) ")


def _by_course(match: re.Match[str], sentence: str, evidence: Evidence) -> list[bool]:
    """Judge a value that is called the best of its own course: the best validation MAE was 0.566."""
    found = _VALUE_OF.match(sentence, match.end())
    said = next((q for q in quantities(sentence) if found and q.start == found.end()), None)
    own = of_its_own(said, *extreme(match), evidence) if said else None
    begins = match.group().lower() in _OF_A_COURSE and _BEGINS.search(sentence[: match.start()])
    return [own] if own or (own is False and begins) else []


_BUT_ONE = re.compile(r"\blast (?:\w+ )?but one\b", re.IGNORECASE)


def _by_ordinal(
    sentence: str, near: frozenset[str], spoken: frozenset[str], sign: int, about: str, evidence: Evidence
) -> list[bool]:
    """Judge the second of some cited lines that nothing but their order tells apart."""
    placed = PLACED.findall(sentence)
    judged = []
    for group in columns_named(near, spoken, about, evidence) if len(placed) == 1 else ():
        cited = [value for value in group if value.statement in evidence.own]
        wants = signed(group[0], sign, about) or sign
        at = AT[placed[0].lower()] - (_BUT_ONE.search(sentence) is not None)
        if len(cited) > 2 and at < len(cited):
            judged.append(cited[at].quantity.value * wants >= max(value.quantity.value * wants for value in cited))
    return judged


def _logged_best(word: str, sentence: str, evidence: Evidence) -> str:
    """Name the trial or epoch that a cited line itself calls the best, where a sentence names another one."""
    said = places(sentence) if word.lower() == "best" else {}
    text = "\n".join(statement.text for statement in evidence.statements) if word.lower() == "best" else ""
    called = {match["kind"].lower(): match["number"].lstrip("0") or "0" for match in BEST_IS.finditer(text)}
    (kind, number) = next(iter(called.items())) if len(called) == 1 else ("", "")
    other = kind in said and number not in said[kind]
    return (
        f"{kind} {number}"
        if other or (kind and kind not in said and _of_rival(kind, number, sentence, evidence))
        else ""
    )


def _of_rival(kind: str, number: str, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a sentence names a trial by a setting that another one than the best has: the one with a rate of 0.86."""
    written = [q.value for q in quantities(sentence) if q.value % 1]
    rows = [s for s in evidence.statements if any(tag.startswith(f"{kind}=") for tag in s.tags)]
    holders = [s for s in rows if written and all(any(v.quantity.value == q for v in s.values) for q in written)]
    return bool(holders) and len(rows) > 1 and not any(f"{kind}={number}" in s.tags for s in holders)


def _parts(group: list[Value], above: int, evidence: Evidence) -> Iterator[list[Value]]:
    """Give a group and, where a sentence cites several of it, those: they may be of one model among others."""
    yield group
    cited = [value for value in group if value.statement in evidence.own]
    if above + 1 < len(cited) < len(group):
        yield cited


_CUTS = re.compile(r"[;,]? \b(?:whereas|while|whilst)\b|;")


_PRONOUN = re.compile(r"(?:and |but )?(?:it|they|this|that|which|these|those|he|she)\b", re.IGNORECASE)


def _clause_of(superlative: str, sentence: str, evidence: Evidence) -> str:
    """Give the clause that a superlative stands in, where it says itself what it is about."""
    parts = _CUTS.split(sentence)
    part = next((each for each in parts if superlative in each), "")
    named = [
        token
        for token in told(part, evidence)
        if token in evidence.ground.labels.kinds and token not in reporting_words()
    ]
    return part.strip() if len(parts) > 1 and named and not _PRONOUN.match(part.strip()) else ""


def _ways(word: str, sign: int, group: Sequence[Value]) -> tuple[int, ...]:
    """Say which signs may make a value the extreme: what is hard has a low score or a high error, where no name tells which."""
    unknown = word.lower() in ("easiest", "hardest") and not better_sign(group[0])
    return (1, -1) if unknown else (sign,)

"""What a sentence says of all or of none, held against the exceptions that the cited lines count or tell."""

import re
from collections.abc import Collection
from decimal import Decimal

from mlws_writer.checking.outcomes.ill_counts import KIND, Count, Unit, meaning, parts, plain, words_and_kinds
from mlws_writer.checking.outcomes.made_good import lacks_its_number
from mlws_writer.checking.outcomes.opposites import plainly
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import SAID, STOP, content, stem, stems
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern, Words
from mlws_writer.facts.quantities import quantities

_GOOD = Verdict(True)
_FOR_NONE_OF = {"~fail": {"~fail", "~late", "~bad"}, "~bad": {"~bad"}}
"""What goes ill in which other ways: no request failed, where some timed out."""
_NOT_ALL = {"~fail", "~stop", "~reject", "~skip", "~late", "~bad", "~open", "~prune"}
"""What so many of all things did that did not go well."""
_CUE = Words(
    r"\b(?:none|neither|nobody|nothing|no|not|never|without|all|every|each|both|everything|everyone|fully|completely|entirely|in full)\b|n't\b"
)
_CUT = r"(?:(?!\b(?:and|but|while|whereas|because|since|so|when|until|although|though|which|as)\b)[^,;:.])*"
_GONE = r"(?:was|were|been|got|be|has|have|had|is|are|could|did|came|went|made|took|gave|met|ran|run|stood|found|held|kept|fit|fell|won|sent|lost|left)"
_NONE = Pattern(
    rf"\bwithout (?:even )?(?:an? |any |one )?(?:single |more )?(?P<lacked>(?!having|any\b|the\b|its\b)[\w-]+(?: (?!in|on|at|for|to|from|of|by|with|after|during)[\w-]+){{0,2}})|"
    rf"\b(?:none|neither|nobody|nothing|no one|not (?:even )?(?:one|a single))\b(?! (?:per ?cent|percent|third|half|quarter|but|other|else|more|less))(?P<rest>{_CUT})|"
    rf"\bno (?!longer|more|fewer|less|further|other|new|better|worse|doubt|need|matter|one|faster|slower|higher|lower)(?P<thing>{_CUT})|"
    rf"(?:\bnot|n't) (?P<deed>{_CUT}?)\b(?:once|a single|one single)\b(?P<object>{_CUT})|\bnever (?:once )?(?P<ever>{_CUT})",
    *("without", "none", "neither", "nobody", "nothing", "no ", "not ", "n't", "never"),
    flags=re.IGNORECASE,
)
"""Where a sentence says that there was none of something, or that nothing did."""
_OF_ALL = r"(?<!not )(?<!almost )(?<!nearly )(?<!of )(?<!after )(?<!above )(?<!with )\b(?:all(?! but| in all| was)|every(?! other)|each|both)\b(?: (?:single|one))?(?: of)?(?: (?:the|its|these|those))?"
_ALL = Pattern(
    rf"{_OF_ALL}(?P<who>(?: [\w,.-]+){{1,4}}?(?: (?:of|in|from|on|for|to|with|by|at) [\w-]+(?: [\w-]+)?)?) (?P<rest>(?:\w+ly )?(?:{_GONE}|[a-z]{{2,}}ed)\b{_CUT})",
    *("all", "every", "each", "both"),
    flags=re.IGNORECASE,
)
_IN_ALL = Pattern(
    rf"(?P<rest>(?:{_GONE}|[a-z]{{2,}}ed)\b(?:(?!\b(?:and|but|while|because|since|when|which|as)\b)[^,;:])*?) {_OF_ALL}(?P<who>(?: [\w-]+){{1,3}})",
    *("all", "every", "each", "both"),
    flags=re.IGNORECASE,
)
"""What is said of all, behind or before it."""
_SPARED = Words(
    r"\b(?:but|except|apart from|other than|save for|although|though|not (?:all|every|each|both)|almost|nearly|half|most|only|of which|at least|more than|less than|fewer than|at first|until|before|so far|yet|if|unless|would|should|together|altogether|combined|in total)\b|%|(?<!not )(?<!even )\b(?:one|two|three|four|five|six|seven|eight|nine|ten|some|many|several|\d+) of (?:the|its|all|these)\b"
)
_LATER = Words(
    r"\b(?:in the end|finally|eventually|after\w*|again|once (?:the|it|they)|any ?more|then|with the fix|now|anew|at last|in spite of|despite|repaired|fixed|mended|resolved|restored|made good|rerun|repeated)\b"
)


def of_all_or_none(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that all did or that none did where a cited line counts or tells an exception."""
    if not _CUE.search(sentence) or SAID.search(sentence) or _SPARED.search(sentence):
        return _GOOD
    said = plain(sentence)
    units = [unit for s in evidence.firsthand for unit in parts(s)]
    if _LATER.search(said):
        units = units[-1:]
    told = (_against_none(said, _own(said, units)), _against_all(said, units), _in_part(said, units)) if units else ()
    against = next(filter(None, told), "")
    return Verdict(False, "outcome_flip", f"a fact says {against.strip()[:80]!r}") if against else _GOOD


def _own(sentence: str, units: list[Unit]) -> list[Unit]:
    """Give the lines that have a word of a sentence which not all of them have; all where none does."""
    apart = words_and_kinds(sentence) - frozenset.intersection(*(unit.words for unit in units))
    apart = frozenset(word for word in apart if word not in KIND and not word.startswith("~"))
    return [unit for unit in units if apart & unit.words] or units


def _against_none(sentence: str, units: list[Unit]) -> str:
    """Give what counts or tells some of what a sentence says that there was none of."""
    said = {q.value for q in quantities(_NOT_ONE.sub(" ", sentence))}
    for match in _NONE.finditer(sentence):
        before = sentence[: match.start()]
        own = units
        if match["ever"] is not None:
            own = [unit for unit in units if not lacks_its_number(unit.text, before)]
        if match["lacked"] and (_ONE_OF_THEM.search(before) or not _VERB.search(before)):
            continue  # one document ended up without a rating; clips without speech
        if found := next(filter(None, (_exception(match, unit, said) for unit in own)), ""):
            return found
    return ""


def _exception(match: re.Match[str], unit: Unit, said: Collection[Decimal]) -> str:
    """Give what a line counts or tells of what is denied; `said` are the numbers that the sentence says itself."""
    if match["rest"] and _both_ways(unit, match["rest"]):
        return unit.text
    denied = _denied(match)
    kinds = {word for word in denied if word.startswith("~")}
    kinds = kinds.union(*(_FOR_NONE_OF.get(kind, ()) for kind in kinds))
    exact = denied - kinds
    telling = [count for count in unit.counts if count.words & (exact | kinds)]
    none = any(count.many == 0 for count in telling)
    some = [c for c in telling if c.many and c.many not in said and (exact & c.words or not none)]
    if not some and kinds & _NOT_ALL and not none:
        some = [c for c in unit.counts if c.many < c.every and c.words & meaning(match.group())]
    if some := some or _some_of(unit, match.group(), denied):
        return some[0].text
    for code in re.findall(r"\b[45]\d\d\b", match.group()):
        if coded := re.search(rf"\b[1-9]\d* failed {code}\b", unit.text):
            return coded.group()
    return _one(unit, kinds) if kinds & _TOLD_OF_ONE and not telling else ""


def _some_of(unit: Unit, said: str, denied: frozenset[str]) -> list[Count]:
    """Give what counts some of so many that did what none is said to have done, or not all that did not: 6 of 10 without a fall."""
    spared = [c for c in unit.counts if c.words & {f"!{word}" for word in denied}]
    most = max((c.many for c in unit.counts), default=0)
    deed = [word for word in re.findall(r"[A-Za-z]{4,}", said) if word.lower() not in STOP][-1:]
    some = [c for c in unit.counts if 0 < c.many <= c.every and c.words & meaning(said)]
    told = {f"!{stem(word)}" for word in deed}.isdisjoint(unit.words) and meaning(" ".join(deed)) <= unit.words
    return [c for c in spared if c.many < most] or (some if deed and told else [])


_NOT_ONE = re.compile(r"\b(?:not|not even|no|without|without even) one\b", re.IGNORECASE)
_ONE_OF_THEM = re.compile(
    r"(?:^|, )(?:one|two|three|four|five|six|seven|eight|nine|ten|some|several|many|an?|\d[\d,]*) [^,;]*$",
    re.IGNORECASE,
)
_VERB = re.compile(rf"\b(?:{_GONE}|did|do|does|[a-z]{{2,}}ed)\b", re.IGNORECASE)
_TOLD_OF_ONE = {"~fail", "~stop", "~reject", "~skip", "~late", "~prune", "~restart", "~cut"}
_DEED = re.compile(
    r"\b(?:was|were|is|are|be|been|had to be|could be|has|had|did|got)(?: \w+ly)? (?P<deed>[a-z]{4,})", re.IGNORECASE
)
_ILL_WORD = re.compile(
    r"(?<!not )(?<!no )(?<!0 )(?<!without )(?<!never )(?<!max_)(?<!max )\b(?!stopped\b(?! (?:at|after|by|early)\b))(?P<word>[A-Za-z]{4,})\b(?![\"']?\s?[=:]\s?[\"']?(?:\d|none|no|null|false|\[\]|off|disabled))(?! (?:0|none|limit) )"
)


def _denied(match: re.Match[str]) -> frozenset[str]:
    """Give what is denied: what went ill of it, if it did, or else the deed or the thing."""
    zone = next((text for text in match.groups() if text is not None), "")
    if match["deed"] is not None:
        zone = f"{match['deed']} {match['object'] if not content(match['deed']) else ''}"
    words = words_and_kinds(zone)
    ill = {word for word in words if word in KIND or word.startswith("~")}
    if ill:
        return frozenset(ill)
    if match["lacked"]:
        return frozenset({stem(match["lacked"].split()[-1])})
    if match["deed"] is not None or match["ever"] is not None:
        first = [word for word in re.findall(r"[A-Za-z]{4,}", zone) if word.lower() not in STOP]
        return frozenset(map(stem, first[:1]))
    unlike = {stem(word) for word in re.findall(r"\bun[a-z]{3,}\b", zone)}
    deed = _DEED.search(zone)
    done = re.findall(r"\b[a-z]{3,}ed\b", zone)[-1:]
    if deed and deed["deed"].lower() not in STOP:
        done = [deed["deed"]]
    return frozenset(unlike or map(stem, done))


def _one(unit: Unit, kinds: set[str]) -> str:
    """Give what tells of one thing that it went so: Trial 3 pruned at fold 2."""
    for match in _ILL_WORD.finditer(unit.text):
        word = match["word"]
        told = word.lower().endswith("ed") or word.isupper() or word.lower() in _EVENTS
        if told and KIND.get(stem(word)) in kinds:
            return unit.text
    return ""


_EVENTS = frozenset({"exclude", "timeout", "lost", "pending"})
_WELL = frozenset(map(stem, ["passed", "success", "succeeded", "successful", "valid", "fine"]))
_EMPTY = re.compile(r"^\W?[\w #-]+(?:,[\w .-]+){0,3}(?:,\s*){4,}$|^\|[^|]+(?:\|\s*[-–]?\s*){4,}\|?$")


def _against_all(sentence: str, units: list[Unit]) -> str:
    """Give what counts or tells some to which did not happen what a sentence says of all."""
    sentence = _THAT_WERE.sub("", sentence)
    match = next((m for m in _ALL.finditer(sentence) if not _ONLY_THOSE.search(m["who"])), None)
    match = match or _IN_ALL.search(sentence)
    if match is None or _DID_NOT.match(match["rest"]):
        return ""
    rest = words_and_kinds(_NONE.sub(" ", match["rest"]))
    who = words_and_kinds(match["who"])
    ill = words_and_kinds(_NONE.sub(" ", sentence)) & set(KIND.values())
    if ill or not (rest or match.re is _ALL.compiled) or _MEASURED.search(match["rest"]):
        return ""
    many = next((int(q.value) for q in quantities(match["who"]) if q.value % 1 == 0), 0)
    for unit in units:
        if told := _fewer(unit, who, rest, many) or _ill(unit, who, rest) or _one(unit, _NOT_ALL):
            return told
        if _EMPTY.match(unit.text) or _both_ways(unit, match["rest"]):
            return unit.text
    return ""


_WAYS = (
    (r"\b(?:met|reached|hit|kept|passed|passes|satisf\w+|fulfil\w+|clear\w+)\b", r"\b(?:yes|met|pass(?:ed|es)?|ok|kept|true)\b", r"\b(?:no|not met|miss(?:ed|es)?|fail(?:ed|s)?|false|not passed|not reached)\b"),
    (r"\b(?:above|over)\b", r"\babove\b", r"\bbelow\b"),
    (r"\b(?:below|under)\b", r"\bbelow\b", r"\babove\b"),
    (r"\b(?:healthy|fine|ok)\b", r"\b(?:healthy|fine|ok)\b", r"\b(?:unhealthy|not ok|down|failing|failed|degraded|broken|offline)\b"),
    (r"\b(?:done|completed|finished)\b", r"\b(?:done|completed|finished)\b", r"\b(?:aborted|running|pending|waiting|queued)\b"),
)  # fmt: skip
_BOTH_WAYS = tuple((Words(said), Words(well), Words(ill)) for said, well, ill in _WAYS)
_SEVERAL_THINGS = re.compile(r"[;,|]\s")


def _both_ways(unit: Unit, said: str) -> bool:
    """Tell whether a line says of one thing that it went so, and of another that it did not: a, b: yes; c: no."""
    if not _SEVERAL_THINGS.search(unit.text):
        return False
    for deed, well, ill in _BOTH_WAYS:
        if deed.search(said):
            things = _SEVERAL_THINGS.split(plainly(unit.text))
            good = {n for n, part in enumerate(things) if well.search(part) and not ill.search(part)}
            bad = {n for n, part in enumerate(things) if ill.search(part)}
            if good and bad:
                return True
    return False


_IN_FULL = Pattern(
    r"\b(?:fully|completely|entirely) (?P<deed>(?!tuned|connected|trained|convolutional|supervised|automatic)[a-z]{2,}ed)\b|\b(?P<done>[a-z]{2,}ed) (?:in full|completely|entirely)\b",
    *("fully", "completely", "entirely", "in full"),
    flags=re.IGNORECASE,
)
_SHARE = re.compile(r"(?<![\d.])\d{1,2}(?:\.\d+)? ?%")


def _in_part(sentence: str, units: list[Unit]) -> str:
    """Give the share that was done of what a sentence says was done in full."""
    match = _IN_FULL.search(sentence)
    deed = stem(match["deed"] or match["done"]) if match else ""
    shares = [share.group() for unit in units if deed in unit.words for share in _SHARE.finditer(unit.text)]
    return shares[-1] if shares else ""


_MEASURED = Words(
    r"\b(?:more|less|fewer|fewest|than|most|least|better|worse|best|worst|faster|slower|higher|lower|larger|smaller|longer|shorter|between|about|roughly|took|takes|per|same|percent|points?|(?:went|go|gone|moved|crept|inched) (?:[a-z]+ )?(?:up|down)|improv\w*|r[io]se\w*|f[ae]ll\w*)\b"
)


_DID_NOT = re.compile(r"(?:\w+ly )?\w+(?: not\b|n't\b)", re.IGNORECASE)
"""Training all layers did not fit: it says nothing of what each of them did."""
_THAT_WERE = re.compile(
    r" (?:that|which|who) (?:was|were|had been|have been) [a-z]+(?:ed|en|nt)(?= (?:was|were|has|have|had|is|are)\b)"
)
_ONLY_THOSE = re.compile(r"\b(?:that|which|who)$", re.IGNORECASE)
"""What only tells which ones are meant: with each round that counted."""
_GIVEN = stems("opened received submitted sent requested attempted sampled scheduled registered reported filed raised")
"""What had been so of all of them before: opened 33, resolved 19."""


def _fewer(unit: Unit, who: frozenset[str], rest: frozenset[str], many: int) -> str:
    """Give a count of those that did, of more that might have: 10 attempts, 6 without a fall; 83 samples, of 84."""
    wholes = [
        c.many
        for c in unit.counts
        if c.many and (c.many == many or (not many and c.words & (who | _GIVEN) and not c.words & rest))
    ]
    for count in unit.counts:
        did = count.words & rest or (count.words & _WELL and rest & _WELL)
        if (did or count.words & who) and count.many < count.every:
            return count.text
        if (
            did
            and any(count.many < whole for whole in wholes)
            and not any(c.many in wholes and c.words & rest for c in unit.counts)
        ):
            return count.text
        if many and count.words & who and 0 < count.many < many and rest & unit.words and not wholes:
            return count.text
    return ""


def _ill(unit: Unit, who: frozenset[str], rest: frozenset[str]) -> str:
    """Give a count of those that went ill, be they not counted as some other thing."""
    for count in unit.counts:
        unlike = any(f"un{word}"[:5] in count.words or f"in{word}"[:5] in count.words for word in rest)
        foreign = count.words - set(KIND) - set(KIND.values()) - who
        if count.many and (unlike or (count.words & _NOT_ALL and not foreign)):
            return count.text
    return ""

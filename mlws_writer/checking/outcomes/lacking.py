"""What a sentence says there was none of, where a cited line gives it: no seed was set, and seed=1234."""

import re
from collections.abc import Iterator

from mlws_writer.checking.numbers.ablation import TAKEN_OUT
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import SAID, stem
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern, Words

_GOOD = Verdict(True)
_NOT_A_THING = (
    r"(?!(?:more|less|fewer|other|others|longer|new|better|worse|further|doubt|need|matter|one|faster|slower|higher|lower|larger|"
    r"smaller|longer|shorter|better|different|change|significant|additional|improvement|sign|signs|reason|evidence|trace|effect|"
    r"use|way|single|idea|point|difference|such|clear|big|real|great|much|sense|problem|problems|trouble|issue|issues|gain|gains|"
    r"effort|progress|influence|impact|benefit|advantage|loss)\b)"
)
_THING = rf"{_NOT_A_THING}(?P<thing{{0}}>[a-z][\w-]*(?: (?!was\b|were\b|is\b|are\b|had\b|has\b|at\b|in\b|on\b|for\b|to\b|from\b|of\b|by\b|with\b|after\b|during\b|and\b|but\b|or\b|when\b|while\b|before\b|until\b|as\b)[a-z][\w-]*){{{{0,2}}}}?)"
_LACKS = Pattern(
    r"\b(?:had|has|have|used|uses?|set|applied|with|there (?:was|were|is|are)|came with|ran with|needed|made|did|saw|found|kept|saved|reported|returned|contained|included|got) no "
    + _THING.format(1)
    + r"(?=\W*$|[,;:] | (?:was|were|at|in|on|for|to|from|of|by|with|after|during|and|but|or|when|while|before|as|whatsoever)\b)"
    + r"|(?:^|[,;:] |\b(?:and|but|while) )no "
    + _THING.format(2)
    + r" (?:was|were|is|are|has been|have been|had been) (?:ever )?(?:set|found|used|given|reported|specified|needed|recorded|returned|fixed|applied|present|made|logged|dropped|removed|saved|detected|seen|lost)\b"
    + r"|\bwithout (?:an? |any )?"
    + _THING.format(3)
    + r"(?=\W*$|[,;:] )|\bfree (?:of|from) (?:any )?"
    + _THING.format(4)
    + r"(?=\W*$|[,;:] )",
    *("no ", "without", "free "),
    flags=re.IGNORECASE,
)
_NEVER = Pattern(
    r"(?:^|[,;:] |\b(?:and|but|while) )no "
    + _THING.format("")
    + r" (?:was|were|has been|have been|had been) (?:ever |yet )?(?P<deed>[a-z]{1,}(?:ed|en|un|ade|one|ilt|ent|ept|eld))\b",
    "no ",
    flags=re.IGNORECASE,
)
_BEING = frozenset(["done", "made", "used", "performed", "run", "held", "taken", "given", "applied", "carried"])
"""What says of a thing no more than that there was one."""
_NOTHING = Pattern(
    r"\b(?:found|returned|gave|brought|yielded|produced|turned up|came back with) (?:absolutely )?nothing\b(?! (?:but|else|new|more|other|about|on|for|of|in|wrong|special|unusual|at all about))",
    "nothing",
)
_RESULTS = (
    "results",
    "hits",
    "matches",
    "documents",
    "passages",
    "papers",
    "pages",
    "records",
    "rows",
    "items",
    "files",
)
_SPARED = re.compile(
    r"\b(?:until|but|except|apart from|besides|beyond|yet|at first|so far|again|if|unless|would|should|neither|hardly)\b",
    re.IGNORECASE,
)
_ZERO = frozenset(
    [
        "0",
        "0.0",
        "none",
        "no",
        "null",
        "false",
        "off",
        "nan",
        "-",
        "n/a",
        "disabled",
        "[]",
        "{}",
        "zero",
        "0%",
        "without",
        "nil",
    ]
)


def lacking(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that there was none of a thing of which a cited line has some, or a value, and no cited line has none."""
    if SAID.search(sentence) or _SPARED.search(sentence):
        return _GOOD
    for words, left_out in _things(sentence):
        given = [
            given for line in evidence.firsthand for given in (*_given(words, line.text), *_in_columns(words, line))
        ]
        given = [each for each in given if not (left_out and _SCORE.search(each))]
        some = [each for each in given if not _is_none(each)]
        if some and (len(some) == len(given) or _EACH.search(sentence)):
            return Verdict(False, "outcome_flip", f"a fact says {some[0]!r}")
        if not given and (there := _is_there(words, [line.text for line in _telling(evidence)])):
            return Verdict(False, "outcome_flip", f"a fact says {there.strip()[:80]!r}")
    if match := _NEVER.search(sentence):
        done = [s.text for s in _telling(evidence) if match["deed"] in _BEING or stem(match["deed"]) in s.words]
        if there := _is_there(match["thing"].lower().split(), done):
            return Verdict(False, "outcome_flip", f"a fact says {there.strip()[:80]!r}")
    return _GOOD


_DENIES = Words(
    r"\b(?:no|not|without|none|never|n/a|nil|null|zero|skip\w*|fail\w*|missing|off|false|disabled|unavailable|error|abort\w*|cannot|could|un\w+ed|instead|lost|empty)\b|n't\b|(?<![\d.-])0(?![\d.-])"
)


def _telling(evidence: Evidence) -> list[Statement]:
    """Give the cited lines but for the header of a table, which names what some rows may lack, and for what an ablation takes out."""
    headed = any(value.headed for value in evidence.values)
    return [line for line in evidence.firsthand if (line.values or not headed) and not TAKEN_OUT.search(line.text)]


def _is_there(words: list[str], lines: list[str]) -> str:
    """Give the cited line that speaks of a thing, where none of those that do denies anything."""
    key = re.compile(
        r"(?<![\w/.-])"
        + r"[ _-]?".join(re.escape(word) for word in (*words[:-1], _singular(words[-1])))
        + r"s?(?![\w/-]|\.\w)",
        re.IGNORECASE,
    )
    telling = [line for line in lines if key.search(line)]
    return telling[0] if telling and not any(map(_DENIES.search, telling)) else ""


_SCORE = re.compile(r"[a-z] \d+\.\d+%?$")
"""A measure of what a sentence is without says nothing against it: student without a teacher, teacher 86.2."""


def _things(sentence: str) -> Iterator[tuple[list[str], bool]]:
    """Give what a sentence says there was none of, and whether it says that something was without it."""
    for match in _LACKS.finditer(sentence):
        if _SO_MANY.search(sentence[: match.start()]):
            continue  # five of the images had no caption
        yield next(filter(None, match.groups())).lower().split(), match["thing3"] is not None
    nothing = _NOTHING.search(sentence)
    if nothing and not _SO_MANY.search(sentence[: nothing.start()]):
        yield from (([result], False) for result in _RESULTS)


_SO_MANY = re.compile(
    r"(?:^|[,;:] |\band |\b(?:for|in|on|at) )(?:(?:about|some|only|nearly|almost|at least) )?(?:\d[\d,.]*%?|one|two|three|four|five|six|seven|eight|nine|ten|some|many|several|most|half|"
    r"a (?:few|third|quarter|fifth|number)|not) ",
    re.IGNORECASE,
)


def _given(words: list[str], line: str) -> Iterator[str]:
    """Give what a line says of a thing: its value, or how many there are."""
    key = r"[ _-]?".join(re.escape(word) for word in (*words[:-1], _singular(words[-1]))) + "(?:e?s)?"
    low = line.lower()
    before = rf"(?<![a-z0-9_/.-])(?:n_|num_|n(?=[a-z]))?{key}[\"']?"
    for match in re.finditer(rf"{before}\s?[=:]\s?[\"']?(?P<value>[^\s,;\"'{{}}\[|)]+)", low):
        yield match.group()
    yield from (match.group() for match in re.finditer(rf"{before} (?P<value>\d[\d.,]*%?|none|off|no)(?![\w])", low))
    yield from (
        match.group()
        for match in re.finditer(
            rf"(?<![\w.-])(?P<value>\d[\d,]*(?<!,)|no|zero|without) (?:[a-z-]+ )?{key}\b(?!\s?[=:])", low
        )
    )


def _in_columns(words: list[str], line: Statement) -> Iterator[str]:
    """Give what a row has below a header that is called so."""
    thing = stem(words[-1])
    for value in line.values:
        if value.headed and {stem(word) for word in re.findall(r"[A-Za-z]+", value.name)} == {thing}:
            yield f"{value.name}={value.quantity.text}"


_EACH = re.compile(r"\b(?:every|all|each|both|none|neither)\b", re.IGNORECASE)
"""Who says it of each is wrong by one."""


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _is_none(given: str) -> bool:
    """Tell whether what a line says is that there is none: dropout=0, 0 retries."""
    parts = re.split(r"[\s=:\"']+", given.strip("\"' "))
    return (
        not _ZERO.isdisjoint({parts[0].strip(".,"), parts[-1].strip(".,")})
        or re.fullmatch(r"0*\.?0+%?", parts[-1].strip(",")) is not None
    )

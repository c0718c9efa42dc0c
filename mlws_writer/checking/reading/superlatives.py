"""Superlatives as sentences write them: what each means, and one of them in each part of a sentence."""

import re
from collections.abc import Iterator

from mlws_writer.checking.reading.tokens import ORDINALS, PLACES
from mlws_writer.facts.patterns import Words

SIGNS = {
    word: (sign, about)
    for words, sign, about in (
        ("highest largest most biggest greatest widest", 1, ""),
        ("lowest smallest least fewest narrowest", -1, ""),
        ("longest", 1, "time"), ("shortest", -1, "time"),
        ("fastest quickest swiftest", 1, "speed"), ("slowest", -1, "speed"),
        ("best strongest easiest", 1, "good"), ("worst weakest poorest hardest", -1, "good"),
        ("cheapest", -1, "cost"), ("costliest dearest priciest", 1, "cost"), ("heaviest", 1, "size"), ("lightest", -1, "size"),
    )
    for word in words.split()
}  # fmt: skip
_BEGIN = "".join(sorted({word[0] for word in SIGNS}))
"""The first letters of superlatives: a glance at one spares the look at what stands before it."""
MOST = Words(
    rf"\b(?=[{_BEGIN}])(?<!\bat )(?<!\bat the )(?<!\bunder the )(?<!\bover the )(?<!\boff the )(?<!\bshould be )(?<!\bwould be )(?<!\bits )(?<!\btheir )(?<!\bof the )(?<!\bthan the )(?<!\bfrom the )(?<!\btrails the )(?<!\bbehind the )(?<!\bagainst the )(?<!\bto the )(?<!^with the )(?<!\babove the )(?<!\bbelow the )(?<!\bbeat the )(?<!\bprevious )(?<!\bearlier )(?<!\bformer )(?<!\bprior )(?<!\bmy )(?<!\bour )(?!most \w+ly\b)(?:(most|least) (accurate|expensive|costly|precise|sensitive|reliable|common|frequent|important)|({'|'.join(SIGNS)}))\b(?!(?:(?<=\bmost)|(?<=\bleast)) of (?:them|it|all|those)\b)",
)
BOTH = re.compile(r"\b(?:best|highest|strongest|top) and (?:the )?(?:worst|lowest|weakest|bottom)\b", re.IGNORECASE)
_JOINED = re.compile(r",? (?:and|but|while|whereas)(?: also)? ")
_VERB = re.compile(
    r"\b(?:was|were|is|are|has|had|have|needs?|needed|took|takes|answered|reached|got|gave|scored|used|uses)\b"
)
_GOES_ON = re.compile(r"(?:also|has|had|was|were|is|are|took|needs?|needed|its|their)\b")
_MAY_GO_ON = re.compile(r"(?:the|by|on|in)\b")
_ORDINAL = re.compile(rf"\bthe (?:{'|'.join(ORDINALS)}|last)\b(?P<place> (?:{'|'.join(PLACES)})s?\b)?")
_MORE_OF_TWO = {
    "better": "best", "worse": "worst", "stronger": "strongest", "weaker": "weakest", "faster": "fastest", "quicker": "fastest",
    "slower": "slowest", "higher": "highest", "lower": "lowest", "larger": "largest", "bigger": "largest", "smaller": "smallest",
    "longer": "longest", "shorter": "shortest", "cheaper": "cheapest", "easier": "easiest", "harder": "hardest",
    "more expensive": "most expensive", "more accurate": "most accurate", "more costly": "most costly", "less accurate": "least accurate",
    "more reliable": "most reliable", "less expensive": "least expensive",
}  # fmt: skip
_OF_TWO = re.compile(
    rf"\bthe (?P<a>{'|'.join(_MORE_OF_TWO)})(?= (?:\w+ )?of (?:the )?(?:two|both)\b)|"
    rf"\b(?:is|are|was|were)(?: the (?:\w+ )?\w+ (?:with|that had))? the (?P<b>{'|'.join(_MORE_OF_TWO)})\b(?![^.;]*\bthan\b)|"
    rf"\b(?:has|had|got|shows?|showed|reached|gives?|gave) the (?P<c>{'|'.join(_MORE_OF_TWO)})\b(?![^.;]*\bthan\b)",
    re.IGNORECASE,
)
"""What is the better of two is the best of them."""


def of_two(sentence: str) -> str:
    """Write the better of two as the best."""
    match = _OF_TWO.search(sentence)
    group = next((name for name in "abc" if match and match[name]), "a")
    if match is None or (group == "c" and " than " in sentence):
        return sentence
    return f"{sentence[: match.start(group)]}{_MORE_OF_TWO[match[group].lower()]}{sentence[match.end(group) :]}"


def with_one_each(sentence: str) -> Iterator[str]:
    """Part a sentence so that one superlative stands in each part; two that are set in relation are no ranking."""
    found = list(MOST.finditer(sentence))
    if len(found) < 2 or BOTH.search(sentence):
        yield from [sentence] if found else []
        return
    joint = _JOINED.search(sentence, found[0].end(), found[1].start())
    if joint is None:
        return
    first, rest = sentence[: joint.start()], _with_its_place(sentence[joint.end() :], sentence[: joint.start()])
    verb = _VERB.search(first)
    own = _VERB.search(rest, 0, found[1].start() - joint.end())
    goes_on = _GOES_ON.match(rest) or (_MAY_GO_ON.match(rest) and not own)
    yield first
    yield f"{first[: verb.start()]} {rest}" if verb and goes_on else rest


def _with_its_place(rest: str, first: str) -> str:
    """Give an ordinal the place that the part before it named: after the second epoch, and best after the third."""
    named, bare = _ORDINAL.search(first), _ORDINAL.search(rest)
    if not (named and named["place"] and bare) or bare["place"]:
        return rest
    return f"{rest[: bare.end()]}{named['place']}{rest[bare.end() :]}"


_THINGS = re.compile(r" (?:model|network|checkpoint|file|index|archive|variant|binary|build|download)s?\b")
_IS_THE = re.compile(
    r"\b(?:is|was|are|were|produce[sd]?|makes?|made|gives?|gave|yield(?:s|ed)|wrote|writes|has|had) (?:by far )?the $",
    re.IGNORECASE,
)
_PACE = re.compile(
    r" (?:\w+ )?(?:throughput|frame rate|(?:tokens|frames|images|samples|requests|queries) (?:per|a) second)\b"
)


def _by_its_noun(match: re.Match[str]) -> str:
    """Say by the noun behind a superlative what it is about: the smallest model is that of the least size."""
    large = match[3].lower() in ("smallest", "largest", "biggest")
    if large and _IS_THE.search(match.string[: match.start()]) and _THINGS.match(match.string, match.end()):
        return "size"
    return "speed" if _PACE.match(match.string, match.end()) else ""


def extreme(match: re.Match[str]) -> tuple[int, str]:
    """Give the sign that a superlative wants, and what it is about."""
    if not match[1]:
        sign, about = SIGNS[match[3].lower()]
        return sign, about or _by_its_noun(match)
    adjectives = {
        "accurate": "accuracy",
        "expensive": "cost",
        "costly": "cost",
        "precise": "precision",
        "sensitive": "sensitivity",
        "important": "importance",
    }
    return (1 if match[1].lower() == "most" else -1), adjectives.get(match[2].lower(), "")


def around(match: re.Match[str], sentence: str) -> str:
    """Give what stands around a superlative between two commas, dashes aside."""
    before = re.split(r"[,;] ", sentence[: match.start()])[-1]
    return f"{before}{match.group()}{re.split(r'[,;] ', sentence[match.end() :])[0]}"


_RANK_BEFORE = re.compile(r"\b(second|third|fourth|fifth)[ -](?:most )?$", re.IGNORECASE)


def above_it(match: re.Match[str], sentence: str) -> int:
    """Say how many stand above what a sentence calls the second best."""
    found = _RANK_BEFORE.search(sentence[: match.start()])
    return ORDINALS[found[1].lower()] - 1 if found else 0

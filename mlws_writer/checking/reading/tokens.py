"""What a text speaks of, as tokens that meet whatever the spelling: names, places such as epoch 2, labels, words."""

import re
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_lowercase, digits

from mlws_writer.checking.reading.host_lists import without_lists
from mlws_writer.checking.reading.language import STOP, stem, words_of
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import identifiers

ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        1,
    )
}
PLACES = [
    "epoch",
    "ep",
    "step",
    "iteration",
    "iter",
    "fold",
    "attempt",
    "trial",
    "session",
    "shard",
    "round",
    "run",
    "item",
    "test",
    "seed",
    "job",
    "case",
    "task",
    "stage",
    "phase",
    "try",
    "question",
    "page",
    "node",
    "rank",
    "worker",
    "client",
    "experiment",
    "exp",
    "batch",
    "update",
    "upd",
]
SAME_PLACE = {
    "upd": "update",
    "exp": "experiment",
    "ep": "epoch",
    "iter": "iteration",
    "try": "attempt",
    "tries": "attempt",
}
"""What logs write for a place in short."""
_PARTED = ("epoch", "ep", "step", "iteration", "iter")
"""Places that may be reached in part: epoch 1.5."""
_BEGIN = "".join(sorted({place[0] for place in PLACES}))
"""The first letters of places: a glance at one spares the look for each of them."""
_PLACE = re.compile(
    rf"\b(?=[{_BEGIN}])({'|'.join(PLACES)})s?(?:[\s_':=\"#\[]|no\.?|number)*([0-9][0-9,]*(?:\.\d+)?(?:k\b)?|(?<![A-Za-z])[A-H]\b)(?![\w%]|\.\d|:\d)",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?k?")
_CLOSE = 8
_MEAN_STEPS = re.compile(r"(?:mean|avg|average|median)[ _.]$", re.IGNORECASE)
"""What stands before a number of steps that is no place: mean_steps 6.8."""
_THEN_A_NUMBER = re.compile(r" -?\d")
_BOOSTED = re.compile(r"\s*(?:\[(\d+)\]\s+(?:[A-Za-z][\w'-]* )?[A-Za-z][\w'@-]*:\s?-?\d|(\d+):\s+learn: )")
"""How libraries of boosted trees number their rounds: [300] valid auc: 0.8198."""
_ITERATION = re.compile(r"\W*(?:\S+\s+)?it[ =:]{1,2}(\d{2,})(?=\s*(?:[|,;:]|$|\s))")
"""An iteration, in short: it 41500 | loss 2.209."""
_SAVED_AT = Pattern(
    r"(?<![A-Za-z])(?:checkpoint|ckpt|snapshot|weights|model|adapter|state|[GD])[-_](\d{3,}|\d+k)(?![\w%]|\.\d)",
    *(
        "point-",
        "point_",
        "ckpt-",
        "ckpt_",
        "snapshot",
        "weights",
        "model-",
        "model_",
        "adapter",
        "state",
        "g_",
        "g-",
        "d_",
        "d-",
    ),
    flags=re.IGNORECASE,
)
"""The step by which a checkpoint is called: G_100000.pth."""
_LABEL = re.compile(r"(?<!\w)[\[(]([A-H])[\])]")
_SO_MANY = re.compile(
    r"(?:\d|\b(?:both|all|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+ty)) $", re.IGNORECASE
)
"""What counts the noun behind it, so that a number behind that noun is of something else."""
_BY_NUMBER = Pattern(
    rf"(?i)\b(?=[{_BEGIN}])({'|'.join(PLACES)})(?:,| (?:was|is|were|became)(?: the)?) (?:number|no\.) (\d[\d,]*)(?![\w%]|\.\d)",
    "number ",
    "no. ",
)
"""A place that a verb parts from its number: the best trial was number 9."""
_AND = Pattern(
    rf"(?i)\b(?=[{_BEGIN}])({'|'.join(PLACES)})s \d[\d,]* (?:and|to|through|or) (\d[\d,]*)",
    *(" and ", " to ", " through ", " or "),
)
_SEVERAL = Pattern(
    rf"(?i)\b(?=[{_BEGIN}])({'|'.join(PLACES)})s (\d{{1,4}}(?:, \d{{1,4}})+(?:,? (?:and|or) \d{{1,4}})?)(?![\w%]|[.,:/]\d| [a-z]+s\b)",
    "s ",
)
"""The places of a list: trials 1, 2 and 5."""
_ORDINAL = Pattern(
    rf"(?i)\b({'|'.join(ORDINALS)})(?: (?:and|or) ({'|'.join(ORDINALS)}))? (?:(?!(?:two|three|four|five|six|seven|eight|nine|ten|\d+|few|half) )(?-i:[a-z]\w*) )?({'|'.join(PLACES)})s?\b",
    *ORDINALS,
)
_FILE_OF_AN_EPOCH = Pattern(r"[_-](?:e|ep|epoch)[_-]?0*(\d{1,4})(?=\.[a-z])", "_e", "-e")
"""The epoch that the name of a file of weights ends in: htr_e21.pt."""
_NUMBERS = re.compile(r"\d+")
_LETTER = re.compile(r"([A-Z])(?<![\w'.-].)(?:'s\b)?(?![\w'-]|\.(?!\s*$))")
_SMALL_LETTER = re.compile(
    r"\b[A-Za-z][a-z]{2,} (?P<letter>[a-z])(?=(?:'s)?(?:[,.;:]?$|[,;:] |\. | (?:is|was|are|were|has|had|and|or|but|leads?|led|comes?|came|gets?|got|reach\w*|scored?s?|stands?|lies|with|at|than|on|by|in|beats?|trails?|needs?|needed|took|takes)\b))"
)
"""A small letter that is a label: client d is, of site a."""
_SHORTEST, _SHORT = 3, 7
_JOINED = re.compile(r"\b[A-Za-z]+(?:-[A-Za-z0-9]+)+\b")
_ARTICLE = re.compile(r"\s+[a-z]")


_JOINERS = b"._:/\\@~-"
_TO_SPACES = bytes(sign if chr(sign) in digits + ascii_lowercase or sign in _JOINERS else 32 for sign in range(256))
_SPACES = re.compile(rb" {2,}")


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Fold a text to words so that SST-2 meets sst2; what joins the parts of a name goes, all else is a space."""
    spaced = text.lower().encode("ascii", "replace").translate(_TO_SPACES)
    return _SPACES.sub(b" ", spaced).translate(None, _JOINERS).decode()


@lru_cache(maxsize=20_000)
def tokens(text: str) -> frozenset[str]:
    """Collect what a text speaks of: stems of its words, its names folded, its places (`epoch=2`), its labels (`=B`)."""
    found = set(map(_spoken, words_of(text)))
    found.update(*(_called(name) for name, _, _ in identifiers(text)))
    found.update(f"{kind}={number}" for kind, numbers in _places(text) for number in numbers)
    for word in _JOINED.findall(text) if "-" in text else ():
        joined = folded(word).replace(" ", "")
        found |= {joined, _spoken(joined)} if len(joined) <= _SHORT else {joined}
    found.update(f"={letter}" for letter in letters(text))
    if "billion" in text or _MAY_BE_SIZE.search(text):
        found.update(f"{size}b" for size in _SIZE.findall(text))
    found.discard("")
    return frozenset(found)


_HUMPS = re.compile(r"\b(?:[A-Z][a-z]{2,}){2,}(?=[(\s:,.]|$)")
_HUMP = re.compile(r"[A-Z][a-z]+")
_KIND = ("Classifier", "Regressor", "Model", "Trainer", "Error", "Exception", "Warning")
"""What the name of a class ends in, which tells no two of them apart."""


_MAY_BE_SIZE = re.compile(r"\d[bB]\b")
_SIZE = re.compile(r"(?<![A-Za-z0-9.])(\d{1,3}(?:\.\d)?)(?:[bB]|[ -]billion)(?![A-Za-z0-9])")
"""The size by which a model is called: qwen-7b, the 7B model."""


def humps(text: str) -> list[str]:
    """List the words of the names of classes in a text: Random and Forest of RandomForestClassifier."""
    return [word for name in _HUMPS.findall(text) for word in _HUMP.findall(name) if word not in _KIND]


@lru_cache(maxsize=20_000)
def _spoken(word: str) -> str:
    return stem(word) if word.lower() not in STOP and len(word) > 1 and word[0].isalpha() else ""


@lru_cache(maxsize=20_000)
def _called(name: str) -> frozenset[str]:
    return frozenset(folded(part).replace(" ", "") for part in parts_of(name))


def parts_of(name: str) -> tuple[str, ...]:
    """Give a name and what it may be called for short: the end of a path, the first part of a host or file name."""
    last = re.split(r"[/\\]", name.rstrip("/"))[-1]
    first = last.split(".")[0]
    short = tuple(part for part in (last, first) if len(part) > _SHORTEST and part != name and not part.isdigit())
    return (name, *dict.fromkeys(short))


def letters(text: str) -> set[str]:
    """Collect single capital letters that stand as labels: system B, D's lead; the article A is none."""
    found = {
        match[1]
        for match in _LETTER.finditer(text)
        if match[1] != "I" and not (match[1] == "A" and match.group() == "A" and _ARTICLE.match(text[match.end() :]))
    }
    return found.union(match["letter"].upper() for match in _SMALL_LETTER.finditer(text))


@lru_cache(maxsize=20_000)
def _places(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    found: dict[str, set[str]] = {}
    text = without_lists(text)
    for label in _LABEL.findall(text) if "[" in text or "(" in text else ():
        _add(found, "run", label)
    low = text.lower()
    for match in (*_AND.finditer(text, low), *_PLACE.finditer(text)):
        if _is_no_place(match, text):
            continue
        if text[match.end(1) :].startswith("s ") and _SO_MANY.search(text[max(match.start() - 10, 0) : match.start()]):
            continue  # of the 50 trials 37 were completed
        _add(found, match[1], *_listed(match[2]))
    for kind, *numbers in _written_otherwise(text, low):
        _add(found, kind, *numbers)
    if counted := _ITERATION.match(text):
        _add(found, "iteration", counted[1])
    if boosted := _BOOSTED.match(text):
        _add(found, "iteration", boosted[1] or boosted[2])
    for match in _ORDINAL.finditer(text, low):
        for ordinal in filter(None, (match[1], match[2])):
            _add(found, match[3], str(ORDINALS[ordinal.lower()]))
    return tuple((kind, frozenset(numbers)) for kind, numbers in found.items())


def _written_otherwise(text: str, low: str) -> Iterator[tuple[str, ...]]:
    """Give the places that a list, a verb or the name of what was saved parts from their kind: trials 1, 2 and 5."""
    for several in _SEVERAL.finditer(text, low):
        yield several[1], *_NUMBERS.findall(several[2])
    for match in _BY_NUMBER.finditer(text, low):
        yield match[1], match[2].replace(",", "")
    for saved in _SAVED_AT.finditer(text, low):
        yield "step", saved[1].lower()
    for saved in _FILE_OF_AN_EPOCH.finditer(low, low):
        yield "epoch", saved[1]


def _listed(written: str) -> list[str]:
    """Part the numbers of a list without blanks, tasks 1,3; a comma may part thousands as well."""
    one = "," not in written or _THOUSANDS.fullmatch(written)
    return [written.replace(",", "")] if one else written.strip(",").split(",")


def _is_no_place(match: re.Match[str], text: str) -> bool:
    """Tell whether a number is a value, test 0.358, or says how many there are, clients=10; or a letter begins a list, client: a 0.742."""
    between, parted = text[match.end(1) : match.start(2)], match[1].lower() in _PARTED
    item = ":" in between and match[2].islower() and _THEN_A_NUMBER.match(text, match.end()) is not None
    mean = "." in match[2] and (
        not parted or _MEAN_STEPS.search(text, match.start() - _CLOSE, match.start()) is not None
    )
    epsilon = match[1].lower() == "ep" and between[:1].lower() == "s" and "." in match[2]
    return item or mean or epsilon or (not parted and _SO_MANY_OF.fullmatch(between) is not None)


_SO_MANY_OF = re.compile(r"s[\"']?\s?[=:]\s?", re.IGNORECASE)
"""What stands between things and how many there are: clients=10, "questions":120."""


def places(text: str) -> dict[str, frozenset[str]]:
    """Collect the places that a text speaks of: epoch 2, the third attempt, run B."""
    return dict(_places(text))


def _add(found: dict[str, set[str]], kind: str, *numbers: str) -> None:
    kind = kind.lower()
    for number in numbers:
        written = str(int(float(number[:-1]) * 1000)) if number[-1:] == "k" else number
        plain = written.lstrip("0").removesuffix(".0") if written[0].isdigit() else written.upper()
        found.setdefault(SAME_PLACE.get(kind, kind), set()).add(plain or "0")

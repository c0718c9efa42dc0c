"""Counts: how many of something there are, when no fact says so itself but the facts can be counted."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from mlws_writer.checking.numbers.how_many import is_measured, known_counts
from mlws_writer.checking.numbers.parts import past_marks
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import content, stem
from mlws_writer.checking.reading.statements import Statement
from mlws_writer.checking.reading.tokens import PLACES, places
from mlws_writer.checking.reading.values import Value
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.patterns import Words
from mlws_writer.facts.quantities import Dimension, Quantity, quantities

_MOST = 50
_NEAR = 7
"""How many words behind a count may say what is counted: ten of the twelve array tasks completed."""
_WORDS = re.compile(r"[A-Za-z][\w-]*")
_PAST = Words(
    r"\b(?:(?P<over>exceed\w*|above|over|more than|greater than|at least|reach\w*|pass\w*|beat|better than)|"
    r"(?P<under>below|under|less than|fewer than|at most|within|short of))\b",
)


_AT_AN_END = re.compile(r"\b(?:last|final|first|next|previous|earliest|latest|remaining)\s+$", re.IGNORECASE)
"""What takes some of the places that there are: the final two epochs."""


def counted(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a small whole number counts things: places, names, lines, values past a mark."""
    if ALL_BUT.search(sentence[: quantity.start]):
        return _is_left(quantity, evidence)
    most = _MOST * 20 if quantity.spelled else _MOST
    if quantity.dimension is not Dimension.PLAIN or quantity.value % 1 or not 0 < quantity.value <= most:
        return False
    if _is_told_otherwise(quantity, sentence, evidence):
        return False
    wanted = int(quantity.value)
    words = [stem(word) for word in _WORDS.findall(sentence[quantity.end :])[:4]]
    counts = {*_of_places(words, evidence), *_of_words(sentence, quantity, evidence)}
    counts.update(_past_a_mark(sentence, quantity, evidence))
    over = set(_over_nodes(evidence)) if _PROCESSORS.search(sentence) else set[int]()
    if over and _PROCESSORS.match(sentence, quantity.end + 1):
        return wanted in over
    counts |= over
    if _AT_AN_END.search(sentence[: quantity.start]) and wanted <= max(_of_places(words[:2], evidence), default=0):
        return True
    counts |= {*_of_products(evidence), *_of_ranges(words, evidence)}
    if quantity.spelled:
        heads = Counter(statement.text.split()[0] for statement in evidence.statements if statement.text.strip())
        counts.update(heads.values())
        if _OF_ALL.search(sentence[: quantity.start]):
            counts |= {many for statement in evidence.statements for many in _listed_alike(statement)}
            counts |= {len(row) for row in evidence.counts}
        counts |= {
            _listed_behind(sentence[quantity.end :]),
            len(evidence.statements),
            *_whole_sums(sentence, evidence),
            *_of_lists(evidence),
            *_of_named(evidence),
            *(_of_members(evidence) if _OF_ALL.search(sentence[: quantity.start]) else ()),
            *_of_kindred(sentence[quantity.end :], evidence),
            *known_counts(quantity, sentence, evidence),
        }
    return wanted in counts - {0}


_PROCESSORS = Words(r"\b(?:gpus?|workers?|processes|ranks?|accelerators?|cards|[ahlv]\d{2,3}s)\b")
_NODES = re.compile(r"\b(?:n|num_)?nodes?[\"']?[ =:]{1,2}(\d{1,4})\b(?!\.)|\b(\d{1,4}) nodes\b", re.IGNORECASE)
_PER_NODE = re.compile(
    r"\b(?:n?procs?|gpus?|n?tasks)[_-]per[_-]node[\"']?[ =:]{1,2}(\d{1,3})\b|\bnodes? ?[x×] ?(\d{1,3}) ?(?:gpus?|[A-Z]\d{2,3})\b|\b(\d{1,3}) gpus? (?:per|a|each) node\b|\bgres=gpu(?::\w+)?:(\d{1,2})\b",
    re.IGNORECASE,
)


def _over_nodes(evidence: Evidence) -> Iterator[int]:
    """Multiply the nodes that the cited lines have by the processors of each: 4 nodes x 8 GPUs."""
    texts = [statement.text for statement in evidence.firsthand]
    nodes, each = (
        {int(next(filter(None, found.groups()))) for text in texts for found in pattern.finditer(text)}
        for pattern in (_NODES, _PER_NODE)
    )
    yield from (many * per_node for many in nodes for per_node in each)


_PRODUCT = re.compile(r"(?<![\w.,])(\d{1,4}) [a-z]+s? ?[x×] ?(\d{1,4}) [a-z]+")
_RANGE = re.compile(r"(?<![\w.,:/])(?P<what>[A-Za-z]+[-_ ])0*(?P<first>\d{1,6}) ?(?:-|–|\.\.|to) ?(?:(?P=what))?0*(?P<last>\d{1,6})(?![\w.:/-]|,\d)")  # fmt: skip


def _of_products(evidence: Evidence) -> Iterator[int]:
    """Multiply what the cited lines give as so many times so many: 8 prompts x 4 checkpoints."""
    found = (match for statement in evidence.firsthand for match in _PRODUCT.finditer(statement.text))
    yield from (int(match[1]) * int(match[2]) for match in found)


def _of_ranges(words: list[str], evidence: Evidence) -> Iterator[int]:
    """Count what the cited lines give from the first to the last, by the word for it or by names: meters 430-447, part-0142 .. part-0177."""
    for statement in evidence.firsthand:
        for match in _RANGE.finditer(statement.text):
            many = int(match["last"]) - int(match["first"]) + 1
            named = match["what"][-1] in "-_" or stem(match["what"].strip()) in words[:2]
            yield from [many] if many > _FEWEST and named else []


_FEWEST = 2
_NOUN = re.compile(r" ?([A-Za-z][a-z]{2,})\b")


def _is_told_otherwise(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a cited line itself says how many there are of what a number counts: four pages, beside (5 pages)."""
    noun = _NOUN.match(sentence, quantity.end)
    cells = [v for v in evidence.values if noun and v.headed and v.key == {stem(noun[1].lower())}]
    if cells and not any(cell.quantity.value <= 1 or cell.name.lower() in PLACES for cell in cells):
        return quantity.value not in {cell.quantity.value for cell in cells}  # workers, where a column is of them
    if noun is None or len(evidence.statements) > 1:
        return False
    line = evidence.statements[0]
    told = [v for v in line.values if v.quantity.dimension is Dimension.PLAIN and v.quantity.value % 1 == 0]
    nouns = ((v, _NOUN.match(line.text, v.quantity.end)) for v in told)
    same = [v.quantity.value for v, found in nouns if found and stem(found[1].lower()) == stem(noun[1].lower())]
    return len(same) == 1 and quantity.value > same[0] / 2 and quantity.value != same[0]


def _listed_alike(statement: Statement) -> Iterator[int]:
    """Count the scores of a line, and its amounts of each unit, those with all their places among them."""
    yield sum(map(is_measured, statement.values))
    amounts = Counter(v.quantity.dimension for v in statement.values if "." in v.quantity.text)
    yield from (many for dimension, many in amounts.items() if dimension not in WHEN)


ALL_BUT = re.compile(r"\ball (?:but|except) $", re.IGNORECASE)


def _is_left(quantity: Quantity, evidence: Evidence) -> bool:
    """Tell whether so many are left when one count is taken from another: all but seven."""
    whole = {v.quantity.value for v in evidence.values if v.quantity.dimension is Dimension.PLAIN}
    return any(one - quantity.value in whole for one in whole if one != quantity.value)


_OF_ALL = re.compile(r"\b(?:all|the|its|their|these|those)\s+$", re.IGNORECASE)
_ENUMERATED = re.compile(r"^\s+(?:\w+ ){0,2}?\w+[,:] (?P<items>[^.;:()]+? and [^.;:(),]+)(?:,|\.|;|\)|$)")


def _listed_behind(after: str) -> int:
    """Count what a sentence itself lists behind a number: two features, age and hours since service."""
    match = _ENUMERATED.match(after)
    return len(re.split(r", (?:and )?| and ", match["items"])) if match else 0


_TAKEN_TOGETHER = re.compile(
    r"\b(?:averag\w+|mean|sum\w*|total\w*|together|combined|pooled|over|across|of|with|after) (?:\w+ )?(?:the |all |all the |its |these |those )$",
    re.IGNORECASE,
)
"""Over the four tasks: of how many things something is told, not how many are past a mark."""


_SUMMED = re.compile(r"\b(?:between them|together|altogether|in total|in all|combined)\b", re.IGNORECASE)
"""What is told of all of them at once is past no mark each."""


def marks(sentence: str, evidence: Evidence) -> list[tuple[int, int]]:
    """Find the marks that a sentence counts values by, where the count is right: they are no values themselves."""
    if not _PAST.search(sentence) or _SUMMED.search(sentence):
        return []
    found = []
    spots = {number for numbers in places(sentence).values() for number in numbers}
    for quantity in quantities(sentence):
        if "." in quantity.text or quantity.text in spots or _TAKEN_TOGETHER.search(sentence[: quantity.start]):
            continue
        whole = quantity.dimension is Dimension.PLAIN and quantity.value > 0
        found += [
            (mark.start, mark.end)
            for mark, some, _ in (past_marks(sentence, evidence) if whole else ())
            if mark.start > quantity.end and some == quantity.value
        ]
        match = _PAST.search(sentence, quantity.end)
        mark = next((q for q in quantities(sentence) if match and q.start >= match.end()), None)
        if (
            mark
            and quantity.value in {Decimal(n) for n in _past_a_mark(sentence, quantity, evidence)}
            and quantity.value > 0
        ):
            found.append((mark.start, mark.end))
    return found


def _of_places(words: list[str], evidence: Evidence) -> Iterator[int]:
    """Count the runs, folds, attempts that there are, and those that the cited facts are of."""
    if {stem("runs"), stem("models")} & set(words[:3]):
        yield len({statement.run for statement in evidence.known if statement.run})
    cited = frozenset[str]().union(*(statement.tags for statement in evidence.statements))
    for kind in PLACES:
        if stem(kind) in words[:3]:
            for tags in (evidence.ground.lines_of, cited):
                yield sum(tag.startswith(f"{kind}=") for tag in tags)
            yield from _with_a_score_each(kind, evidence)


def _with_a_score_each(kind: str, evidence: Evidence) -> Iterator[int]:
    """Count the scores of one name that a line lists for such places: f1 by seed: 0.847 0.852 0.844."""
    for statement in (s for s in evidence.firsthand if stem(kind) in s.words):
        scores = Counter(value.key for value in statement.values if value.key and "." in value.quantity.text)
        yield from (many for many in scores.values() if many > 1)


def _of_words(sentence: str, quantity: Quantity, evidence: Evidence) -> Iterator[int]:
    """Count the facts and the names that the next words speak of."""
    for word in content(" ".join(sentence[quantity.end :].split()[:_NEAR])):
        yield sum(word in statement.words for statement in evidence.statements)
        yield sum(word in statement.tags for statement in evidence.statements)
        yield evidence.ground.saying(word)
        yield len(evidence.ground.lines_of.get(word, ()))
        yield sum(name.startswith(word) for name in evidence.ground.names)


def _of_lists(evidence: Evidence) -> Iterator[int]:
    """Count what the cited facts list, parted by commas, and the rows and columns of their tables."""
    for statement in evidence.statements:
        yield from (run.count(",") + 1 for run in re.findall(r"\b\d+(?:,\d+)+\b(?!,?\d{3}\b)", statement.text))
        yield from (len(_QUOTED_ITEM.findall(match["items"])) for match in _QUOTED_ITEMS.finditer(statement.text))
        parts = statement.text.count(", ") + 1
        yield from ([parts] if parts > 1 else [])
        headed = sum(value.headed for value in statement.values)
        yield from (headed, headed - 1)
    yield len({statement.labels[0] for statement in evidence.statements if statement.labels})
    heads = [statement.labels[0] for statement in evidence.known if statement.labels]
    yield len(set(heads))


_QUOTED_ITEMS = re.compile(r"\[(?P<items>\"[^\"\]]*\"(?:, ?\"[^\"\]]*\")+)\]")
_QUOTED_ITEM = re.compile(r"\"[^\"]*\"")
"""What a list in JSON holds: ["P1","P2","P3"]."""
_NAMES = re.compile(r": (?P<names>[A-Z][\w-]+(?:, (?:and )?[A-Z][\w-]+)+)")


def _of_named(evidence: Evidence) -> Iterator[int]:
    """Count the names that a line lists behind a colon: held out: Kangiata, Upernavik, Hayes."""
    for statement in evidence.statements:
        yield from (match["names"].count(",") + 1 for match in _NAMES.finditer(statement.text))


_VERDICTS = re.compile(r"\b(?:PASS(?:ED)?|FAIL(?:ED)?|OK|passed|failed|ok)\b")


def _of_members(evidence: Evidence) -> Iterator[int]:
    """Count what one cited line lists by name, behind a colon or with a verdict each."""
    for statement in evidence.firsthand:
        yield len(_VERDICTS.findall(statement.text))
        for part in re.split(r";|\s\|\s", statement.text):
            listed = part.rpartition(":")[2]
            yield listed.count(", ") + 1 if ", " in listed else 0
            yield len(re.findall(r"(?:^|\s)[/A-Za-z][\w./-]* \d[\d.,]*(?: ?[a-z%]{1,3})?(?=\s|$|,)", listed))
    for league in evidence.named_leagues:
        if len({member.value.statement for member in league.members}) == 1:
            yield len(league.members)


_KIND = re.compile(r" (?P<kind>[\w.-]*\d[\w.-]*|[A-Za-z][\w-]{2,}) [a-z]+s\b")


def _of_kindred(after: str, evidence: Evidence) -> Iterator[int]:
    """Count the names of the cited lines that hold what says of which kind things are: three 8B models."""
    kind = _KIND.match(after)
    part = kind["kind"].lower() if kind else ""
    names = frozenset[str]().union(*(statement.names for statement in evidence.statements)) if part else ()
    yield sum(part in re.split(r"[-_/:.]", name.strip("\"'{}[](),:")) for name in names)


def _past_a_mark(sentence: str, quantity: Quantity, evidence: Evidence) -> Iterator[int]:
    """Count the values that are past a mark: five of six classes exceeded an IoU of 65."""
    match = _PAST.search(sentence, quantity.end)
    written = [q for q in quantities(sentence) if match and q.start >= match.end()]
    if match is None or not written:
        return
    mark = written[0].value
    groups: dict[frozenset[str], list[Value]] = {}
    for value in evidence.values:
        groups.setdefault(value.key, []).append(value)
    for group in (*groups.values(), *evidence.lists):
        for scale in (1, 100):
            over = sum(value.quantity.value * scale > mark for value in group)
            yield over if match["over"] else len(group) - over


BALANCE = re.compile(r"\b(?:on balance|net|in net terms)\b", re.IGNORECASE)
"""What is left when one thing is set off against another is no sum of both."""


def _whole_sums(sentence: str, evidence: Evidence) -> Iterator[int]:
    """Add up, and take from one another, the counts of one statement, and those of one kind over all."""
    whole = [v for v in evidence.values if v.quantity.dimension is Dimension.PLAIN and v.quantity.value % 1 == 0][:30]
    for one, other in combinations(whole, 2):
        if one.statement == other.statement or one.key & other.key:
            yield from [int(one.quantity.value + other.quantity.value)] if not BALANCE.search(sentence) else []
            yield int(abs(one.quantity.value - other.quantity.value))
    for key in {value.key for value in whole}:
        yield int(sum(value.quantity.value for value in whole if value.key == key))

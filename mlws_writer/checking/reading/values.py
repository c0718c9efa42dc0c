"""Values as logs and sentences write them, each with the words that say what it is of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from mlws_writer.checking.reading.as_pairs import as_pairs, conditioned
from mlws_writer.checking.reading.counterparts import (
    of_the_same,
    sized_alike,
    what_it_was_of,
    with_the_unit_before,
    written_alike,
)
from mlws_writer.checking.reading.heads import measure_ahead, of_a_list, stamped, with_the_unit_above
from mlws_writer.checking.reading.language import SPLITS, stem, stems
from mlws_writer.checking.reading.measuring import metric_of, names_a_measure
from mlws_writer.checking.reading.tokens import folded, tokens
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.quantities import Dimension, Quantity, identifiers, quantities

_ARROW = re.compile(r"[^\w,;|]{0,3}(?:->|→|=>)\s*")
_LISTED = re.compile(r"\s*(?:,|/|->|→|;| and | to )\s*")
_SPREAD = ("±", "+/-", "+-", "(sd", "(std")
"""What stands before a deviation."""
_BREAK = re.compile(r"[,;|{}()\[\]]|\s(?:/|[<>]=?|->|→|=>)\s|\x00|:\s+(?=[A-Za-z])")
_SPOKEN = re.compile(r"\w")
_NAMED = re.compile(
    r"([A-Za-z_][\w@./%-]*)[\"']?\s*=\s*[\"'\[({]*$|[\"']([A-Za-z_][\w@./% -]*)[\"']\s*:\s*[\"'\[({]*$|\([\"']([A-Za-z_][\w@./%-]*)[\"'],\s*$"
)
_NAMES = ("=", ":", "',", '",')
"""One of these stands behind a name before its value."""
_UNITS = frozenset(["ms", "s", "sec", "%", "mib", "gib", "mb", "gb", "kb", "min", "h", "hours", "tok/s", "it/s"])
EARLIER = frozenset(map(stem, [
    "previous", "prev", "before", "was", "yesterday", "yest", "last", "old", "baseline", "earlier", "former", "prior", "ref", "reference", "base", "from",
]))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """A quantity of a statement; `key` are the words that say what it is of, `metric` its name where it is a measure.

    `tags` are all tokens that tell it from others: of its key, its statement, and what that stands in.
    """

    quantity: Quantity
    key: frozenset[str]
    metric: str
    statement: int
    step: str = ""
    name: str = ""
    """The name of the fact whose value it is, as logged."""
    column: tuple[int, int] = (0, 0)
    """Its place among the values of its statement, and how many those are: what stands below it is of the same."""
    tags: frozenset[str] = frozenset()
    headed: bool = False
    """Whether the header of a column named it."""
    exact: bool = False
    """Whether a header or a name before `=` or `:` named it, so that its key is no guess."""


def values(text: str, number: int, step: str = "", tags: frozenset[str] = frozenset()) -> tuple[Value, ...]:
    """Read the values of a text, each with the words around it as its key."""
    found = quantities(text)
    text = as_pairs(text)
    read: list[Value] = []
    found = with_the_unit_before(text, with_the_unit_above(text, found))
    shared, head = of_a_list(text, found), None
    measure, behind = measure_ahead(text, stamped(found)) if ":" in text and "," in text else ("", 0)
    placed = "@ " in text
    conditional = any(map(text.__contains__, _CONDITIONAL))
    lettered = ("R" in text or "r=" in text or "r:" in text) and _BOTH.search(text) is not None
    for place, quantity in enumerate(found):
        key, metric, exact = _key(text, found, place)
        if read and _goes_on(text, found[place - 1], quantity, key):
            key, metric, exact = read[-1].key, read[-1].metric, read[-1].exact  # loss 0.389, 0.341, 0.327
        elif (
            conditional
            and read
            and (where := _CONDITION.fullmatch(text[max(found[place - 1].start - _WORDY, 0) : quantity.start]))
        ):
            key, metric, exact = (
                key | read[-1].key | stems(where["side"] or ""),
                metric or read[-1].metric,
                True,
            )  # share nse>0.5 0.871
        elif read and _ARROW.fullmatch(text[found[place - 1].end : quantity.start]):
            key, metric = read[-1].key | key, read[-1].metric or metric  # lines 391 -> 167 after the split
        elif (
            read
            and "before" in text
            and (of := what_it_was_of(text, read[-1].quantity, read[-1].key - EARLIER, quantity))
        ):
            key, metric, exact = key | of, metric or read[-1].metric, read[-1].exact
        elif read and (of := of_the_same(text, read[-1].quantity, read[-1].key, quantity, exact=read[-1].exact)):
            key, metric = key | of, metric or read[-1].metric
        if text[: quantity.start].rstrip().lower().endswith(_SPREAD):
            key, metric = frozenset({"sd"}), ""
        metric = (
            metric
            or shared
            or (measure if quantity.start >= behind else "")
            or (_of_a_letter(text[: quantity.start]) if lettered else "")
        )
        measured = _in_metres(quantity, text) if metric else quantity
        column = (place, len(found))
        if (
            placed
            and read
            and (at := _AT_A_PLACE.search(text[: quantity.start]))
            and at.start("place") == read[-1].quantity.start
        ):
            metric = metric_of(at["head"].split()[-3:])
            key, exact = stems(at["head"]) | key, bool(metric)
            read[-1] = replace(read[-1], key=stems("step"), metric="", exact=False) if metric else read[-1]
        if counted := _NOUN.match(text, quantity.end):
            head = _HEAD.search(text[: quantity.start]) or head
            note = _NOTE.match(text, counted.end())
            key |= stems(f"{head[1] if head else ''} {note[1] if note else ''}")
        own = tags if key <= tags else tags | key
        read.append(Value(measured, key, metric, number, step, column=column, tags=own, exact=exact))
    return _of_their_parts(list(_of_the_measure_before(read, text)), text)


_PART_ALONE = {frozenset({stem(part)}): part for part in ("val", "test", "eval", "dev")}


def _of_the_measure_before(read: Sequence[Value], text: str) -> Iterator[Value]:
    """Say of what a value is that only a part of the data names behind one of a measure: loss 1.796 val 1.832."""
    for place, value in enumerate(read):
        part = _PART_ALONE.get(value.key, "") if place and value.exact and not value.metric else ""
        before = read[place - 1]
        if part and _is_its_measure(before, value.quantity):
            key = value.key | before.key
            yield replace(value, metric=f"{part} {before.metric}", key=key, tags=value.tags | key)
        elif place and _is_of_the_next_label(before, value, text):
            key = value.key | (before.key & stems(before.metric))
            yield replace(value, metric=before.metric, key=key, tags=value.tags | key)
        else:
            yield value


_LABEL = re.compile(r",? (?:/ )?[A-Za-z][\w-]*[ =:]+")
_MEASURE_AND_LABEL = re.compile(r"(?P<words>[A-Za-z][\w@-]*) (?P<label>[A-Za-z][\w-]*)[ =:]+$")


def _is_of_the_next_label(before: Value, value: Value, text: str) -> bool:
    """Tell whether a value is of the measure before a labelled one, for the next label: dice liver 0.962 tumour 0.642."""
    alike = written_alike(before.quantity, value.quantity) and sized_alike(before.quantity, value.quantity)
    if value.metric or not before.metric or not alike:
        return False
    head = _MEASURE_AND_LABEL.search(text[: before.quantity.start])
    labelled = head and metric_of([head["words"]]) and not names_a_measure(head["label"])
    between = text[before.quantity.end : value.quantity.start]
    return bool(labelled) and _LABEL.fullmatch(between) is not None


def _is_its_measure(before: Value, quantity: Quantity) -> bool:
    """Tell whether a value that is only called by a part of the data is of the measure before it: written and sized alike."""
    alike = written_alike(before.quantity, quantity) and sized_alike(before.quantity, quantity)
    return alike and bool(before.metric) and not before.key & SPLITS


_PARTS = {
    "tr": "train",
    "trn": "train",
    "te": "test",
    "ts": "test",
    "tst": "test",
    "va": "val",
    "vl": "val",
    "dv": "dev",
}
_WAYS = {"in": "input", "out": "output"}
_IN_AND_OUT = re.compile(r"(?<![A-Za-z_])in\b\W{1,3}\d[\d,.kM]*\W{1,4}out\b\W{1,3}\d")
"""What went in and what came out: in=38420 out=1655."""
_CUT_SHORT = re.compile(r"(?<![A-Za-z])(?=[tvd])(?P<part>trn?|te|ts|tst|va|vl|dv)[\s=:]+-?\d*\.\d")


def _of_their_parts(read: Sequence[Value], text: str) -> tuple[Value, ...]:
    """Write the parts of the data in full where a line cuts them short beside each other: tr 0.511 te 0.692."""
    parts = {_PARTS[part] for part in _CUT_SHORT.findall(text)}
    both = _IN_AND_OUT.search(text) if " out" in text else None
    if both:
        return tuple(
            _of_a_way(value, text) if both.start() < value.quantity.start <= both.end() else value for value in read
        )
    if "train" not in parts or len(parts) == 1:
        return tuple(read)
    full = ({stem(_PARTS[cut]) for cut in value.key & _PARTS.keys()} for value in read)
    return tuple(replace(v, key=v.key | own, tags=v.tags | own) for v, own in zip(read, full, strict=True))


def _of_a_way(value: Value, text: str) -> Value:
    before = re.search(r"\b(in|out)\W{1,3}$", text[: value.quantity.start])
    own = frozenset({stem(_WAYS[before[1]])}) if before else frozenset[str]()
    return replace(value, key=value.key | own, tags=value.tags | own, exact=True) if own else value


def _goes_on(text: str, before: Quantity, quantity: Quantity, key: frozenset[str]) -> bool:
    """Tell whether a number goes on the list of that before it: a sign parts them, or a blank where they are written and sized alike: f1 0.847 0.852 0.844."""
    between = text[before.end : quantity.start]
    if between != " ":
        return not key and _LISTED.fullmatch(between) is not None
    if key and not text.startswith("  ", quantity.end):  # what stands behind a gap names the next one
        return False
    places = {each.behind_point for each in (before, quantity)}
    sizes = sorted((abs(before.value), abs(quantity.value)))
    return (
        len(places) == 1 and 0 not in places and before.dimension is quantity.dimension and sizes[1] <= _NEAR * sizes[0]
    )


_NEAR = Decimal("1.5")
"""How many times as large one of two values of one list that nothing but a blank parts may be."""
_CONDITIONAL = ("<", ">", "above ", "below ", "over ", "under ", "beyond ", "within ")
_WORDY = 12
_CONDITION = re.compile(
    r".*?(?:[\w)\]]\s?[<>]=?\s?|\b(?P<side>above|below|over|under|beyond|within) )-?[\d.,]+(?: ?(?:m|km|cm|mm|%|s|ms|min|h|days?|GB|MB|years?))?:?\s+",
    re.IGNORECASE | re.DOTALL,
)
"""What says of which part the next number is: above 1500 m 1.77, nse>0.5 0.871."""
_METRES = re.compile(r" m(?=$|[\s,;)])")
"""The unit of an error, which elsewhere may be minutes or millions: mae=0.1684 m."""


def _in_metres(quantity: Quantity, text: str) -> Quantity:
    bare = quantity.dimension is Dimension.PLAIN and _METRES.match(text, quantity.end)
    return replace(quantity, dimension=Dimension.METRES) if bare else quantity


_AT_A_PLACE = re.compile(r"(?P<head>[A-Za-z][\w ]*?)\s*@\s+(?P<place>\d+)\s?[:=]\s*$")
"""A measure, the step at which it was taken, and its value: FID @ 5: 142.7."""
_HEAD = re.compile(r"(?:^|\s)([a-z][\w-]*):\s+$")
"""What a list of counts is of: filter: 700 dropped (language), 260 dropped (empty)."""
_NOTE = re.compile(r"\s*\(([^()]{3,60})\)")


def _key(text: str, found: Sequence[Quantity], place: int) -> tuple[frozenset[str], str, bool]:
    """Take the name before a value, or the words back to the last break and a few after it up to the next."""
    start = found[place - 1].end if place else 0
    end = found[place + 1].start if place + 1 < len(found) else len(text)
    left, right = text[start : found[place].start], text[found[place].end : end]
    signed = _set(left)
    if (
        named := _NAMED.search(text[max(start - 1, 0) : found[place].start])
        if any(map(left.__contains__, _NAMES))
        else None
    ):
        return *_of_name(named[1] or named[2] or named[3]), True
    if "]" in left and left.rstrip().endswith("=") and (name := conditioned(text[: found[place].start])):
        return *_of_name(name), True
    if left.rstrip().endswith("[") and metric_of(words_before := left.rstrip(" [").split()[-2:]):
        return stems(" ".join(words_before)), metric_of(words_before), False  # dice [0.94, 0.81]
    before = _before(left)[-4:]
    if len(before) > 1 and _PLACED.fullmatch(before[0]):
        before = before[1:]  # ep20 tr_loss 0.3986
    if place and ")" in left and "(" not in left and (of := _OVER.search(text, 0, found[place].start)):
        before = [of["name"]]  # eval (20 episodes) 304.7
    after = [word for word in _BREAK.split(right, 1)[0].split()[:3] if _SPOKEN.search(word)]
    if before and signed and found[place].dimension in (Dimension.PLAIN, Dimension.TIME):
        after = _noun(right) if left.rstrip().endswith(":") else []  # after `name=value` follows the next name
    if _set(right) and not (right.rstrip().endswith(":") and _OF_SO_MANY.search(left)):
        after = after[:-1]  # the name of the next value
    if after and _PERCENTILE.fullmatch(after[-1]) and place + 1 < len(found):
        after = after[:-1]
    of = _BRACKETED.search(left) if "(" in left else None
    words = " ".join((*before, *after)).replace("_", " ")
    if before and after and _alternating(text, found, place):
        words, after = " ".join(before).replace("_", " "), []  # kl 1.58 dur 1.25: what follows names the next
    words = _SHORT_FOR_TRAIN.sub("train", words)
    return (
        stems(f"{of['name']} {words}" if of else words),
        metric_of(before[-2:]) or ("" if before else metric_of(after)),
        bool(before) and (not after or (len(before) <= 2 and len(after) <= 1)),
    )


_OF_SO_MANY = re.compile(r"\b(?:over|of|on|in|from) $")
"""What stands before so many things that a list is of: over 50 episodes: 39 delivered."""
_SHORT_FOR_TRAIN = re.compile(r"\btr(?= (?:loss|acc|err|f1|auc|ppl|mae|mse|rmse)\b)", re.IGNORECASE)
"""Which tr is no language: that of tr_loss."""
_PLACED = re.compile(r"(?:ep|epoch|step|iter|it|round|fold|trial|run|seed)[_-]?\d+:?", re.IGNORECASE)
"""Where the values of a line were taken, written as one word."""
_OVER = re.compile(r"(?<![\w.])(?P<name>[A-Za-z][\w@/-]*) ?\([^()]{1,30}\)[\s=]*$")
"""A name and, in brackets before its value, of how many that is: eval(20 ep) 268.3."""
_BRACKETED = re.compile(r"(?P<name>[A-Za-z][\w-]*(?: [a-z][\w-]*)?) \([A-Za-z][\w@-]*(?: |=|: ?)$")
"""What a measure in brackets is of: moss (recall 0.69)."""
_PERCENTILE = re.compile(r"p\d{2,3}")
"""What names the next value: p50 120 ms p99 840 ms."""
_NOUN = re.compile(
    r" (?P<noun>[a-z-]{3,}(?: [a-z-]{3,}){0,2}?)(?=\s*(?:$|[,;(|/]|(?:of|since|in|to|from|for|with|and|at|on)\b))"
)


def _set(text: str) -> bool:
    """Tell whether a text ends in what is followed by a value."""
    return text.rstrip().endswith(("=", ":"))


def _noun(after: str) -> list[str]:
    """Give the words behind a number that say what there are so many of; `name: value` is followed by the next name else."""
    match = _NOUN.match(after)
    return match["noun"].split() if match else []


@lru_cache(maxsize=20_000)
def _of_name(name: str) -> tuple[frozenset[str], str]:
    """Give the key and the measure that the name before a value tells."""
    words = _SHORT_FOR_TRAIN.sub("train", name.replace("_", " "))
    return stems(words) | {folded(name)}, metric_of([name]) or metric_of(re.split(r"[\s_]+", name))


_LETTER = re.compile(r"(?:^|[\s|,;])(?:([PR])\s*[=:]?|([pr])[=:])\s*$")
_BOTH = re.compile(
    r"(?<!\w)(?:P\s*[=:]?\s*\d?\.\d+.*(?<!\w)R\s*[=:]?\s*\d?\.\d+|p[=:]\s*\d?\.\d+.*(?<!\w)r[=:]\s*\d?\.\d+)"
)


def _of_a_letter(before: str) -> str:
    """Read P and R (p= and r=) before two numbers of a line as precision and recall."""
    letter = _LETTER.search(before)
    return {"P": "precision", "R": "recall"}[(letter[1] or letter[2]).upper()] if letter else ""


def _alternating(text: str, found: Sequence[Quantity], place: int) -> bool:
    """Tell whether a line is a row of names and numbers, so that a word between two numbers is of the second."""
    numbers = [q for q in found if q.dimension not in WHEN]
    if len(numbers) < _ROW or found[place] not in numbers:
        return False
    gaps = [text[one.end : other.start].split() for one, other in pairwise(numbers)]
    named = sum(1 <= len(gap) <= 2 and gap[-1][:1].isalpha() for gap in gaps)
    return named * 2 > len(gaps) and not text[numbers[-1].end :].strip(" ()s%.,;|")


_ROW = 3
"""How many numbers make a row of names and numbers."""


def _before(text: str) -> list[str]:
    """Take the words before a value back to the last break; a unit in brackets is part of the name before it."""
    pieces = [piece.strip(" :=-") for piece in _BREAK.split(text)]
    spoken = [piece for piece in pieces if _SPOKEN.search(piece)]
    if not spoken or (pieces[-1] == "" and not text.rstrip().endswith(("(", ")", "):", "]:", ") :"))):
        return pieces[-1].split() if pieces else []
    if spoken[-1].lower() in _UNITS and len(spoken) > 1:
        return [*spoken[-2].split(), spoken[-1]]
    return spoken[-1].split()


def spread(text: str) -> frozenset[str]:
    """Collect the tokens of a text, those of the parts of its names too."""
    if "_" not in text:
        return tokens(text)
    return tokens(text) | frozenset(token for token in tokens(text.replace("_", " ")) if not token.startswith("="))


def found_names(text: str, end: int | None = None) -> frozenset[str]:
    """Collect the names in a text, or before some place in it, that are written like code, in lower case."""
    found = identifiers(text)
    return frozenset([name.lower() for name, start, _ in found if end is None or start < end])


_WORD_BEFORE = re.compile(r"([A-Za-z][\w@./%-]*)[\"']?(?: ?[=:] ?| )[\"']?[$€]?$")


def word_before(value: Value, text: str) -> str:
    """Give the word right before a value in the text of its statement."""
    found = _WORD_BEFORE.search(text[max(value.quantity.start - _LONGEST_WORD, 0) : value.quantity.start])
    return found[1].lower() if found else ""


_LONGEST_WORD = 40

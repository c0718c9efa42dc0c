"""Facts as evidence: each a statement with its values, and each value with the words that say what it is of."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from mlws_writer.checking.language import STOP, content, stems
from mlws_writer.facts import names
from mlws_writer.facts.model import Fact, FactKind
from mlws_writer.facts.quantities import Dimension, Quantity, identifiers, quantities

_WORDS = 4
"""A value of more words than that is prose."""

_LISTED = re.compile(r"\s*(?:,|/|->|→|;| and | to )\s*")
_SPOKEN = {
    "character_error_rate": "cer",
    "word_error_rate": "wer",
    "mean_absolute_error": "mae",
    "mean_squared_error": "mse",
    "exact_match": "exact_match",
}
"""Metrics that logs abbreviate and sentences write out."""
_BREAK = re.compile(r"[,;|{}()\[\]]|\x00")


@dataclass(frozen=True, slots=True)
class Value:
    """A quantity of a statement; `key` are the words that say what it is of, `metric` its name where it is a measure."""

    quantity: Quantity
    key: frozenset[str]
    metric: str
    statement: int
    step: str = ""
    name: str = ""
    """The name of the fact whose value it is, as logged."""
    column: tuple[int, int] = (0, 0)
    """Its place among the values of its statement, and how many those are: what stands below it is of the same."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one fact, or one line, says."""

    text: str
    values: tuple[Value, ...]
    names: frozenset[str]
    run: str = ""
    kind: FactKind = FactKind.EVENT
    name: str = ""
    value: str = ""
    tainted: bool = False
    time: datetime | None = None
    line: int = 0

    @property
    def words(self) -> frozenset[str]:
        """The stems of all its words."""
        return stems(self.text)


@dataclass(frozen=True)
class Evidence:
    """What a sentence may rest on: `statements` for all, `known` for names only."""

    statements: tuple[Statement, ...]
    known: tuple[Statement, ...] = ()

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """The values of all statements, in their order."""
        return tuple(value for statement in self.statements for value in statement.values)

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of all words of all statements, and of what is known."""
        return frozenset().union(*(statement.words for statement in (*self.statements, *self.known)))

    @cached_property
    def said(self) -> str:
        """All that is said, as it was."""
        return "\n".join(statement.text for statement in (*self.statements, *self.known))

    @cached_property
    def text(self) -> str:
        """All that is said, folded to letters and digits, to look names up in."""
        return folded(self.said.replace("\n", "  "))

    def of_kind(self, *kinds: FactKind) -> tuple[Statement, ...]:
        """Select the statements of some kinds."""
        return tuple(statement for statement in self.statements if statement.kind in kinds)


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Fold a text to words so that SST-2 meets sst2; what joins the parts of a name goes, all else is a space."""
    return re.sub(r"[._:/\\@~-]+", "", re.sub(r"[^a-z0-9._:/\\@~-]+", " ", text.lower()))


def evidence(facts: Sequence[Fact], known: Sequence[Fact] = (), run_names: Mapping[str, str] | None = None) -> Evidence:
    """Turn facts into evidence; `run_names` are how sentences call runs."""
    called = run_names or {}
    named = set(facts)
    return Evidence(
        tuple(statement(fact, number, called.get(fact.run, fact.run)) for number, fact in enumerate(facts)),
        tuple(statement(fact, -1, called.get(fact.run, fact.run)) for fact in known if fact not in named),
    )


def statement(fact: Fact, number: int, run: str) -> Statement:
    """Turn one fact into a statement."""
    words = f"{fact.name} {fact.split}".strip()
    said = f"{words}: {fact.value} {fact.unit}".strip()
    text = f"{run} {said} {fact.step} {fact.text}"
    key = content(words.replace("_", " ")) | stems(words)
    metric = names.canonical(words) if names.is_metric(fact.name) else ""
    long = len(fact.value.split()) > _WORDS
    if long:  # a note, an error: its numbers are of what stands around them
        own = values(fact.value, number, fact.step)
    else:
        own = tuple(
            Value(q, key, metric, number, fact.step, fact.name) for q in quantities(f"{fact.value} {fact.unit}")
        )
    steps = tuple(Value(q, stems(fact.step) | {"step", "epoch"}, "", number, fact.step) for q in quantities(fact.step))
    more = values(fact.text, number, fact.step) if fact.text and fact.text != fact.value else ()
    own = own if not long or not more else ()
    known = {(value.quantity.value, value.quantity.dimension) for value in own}
    more = tuple(value for value in more if (value.quantity.value, value.quantity.dimension) not in known)
    return Statement(
        text,
        (*own, *steps, *more),
        found_names(text),
        run,
        fact.kind,
        fact.name,
        fact.value,
        fact.tainted,
        fact.time,
        fact.line,
    )


def found_names(text: str) -> frozenset[str]:
    """Collect the names in a text that are written like code, in lower case."""
    return frozenset(name.lower() for name, _, _ in identifiers(text))


def values(text: str, number: int, step: str = "") -> tuple[Value, ...]:
    """Read the values of a text, each with the words around it as its key."""
    found = quantities(text)
    read: list[Value] = []
    for place, quantity in enumerate(found):
        key, metric = _key(text, found, place)
        if read and not key and _LISTED.fullmatch(text[found[place - 1].end : quantity.start]):
            key, metric = read[-1].key, read[-1].metric  # loss 0.389, 0.341, 0.327
        read.append(Value(quantity, key, metric, number, step, column=(place, len(found))))
    return tuple(read)


def _key(text: str, found: Sequence[Quantity], place: int) -> tuple[frozenset[str], str]:
    """Take the words before a value back to the last break, and a few after it up to the next."""
    start = found[place - 1].end if place else 0
    end = found[place + 1].start if place + 1 < len(found) else len(text)
    before = _BREAK.split(text[start : found[place].start])[-1].split()[-4:]
    after = _BREAK.split(text[found[place].end : end])[0].split()[:3]
    if (
        before
        and re.search(r"[=:]\s*$", " ".join(before))
        and found[place].dimension in (Dimension.PLAIN, Dimension.TIME)
    ):
        after = []  # `name=value`: what follows is the next name
    if re.search(r"[=:]\s*$", text[found[place].end : end]):
        after = after[:-1]  # the name of the next value
    words = " ".join((*before, *after)).replace("_", " ")
    return stems(words), metric_of(before[-2:]) or ("" if before else metric_of(after))


def metric_of(words: Iterable[str]) -> str:
    """Find the measure that some words name, as one spelling; nothing where they name none."""
    written = list(words)
    cleaned = [re.sub(r"^\W+|[\W]+$", "", word) for word in written]
    for size in (3, 2, 1):
        for place in range(len(cleaned) - size, -1, -1):
            some = cleaned[place : place + size]
            name = "_".join(some)
            apart = any(word.endswith((":", "=", ",", "-")) for word in written[place : place + size - 1])
            if apart or not all(some) or any(word.lower() in STOP for word in some):
                continue
            if name.lower() in _SPOKEN:
                return _SPOKEN[name.lower()]
            if names.is_metric(cleaned[place + size - 1]) and names.is_metric(name):
                return names.canonical(name)
    return ""

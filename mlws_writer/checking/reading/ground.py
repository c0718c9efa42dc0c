"""All that is known: what a name may come from, and what a value may be mistaken for."""

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from mlws_writer.checking.reading.coded import called_for_short, coded, lettered
from mlws_writer.checking.reading.host_lists import listed_in_full
from mlws_writer.checking.reading.kin import Kin, alike, labelled
from mlws_writer.checking.reading.language import stem, stems, stems_in, words_of
from mlws_writer.checking.reading.slots import Slots, slots
from mlws_writer.checking.reading.statements import Statement, kinds
from mlws_writer.checking.reading.tokens import folded, tokens
from mlws_writer.checking.reading.trade import Codes, known_codes
from mlws_writer.checking.reading.values import Value, word_before
from mlws_writer.checking.reading.written import Written
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.quantities import Dimension

_CURRENCIES = {
    Dimension.DOLLARS: ("$", "usd", "dollar"),
    Dimension.EUROS: ("€", "eur"),
    Dimension.POUNDS: ("£", "gbp"),
}
BEST_IS = Pattern(
    r"\bbest\b[^.;|\n]{0,20}?\b(?:is|was|:|=|at|from)?\s*\b(?P<kind>[a-z]+)[ =:#]+(?P<number>\d+)\b",
    "best",
    flags=re.IGNORECASE,
)
"""Where a log calls a trial or an epoch the best."""
_PARTS = re.compile(r"[^a-z0-9]+")
_SHORTEST = 2
_LARGE = 100


_NUMBERED = re.compile(r"^(?!.*=)(?:[a-z]+\d|\d+[a-z])")
"""A name with a number in it: dpo-b10, v2a."""


@dataclass(frozen=True)
class Ground:
    """All that is known: what a name may come from, and what a value may be mistaken for."""

    statements: tuple[Statement, ...] = ()

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of all words that nothing quotes."""
        tainted = [statement.tainted for statement in self.statements]
        return stems_in(word for word, at in self._said_at.items() if not all(map(tainted.__getitem__, at)))

    def saying(self, word: str) -> int:
        """Count the statements that say a word, by its stem."""
        return len(set[int]().union(*(self._said_at[form] for form in self._forms.get(word, ()))))

    @cached_property
    def _forms(self) -> dict[str, list[str]]:
        """The words that are said, by their stems."""
        found: dict[str, list[str]] = {}
        for word in self._said_at:
            for cut in stems(word):
                found.setdefault(cut, []).append(word)
        return found

    @cached_property
    def _said_at(self) -> dict[str, list[int]]:
        """The places of the statements that say a word, by that."""
        found: dict[str, list[int]] = {}
        for place, statement in enumerate(self.statements):
            for word in words_of(statement.text):
                found.setdefault(word, []).append(place)
        return found

    @cached_property
    def quoted(self) -> frozenset[str]:
        """The stems of the words that are only quoted."""
        return stems_in(statement.text for statement in self.statements if statement.tainted)

    @cached_property
    def said(self) -> str:
        """All that is said, as it was, and in full where a list of machines is cut short."""
        said = "\n".join(statement.text for statement in self.statements)
        return f"{said}\n{listed}" if (listed := " ".join(listed_in_full(said))) else said

    @cached_property
    def said_low(self) -> str:
        """The same in lower case."""
        return self.said.lower()

    @cached_property
    def text(self) -> str:
        """All that is said, folded to letters and digits, to look names up in."""
        return folded(self.said.replace("\n", "  "))

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that are written like code, in lower case."""
        return frozenset().union(*(statement.names for statement in self.statements))

    @cached_property
    def parts_of_names(self) -> frozenset[str]:
        """The words that those names are made of: qwen3, coder."""
        return frozenset(part for name in self.names for part in _PARTS.split(name) if len(part) > _SHORTEST)

    @cached_property
    def folded_names(self) -> str:
        """Those names folded, one a line, to look parts of them up in."""
        return "\n".join(sorted(map(folded, self.names)))

    @cached_property
    def written(self) -> Written:
        """All that is said, to look words up in that may be written otherwise."""
        return Written(self.said, self.text, self.codes)

    @cached_property
    def told(self) -> dict[str, frozenset[str]]:
        """The texts that were held against what is known, and what they speak of by it."""
        return {}

    @cached_property
    def stands_at(self) -> dict[tuple[str, int], frozenset[str]]:
        """The numbers of so many things, by the stem of their noun, at which the statements stand that were asked for."""
        return {}

    @cached_property
    def by_id(self) -> dict[int, Statement]:
        """The statements by their ids."""
        return {statement.id: statement for statement in self.statements}

    @cached_property
    def by_key(self) -> dict[frozenset[str], list[Value]]:
        """The values that are of the same, by what they are of."""
        found: dict[frozenset[str], list[Value]] = {}
        for statement in self.statements:
            for value in statement.values if not statement.tainted else ():
                found.setdefault(value.key, []).append(value)
        return found

    def alike(self, key: frozenset[str], said: frozenset[str], most: int) -> list[Value]:
        """Give of the first so many values of a key those that may have all of some tags: those that have the rarest of them."""
        if key not in self._by_tag:
            found = self._by_tag[key] = {}
            for value in self.by_key.get(key, ())[:most]:
                for tag in value.tags:
                    found.setdefault(tag, []).append(value)
        tagged = self._by_tag[key]
        return min((tagged.get(tag, []) for tag in said), key=len) if said else self.by_key.get(key, [])[:most]

    @cached_property
    def _by_tag(self) -> dict[frozenset[str], dict[str, list[Value]]]:
        return {}

    @cached_property
    def by_heads(self) -> dict[tuple[str, ...], list[Statement]]:
        """The rows of tables, by the headers above their values."""
        found: dict[tuple[str, ...], list[Statement]] = {}
        for statement in self.statements:
            if not statement.tainted and (heads := heads_of(statement)):
                found.setdefault(heads, []).append(statement)
        return found

    @cached_property
    def by_word(self) -> dict[str, list[Value]]:
        """The values that stand in no column, by the word right before each."""
        found: dict[str, list[Value]] = {}
        for statement in self.statements:
            for value in statement.values if not statement.tainted else ():
                if not value.headed and (word := word_before(value, statement.text)):
                    found.setdefault(word, []).append(value)
        return found

    @cached_property
    def settings(self) -> dict[str, list[Value]]:
        """The values that are no measures and of which there is one only for a name, by each word of that."""
        found: dict[str, list[Value]] = {}
        for key, values in self.by_key.items():
            first = values[0]
            once = all(value.quantity.value == first.quantity.value and value.exact for value in values)
            for word in key if once and not first.metric else ():
                found.setdefault(word, []).append(first)
        return found

    @cached_property
    def currencies(self) -> frozenset[Dimension]:
        """The currencies that are named anywhere."""
        low = self.said.lower()
        return frozenset(dimension for dimension, names in _CURRENCIES.items() if any(map(low.__contains__, names)))

    @cached_property
    def by_kinds(self) -> dict[tuple[Dimension, ...], list[Statement]]:
        """The statements that nothing quotes, by the dimensions of what they measure."""
        found: dict[tuple[Dimension, ...], list[Statement]] = {}
        for statement in self.statements:
            if not statement.tainted:
                found.setdefault(kinds(statement), []).append(statement)
        return found

    @cached_property
    def best(self) -> dict[str, str]:
        """The trial, the epoch that the log calls the best: the last one that it does."""
        called = (match for s in self.statements if not s.tainted for match in BEST_IS.finditer(s.text))
        return {match["kind"].lower(): match["number"].lstrip("0") or "0" for match in called}

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """All values that nothing quotes."""
        return tuple(v for statement in self.statements if not statement.tainted for v in statement.values)

    @cached_property
    def counts(self) -> frozenset[Decimal]:
        """All counts that are so large that nothing else adds up to them by chance."""
        plain = (v.quantity for v in self.values if v.quantity.dimension is Dimension.PLAIN)
        return frozenset(q.value for q in plain if q.value >= _LARGE and q.value % 1 == 0)

    @cached_property
    def metrics(self) -> frozenset[str]:
        """The measures that the values are of."""
        return frozenset(value.metric for value in self.values if value.metric)

    @cached_property
    def measures(self) -> frozenset[str]:
        """The stems by which measures are called."""
        return frozenset().union(*{value.key for value in self.values if value.metric})

    @cached_property
    def labels(self) -> Kin:
        """The names that tell lines apart (the cells of a column, the values of a key), by their tokens."""
        return labelled(self.statements, self.names, self.lines_of)

    @cached_property
    def kin(self) -> Kin:
        """What stands in the same places of lines, by all that it may be called."""
        return alike(self.statements)

    @cached_property
    def slots(self) -> Slots:
        """What fills the same slot of lines: the tables, the stages, the files that they are of."""
        return slots(statement.text for statement in self.statements if not statement.tainted)

    @cached_property
    def aliases(self) -> dict[str, frozenset[str]]:
        """What else things are called: the tokens of the names that stand beside a label in its own row."""
        found: dict[str, frozenset[str]] = {}
        for statement in self.statements:
            label = tokens(statement.labels[0]) if len(statement.labels) > 1 else frozenset()
            if len(label) == 1 and next(iter(label)).startswith("="):
                for token in tokens(statement.labels[1]):
                    found[token] = found.get(token, frozenset()) | label
        for code, name in coded(statement.text for statement in self.statements if not statement.tainted):
            for token in called_for_short(name):
                found[token] = found.get(token, frozenset()) | {code}
        for letter, name in lettered(statement.text for statement in self.statements if not statement.tainted):
            for token in tokens(name):
                found[token] = found.get(token, frozenset()) | {f"={letter}"}
        return {token: labels for token, labels in found.items() if len(labels) == 1}

    @cached_property
    def listed(self) -> dict[str, frozenset[str]]:
        """What is listed beside a name, each with a value: ben and dieter for anna, in anna 0.83 ben 0.86 dieter 0.80."""
        found: dict[str, frozenset[str]] = {}
        for statement in self.statements if len(self.statements) <= _FEW_LINES else ():
            items = (
                frozenset(stem(name) for name in _listed_in(statement.text)) if not statement.tainted else frozenset()
            )
            for item in items if len(items) > 1 else ():
                found[item] = found.get(item, frozenset()) | items - {item}
        return found

    @cached_property
    def heads(self) -> dict[str, frozenset[str]]:
        """The headings of blocks, each with the tokens of names that no other heading has."""
        heads = {s.headings[-1]: tokens(s.headings[-1]) for s in self.statements if s.headings and not s.tainted}
        counted = Counter(token for each in heads.values() for token in each)
        own = {h: frozenset(t for t in each if counted[t] == 1 and _NUMBERED.match(t)) for h, each in heads.items()}
        return {head: names for head, names in own.items() if names}

    @cached_property
    def codes(self) -> Codes:
        """What readers name in full and the log by codes, with those."""
        return known_codes(self.lines_of.keys())

    @cached_property
    def lines_of(self) -> dict[str, tuple[Statement, ...]]:
        """The statements by the tokens that they have."""
        found: dict[str, list[Statement]] = {}
        for statement in self.statements:
            for token in statement.tags:
                found.setdefault(token, []).append(statement)
        return {token: tuple(statements) for token, statements in found.items()}


def heads_of(statement: Statement) -> tuple[str, ...]:
    """Give the headers above the values of a row."""
    return tuple(value.name for value in statement.values if value.headed and value.name)


_FEW_LINES = 2_000
_LISTING = re.compile(r"(?:[A-Za-z][\w-]*:? -?\d[\d,.]*%?(?:\s?[|,;/]\s?|\s{1,2}|(?=\)))){2,}", re.IGNORECASE)
_LISTED = re.compile(r"([A-Za-z][\w-]*):? -?\d")


def _listed_in(text: str) -> list[str]:
    """Read the names of a list of a name and a value each."""
    return [name for run in _LISTING.finditer(f"{text} ") for name in _LISTED.findall(run.group()) if len(name) > 2]

"""Facts as evidence: each a statement with its values, and each value with the words that say what it is of."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from mlws_writer.checking.language import STOP, content, stem, stems
from mlws_writer.checking.layout import Setting
from mlws_writer.checking.tokens import folded, parts_of, tokens
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
_SPREAD = re.compile(r"(?:±|\+/-|\(sd|\(std)\s*$", re.IGNORECASE)
LANGUAGES = {
    "english": "en|eng", "german": "de|deu|ger", "french": "fr|fra", "spanish": "es|spa", "italian": "it|ita", "dutch": "nl|nld",
    "portuguese": "pt|por", "polish": "pl|pol", "czech": "cs|ces", "slovak": "sk", "finnish": "fi|fin", "swedish": "sv|swe",
    "norwegian": "no|nb|nn|nor", "danish": "da|dan", "estonian": "et|est", "latvian": "lv|lav", "lithuanian": "lt|lit",
    "russian": "ru|rus", "ukrainian": "uk|ukr", "chinese": "zh|zho|cmn", "japanese": "ja|jpn", "korean": "ko|kor",
    "arabic": "ar|ara", "turkish": "tr|tur", "hindi": "hi|hin", "hungarian": "hu|hun", "romanian": "ro|ron", "greek": "el|ell",
    "hebrew": "he|heb", "vietnamese": "vi|vie", "thai": "th|tha", "indonesian": "id|ind", "welsh": "cy|cym", "breton": "br|bre",
    "irish": "ga|gle", "basque": "eu|eus", "catalan": "ca|cat", "bulgarian": "bg|bul", "croatian": "hr|hrv", "serbian": "sr|srp",
    "persian": "fa|fas", "swahili": "sw|swa", "bengali": "bn|ben", "tamil": "ta|tam", "urdu": "ur|urd", "icelandic": "is|isl",
}  # fmt: skip
"""The languages of the world as logs and sentences name them (ISO 639)."""
PAIRED = re.compile(r"(?:^|[\s,{(|;])[\"']?([A-Za-z_]\w{0,30})[\"']?\s?[=:]\s?[\"']?([A-Za-z][\w./+-]*)")
_BREAK = re.compile(r"[,;|{}()\[\]]|\x00|:\s+(?=[A-Za-z])")


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


@dataclass(frozen=True, slots=True)
class Statement:
    """What one fact, or one line, says; `tags` are the tokens of its text and of what it stands in."""

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
    id: int = 0
    tags: frozenset[str] = frozenset()
    labels: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    around: tuple[Value, ...] = ()
    """The values of the headings above."""
    day: int = 0
    """The day that the line is of, by the last date before it."""

    @property
    def words(self) -> frozenset[str]:
        """The stems of all its words."""
        return stems(self.text)


@dataclass(frozen=True)
class Ground:
    """All that is known: what a name may come from, and what a value may be mistaken for."""

    statements: tuple[Statement, ...] = ()

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of all words that nothing quotes."""
        return frozenset().union(*(statement.words for statement in self.statements if not statement.tainted))

    @cached_property
    def quoted(self) -> frozenset[str]:
        """The stems of the words that are only quoted."""
        return frozenset().union(*(statement.words for statement in self.statements if statement.tainted))

    @cached_property
    def said(self) -> str:
        """All that is said, as it was."""
        return "\n".join(statement.text for statement in self.statements)

    @cached_property
    def text(self) -> str:
        """All that is said, folded to letters and digits, to look names up in."""
        return folded(self.said.replace("\n", "  "))

    @cached_property
    def _squeezed(self) -> str:
        return self.text.replace(" ", "")

    @cached_property
    def _short(self) -> frozenset[str]:
        """The words that may be others cut short: env, spec, pop."""
        return frozenset(w.lower() for w in re.findall(r"(?<![A-Za-z])[A-Za-z]{3,5}(?![A-Za-z])|[A-Z]?[a-z]{3,5}(?![a-z])", self.said))

    def has(self, word: str) -> bool:
        """Tell whether a word is said, be it inside a name, cut short, or as the code of a language."""
        low = word.lower()
        if low in self._squeezed or (codes := LANGUAGES.get(low)) and re.search(rf"(?<![a-z])(?:{codes})(?![a-z])", self.said.lower()):
            return True
        return len(low) > 4 and any(low[:size] in self._short for size in (3, 4, 5))

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

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """All values that nothing quotes."""
        return tuple(v for statement in self.statements if not statement.tainted for v in statement.values)

    @cached_property
    def labels(self) -> dict[str, frozenset[str]]:
        """The families of names that tell lines apart (the cells of a column, the values of a key), by each name."""
        return _families(self.statements)

    @cached_property
    def _kin(self) -> dict[str, frozenset[str]]:
        kin: dict[str, set[str]] = {}
        for token, families in self.labels.items():
            for family in families:
                kin.setdefault(family, set()).add(token)
        return {family: frozenset(tokens) for family, tokens in kin.items()}

    @cached_property
    def _siblings(self) -> dict[str, frozenset[str]]:
        """The tokens of one and the same label or name, by each of them."""
        found: dict[str, frozenset[str]] = {}
        for statement in self.statements:
            written = [*statement.labels, *statement.names, *(value for _, value in PAIRED.findall(statement.text[:1000]))]
            for text in dict.fromkeys(written):
                own = tokens(text)
                for token in own:
                    found[token] = found.get(token, frozenset()) | own
        return found

    def rivals(self, label: str) -> frozenset[str]:
        """The names that a label could be mistaken for: all of its families, but for what it goes by itself."""
        kin = frozenset[str]().union(*(self._kin[family] for family in self.labels.get(label, ())))
        return kin - self._siblings.get(label, frozenset()) - {label}

    @cached_property
    def aliases(self) -> dict[str, frozenset[str]]:
        """What else things are called: the tokens of the names that stand beside a label in its own row."""
        found: dict[str, frozenset[str]] = {}
        for statement in self.statements:
            label = tokens(statement.labels[0]) if len(statement.labels) > 1 else frozenset()
            if len(label) == 1 and next(iter(label)).startswith("="):
                for token in tokens(statement.labels[1]):
                    found[token] = found.get(token, frozenset()) | label
        return {token: labels for token, labels in found.items() if len(labels) == 1}

    @cached_property
    def lines_of(self) -> dict[str, tuple[Statement, ...]]:
        """The statements by the tokens that they have."""
        found: dict[str, list[Statement]] = {}
        for statement in self.statements:
            for token in statement.tags:
                found.setdefault(token, []).append(statement)
        return {token: tuple(statements) for token, statements in found.items()}


@dataclass(frozen=True)
class Evidence:
    """What a sentence may rest on: `statements` for all, `ground` for names, and for what else could be meant."""

    statements: tuple[Statement, ...]
    ground: Ground = field(default_factory=Ground)

    @property
    def known(self) -> tuple[Statement, ...]:
        """All statements, those behind the sentence among them."""
        return self.ground.statements

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """The values of the statements behind the sentence, in their order."""
        return tuple(value for statement in self.statements for value in statement.values)

    @cached_property
    def own(self) -> dict[int, Statement]:
        """The statements behind the sentence, by their ids."""
        return {statement.id: statement for statement in self.statements}

    def of(self, value: Value) -> Statement:
        """Give the statement of a value."""
        return self.own.get(value.statement) or self.ground.by_id[value.statement]

    @property
    def words(self) -> frozenset[str]:
        """The stems of all words that are known."""
        return self.ground.words

    @cached_property
    def cited(self) -> frozenset[str]:
        """The stems of all words of the statements behind the sentence."""
        return frozenset().union(*(statement.words for statement in self.statements))

    @property
    def said(self) -> str:
        """All that is known, as it was said."""
        return self.ground.said

    @property
    def text(self) -> str:
        """All that is known, folded to letters and digits."""
        return self.ground.text

    def of_kind(self, *kinds: FactKind) -> tuple[Statement, ...]:
        """Select the statements of some kinds."""
        return tuple(statement for statement in self.statements if statement.kind in kinds)


_HASH = re.compile(r"(?=.*\d)(?=.*[a-f])[0-9a-f]{6,40}")



def _families(statements: Sequence[Statement]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for statement in statements:
        for name, value in PAIRED.findall(statement.text[:1000]):
            for token in tokens(value):
                found.setdefault(token, set()).add(f"key:{folded(name)}")
        for place, label in enumerate(statement.labels):
            for token in tokens(label):
                found.setdefault(token, set()).add(f"column:{place}")
        for token in tokens(statement.run):
            found.setdefault(token, set()).add("run")
        for token in frozenset().union(*map(tokens, statement.headings)):
            found.setdefault(token, set()).add("heading")
        for token in statement.tags:
            if "=" in token:
                found.setdefault(token, set()).add(f"place:{token.partition('=')[0]}")
        for name in (part for name in statement.names for part in parts_of(name)):
            shape = "hash" if _HASH.fullmatch(name) else re.sub(r"\d+", "0", name)
            if shape != name:
                found.setdefault(folded(name).replace(" ", ""), set()).add(f"shape:{shape}")
    return {token: frozenset(families) for token, families in found.items()}


def evidence(facts: Sequence[Fact], known: Sequence[Fact] = (), run_names: Mapping[str, str] | None = None) -> Evidence:
    """Turn facts into evidence; `run_names` are how sentences call runs."""
    statements = ground((*facts, *known), run_names)
    return Evidence(statements.statements[: len(facts)], statements)


def ground(facts: Sequence[Fact], run_names: Mapping[str, str] | None = None) -> Ground:
    """Turn all facts into what is known; of facts that are given twice, one."""
    called = run_names or {}
    unique = dict.fromkeys(facts)
    return Ground(tuple(statement(fact, number, called.get(fact.run, fact.run)) for number, fact in enumerate(unique)))


def statement(fact: Fact, number: int, run: str) -> Statement:
    """Turn one fact into a statement."""
    words = f"{fact.name} {fact.split}".strip()
    said = f"{words}: {fact.value} {fact.unit}".strip()
    text = f"{run} {said} {fact.step} {fact.text}"
    tags = spread(text) | _step_tags(fact.step)
    key = content(words.replace("_", " ")) | stems(words)
    metric = names.canonical(words) if names.is_metric(fact.name) else ""
    if len(fact.value.split()) > _WORDS:  # a note, an error: its numbers are of what stands around them
        own = () if fact.text and fact.text != fact.value else values(fact.value, number, fact.step, tags)
    else:
        own = tuple(
            Value(q, key, metric, number, fact.step, fact.name, tags=tags) for q in quantities(f"{fact.value} {fact.unit}")
        )
    steps = tuple(
        Value(q, stems(fact.step) | {"step", "epoch"}, "", number, fact.step, tags=tags) for q in quantities(fact.step)
    )
    more = values(fact.text, number, fact.step, tags) if fact.text and fact.text != fact.value else ()
    seen = {(value.quantity.value, value.quantity.dimension) for value in own}
    more = tuple(value for value in more if (value.quantity.value, value.quantity.dimension) not in seen)
    return Statement(
        text, (*own, *steps, *more), found_names(text), run, fact.kind, fact.name, fact.value, fact.tainted, fact.time,
        fact.line, number, tags,
    )  # fmt: skip


def spread(text: str) -> frozenset[str]:
    """Collect the tokens of a text, those of the parts of its names too."""
    return tokens(text) | frozenset(token for token in tokens(text.replace("_", " ")) if not token.startswith("="))


def _step_tags(step: str) -> frozenset[str]:
    """Name the place of a value: a bare number may be a step or an epoch."""
    if not step[:1].isdigit():
        return tokens(step)
    plain = step.removesuffix(".0")
    return frozenset({f"step={plain}", f"epoch={plain}", f"iteration={plain}"})


def line_statement(text: str, number: int, setting: Setting, **more: object) -> Statement:
    """Turn a line of a log into a statement: its values are of their columns, and of what the line stands in."""
    own = spread(text) | frozenset().union(*map(tokens, setting.labels))
    tags = own | setting.scope
    around = tuple(replace(value, statement=number) for value in values(" ; ".join(setting.headings), number, "", tags))
    found = values(text, number, "", tags)
    if setting.columns:
        rows = frozenset().union(*(tokens(label) for label in setting.labels))
        found = tuple(_in_column(value, setting, rows) if value else value for value in found)
    return Statement(text, found, found_names(text), line=number, id=number, tags=tags, labels=setting.labels, headings=setting.headings, around=around, day=setting.day, **more)  # type: ignore[arg-type]


def _in_column(value: Value, setting: Setting, row: frozenset[str]) -> Value:
    words, within = setting.column(value.quantity.start)
    if not words:
        return value
    row = (tokens(within) if within else row) | setting.scope
    words = _LETTERS.get(words, words)
    spoken = words.replace("_", " ").replace("/", " ")
    key = stems(spoken) | tokens(words)
    label = " ".join(setting.labels[:1]).split()
    metric = metric_of(words.split()) or metric_of(spoken.split()) or metric_of(label)
    tags = row | tokens(words) | tokens(spoken)
    return replace(value, key=key, metric=metric, name=words, tags=tags, headed=True, exact=True)


_LETTERS = {"P": "precision P", "R": "recall R", "Box(P": "precision P", "R)": "recall R"}
"""What columns of one letter are of."""


_EARLIER = frozenset(map(stem, "previous prev before was yesterday yest last old baseline earlier former prior ref reference base from".split()))


def is_earlier(value: Value) -> bool:
    """Tell whether a value is called the earlier one: previous, yesterday, was."""
    return bool(value.key & _EARLIER)


def found_names(text: str) -> frozenset[str]:
    """Collect the names in a text that are written like code, in lower case."""
    return frozenset(name.lower() for name, _, _ in identifiers(text))


def values(text: str, number: int, step: str = "", tags: frozenset[str] = frozenset()) -> tuple[Value, ...]:
    """Read the values of a text, each with the words around it as its key."""
    found = quantities(text)
    read: list[Value] = []
    for place, quantity in enumerate(found):
        key, metric, exact = _key(text, found, place)
        if read and not key and _LISTED.fullmatch(text[found[place - 1].end : quantity.start]):
            key, metric, exact = read[-1].key, read[-1].metric, read[-1].exact  # loss 0.389, 0.341, 0.327
        if _SPREAD.search(text[: quantity.start]):
            key, metric = frozenset({"sd"}), ""
        column = (place, len(found))
        read.append(Value(quantity, key, metric, number, step, column=column, tags=tags | key, exact=exact))
    return tuple(read)


_NAMED = re.compile(r"([A-Za-z_][\w@./%-]*)[\"']?\s*=\s*[\"'\[({]*$|[\"']([A-Za-z_][\w@./% -]*)[\"']\s*:\s*[\"'\[({]*$")


def _key(text: str, found: Sequence[Quantity], place: int) -> tuple[frozenset[str], str, bool]:
    """Take the name before a value, or the words back to the last break and a few after it up to the next."""
    start = found[place - 1].end if place else 0
    end = found[place + 1].start if place + 1 < len(found) else len(text)
    if named := _NAMED.search(text[max(start - 1, 0) : found[place].start]):
        name = named[1] or named[2]
        spoken = re.split(r"[\s_]+", name)
        return stems(name.replace("_", " ")) | {folded(name)}, metric_of([name]) or metric_of(spoken), True
    before = _before(text[start : found[place].start])[-4:]
    after = _BREAK.split(text[found[place].end : end])[0].split()[:3]
    if (
        before
        and re.search(r"[=:]\s*$", text[start : found[place].start])
        and found[place].dimension in (Dimension.PLAIN, Dimension.TIME)
    ):
        after = []  # `name=value`: what follows is the next name
    if re.search(r"[=:]\s*$", text[found[place].end : end]):
        after = after[:-1]  # the name of the next value
    words = " ".join((*before, *after)).replace("_", " ")
    return stems(words), metric_of(before[-2:]) or ("" if before else metric_of(after)), not after and bool(before)


_UNITS = frozenset("ms s sec % mib gib mb gb kb min h hours tok/s it/s".split())


def _before(text: str) -> list[str]:
    """Take the words before a value back to the last break; a unit in brackets is part of the name before it."""
    pieces = [piece.strip(" :=-") for piece in _BREAK.split(text)]
    spoken = [piece for piece in pieces if re.search(r"\w", piece)]
    if not spoken or (pieces[-1] == "" and not text.rstrip().endswith(("(", ")", "):", "]:", ") :"))):
        return pieces[-1].split() if pieces else []
    if spoken[-1].lower() in _UNITS and len(spoken) > 1:
        return [*spoken[-2].split(), spoken[-1]]
    return spoken[-1].split()


def metric_of(words: Iterable[str]) -> str:
    """Find the measure that some words name, as one spelling; nothing where they name none."""
    written = list(words)
    written = [word for word in written if re.search(r"\w", word)]
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

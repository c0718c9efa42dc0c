"""Facts, and lines of a log, as statements: what each says, with its values and what it stands in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from mlws_writer.checking.reading.addressing import addressed
from mlws_writer.checking.reading.amounts import dated, priced
from mlws_writer.checking.reading.language import content, stem, stems
from mlws_writer.checking.reading.layout import Setting
from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.tokens import PLACES, places, tokens
from mlws_writer.checking.reading.values import Value, found_names, spread, values
from mlws_writer.facts import names
from mlws_writer.facts.dimensions import WHEN
from mlws_writer.facts.model import Fact, FactKind
from mlws_writer.facts.patterns import in_ascii
from mlws_writer.facts.quantities import Dimension, Quantity, in_kelvin, quantities

_WORDS = 4
"""A value of more words than that is prose."""
_LETTERS = {"P": "precision P", "R": "recall R", "Box(P": "precision P", "R)": "recall R"}
"""What columns of one letter are of."""


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


@lru_cache(maxsize=4_000)
def statement(fact: Fact, number: int, run: str, model: str = "") -> Statement:
    """Turn one fact into a statement; its run may be called by the model that it ran."""
    words = f"{fact.name} {fact.split}".strip()
    said = f"{words}: {fact.value} {fact.unit}".strip()
    text = in_ascii(f"{run} {said} {fact.step} {fact.text}")
    with_model = f"{text} {model}" if model else text
    tags = spread(with_model) | _step_tags(fact.step)
    key = content(words.replace("_", " ")) | stems(words)
    metric = names.canonical(words) if names.is_metric(fact.name) else ""
    if len(fact.value.split()) > _WORDS:  # a note, an error: its numbers are of what stands around them
        own = () if fact.text and fact.text != fact.value else values(fact.value, number, fact.step, tags)
    else:
        own = tuple(
            Value(in_kelvin(q, words), key, metric, number, fact.step, fact.name, tags=tags)
            for q in quantities(f"{fact.value} {fact.unit}")
        )
    steps = tuple(
        Value(q, stems(fact.step) | {"step", "epoch"}, "", number, fact.step, tags=tags) for q in quantities(fact.step)
    )
    more = _read_besides(fact, own, number, tags) if fact.text and fact.text != fact.value else ()
    return Statement(
        text, (*own, *steps, *more), found_names(with_model, len(text)), run, fact.kind, fact.name, fact.value, fact.tainted or addressed(text), fact.time,
        fact.line, number, tags,
    )  # fmt: skip


def _read_besides(fact: Fact, own: Sequence[Value], number: int, tags: frozenset[str]) -> tuple[Value, ...]:
    """Read what the text of a fact gives besides its value and its step."""
    shape = _shape(fact)
    if shape is not None and not _says_more(*shape):
        return ()
    seen = {(value.quantity.value, value.quantity.dimension) for value in own}
    found = values(fact.text, number, fact.step, tags)
    return tuple(value for value in found if (value.quantity.value, value.quantity.dimension) not in seen)


_DIGIT, _DIGITS = re.compile(r"\d"), re.compile(r"\d+")
_SIMPLE = re.compile(r"\d+(?:\.\d+)?")


def _shape(fact: Fact) -> tuple[str, str, str, str] | None:
    """Part the text of a fact into what stands before its value, that, its unit and what stands behind, with a 1 for each digit.

    None where it has other digits than those of the value and, before it, of the step.
    """
    before, value, behind = fact.text.partition(fact.value)
    if not _SIMPLE.fullmatch(value) or _DIGIT.search(behind) or before[-1:].isalnum():
        return None
    if not {*_DIGITS.findall(before)} <= {fact.step}:
        return None
    return _DIGIT.sub("1", before), _DIGIT.sub("1", value), fact.unit, behind


@lru_cache(maxsize=10_000)
def _says_more(before: str, value: str, unit: str, behind: str) -> bool:
    """Tell whether a text gives more than its value and the step of that; ones may be part of any date or time of day."""
    own = {(quantity.value, quantity.dimension) for quantity in quantities(f"{value} {unit}")}
    others = (v for v in values(before + value + behind, 0) if (v.quantity.value, v.quantity.dimension) not in own)
    return any(other.quantity.dimension is not Dimension.PLAIN or not other.key <= _STEPS for other in others)


_STEPS = stems("step epoch iteration")


def _step_tags(step: str) -> frozenset[str]:
    """Name the place of a value: a bare number may be a step or an epoch."""
    if not step[:1].isdigit():
        return tokens(step)
    plain = step.removesuffix(".0")
    return frozenset({f"step={plain}", f"epoch={plain}", f"iteration={plain}"})


def line_statement(text: str, number: int, setting: Setting, *, tainted: bool, told: Fact | None = None) -> Statement:
    """Turn a line of a log into a statement: its values are of their columns, and of what the line stands in.

    `told` is the fact of the line that says how something ended, or why.
    """
    own = tuple(f"{kind}=" for kind, numbers in places(text).items() if numbers)
    scope = frozenset(token for token in setting.scope if not (own and token.startswith(own)))
    scope -= _of_others_listed(text, setting.headings)
    tags = (
        spread(_BEST_SO_FAR.sub(" ", text))
        | scope
        | frozenset[str]().union(*map(tokens, setting.labels))
        | _numbered(setting)
    )
    around = tuple(replace(value, statement=number) for value in values(" ; ".join(setting.headings), number, "", tags))
    found = values(_apart(text, setting), number, "", tags)
    if setting.columns:
        rows = frozenset[str]().union(*(tokens(label) for label in setting.labels))
        found = tuple(_in_column(value, setting, rows) for value in found)
    if by_place := _place_columns(found):
        tags |= by_place
        found = tuple(replace(value, tags=value.tags | by_place) if value.headed else value for value in found)
    tags |= _begun_with(found)
    if not any(value.headed for value in found) and (match := _ALONE.fullmatch(text)):
        found = tuple(_labelled(value, match[1]) for value in found)
    found = priced(dated(found, text), text)
    return Statement(
        text,
        found,
        found_names(text),
        kind=told.kind if told else FactKind.EVENT,
        name=told.name if told else "",
        value=told.value if told else "",
        tainted=tainted,
        line=number,
        id=number,
        tags=tags,
        labels=setting.labels,
        headings=setting.headings,
        around=around,
        day=setting.day,
    )


_LIST = re.compile(r"(?<![\w.:/-])[A-Za-z][\w.:/+-]*(?:, ?[A-Za-z][\w.:/+-]*)+(?![\w(])")
"""Names that a heading lists: annotators=gemma3:27b,qwen3:32b."""


def _of_others_listed(text: str, headings: Sequence[str]) -> frozenset[str]:
    """Give the tokens of what the headings list beside a thing that a line names: it is of that alone."""
    found = frozenset[str]()
    for listed in (each for heading in headings for each in _lists_in(heading)):
        mine = [name for name in listed if re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", text)]
        if len(mine) == 1:
            others = frozenset[str]().union(*(tokens(name) for name in listed if name not in mine))
            found |= others - tokens(mine[0])
    return found


@lru_cache(maxsize=1_000)
def _lists_in(heading: str) -> tuple[tuple[str, ...], ...]:
    """Give the lists of names in a heading, once for all lines below it."""
    return tuple(tuple(re.split(r", ?", match.group())) for match in _LIST.finditer(heading))


def _apart(text: str, setting: Setting) -> str:
    """Keep the cells of a row apart that a comma parts: 128,256 may be two numbers; between semicolons it is that of a decimal."""
    if any(text[start - 1 : start] == ";" for start, *_ in setting.columns):
        return _DECIMAL_COMMA.sub(".", text)
    cells = [text[start:end].strip() for start, end, *_ in setting.columns]
    if any(map(_COMMA_CELL.fullmatch, cells)) and not any(map(_POINT_CELL.fullmatch, cells)):
        return _COMMA_IN_A_CELL.sub(".", text)
    commas = [start - 1 for start, *_ in setting.columns if text[start - 1 : start] == ","]
    if len(commas) < _CELLS or re.search(r",\s", text):
        return text  # the commas part thousands, or words
    return "".join(";" if place in commas else sign for place, sign in enumerate(text))


_COMMA_CELL, _POINT_CELL = re.compile(r"-?\d{1,3},\d{1,2}|-?0,\d+"), re.compile(r"-?\d+\.(?:\d{1,2}|\d{4,})")
_COMMA_IN_A_CELL = re.compile(r"(?<=[\s|│]\d),(?=\d)|(?<=[\s|│]\d\d),(?=\d)|(?<=[\s|│]\d\d\d),(?=\d{1,2}(?!\d))")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d+(?:;|\s*$))(?<![\d.,]\d\d\d,)")
_CELLS = 2
"""How many commas make a row."""


_BEST_SO_FAR = re.compile(r"(?<=\. )Best (?:is|so far)\b.*$")
"""What the line of one trial says of another."""
_LABEL = re.compile(r"([A-Za-z]\w*) (\d[\d,]*(?:\.\d+)?)")


_SHORT_HEADING = 60
_IN_HEADING = re.compile(r"\b(?P<name>[a-z]\w*)=(?P<number>\d+)\b(?:\s?(?P<unit>[a-z]{3,}))?", re.IGNORECASE)
"""A heading that names its block by a number: bench rate=4 req/s."""


_LETTERED = re.compile(r"(?P<letters>[A-Za-z]{1,4})[-_]?0*(?P<number>\d{1,3})")
"""A row that is called by a letter and a number: g03, below gen."""
_ONE_SETTING = re.compile(r"\W*(?P<name>[A-Za-z]{2,})[_ =-](?P<number>\d+(?:\.\d+)?)\W*")
"""A heading that is a setting and nothing else: sigma_0.9:"""


@lru_cache(maxsize=20_000)
def called(*words: str) -> frozenset[str]:
    """Give what words are cut to before the number of a row or a block: temperature, tem, t."""
    spoken = [word.lower() for word in words if word]
    return frozenset(cut for word in spoken for cut in (stem(word), word[:3], word[0]))


def _numbered(setting: Setting) -> frozenset[str]:
    """Name a row that a number labels by its header and that number: T=8 below T, rank=16 below rank."""
    match = _LABEL.fullmatch(setting.labels[0]) if setting.labels else None
    short = (heading for heading in setting.headings if len(heading) < _SHORT_HEADING and "==" not in heading)
    named = [each for heading in short for each in _IN_HEADING.finditer(heading)]
    above = frozenset(f"{word}={each['number']}" for each in named for word in called(each["name"], each["unit"] or ""))
    if lettered := _LETTERED.fullmatch(setting.labels[0]) if setting.labels else None:
        above |= {f"{lettered['letters'].lower()}={lettered['number']}"}
    whole = filter(None, map(_ONE_SETTING.fullmatch, setting.headings))
    above |= frozenset(f"{stem(each['name'])}={each['number']}" for each in whole)
    return _by_number(match.group()) | above if match else above


def _by_number(label: str) -> frozenset[str]:
    """Name a row or a column by a header and a number: rank=16 for rank 16."""
    match = _LABEL.fullmatch(label)
    return frozenset(f"{kind}={match[2].replace(',', '')}" for kind in _kinds_of(match[1])) if match else frozenset()


def _kinds_of(header: str) -> tuple[str, ...]:
    """Give what the rows below a header are numbered by: its stem, and the place that it ends in, as timesteps in step."""
    last = header.lower().rpartition("_")[2].removesuffix("s")
    return stem(header), *(place for place in PLACES if last.endswith(place) and len(place) > _FULL_NAME)


_FULL_NAME = 3
"""A place of more letters is no other cut short."""


def _begun_with(found: Sequence[Value]) -> frozenset[str]:
    """Name a record by the whole number that it begins with: gpus=4, "window": 2."""
    first = next((value for value in found if value.quantity.dimension not in WHEN), None)
    if first is None or first.headed or not first.exact or first.metric or len(found) < _RECORD:
        return frozenset()
    plain = first.quantity.dimension is Dimension.PLAIN and first.quantity.text.isdigit()
    return frozenset(f"{word}={first.quantity.text}" for word in first.key) if plain else frozenset()


_RECORD = 3
"""How many values make a record."""


def _place_columns(found: Sequence[Value]) -> frozenset[str]:
    """Name a row by the whole numbers of its columns that are headed by a kind of place: 8 below batch, 3 below fold."""
    cells = (value for value in found if value.headed and value.quantity.text.isdigit())
    return frozenset(f"{value.name.lower()}={value.quantity.text}" for value in cells if value.name.lower() in PLACES)


_ALONE = re.compile(r"\s*[|│]\s*([A-Za-z][\w/ .()@%-]*?)\s*[|│]\s*[-+]?[\d.,]+(?:e[-+]?\d+)?%?\s*[|│]\s*")
"""A row of a name and its value, and nothing else: | fps | 2184 |."""


def _labelled(value: Value, label: str) -> Value:
    spoken = label.replace("_", " ").replace("/", " ")
    metric = metric_of([label]) or metric_of(spoken.split())
    key = stems(spoken) | tokens(label)
    return replace(value, key=key, metric=metric, name=label, tags=value.tags | key, exact=True)


def _in_column(value: Value, setting: Setting, row: frozenset[str]) -> Value:
    words, within = setting.column(value.quantity.start)
    if not words:
        return value
    beside = row if metric_of([within]) else frozenset[str]()
    row = (tokens(within) | beside if within else row) | setting.scope | _numbered(setting)
    words = _in_full(words, setting)
    spoken = words.replace("_", " ").replace("/", " ")
    key = stems(spoken) | tokens(words)
    label = " ".join(setting.labels[:1]).split()
    if len(setting.columns) < _SEVERAL_CELLS and metric_of(label) == "accuracy" and metric_of([words]) in _OF_CLASSES:
        words = spoken = label[0]  # the row of the accuracy, in a report of classes, stands below another measure
        key = stems(spoken) | tokens(words)
    whole = value.quantity.text.isdigit() and _RECALLS.fullmatch("".join(label))
    metric = metric_of(words.split()) or metric_of(spoken.split()) or ("" if whole else metric_of(label))
    tags = row | tokens(words) | tokens(spoken) | _by_number(words)
    quantity = _in_the_unit_of_its_row(value.quantity, setting)
    return replace(value, quantity=quantity, key=key, metric=metric, name=words, tags=tags, headed=True, exact=True)


_SEVERAL_CELLS, _OF_CLASSES = 3, ("precision", "recall", "f1")
_RECALLS = re.compile(r"[Rr]@?\d+")
"""A recall at so many, or R², is no whole number; what is, is of run r4."""


def _in_full(header: str, setting: Setting) -> str:
    """Say what a letter of a header stands for where others stand beside it: P and R, ENTS_P and ENTS_R."""
    of, parted, letter = header.rpartition("_")
    full = {"P": "precision", "R": "recall", "F": "F1"}.get(letter.upper(), "") if parted else ""
    headers = {name.lower() for _, _, name, _ in setting.columns} if full else set[str]()
    beside = {f"{of}_p".lower(), f"{of}_r".lower()} <= headers
    return f"{header} {full}" if beside else _LETTERS.get(header, header)


_ROW_UNIT = re.compile(
    r"[(\[](?P<unit>[A-Za-z%/]{1,8})[)\]]$|[A-Za-z0-9] (?P<bare>ms|us|µs|s|sec|min|h|[KMG]i?B|kB|W|kW|Wh|kWh)$"
)


def _in_the_unit_of_its_row(quantity: Quantity, setting: Setting) -> Quantity:
    """Give a bare number the unit that the label of its row ends in: latency (ms), power W, below the names of models."""
    match = _ROW_UNIT.search(setting.labels[0].strip()) if setting.labels else None
    unit = quantities(f"1 {match['unit'] or match['bare']}") if match and quantity.dimension is Dimension.PLAIN else ()
    known = len(unit) == 1 and unit[0].value == unit[0].factor
    return quantity.in_unit(unit[0].factor, unit[0].dimension) if known else quantity


def source(statement: Statement, value: Value) -> str:
    """Give the text in which a value stands: that of its line, or, of a fact, what that says."""
    quantity = value.quantity
    texts = (statement.text, statement.value)
    return next((text for text in texts if text[quantity.start : quantity.end] == quantity.text), "")


def measured(statement: Statement) -> tuple[Value, ...]:
    """Give the values of a statement but for when it was logged, and for what a name takes in brackets: Trees(300)."""
    found = (value for value in statement.values if value.quantity.dimension not in WHEN)
    return tuple(value for value in found if not _is_argument(value.quantity, statement.text))


def _is_argument(quantity: Quantity, text: str) -> bool:
    before, after = text[max(quantity.start - 2, 0) : quantity.start], text[quantity.end : quantity.end + 1]
    return after == ")" and before[1:] == "(" and before[0].isalpha()


def kinds(statement: Statement) -> tuple[Dimension, ...]:
    """Give the dimensions of what a statement measures, in their order."""
    return tuple(value.quantity.dimension for value in measured(statement))

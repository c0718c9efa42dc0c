"""What a person searches for: words and phrases, filters, numbers, days; what cannot be read is said with its place."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from mlws_writer.errors import UsageError
from mlws_writer.facts.model import Outcome, Work
from mlws_writer.facts.names import canonical, split_of
from mlws_writer.workspace import days
from mlws_writer.workspace.days import Span

FORMS = (
    'words, "a phrase", model:llama3, dataset:reviews, run:sweep, kind:training, outcome:failed, tag:baseline, '
    'f1>0.8, val_loss<=0.4, accuracy>90%, 2024-10-19, 2024-10..2024-11, 7d, day:"last week"'
)
CHOICES = {"outcome": tuple(o.value for o in Outcome), "kind": tuple(w.value for w in Work)}
KEYS = ("model", "dataset", "run", "tag", "day", *CHOICES)

_PART = re.compile(
    r'"(?P<phrase>[^"]*)(?P<closed>"?)'
    r"|(?P<name>[^\W\d][\w@./-]*)?\s*(?P<sign>[<>]=?|(?<=[\w ])==?)\s*(?P<number>[^\s\"]*)"
    r'|(?P<key>[A-Za-z]+):(?:"(?P<quoted>[^"]*)(?P<closed_too>"?)|(?P<value>[^\s"]*))'
    r"|(?P<word>[^\s\"]+)"
)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_DATED = re.compile(r"\d{4}-(?:\d{2}(?:-\d{2})?|[Ww]\d{2})|[1-9]\d{0,3}d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Text:
    """Words to be found side by side on a line; an exact text is found as it is, another one also begins words."""

    words: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """What a run is to be: its model, its data, its name, its kind of work, how it ended, a tag."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A number that a run is to have: `metric` is canonical and without the part of the data, which is `split`."""

    metric: str
    split: str
    sign: str
    number: float
    percent: bool

    def holds(self, value: float, *, percent: bool) -> bool:
        """Tell whether a logged number fits; percentages and shares of one are brought together."""
        if self.percent:
            value, wanted = (value if percent or abs(value) > 1 else value * 100), self.number
        else:
            value, wanted = (value / 100 if percent and abs(self.number) <= 1 else value), self.number
        return {
            "<": value < wanted,
            ">": value > wanted,
            "<=": value <= wanted,
            ">=": value >= wanted,
            "=": value == wanted,
        }[self.sign]


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for; all of it must hold."""

    texts: tuple[Text, ...] = ()
    filters: tuple[Filter, ...] = ()
    bounds: tuple[Bound, ...] = ()
    spans: tuple[Span, ...] = ()

    @property
    def of_runs(self) -> bool:
        """Whether it asks something of a run."""
        return bool(self.bounds) or any(each.key != "tag" for each in self.filters)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that a line, or the run it stands for, is to carry."""
        return tuple(each.value for each in self.filters if each.key == "tag")


def parse(text: str, today: date) -> Query:
    """Read a query; UsageError says at which character it cannot be read, and how queries are written."""
    parts = list(_parts(text, today))
    if not parts:
        raise UsageError("there is nothing to search for", why="the query is empty", fix=f"write it with: {FORMS}")
    return Query(
        texts=tuple(part for part in parts if isinstance(part, Text)),
        filters=tuple(part for part in parts if isinstance(part, Filter)),
        bounds=tuple(part for part in parts if isinstance(part, Bound)),
        spans=tuple(part for part in parts if isinstance(part, Span)),
    )


def metric_key(name: str, split: str = "") -> tuple[str, str]:
    """Return a metric's canonical name without the part of the data, and that part: `val_f1` is f1, val."""
    whole, part = canonical(name), split_of(name)
    return (whole.removeprefix(f"{part} ") if part else whole), part or split_of(split) or split


def _parts(text: str, today: date) -> Iterator[Text | Filter | Bound | Span]:
    for found in _PART.finditer(text):
        if "" in (found["closed"], found["closed_too"]):
            _refuse(text, found.start(), "the quotation mark is never closed")
        if found["phrase"] is not None:
            yield _text(text, found.start(), found["phrase"], exact=True)
        elif found["sign"]:
            yield _bound(text, found)
        elif found["key"]:
            yield _filter(text, found, today)
        else:
            yield _word(text, found, today)


def _word(text: str, found: re.Match[str], today: date) -> Text | Span:
    word = found["word"]
    ends = word.split("..") if ".." in word else [word]
    if len(ends) <= 2 and ends[0] and all(_DATED.fullmatch(end) for end in ends if end):
        return _span(text, found.start(), word, today)
    return _text(text, found.start(), word)


def _text(text: str, place: int, words: str, *, exact: bool = False) -> Text:
    if not re.search(r"[^\W_]", words):
        _refuse(text, place, "there is no letter and no digit to look for")
    return Text(words, exact)


def _filter(text: str, found: re.Match[str], today: date) -> Text | Filter | Span:
    key, value = found["key"].casefold(), (found["quoted"] or found["value"] or "").strip()
    if key not in KEYS:
        near = difflib.get_close_matches(key, KEYS, n=1, cutoff=0.75)
        if near and found["quoted"] is None:
            _refuse(text, found.start(), f'did you mean {near[0]}:? As text, write it "in quotation marks"')
        return _text(text, found.start(), found.group().replace('"', " "), exact=found["quoted"] is not None)
    if not value:
        _refuse(text, found.start(), f"{key}: is followed by nothing")
    if key == "day":
        return _span(text, found.start(), value, today)
    if key in CHOICES:
        choice = value.casefold() if value.casefold() in CHOICES[key] else value.casefold().removesuffix("s")
        if choice not in CHOICES[key]:
            _refuse(text, found.start(), f"{key} is one of {', '.join(CHOICES[key])}")
        return Filter(key, choice)
    if key == "tag" and not re.fullmatch(r"#?[\w-]+", value):
        _refuse(text, found.start(), "a tag is letters, digits, - and _")
    return Filter(key, value.removeprefix("#"))


def _bound(text: str, found: re.Match[str]) -> Bound:
    number = (found["number"] or "").replace(",", "")
    percent, number = number.endswith("%"), number.removesuffix("%")
    if not found["name"]:
        _refuse(text, found.start(), f"{found['sign']} needs the name of a metric before it")
    if not _NUMBER.fullmatch(number):
        _refuse(text, found.start(), f"{found['sign']} needs a number behind it; as text, put it in quotation marks")
    metric, split = metric_key(found["name"])
    return Bound(metric, split, "=" if found["sign"] == "==" else found["sign"], float(number), percent)


def _span(text: str, place: int, words: str, today: date) -> Span:
    try:
        return days.parse(words, today)
    except UsageError as error:
        _refuse(text, place, f"{error.message}: {error.why}")


def _refuse(text: str, place: int, why: str) -> NoReturn:
    shown = text[place : place + 30].lstrip()
    raise UsageError(
        f"the query cannot be read at character {place + 1}: {shown}", why=why, fix=f"write it with: {FORMS}"
    )

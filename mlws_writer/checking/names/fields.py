"""Under which field of a record a name stands: what is said of a field is not said of the name in another one."""

import re
from dataclasses import dataclass
from functools import lru_cache

from mlws_writer.checking.numbers.leads import COMPARES
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import SAID, content, stem, stems
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Words

_IN_JSON = re.compile(r'"(?P<key>[A-Za-z][\w ]*)":\s*(?:\[(?P<list>[^\[\]{}]*)\]|"(?P<one>[^"]*)")')
_SET = re.compile(r"(?<![\w-])(?P<key>[A-Za-z]\w*)=(?P<one>[A-Za-z][^\s;|)]*)(?P<list>)")
_NAMED = re.compile(
    r"(?:^|[,;|:] )(?P<key>[a-z]+(?: [a-z]+)?):? (?P<one>(?:(?=[\w.:/-]*[\d_-])[A-Za-z][\w.:/-]*\w(?:, )?)+)(?=[,;|]|$)(?P<list>)"
)
_NAME = re.compile(r"[A-Za-z][\w.:/@-]*\w")
_SHORT = 3
_LONG = 600
_GENERAL = frozenset(
    map(stem, ["model", "data", "dataset", "name", "file", "path", "task", "type", "run", "event", "id", "host", "out", "output", "user", "source", "target", "input", "text", "query", "question", "answer", "result", "reason", "action", "system", "status", "state", "msg", "message", "note", "method", "kind", "key", "value", "label", "class", "time", "log", "step", "stage", "phase", "test", "train", "val"])
)  # fmt: skip
"""Keys that are words of which sentences speak in general."""
_OTHERWISE = Words(r"\b(?:not|never|no|nor|neither|without|except|unlike|both|all|other)\b|n't\b")
_GOOD = Verdict(True)


@dataclass(frozen=True, slots=True)
class Field:
    """What a record says of some names: the stems of its key, and the names in lower case."""

    key: frozenset[str]
    names: frozenset[str]


def other_field(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that a name is what another field of its record says of other names alone."""
    low = sentence.lower()
    for statement in evidence.statements:
        fields = () if statement.tainted else fields_of(statement.text)
        named = {name for field in fields for name in field.names if name in low} if len(fields) > 1 else set()
        if not named or _OTHERWISE.search(sentence) or COMPARES.search(sentence) or SAID.search(sentence):
            continue
        said = _without(named, sentence)
        own = [field for field in fields if field.names & named]
        others = [field for field in fields if field not in own and field.key <= said and not field.key & _GENERAL]
        if len(named) == 1 and others and not any(field.key & said for field in own):
            return Verdict(
                False, "wrong_entity", f"the record says that of {min(others[0].names)}, not of {min(named)}"
            )
    return _GOOD


def _without(names: set[str], sentence: str) -> frozenset[str]:
    """Give the stems of a sentence but for those of some names."""
    pattern = "|".join(re.escape(name) for name in names)
    rest = re.sub(pattern, " ", sentence, flags=re.IGNORECASE)
    return stems(rest) | content(rest)


@lru_cache(maxsize=4_000)
def fields_of(text: str) -> tuple[Field, ...]:
    """Read the fields of a record that hold names."""
    text = text[:_LONG]
    pattern = _IN_JSON if '":' in text else _SET if "=" in text else _NAMED
    found = []
    for match in pattern.finditer(text):
        names = frozenset(
            name.lower() for name in _NAME.findall(match["list"] or match["one"] or "") if len(name) > _SHORT
        )
        if names:
            found.append(Field(stems(match["key"].replace("_", " ")), names))
    return tuple(found)

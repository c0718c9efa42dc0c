"""What the model is asked to reply with, whether it did, and how its slots become the values of facts."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mlws_writer.errors import ReplyError
from mlws_writer.facts.model import Fact, readable
from mlws_writer.writing.failures import AGAIN

SLOT = re.compile(r"\{\{\s*([^{}\s]+)\s*\}\}")
_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": Mapping,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
}
_MARKUP = re.compile(r"!?\[[^\]]*\]\(|</?[a-zA-Z][^>]*>|<!--|^\s*(#{1,6} |[-*+] |\d+\. |>|```)|https?://", re.MULTILINE)
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_THOUGHT = re.compile(
    r"\A\s*(?:<(think|thinking|thought|reasoning)>.*?</\1>|<\|channel\|>analysis.*?<\|channel\|>final<\|message\|>)\s*",
    re.DOTALL | re.IGNORECASE,
)
_THINKING = re.compile(r"\A\s*(?:<(?:think|thinking|thought|reasoning)>|<\|channel\|>analysis)", re.IGNORECASE)
_FENCED = re.compile(r"\A\s*```(?:json)?\s*\n(.*)\n\s*```\s*\Z", re.DOTALL)
_REFUSAL = re.compile(
    r"\A\W*(?:i(?:['’]m| am) (?:sorry|unable|not able)|sorry\b|i (?:cannot|can['’]t|could not|do not|don['’]t)\b|"
    r"as an ai\b|as a (?:large )?language model\b|unfortunately,? i\b|i apologi[sz]e)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """One text of a reply, for one slot, and the ids of the facts that it rests on."""

    slot: str
    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea for a post, and the ids of the facts that it would rest on."""

    title: str
    angle: str
    audience: str
    takeaways: tuple[str, ...]
    facts: tuple[str, ...]


def _object(**properties: object) -> dict[str, object]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _ids(ids: Sequence[str]) -> dict[str, object]:
    return {"type": "array", "items": {"type": "string", "enum": list(ids)} if ids else {"type": "string"}}


def texts_schema(slots: Sequence[str], ids: Sequence[str]) -> dict[str, object]:
    """Describe a reply of one text a slot; an id that was not given cannot be named."""
    text = _object(slot={"type": "string", "enum": list(slots)}, text={"type": "string"}, facts=_ids(ids))
    return _object(texts={"type": "array", "items": text, "maxItems": len(slots)})


def ideas_schema(ids: Sequence[str], most: int) -> dict[str, object]:
    """Describe a reply of ideas for posts."""
    string = {"type": "string"}
    takeaways = {"type": "array", "items": string}
    idea = _object(title=string, angle=string, audience=string, takeaways=takeaways, facts=_ids(ids))
    return _object(ideas={"type": "array", "items": idea, "maxItems": most})


def parse(content: str, schema: Mapping[str, Any], model: str) -> Mapping[str, Any]:
    """Read a whole reply as the object that was asked for, mending nothing; ReplyError for what is none."""
    text = _without_thought(content)
    if not text.strip():
        raise ReplyError(f"{model} answered with nothing.", why="the reply is empty", fix=AGAIN)
    fenced = _FENCED.match(text)
    try:
        value = json.loads(fenced.group(1) if fenced else text)
    except (ValueError, RecursionError) as error:
        why = "it thought aloud and came to no answer" if _THINKING.match(text) else f"it is not JSON: {error}"
        raise ReplyError(f"The answer of {model} cannot be read.", why=why, fix=AGAIN) from error
    if wrong := mismatch(value, schema):
        raise ReplyError(f"The answer of {model} is not of the form asked for.", why=wrong, fix=AGAIN)
    return dict(value)


def _without_thought(content: str) -> str:
    """Drop what a model thought aloud before its answer; some templates swallow the mark that begins it."""
    text = _THOUGHT.sub("", content)
    before, mark, after = text.rpartition("</think>")
    return after if mark and not before.lstrip().startswith(("{", "```")) else text


def mismatch(value: object, schema: Mapping[str, Any], place: str = "the reply") -> str:
    """Say where a value is not of the form of a schema, or nothing where it is; a server may ignore the schema."""
    kind = str(schema.get("type", "object"))
    if not isinstance(value, _TYPES[kind]) or (kind in ("integer", "number") and isinstance(value, bool)):
        return f"{place} is not of type {kind}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{place} is {value!r}, which was not offered"
    if isinstance(value, list):
        return _first(mismatch(item, schema.get("items", {}), f"{place}[{n}]") for n, item in enumerate(value))
    if isinstance(value, Mapping):
        missing = (f"{place} lacks {name!r}" for name in schema.get("required", ()) if name not in value)
        known = schema.get("properties", {})
        inner = (mismatch(value[name], known[name], f"{place}.{name}") for name in value if name in known)
        return _first(missing) or _first(inner)
    return ""


def _first(findings: Iterable[str]) -> str:
    return next((finding for finding in findings if finding), "")


def said(value: Mapping[str, Any]) -> tuple[Said, ...]:
    """Read the texts of a reply, the first for each slot."""
    found: dict[str, Said] = {}
    for item in value["texts"]:
        found.setdefault(item["slot"], Said(item["slot"], clean(item["text"]), tuple(dict.fromkeys(item["facts"]))))
    return tuple(found.values())


def ideas(value: Mapping[str, Any]) -> tuple[Idea, ...]:
    """Read the ideas of a reply."""
    return tuple(
        Idea(
            clean(item["title"]),
            clean(item["angle"]),
            clean(item["audience"]),
            tuple(clean(takeaway) for takeaway in item["takeaways"]),
            tuple(dict.fromkeys(item["facts"])),
        )
        for item in value["ideas"]
    )


def clean(text: str) -> str:
    """Make one line of a text, without what cannot be seen."""
    return " ".join(_INVISIBLE.sub("", text).split())


def as_title(text: str) -> str:
    """Write a phrase as a title."""
    bare = text.strip(" .\"'")
    return bare[:1].upper() + bare[1:]


def slots(text: str) -> tuple[str, ...]:
    """List the ids whose values a text asks for."""
    return tuple(SLOT.findall(text))


def fill(text: str, facts: Mapping[str, Fact]) -> str:
    """Put the value of each fact, verbatim as logged, in place of its id; an unknown id stays as it is."""

    def value(match: re.Match[str]) -> str:
        fact = facts.get(match.group(1))
        return _shown(fact, text[match.end() :]) if fact else match.group()

    return SLOT.sub(value, text)


def _shown(fact: Fact, rest: str) -> str:
    """Write a value with its unit, unless the text goes on with that unit itself."""
    goes_on = bool(fact.unit) and rest.lstrip().lower().startswith(fact.unit.lower())
    return readable(fact.value) if goes_on else fact.shown


def form(text: str, words: int) -> str:
    """Say what is wrong with the form of a text, or nothing: plain prose, of the length asked for."""
    if not text:
        return "the text is empty"
    if _REFUSAL.match(text):
        return "it refuses or speaks of itself; write the text, or leave it empty where no fact supports it"
    if _MARKUP.search(text):
        return "links, lists, headings and HTML are not wanted, only plain prose"
    if len(text.split()) > words + max(2, words // 5):  # small models count badly
        return f"it has {len(text.split())} words where {words} are allowed"
    return ""

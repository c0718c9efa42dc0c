"""The gate that everything shared goes through: secrets out, stand-ins for what is private, local links as text."""

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from mlws_writer.facts.detectors import without_detected
from mlws_writer.facts.private import StandIns
from mlws_writer.facts.redact import HIDDEN
from mlws_writer.facts.seen import guarded

_STAND_IN = re.compile(
    rf"\[(?P<kind>mail|ip|host|person|phone|card|mac)-\d+\]|{HIDDEN}|(?<![\w~])~(?=[/\\\"'`),;:]|\s*$)"
)
_NAMES = {
    "mail": "a mail address", "ip": "an address of a machine", "host": "the name of a machine", "person": "a person",
    "phone": "a phone number", "card": "a card number", "mac": "an address of a machine",
    HIDDEN: "a secret",
}  # fmt: skip
_ELSEWHERE = re.compile(r"https?:|mailto:|#", re.IGNORECASE)
_TARGET = r"\((?P<target><[^<>\n]*>|[^()\s]*)(?:\s+\"[^\"\n]*\")?\)"
_IMAGE = re.compile(rf"!\[(?P<label>(?:[^\[\]\\]|\\.)*)\]{_TARGET}")
_LINK = re.compile(rf"(?<!!)\[(?P<label>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]{_TARGET}")
_CITED = re.compile(r"[ \t]*\((?:\[(?:[^\[\]\\]|\\.)*\]\((?!https?:)[^()\s]*\)(?:,\s*)?)+\)", re.IGNORECASE)
_DEFINED = re.compile(r"^ {0,3}\[[^\]\n]+\]:[ \t]*(?!<?https?:).*\n?", re.MULTILINE | re.IGNORECASE)
_TAG = re.compile(r"<(?:a|img)\b[^>]*\b(?:href|src)=[\"']?(?!https?:|#)[^>]*>", re.IGNORECASE)
_FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Replaced:
    """What was replaced in a shared text: the stand-in, what it stands for, and the lines in which it stands now."""

    stand_in: str
    what: str
    lines: tuple[int, ...]


class Gate:
    """Knows who and what is private from all texts behind what is shared, and lets none of it through."""

    def __init__(self, texts: Iterable[str], root: str = "") -> None:
        self.texts, self.root = tuple(texts), root
        self._root = re.compile(rf"(?<![\w.~/]){re.escape(root)}(?:/|(?![\w-]|\.\w))") if len(root) > 1 else None
        self._private = StandIns(guarded(text) for text in self.texts)

    def knowing(self, texts: Iterable[str]) -> "Gate":
        """Return a gate that has also seen these texts."""
        return Gate([*self.texts, *texts], self.root)

    def through(self, text: str) -> str:
        """Return a text as it may be shared."""
        text = without_detected(guarded(text))
        text = self._root.sub(lambda found: "" if found.group().endswith("/") else "./", text) if self._root else text
        return self._private.hide(text)


def replaced(text: str) -> tuple[Replaced, ...]:
    """List the stand-ins in a text."""
    found: dict[str, tuple[str, list[int]]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        for match in _STAND_IN.finditer(line):
            what = _NAMES.get(match["kind"] or match.group(), "a home folder")
            found.setdefault(match.group(), (what, []))[1].append(number)
    return tuple(Replaced(key, what, tuple(dict.fromkeys(lines))) for key, (what, lines) in found.items())


def without_local_links(text: str, asset: Callable[[str], str]) -> str:
    """Turn links to local files into their text, and leave out the citations of log lines; code stays as it is.

    `asset` says under which name a picture can be shown, "" where it cannot: then its words stand in its place.
    """
    return outside_code(text, lambda part: replaced_links(_CITED.sub("", part), lambda label, _: label, asset))


def replaced_links(text: str, link: Callable[[str, str], str], asset: Callable[[str], str] = lambda target: "") -> str:
    """Put what `link` says of its label and target in place of each local link; name pictures anew."""

    def picture(match: re.Match[str]) -> str:
        target = match["target"].strip("<>")
        if _ELSEWHERE.match(target):
            return match.group()
        shown = asset(unquote(target))
        return f"![{match['label']}]({shown})" if shown else f"*{match['label']}*" if match["label"] else ""

    def linked(match: re.Match[str]) -> str:
        target = match["target"].strip("<>")
        return match.group() if _ELSEWHERE.match(target) else link(match["label"], unquote(target))

    return _TAG.sub("", _DEFINED.sub("", _LINK.sub(linked, _IMAGE.sub(picture, text))))


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Change a text everywhere but in its fences."""
    done, at = [], 0
    for fence in _FENCE.finditer(text):
        done += [change(text[at : fence.start()]), fence.group()]
        at = fence.end()
    return "".join([*done, change(text[at:])])


def inside(target: str, folder: str) -> str:
    """Say which file of the workspace a link in a document of `folder` leads to; "" where it leads out of it."""
    path = posixpath.normpath(posixpath.join(folder, target.partition("#")[0]))
    return "" if path.startswith(("../", "/")) or path in {".", ".."} else path

"""The posts that were drafted already, and which idea each of them carries out."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from mlws_writer.documents import store
from mlws_writer.documents.commit import ledger_folder
from mlws_writer.documents.inline import without_markup
from mlws_writer.documents.ledger import Ledger
from mlws_writer.workspace.layout import Workspace

_FRONT = re.compile(r"\A---\n.*?^title: *(.+?)$.*?^---$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^# +(.+)$", re.MULTILINE)
_ALIKE = 0.7
"""Two titles that share this part of their words are of one post."""
_SMALL = frozenset(("a", "an", "the", "of", "to", "and", "or", "in", "on", "for", "with", "what", "how", "is", "its"))


def titles(workspace: Workspace) -> Mapping[str, str]:
    """Give the titles of the posts that lie in the folder of drafts or were written elsewhere, by their files."""
    found = {path for path in workspace.drafts.rglob("*.md") if path.is_file()}
    for record in Ledger.load(ledger_folder(workspace.root)).records:
        path = workspace.root / record.file
        if not record.emitted and path.suffix == ".md" and path.is_file():  # a post remembers no part of its own
            found.add(path)
    found -= {workspace.activity, *workspace.sessions.glob("*.md")}
    return {workspace.name(path): title for path in sorted(found) if (title := _title(path))}


def of_idea(title: str, posts: Mapping[str, str]) -> tuple[str, ...]:
    """Give the files of the posts that carry out an idea, by its title."""
    return tuple(file for file, known in posts.items() if alike(title, known))


def alike(one: str, other: str) -> bool:
    """Tell whether two titles are of one post: most of their words are the same."""
    first, second = _words(one), _words(other)
    return bool(first and second) and len(first & second) >= _ALIKE * len(first | second)


def distinct(found: Iterable[str]) -> Sequence[int]:
    """Give the places of the titles of which none before them is of the same post."""
    kept: list[tuple[int, str]] = []
    for place, title in enumerate(found):
        if not any(alike(title, other) for _, other in kept):
            kept.append((place, title))
    return [place for place, _ in kept]


def _words(title: str) -> set[str]:
    return set(re.findall(r"\w+(?:\.\d+)*", title.casefold())) - _SMALL


def _title(path: Path) -> str:
    text = (store.read(path) or b"").decode("utf-8", "replace").replace("\r\n", "\n")
    front, heading = _FRONT.match(text), _HEADING.search(text)
    if front:
        return _unquoted(front[1].strip())
    return without_markup(heading[1]) if heading else ""


def _unquoted(value: str) -> str:
    """Read a title of front matter, quoted as we write it or as a person does."""
    try:
        return str(json.loads(value))
    except ValueError:
        return value.strip("'\"")

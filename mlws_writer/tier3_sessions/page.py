"""A session as one page that needs nothing else: the document, and beside it the log lines it rests on."""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mlws_writer.documents.inline import link, without_markup
from mlws_writer.documents.parsed import unified
from mlws_writer.tier2_activity.wording import templates
from mlws_writer.tier3_sessions.share_gate import outside_code, replaced_links

if TYPE_CHECKING:
    from markdown_it.token import Token

AROUND = 1
"""How many lines before and after a cited one are shown with it."""
_CITED = 4
"""How many lines are named behind a sentence."""
Said = tuple[int, str, Sequence[tuple[str, int]]]
"""A sentence: the line of the document on which it stands, its words, and the log lines that it rests on."""
_NOT_SHOWN = ("Blog Post Ideas",)
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_BEFORE = re.compile(r"[\s:.,;)]*")
_GROUP = re.compile(r"[ \t]*\(?\Z")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of a log, as they may be shown: its name, and for each line its number and text, those cited among them."""

    log: str
    lines: tuple[tuple[int, str], ...]


def cited(text: str, place: Callable[[str], str]) -> dict[str, list[int]]:
    """Find which lines of which logs a document cites; `place` says to which file a link leads."""
    found: dict[str, list[int]] = {}

    def note(label: str, target: str) -> str:
        path, _, anchor = target.partition("#L")
        if anchor.isdigit() and place(path):
            found.setdefault(place(path), []).append(int(anchor))
        return label

    outside_code(_shown(text), lambda part: replaced_links(part, note))
    return found


def resting(text: str, said: Iterable[Said], folder: str) -> str:
    """Put a citation behind each sentence that has none, of the lines that it was made from; code stays as it is.

    `folder` is that of the document. A sentence whose place in its line is not certain gets none.
    """
    lines = unified(text).split("\n")
    for number, words, places in said:
        line = lines[number - 1] if 0 < number <= len(lines) else ""
        if places and _is_prose(line):
            lines[number - 1] = _cited_behind(line, words, _citation(places[:_CITED], folder))
    return "\n".join(lines)


def _is_prose(line: str) -> bool:
    return bool(line.strip()) and not re.match(r"\s*(?:#|\||!\[|```|~~~| {4}|\t)", line)


def _cited_behind(line: str, words: str, citation: str) -> str:
    at = line.find(words)
    if at >= 0 and not line[at + len(words) :].startswith(" (["):
        return line[: at + len(words)] + citation + line[at + len(words) :]
    whole = without_markup(re.sub(r"^\s*(?:[-*+>]|\d+[.)])\s+", "", line))
    return line.rstrip() + citation if "](" not in line and " ".join(whole.split()) == " ".join(words.split()) else line


def _citation(places: Sequence[tuple[str, int]], folder: str) -> str:
    word = "line " if len(places) == 1 else "lines "
    links = (
        link(("" if n else word) + str(line), log, line=line, start=folder) for n, (log, line) in enumerate(places)
    )
    return f" ({', '.join(links)})"


def with_neighbours(lines: Sequence[int]) -> list[int]:
    """Give the lines that are shown where some are cited."""
    return sorted({n for line in lines for n in range(max(1, line - AROUND), line + AROUND + 1)})


def anchors(excerpts: Iterable[tuple[str, Iterable[int]]]) -> dict[tuple[str, int], str]:
    """Give each line of each log the id under which the page shows it."""
    return {(log, line): f"l{number}-{line}" for number, (log, lines) in enumerate(excerpts) for line in lines}


def prepared(
    text: str, shown: Mapping[tuple[str, int], str], place: Callable[[str], str], picture: Callable[[str], str]
) -> str:
    """Let the citations of a document lead to the lines that its page shows; other local links are text."""

    def led(label: str, target: str) -> str:
        path, _, anchor = target.partition("#L")
        key = shown.get((place(path), int(anchor))) if anchor.isdigit() else None
        return f"[{label}](#{key})" if key else label

    return outside_code(_shown(text), lambda part: replaced_links(part, led, picture))


def page(
    title: str, text: str, excerpts: Sequence[Excerpt], pictures: Mapping[str, str], overrides: Path | None
) -> str:
    """Write the page of a document that has been through the gate; `pictures` are data by the name in the text."""
    from markdown_it import MarkdownIt  # here, since only a page needs them
    from mdit_py_plugins.tasklists import tasklists_plugin

    parser = MarkdownIt("commonmark", {"html": False}).enable("table").use(tasklists_plugin)
    tokens = parser.parse(text)
    said = _Said()
    for token in tokens:
        if token.type == "inline" and token.children:
            token.children = said.marked(token.children)
    body = parser.renderer.render(tokens, parser.options, {})
    body = body.replace("<table>", '<div class="wide"><table>').replace("</table>", "</table></div>")
    for name, data in pictures.items():
        body = body.replace(f'src="{name}"', f'src="{data}"')
    values = {"title": title, "body": body, "excerpts": list(_numbered(excerpts, said.first))}
    return templates(overrides).get_template("post/page.html.j2").render(values)


def _shown(text: str) -> str:
    """Leave out what is for the author alone: ideas for posts."""
    text = _FRONT.sub("", text)
    for heading in _NOT_SHOWN:
        text = re.sub(rf"^## {re.escape(heading)}\n.*?(?=^## |\Z)", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"^## [^\n]+\n+(?=## |\Z)", "", text, flags=re.MULTILINE)


def _numbered(excerpts: Sequence[Excerpt], first: Mapping[str, str]) -> Iterator[dict[str, object]]:
    for number, excerpt in enumerate(excerpts):
        rows, last = [], 0
        for line, text in excerpt.lines:
            key = f"l{number}-{line}"
            rows.append({"line": line, "text": text, "id": key, "back": first.get(key, ""), "gap": line > last + 1})
            last = line
        yield {"log": excerpt.log, "rows": rows}


class _Said:
    """Marks each sentence that cites log lines as a link to the first of them, and remembers where it stands."""

    def __init__(self) -> None:
        self.first: dict[str, str] = {}
        self._count = 0

    def marked(self, children: "list[Token]") -> "list[Token]":
        done: list[Token] = []
        start = _after_label(children)
        for token in children:
            href = str(token.attrGet("href") or "") if token.type == "link_open" else ""
            if href.startswith("#l"):
                self._count += 1
                key = f"s{self._count}"
                self.first.setdefault(href[1:], key)
                self._wrap(done, start, href, key)
                token.attrSet("class", "cite")
                if not any(_is_said(each) for each in done[start:]):
                    token.attrSet("id", key)
            done.append(token)
            if token.type == "link_close":
                start = len(done)
        return done

    def _wrap(self, done: "list[Token]", start: int, href: str, key: str) -> None:
        """Put a link around what was said since `start`, if there are words and no other link in it."""
        from markdown_it.token import Token

        said = done[start:]
        words = "".join(each.content for each in said)
        if any(each.type.startswith("link") for each in said) or not re.search(r"\w\w", words):
            return
        opening = Token("html_inline", "", 0, content=f'<a class="said" id="{key}" href="{html.escape(href)}">')
        closing = Token("html_inline", "", 0, content="</a>")
        first, last = said[0], said[-1]
        if first.type == "text" and (lead := _BEFORE.match(first.content)) and lead.group():
            said[:1] = [Token("text", "", 0, content=lead.group()), opening, _text(first.content[lead.end() :])]
        else:
            said[:0] = [opening]
        last = said[-1]
        if last.type == "text" and (tail := _GROUP.search(last.content)):
            said[-1:] = [_text(last.content[: tail.start()]), closing, _text(tail.group())]
        else:
            said.append(closing)
        done[start:] = said


def _text(content: str) -> "Token":
    from markdown_it.token import Token

    return Token("text", "", 0, content=content)


def _is_said(token: "Token") -> bool:
    return token.type == "html_inline" and token.content.startswith('<a class="said"')


def _after_label(children: "Sequence[Token]") -> int:
    """Say where the words begin behind a label in bold."""
    begun = [token.type for token in children if token.type != "text" or token.content]
    closed = [at for at, token in enumerate(children) if token.type == "strong_close"]
    return closed[0] + 1 if closed and begun[0] == "strong_open" else 0

"""Where the blocks of a piece of Markdown begin and end; block rules only, so that positions are all that is asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from mlws_writer.documents import plain
from mlws_writer.documents.parsed import ITEM, Block, Heading, Item, List, Parsed, blank, lines_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


@lru_cache(maxsize=2)
def _parser(front: bool) -> "MarkdownIt":
    from markdown_it import MarkdownIt  # here, since a command that writes no document should not wait for it
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark").enable("table")
    if front:
        parser.use(front_matter_plugin)  # or `title: x` above a `---` becomes a heading
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


@lru_cache(maxsize=16384)
def parse(text: str, *, front: bool = False) -> Parsed:
    """Parse a piece of Markdown; `front` when it opens a document, where front matter may stand."""
    return plain.parse(text) or parse_any(text, front=front)


def parse_any(text: str, *, front: bool = False) -> Parsed:
    """Parse a piece of Markdown, whatever stands in it."""
    environment: dict[str, dict[str, object]] = {}
    tokens = _parser(front).parse(text.replace("\x00", "\ufffd"), environment)
    walk = _Walk(lines_of(text))
    for token, after in _with_next(tokens):
        walk.take(token, after)
    return Parsed(
        lines=len(walk.lines),
        blocks=tuple(walk.blocks),
        headings=tuple(walk.headings),
        lists=tuple(walk.finished_lists()),
        items=tuple(walk.items),
        stating=walk.by_text(),
        references=tuple(sorted(map(repr, environment.get("references", {}).items()))),
        open=_open_line(tokens, walk.lines),
    )


@dataclass
class _Walk:
    """What is known so far of a token stream; lives only while `parse` runs."""

    lines: list[str]
    blocks: list[Block] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    lists: list[List] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    open_lists: list[int] = field(default_factory=list)
    open_items: list[int] = field(default_factory=list)
    line: int = 0

    def take(self, token: "Token", after: "Token | None") -> None:
        if token.type in {"bullet_list_close", "ordered_list_close"}:
            self.open_lists.pop()
        elif token.type == "list_item_close":
            self.open_items.pop()
        elif token.nesting != -1:
            self._open(token, after)

    def _open(self, token: "Token", after: "Token | None") -> None:
        self.line, end = token.map if token.map else (self.line, self.line)
        end = self._trimmed(end)
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            self.open_lists.append(len(self.lists))
            marker = token.markup if token.type == "bullet_list_open" else "-"
            self.lists.append(List(self.line, end, marker, top=token.level == 0))
            return
        kind = f"{token.type} {token.tag} {token.info}"
        self.blocks.append(Block(kind, token.level, token.content.rstrip("\n"), self.line, end))
        if token.type == "list_item_open":
            parent = self.open_items[-1] if self.open_items else -1
            self.open_items.append(len(self.items))
            self.items.append(self._item(end, parent))
        elif token.type == "inline":
            self._read_item(token)
        elif token.type == "heading_open" and token.level == 0 and after is not None:
            self.headings.append(Heading(int(token.tag[1:]), after.content.strip(), self.line, end))

    def _item(self, end: int, parent: int) -> Item:
        return Item(self.line, end, parent, self.open_lists[-1], "", "", "", "", "")

    def _read_item(self, token: "Token") -> None:
        """Take the first line of a bullet to pieces, if it is the text that Markdown sees there."""
        index = self.open_items[-1] if self.open_items else -1
        item = self.items[index] if index >= 0 else None
        if item is None or item.line != self.line or item.marker:
            return
        if item.parent >= 0 and self.items[item.parent].line == item.line:
            return  # `- - a`: the outer bullet's text is the inner bullet
        found = ITEM.fullmatch(self.lines[self.line])
        seen = token.content.split("\n", 1)[0].strip()
        if found and seen == (found["box"] or "") + found["text"].replace("\x00", "\ufffd").strip():
            self.items[index] = Item(
                item.line, item.end, item.parent, item.list, found["indent"], found["marker"], found["gap"],
                found["box"] or "", found["text"],
            )  # fmt: skip

    def _trimmed(self, end: int) -> int:
        """Leave off the blank lines at the end of a block."""
        end = min(end, len(self.lines))
        while end > self.line + 1 and blank(self.lines[end - 1]):
            end -= 1
        return end

    def by_text(self) -> dict[str, tuple[int, ...]]:
        found: dict[str, tuple[int, ...]] = {}
        for index, item in enumerate(self.items):
            if item.marker:
                found[item.text] = (*found.get(item.text, ()), index)
        return found

    def finished_lists(self) -> Iterator[List]:
        for index, each in enumerate(self.lists):
            starts = [item.line for item in self.items if item.list == index][1:]
            loose = any(blank(self.lines[start - 1]) for start in starts)
            yield List(each.line, each.end, each.marker, each.top, loose)


def _with_next(tokens: "list[Token]") -> "Iterator[tuple[Token, Token | None]]":
    for index, token in enumerate(tokens):
        yield token, tokens[index + 1] if index + 1 < len(tokens) else None


def _open_line(tokens: "list[Token]", lines: list[str]) -> int:
    """Find the fence or the HTML block that may go on after the last line."""
    last = tokens[-1] if tokens else None
    if last is None or last.map is None or last.type not in {"fence", "html_block"} or last.level:
        return -1
    start, end = last.map
    if any(not blank(line) for line in lines[end:]):
        return -1
    if last.type == "fence":
        closed = end > start + 1 and re.fullmatch(rf" {{0,3}}{re.escape(last.markup[0])}{{{len(last.markup)},}}[ \t]*",
                                                  lines[end - 1])  # fmt: skip
        return -1 if closed else start
    return -1 if blank(lines[-1]) and not _runs_on(lines[start]) else start


def _runs_on(line: str) -> bool:
    """Tell whether an HTML block goes on over blank lines until its end mark."""
    return bool(re.match(r" {0,3}<(!|\?|script\b|pre\b|style\b|textarea\b)", line, re.IGNORECASE))

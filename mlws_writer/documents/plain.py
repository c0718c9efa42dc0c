"""The Markdown of which journals mostly are, parsed many times as fast: what `parsing` says of it, and never otherwise.

Headings, rules, paragraphs and lists whose bullets are one line each and begin with `-`, two spaces deeper than the one
above. Whatever may be read in another way is not for this module: then it says nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mlws_writer.documents.parsed import Block, Heading, Item, List, Parsed, lines_of

_WORDS = r"(?:\*\*)?[^\W\d_](?:.*[^\s])?"
"""Text that begins with a letter, so that it begins nothing else, and ends as it is seen."""
_LINE = re.compile(
    r"(?P<indent>(?:  ){0,3})(?P<marker>-)(?P<gap> )(?P<box>\[[ xX/>-]\] )?"
    rf"(?P<item>{_WORDS})|(?P<hashes>\#{{1,6}})[ ](?P<title>[^\s\#](?:.*[^\s\#])?)|(?P<rule>---)|(?P<words>{_WORDS})|"
)
_ELSE = re.compile(r"[\t\r\0|\\]|\]:")
"""What makes any text one for the other parser: tabs, tables, escapes, definitions of links."""


def parse(text: str) -> Parsed | None:
    """Parse a piece of Markdown if it is as plain as that."""
    if _ELSE.search(text) or text.startswith("---"):
        return None
    lines = lines_of(text)
    walk = _Walk()
    for number, line in enumerate(lines):
        found = _LINE.fullmatch(line)
        if found is None or not walk.take(number, found):
            return None
    walk.end_list()
    stating: dict[str, tuple[int, ...]] = {}
    for index, item in enumerate(walk.items):
        stating[item.text] = (*stating.get(item.text, ()), index)
    return Parsed(
        lines=len(lines),
        blocks=tuple(walk.blocks),
        headings=tuple(walk.headings),
        lists=tuple(walk.lists),
        items=tuple(walk.items),
        stating=stating,
        references=(),
        open=-1,
    )


@dataclass(slots=True)
class _Walk:
    """What is known so far; lives only while `parse` runs."""

    blocks: list[Block] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    lists: list[List] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    bullets: list[re.Match[str]] = field(default_factory=list)
    """The bullets of the list that goes on."""
    begun: int = 0
    above: str = ""
    """What the line above is; "list" also for a blank line under one, which the next bullet would make loose."""

    def take(self, line: int, found: re.Match[str]) -> bool:
        """Take the next line; say whether there is but one way to read it."""
        kind = found.lastgroup or "blank"
        if kind == "item":
            return self._bullet(line, found)
        if self.bullets:
            self.end_list()
            self.above = "list" if kind == "blank" else "bullet"
        elif kind == "blank":
            self.above = "list" if self.above == "list" else ""
        if kind == "title":
            self._heading(line, found)
        elif kind == "rule":
            if self.above in {"bullet", "words"}:
                return False  # it would make a heading of what stands above
            self.blocks.append(Block("hr hr ", 0, "", line, line + 1))
        elif kind == "words":
            return self._words(line, found["words"])
        if kind != "blank":
            self.above = kind
        return True

    def _bullet(self, line: int, found: re.Match[str]) -> bool:
        depth = len(found["indent"]) // 2
        deepest = len(self.bullets[-1]["indent"]) // 2 + 1 if self.bullets else 0
        if depth > deepest or (not self.bullets and self.above in {"words", "list"}):
            return False
        self.begun = self.begun if self.bullets else line
        self.bullets.append(found)
        self.above = "bullet"
        return True

    def _heading(self, line: int, found: re.Match[str]) -> None:
        level, title = len(found["hashes"]), found["title"]
        self.blocks.append(Block(f"heading_open h{level} ", 0, "", line, line + 1))
        self.blocks.append(Block("inline  ", 1, title, line, line + 1))
        self.headings.append(Heading(level, title, line, line + 1))

    def _words(self, line: int, words: str) -> bool:
        if self.above == "bullet":
            return False  # it would go on with the bullet
        start = line
        if self.above == "words":
            said = self.blocks.pop()
            self.blocks.pop()
            start, words = said.line, f"{said.text}\n{words}"
        self.blocks.append(Block("paragraph_open p ", 0, "", start, line + 1))
        self.blocks.append(Block("inline  ", 1, words, start, line + 1))
        self.above = "words"
        return True

    def end_list(self) -> None:
        """Write down a list that has come to its end."""
        depths = [len(found["indent"]) // 2 for found in self.bullets]
        stem: list[int] = []
        lists: list[int] = []
        for line, (found, depth, (end, last)) in enumerate(
            zip(self.bullets, depths, _ends(depths), strict=True), self.begun
        ):
            del lists[depth + 1 :], stem[depth:]
            if depth == len(lists):
                lists.append(len(self.lists))
                self.lists.append(List(line, self.begun + last, "-", depth == 0))
            parent, box, text, indent = stem[-1] if stem else -1, found["box"] or "", found["item"], found["indent"]
            stem.append(len(self.items))
            self.items.append(Item(line, self.begun + end, parent, lists[-1], indent, "-", " ", box, text))
            self.blocks += (
                Block("list_item_open li ", 2 * depth + 1, "", line, self.begun + end),
                Block("paragraph_open p ", 2 * depth + 2, "", line, line + 1),
                Block("inline  ", 2 * depth + 3, box + text, line, line + 1),
            )
        self.bullets.clear()


def _ends(depths: Sequence[int]) -> list[tuple[int, int]]:
    """Say for each bullet behind which one ends what hangs under it, and behind which one the list that it is in."""
    found = []
    below: list[int] = []
    """For each depth, the next bullet that is no deeper."""
    for at in range(len(depths) - 1, -1, -1):
        depth = depths[at]
        below += [below[-1] if below else len(depths)] * (depth + 1 - len(below))
        found.append((below[depth], below[depth - 1] if depth else len(depths)))
        below[depth:] = [at]
    return found[::-1]

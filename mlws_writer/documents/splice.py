"""Change some lines of a document, parse it again, and let it pass only if every other block is still what it was."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from mlws_writer.documents.markdown import Chunk, Page, Spot, title_of
from mlws_writer.documents.parsed import LINE_END, Block, Item, bare
from mlws_writer.documents.parsing import parse


class Kind(Enum):
    """What a new line is."""

    BULLET = auto()
    DAY = auto()
    SECTION = auto()
    RULE = auto()
    BLANK = auto()


@dataclass(frozen=True, slots=True)
class Row:
    """A new line; `depth` says how many of the bullets before it this one hangs under."""

    kind: Kind
    text: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where new lines go and how they look there; `parent` is the bullet that they hang under, if any."""

    chunk: int
    line: int
    rows: tuple[Row, ...]
    parent: Spot | None = None
    indent: str = ""
    marker: str = "-"
    step: str = "  "


def one_bullet(text: str) -> bool:
    """Tell whether a text can stand as a bullet: one line of prose, whatever it says."""
    if not bare(text) or text != text.strip() or LINE_END.search(text) or "\x00" in text or not _encodes(text):
        return False
    parsed = parse(f"- {text}\n")
    wanted = ["list_item_open", "paragraph_open", "inline"]
    return (
        [b.kind.split()[0] for b in parsed.blocks] == wanted
        and parsed.blocks[-1].text == text
        and not parsed.references
    )


def _encodes(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def inserted(page: Page, place: Place, under: tuple[date, str] | None = None) -> Page | None:
    """Insert lines; None when they would not become what they are meant to be, or anything else would change.

    `under` is the day and the section in which new top bullets must then stand, unless a new heading says otherwise.
    """
    offset = page.offset(place.chunk, place.line)
    end = page.line_end(offset)
    lines = [_written(row, place) for row in place.rows]
    lead = end if offset and not page.text[:offset].endswith(("\r", "\n")) else ""
    after = page.spliced(offset, offset, lead + "".join(line + end for line in lines))
    change = Change.of(page, after, place.chunk, place.line, 0, len(lines))
    inside = change.inside()
    if not change.keeps_the_rest() or [(b.kind.split()[0], b.text, b.line) for b in inside] != _expected(
        place.rows, change.line
    ):
        return None
    return after if _hang_together(change, page, place, under) else None


def rewritten(page: Page, spot: Spot, text: str) -> Page | None:
    """Give a bullet another text; its box, its indent, its marker and all that stands under it stay."""
    item, chunk = page.item(spot), page.chunks[spot.chunk]
    start = chunk.start + chunk.line_starts[item.line] + item.start
    after = page.spliced(start, start + len(item.text), bare(text))
    change = Change.of(page, after, spot.chunk, item.line, 1, 1)
    was, now = change.removed(), change.inside()
    wanted = [_reworded(block, item, bare(text)) if block.kind.startswith("inline") else block for block in was]
    same = [_seen(block) for block in now] == [_seen(block) for block in wanted]
    return after if change.keeps_the_rest() and same else None


def _reworded(block: Block, item: Item, text: str) -> Block:
    head, newline, rest = block.text.partition("\n")
    return block._replace(text=head.replace(item.text.replace("\x00", "\ufffd").strip(), text, 1) + newline + rest)


@dataclass(frozen=True, slots=True)
class Change:
    """Two states of a document, reduced to the chunks that differ, and the lines that changed there."""

    before: tuple[Chunk, ...]
    after: tuple[Chunk, ...]
    skipped: int
    line: int
    gone: int
    new: int

    @classmethod
    def of(cls, before: Page, after: Page, chunk: int, line: int, gone: int, new: int) -> "Change":
        """Compare two states, of which only the given lines of one chunk may differ."""
        same = _alike(before.chunks[:chunk], after.chunks)
        tail = _alike(before.chunks[chunk + 1 :][::-1], after.chunks[same:][::-1])
        old = before.chunks[same : len(before.chunks) - tail]
        base = sum(each.parsed.lines for each in before.chunks[same:chunk])
        return cls(old, after.chunks[same : len(after.chunks) - tail], same, base + line, gone, new)

    def keeps_the_rest(self) -> bool:
        """Tell whether each block outside the changed lines is what it was, where it was."""
        shift, behind = self.new - self.gone, self.line + self.gone
        old = (block for block in blocks_of(self.before) if not self.line <= block.line < behind)
        moved = [block._replace(line=block.line + shift) if block.line >= behind else block for block in old]
        new = [block for block in blocks_of(self.after) if not self.line <= block.line < self.line + self.new]
        if [_seen(block) for block in moved] != [_seen(block) for block in new]:
            return False
        return _references(self.before) == _references(self.after)

    def removed(self) -> list[Block]:
        """List the blocks that began in the lines that are gone."""
        return [block for block in blocks_of(self.before) if self.line <= block.line < self.line + self.gone]

    def inside(self) -> list[Block]:
        """List the blocks that begin in the new lines."""
        return [block for block in blocks_of(self.after) if self.line <= block.line < self.line + self.new]


def blocks_of(chunks: Sequence[Chunk]) -> Iterator[Block]:
    """Go through the blocks of some chunks, with their lines counted from the first one."""
    base = 0
    for chunk in chunks:
        for block in chunk.parsed.blocks:
            yield block._replace(line=block.line + base, end=block.end + base)
        base += chunk.parsed.lines


def _seen(block: Block) -> tuple[str, int, str, int]:
    """Say what must stay; where a list or a quote ends may move with what comes into it."""
    return block.kind, block.level, block.text, block.line


def _references(chunks: Sequence[Chunk]) -> list[str]:
    return [reference for chunk in chunks for reference in chunk.parsed.references]


def _alike(some: Sequence[Chunk], others: Sequence[Chunk]) -> int:
    """Count how many chunks are the same from the start on."""
    count = 0
    for one, other in zip(some, others, strict=False):
        if one.text != other.text or one.first != other.first:
            break
        count += 1
    return count


def _written(row: Row, place: Place) -> str:
    match row.kind:
        case Kind.BULLET:
            return f"{place.indent}{place.step * row.depth}{place.marker} {row.text}"
        case Kind.DAY:
            return f"## {row.text}"
        case Kind.SECTION:
            return f"### {row.text}"
        case Kind.RULE:
            return "---"
        case Kind.BLANK:
            return ""


def _expected(rows: Sequence[Row], line: int) -> list[tuple[str, str, int]]:
    """Say which blocks the new lines must become."""
    kinds = {
        Kind.BULLET: ("list_item_open", "paragraph_open", "inline"),
        Kind.DAY: ("heading_open", "inline"),
        Kind.SECTION: ("heading_open", "inline"),
        Kind.RULE: ("hr",),
        Kind.BLANK: (),
    }
    return [
        (kind, row.text if kind == "inline" else "", line + number)
        for number, row in enumerate(rows)
        for kind in kinds[row.kind]
    ]


def _hang_together(change: Change, page: Page, place: Place, under: tuple[date, str] | None) -> bool:
    """Tell whether each new bullet hangs where it should, and nothing that was there hangs under one now."""
    items = _items_by_line(change)
    above = [page.item(place.parent).line + change.line - place.line] if place.parent else []
    stem: list[int] = []
    for line, row in enumerate(place.rows, start=change.line):
        if row.kind is Kind.SECTION and under:
            under = section_key(under[0], row.text)
        if row.kind is not Kind.BULLET:
            continue
        found = items.get(line)
        stem = [*stem[: row.depth], line]
        parents = [*above, *stem[:-1]]
        if found is None or found.end > change.line + change.new or found.parent != (parents[-1] if parents else -1):
            return False
        if not parents and not (found.top and found.heads == under):
            return False
    return True


@dataclass(frozen=True, slots=True)
class _Hanging:
    """A bullet in the changed chunks: where it ends, the line of the bullet above it, and where it stands."""

    end: int
    parent: int
    top: bool
    heads: tuple[date | None, str]


def _items_by_line(change: Change) -> dict[int, _Hanging]:
    page, found, base = Page("", "", change.after), {}, 0
    for number, chunk in enumerate(change.after):
        parsed = chunk.parsed
        for item in parsed.items:
            if change.line <= item.line + base < change.line + change.new:
                parent = parsed.items[item.parent].line + base if item.parent >= 0 else -1
                heads = page.heads(number, item.line)
                found[item.line + base] = _Hanging(item.end + base, parent, parsed.lists[item.list].top, heads)
        base += parsed.lines
    return found


def section_key(day: date, title: str) -> tuple[date, str]:
    """Name a section of a day as a document knows it."""
    return day, title_of(title)

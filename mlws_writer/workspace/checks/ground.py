"""What the rules of `mlws check` look at: read once, the same for all of them."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mlws_writer.documents.attention import Item
from mlws_writer.documents.blocks import Note
from mlws_writer.documents.markdown import Page, Region, links_of
from mlws_writer.documents.parsed import lines_of
from mlws_writer.documents.reading import Standing, standing
from mlws_writer.tier2_activity.day import DayRun
from mlws_writer.workspace.layout import Workspace

_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something for the author: by which rule, where, what it is, and the way out.

    What is not `open` is told and counts for nothing: the author has decided, and may decide otherwise.
    """

    rule: str
    path: str
    line: int
    text: str
    fix: str
    open: bool = True


@dataclass(frozen=True)
class Document:
    """A Markdown file of the workspace, by its name there."""

    name: str
    page: Page

    @property
    def folder(self) -> str:
        """The folder from which its links are seen."""
        return posixpath.dirname(self.name) or "."

    @cached_property
    def lines(self) -> list[str]:
        """Its lines, as an editor numbers them from 1."""
        return lines_of(self.page.text)

    @cached_property
    def prose(self) -> tuple[tuple[int, str], ...]:
        """The lines of its headings, paragraphs, bullets and tables, each with its number; code is left out."""
        return tuple(self._prose())

    def _prose(self) -> Iterator[tuple[int, str]]:
        above = 1
        for chunk in self.page.chunks:
            for block in chunk.parsed.blocks:
                if block.kind.startswith("inline"):
                    for number, line in enumerate(block.text.split("\n"), above + block.line):
                        yield number, _CODE_SPAN.sub("", line) if "`" in line else line
            above += chunk.lines

    def links(self) -> Iterator[tuple[int, str]]:
        """Give where its links lead, each with the number of its line."""
        yield from ((line, link) for line, text in self.prose if "](" in text for link in links_of(text))


@dataclass(frozen=True)
class Ground:
    """A workspace as it is now: its documents, its runs by day, and what summarizing would do to the journal.

    `months` are the days that were archived. `outlook` holds the notes of that plan by day, `needs` what became of
    bullets that were written, `ours` what those said, `files` the names of what lies about, `late` the documents
    with a late save and where it is kept. `exists` tells whether there is a file of a name, `lines` how many lines
    a log has, 0 for what is none.
    """

    workspace: Workspace
    journal: Document
    sessions: tuple[Document, ...]
    months: tuple[Document, ...]
    runs: Mapping[date, tuple[DayRun, ...]]
    outlook: Mapping[date, tuple[Note, ...]]
    needs: tuple[Item, ...]
    ours: frozenset[str]
    files: tuple[str, ...]
    late: Mapping[str, str]
    exists: Callable[[str], bool]
    lines: Callable[[str], int]

    @cached_property
    def days(self) -> Mapping[date, Region]:
        """The days of the journal, each with the place where it stands first."""
        found: dict[date, Region] = {}
        for day, _ in self.journal.page.dated:
            found.setdefault(day, self.journal.page.days(day)[0])
        return found

    @cached_property
    def entries(self) -> Mapping[date, tuple[Standing, ...]]:
        """What stands under each day of the journal, the sections under our names."""
        names = self.workspace.settings.sections
        return {day: standing(self.journal.page, day, names) or () for day in self.days}

    @cached_property
    def _by_name(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for file in self.files:
            found.setdefault(posixpath.basename(file), []).append(file)
        return found

    def called(self, name: str) -> list[str]:
        """Find what lies about under a name, whatever its folder."""
        return self._by_name.get(name, [])

    def line_of(self, day: date) -> int:
        """Give the line of a day's heading; the first line where there is none."""
        region = self.days.get(day)
        return self.journal.page.number(region.chunk, region.line) if region else 1

    def bullets(self, *sections: str) -> Iterator[tuple[date, Standing]]:
        """Go through the top bullets of some sections of all days."""
        for day, bullets in self.entries.items():
            yield from ((day, bullet) for bullet in bullets if bullet.section in sections)


def named(names: Iterable[str]) -> str:
    """List some names, of many the first three."""
    found = list(dict.fromkeys(names))
    return ", ".join(found[:3]) + (f" and {len(found) - 3} more" if found[3:] else "")


def tree(bullets: Iterable[Standing]) -> Iterator[Standing]:
    """Go through bullets and all that hang under them."""
    for bullet in bullets:
        yield bullet
        yield from tree(bullet.children)

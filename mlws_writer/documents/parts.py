"""Session documents, in which a heading with its body is written, kept and rewritten as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from mlws_writer.documents import refusals
from mlws_writer.documents.blocks import Document, Emission, Note, Part, Plan, Slot, What
from mlws_writer.documents.claims import Claims
from mlws_writer.documents.ledger import Ledger, digest
from mlws_writer.documents.markdown import Chunk, Page
from mlws_writer.documents.parsed import LINE_END, Heading, blank, lines_of, unified
from mlws_writer.documents.parsing import parse
from mlws_writer.documents.splice import Change


def plan_document(raw: bytes | None, ledger: Ledger, document: Document, *, refresh: bool = False) -> Plan:
    """Plan a session document.

    A part is rewritten only where the text last written for it stands exactly once; one that a person changed stays,
    and the note says what would have been written; one that is gone stays gone. Who removed the whole document and asks
    for it again gets it whole. Raise Refused as `plan_entry` does.
    """
    before = raw or b""
    page = Page.of(before)
    refusals.check(page, len(before), 0 if refresh or raw is None else ledger.size)
    anew = page.empty and (refresh or raw is None)
    claims = Claims.of(ledger.written(unified(page.text), digest(before)), anew=anew)
    desk = _Desk(_whole(page.bom, page.text), claims, refresh)
    if page.empty:
        desk.begin(document)
    for part in (_normal(part) for part in document.parts):
        desk.settle(part)
    desk.insert([_normal(part) for part in document.parts])
    after = desk.page.raw if desk.emitted else before
    report = tuple(desk.notes[slot] for slot in dict.fromkeys(part.slot for part in document.parts))
    return Plan(after, tuple(desk.emitted), report, raw)


def _whole(bom: str, text: str) -> Page:
    """Take a document as one chunk: sessions are small, and their parts are not days."""
    return Page(bom, text, (Chunk(text, 0, first=True),))


def _normal(part: Part) -> Part:
    return replace(part, text=LINE_END.sub("\n", part.text).strip("\n"))


def _one_part(text: str) -> bool:
    """Tell whether a text is whole in itself: nothing in it runs on into what stands behind it."""
    if not text.strip() or "\x00" in text:
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    parsed = parse(text + "\n")
    return bool(parsed.blocks) and parsed.open < 0 and not parsed.references


@dataclass
class _Desk:
    """A plan in the making."""

    page: Page
    claims: Claims
    refresh: bool
    emitted: list[Emission] = field(default_factory=list)
    notes: dict[Slot, Note] = field(default_factory=dict)

    def begin(self, document: Document) -> None:
        """Begin an empty document with its head."""
        if document.head.strip() and any(not self.claims.knows(part.slot) for part in document.parts):
            head = LINE_END.sub("\n", document.head).strip("\n") + "\n"
            self.page = _whole(self.page.bom, self.page.text + head)

    def settle(self, part: Part) -> None:
        """Bring a part that stands up to date, or say why it is left alone."""
        if self.claims.knows(part.slot):
            self._update(part)
        elif not _one_part(part.text):
            self._note(part, What.REFUSED, news=True)
        elif len(self._found(part.text)) == 1:
            self._emit(part, What.ADOPTED)
        elif self._headed(part.text) is not None:
            self._note(part, What.JOURNALED, news=True)

    def insert(self, parts: Sequence[Part]) -> None:
        """Insert the parts that are new, each where the order of the parts puts it."""
        for number, part in enumerate(parts):
            if part.slot not in self.notes:
                self._insert(part, parts[:number], parts[number + 1 :])

    def _insert(self, part: Part, before: Sequence[Part], behind: Sequence[Part]) -> None:
        for line in dict.fromkeys([*self._places(before, behind), self._lines()]):
            after = self._spliced(line, 0, part.text, framed=True)
            if after is not None:
                self.page = after
                self._emit(part, What.INSERTED)
                return
        raise refusals.no_place(self.page, part.text.partition("\n")[0])

    def _places(self, before: Sequence[Part], behind: Sequence[Part]) -> Iterator[int]:
        """Say before which line a new part belongs: behind the one that precedes it, with all a person put there."""
        stands = [found for part in (*before, *behind) if (found := self._stands(part)) is not None]
        for part in reversed(before):
            found = self._stands(part)
            if found is not None:
                start, end = found
                level = next((h.level for h in self._headings() if h.line == start), 6)
                stops = [line for line, _ in stands if line > start]
                stops += [h.line for h in self._headings() if h.line >= end and h.level <= level]
                yield max(end, min(stops, default=self._lines()))
                return
        yield from (found[0] for part in behind if (found := self._stands(part)) is not None)

    def _stands(self, part: Part) -> tuple[int, int] | None:
        """Find the lines of a part, or of its heading where a person changed what is below."""
        for written in self.claims.last(part.slot):
            lines = self._found(written.emission.text)
            if len(lines) == 1:
                return lines[0], lines[0] + len(lines_of(written.emission.text))
            heading = self._headed(written.emission.text)
            if heading is not None:
                return heading.line, heading.end
        heading = self._headed(part.text) if part.slot in self.notes else None
        return (heading.line, heading.end) if heading else None

    def _update(self, part: Part) -> None:
        last = [written.emission.text for written in self.claims.last(part.slot)]
        found = {line: text for text in last for line in self._found(text)}
        news = (self.refresh or part.source not in self.claims.sources(part.slot)) and part.text not in last
        if len(found) != 1:
            self._note(part, What.COPIED if found else self._missing(last), news=news)
        elif not news:
            self._note(part, What.UNCHANGED, news=False)
        else:
            line, text = next(iter(found.items()))
            self._rewrite(part, line, len(lines_of(text)))

    def _rewrite(self, part: Part, line: int, gone: int) -> None:
        if not _one_part(part.text):
            self._note(part, What.REFUSED, news=True)
            return
        after = self._spliced(line, gone, part.text)
        if after is None:
            self._note(part, What.EDITED, news=True)
            return
        self.page = after
        self._emit(part, What.UPDATED)

    def _missing(self, texts: Sequence[str]) -> What:
        return What.EDITED if any(self._headed(text) for text in texts) else What.DELETED

    def _emit(self, part: Part, what: What) -> None:
        emission = Emission(part.slot, part.text, part.source, replaces=self.claims.replaced(part.slot))
        self.emitted.append(emission)
        self.claims.add(emission)
        self.notes[part.slot] = Note(part.slot, what, part.text)

    def _note(self, part: Part, what: What, *, news: bool) -> None:
        self.notes.setdefault(part.slot, Note(part.slot, what, part.text, news))

    def _lines(self) -> int:
        return self.page.chunks[0].lines

    def _headings(self) -> tuple[Heading, ...]:
        return self.page.chunks[0].parsed.headings

    def _headed(self, text: str) -> Heading | None:
        """Find the heading with which a text begins, if the document has it exactly once."""
        own = [(h.level, h.text) for h in parse(text + "\n").headings[:1] if h.line == 0]
        same = [heading for heading in self._headings() if (heading.level, heading.text) in own]
        return same[0] if len(same) == 1 else None

    def _found(self, text: str) -> list[int]:
        """Find the lines at which a text stands; white space at the end of a line does not count."""
        wanted = [line.rstrip(" \t") for line in lines_of(text)]
        lines = [line.rstrip(" \t") for line in lines_of(self.page.text)]
        starts = (number for number, line in enumerate(lines) if line == wanted[0])
        return [start for start in starts if lines[start : start + len(wanted)] == wanted]

    def _spliced(self, line: int, gone: int, text: str, *, framed: bool = False) -> Page | None:
        """Put a text in place of some lines; None when anything else would change."""
        chunk, lines = self.page.chunks[0], lines_of(text)
        start, end = chunk.line_starts[line], chunk.line_starts[line + gone]
        eol = self.page.line_end(start)
        lead = [""] if framed and line and not blank(chunk.line(line - 1)) else []
        tail = [""] if framed and line < chunk.lines and not blank(chunk.line(line)) else []
        new = eol.join([*lead, *lines, *tail])
        closed = eol if end < len(chunk.text) or framed or chunk.text.endswith(("\r", "\n")) else ""
        opened = eol if start and not chunk.text[:start].endswith(("\r", "\n")) else ""
        after = _whole(self.page.bom, chunk.text[:start] + opened + new + closed + chunk.text[end:])
        change = Change.of(self.page, after, 0, line, gone, len(lead) + len(lines) + len(tail))
        seen = [(b.kind, b.level, b.text, b.line) for b in change.inside()]
        wanted = [(b.kind, b.level, b.text, b.line + line + len(lead)) for b in parse(text + "\n").blocks]
        return after if seen == wanted and change.keeps_the_rest() else None

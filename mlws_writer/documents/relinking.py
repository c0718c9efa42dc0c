"""Links that lead to what was moved: mended in place, with no other byte changed, and what is ours stays ours."""

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import unquote

from mlws_writer.documents import refusals
from mlws_writer.documents.blocks import Emission, Plan, What
from mlws_writer.documents.claims import Claims
from mlws_writer.documents.inline import quoted
from mlws_writer.documents.ledger import Ledger, digest
from mlws_writer.documents.markdown import Page
from mlws_writer.documents.parsed import LINE_END
from mlws_writer.documents.parsing import parse
from mlws_writer.errors import Refused

Moved = Callable[[str, str], str | None]
"""Says by which name a file is known now, from its old name and the anchor of the link; None where it was not moved."""

_TARGET = re.compile(
    r"(?P<before>\]\([ \t]*<?|^ {0,3}\[[^\]\r\n]+\]:[ \t]*<?)"
    r"(?P<path>[^<>()\s#]+)(?P<anchor>(?:#[^<>()\s]*)?)(?=[>)\s]|$)",
    re.MULTILINE,
)
_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_LITERAL = {"fence", "code_block", "html_block", "front_matter"}
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.IGNORECASE)


def plan_relinked(raw: bytes | None, ledger: Ledger, moved: Moved, folder: str, *, by_day: bool = False) -> Plan:
    """Plan to mend the links of a document that lies in `folder`; `by_day` when it is a journal.

    What was written into it, and still stands or was reworded, is written down in the ledger with its new links.
    """
    before = raw or b""
    page = Page.of(before)
    refusals.check(page, len(before), ledger.size)
    chunks = [relinked(chunk.text, moved, folder, front=chunk.first) for chunk in page.chunks]
    if all(new == chunk.text for new, chunk in zip(chunks, page.chunks, strict=True)):
        return Plan(before, (), (), raw)
    after = replace(page, text="".join(chunks))
    claims = Claims(ledger.written(LINE_END.sub("\n", page.text), digest(before)))
    return Plan(after.raw, tuple(_emitted(page, claims, moved, folder, by_day=by_day)), (), raw)


def relinked(text: str, moved: Moved, folder: str, *, front: bool = False) -> str:
    """Mend the links of a piece of Markdown; what stands in code is no link."""
    if not any(_new(found, moved, folder) for found in _TARGET.finditer(text)):
        return text
    parsed = parse(text, front=front)
    literal = {
        line
        for block in parsed.blocks
        if block.kind.split()[0] in _LITERAL
        for line in range(block.line, max(block.end, block.line + 1))
    }
    lines = re.findall(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+", text)
    new = "".join(line if n in literal else _line(line, moved, folder) for n, line in enumerate(lines))
    again = parse(new, front=front)
    if [(b.kind, b.level, b.line) for b in again.blocks] != [(b.kind, b.level, b.line) for b in parsed.blocks]:
        raise Refused(
            "a link cannot be mended", why="Markdown would read some text around it differently", fix="mend it by hand"
        )
    return new


def _line(line: str, moved: Moved, folder: str) -> str:
    code = [span.span() for span in _CODE_SPAN.finditer(line)]

    def mended(found: re.Match[str]) -> str:
        new = _new(found, moved, folder)
        if new is None or any(start <= found.start() < end for start, end in code):
            return found.group()
        dot = "./" if found["path"].startswith("./") else ""
        return found["before"] + dot + quoted(new, start=folder) + found["anchor"]

    return _TARGET.sub(mended, line)


def _new(found: re.Match[str], moved: Moved, folder: str) -> str | None:
    """Say where a link leads now, None where it leads to what was not moved."""
    if _ELSEWHERE.match(found["path"]):
        return None
    old = posixpath.normpath(posixpath.join(folder, unquote(found["path"], errors="surrogateescape")))
    return moved(old, found["anchor"].removeprefix("#"))


def _emitted(page: Page, claims: Claims, moved: Moved, folder: str, *, by_day: bool) -> Iterator[Emission]:
    for slot in claims.slots:
        written = [each.emission for each in claims.last(slot)]
        if all(relinked(emission.text, moved, folder) == emission.text for emission in written):
            continue
        if by_day and claims.trace(page, claims.trail(slot)).what is What.DELETED:
            continue
        stands = next((e for e in written if page.stating(e.text) or e.text in page.text), written[-1])
        yield replace(stands, text=relinked(stands.text, moved, folder), replaces=claims.replaced(slot))

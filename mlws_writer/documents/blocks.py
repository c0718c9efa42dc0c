"""What the documents are made of: bullets and parts that know which fact of which run they state.

Times, paths and wording come from the caller; nothing here reads, writes or parses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from hashlib import blake2b

SECTION_ORDER = (
    "Models",
    "Experiments",
    "Agents",
    "Datasets",
    "Code",
    "Workspace",
    "Learning",
    "Next Steps",
)
"""The sections of a day, in the order in which they stand."""


def source_of(*parts: str) -> str:
    """Digest what a text was made from, whatever its letters are."""
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class Slot:
    """Which fact of which run a bullet or part states; unique within one document, on whatever day it stands.

    A run that goes on over midnight has some bullets on each of its days: after the first, the name ends in `@` and
    the day.
    """

    run: str
    name: str

    @property
    def kind(self) -> str:
        """What the slot is for, whatever the day."""
        return self.name.partition("@")[0]


@dataclass(frozen=True, slots=True)
class Bullet:
    """One line of a list, without its marker, and what stands under it.

    `text` is one line of Markdown; in Next Steps it starts with "[ ] ". `source` is the digest of what the text was
    made from: the same source is never written twice. `link` is where the link leads by which the run is known in the
    document; None takes the first link of the text, "" says that the bullet stands for no run of its own.
    """

    slot: Slot
    text: str
    source: str
    children: tuple["Bullet", ...] = ()
    link: str | None = None


ABOVE = ""
"""The title of what stands right below a day's heading, above its sections."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a day and its bullets; one that is called ABOVE has no heading of its own."""

    title: str
    bullets: tuple[Bullet, ...]


@dataclass(frozen=True, slots=True)
class DayEntry:
    """What is to stand under one day."""

    day: date
    sections: tuple[Section, ...]
    order: tuple[str, ...] = SECTION_ORDER
    """All sections that a day may have, under the names that they have in this document."""

    def called(self, names: Mapping[str, str]) -> "DayEntry":
        """Give the sections the names that a person has for them."""
        sections = tuple(replace(section, title=names.get(section.title, section.title)) for section in self.sections)
        return replace(self, sections=sections, order=tuple(names.get(title, title) for title in self.order))


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a session document that is written, kept and rewritten as a whole: a heading and its body."""

    slot: Slot
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Document:
    """A session document: its head, which is written once, and its parts in order."""

    head: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Emission:
    """What was written for a slot, and where.

    `under` is the name of the slot whose bullet it hangs below, "" at the top. `replaces` holds the ids of the writes
    whose text it took the place of, so that what stands last is known without trusting any clock.
    """

    slot: Slot
    text: str
    source: str
    under: str = ""
    day: str = ""
    section: str = ""
    replaces: tuple[str, ...] = ()


class What(StrEnum):
    """What a plan does about a slot, or why it does nothing."""

    INSERTED = "inserted"
    UPDATED = "updated"
    ADOPTED = "adopted"
    """The person had written the very same text; it is not doubled."""
    UNCHANGED = "unchanged"
    EDITED = "edited"
    """A person changed the text; it is theirs now."""
    DELETED = "deleted"
    """A person took it out, or saved an old version over it; it does not come back by itself."""
    COPIED = "copied"
    """The text stands more than once, so that nobody can say which one is ours."""
    JOURNALED = "journaled"
    """The run is already in the document, but not by this ledger."""
    REFUSED = "refused"
    """The text cannot stand as one bullet or part, or not at this place."""


@dataclass(frozen=True, slots=True)
class Note:
    """What happens to one slot; `text` is what the caller wants to stand there, `news` that the document says less."""

    slot: Slot
    what: What
    text: str
    news: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The bytes to put in place of `before`, what is new in them, and one note for each slot."""

    after: bytes
    emitted: tuple[Emission, ...]
    report: tuple[Note, ...]
    before: bytes | None = None

    @property
    def changed(self) -> bool:
        """Whether a byte of the document changes."""
        return self.after != (self.before or b"")

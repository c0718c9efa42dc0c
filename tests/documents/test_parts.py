"""Session documents: whole parts are kept or rewritten."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlws_writer.documents.blocks import Document, Part, Slot, What
from mlws_writer.documents.ledger import Ledger, Record, digest
from mlws_writer.documents.plan import plan_document
from mlws_writer.errors import Refused

OVERVIEW, TASKS, SUMMARY = (
    "## Overview\n\nA net was trained.",
    "## Tasks\n\n```sh\n# run it\n```",
    "## Summary\n\n- Done.",
)
START = {"overview": OVERVIEW, "tasks": TASKS, "summary": SUMMARY}


class Session:
    """A session document as a person and the program leave it in turn."""

    def __init__(self, raw: bytes | None = None) -> None:
        self.raw = raw
        self.records: list[Record] = []

    @property
    def text(self) -> str:
        """The document as a person reads it."""
        return (self.raw or b"").decode()

    def draft(self, parts: dict[str, str]) -> dict[str, What]:
        """Plan and carry out, and say what became of each part."""
        document = Document("# Session", tuple(Part(Slot("s", name), text, text) for name, text in parts.items()))
        plan = plan_document(self.raw, Ledger(tuple(self.records)), document)
        again = f"w{len(self.records)}"
        if plan.emitted:
            states = digest(self.raw or b""), digest(plan.after)
            self.records.append(Record("intent", again, again, "s.md", *states, len(plan.after), plan.emitted))
            self.records.append(Record("done", again, again, "s.md"))
        self.raw = plan.after
        return {note.slot.name: note.what for note in plan.report}

    def edit(self, old: str, new: str) -> None:
        """Let a person replace a text that stands exactly once."""
        assert self.text.count(old) == 1
        self.raw = self.text.replace(old, new).encode()


@pytest.fixture
def session() -> Session:
    """Give a session that was drafted once."""
    session = Session()
    session.draft(START)
    return session


def test_a_new_session_is_written_whole(session):
    """The head and all parts stand in order, a blank line between them."""
    assert session.text == f"# Session\n\n{OVERVIEW}\n\n{TASKS}\n\n{SUMMARY}\n"


def test_drafting_again_changes_nothing(session):
    """The same parts leave the document as it is."""
    before = session.raw

    assert set(session.draft(START).values()) == {What.UNCHANGED}
    assert session.raw == before


def test_an_untouched_part_is_rewritten(session):
    """Only the part that has news changes."""
    before = session.text

    assert session.draft({**START, "overview": "## Overview\n\nTwo nets."})["overview"] is What.UPDATED
    assert session.text == before.replace("A net was trained.", "Two nets.")


def test_an_edited_part_is_left_alone_and_the_new_version_reported(session):
    """A person's words stay; the caller is told what would have been written."""
    session.edit("A net was trained.", "My net was trained.")
    edited = session.raw

    assert session.draft({**START, "overview": "## Overview\n\nTwo nets."})["overview"] is What.EDITED
    assert session.raw == edited


def test_a_deleted_part_is_not_added_again(session):
    """What a person took out stays out, also when there is news for it."""
    session.edit(TASKS + "\n\n", "")
    edited = session.raw

    assert session.draft({**START, "tasks": "## Tasks\n\nOther."})["tasks"] is What.DELETED
    assert session.raw == edited


def test_a_copied_part_is_left_alone(session):
    """Of two copies neither is touched."""
    session.edit(SUMMARY, f"{SUMMARY}\n\n{SUMMARY}")
    edited = session.raw

    assert session.draft({**START, "summary": "## Summary\n\nMore."})["summary"] is What.COPIED
    assert session.raw == edited


def test_a_new_part_goes_where_the_order_puts_it(session):
    """A part that appears later stands behind the one before it, with what a person added there."""
    session.edit(TASKS, TASKS + "\n\nA remark of mine.")
    metrics = "## Metrics\n\n| a | b |\n|---|---|\n| 1 | 2 |"

    session.draft({"overview": OVERVIEW, "tasks": TASKS, "metrics": metrics, "summary": SUMMARY})

    assert f"{TASKS}\n\nA remark of mine.\n\n{metrics}\n\n{SUMMARY}" in session.text


def test_a_new_part_goes_behind_an_edited_one(session):
    """A part whose body a person changed is still known by its heading."""
    session.edit("# run it", "# run this")

    session.draft({"overview": OVERVIEW, "tasks": TASKS, "insights": "## Insights\n\nOne.", "summary": SUMMARY})

    assert "# run this\n```\n\n## Insights\n\nOne.\n\n## Summary" in session.text


def test_a_heading_that_a_person_wrote_is_theirs():
    """In a document of the person's own, a part whose heading stands already is not added."""
    session = Session(b"# My session\r\n\r\n## Overview\r\n\r\nWritten by hand.\r\n")

    assert session.draft(START) == {"overview": What.JOURNALED, "tasks": What.INSERTED, "summary": What.INSERTED}
    assert session.text.startswith("# My session\r\n\r\n## Overview\r\n\r\nWritten by hand.\r\n\r\n## Tasks\r\n")
    assert "\n" not in session.text.replace("\r\n", "")


@pytest.mark.parametrize("hostile", ["## A\n\n```\nopen", "## A\n\n<!-- open", "## A\n\n[a]: http://b", "", "## \x00"])
def test_a_part_that_would_swallow_the_rest_is_left_out(session, hostile):
    """A part that is not whole in itself is not written."""
    before = session.raw

    assert session.draft({**START, "more": hostile})["more"] is What.REFUSED
    assert session.raw == before


def test_a_session_that_was_removed_is_written_again(session):
    """Who deletes the whole document and asks for it gets it, and it is ours as before."""
    session.raw = None
    session.draft(START)

    assert session.text == f"# Session\n\n{OVERVIEW}\n\n{TASKS}\n\n{SUMMARY}\n"
    assert session.draft({**START, "overview": "## Overview\n\nTwo nets."})["overview"] is What.UPDATED


ADDED = [
    "- {}",
    "{}",
    "## {}",
    "### {}",
    "> {}",
    "```\n{}\n```",
    "    {}",
    "{}\n---",
    "| {} |",
    "<b>{}",
    "  - {}",
    "```{}",
]


@settings(max_examples=100, deadline=None)
@given(
    edits=st.lists(st.tuples(st.integers(0, 40), st.sampled_from(ADDED)), max_size=4),
    news=st.sets(st.sampled_from(["overview", "tasks", "summary", "metrics"])),
)
def test_what_a_person_writes_into_a_session_stays(edits, news):
    """Wherever a person adds something, it stays as it is and in its place, whatever is drafted then."""
    session = Session()
    session.draft(START)
    for number, (at, what) in enumerate(edits):
        lines = session.text.splitlines(keepends=True)
        lines.insert(at % (len(lines) + 1), what.format(f"Q{number}") + "\n")
        session.raw = "".join(lines).encode()
    before = [line for line in session.text.splitlines() if "Q" in line]
    parts = {**START, "metrics": "## Metrics\n\nNone."}

    try:
        session.draft({name: text + "\n\nMore." * (name in news) for name, text in parts.items()})
    except Refused:
        return

    assert [line for line in session.text.splitlines() if "Q" in line] == before
    drafted = session.raw
    session.draft({name: text + "\n\nMore." * (name in news) for name, text in parts.items()})
    assert session.raw == drafted

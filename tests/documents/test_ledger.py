"""What was written before, as the union of what all machines noted."""

from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.documents.blocks import Emission, Slot
from mlws_writer.documents.ledger import Ledger, Record

words = st.text(st.characters(codec="utf-8"), max_size=20)
emissions = st.builds(
    Emission, st.builds(Slot, words, words), words, words, words, words, words, st.lists(words, max_size=2).map(tuple)
)
intents = st.builds(
    Record,
    st.just("intent"),
    words,
    words,
    words,
    words,
    words,
    st.integers(0),
    st.lists(emissions, max_size=3).map(tuple),
)
BULLET = Emission(Slot("net", "run"), "Trained net", "source")


def intent(at: str, *emitted: Emission, after: str = "after") -> Record:
    """Make the record of a write that began."""
    return Record("intent", at, at, "ACTIVITY.md", "before", after, 10, emitted or (BULLET,))


def note(op: str, at: str, **more: int) -> Record:
    """Make the record of how a write went on."""
    return Record(op, at, at, "ACTIVITY.md", **more)


def ids(ledger: Ledger, text: str = "", current: str = "other") -> list[str]:
    """Say which writes count, by the bullets that they wrote."""
    return [id_ for id_, _ in ledger.written(text, current)]


@given(record=intents)
def test_a_record_is_read_back_as_it_was_written(record):
    """Whatever the texts hold, a record is one line and comes back the same."""
    line = record.line()

    assert line.count(b"\n") == 1
    assert Ledger.of_bytes([line]).records == (record,)


@given(junk=st.lists(st.binary(max_size=30), max_size=5))
def test_what_cannot_be_read_is_skipped(junk):
    """Torn lines, conflict markers and any other bytes hide no record."""
    lines = [*junk, b"<<<<<<< HEAD", b"[]", b"{}", b"null", intent("1").line()[:-1], b'{"op": "done", "id']

    assert intent("1") in Ledger.of_bytes([b"\n".join(lines)]).records


def test_all_machines_count_and_copies_count_once():
    """Two ledgers and a copy that a syncing service made are one ledger."""
    one, two = intent("1").line(), intent("2").line()

    assert [record.id for record in Ledger.of_bytes([two, one, one + two]).records] == ["1", "2"]


def test_an_intent_counts_when_it_is_done_or_seen():
    """A write nobody saw the end of counts if its text is in the document, or its bytes are the document's."""
    ledger = Ledger((intent("1"),))

    assert ids(ledger) == []
    assert ids(ledger, "- Trained net\n") == ["1"]
    assert ids(ledger, "", "after") == ["1"]
    assert ids(ledger, "- Trained net\n", "before") == []
    assert ids(Ledger((intent("1"), note("done", "1")))) == ["1"]


def test_what_was_given_up_or_taken_back_does_not_count():
    """An abort or a retraction voids a write, also one that was done."""
    for op in ("abort", "retract"):
        assert ids(Ledger((intent("1"), note("done", "1"), note(op, "1"))), "- Trained net\n") == []


def test_an_unseen_fact_under_a_run_counts_only_with_all_its_fellows():
    """A short text that stands under many runs does not make a lost write count."""
    facts = [Emission(Slot("net", name), name, "s", under="run") for name in ("Status: done", "Result: 0.873")]

    assert ids(Ledger((intent("1", *facts),)), "- Status: done\n") == []
    assert ids(Ledger((intent("1", *facts),)), "- Status: done\n- Result: 0.873\n") == ["1", "1"]


def test_the_last_size_is_that_of_the_last_write_that_was_done():
    """Neither a lost write nor one of another document says how long a document was."""
    lost = Record("intent", "3", "3", "ACTIVITY.md", size=99)

    assert Ledger().size == 0
    assert Ledger((intent("1"), note("done", "1"), lost)).size == 10
    assert Ledger((intent("1"), note("done", "1"), note("seen", "2", size=4))).size == 4
    assert Ledger((intent("1"), note("done", "1"))).of("other.md").size == 0


def test_a_folder_of_ledgers_is_read(tmp_path):
    """Every ledger of the folder counts, also a conflicted copy; what lies beside them does not."""
    (tmp_path / "a.jsonl").write_bytes(intent("1").line())
    (tmp_path / "a (conflicted copy).jsonl").write_bytes(intent("2").line())
    (tmp_path / "notes.txt").write_bytes(intent("3").line())

    assert [record.id for record in Ledger.load(tmp_path).records] == ["1", "2"]
    assert Ledger.load(tmp_path / "missing").records == ()

"""Readings that are kept, so that a log that has not changed is not read again."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.errors import InputError
from mlws_writer.facts.model import Citation, Fact, Ignored, LogReading, Point, Run, Series
from mlws_writer.facts.rows import reading_from_row, reading_to_row
from mlws_writer.workspace import store
from mlws_writer.workspace.layout import Workspace

LOG = """\
2024-10-19 14:30:00 - INFO - Model: llama3.1:8b
2024-10-19 14:30:01 - INFO - Epoch 1/2 complete - Loss: 0.452, Val Loss: 0.489
2024-10-19 14:31:01 - INFO - Epoch 2/2 complete - Loss: 0.312, Val Loss: 0.389
2024-10-19 14:31:02 - INFO - Accuracy: 87.3%, F1: 0.852
"""

texts = st.text(st.characters(exclude_categories=()), max_size=8)  # lone surrogates too: a log is bytes
points = st.builds(Point, step=texts, value=texts, line=st.integers(0, 9))
times = st.none() | st.datetimes(timezones=st.none() | st.timezones(), allow_imaginary=False)
facts = st.builds(
    Fact, id=texts, run=texts, value=texts, text=texts, citation=st.builds(Citation, log=texts), time=times
)
series = st.builds(
    Series,
    name=texts,
    first=points,
    last=points,
    lowest=points,
    highest=points,
    points=st.lists(points, max_size=3).map(tuple),
)
runs = st.builds(
    Run,
    started=times,
    ended=times,
    facts=st.lists(facts, max_size=3).map(tuple),
    series=st.lists(series, max_size=2).map(tuple),
)
readings = st.builds(
    LogReading,
    runs=st.lists(runs, max_size=2).map(tuple),
    ignored=st.lists(st.builds(Ignored, text=texts), max_size=2).map(tuple),
)


@given(readings)
def test_a_reading_comes_back_as_it_was(reading: LogReading) -> None:
    """Nothing of a reading is lost or changed on the way through JSON."""
    text = json.dumps(reading_to_row(reading), ensure_ascii=False).encode("utf-8", "surrogatepass")

    back = reading_from_row(json.loads(text))

    assert _without_zones(back) == _without_zones(reading)


def _without_zones(reading: LogReading) -> str:
    """Return a reading as text, its zones as offsets: a file holds no names of zones."""
    return json.dumps(reading_to_row(reading))


@pytest.fixture
def log(workspace: Workspace) -> Path:
    """Return a log in the workspace."""
    path = workspace.root / "logs" / "20241019-143000-x.log"
    path.parent.mkdir()
    path.write_text(LOG, encoding="utf-8")
    return path


def kept(workspace: Workspace) -> list[Path]:
    """Return the files in which readings are kept."""
    return sorted((workspace.state / "facts").glob("*"))


def test_what_was_read_is_read_from_the_store_the_second_time(workspace: Workspace, log: Path) -> None:
    """The kept file answers: what stands in it is what comes back."""
    first = store.read(workspace, log)
    (file,) = kept(workspace)
    file.write_text(file.read_text(encoding="utf-8").replace("llama3.1:8b", "from the store"), encoding="utf-8")

    second = store.read(workspace, log)

    assert [fact.id for fact in second.facts] == [fact.id for fact in first.facts]
    assert any("from the store" in fact.value + fact.text for fact in second.facts)


def test_a_log_that_grew_is_read_again(workspace: Workspace, log: Path) -> None:
    """A line more is a fact more."""
    before = store.read(workspace, log)
    with log.open("a", encoding="utf-8") as file:
        file.write("2024-10-19 14:32:00 - INFO - Peak GPU memory: 6.2GB\n")

    after = store.read(workspace, log)

    assert after.lines == before.lines + 1
    assert after == store.read(workspace, log)


def test_a_log_of_the_same_size_and_another_time_is_read_again(workspace: Workspace, log: Path) -> None:
    """A number may change and the size not."""
    store.read(workspace, log)
    log.write_text(LOG.replace("87.3", "91.0"), encoding="utf-8")
    os.utime(log, (1, 1))

    assert any("91.0" in fact.value for fact in store.read(workspace, log).facts)


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"stamp": 1, "reading": []}', b"\xff\x00", b'"text"'])
def test_a_damaged_file_only_costs_a_reading(workspace: Workspace, log: Path, damage: bytes) -> None:
    """Nothing kept is the only copy of anything."""
    first = store.read(workspace, log)
    (file,) = kept(workspace)
    file.write_bytes(damage)

    assert store.read(workspace, log) == first
    assert file.read_bytes() != damage


def test_a_file_cut_anywhere_only_costs_a_reading(workspace: Workspace, log: Path) -> None:
    """However much of it is left, the log is what counts."""
    first = store.read(workspace, log)
    (file,) = kept(workspace)
    whole = file.read_bytes()

    for size in range(0, len(whole), 97):
        file.write_bytes(whole[:size])
        assert store.read(workspace, log) == first


def test_nothing_is_kept_where_nothing_is_to_be_written(workspace: Workspace, log: Path) -> None:
    """A dry run leaves the folder as it was."""
    store.read(workspace, log, keep=False)

    assert not workspace.state.exists()


def test_a_store_that_cannot_be_written_costs_only_time(workspace: Workspace, log: Path) -> None:
    """A file where our folder should be is no reason to stop."""
    workspace.state.mkdir()
    (workspace.state / "facts").write_text("in the way", encoding="utf-8")

    assert store.read(workspace, log).lines == 4


def test_a_log_that_is_gone_is_named(workspace: Workspace) -> None:
    """The error says which file and why."""
    with pytest.raises(InputError, match=r"gone\.log"):
        store.read(workspace, workspace.root / "gone.log")


def test_a_changed_reader_reads_again(workspace: Workspace, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version of the reader kept is not taken for what this one would say."""
    store.read(workspace, log)
    (file,) = kept(workspace)
    before = file.read_bytes()
    monkeypatch.setattr(store, "reader_version", lambda: "another")

    store.read(workspace, log)

    assert file.read_bytes() != before


def test_of_many_logs_those_that_are_none_are_told_and_the_others_read(workspace: Workspace, log: Path) -> None:
    """One bad file does not keep the others from being told."""
    empty, binary = log.with_name("empty.log"), log.with_name("binary.log")
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 9)
    notes: list[str] = []

    readings = store.read_all(workspace, [binary, empty, log, log.with_name("gone.log")], tell=notes.append)

    assert [reading.lines for reading in readings] == [0, 0, 4, 0]
    assert [str(name) in note for name, note in zip((binary, empty, "gone.log"), notes, strict=True)] == [True] * 3

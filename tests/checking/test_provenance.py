"""The records beside a document: what was written is read again, whichever version of us wrote it."""

import json

import pytest

from mlws_writer.checking.judgement import Told
from mlws_writer.checking.provenance import MODEL, Basis, Made, Record, records

MADE = Made(
    runs=(Basis("logs/a.log", 1, "", "head", run="a"), Basis("logs/b.log", 1, "", "head", run="b")),
    words=(Basis("commit 0123456789ab", 0, "digest", "", "commit-1", "a", "note", "commit"),),
    names={"a": "first", "b": "second"},
    compared=(("a", "b"),),
)
RECORD = Record(
    "ACTIVITY.md",
    "2024-10-19",
    "a",
    "headline",
    "text",
    by=MODEL,
    facts=(Basis("logs/a.log", 3, ""),),
    told=Told.PLAN,
    stated=1,
    about=("a", ""),
    made=MADE,
)


def test_a_record_comes_back_with_what_its_text_was_judged_by() -> None:
    """In whichever file that stands."""
    assert records([RECORD.written(), MADE.written()]) == (RECORD,)


@pytest.mark.parametrize("made", [b"", MADE.written()[:80], b'{"made": "0", "runs": 3}\n'])
def test_a_record_whose_other_line_is_lost_is_one_of_an_older_version(made: bytes) -> None:
    """It tells what it rests on itself."""
    (found,) = records([made, RECORD.written()])

    assert found.made is None
    assert found.facts == RECORD.facts


@pytest.mark.parametrize(("view", "told"), [({"view": True}, Told.PLAN), ({}, Told.STATEMENT)])
def test_a_record_of_an_older_version_is_read(view: dict[str, bool], told: Told) -> None:
    """It has names, and says of a view only that it is one."""
    row = json.loads(RECORD.written())
    old = {key: value for key, value in row.items() if key not in ("told", "about", "made")} | view
    old["names"] = {"a": "first"}

    (found,) = records([json.dumps(old).encode()])

    assert (found.told, found.names, found.made, found.about) == (told, {"a": "first"}, None, ())

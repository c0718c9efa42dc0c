"""`mlws verify DOC` and `mlws trace DOC:LINE`, as a person types them."""

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from mlws_writer.evals.cases import load_cases
from mlws_writer.evals.playing import play

from .conftest import Mlws

DAY = "2024-10-19"
SESSION = "docs/sessions/2024-10-19-sentiment-analysis.md"


@pytest.fixture
def written(mlws: Mlws, log: Path, folder: Path) -> Path:
    """Return a workspace with an entry and a session of its only log."""
    assert mlws("summarize", DAY, "--model", "none").code == 0
    assert mlws("draft-session", DAY, "--model", "none").code == 0
    return folder


def told(mlws: Mlws, document: str = "ACTIVITY.md") -> list[dict[str, object]]:
    """Verify a document, and give what was found of each statement."""
    return list(json.loads(mlws("verify", document, "--json").out))


def verdicts(mlws: Mlws, document: str = "ACTIVITY.md") -> Counter[object]:
    """Count the verdicts on a document."""
    return Counter(each["verdict"] for each in told(mlws, document))


def test_what_was_just_written_is_supported(mlws: Mlws, written: Path) -> None:
    """Each sentence of both documents, at exit 0."""
    answer = mlws("verify", "ACTIVITY.md", SESSION)

    assert answer.code == 0
    assert "ACTIVITY.md: 4 supported\n" in answer.out
    assert set(verdicts(mlws, SESSION)) <= {"supported", "nothing to check"}


@pytest.mark.parametrize("lost", [".mlws/provenance", ".mlws"])
def test_without_records_the_logs_as_they_are_decide(mlws: Mlws, written: Path, lost: str) -> None:
    """On a machine that never saw the writing, the links and the logs are enough."""
    shutil.rmtree(written / lost)

    assert mlws("verify", "ACTIVITY.md", SESSION).code == 0
    assert verdicts(mlws)["supported"] == 4


def test_a_false_sentence_with_a_link_is_not_supported_without_records(mlws: Mlws, written: Path) -> None:
    """Nobody knows who wrote it, but it says where it comes from."""
    shutil.rmtree(written / ".mlws")
    journal = written / "ACTIVITY.md"
    journal.write_text(journal.read_text().replace("accuracy 87.3%", "accuracy 97.3%"))

    answer = mlws("verify", "ACTIVITY.md")

    assert answer.code == 1
    assert "ACTIVITY.md:13: not supported: Result:" in answer.out


def test_a_changed_line_is_told_from_a_lost_log(mlws: Mlws, written: Path, log: Path) -> None:
    """The one was otherwise when the sentence was written, the other cannot be found any more."""
    text = log.read_text()
    log.write_text(text.replace("87.3%", "88.3%"))
    changed = mlws("verify", "ACTIVITY.md")
    log.unlink()
    gone = verdicts(mlws)

    assert changed.code == 1
    assert "ACTIVITY.md:13: the log line changed: Result:" in changed.out
    assert "it gave accuracy 87.3%" in changed.out
    assert gone["the log is gone"] == 4


def test_a_log_that_was_moved_is_found_by_its_first_bytes(mlws: Mlws, written: Path, log: Path) -> None:
    """An archive is no loss, whatever it calls the file."""
    archive = written / "archive" / "2024" / "old.log"
    archive.parent.mkdir(parents=True)
    log.rename(archive)

    assert mlws("verify", "ACTIVITY.md").code == 0
    assert "archive/2024/old.log (was logs/experiments/" in mlws("trace", "ACTIVITY.md:13").out


def test_an_edit_is_the_persons_and_what_the_log_says_otherwise_is_shown(mlws: Mlws, written: Path) -> None:
    """A person is not judged; both values are there to see."""
    journal = written / "ACTIVITY.md"
    text = journal.read_text().replace("accuracy 87.3%", "accuracy 97.3%")
    journal.write_text(text + "\n- Went for a walk\n")

    answer = mlws("verify", "ACTIVITY.md")

    assert answer.code == 0
    assert "ACTIVITY.md:13: yours: Result:" in answer.out
    assert "the log says accuracy 87.3% (logs/experiments/" in answer.out
    assert verdicts(mlws)["yours"] == 2


def test_a_sentence_that_is_broken_anew_or_ticked_is_still_ours(mlws: Mlws, written: Path) -> None:
    """An editor may fill paragraphs, and a box is the person's business."""
    session = written / SESSION
    before = verdicts(mlws, SESSION)
    session.write_text(session.read_text().replace(" used ", "\nused ").replace(", with ", ",\nwith "))

    assert verdicts(mlws, SESSION) == before


def test_a_trace_shows_the_lines_with_their_numbers(mlws: Mlws, written: Path, log: Path) -> None:
    """From the sentence to the log, as `sed -n` would print it."""
    line = next(n for n, text in enumerate((written / "ACTIVITY.md").read_text().split("\n"), 1) if "Result:" in text)

    answer = mlws("trace", f"ACTIVITY.md:{line}")
    facts = json.loads(mlws("trace", f"ACTIVITY.md:{line}", "--json").out)[0]["facts"]

    assert "supported, worded by a template" in answer.out
    assert "      8  2024-10-19 14:33:02 - INFO - Accuracy: 87.3%, F1: 0.852" in answer.out
    assert {("Accuracy", "87.3%"), ("F1", "0.852")} <= {(fact["name"], fact["value"]) for fact in facts}


@pytest.mark.parametrize(("place", "code"), [("ACTIVITY.md", 2), ("ACTIVITY.md:0", 3), ("no.md:3", 3)])
def test_a_place_that_is_none_is_an_error(mlws: Mlws, written: Path, place: str, code: int) -> None:
    """With what to do about it."""
    assert mlws("trace", place).code == code


def test_verify_wants_documents_or_claims(mlws: Mlws, folder: Path) -> None:
    """Neither, or half of the claims, is no request."""
    assert mlws("verify").code == 2
    assert mlws("verify", "--log", "a.log").code == 2


def test_records_hold_no_more_than_the_document(mlws: Mlws, written: Path) -> None:
    """No value, path or name that is not published, nor anything of the machine."""
    records = b"".join(path.read_bytes() for path in (written / ".mlws" / "provenance").glob("*.jsonl"))
    values = {fact.get("value", "") for line in records.splitlines() for fact in json.loads(line)["facts"]}
    published = (written / "ACTIVITY.md").read_text() + (written / SESSION).read_text()

    assert str(written).encode() not in records
    assert all(value.split(" ")[0] in published for value in values)


def test_a_torn_record_costs_that_record_only(mlws: Mlws, written: Path) -> None:
    """The machine may go down in the middle of a line; the other lines hold."""
    (path,) = (written / ".mlws" / "provenance").glob("*.jsonl")
    path.write_bytes(path.read_bytes()[:-40] + b"\n<<<<<<< ours\n[1, 2]\nnull\n")

    assert mlws("verify", "ACTIVITY.md", SESSION).code == 0


def test_a_dry_run_keeps_no_record(mlws: Mlws, log: Path, folder: Path) -> None:
    """What is not written has no origin."""
    mlws("summarize", DAY, "--model", "none", "--dry-run")

    assert not (folder / ".mlws" / "provenance").exists()


@pytest.mark.parametrize("name", ["entry-failed-training", "entry-two-temperatures", "session-agent"])
def test_what_a_model_worded_is_checked_again(name: str) -> None:
    """What the check let through once holds when it is verified."""
    case = load_cases((name,))[0]
    verified = play(case, case.recordings["good"], verify=True).verified

    assert {str(each.stands) for each in verified} <= {"supported", "nothing to check"}
    assert any(each.by == "recorded" for each in verified)


def test_an_edited_sentence_of_a_session_is_shown_with_what_the_log_says(mlws: Mlws, written: Path) -> None:
    """Whoever changes a result finds both values, though the sentence has become their own and has no link."""
    session = written / SESSION
    text = session.read_text()
    session.write_text(text + "\nIn the end it reached an accuracy of 89.3%.\n")

    (edited,) = [each for each in told(mlws, SESSION) if "89.3%" in str(each["text"])]

    assert edited["verdict"] == "yours"
    assert "87.3%" in str(edited["against"])

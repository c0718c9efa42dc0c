"""`mlws check`, as a person types it."""

import json
from pathlib import Path


def test_a_well_kept_workspace_is_exit_0(folder: Path, log: Path, mlws):
    """Nothing on standard output, and a word on standard error."""
    mlws("summarize", "--model", "none")

    answer = mlws("check")

    assert (answer.code, answer.out, answer.err) == (0, "", "Nothing needs you.\n")


def test_a_finding_has_its_place_and_the_way_out_and_is_exit_1(folder: Path, log: Path, mlws):
    """A day without an entry."""
    answer = mlws("check")

    assert answer.code == 1
    assert answer.out == (
        "ACTIVITY.md:1: 2024-10-19 has no entry, though there are logs of it (sentiment-analysis)\n"
        "  fix: mlws summarize 2024-10-19\n"
    )
    assert answer.err == "1 finding\n"
    assert not (folder / "ACTIVITY.md").exists()


def test_json_is_a_list_of_findings(folder: Path, log: Path, mlws):
    """For programs."""
    (finding,) = json.loads(mlws("check", "--json").out)

    assert finding["rule"] == "missing-day"
    assert (finding["path"], finding["line"], finding["open"]) == ("ACTIVITY.md", 1, True)
    assert finding["fix"] == "mlws summarize 2024-10-19"


def test_fix_writes_what_is_missing(folder: Path, log: Path, mlws):
    """And looks again; with -n it only shows it."""
    shown = mlws("check", "--fix", "-n")
    there = (folder / "ACTIVITY.md").exists()
    done = mlws("check", "--fix")

    assert shown.code == 1
    assert "+## 2024-10-19" in shown.err
    assert not there
    assert (done.code, done.out) == (0, "")
    assert "wrote 2024-10-19" in done.err
    assert "## 2024-10-19" in (folder / "ACTIVITY.md").read_text()


def test_an_empty_folder_needs_nobody(folder: Path, mlws):
    """Nothing is made either."""
    assert mlws("check").code == 0
    assert list(folder.iterdir()) == []

"""`mlws summarize`, as a person types it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Mlws = Callable[..., Any]
DAY = ("summarize", "2024-10-19", "--model", "none")


def test_an_entry_is_written_and_the_second_run_changes_no_byte(mlws: Mlws, folder: Path, log: Path) -> None:
    """The first says how many bullets, the second that there is nothing."""
    first = mlws(*DAY)
    written = (folder / "ACTIVITY.md").read_bytes()
    second = mlws(*DAY)

    assert (first.code, second.code) == (0, 0)
    assert first.out.startswith("ACTIVITY.md: ")
    assert second.out.startswith("ACTIVITY.md: nothing to change")
    assert (folder / "ACTIVITY.md").read_bytes() == written
    assert b"87.3%" in written


def test_a_dry_run_shows_the_difference_and_writes_nothing(mlws: Mlws, folder: Path, log: Path) -> None:
    """Not even what was read is kept."""
    answer = mlws(*DAY, "-n")

    assert answer.out.startswith("--- /dev/null\n+++ b/ACTIVITY.md\n")
    assert "+## 2024-10-19\n" in answer.out
    assert sorted(path.name for path in folder.iterdir()) == ["logs"]


def test_the_difference_of_a_dry_run_is_what_is_then_written(mlws: Mlws, folder: Path, log: Path) -> None:
    """What is shown first is what comes."""
    shown = mlws(*DAY, "--dry-run").out
    mlws(*DAY)

    added = "".join(f"{line[1:]}\n" for line in shown.splitlines()[3:])
    assert added == (folder / "ACTIVITY.md").read_text(encoding="utf-8")


def test_what_was_done_can_be_read_by_a_program(mlws: Mlws, folder: Path, log: Path) -> None:
    """One object on standard output, and nothing else there."""
    told = json.loads(mlws(*DAY, "--json").out)

    assert set(told) == {"changed", "files", "bullets", "coverage", "model", "warnings"}
    assert (told["changed"], told["model"]) == (True, "none")
    assert told["files"][0]["path"] == "ACTIVITY.md"
    assert {"run", "slot", "day", "section", "status", "text"} == set(told["bullets"][0])
    assert json.loads(mlws(*DAY, "--json").out)["changed"] is False


def test_a_log_may_be_named_instead_of_a_day(mlws: Mlws, folder: Path, log: Path) -> None:
    """From wherever one stands."""
    (folder / "deep").mkdir()
    (folder / ".mlws.toml").write_text("", encoding="utf-8")

    answer = mlws("-C", str(folder), "summarize", f"logs/../{log.relative_to(folder)}", "--model", "none")

    assert answer.code == 0
    text = (folder / "ACTIVITY.md").read_text(encoding="utf-8")
    assert "(logs/experiments/20241019-143000-sentiment-analysis.log#L" in text


def test_without_a_day_all_that_is_new_is_written(mlws: Mlws, folder: Path, log: Path) -> None:
    """Catching up is one command."""
    other = log.parent / "20241017-090000-other.log"
    other.write_text(log.read_text(encoding="utf-8").replace("2024-10-19", "2024-10-17"), encoding="utf-8")

    mlws("summarize", "--model", "none")

    text = (folder / "ACTIVITY.md").read_text(encoding="utf-8")
    assert text.index("## 2024-10-19") < text.index("## 2024-10-17")

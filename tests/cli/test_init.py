"""`mlws init`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Mlws = Callable[..., Any]


def test_init_makes_a_workspace_and_says_what_it_made(mlws: Mlws, folder: Path) -> None:
    """Each folder and file on a line, and the second time none."""
    first, second = mlws("init"), mlws("init")

    assert first.code == second.code == 0
    for name in (
        "logs/experiments/",
        "logs/training/",
        "logs/agents/",
        "docs/sessions/",
        "blog/drafts/",
        "ACTIVITY.md",
    ):
        assert f"  {name}\n" in first.out
    assert (folder / ".mlws.toml").is_file()
    assert "nothing to make" in second.out


def test_a_dry_run_makes_nothing(mlws: Mlws, folder: Path) -> None:
    """It says what it would make."""
    answer = mlws("init", "new", "-n")

    assert "ACTIVITY.md" in answer.out
    assert list(folder.iterdir()) == []


def test_what_init_makes_can_be_read_by_a_program(mlws: Mlws, folder: Path) -> None:
    """One object, with the root and each path."""
    told = json.loads(mlws("init", "new", "--json").out)

    assert told["root"] == str(folder / "new")
    assert {"path": "ACTIVITY.md", "added": False} in told["made"]


def test_the_settings_that_init_writes_are_understood(mlws: Mlws, folder: Path) -> None:
    """Logs that lay there before are found from then on."""
    (folder / "slurm-1.out").write_text("loss: 1\n", encoding="utf-8")

    answer = mlws("init")

    assert "slurm-*.out" in answer.err
    assert json.loads(mlws("doctor", "--json").out)["logs"] == 1


def test_a_file_is_no_place_for_a_workspace(mlws: Mlws, folder: Path) -> None:
    """The error names it."""
    (folder / "file").write_text("", encoding="utf-8")

    assert mlws("init", "file").code == 3
    assert mlws("init", "file/below").code == 6


def test_the_demo_leaves_something_to_summarize(mlws: Mlws, folder: Path) -> None:
    """A real run, logged as one's own would be, and an entry that tells of it."""
    assert mlws("init", "demo", "--demo").code == 0

    answer = mlws("-C", "demo", "summarize", "today", "--model", "none")

    assert answer.code == 0
    assert "logs/" in (folder / "demo" / "ACTIVITY.md").read_text(encoding="utf-8")

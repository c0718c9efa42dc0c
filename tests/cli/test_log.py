"""`mlws log`: a person's own entry."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Mlws = Callable[..., Any]
DAY = ("--day", "2024-10-19")


def text(folder: Path) -> str:
    """Return the activity log."""
    return (folder / "ACTIVITY.md").read_text(encoding="utf-8")


def test_an_entry_stands_under_its_section(mlws: Mlws, folder: Path) -> None:
    """In the words that were typed."""
    answer = mlws("log", "Experiments", "Completed sentiment analysis: 87.3% accuracy", *DAY)

    assert answer.code == 0
    assert "## 2024-10-19\n\n### Experiments\n\n- Completed sentiment analysis: 87.3% accuracy\n" in text(folder)


def test_without_a_section_it_is_something_learned(mlws: Mlws, folder: Path) -> None:
    """Words that only begin like a section are text."""
    mlws("log", "models", "are", "slow", "in", "the", "morning", *DAY)

    assert "### Learning\n\n- models are slow in the morning\n" in text(folder)


def test_a_box_stands_under_next_steps(mlws: Mlws, folder: Path) -> None:
    """To be ticked."""
    mlws("log", "--todo", "Deploy it", *DAY)

    assert "### Next Steps\n\n- [ ] Deploy it\n" in text(folder)


def test_several_lines_are_a_bullet_and_what_stands_below_it(
    mlws: Mlws, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From standard input."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("- Cleaned the data\n  - 12 were empty\n\n* 3 were twice\n"))

    mlws("log", "Datasets", "-", *DAY)

    assert "- Cleaned the data\n  - 12 were empty\n  - 3 were twice\n" in text(folder)


def test_an_editor_may_be_used(mlws: Mlws, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it leaves in the file is the entry."""
    editor = folder / "editor.py"
    editor.write_text("import sys; open(sys.argv[1], 'a').write('Written in peace')\n", encoding="utf-8")
    monkeypatch.setenv("EDITOR", f'"{sys.executable}" "{editor}"')

    mlws("log", "Learning", "--edit", *DAY)

    assert "- Written in peace\n" in text(folder)


def test_what_was_logged_stays_when_the_day_is_summarized(mlws: Mlws, folder: Path, log: Path) -> None:
    """Before and after, it is the person's."""
    mlws("log", "Experiments", "My own words", *DAY)
    mlws("summarize", "2024-10-19", "--model", "none")
    mlws("log", "Experiments", "More of them", *DAY)
    mlws("summarize", "2024-10-19", "--model", "none", "--refresh")

    assert text(folder).count("- My own words\n") == 1
    assert text(folder).count("- More of them\n") == 1


def test_a_deleted_entry_may_be_logged_again(mlws: Mlws, folder: Path) -> None:
    """What a person deletes and types again, they want."""
    mlws("log", "Learning", "Something", *DAY)
    (folder / "ACTIVITY.md").write_text(text(folder).replace("- Something\n", ""), encoding="utf-8")

    mlws("log", "Learning", "Something", *DAY)

    assert "- Something\n" in text(folder)


def test_a_dry_run_shows_the_entry_and_writes_nothing(mlws: Mlws, folder: Path) -> None:
    """As everywhere."""
    answer = mlws("log", "Learning", "Something", "-n", *DAY)

    assert "+- Something\n" in answer.out
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [(), ("",), ("Learning", "  "), ("Experimnts", "did it well"), ("--todo", "Learning", "x"), ("--day", "7d", "x")],
)
def test_what_cannot_be_logged_is_exit_2(mlws: Mlws, folder: Path, words: tuple[str, ...]) -> None:
    """No text, no such section, no single day."""
    answer = mlws("log", *words)

    assert answer.code == 2
    assert list(folder.iterdir()) == []

"""What a command imports before it needs it: nothing heavy."""

import subprocess
import sys
from pathlib import Path

import pytest

MODEL = {"langchain_core", "langchain_ollama", "langsmith", "pydantic", "httpx", "ollama", "tiktoken", "rich"}
HEAVY = MODEL | {"jinja2", "markdown_it"}


def imported(folder: Path, *words: str) -> set[str]:
    """Return the top-level modules that a whole process imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "mlws_writer", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    names = (line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:"))
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize(
    "words", [("--help",), ("--version",), ("summarize", "--help"), ("doctor", "-h")], ids=" ".join
)
def test_help_imports_nothing_heavy(folder: Path, words: tuple[str, ...]) -> None:
    """Help comes at once."""
    assert imported(folder, *words) & HEAVY == set()


@pytest.mark.parametrize("command", ["facts", "digest"])
def test_reading_a_log_imports_nothing_heavy(folder: Path, log: Path, command: str) -> None:
    """Reading needs the standard library."""
    assert imported(folder, command, str(log)) & HEAVY == set()


def test_an_entry_without_a_model_imports_nothing_of_the_models(folder: Path, log: Path) -> None:
    """Who asks no model waits for none of its libraries."""
    assert imported(folder, "summarize", "2024-10-19", "--model", "none") & MODEL == set()
    assert (folder / "ACTIVITY.md").is_file()

"""`mlws run`: a command with a log of it, from the command line."""

import subprocess
import sys
from pathlib import Path

import pytest

from mlws_writer.facts.model import Outcome
from mlws_writer.tier1_logs.reader import read_log


def mlws(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Run mlws as a process of its own, since the command's output goes past Python."""
    return subprocess.run([sys.executable, "-m", "mlws_writer", *words], cwd=folder, capture_output=True, check=False)


def test_standard_output_is_the_commands_alone(folder: Path) -> None:
    """Where the log is goes to standard error, so that a pipe gets what the command prints."""
    done = mlws(folder, "run", "--name", "greeting", "--", "echo", "hello")

    (log,) = folder.glob("logs/experiments/*-greeting.log")
    assert done.stdout == b"hello\n"
    assert str(log.relative_to(folder)).encode() in done.stderr
    assert read_log(log).outcome is Outcome.COMPLETED


@pytest.mark.parametrize(
    "words", [("run", "--", "sh", "-c", "exit 4"), ("run", "sh", "-c", "exit 4")], ids=["with --", "without"]
)
def test_the_exit_code_is_the_commands(folder: Path, words: tuple[str, ...]) -> None:
    """The command's own options are left to it, with or without the two dashes."""
    assert mlws(folder, *words).returncode == 4


def test_the_log_goes_to_the_workspace_and_the_command_stays_where_it_is(folder: Path) -> None:
    """In a folder below the workspace the log still goes to the folder of its kind."""
    (folder / ".mlws.toml").write_text("")
    below = folder / "scripts"
    below.mkdir()

    done = mlws(below, "run", "--kind", "training", "--", "pwd")

    assert done.stdout.decode().strip() == str(below)
    assert len(list(folder.glob("logs/training/*-pwd.log"))) == 1


def test_a_missing_command_is_told_as_a_shell_would(folder: Path) -> None:
    """Three lines, exit code 127, no log."""
    done = mlws(folder, "run", "--", "no-such-command-here")

    assert done.returncode == 127
    assert done.stderr.decode().splitlines()[0] == "error: no-such-command-here cannot be run"
    assert list(folder.rglob("*.log")) == []


def test_an_unknown_kind_runs_nothing(folder: Path) -> None:
    """A wrong option is found before the command starts."""
    done = mlws(folder, "run", "--kind", "holiday", "--", "touch", "ran")

    assert done.returncode == 2
    assert not (folder / "ran").exists()


def test_a_dry_run_runs_nothing(folder: Path) -> None:
    """It only says what it would do."""
    done = mlws(folder, "run", "--dry-run", "--", "touch", "ran")

    assert done.returncode == 0
    assert not (folder / "ran").exists()

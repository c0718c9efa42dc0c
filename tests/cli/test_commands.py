"""The commands and the options that each of them takes."""

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from mlws_writer.cli.commands import COMMANDS, Entry

Mlws = Callable[..., Any]
EVERYWHERE = (
    "--root",
    "--dry-run",
    "--json",
    "--quiet",
    "--verbose",
    "--debug",
    "--color",
    "--no-input",
    "--tz",
    "--version",
)


def function(entry: Entry) -> Any:
    """Return the function behind a command."""
    name = entry.name.replace("-", "_")
    return getattr(import_module(f"mlws_writer.cli.{entry.module or name}"), entry.function or name)


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_the_table_says_what_the_command_says(entry: Entry) -> None:
    """The list of commands is written without importing them; it does not drift from what they say of themselves."""
    assert (function(entry).__doc__ or "").startswith(entry.summary.rstrip("."))


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_each_command_takes_the_options_of_every_command(mlws: Mlws, entry: Entry) -> None:
    """And lists them in its help, in a section of their own."""
    answer = mlws(entry.name, "-h")

    assert answer.code == 0
    assert all(option in answer.out.partition("Everywhere:")[2] for option in EVERYWHERE)


def test_the_help_lists_each_command(mlws: Mlws) -> None:
    """In the order of the work."""
    answer = mlws("--help")

    names = re.findall(r"^  ([a-z][\w-]*)  ", answer.out.partition("Commands:")[2], re.MULTILINE)
    assert names == [entry.name for entry in COMMANDS]


def test_options_may_stand_before_and_after_the_command(mlws: Mlws, folder: Path) -> None:
    """Nobody remembers which side was the right one."""
    (folder / "elsewhere").mkdir()

    before = mlws("-C", "elsewhere", "--json", "doctor")
    after = mlws("doctor", "--json", "-C", "elsewhere")

    assert before.out == after.out
    assert str(folder / "elsewhere") in before.out


def test_the_version_is_one_line(mlws: Mlws) -> None:
    """On the group and on a command."""
    assert re.fullmatch(r"mlws \d+\.\d+\.\d+\S*\n", mlws("--version").out)
    assert mlws("facts", "--version").out == mlws("--version").out


def test_colour_is_asked_for_or_left_out(mlws: Mlws, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The option goes before NO_COLOR, NO_COLOR before FORCE_COLOR; a pipe has none."""
    assert "\x1b[" not in mlws("facts", str(log)).out
    assert "\x1b[" in mlws("facts", str(log), "--color", "always").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in mlws("facts", str(log)).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in mlws("facts", str(log)).out
    assert "\x1b[" in mlws("facts", str(log), "--color", "always").out


def test_doctor_tells_each_setting_and_where_it_came_from(mlws: Mlws, folder: Path) -> None:
    """Whoever wonders why a value holds, sees it."""
    (folder / ".mlws.toml").write_text('day_start = "04:00"\n', encoding="utf-8")

    answer = mlws("doctor", "--tz", "Europe/Vienna")

    assert answer.code == 0
    assert re.search(r"day_start\s+\"04:00\"\s+.*\.mlws\.toml", answer.out)
    assert re.search(r"tz\s+\"Europe/Vienna\"\s+command line", answer.out)
    assert re.search(r"model\s+\"auto\"\s+default", answer.out)


def test_models_without_a_server_is_exit_4(mlws: Mlws) -> None:
    """The models were asked for, and cannot be had."""
    assert mlws("models").code == 4

"""The reference cannot drift from the commands and the settings."""

from importlib import import_module
from pathlib import Path

import pytest

from mlws_writer.cli.commands import COMMANDS, root_command
from mlws_writer.workspace.settings import NAMES, Settings

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference.md"
pytestmark = pytest.mark.skipif(not REFERENCE.exists(), reason="the docs are in the checkout, not in the wheel")


@pytest.mark.parametrize("name", [entry.name for entry in COMMANDS])
def test_each_command_is_in_the_reference(name: str) -> None:
    """With a line of its own in the table."""
    assert f"| `mlws {name}" in REFERENCE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [entry.name for entry in COMMANDS])
def test_each_option_is_in_the_reference(name: str) -> None:
    """Whatever --help lists."""
    text = REFERENCE.read_text(encoding="utf-8")

    options = {
        option for param in root_command().get_command(None, name).params for option in param.opts if option[:2] == "--"
    }

    assert {option for option in options if f"`{option}" not in text and f"{option}`" not in text} == set()


@pytest.mark.parametrize("name", NAMES)
def test_each_setting_is_in_the_reference(name: str) -> None:
    """With its variable and its default."""
    (row,) = [line for line in REFERENCE.read_text(encoding="utf-8").splitlines() if line.startswith(f"| `{name}` |")]
    default = getattr(Settings(), name)

    assert f"`MLWS_{name.upper()}`" in row
    spoken = (
        str(default).lower()
        if isinstance(default, bool | int | dict)
        else str(default)
        if isinstance(default, str)
        else default[0]
    )
    assert spoken in row


def test_each_exit_code_is_in_the_reference() -> None:
    """Each error that is raised on purpose has a code with a meaning."""
    errors = vars(import_module("mlws_writer.errors")).values()
    codes = {error.exit_code for error in errors if isinstance(error, type) and issubclass(error, Exception)}
    text = REFERENCE.read_text(encoding="utf-8")

    assert all(f"\n| {code} | " in text for code in codes | {0, 1, 130})

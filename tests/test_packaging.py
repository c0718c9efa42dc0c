"""What is installed is whole."""

import subprocess
import sys
from importlib import resources
from importlib.metadata import entry_points, metadata
from pathlib import Path

import pytest

import mlws_writer
from mlws_writer.writing.prompts import assets


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("prompts", "bullets/system.md.j2"),
        ("prompts", "shared/rules.md.j2"),
        ("templates", "activity_head.md.j2"),
        ("templates", "settings.toml"),
    ],
)
def test_prompts_and_templates_come_with_the_package(kind: str, name: str) -> None:
    """Wherever the package is, what it writes from is found."""
    assert assets(kind).joinpath(*name.split("/")).read_text(encoding="utf-8").strip()


def test_the_eval_cases_come_with_the_package() -> None:
    """`mlws eval` has its cases also where only the wheel is installed."""
    from mlws_writer.evals.cases import load_cases

    assert len(load_cases()) >= 8


def test_the_command_is_installed() -> None:
    """`mlws` is on the path of whoever installs the package."""
    (command,) = entry_points(group="console_scripts", name="mlws")

    assert command.load() is mlws_writer.cli.main


def test_the_package_says_that_it_is_typed() -> None:
    """Type checkers of others read our annotations."""
    assert resources.files("mlws_writer").joinpath("py.typed").is_file()
    assert metadata("mlws-writer")["License-Expression"] == "MIT"


def test_what_scripts_import_needs_the_standard_library_only(tmp_path: Path) -> None:
    """A training script in a lean environment can log without any of our dependencies."""
    source = Path(mlws_writer.__file__).parent.parent
    code = (
        f"import sys; sys.path.insert(0, {str(source)!r}); from mlws_writer import setup_experiment_logging, record_run"
    )

    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.stderr == ""
    assert done.returncode == 0

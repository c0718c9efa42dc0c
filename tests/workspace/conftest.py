"""What the tests of a workspace are handed."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mlws_writer.workspace.layout import Surroundings, Workspace, open_workspace

NOON = datetime(2024, 10, 19, 12, 0, tzinfo=UTC)


@pytest.fixture
def around(tmp_path: Path) -> Callable[..., Surroundings]:
    """Return the surroundings of a process that starts in a folder, with a home of its own."""

    def make(folder: Path | None = None, *, now: datetime = NOON, **environ: str) -> Surroundings:
        home = tmp_path / "home"
        home.mkdir(exist_ok=True)
        return Surroundings(folder or tmp_path, home, {"TZ": "UTC", **environ}, now, home / "config.toml")

    return make


@pytest.fixture
def workspace(tmp_path: Path, around: Callable[..., Surroundings]) -> Workspace:
    """Return an empty workspace at noon of 2024-10-19, UTC."""
    return open_workspace(around(), tmp_path, {})

"""Where a workspace is, and which zone its days are counted in."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mlws_writer.errors import InputError
from mlws_writer.workspace.layout import Surroundings, Workspace, open_workspace

Around = Callable[..., Surroundings]


def test_a_journal_upwards_makes_the_workspace(tmp_path: Path, around: Around) -> None:
    """Without settings, the nearest folder with an activity log is the root."""
    (tmp_path / "ACTIVITY.md").write_text("# mine\n", encoding="utf-8")
    (tmp_path / "deep" / "down").mkdir(parents=True)

    assert open_workspace(around(tmp_path / "deep" / "down"), None, {}).root == tmp_path


def test_a_folder_that_is_named_is_the_workspace(tmp_path: Path, around: Around) -> None:
    """Not one around it: what is written goes where it was asked for."""
    (tmp_path / "ACTIVITY.md").write_text("# mine\n", encoding="utf-8")
    (tmp_path / ".mlws.toml").write_text('model = "outer"\n', encoding="utf-8")
    (tmp_path / "inner").mkdir()

    workspace = open_workspace(around(tmp_path), tmp_path / "inner", {})

    assert workspace.root == tmp_path / "inner"
    assert workspace.settings.model == "auto"


def test_without_any_sign_the_folder_itself_is_the_workspace(tmp_path: Path, around: Around) -> None:
    """A fresh clone with logs works as it is, and nothing is created by looking."""
    before = sorted(tmp_path.iterdir())

    workspace = open_workspace(around(tmp_path), None, {})

    assert workspace.root == tmp_path
    assert [path for path in sorted(tmp_path.iterdir()) if path.name != "home"] == before


def test_a_named_folder_must_exist(tmp_path: Path, around: Around) -> None:
    """A slip in -C is not a new workspace."""
    with pytest.raises(InputError, match="is not a folder"):
        open_workspace(around(), tmp_path / "nowhere", {})


def test_today_ends_when_the_day_of_the_workspace_ends(tmp_path: Path, around: Around) -> None:
    """At two in the morning in Vienna, with a day that starts at four, it is still the day before."""
    (tmp_path / ".mlws.toml").write_text('day_start = "04:00"\ntz = "Europe/Vienna"\n', encoding="utf-8")
    now = datetime(2024, 10, 20, 0, 30, tzinfo=UTC)

    assert open_workspace(around(now=now), None, {}).today == date(2024, 10, 19)


def test_the_zone_of_the_system_is_used_and_named(tmp_path: Path, around: Around) -> None:
    """Without a setting, TZ or the system's link says the zone; one without data falls back to the offset."""
    assert open_workspace(around(TZ="Asia/Tokyo"), None, {}).zone_name == "Asia/Tokyo (system)"
    assert "(system)" in open_workspace(around(TZ="Nowhere/Atall"), None, {}).zone_name


def test_names_are_relative_inside_and_whole_outside(workspace: Workspace) -> None:
    """A citation can be followed from the root of the workspace."""
    outside = workspace.root.parent / "elsewhere.log"

    assert workspace.name(workspace.root / "logs" / "a.log") == "logs/a.log"
    assert workspace.name(outside) == outside.as_posix()

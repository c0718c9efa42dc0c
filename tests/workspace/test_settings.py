"""Settings: what wins, where it came from, and what is wrong with one."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mlws_writer.errors import InputError, UsageError
from mlws_writer.workspace.layout import Surroundings, open_workspace
from mlws_writer.workspace.settings import Layer, combine, from_environment, from_file

Around = Callable[..., Surroundings]


def test_each_layer_goes_before_the_next(tmp_path: Path, around: Around) -> None:
    """A flag beats the environment, that the project's file, that the user's own, that the default."""
    here = around(tmp_path / "work", MLWS_MODEL="from-environment", MLWS_ACTIVITY="from-environment")
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / ".mlws.toml").write_text(
        'model = "project"\nactivity = "project"\nsessions = "project"\n', encoding="utf-8"
    )
    here.user_config.write_text('model = "user"\nsessions = "user"\ndrafts = "user"\n', encoding="utf-8")

    workspace = open_workspace(here, None, {"model": "flag", "base_url": None})

    settings, origins = workspace.settings, workspace.origins
    assert (settings.model, origins["model"]) == ("flag", "command line")
    assert (settings.activity, origins["activity"]) == ("from-environment", "environment")
    assert (settings.sessions, origins["sessions"]) == ("project", str(tmp_path / "work" / ".mlws.toml"))
    assert (settings.drafts, origins["drafts"]) == ("user", str(here.user_config))
    assert (settings.day_start, origins["day_start"]) == ("00:00", "default")


def test_a_table_of_pyproject_serves_too(tmp_path: Path, around: Around) -> None:
    """A project that has a pyproject.toml needs no file more."""
    (tmp_path / "pyproject.toml").write_text('[tool.mlws]\nlogs = ["out/*.log"]\n', encoding="utf-8")
    (tmp_path / "src").mkdir()

    workspace = open_workspace(around(tmp_path / "src"), None, {})

    assert workspace.root == tmp_path
    assert workspace.settings.logs == ("out/*.log",)
    assert workspace.origins["logs"].endswith("pyproject.toml [tool.mlws]")


def test_an_own_file_goes_before_pyproject(tmp_path: Path, around: Around) -> None:
    """Of two files in a folder, .mlws.toml is the one that was made for us."""
    (tmp_path / "pyproject.toml").write_text('[tool.mlws]\nmodel = "a"\n', encoding="utf-8")
    (tmp_path / ".mlws.toml").write_text('model = "b"\n', encoding="utf-8")

    assert open_workspace(around(), None, {}).settings.model == "b"


def test_the_search_ends_at_the_git_root(tmp_path: Path, around: Around) -> None:
    """The settings of a folder around the repository are somebody else's."""
    (tmp_path / ".mlws.toml").write_text('model = "outside"\n', encoding="utf-8")
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    (repository / "deep" / "down").mkdir(parents=True)

    workspace = open_workspace(around(repository / "deep" / "down"), None, {})

    assert workspace.settings.model == "auto"
    assert workspace.root == repository / "deep" / "down"


def test_an_unknown_setting_names_the_nearest() -> None:
    """A slip of the pen is an error that shows the right word."""
    with pytest.raises(UsageError, match="unknown setting 'modle'") as caught:
        combine([Layer(".mlws.toml", {"modle": "x"})])

    assert "model" in caught.value.why


def test_an_unknown_variable_names_the_nearest_but_a_strange_one_is_left_alone() -> None:
    """MLWS_MODLE is a slip; MLWS_RUN_ID may belong to a script that uses the prefix for itself."""
    with pytest.raises(UsageError) as caught:
        from_environment({"MLWS_MODLE": "x"})

    assert "MLWS_MODEL" in caught.value.why
    assert from_environment({"MLWS_SOMEBODY_ELSES": "x"}).values == {}


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"logs": "a.log"}, "list"),
        ({"logs": [1]}, "list"),
        ({"model": 3}, "text"),
        ({"num_ctx": "8192"}, "whole number"),
        ({"num_ctx": True}, "whole number"),
        ({"num_ctx": 0}, "more than zero"),
        ({"allow_cloud": "yes"}, "true or false"),
    ],
)
def test_a_value_of_the_wrong_kind_says_which_kind_is_right(values: dict[str, object], word: str) -> None:
    """TOML has types, and a setting has one of them."""
    with pytest.raises(UsageError) as caught:
        combine([Layer("file", values)])

    assert word in caught.value.why


def test_the_environment_speaks_in_texts() -> None:
    """Lists are separated by commas, switches are yes or no, numbers are digits."""
    layer = from_environment({"MLWS_LOGS": "a/*.log, b.out", "MLWS_ALLOW_CLOUD": "Yes", "MLWS_NUM_CTX": "4096"})

    settings = combine([layer]).settings

    assert (settings.logs, settings.allow_cloud, settings.num_ctx) == (("a/*.log", "b.out"), True, 4096)


@pytest.mark.parametrize(("name", "text"), [("MLWS_NUM_CTX", "many"), ("MLWS_ALLOW_CLOUD", "perhaps")])
def test_a_variable_that_cannot_be_read_is_named(name: str, text: str) -> None:
    """The error names the variable, not only the setting."""
    with pytest.raises(UsageError, match=name):
        from_environment({name: text})


@pytest.mark.parametrize("setting", ['day_start = "25:00"', 'day_start = "4"', 'tz = "Middle/Earth"', 'tz = "../etc"'])
def test_a_time_or_zone_that_does_not_exist_is_refused(tmp_path: Path, around: Around, setting: str) -> None:
    """Days would be counted wrongly ever after."""
    (tmp_path / ".mlws.toml").write_text(setting, encoding="utf-8")

    with pytest.raises(UsageError):
        open_workspace(around(), None, {})


def test_a_file_that_is_no_toml_names_the_line(tmp_path: Path) -> None:
    """The parser's own words lead to the place."""
    path = tmp_path / ".mlws.toml"
    path.write_text("model = \n", encoding="utf-8")

    with pytest.raises(UsageError) as caught:
        from_file(path)

    assert "line 1" in caught.value.why


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="who is root may read everything")
def test_settings_that_may_not_be_read_are_an_error(tmp_path: Path) -> None:
    """Settings that are there and not read would be worse than none."""
    path = tmp_path / ".mlws.toml"
    path.write_text("", encoding="utf-8")
    path.chmod(0)

    with pytest.raises(InputError):
        from_file(path)

"""A new workspace."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.errors import Refused
from mlws_writer.workspace.founding import carry_out, plan, propose_logs
from mlws_writer.workspace.logs import find_logs
from mlws_writer.workspace.settings import from_file

HEAD = "# ML Workspace Activity Log\n"
SETTINGS = "logs = [$logs]\n"


def lay(root: Path, *names: str) -> None:
    """Write empty files of those names."""
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("", encoding="utf-8")


def make(root: Path) -> list[str]:
    """Make a workspace and return what was made."""
    steps = plan(root, HEAD, SETTINGS)
    carry_out(steps)
    return [step.path.relative_to(root).as_posix() for step in steps]


def test_a_workspace_has_the_folders_of_the_method(tmp_path: Path) -> None:
    """All three tiers have their place, also in a folder that does not exist yet."""
    root = tmp_path / "new"

    make(root)

    for folder in ("logs/experiments", "logs/training", "logs/agents", "docs/sessions", "blog/drafts"):
        assert (root / folder).is_dir()
    assert (root / "ACTIVITY.md").read_text(encoding="utf-8") == HEAD
    assert ".mlws/*" in (root / ".gitignore").read_text(encoding="utf-8")


def test_the_second_time_there_is_nothing_to_do(tmp_path: Path) -> None:
    """Running it again changes no byte."""
    make(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    assert make(tmp_path) == []
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_what_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    """A journal, settings and ignored files of one's own keep every byte."""
    (tmp_path / "ACTIVITY.md").write_bytes(b"mine\r\n")
    (tmp_path / ".mlws.toml").write_bytes(b'model = "none"')
    (tmp_path / ".gitignore").write_bytes(b"*.pt")

    make(tmp_path)

    assert (tmp_path / "ACTIVITY.md").read_bytes() == b"mine\r\n"
    assert (tmp_path / ".mlws.toml").read_bytes() == b'model = "none"'
    assert (tmp_path / ".gitignore").read_bytes().startswith(b"*.pt\n")


def test_a_journal_that_is_a_dead_link_is_left_alone(tmp_path: Path) -> None:
    """A link to a disk that is not there now is not replaced by a file."""
    (tmp_path / "ACTIVITY.md").symlink_to(tmp_path / "not mounted")

    make(tmp_path)

    assert (tmp_path / "ACTIVITY.md").is_symlink()


def test_logs_that_lie_elsewhere_are_proposed(tmp_path: Path) -> None:
    """A launcher's, a tracker's and one's own logs are found, what only looks like one is not."""
    lay(
        tmp_path,
        "slurm-123.out",
        "jobs/slurm-124.out",
        "wandb/run-1/files/output.log",
        "wandb/run-1/logs/debug.log",
        "outputs/2024/train.log",
        "logs/training/a.log",
        "venv/lib/x.log",
        ".cache/y.log",
        "notes.txt",
    )

    proposed = propose_logs(tmp_path)

    assert proposed == (
        "logs/**/*.log",
        "jobs/slurm-*.out",
        "outputs/**/*.log",
        "slurm-*.out",
        "wandb/*/files/output.log",
    )
    make(tmp_path)
    layer = from_file(tmp_path / ".mlws.toml")
    assert layer is not None
    assert layer.values["logs"] == list(proposed)


@given(name=st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=12))
def test_a_folder_of_any_name_is_proposed_so_that_it_is_found(
    name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Brackets, stars and quotes in a folder's name stand for themselves, in TOML and in the pattern."""
    root = tmp_path_factory.mktemp("root")
    if name.startswith(".") or name in {"venv", "env", "wandb", "logs", "node_modules", "site-packages", "__pycache__"}:
        return
    lay(root, f"{name}/a.log")

    make(root)

    (line,) = [tomllib.loads((root / ".mlws.toml").read_text(encoding="utf-8"))["logs"]]
    assert find_logs(root, line) == (root / name / "a.log",)


def test_a_file_where_a_folder_belongs_is_refused(tmp_path: Path) -> None:
    """Neither is it removed, nor is the rest made somewhere else."""
    (tmp_path / "logs").write_text("mine", encoding="utf-8")

    with pytest.raises(Refused, match="in the way"):
        make(tmp_path)

    assert (tmp_path / "logs").read_text(encoding="utf-8") == "mine"


def test_logs_under_other_names_are_proposed_too(tmp_path: Path) -> None:
    """A cluster's captures in a folder of their own, and the files that frameworks write."""
    for name in ("slurm/train_12.out", "work/log.txt", "out/trainer_log.jsonl", "notes.txt", "a.out"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")

    assert propose_logs(tmp_path)[1:] == ("out/trainer_log.jsonl", "slurm/*.out", "work/log.txt")

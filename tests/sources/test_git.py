"""What git holds, in a real repository."""

import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mlws_writer.sources.git import commits
from mlws_writer.workspace.journal import Order, summarize
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.settings import Settings

START, END = datetime(2024, 10, 19, tzinfo=UTC), datetime(2024, 10, 19, 23, 59, 59, tzinfo=UTC)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Make a repository with a commit on 18 October and two on the 19th."""
    _git(tmp_path, "init", "-q")
    for stamp, subject in (
        ("2024-10-18T20:00:00Z", "Start"),
        ("2024-10-19T09:00:00Z", "Read *all* reviews"),
        ("2024-10-19T17:00:00Z", "Keep the labels"),
    ):
        (tmp_path / "code.py").write_text(subject)
        _git(tmp_path, "add", "code.py")
        _git(tmp_path, "commit", "-q", "-m", subject, stamp=stamp)
    return tmp_path


def _git(folder: Path, *words: str, stamp: str = "") -> None:
    who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
    when = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp} if stamp else {}
    subprocess.run(["git", *words], cwd=folder, check=True, env={**os.environ, **who, **when})


def test_the_commits_of_a_day_are_listed_oldest_first(repository: Path):
    """And no others."""
    assert [c.subject for c in commits(repository, START, END)] == ["Read *all* reviews", "Keep the labels"]


def test_a_folder_without_a_repository_has_no_commits(tmp_path: Path):
    """Which is no error."""
    assert commits(tmp_path, START, END) == ()


def test_commits_stand_under_code_once(repository: Path):
    """Summarizing again adds nothing; what a subject says cannot become markup."""
    log = repository / "logs/experiments/20241019-140000-a.log"
    log.parent.mkdir(parents=True)
    log.write_text("2024-10-19 14:00:00 - INFO - Accuracy: 87.3%\n2024-10-19 14:00:01 - INFO - Outcome: completed\n")
    workspace = Workspace(repository, Settings(), UTC, datetime(2024, 10, 20, tzinfo=UTC))
    order = Order((date(2024, 10, 19),), model="none")

    text = summarize(workspace, order).after.decode()

    code = text.split("### Code")[1].split("###")[0]
    assert r"Committed: Read \*all\* reviews" in code
    assert "Keep the labels" in code
    assert summarize(workspace, order).after.decode() == text


def test_the_setting_leaves_commits_out(repository: Path):
    """For a journal that others read."""
    log = repository / "logs/experiments/20241019-140000-a.log"
    log.parent.mkdir(parents=True)
    log.write_text("2024-10-19 14:00:00 - INFO - Accuracy: 87.3%\n")
    workspace = Workspace(repository, Settings(commits=False), UTC, datetime(2024, 10, 20, tzinfo=UTC))

    assert b"### Code" not in summarize(workspace, Order(model="none")).after

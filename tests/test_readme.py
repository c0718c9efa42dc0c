"""What the README shows is what the commands print."""

import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mlws_writer.workspace.journal import Order, summarize
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.sessions import SessionOrder, draft
from mlws_writer.workspace.settings import Settings

CHECKOUT = Path(__file__).parent.parent

pytestmark = pytest.mark.skipif(
    not (CHECKOUT / "README.md").is_file() or not (CHECKOUT / "logs").is_dir(),
    reason="the README and the sample logs lie in the checkout only",
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Give every line of the sample logs, and of the entry and the session made from them."""
    root = tmp_path_factory.mktemp("samples")
    shutil.copytree(CHECKOUT / "logs", root / "logs")
    workspace = Workspace(root, Settings(), UTC, datetime(2024, 10, 20, tzinfo=UTC))
    days = (date(2024, 10, 19),)
    texts = [summarize(workspace, Order(days, model="none")).after.decode()]
    texts.append(draft(workspace, SessionOrder(days, model="none")).after.decode())
    texts += [path.read_text() for path in sorted((root / "logs").rglob("*.log"))]
    return [line for text in texts for line in text.split("\n")]


def test_every_line_of_the_before_and_after_is_real(written: list[str]):
    """It comes from the sample logs, or from what the commands wrote."""
    section = (CHECKOUT / "README.md").read_text().split("## Before and after")[1].split("\n## ")[0]
    shown = [line for block in re.findall(r"```\w+\n(.*?)```", section, re.DOTALL) for line in block.split("\n")]

    assert len(shown) > 10
    assert [line for line in shown if line.strip() not in ("", "…") and line not in written] == []


def test_the_readme_counts_the_lines_of_the_log_it_shows():
    """A figure in the README is one that can be counted."""
    found = re.search(r"`(logs/[^`]+\.log)`, (\d+) lines", (CHECKOUT / "README.md").read_text())

    assert found
    assert len((CHECKOUT / found[1]).read_text().splitlines()) == int(found[2])

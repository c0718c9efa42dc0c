"""What the tests of the command line are handed."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from mlws_writer.cli.boundary import run

LOG = """\
2024-10-19 14:30:00 - INFO - Experiment: sentiment-analysis
2024-10-19 14:30:00 - INFO - Model: llama3.1:8b
2024-10-19 14:30:00 - INFO - Config: {temperature: 0.3, max_tokens: 100}
2024-10-19 14:31:00 - INFO - Epoch 1/3 complete - Loss: 0.452, Val Loss: 0.489
2024-10-19 14:32:00 - INFO - Epoch 2/3 complete - Loss: 0.361, Val Loss: 0.397
2024-10-19 14:33:00 - INFO - Epoch 3/3 complete - Loss: 0.312, Val Loss: 0.389
2024-10-19 14:33:01 - WARNING - 12 reviews were empty
2024-10-19 14:33:02 - INFO - Accuracy: 87.3%, F1: 0.852
2024-10-19 14:33:03 - INFO - Results saved: results/20241019-sentiment-analysis/
2024-10-19 14:33:04 - INFO - Experiment complete
"""


@dataclass(frozen=True)
class Answer:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str


Mlws = Callable[..., Answer]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which commands run, with a home of its own and a clean environment."""
    for name in list(os.environ):
        if name.startswith("MLWS_") or name in {"NO_COLOR", "FORCE_COLOR", "VISUAL", "EDITOR"}:
            monkeypatch.delenv(name)
    home, work = tmp_path / "home", tmp_path / "work"
    home.mkdir()
    work.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("OLLAMA_HOST", "127.0.0.1:9")  # nobody answers there
    monkeypatch.chdir(work)
    return work


@pytest.fixture
def mlws(folder: Path, capfd: pytest.CaptureFixture[str]) -> Mlws:
    """Return the function that runs a command as a person would type it."""

    def call(*arguments: str) -> Answer:
        capfd.readouterr()
        code = run(arguments)
        said = capfd.readouterr()
        return Answer(code, said.out, said.err)

    return call


@pytest.fixture
def log(folder: Path) -> Path:
    """Return a log of a small experiment in the folder."""
    path = folder / "logs" / "experiments" / "20241019-143000-sentiment-analysis.log"
    path.parent.mkdir(parents=True)
    path.write_text(LOG, encoding="utf-8")
    return path

"""`mlws facts` and `mlws digest`."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Mlws = Callable[..., Any]


def test_a_person_sees_what_ran_how_it_ended_and_its_numbers(mlws: Mlws, log: Path) -> None:
    """First, last and best of a series, its course, the results, what it left."""
    out = mlws("facts", str(log)).out

    for text in ("sentiment-analysis", "completed", "0.452", "0.312", "87.3%", "llama3.1:8b", "results/20241019", "█"):
        assert text in out


def test_it_needs_no_workspace_and_leaves_nothing(mlws: Mlws, folder: Path, log: Path) -> None:
    """Settings that are wrong do not matter, and nothing is written."""
    (folder / ".mlws.toml").write_text("nonsense = 1\n", encoding="utf-8")
    before = sorted(folder.rglob("*"))

    assert mlws("facts", str(log)).code == 0
    assert sorted(folder.rglob("*")) == before


def test_a_program_gets_one_object(mlws: Mlws, log: Path) -> None:
    """With each fact's line."""
    told = json.loads(mlws("facts", str(log), "--json").out)

    assert set(told) == {"runs", "facts", "ignored"}
    assert {"id", "run", "kind", "name", "value", "unit", "step", "line"} <= set(told["facts"][0])
    lines = log.read_text(encoding="utf-8").splitlines()
    accuracy = next(fact for fact in told["facts"] if "87.3" in fact["value"])
    assert "87.3" in lines[accuracy["line"] - 1]


def test_a_log_may_come_from_standard_input(mlws: Mlws, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`kubectl logs … | mlws facts -` works."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(log.read_bytes())))

    assert "87.3%" in mlws("facts", "-").out


def test_private_things_are_left_out_for_the_public(mlws: Mlws, folder: Path) -> None:
    """A path with a name in it is nobody's business."""
    path = folder / "x.log"
    path.write_text("Config: data_dir: /home/wilhelmine/data\nModel: llama3.1:8b\nloss: 0.5\n", encoding="utf-8")

    assert "wilhelmine" not in mlws("facts", "x.log", "--public").out
    assert "wilhelmine" not in mlws("facts", "x.log", "--public", "--json").out


def test_what_a_terminal_would_act_on_is_not_printed(mlws: Mlws, folder: Path) -> None:
    """A log may hold anything; the terminal gets text."""
    (folder / "x.log").write_bytes(b"Model: \x1b]0;gotcha\x07llama\x9b31m\nError: \x1b[2J boom\x08\n" * 3)

    out = mlws("facts", "x.log").out

    assert "\x1b" not in out
    assert "\x9b" not in out
    assert "\x08" not in out


def test_the_lines_are_no_wider_than_the_terminal(mlws: Mlws, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Long values are cut, with a sign that they are."""
    monkeypatch.setenv("COLUMNS", "50")
    log.write_text(log.read_text(encoding="utf-8") + f"Error: {'x' * 300}\n", encoding="utf-8")

    out = mlws("facts", str(log)).out

    assert max(map(len, out.splitlines())) == 50
    assert "…" in out


def test_a_digest_keeps_to_its_budget_and_its_form(mlws: Mlws, log: Path) -> None:
    """Rows with their lines, and what they cost."""
    told = json.loads(mlws("digest", str(log), "--budget", "120", "--json").out)

    assert set(told) == {"tokens", "rows", "coverage", "outcome"}
    assert all(set(row) == {"text", "lines"} for row in told["rows"])
    assert sum(len(row["text"]) + 1 for row in told["rows"]) / 2.5 <= 120
    assert told["outcome"] == "completed"


def test_the_facts_for_a_model_are_the_digest(mlws: Mlws, log: Path) -> None:
    """Two names for one thing."""
    assert mlws("facts", str(log), "--for-model").out == mlws("digest", str(log)).out

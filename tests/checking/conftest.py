"""Facts for the tests of the check."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mlws_writer.checking.log_claims import Claim, verify_claims
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.model import Citation, Fact, FactKind
from mlws_writer.tier1_logs.reader import read_log


@pytest.fixture(scope="session")
def fact() -> Callable[..., Fact]:
    """Make a fact from little; facts of later lines come later."""

    def make(name: str, value: str, kind: FactKind = FactKind.METRIC, line: int = 1, **more: Any) -> Fact:
        return Fact(f"{name}@{line}", more.pop("run", "a"), kind, name, value, Citation("a.log", line), **more)

    return make


@pytest.fixture
def judge(tmp_path: Path) -> Callable[[str, str, tuple[int, ...]], Verdict]:
    """Judge a sentence by the lines of a log that it cites, as `mlws verify --log` does."""

    def by(log: str, sentence: str, lines: tuple[int, ...]) -> Verdict:
        path = tmp_path / "run.log"
        path.write_text(log, encoding="utf-8")
        (verdict,) = verify_claims(read_log(path), log.encode(), [Claim(1, sentence, lines)])
        return verdict

    return by


@pytest.fixture
def holds(judge: Callable[[str, str, tuple[int, ...]], Verdict]) -> Callable[[str, str, tuple[int, ...], bool], None]:
    """Say that a sentence stands by the lines of a log that it cites, or that it does not."""

    def hold(log: str, sentence: str, lines: tuple[int, ...], stands: bool) -> None:
        verdict = judge(log, sentence, lines)
        assert verdict.ok == stands, verdict

    return hold

"""A model that lies in every way, at every call: no lie gets into a document, and nothing of weight is lost."""

import importlib.util
import os
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

DAYS = int(os.environ.get("MLWS_HOSTILE_DAYS", "24"))
"""`python tests/hostile.py 2000` plays as many as .ci/run does."""


@pytest.fixture(scope="module")
def hostile() -> ModuleType:
    """Load the made-up days beside this file, which is no package."""
    spec = importlib.util.spec_from_file_location("hostile", Path(__file__).with_name("hostile.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["hostile"] = module
    spec.loader.exec_module(module)
    return module


def test_no_lie_is_published_and_nothing_of_weight_is_lost(hostile: ModuleType) -> None:
    """The oracle knows what was planted, and asks no check."""
    findings: list[object] = []
    told: Counter[str] = Counter()
    own = 0
    for seed in range(DAYS):
        found, liar, composition = hostile.play(seed, session=seed % hostile.SESSIONS == 0)
        findings += found
        told.update(liar.told)
        own += sum(text.by_model for text in composition.texts)

    assert findings == []
    assert len(told) == 17
    assert own > 0


def test_the_oracle_sees_a_lie(hostile: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the check, the documents are full of lies: a test of the test."""
    from mlws_writer.checking.verdict import Verdict
    from mlws_writer.writing import judging

    monkeypatch.setattr(judging, "_verdict", lambda *_: Verdict(True))

    kinds = {finding.kind for seed in range(8) for finding in hostile.play(seed)[0]}

    assert len(kinds) > 4

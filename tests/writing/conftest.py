"""Facts and scripted models for the tests of the writing."""

from collections.abc import Callable
from typing import Any

import pytest

from mlws_writer.facts.model import Citation, Fact, FactKind


@pytest.fixture
def fact() -> Callable[..., Fact]:
    """Make a fact of one run from little."""

    def make(name: str, value: str, kind: FactKind = FactKind.METRIC, line: int = 1, **more: Any) -> Fact:
        citation = Citation("logs/a.log", line)
        return Fact(f"{name}@{line}", more.pop("run", "a"), kind, name, value, citation, **more)

    return make

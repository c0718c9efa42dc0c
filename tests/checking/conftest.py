"""Facts for the tests of the check."""

from collections.abc import Callable
from typing import Any

import pytest

from mlws_writer.facts.model import Citation, Fact, FactKind


@pytest.fixture(scope="session")
def fact() -> Callable[..., Fact]:
    """Make a fact from little; facts of later lines come later."""

    def make(name: str, value: str, kind: FactKind = FactKind.METRIC, line: int = 1, **more: Any) -> Fact:
        return Fact(f"{name}@{line}", more.pop("run", "a"), kind, name, value, Citation("a.log", line), **more)

    return make

"""Fixtures that every test may use."""

import importlib.util
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import settings

# The same examples in every run, so that a change is judged and not chance; for a search for new ones:
# pytest --hypothesis-profile=search
settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.register_profile("search", deadline=None)
settings.load_profile("same")

# A shell that starts the tests in the background lets them ignore Ctrl-C, and all that they start; some test just that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _beside(name: str) -> ModuleType:
    """Load a module that lies beside this file; under importlib mode tests cannot import one another."""
    spec = importlib.util.spec_from_file_location(f"_mlws_tests_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_ollama = _beside("ollama")


@pytest.fixture
def ollama_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Run an Ollama of our own on loopback, at which OLLAMA_HOST points; tests/ollama.py says what it can do."""
    server = _ollama.OllamaServer()
    monkeypatch.setenv("OLLAMA_HOST", server.url)
    yield server
    server.stop()


@pytest.fixture
def ollama_model() -> Any:
    """Give the function that describes an installed model as /api/tags does, from its name and size in bytes."""
    return _ollama.model


_fortnight = _beside("fortnight")


@pytest.fixture
def fortnight() -> ModuleType:
    """Give the module that writes two made-up weeks of a workspace: `write(root)`, then `edit(journal)`."""
    return _fortnight

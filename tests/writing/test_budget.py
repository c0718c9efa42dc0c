"""What a prompt costs, and what of the evidence fits."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.writing import budget
from mlws_writer.writing.cache import Kept, ReplyCache, key


@given(st.text(), st.text())
def test_more_text_costs_no_less(first: str, second: str) -> None:
    """The estimate of two texts with a space between is about the sum of both."""
    whole = budget._by_pieces(f"{first} {second}")

    assert abs(whole - budget._by_pieces(first) - budget._by_pieces(second)) <= 2


def test_nothing_is_downloaded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the vocabulary is not on the machine, the estimate is used."""
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    budget._encoder.cache_clear()

    assert budget.estimate("Loss fell to 0.312 after 3 epochs.") == budget._by_pieces(
        "Loss fell to 0.312 after 3 epochs."
    )


def test_a_damaged_vocabulary_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Tiktoken would delete it and fetch a new one in the middle of a command."""
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    budget._vocabulary().write_bytes(b"IQ== 0\n")
    budget._encoder.cache_clear()

    assert budget.estimate("Loss fell.") == budget._by_pieces("Loss fell.")
    assert budget._vocabulary().read_bytes() == b"IQ== 0\n"


def test_an_empty_cache_setting_means_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tiktoken takes an empty setting for "no cache", so do we."""
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "")

    assert budget._vocabulary() == Path(os.devnull)


def test_the_usual_place_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without settings, tiktoken's cache lies in the folder for temporary files."""
    monkeypatch.delenv("TIKTOKEN_CACHE_DIR", raising=False)
    monkeypatch.delenv("DATA_GYM_CACHE_DIR", raising=False)

    assert budget._vocabulary().parent == Path(tempfile.gettempdir()) / "data-gym-cache"


@pytest.mark.parametrize(("model", "expected"), [("llama3.1:8b", 1.05), ("gemma3:4b", 1.3), ("phi3:mini", 1.5)])
def test_families_count_differently(model: str, expected: float) -> None:
    """An unknown vocabulary is taken for a costly one."""
    assert budget.factor(model) == expected


@given(st.lists(st.integers(1, 20), max_size=30), st.integers(0, 100))
def test_as_many_of_the_first_rows_as_fit_are_kept(costs: list[int], room: int) -> None:
    """What is kept fits, and one row more would not."""
    kept = budget.most(costs, lambda rows: sum(rows) <= room)

    assert list(kept) == costs[: len(kept)]
    assert sum(kept) <= room
    assert len(kept) == len(costs) or sum(costs[: len(kept) + 1]) > room


@given(st.text(), st.integers(0, 9999))
def test_a_kept_reply_comes_back_as_it_was(content: str, tokens: int) -> None:
    """The cache returns what was put."""
    with tempfile.TemporaryDirectory() as folder:
        cache = ReplyCache(Path(folder))
        name = key("m", {}, {}, content)

        assert cache.get(name) is None
        assert cache.put(name, Kept(content, tokens, 1))
        assert cache.get(name) == Kept(content, tokens, 1)


@given(st.binary(max_size=200), st.integers(0, 400))
def test_a_damaged_entry_is_a_miss(noise: bytes, place: int) -> None:
    """Whatever happens to a file of the cache, the worst is that the model is asked again."""
    with tempfile.TemporaryDirectory() as folder:
        cache = ReplyCache(Path(folder))
        name = key("m", {}, {}, "x")
        cache.put(name, Kept("reply"))
        path = next(Path(folder).rglob("*.json"))
        raw = path.read_bytes()
        path.write_bytes(raw[:place] + noise)

        assert cache.get(name) in (None, Kept("reply"))


def test_a_cache_that_cannot_be_written_costs_nothing_else(tmp_path: Path) -> None:
    """A file where the folder should be is no error."""
    (tmp_path / "cache").write_text("")

    assert not ReplyCache(tmp_path / "cache").put("ab", Kept("x"))


def test_another_model_or_option_is_another_question() -> None:
    """Two models never share an answer."""
    names = {key("a", {}, {}, "q"), key("b", {}, {}, "q"), key("a", {"seed": 1}, {}, "q"), key("a", {}, {"x": 1}, "q")}

    assert len(names) == 4

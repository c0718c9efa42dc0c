"""What a prompt costs, and what of the evidence fits: over budget means less evidence or more calls, never a cut."""

import hashlib
import math
import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

MARGIN = 64
"""Tokens that a chat template may add around two messages, and a little more."""

_PIECE = re.compile(r"[^\W\d_]+|\d{1,3}|\n+|[ \t]+|[^\w\s]+|_+")
_CL100K = "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"  # tiktoken's name for the file of cl100k_base
_CL100K_SUM = "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"
# Tokens for each token of cl100k_base, measured on the vocabularies themselves.
_FACTORS = (("llama3", 1.05), ("llama-3", 1.05), ("llama4", 1.05), ("qwen", 1.05), ("gemma", 1.3))
_UNKNOWN_FAMILY = 1.5


def estimate(text: str) -> int:
    """Estimate the tokens of a text in cl100k_base: exactly where its vocabulary is at hand, else by its pieces."""
    encode = _encoder()
    return encode(text) if encode else _by_pieces(text)


def factor(model: str, family: str = "") -> float:
    """Say how many tokens a model makes of what is one token in cl100k_base."""
    known = f"{model} {family}".lower()
    return next((value for name, value in _FACTORS if name in known), _UNKNOWN_FAMILY)


def room(num_ctx: int, num_predict: int) -> int:
    """Say how many tokens a prompt may have so that the reply fits as well."""
    return num_ctx - num_predict - MARGIN


def fits(prompt_tokens: int, num_ctx: int, num_predict: int) -> bool:
    """Tell whether a prompt leaves room for its reply."""
    return prompt_tokens <= room(num_ctx, num_predict)


def most(rows: Sequence[T], fitting: Callable[[Sequence[T]], bool]) -> Sequence[T]:
    """Keep as many of the first rows as fit; they come in the order of how much a reader would miss them."""
    low, high = 0, len(rows)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fitting(rows[:middle]) else (low, middle - 1)
    return rows[:low]


@lru_cache(maxsize=8)  # the instructions of a prompt are counted again with each choice of facts
def _by_pieces(text: str) -> int:
    return sum(_cost(piece) * times for piece, times in Counter(_PIECE.findall(text)).items())


def _cost(piece: str) -> int:
    first = piece[0]
    if first.isalpha():
        return math.ceil(len(piece) / 7) if piece.isascii() else max(1, round(len(piece.encode()) * 0.42))
    if first in " \t":
        return int(len(piece) > 1)  # one space joins the next word
    if first == "\n" or first.isdigit():
        return 1
    return math.ceil(len(piece) / 3)


@cache
def _encoder() -> Callable[[str], int] | None:
    if not _at_hand(_vocabulary()):
        return None  # tiktoken would download it, without a time limit, and delete what it finds damaged
    # Imported here: only a run that asks a model counts tokens.
    import tiktoken

    encoding = tiktoken.get_encoding("cl100k_base")
    return lambda text: len(encoding.encode_ordinary(text))


def _at_hand(path: Path) -> bool:
    """Tell whether the vocabulary lies there, and is whole."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == _CL100K_SUM
    except OSError:
        return False


def _vocabulary() -> Path:
    folder = os.environ.get("TIKTOKEN_CACHE_DIR", os.environ.get("DATA_GYM_CACHE_DIR"))
    if folder == "":
        return Path(os.devnull)  # an empty setting means: no cache
    return Path(folder or Path(tempfile.gettempdir()) / "data-gym-cache") / _CL100K

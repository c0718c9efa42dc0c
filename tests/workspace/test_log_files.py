"""Which files can be logs at all."""

import gzip
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.errors import InputError
from mlws_writer.workspace.log_files import check, is_binary

TEXT = "2024-10-19 14:30:00 - INFO - Epoch 1/3 - Verlust: 0,452 für Größe 3\n" * 40


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        TEXT.encode("latin-1"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        b"\0" * 4000 + TEXT.encode(),
        "\r 10%|█         | 1/10\r 20%|██        | 2/10\n".encode() * 20,
        b"\x1b[32mINFO\x1b[0m loss=0.3\n" * 20,
        "損失: 0.312 エポック 3\n".encode("shift-jis") * 20,
        b"x",
    ],
)
def test_text_of_any_kind_is_a_log(raw: bytes) -> None:
    """Encodings, colours, bars and holes are found in real logs."""
    assert not is_binary(raw)


@pytest.mark.parametrize(
    "raw",
    [
        random.Random(1).randbytes(4000),
        gzip.compress(random.Random(2).randbytes(4000)),
        b"\x89PNG\r\n\x1a\n" + random.Random(3).randbytes(4000),
        b"\x7fELF\x02\x01\x01" + bytes(9) + random.Random(4).randbytes(2000),
        b"\0" * 100,
    ],
)
def test_other_bytes_are_none(raw: bytes) -> None:
    """A picture, an archive or a program that was named by mistake is said to be one."""
    assert is_binary(raw)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_no_printable_text_is_taken_for_binary(text: str) -> None:
    """In any script."""
    assert not is_binary(text.encode())


def test_a_folder_is_no_log(tmp_path: Path) -> None:
    """The error says what it is."""
    with pytest.raises(InputError) as caught:
        check(tmp_path)

    assert "folder" in caught.value.why

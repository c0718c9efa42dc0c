"""The cited lines of a log as they stand now, whatever the reader makes of them, and whether it is still that log."""

from collections.abc import Collection, Mapping
from hashlib import sha256
from pathlib import Path

from mlws_writer.errors import InputError
from mlws_writer.facts.redact import redact

_LONGEST = 64_000
"""Bytes of a line that are looked at."""


def cited_lines(path: Path, numbers: Collection[int]) -> Mapping[int, bytes]:
    """Read some lines of a log, without their ends; a line that it does not have is left out."""
    wanted, found = set(numbers), {}
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, 1):
                if number in wanted:
                    found[number] = raw.rstrip(b"\r\n")[:_LONGEST]
                if len(found) == len(wanted):
                    break
    except OSError as error:
        raise InputError(f"{path} cannot be read", why=error.strerror or str(error), fix="check the path") from error
    return found


def line_digest(raw: bytes) -> str:
    """Name a line by its bytes."""
    return sha256(raw).hexdigest()[:16]


def shown_line(raw: bytes) -> str:
    """Write a line for a reader: without secrets, and without what a terminal would obey."""
    text = redact(raw.decode("utf-8", "replace"))
    return "".join(letter if letter.isprintable() or letter == "\t" else "�" for letter in text)


def begins_like(path: Path, head: str) -> bool:
    """Tell whether a file begins with the bytes by which a log is known, `count:digest`."""
    count, _, known = head.partition(":")
    if not known or not count.isdigit():
        return False
    try:
        with path.open("rb") as file:
            return sha256(file.read(int(count))).hexdigest()[:32] == known
    except OSError:
        return False

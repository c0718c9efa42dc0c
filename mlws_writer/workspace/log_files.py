"""Whether a file can be a log at all, before anything is read from it."""

from pathlib import Path

from mlws_writer.errors import InputError

HEAD = 16_384
_CONTROL = bytes(code for code in (*range(0x20), 0x7F) if code not in b"\0\a\b\t\n\v\f\r\x1b")
_TOO_MUCH = 0.04
"""Random bytes hold a tenth of such control characters; text holds none, and a torn line here and there few."""


def check(path: Path) -> None:
    """Raise InputError where a file cannot be read, is empty, or is not text."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except FileNotFoundError as error:
        raise _unreadable(path, "there is no such file", "check the path") from error
    except IsADirectoryError as error:
        raise _unreadable(path, "it is a folder", "name the logs in it") from error
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error), "check its permissions") from error
    check_head(head, str(path))


def check_head(head: bytes, name: str) -> None:
    """Raise InputError where the first bytes of a log say that it is none."""
    if not head:
        raise InputError(f"{name} is empty", why="a log of no bytes says nothing", fix="name a log with lines in it")
    if is_binary(head):
        raise InputError(f"{name} is no log", why="it holds binary data, not text", fix="name a text file")


def is_binary(head: bytes) -> bool:
    """Tell whether bytes are no text in any encoding; holes of NUL bytes and UTF-16 are found in real logs."""
    text = head.translate(None, b"\0")
    if not text:
        return True
    controls = len(text) - len(text.translate(None, _CONTROL))
    return controls / len(text) > _TOO_MUCH


def _unreadable(path: Path, why: str, fix: str) -> InputError:
    return InputError(f"{path} cannot be read", why=why, fix=fix)

"""What would change in a file, as a unified diff."""

import difflib


def diff(name: str, before: bytes | None, after: bytes) -> str:
    """Return the difference, empty where there is none."""
    old, new = (_lines(raw) for raw in (before or b"", after))
    origin = f"a/{name}" if before is not None else "/dev/null"
    return "".join(_closed(line) for line in difflib.unified_diff(old, new, origin, f"b/{name}"))


def _lines(raw: bytes) -> list[str]:
    return [f"{line}\n" for line in raw.decode("utf-8", "replace").split("\n")[:-1]] + _rest(raw)


def _rest(raw: bytes) -> list[str]:
    last = raw.rpartition(b"\n")[2].decode("utf-8", "replace")
    return [last] if last else []


def _closed(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"

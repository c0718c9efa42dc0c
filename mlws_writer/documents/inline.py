"""Text from outside as one line of Markdown: escaped where it would be read as markup, and links that always hold."""

import posixpath
import re
from urllib.parse import quote, unquote

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_MARKUP = re.compile(r"([\\`*\[\]<|~])|(?<![^\W_])(_)|(_)(?![^\W_])|(&)(?=#?\w+;)|(!)(?=\[)")
_OPENING = re.compile(r"^(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+\s*$|-{3,}\s*$)")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


def escape(text: str) -> str:
    r"""Write text so that Markdown shows it as it is, on one line: `a*b*` becomes `a\*b\*`."""
    line = " ".join(_CONTROL.sub(" ", text).split())
    line = _MARKUP.sub(lambda m: "\\" + m.group(), line)
    return _NUMBERED.sub(r"\1\\\2", _OPENING.sub(r"\\\1", line))


def code(text: str) -> str:
    """Write text as a code span, whatever backticks it holds."""
    line = " ".join(_CONTROL.sub(" ", text).split())
    fence = "`" * (max((len(run) for run in re.findall(r"`+", line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def link(label: str, path: str, *, line: int = 0, start: str = ".") -> str:
    """Link a label to a file of the workspace, seen from the folder `start`, and to one of its lines."""
    anchor = f"#L{line}" if line else ""
    return f"[{escape(label)}]({quoted(path, start=start)}{anchor})"


def quoted(path: str, *, start: str = ".") -> str:
    """Write a file of the workspace as the target of a link, seen from the folder `start`."""
    target = posixpath.relpath(path, start) if not posixpath.isabs(path) else path
    return quote(target, safe="/.-_~+,=@:", errors="surrogateescape")


_LINK = re.compile(r"(?<=\]\()([^()\s#]+)(?=[#)])")


def rebase(text: str, start: str, to: str) -> str:
    """Write the links of a line, seen from the folder `start`, as they are seen from the folder `to`."""

    def moved(match: re.Match[str]) -> str:
        target = match.group()
        if re.match(r"[a-z][a-z0-9+.-]*:|/", target, re.IGNORECASE):
            return target
        return posixpath.relpath(posixpath.join(start, target), to)

    return _LINK.sub(moved, text)


def targets(text: str) -> tuple[tuple[str, int], ...]:
    """Give the files that the links of a line lead to, each with the number of the line, 0 where none is given."""
    found = re.findall(r"\]\(([^()\s#]+)(?:#L(\d+))?\)", text)
    return tuple((unquote(path, errors="surrogateescape"), int(line or 0)) for path, line in found)

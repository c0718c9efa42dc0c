"""When a document is left alone: states in which nobody can tell a person's text from an accident."""

import re
from datetime import date

from mlws_writer.documents.markdown import Page
from mlws_writer.documents.parsed import LINE_END
from mlws_writer.errors import Refused

_CONFLICT = re.compile(r"(?:\A|[\r\n])((?:<{7}|>{7}|\|{7})(?= |[\r\n]|\Z))")


def check(page: Page, size: int, last_size: int) -> None:
    """Raise Refused for a document in conflict, or one that lost half of what it held when it was last written."""
    marked = any(mark in page.text for mark in ("<<<<<<<", ">>>>>>>", "|||||||"))
    found = _CONFLICT.search(page.text) if marked else None
    if found:
        line = len(LINE_END.findall(page.text[: found.start(1)])) + 1
        raise Refused(
            f"line {line} of the document is a conflict marker of git",
            why="both sides of a merge stand in it",
            fix="resolve the conflict, then run the same command again",
        )
    if size * 2 < last_size:
        raise Refused(
            f"the document holds {size} bytes, and held {last_size} when it was last written",
            why="an editor or a syncing service may be in the middle of saving it",
            fix="bring it back from your editor, git or .mlws/undo; if it was you, run again with --refresh",
        )


def no_place(page: Page, what: str) -> Refused:
    """Say that nothing can be put anywhere without a change to what is there."""
    if page.open_line is not None:
        line = page.number(*page.open_line)
        return Refused(
            f"there is no safe place for {what}",
            why=f"the block that begins at line {line} is never closed, and would swallow it",
            fix=f"close the code fence or comment of line {line}, then run the same command again",
        )
    return Refused(
        f"there is no safe place for {what}",
        why="wherever it was tried, Markdown would read some text around it differently",
        fix="write the heading yourself, with a blank line above and below it, then run the same command again",
    )


def named(day: date, title: str = "") -> str:
    """Name a day or one of its sections in a message."""
    return f"{title} of {day.isoformat()}" if title else day.isoformat()

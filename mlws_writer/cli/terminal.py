"""What is printed, and where: results on standard output, everything else on standard error."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}


@dataclass(frozen=True, slots=True)
class Terminal:
    """How this process talks to whoever started it."""

    quiet: bool = False
    verbose: bool = False
    color: str = "auto"

    def result(self, text: str) -> None:
        """Print what was asked for."""
        from mlws_writer.facts.seen import without_seen

        _write(sys.stdout, without_seen(text))

    def note(self, text: str) -> None:
        """Tell what is worth knowing beside the result."""
        if not self.quiet:
            _tell(text)

    def detail(self, text: str) -> None:
        """Tell what only -v asks for."""
        if self.verbose:
            _tell(text)

    def progress(self, text: str) -> None:
        """Show how far it is, on one line that the next call replaces; nothing where nobody looks."""
        if not self.quiet and sys.stderr.isatty():
            from mlws_writer.facts.seen import guarded

            sys.stderr.write(f"\r\x1b[2K{guarded(text)}" if text else "\r\x1b[2K")
            sys.stderr.flush()

    def paint(self, text: str, *styles: str) -> str:
        """Return a text for standard output in colour, where colours are wanted there."""
        if not styles or not text or not wants_color(self.color, os.environ, sys.stdout):
            return text
        return f"\x1b[{';'.join(CODES[style] for style in styles)}m{text}\x1b[0m"


def wants_color(choice: str, environ: Mapping[str, str], stream: TextIO) -> bool:
    """Tell whether to colour: the option first, then NO_COLOR, FORCE_COLOR, TERM, then whether it is a terminal."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return environ.get("TERM") != "dumb" and stream.isatty()


def _tell(text: str) -> None:
    from mlws_writer.facts.seen import guarded

    _write(sys.stderr, guarded(text))


def _write(stream: TextIO, text: str) -> None:
    stream.write(text if text.endswith("\n") else f"{text}\n")
    stream.flush()

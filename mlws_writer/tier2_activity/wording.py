"""The words of the journal: templates/entry.md.j2 with the filters that both upper tiers use."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mlws_writer.documents.inline import code, escape
from mlws_writer.tier2_activity.looked_in import looked_in
from mlws_writer.tier2_activity.summary import source_place, spoken
from mlws_writer.writing.prompts import environment, template

if TYPE_CHECKING:
    from jinja2 import Environment

SHORT = 160
BRIEF = 110
_COUNT_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def templates(overrides: Path | None = None) -> "Environment":
    """Open the output templates, those of the workspace first, with the filters for facts and text."""
    opened = environment("templates", overrides).overlay()
    opened.filters = {
        **opened.filters,
        "md": escape,
        "code": code,
        "name": spoken,
        "value": lambda fact: fact.shown,
        "short": short,
        "brief": brief,
        "sentence": sentence,
        "sentence_case": sentence_case,
        "capitalize_first": capitalize_first,
        "listed": listed,
        "count_word": count_word,
        "clock": clock,
        "full_stop": full_stop,
        "unsaid": unsaid,
        "source_place": source_place,
        "error_name": error_name,
        "lacking": lacking,
        "looked_in": looked_in,
    }
    return opened


def entry_wording(overrides: Path | None = None) -> Callable[..., str]:
    """Give the function that words one bullet: `say("goal", text="…")`, always one line."""
    module = templates(overrides).get_template("entry.md.j2").module

    def say(kind: str, **values: object) -> str:
        return " ".join(str(getattr(module, kind)(**values)).split())

    return say


def head(overrides: Path | None = None) -> str:
    """Give the head of a new journal: its title and one line of purpose."""
    return template("templates", "activity_head.md.j2", overrides)


def short(text: str) -> str:
    """Cut a long message at a word, with a mark; what is cut stands behind the link."""
    line = " ".join(text.split())
    if len(line) <= SHORT:
        return line
    return line[:SHORT].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def brief(text: str) -> str:
    """Keep the first sentences of a long message, as many as fit; what is left out stands behind the link."""
    line = " ".join(text.split())
    if len(line) <= BRIEF:
        return line.rstrip(".")
    ends = [m.end() for m in re.finditer(r"[.!?](?=\s)", line) if m.end() <= BRIEF]
    return line[: ends[-1]].rstrip(".") if ends else short(line)


def error_name(text: str) -> str:
    """Give the name of an error without its module and its message: `OutOfMemoryError`."""
    found = re.match(r"(?:[\w]+\.)*(\w*(?:Error|Exception|Interrupt|Exit))\b", text)
    return found[1] if found else brief(text)


def lacking(error: str) -> str:
    """Give what an error says is not there: a file, a module, a key; "" where it says no such thing."""
    found = _LACKING.search(error)
    return found[1] or found[2] if found else ""


_LACKING = re.compile(
    r"(?:No such file or directory: |No module named |\bKeyError: )(?:'([^']{1,80})'|\"([^\"]{1,80})\")"
)


def sentence(text: str) -> str:
    """End a note as a sentence."""
    line = sentence_case(text)
    return line if line.endswith((".", "!", "?", "…", ":")) else line + "."


def sentence_case(text: str) -> str:
    """Begin a note with a capital letter, unless its first word is a name such as `llama3.1:8b`."""
    line = " ".join(text.split())
    return capitalize_first(line) if re.match(r"[a-z]+(?=[\s,;]|\.?(?:\s|$))", line) else line


def capitalize_first(text: str) -> str:
    """Begin with a capital letter and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def listed(names: Iterable[str]) -> str:
    """Join names as a sentence lists them: a, b and c."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def full_stop(text: str) -> str:
    """End a text as a sentence, and leave its letters as they are."""
    return text if text.endswith((".", "!", "?", "…")) else text + "."


def unsaid(rows: Sequence[Mapping[str, str]], text: str) -> list[Mapping[str, str]]:
    """Keep the rows of a comparison whose two values a text does not give, so that no wording loses them."""
    return [row for row in rows if not all(_says(text, row[end]) for end in ("old", "new"))]


def _says(text: str, value: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(value)}(?!\w|\.\d)", text) is not None


def count_word(count: int) -> str:
    """Write a small count as a word."""
    return _COUNT_WORDS[count] if 0 <= count < len(_COUNT_WORDS) else str(count)


def clock(moment: datetime) -> str:
    """Write the time of day."""
    return moment.strftime("%H:%M")

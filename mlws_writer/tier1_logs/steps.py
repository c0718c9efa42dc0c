"""Which step a line counts: by name, by the number that opens it, or by the line that said which epoch begins."""

import re
from functools import lru_cache

from mlws_writer.facts.names import is_step
from mlws_writer.tier1_logs.condense import Condensed
from mlws_writer.tier1_logs.families import Turn
from mlws_writer.tier1_logs.number_names import named
from mlws_writer.tier1_logs.shapes import GAP, tokens_of
from mlws_writer.tier1_logs.tracks import COUNTER

EPOCH = re.compile(rb"(?i)\W*(epoch)\W*\x00(?:\W*(?:/|of)\W*\x00)?\W*")
"""A line that says nothing but which epoch begins: those after it belong to that epoch."""


BEHIND = re.compile("(?:第 ?)?(?<![\\w.])(\\d+)(?:st|nd|rd|th)? ?(?:epoch(?!s)|轮(?:次)?|回合)".encode())
"""A step that is named behind its number: `20epoch results`, `第30轮 验证`."""
ORDINAL = "第".encode()
_NAMES_BEHIND = (b"epoch", "轮".encode(), "回合".encode())
HEAD = 200
"""In how much of a line it is sought."""


@lru_cache(maxsize=4096)
def numbers_in(raw: bytes) -> tuple[tuple[str, int, int, int], ...]:
    """Return the numbers of a line: name, where the name begins, where the number begins and ends (in bytes)."""
    found = []
    at = 0
    for token in tokens_of(raw).finditer(raw):
        gap = raw[at : token.start()]
        name, start, _ = named(gap)
        before = len(gap.decode("utf-8", "replace")[:start].encode("utf-8", "replace"))
        found.append((name, at + min(before, len(gap)), token.start(), token.end()))
        at = token.end()
    return tuple(found)


@lru_cache(maxsize=4096)
def step_in(raw: bytes) -> tuple[str, str]:
    """Return the step that a line counts, alone and with its name: ("3", "Epoch 3/10"); nothing where it counts none."""
    behind = BEHIND.search(raw[:HEAD]) if any(map(raw[:HEAD].__contains__, _NAMES_BEHIND)) else None
    for name, _, value, end in numbers_in(raw) if behind is None or not behind.group().startswith(ORDINAL) else ():
        if name and is_step(name) and raw[end : end + 1] != b"%":
            total = re.match(rb"/ {0,8}\d+", raw[end : end + 16])
            number = raw[value:end].decode()
            said = " ".join(total.group().decode().split()) if total else ""
            return number, f"{name} {number}{said}"
    return (behind[1].decode(), behind.group().decode("utf-8", "replace").strip()) if behind else ("", "")


@lru_cache(maxsize=4096)
def counted_in(raw: bytes) -> tuple[str, str]:
    """Return the step that a line counts by the number that opens it."""
    found = COUNTER.match(raw)
    if found is None:
        return "", ""
    name, number, total = (part.decode() if part else "" for part in found.groups())
    return number, f"{name} {number}{total}".strip()


def said_in(raw: bytes) -> tuple[str, str]:
    """Return the step that a line counts, by name or by the number that opens it."""
    found = step_in(raw)
    return found if found[0] else counted_in(raw)


def epochs_of(run: Condensed) -> tuple[Turn, ...]:
    """Return the lines of a run that say nothing but which epoch begins."""
    found = []
    for family in run.families.values():
        if family.stride == 1 and family.columns and EPOCH.fullmatch(family.text):
            column = family.columns[min(family.columns)]
            raws = family.text.split(GAP)
            if column.low.size == column.high.size:
                continue  # a setting: `epoch = 20`
            for at, line, value in column.points:
                found.append(Turn(at, line, value, 0.0, raws[0] + value))
    return tuple(sorted(found))

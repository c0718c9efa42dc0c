"""Odd ways to write a name and its value, as the plain one that is as long: err(px)=2.81, return (mean) -> 213.4."""

import re

_WITH_UNIT = re.compile(r"(?<=[A-Za-z0-9_])\((?:[A-Za-z%][\w%/.^]{0,7})\)(?=\s?[=:]\s?[-+]?\.?\d)")
"""A unit or a kind in brackets between a name and its value: rms(m)=0.47."""
_ARROW = re.compile(
    r"(?:(?<=^)|(?<=[|│]))\s*[A-Za-z][A-Za-z _/-]*(?:\([a-z]+\))?\s*(?P<arrow>->|=>|→)(?=\s*[-+]?\.?\d)(?![^|│]*(?:->|=>|→)[^|│]*(?:->|=>|→))"
)
"""An arrow behind a name is no change of a number: entropy -> 0.617."""
_CONDITIONED = re.compile(r"(?P<name>[A-Za-z][A-Za-z ]*?)\s*(?:\([A-Z]{2,4}\)\s*)?(?P<at>@?\[[^\[\]]*\])\s*=\s*$")
"""Under what something was measured, in square brackets before its value: Average Recall (AR) @[ area= all ] = 0.68."""


def as_pairs(text: str) -> str:
    """Write names and values that other signs stand between as name = value or name: value; no place in the text moves."""
    if "(" in text:
        text = _WITH_UNIT.sub(lambda match: " " * len(match.group()), text)
    if "->" in text or "=>" in text or "→" in text:
        text = _ARROW.sub(_with_a_colon, text)
    return text


def _with_a_colon(match: re.Match[str]) -> str:
    whole, arrow = match.group(), match["arrow"]
    name = whole[: -len(arrow)].replace("(", " ").replace(")", " ")
    return f"{name}{':':<{len(arrow)}}"


def conditioned(before: str) -> str:
    """Give the name of a value behind square brackets that say under what it was measured; nothing where none stand there."""
    match = _CONDITIONED.search(before)
    return match["name"].strip() if match else ""

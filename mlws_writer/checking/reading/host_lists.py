"""Lists of machines as schedulers cut them short, in full: gpu[017,019-021]."""

from collections.abc import Iterator

from mlws_writer.facts.patterns import Pattern

_LIST = Pattern(r"(?<!\w)(?P<name>[A-Za-z][\w-]*)\[(?P<numbers>\d+(?:-\d+)?(?:,\d+(?:-\d+)?)+|\d+-\d+)\]", "[")
_MOST = 256
"""A list of more is none of machines."""


def without_lists(text: str) -> str:
    """Give a text with such lists in full."""
    return _LIST.sub(lambda match: " ".join(listed_in_full(match.group())), text) if "[" in text else text


def listed_in_full(text: str) -> Iterator[str]:
    """Name each machine of such lists: gpu017, gpu019, gpu020, gpu021."""
    for match in _LIST.finditer(text):
        for part in match["numbers"].split(","):
            first, _, last = part.partition("-")
            for number in range(int(first), min(int(last or first), int(first) + _MOST) + 1):
                yield f"{match['name']}{number:0{len(first)}d}"

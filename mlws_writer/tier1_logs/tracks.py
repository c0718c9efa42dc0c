"""The numbers of a family of lines, named: by the text before each, or by the header of their table."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mlws_writer.facts.names import is_metric, is_step, split_of, words
from mlws_writer.facts.redact import redact
from mlws_writer.facts.sweeps import FEWEST, MOST, is_swept
from mlws_writer.tier1_logs.chunks import size_of
from mlws_writer.tier1_logs.families import Column, Family
from mlws_writer.tier1_logs.name_heads import whole_name
from mlws_writer.tier1_logs.not_finite import odd_values
from mlws_writer.tier1_logs.number_names import headed_name, is_unit, name_behind, named, odd_name, unit_after
from mlws_writer.tier1_logs.shapes import GAP
from mlws_writer.tier1_logs.tables import Named

_OF = frozenset({b"/", b" / ", b" of "})
_SPLIT = re.compile(rb"\bsplit=(\w+)")
_HALF_A_WORD = re.compile(rb"\b[A-Za-z]{1,2}\Z")
"""What stands before digits of its own: the `v` of `v3` is no word for validation."""
_PART = re.compile(rb"\[([a-z]{2,10})\]")
"""What heads the values of one part of the data among those of others on a line: `[train] loss=0.3 [valid] loss=0.4`."""
COUNTED_BEHIND = re.compile("(?:st|nd|rd|th)? ?(?:epoch(?!s)|轮(?:次)?|回合)".encode())
PHASE = 3
"""How many values a name must have on either side to be two series, one after the other."""
COUNTER = re.compile(rb"[\s\[(#]*(?:([a-z]{1,2})[:=] ?)?(\d+)(/\d+(?=[\])\s:])|(?=[\]):]?[\s,]))")
"""What opens a line and may count its steps without the word for it: `s:120 loss:3.1`, `[3/200] loss: 3.1`."""


class Track(NamedTuple):
    """One number of one family, named."""

    name: str
    split: str
    family: Family
    place: int
    column: Column
    unit: str
    steps: Column | None
    labelled: bool
    swept: str = ""
    """The setting of which each line has another value, which then counts its lines."""


def tracks_of(family: Family, table: Named | None) -> list[Track]:
    """Name the numbers of a family by the text before each, or by the header of their table."""
    stated = _SPLIT.search(family.text)
    said = stated[1].decode() if stated else ""
    if not family.columns:
        return list(_odd_tracks(family, said, None))
    gaps = family.text.split(GAP)
    steps: Column | None = counter_of(family)
    named_step = False
    found: list[Track] = []
    shown = _shown_where_secrets_are(family)
    labelled = table is not None and not table.aggregate
    headed = split_of(" ".join(_HALF_A_WORD.sub(b"", gaps[0]).decode("utf-8", "replace").split()[-6:]))
    best = _BEST.match(family.text) is not None
    ends = _ends_of_lists(gaps) if _HISTORY.search(family.text) else {}
    parted = len(set(_PART.findall(family.text))) > 1
    for place, column in sorted(family.columns.items()):
        if place + 1 >= len(gaps):
            continue
        name = _called(family, gaps, place, table)
        if not name and found and gaps[place] in _OF and is_step(found[-1].name) and found[-1].place == place - 1:
            name = f"total {found[-1].name}"
        if not name or gaps[place + 1].startswith(b"%|"):
            continue
        if shown and not (name in shown and column.first.value.decode() in shown):
            continue
        if is_step(name) and (steps is None or not named_step):
            steps, named_step = column, True
        name = _of_the_best(name) if best and not is_step(name) else name
        headed = _part_in(gaps[place], headed) if parted else headed
        split = said or split_of(name) or headed
        last = family.columns.get(ends.get(place, place), column)
        found.append(Track(name, split, family, place, last, unit_after(gaps[place + 1]), steps, labelled))
    found = _parts_inherited(found) if not said and not parted else found
    found.extend(_odd_tracks(family, said, steps))
    if setting := _swept(found):
        return [track._replace(steps=setting.column, swept=setting.name) for track in found]
    if steps is None:
        return found
    # A record may name its step behind its values.
    return [track._replace(steps=steps) if track.steps is None else track for track in found]


_HISTORY = re.compile(rb"(?i)loss[\"']?\s*[:=]\s*\[\x00, \x00, ")
"""A list of losses: what each epoch came to, as Keras gives the history of a training."""


def _ends_of_lists(gaps: Sequence[bytes]) -> dict[int, int]:
    """Return of each list of numbers, by the place of its first one, the place of its last one."""
    found: dict[int, int] = {}
    opened = -1
    for place, gap in enumerate(gaps):
        if opened >= 0 and gap.startswith(b"]"):
            found[opened] = place - 1
        if gap != b", ":
            opened = place if gap.endswith(b"[") else -1
    return found


_BEST = re.compile(rb"(?i)[^\w\n]*best (?:\w+ )?(?:epoch|iter(?:ation)?|step|round|model|results?|trial|checkpoint)\b")
"""What opens a line that tells again what was best: its values are of that step, and no point of the course."""


def _of_the_best(name: str) -> str:
    return name if "best" in name.lower() else f"best {name}"


def _parts_inherited(found: list[Track]) -> list[Track]:
    """Give values of one name on a line the part of the data that stands before each: `train loss 1 acc 2 | val loss 3 acc 4`."""
    names = [track.name for track in found]
    if len(set(names)) == len(names):
        return found
    part, parts = "", []
    for track in found:
        part = split_of(track.name) or part
        again = names.count(track.name) > 1 and not split_of(track.name)
        parts.append(track._replace(split=part) if again and part else track)
    return parts if len({(one.name, one.split) for one in parts}) == len(parts) else found


def _called(family: Family, gaps: list[bytes], place: int, table: Named | None) -> str:
    """Return what a number is called by what stands before it, by the header of its table or by what stands behind it."""
    name = "" if place and is_unit(gaps[place]) else _name(gaps, place, table)
    name = name or odd_name(gaps, place)
    if COUNTED_BEHIND.match(gaps[place + 1]) and not is_step(name):
        name = "epoch"
    name = headed_name(whole_name(name, family, gaps, place), gaps, place) if place else name
    fraction = b"." in family.columns[place].first.value and not gaps[place].endswith(b"$")
    return name or (name_behind(gaps[place + 1]) if fraction else "")


def _part_in(gap: bytes, before: str) -> str:
    """Return which part of the data the values behind a gap are of, if it says so, else that of those before it."""
    parts = _PART.findall(gap)
    return (split_of(parts[-1].decode()) if parts else "") or before


def _swept(found: list[Track]) -> Track | None:
    """Find the one setting of which each line has another value, where something is measured at each of them.

    What is set anew as a training goes on is no sweep: such lines count epochs, or tell of a loss.
    """
    names = {word for track in found for word in words(track.name)}
    settings = [track for track in found if is_swept(track.name)]
    if len(settings) != 1 or names & _TRAINS or not any(is_metric(track.name) for track in found):
        return None
    column = settings[0].column
    values = {size_of(value) for _, _, value in column.points}
    return settings[0] if FEWEST <= column.count <= MOST and len(values) == column.count else None


_TRAINS = frozenset({"epoch", "epochs", "loss", "lr", "train"})


def counter_of(family: Family) -> Column | None:
    """Return the number that opens the lines of a family if it only ever grows: it counts their steps."""
    column = family.columns.get(0)
    if column is None or column.count < PHASE or not COUNTER.match(family.heads[0].raw):
        return None
    whole = b"." not in column.first.value + column.last.value
    grows = column.low.size == column.first.size < column.last.size
    values = [size_of(value) for _, _, value in sorted(column.points)]
    # The last line may name a step again: which one was the best.
    again = 1 if len(values) > PHASE and values[-1:] < values[-2:-1] else 0
    return (
        column if whole and grows and values[: len(values) - again] == sorted(values[: len(values) - again]) else None
    )


def _odd_tracks(family: Family, said: str, steps: Column | None) -> Iterator[Track]:
    for gap, column in odd_values(family):
        name, _, joined = named(gap)
        if name and (joined or gap.decode("utf-8", "replace").rstrip().endswith(name)):
            yield Track(name, said or split_of(name), family, -1, column, "", steps, labelled=False)


def _shown_where_secrets_are(family: Family) -> str:
    """Return what may be shown of a family's first line if it holds a secret, else nothing."""
    text = family.heads[0].raw[:4000].decode("utf-8", "replace")
    shown = redact(text)
    return shown if shown != text else ""


def _name(gaps: list[bytes], place: int, table: Named | None) -> str:
    if table is not None and place in table.names:
        name = table.names[place]
        return name if table.aggregate else f"{table.label} {name}"
    return named(gaps[place])[0]

"""Progress bars that came to their end: how long the work took that each stands for."""

import re
from collections.abc import Iterator, Sequence

from mlws_writer.facts.model import FactKind
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.ending_words import PREPARING
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_FULL = Pattern(
    r"(?P<what>[A-Za-z][\w ().\-/]{1,40}?):? +100%\|[^|]*\| ?(?P<done>\d+)/(?P=done) \[(?P<took>[\d:]+)<0?0:00[^\]\n]{0,30}\]?",
    "100%|",
)
_COUNTED = re.compile(r"\d+")
MOST, WEIGHT, STOPPED, LONGEST = 4, 0.45, 0.68, 160
_BLOCKS = re.compile(r"[█░▒▓━╸╺▏▎▍▌▋▊▉]{8,}|(?<=\d%)\|[^|\n]{0,60}\|")
_SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?) ?%")


def bars_of(lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield how long the last bar of each label took that counts the work itself, if it took minutes."""
    last: dict[str, Finding] = {}
    for line in lines:
        found = _FULL.search(line.message)
        if found and not PREPARING.search(found["what"]) and not _is_short(found["took"]):
            text = found.group().strip()
            last[_COUNTED.sub("0", found["what"])] = Finding(
                FactKind.DURATION, found["what"], found["took"], line.number, text, weight=WEIGHT, time=line.time
            )
    yield from list(last.values())[-MOST:]
    yield from _unlabelled(lines)
    yield from _stopped_at(lines)


_BARE = Pattern(r"\W*100%\|[^|]*\| ?((?P<done>\d+)/(?P=done) \[(?P<took>[\d:]+)<0?0:00[^\]\n]{0,30}\])", "100%|")
MOST_BARE, BARE, LAST_BARE = 8, 0.1, 0.2


def _unlabelled(lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield how far bars without a label came that ran for minutes, the last one first, the others in its wake."""
    bars = [line for line in lines if "100%|" in line.message]
    full = [(line, found) for line in bars if (found := _BARE.match(line.message)) and not _is_short(found["took"])]
    for line, found in (*full[: MOST_BARE // 2], *full[MOST_BARE // 2 :][-MOST_BARE:]):
        weight = LAST_BARE if line is full[-1][0] else BARE
        yield Finding(FactKind.DURATION, "bar", found["took"], line.number, found[1], weight=weight, time=line.time)


def _is_short(took: str) -> bool:
    return not took.strip("0:") or took[:3] == "00:"


def _stopped_at(lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield the last state of a bar that did not come to its end."""
    bars = [
        line
        for line in lines
        if "%" in line.message and _BLOCKS.search(line.message) and not PREPARING.search(line.message[:60])
    ]
    shares = list(_SHARE.finditer(bars[-1].message)) if bars else []
    if shares and float(shares[-1][1]) < 100:
        line, at = bars[-1], _BLOCKS.search(bars[-1].message)
        text = " ".join(f"{line.message[: at.start()]}{line.message[at.end() :]}".split()) if at else line.message
        said = f"{shares[-1][1]}%"
        yield Finding(FactKind.COUNT, "progress", said, line.number, text[-LONGEST:], weight=STOPPED, time=line.time)

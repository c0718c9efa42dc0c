"""The layers of a network as libraries print them: parts of a model, row by row, of which a reader needs the sizes only."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from mlws_writer.facts.model import FactKind
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_LAYER = Pattern(
    r"\s*\([\w.\-]+\): (?:\d+ x )?[A-Z]\w*\(|"  # (fc): Linear(in_features=256, out_features=10)
    r"\s*[\w./\-]+ \(\w+(?:\)|\s).*\((?:None|\?), |"  # dense_1 (Dense)  (None, 128)  1605760
    r"\s*[A-Z]\w*-\d+\s+\[-\d+, |"  # Conv2d-1  [-1, 64, 224, 224]  1,792
    r"\s*\d+\s+(?:-?\d+|\[[-\d, ]+\])\s+\d+\s+\d+\s+\w+(?:\.\w+)+\s+\[|"  # 0  -1  1  928  models.common.Conv  [3, 32]
    r"\s*\d+\s+\|\s*[\w.]+\s*\|\s*[A-Z]\w+\s*\|\s*[\d.]+ ?[KMB]?\b|"  # 0 | fc | Linear | 1.2 M
    r"\s*(?:\[\s*\d+/\s*\d+\]\s+)?(?:module\.)?[\w]+(?:\.\w+)*(?:\.weight|\.bias|\.running_mean|\.running_var|\.num_batches_tracked)\b[^a-z]*(?:torch\.Size|\[|\()|"
    r"\s*\|\s+[\w.]+\.(?:weight|bias)\s+\||"
    r".{0,60}?\b\w+(?:\.\w+)+\.(?:weight|bias)\b,? .{0,60}(?:shape|torch\.)|"
    r"\w+ -- \w+(?:\.\w+){2,}:\w+=",
    *["): ", "(none, ", "(?, ", "[-", " [", "| ", ".weight", ".bias", ".running_", ".num_batches", " -- "],
)
_HEADER = Pattern(
    r"(?i)\blayer\s+\(type\b|\bparam(?:eter)?s?\s?#|#\s?param(?:eter)?s?\b|\boutput shape\b", "layer", "#", "shape"
)
_SIZED = Pattern(r"\s*\([\w.\-]+\): (?:\d+ x [A-Z]\w*\(|\w*Embedding\(\d+, \d+)", " x ", "embedding(")
MOST_SIZES = 3


@lru_cache(maxsize=1024)  # several readers ask it of each line, one after the other
def is_layer(text: str) -> bool:
    """Tell whether a line is a layer of a network that was printed."""
    return _LAYER.match(text[:300]) is not None


def heads_layers(text: str) -> bool:
    """Tell whether a line is the header of a table of layers."""
    return len(text) < 200 and _HEADER.search(text) is not None


def sizes_of(lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield how many blocks a printed network has, and how large its vocabulary and its vectors are."""
    seen: set[str] = set()
    yield from _adapters(lines)
    for line in lines:
        if _SIZED.match(line.message):
            text = line.message.strip()
            if text not in seen and len(seen) < MOST_SIZES:
                seen.add(text)
                yield Finding(FactKind.EVENT, "layers", text, line.number, text, weight=0.5, time=line.time)


_RANK = re.compile(r"\s*\(\w+\): Linear\(in_features=\d+, out_features=(\d+)\b.*")
_DROPPED = re.compile(r"\s*\(\w+\): Dropout\(p=([\d.]+)\b.*")
_ADAPTERS = (("(lora_A):", "lora rank", _RANK), ("(lora_dropout):", "lora dropout", _DROPPED))


def _adapters(lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield the rank and the dropout of adapters, which a printed network shows where no setting says them."""
    told: set[str] = set()
    for before, line in pairwise(lines):
        if "(lora_" not in before.message or line.at - before.at != 1:
            continue
        for head, name, pattern in _ADAPTERS:
            found = pattern.fullmatch(line.message) if head in before.message and name not in told else None
            if found:
                told.add(name)
                text = f"{head.strip('():')} {line.message.strip()}"
                yield Finding(FactKind.SETTING, name, found[1], line.number, text, weight=0.6, time=line.time)

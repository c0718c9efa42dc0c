"""The layers of a network as libraries print them: parts of a model, row by row, of which a reader needs the sizes only."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

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
    r"\s*(?:module\.)?[\w]+(?:\.\w+)*(?:\.weight|\.bias|\.running_mean|\.running_var|\.num_batches_tracked)\b[^a-z]*(?:torch\.Size|\[|\()|"
    r"\s*\|\s+[\w.]+\.(?:weight|bias)\s+\|",
    *["): ", "(none, ", "(?, ", "[-", " [", "| ", ".weight", ".bias", ".running_", ".num_batches"],
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
    for line in lines:
        if _SIZED.match(line.message):
            text = line.message.strip()
            if text not in seen and len(seen) < MOST_SIZES:
                seen.add(text)
                yield Finding(FactKind.EVENT, "layers", text, line.number, text, weight=0.5, time=line.time)

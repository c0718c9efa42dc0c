"""What a run left behind: files and folders that a line says were saved."""

import re
from collections.abc import Iterable, Iterator

from mlws_writer.facts.model import FactKind
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_PATH = r"(?:[A-Za-z]:\\|\.{0,2}/|~/|s3://|gs://|hdfs://|https?://)?[\w.\-+=@%{}]+(?:[/\\]{1,2}[\w.\-+=@%{}:]*)+|[\w.\-+=@]+\.(?:pth?|ckpt|params|safetensors|h5|hdf5|keras|pkl|joblib|onnx|bin|gguf|npz|npy|json|jsonl|csv|md|png|txt|yaml|parquet|zip|tar|gz|model|pdparams|caffemodel|t7|html|pdf|log|mp4|wav)\b"
_SAVED = Pattern(
    rf"(?i)\b(?:sav(?:ed|ing|e)|writ(?:ten|ing|e|ten)|wrote|export(?:ed|ing)?|dump(?:ed|ing)?|stored?|storing|created?|generated|output|produced|results?|uploaded|push(?:ed|ing)|publish(?:ed|ing)|snapshotting|stripped|checkpoint|report|logs?|logging)\b"
    rf"[^\n]{{0,80}}?[\s\"'`:=(\[]({_PATH})",
    "sav",
    "writ",
    "wrote",
    "export",
    "dump",
    "stor",
    "creat",
    "generat",
    "output",
    "produc",
    "result",
    "upload",
    "push",
    "publish",
    "snapshot",
    "strip",
    "checkpoint",
    "report",
    "log",
)
_INPUT = re.compile(r"(?i)\b(?:loading|loaded|load|reading|read|from|restor\w+|resum\w+|not found|no such|import)\b")


def artifacts_in(lines: Iterable[Line]) -> Iterator[Finding]:
    """Yield files that lines say were saved; of those that differ in their numbers the last one is what counts."""
    last: dict[str, Finding] = {}
    for line in lines:
        text = line.message
        found = _SAVED.search(text) if "/" in text or "." in text or "\\" in text else None
        if not found or line.level in ("ERROR", "CRITICAL"):
            continue
        if _INPUT.search(text[: found.start(1)]):
            continue
        path = found.group(1).rstrip(".,;:")
        shown = text if len(text) <= 160 else text[max(0, found.start()) : found.end(1)]
        saved = (
            re.match(r"(?i)sav|writ|wrote|export|stripp|snapshot|creat|generat|stor|push|publish|upload", found.group())
            is not None
        )
        weight = 0.72 if saved else 0.4
        key = re.sub(r"\d+", "0", text[:80])
        last[key] = Finding(FactKind.ARTIFACT, "saved", path, line.number, shown, weight=weight, time=line.time)
    yield from last.values()

"""In which format a file was written, held against how the files of the cited lines end."""

import re

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, SAID
from mlws_writer.checking.verdict import Verdict

_GOOD = Verdict(True)
_ENDINGS = {
    "csv": "csv", "tsv": "tsv", "json": "json jsonl ndjson", "jsonl": "jsonl", "parquet": "parquet", "yaml": "yaml yml", "toml": "toml",
    "pickle": "pkl pickle", "hdf5": "h5 hdf5", "numpy": "npy npz", "png": "png", "jpeg": "jpg jpeg", "svg": "svg", "pdf": "pdf",
    "html": "html htm", "markdown": "md markdown", "text": "txt log", "excel": "xlsx xls", "onnx": "onnx", "safetensors": "safetensors",
    "gguf": "gguf", "wav": "wav", "mp3": "mp3", "zip": "zip", "arrow": "arrow", "sqlite": "sqlite db",
}  # fmt: skip
"""How the names of files of a format end."""
_AS = re.compile(
    rf"\b(?:as|in|to|into) (?:an? |one |two |three |several )?(?:[a-z]+ )?(?P<format>{'|'.join(_ENDINGS)})(?:[ -](?:files?|format|tables?|documents?))?\b",
    re.IGNORECASE,
)
_WRITTEN = re.compile(r"\b(?:saved|written|stored|exported|dumped|kept|published|logged)\b", re.IGNORECASE)
_ENDING = re.compile(r"[\w-]\.(?P<ending>[A-Za-z][A-Za-z0-9]{1,10})(?:\.(?:gz|bz2|zst|xz))?(?![\w.])")
_KNOWN = frozenset(ending for endings in _ENDINGS.values() for ending in endings.split())


def file_format(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a format of which no file of the cited lines is, where they name files of others."""
    match = _AS.search(sentence) if _WRITTEN.search(sentence) else None
    if match is None or SAID.search(sentence) or NEGATED.search(sentence):
        return _GOOD
    endings = _ENDINGS[match["format"].lower()].split()
    lines = [line.text.lower() for line in evidence.firsthand]
    found = {ending["ending"] for line in lines for ending in _ENDING.finditer(line)} & _KNOWN
    told = any(re.search(rf"\b(?:{'|'.join((match['format'].lower(), *endings))})\b", line) for line in lines)
    if not found or told:
        return _GOOD
    return Verdict(False, "wrong_entity", f"the files end in .{min(found)}, not as {match['format']} files do")

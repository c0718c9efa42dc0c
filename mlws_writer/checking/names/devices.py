"""On what kind of machine something ran: a laptop, where the cited lines name another device and no line of the log a laptop."""

import re

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import NEGATED, SAID
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern

_GOOD = Verdict(True)
_KINDS = {
    "laptop": "laptop|macbook|notebook|thinkpad",
    "phone": "phone|pixel|iphone|android|galaxy|snapdragon",
    "cloud": "cloud|aws|gcp|azure|s3|ec2|lambda|runpod|vast",
    "tpu": "tpu|coral",
    "cluster": "cluster|slurm|node|partition|sbatch|srun|torchrun|k8s|kubernetes",
    "raspberry pi": "raspberry|rpi|pi",
    "cpu": "cpu|core|xeon|epyc|ryzen|thread|arm|cortex|intel|amd|m1|m2|m3|m4|pi|openvino",
    "gpu": "gpu|cuda|rtx|gtx|a100|h100|v100|t4|l4|l40|a10|a6000|a5000|3090|4090|geforce|tesla|jetson|mps|mi250|mi300|rocm|nvidia|vram",
}
_RAN_ON = Pattern(
    r"\b(?:ran|run|running|measured|trained|tested|timed|executed|benchmarked|carried out|done|performed|hosted) (?:only |entirely |just )?(?:on|in) (?:an? |the |its )?(?:single |one |ordinary |plain |small )?(?P<kind>laptop|phone|cloud|TPU|cluster|Raspberry Pi|CPU|GPU)s?\b",
    "laptop", "phone", "cloud", "tpu", "cluster", "raspberry", "cpu", "gpu",
    flags=re.IGNORECASE,
)  # fmt: skip
_DEVICE = re.compile(
    r"\b(?:device|host|machine|hardware|gpus?|cpus?|board|accelerator|on)\b[\"' ]*[=: ]", re.IGNORECASE
)


def device(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse a kind of machine where a cited line says which one it was, and no line of the log one of that kind."""
    match = None if NEGATED.search(sentence) or SAID.search(sentence) else _RAN_ON.search(sentence)
    if match is None:
        return _GOOD
    own = re.compile(rf"(?<![a-z])(?:{_KINDS[match['kind'].lower()]})(?![a-z])", re.IGNORECASE)
    telling = [line.text for line in evidence.firsthand if _DEVICE.search(line.text) and _names_one(line.text)]
    if not telling or own.search(evidence.said):
        return _GOOD
    return Verdict(False, "wrong_entity", f"a fact says {telling[0].strip()[:80]!r}")


def _names_one(text: str) -> bool:
    return any(re.search(rf"(?<![a-z])(?:{names})(?![a-z])", text, re.IGNORECASE) for names in _KINDS.values())

"""PyTorch Lightning: the modules of the model, the table of test results, and early stopping."""

import re
from collections.abc import Iterable, Iterator, Sequence

from mlws_writer.facts.model import FactKind, Outcome, Work
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.ending import Ending
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_SIGN = Pattern(
    r"^(?:GPU|TPU|IPU|HPU) available: \w+|LOCAL_RANK: \d+ - CUDA_VISIBLE_DEVICES|`Trainer\.\w+` (?:stopped|was)"
)
_MODULE = Pattern(r"[│|\s]*(\d+)\s*[|│]\s*(\w+)\s*[|│]\s*(\w+)\s*[|│]\s*([\d.]+ ?[KMB]?)\s*(?:[|│].*)?$")
_NOT_MODEL = Pattern(r"Loss|Accuracy|Metric|Score|Criterion|MeanSquared|Error|F1|AUROC|Precision|Recall|Dropout$")
_PLAIN = Pattern(r"(?:Sequential|Module(?:List|Dict)|Linear|Identity|Embedding|Conv\dd|(?:Layer|Batch)Norm\w*)$")
"""What models are made of, and no name of one."""
_HEAD = Pattern(r"[┃\s]*(Test|Validate|Runningstage\.\w+) metric\b")
_ROW = Pattern(r"[│\s]*([A-Za-z][\w/@.\-]*)((?:\s+[│ ]*\s*-?(?:\d+\.\d+|nan)(?:e[-+]\d+)?)+)[\s│]*$")
_STOPPED = Pattern(r"Signaling Trainer to stop\.")
_TROUBLE = Pattern(r"Traceback|Error\b|KeyboardInterrupt|SIGTERM|CANCELLED")
NEAR = 30


def suits(lines: Sequence[Line]) -> bool:
    """Tell whether the trainer reports its devices or its stop."""
    return any(_SIGN.search(line.text[:200]) for line in lines)


def read(line: Line) -> Iterable[Finding] | None:
    """Read a module of the model; losses and metrics among them are no part of it."""
    found = _MODULE.match(line.text)
    if found is None:
        return None
    if _NOT_MODEL.search(found[3]):
        return ()
    said = f"{found[2]} {found[3]} {found[4]}"
    if _PLAIN.match(found[3]):
        return (Finding(FactKind.SETTING, found[2], found[3], line.number, said, weight=0.3, time=line.time),)
    weight = 0.8 if found[1] == "0" else 0.6
    return (Finding(FactKind.MODEL, "module", found[3], line.number, said, weight=weight, time=line.time),)


def read_all(lines: Sequence[Line]) -> Iterator[Finding]:
    """Find the results in tables of test metrics."""
    which, until = "", 0
    for line in lines:
        if head := _HEAD.match(line.text):
            which, until = ("test" if head[1].startswith("Test") else "val"), line.at + 60
        elif which and line.at < until and (row := _ROW.match(line.text)):
            value = re.findall(r"-?(?:\d+\.\d+|nan)(?:e[-+]\d+)?", row[2])[0]
            text = f"{row[1]} {value}"
            yield Finding(FactKind.METRIC, row[1], value, line.number, text, split=which, weight=0.97, time=line.time)
        elif re.search(r"\w", line.text):
            which = ""


def ends(lines: Sequence[Line]) -> Ending | None:
    """Say that early stopping ended the run, where nothing went wrong after it."""
    for line in reversed(lines[-NEAR:]):
        if _TROUBLE.search(line.text):
            return None
        if _STOPPED.search(line.text):
            return Ending(Outcome.COMPLETED, line.number, line.message)
    return None


DIALECT = Dialect("Lightning", suits=suits, read=read, read_all=read_all, ends=ends, work=Work.TRAINING)

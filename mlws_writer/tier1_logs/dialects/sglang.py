"""SGLang servers: what the weights and the cache take, and for how long a context."""

from collections.abc import Iterable, Sequence

from mlws_writer.facts.model import FactKind, Work
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_SIGN = Pattern(r"\bserver_args=ServerArgs\(|\bsglang\b|Load weight begin\. avail mem=")
_STATED = (
    (FactKind.MODEL, "model type", 0.8, Pattern(r"Load weight end\..*?\btype=(\w+)", "load weight end")),
    (FactKind.RESOURCE, "weights", 0.7, Pattern(r"Load weight end\..*?\bmem usage=([\d.]+ ?GB)", "load weight end")),
    (
        FactKind.RESOURCE,
        "free memory",
        0.5,
        Pattern(r"Load weight end\..*?\bavail mem=([\d.]+ ?GB)", "load weight end"),
    ),
    (FactKind.SETTING, "context", 0.72, Pattern(r"\bcontext_len=(\d+)", "context_len=")),
    (FactKind.SETTING, "cache tokens", 0.62, Pattern(r"\bmax_total_num_tokens=(\d+)", "max_total_num_tokens=")),
    (FactKind.SETTING, "most requests at once", 0.5, Pattern(r"\bmax_running_requests=(\d+)", "max_running_requests=")),
    (
        FactKind.RESOURCE,
        "cache",
        0.5,
        Pattern(r"KV Cache is allocated\..*?(K size: [\d.]+ ?GB, V size: [\d.]+ ?GB)", "kv cache is allocated"),
    ),
)


def suits(lines: Sequence[Line]) -> bool:
    """Tell whether the server states its arguments, or loads weights."""
    return any(_SIGN.search(line.text[:2000]) for line in lines[:80])


def read(line: Line) -> Iterable[Finding] | None:
    """Read what the server says when the model is loaded; its arguments are for the general reader."""
    if "ServerArgs(" in line.text or line.repeats > 64:
        return None
    found = [
        (kind, name, weight, said) for kind, name, weight, pattern in _STATED if (said := pattern.search(line.text))
    ]
    return tuple([
        Finding(kind, name, said[1], line.number, said[0][-120:], weight=weight, time=line.time)
        for kind, name, weight, said in found
    ]) or None  # fmt: skip


DIALECT = Dialect("SGLang", suits=suits, read=read, work=Work.SERVER)

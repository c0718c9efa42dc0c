"""Text Generation Inference, as text or JSON: what it serves with which limits, whether it came up, what it refused."""

from collections.abc import Iterable, Iterator, Sequence

from mlws_writer.facts.model import FactKind, Outcome, Work
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.ending import Ending
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_SIGN = Pattern(r"text_generation_(?:launcher|router|server)")
_LIMITS = r"max_(?:input_(?:tokens|length)|total_tokens|batch_prefill_tokens|batch_total_tokens|concurrent_requests)"
_STATED = (
    (FactKind.MODEL, 0.95, Pattern(r'\b(model_id): \\?"([^"\\]+)')),
    (FactKind.SETTING, 0.7, Pattern(r"\b(num_shard|quantize|dtype): Some\((?:\\n\s*)?(\w+)")),
    (FactKind.SETTING, 0.62, Pattern(rf"\b({_LIMITS}): (?:Some\((?:\\n\s*)?)?(\d+)")),
    (FactKind.DURATION, 0.55, Pattern(r"(Shard ready) in ([\d.]+s)")),
    (FactKind.SETTING, 0.6, Pattern(r"Setting (max batch total tokens) to (\d+)")),
    (FactKind.WARNING, 0.75, Pattern(r"(Input validation error): ([^\"]+)")),
    (FactKind.ERROR, 0.85, Pattern(r"^(Error): (\w.*)")),
    (FactKind.ERROR, 0.7, Pattern(r"(Server error): ([^\"]+)")),
)
_ARGUMENT = Pattern(r" {4,8}(?:\w+: )?[^:]*,|[ )},]*")
_FAILED = Pattern(r"^Error: \w|Webserver Crashed|Shard \d+ failed|Shard cannot start|DownloadError")
_CAUSE = Pattern(
    r"([\w.]*(?:Error|Exception)): (?!Backend|Webserver|ShardCannotStart|DownloadError)((?:[^\"\\]|\\[^n])+)"
)
_STOPPED = Pattern(r"signal received|starting graceful shutdown|Terminating webserver|shutting down gracefully")
_SERVES = Pattern(r"\bConnected\b|: Success\b|\"message\": ?\"Success\"|Input validation error")
NEAR = 40


def suits(lines: Sequence[Line]) -> bool:
    """Tell whether the server's launcher or router speaks."""
    return any(_SIGN.search(line.text[:2000]) for line in lines[:60])


def read(line: Line) -> Iterable[Finding] | None:
    """Leave the launcher's arguments, which stand a line each, to `read_all`."""
    return () if _ARGUMENT.fullmatch(line.text) else None


def read_all(lines: Sequence[Line]) -> Iterator[Finding]:
    """Find the model and the limits of the server, how long it took to start, and what it refused."""
    for line in lines:
        for kind, weight, pattern in _STATED:
            for found in pattern.finditer(line.text):
                said = found[0] if "\\" not in found[0] else f"{found[1]}: {found[2]}"
                yield Finding(kind, found[1], found[2], line.number, said[:300], weight=weight, time=line.time)


def ends(lines: Sequence[Line]) -> Ending | None:
    """Tell a server that failed (by its first error) from one that was stopped, and from one that still served."""
    near = lines[-NEAR:]
    if failed := next((line for line in near if _FAILED.search(line.text)), None):
        causes = ((line, found[0]) for line in near if (found := _CAUSE.search(line.text)) and line.at <= failed.at)
        line, said = next(causes, (failed, failed.text[:300]))
        return Ending(Outcome.FAILED, line.number, said)
    for line in reversed(near):
        if _STOPPED.search(line.text):
            return Ending(Outcome.INTERRUPTED, line.number, line.text[:300])
        if _SERVES.search(line.text):
            return Ending(Outcome.RUNNING, line.number, line.text[:300])
    return None


DIALECT = Dialect("text generation inference", suits=suits, read=read, read_all=read_all, ends=ends, work=Work.SERVER)

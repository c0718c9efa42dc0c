"""llama.cpp, alone or in Ollama: the model file and its size, the context, what fits on the GPU, how fast it is."""

from collections.abc import Iterable, Iterator, Sequence

from mlws_writer.facts.model import FactKind, Outcome, Work
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.ending import Ending
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_SIGN = Pattern(r"llama_model_loader|llama_server|llm_load_|print_info: |ggml_\w+: ")
_SERVER = Pattern(r"HTTP server is listening|llama server listening|^s(?:rv|lot) +\w+")
_STATED = (
    (FactKind.MODEL, "model", 0.95, r"general\.name str +=\s+(\S.*)"),
    (FactKind.MODEL, "model file", 0.86, r"(?:load_model: loading model '|(?:\d+ )?tensors from )([^'\s]+)"),
    (FactKind.SETTING, "quantization", 0.72, r"(?:print_info: file type|print_meta: model ftype) += (\S.*)"),
    (FactKind.COUNT, "parameters", 0.72, r"(?:print_info|llm_load_print_meta): model params += ([\d.]+ [KMBT])"),
    (FactKind.RESOURCE, "file size", 0.62, r"(?:print_info: file|print_meta: model) size += ([\d.]+ \w+)"),
    (FactKind.SETTING, "context", 0.72, r"(?:llama_context|llama_new_context_with_model): n_ctx +=\s+(\d+)"),
    (FactKind.SETTING, "context of the model", 0.5, r"\.context_length u32 +=\s+(\d+)"),
    (FactKind.RESOURCE, "layers on GPU", 0.66, r"offloaded (\d+/\d+) layers to GPU"),
    (FactKind.MODEL, "architecture", 0.35, r"general\.architecture str +=\s+(\S.*)"),
    (FactKind.MODEL, "base model", 0.5, r"general\.base_model\.\d+\.name str +=\s+(\S.*)"),
    (FactKind.SETTING, "blocks", 0.15, r"\.block_count u32 +=\s+(\d+)"),
    (FactKind.SETTING, "embedding", 0.14, r"\.embedding_length u32 +=\s+(\d+)"),
    (FactKind.SETTING, "tensors", 0.2, r"- type +\w+: +(\d+) tensors"),
    (FactKind.SETTING, "metadata", 0.1, r"- kv +\d+: +(?!tokenizer\.)([\w.]+ (?:str|u32|f32|bool) += .*)"),
    (FactKind.ENVIRONMENT, "version", 0.5, r"^build: (\d+ \(\w+\))"),
    (FactKind.ERROR, "not loaded", 0.85, r"(error loading model\b.*|failed to load model\b.*)"),
)  # fmt: skip
_READ = tuple((kind, name, weight, Pattern(pattern)) for kind, name, weight, pattern in _STATED)
_SPEED = Pattern(r"(prompt )?eval time =.*?([\d.]+) tokens per second")
_STOPPED = Pattern(r"cleaning up before exit|Received second interrupt")
_FAILED = Pattern(r"exiting due to|error loading|failed to|couldn't")
NEAR = 12


def suits(lines: Sequence[Line]) -> bool:
    """Tell whether the engine loads a model here."""
    return any(_SIGN.search(line.text[:200]) for line in lines)


def serves(lines: Sequence[Line]) -> bool:
    """Tell whether the engine answers requests."""
    return suits(lines) and any(_SERVER.search(line.text[:200]) for line in lines)


def read(line: Line) -> Iterable[Finding] | None:
    """Read what the engine says of the model and of its own speed."""
    for kind, name, weight, pattern in _READ:
        if found := pattern.search(line.text[:2000]):
            value = found[found.lastindex or 0].strip()
            return (Finding(kind, name, value, line.number, found[0][:200], weight=weight, time=line.time),)
    return () if "llama_model_loader: - " in line.text or _SPEED.search(line.text) else None


def read_all(lines: Sequence[Line]) -> Iterator[Finding]:
    """Find how fast the engine last read a prompt, and how fast it wrote."""
    last = {found[1] or "": (line, found) for line in lines if (found := _SPEED.search(line.text))}
    for which, (line, found) in last.items():
        name = f"{which}eval tokens per second"
        yield Finding(FactKind.METRIC, name, found[2], line.number, found[0], weight=0.62, time=line.time)


def ends(lines: Sequence[Line]) -> Ending | None:
    """Say that a server was stopped, where it cleaned up; how else it ended is for the general reader."""
    near = lines[-NEAR:]
    found = next(((line, found[0]) for line in near if (found := _STOPPED.search(line.text))), None)
    if found is None or any(_FAILED.search(line.text) for line in near):
        return None
    return Ending(Outcome.INTERRUPTED, found[0].number, found[1])


DIALECT = Dialect("llama.cpp", suits=suits, read=read, read_all=read_all)
SERVER = Dialect("llama.cpp server", suits=serves, ends=ends, work=Work.SERVER)

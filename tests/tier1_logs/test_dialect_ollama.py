# ruff: noqa: E501 - logs stand here as they are printed
"""What an Ollama server logs."""

from mlws_writer.facts.model import FactKind, Outcome, Run, Work
from mlws_writer.tier1_logs.reader import read_bytes


def record(source: str, message: str, rest: str = "", level: str = "INFO") -> str:
    """Return a record as the server writes it."""
    return f'time=2025-08-14T09:11:01.441+02:00 level={level} source={source} msg="{message}" {rest}\n'


START = (
    record("routes.go:1304", "server config", 'env="map[OLLAMA_CONTEXT_LENGTH:4096 OLLAMA_NUM_PARALLEL:2]"')
    + record("images.go:477", "total blobs: 21")
    + record("routes.go:1357", "Listening on 127.0.0.1:11434 (version 0.11.4)")
    + record("types.go:130", "inference compute", 'library=cuda name="NVIDIA GeForce RTX 4090" total="23.5 GiB"')
    + record("runner.go:925", "load", 'request="{Operation:fit Parallel:2 BatchSize:512 KvSize:8192 GPULayers:37}"')
    + record("ggml.go:131", "", 'architecture=qwen3 file_type=Q4_K_M name="Qwen3 8B" description="" num_tensors=399')
    + record("ggml.go:494", "offloaded 36/37 layers to GPU")
    + record("server.go:637", "llama runner started in 2.71 seconds")
)
REQUESTS = "".join(
    f'[GIN] 2025/08/14 - 09:{13 + number}:02 | {404 if number == 7 else 200} |   1.{number}00000s | 127.0.0.1 | POST     "/api/chat"\n'
    for number in range(20)
)


def read(text: str) -> Run:
    """Return the one run of a log."""
    (run,) = read_bytes(text.encode(), name="ollama.log").runs
    return run


def test_model_context_and_hardware_are_read_from_the_records() -> None:
    """Which model, how much of it fits on which GPU, for how long a prompt."""
    run = read(START + REQUESTS)

    said = {one.name: one.value for one in run.facts}
    assert (run.work, run.outcome) == (Work.SERVER, Outcome.RUNNING)
    assert {
        "model": "Qwen3 8B", "quantization": "Q4_K_M", "context": "8192", "parallel requests": "2", "version": "0.11.4",
        "GPU": "NVIDIA GeForce RTX 4090", "GPU memory": "23.5 GiB", "layers on GPU": "36/37", "start": "2.71 seconds",
    }.items() <= said.items()  # fmt: skip


def test_a_record_is_shown_without_its_frame() -> None:
    """Time, level and source of a record are no part of what it says, and no settings."""
    run = read(START + REQUESTS)

    texts = [one.text for one in run.facts if one.line <= START.count("\n")]
    assert not any("source=" in text for text in texts)
    assert not any(one.name.endswith(".go") for one in run.facts)


def test_a_prompt_that_was_cut_and_a_request_that_was_refused_are_warnings() -> None:
    """Both change what the model answers, and neither stops the server."""
    cut = record("runner.go:128", "truncating input prompt", "limit=4096 prompt=6121 keep=4 new=4096", "WARN")
    run = read(START + REQUESTS + cut + REQUESTS)

    warned = {one.name: one.value for one in run.facts if one.kind is FactKind.WARNING}
    assert warned["prompt cut"] == "6121"
    assert warned["refused request"] == "404"
    assert run.outcome is Outcome.RUNNING

# ruff: noqa: E501 - logs stand here as they are printed
"""What llama.cpp says, as a server and from the command line."""

from mlws_writer.facts.model import Outcome, Run, Work
from mlws_writer.tier1_logs.reader import read_bytes

LOADED = """ggml_cuda_init: found 1 CUDA devices:
  Device 0: NVIDIA GeForce RTX 3060, compute capability 8.6, VMM: yes
build: 5335 (d8919424) with cc (Ubuntu 11.4.0-1ubuntu1~22.04) 11.4.0 for x86_64-linux-gnu
{first}
llama_model_loader: loaded meta data with 29 key-value pairs and 291 tensors from /models/Mistral-7B.Q4_K_M.gguf (version GGUF V3)
llama_model_loader: - kv   0:                       general.architecture str              = llama
llama_model_loader: - kv   2:                               general.name str              = Mistral 7B Instruct
llama_model_loader: - kv   5:                       llama.context_length u32              = 32768
print_info: file type   = Q4_K - Medium
print_info: model params     = 7.25 B
load_tensors: offloaded 33/33 layers to GPU
llama_context: n_ctx         = 8192
"""
LISTENS = "main: HTTP server is listening, hostname: 0.0.0.0, port: 8080, http threads: 15"
ANSWERS = "".join(
    f"""slot launch_slot_: id  0 | task {task} | processing task
prompt eval time =     {210 + task}.51 ms /   {300 + task} tokens (    0.69 ms per token,  14{task}3.31 tokens per second)
       eval time =    {3100 + task}.22 ms /   190 tokens (   16.33 ms per token,    61.{task}2 tokens per second)
      total time =    {3310 + task}.73 ms /   {490 + task} tokens
srv  log_server_r: request: POST /v1/chat/completions 127.0.0.1 200
srv  update_slots: all slots are idle
"""
    for task in range(1, 8)
)


def read(text: str) -> Run:
    """Return the one run of a log."""
    (run,) = read_bytes(text.encode(), name="server.log").runs
    return run


def test_a_server_says_its_model_its_context_and_its_speed() -> None:
    """Model, quantization, size, context, layers on the GPU, and the last speed of reading and writing."""
    run = read(LOADED.format(first=LISTENS) + ANSWERS)

    said = {one.name: one.value for one in run.facts}
    assert (run.work, run.outcome) == (Work.SERVER, Outcome.RUNNING)
    assert {
        "model": "Mistral 7B Instruct",
        "model file": "/models/Mistral-7B.Q4_K_M.gguf",
        "quantization": "Q4_K - Medium",
        "parameters": "7.25 B",
        "context": "8192",
        "layers on GPU": "33/33",
        "prompt eval tokens per second": "1473.31",
        "eval tokens per second": "61.72",
    }.items() <= said.items()


def test_a_server_that_cleaned_up_was_stopped() -> None:
    """Requests that it answered before do not make it run on; a model that it could not load is a failure."""
    stopped = "srv    operator(): operator(): cleaning up before exit...\n"
    failed = "main: exiting due to model loading error\n"

    assert read(LOADED.format(first=LISTENS) + ANSWERS + stopped).outcome is Outcome.INTERRUPTED
    assert read(LOADED.format(first=LISTENS) + stopped + failed).outcome is Outcome.FAILED


def test_the_command_line_is_no_server() -> None:
    """The same engine, once: its work is not serving."""
    perf = "llama_perf_context_print:        eval time =    2031.12 ms /   127 runs   (   15.99 ms per token,    62.53 tokens per second)\n"
    run = read(LOADED.format(first="main: llama backend init") + perf)

    assert run.work is not Work.SERVER
    assert {one.name: one.value for one in run.facts}["eval tokens per second"] == "62.53"

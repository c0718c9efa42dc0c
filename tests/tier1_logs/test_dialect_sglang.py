# ruff: noqa: E501 - logs stand here as they are printed
"""What an SGLang server logs."""

from mlws_writer.facts.model import Outcome, Run, Work
from mlws_writer.tier1_logs.reader import read_bytes

START = """[2025-05-20 08:10:01] server_args=ServerArgs(model_path='meta-llama/Llama-3.1-8B-Instruct', host='0.0.0.0', port=30000, mem_fraction_static=0.88, tp_size=1, context_length=None, max_running_requests=None)
[2025-05-20 08:10:14] Load weight begin. avail mem=78.50 GB
[2025-05-20 08:10:21] Load weight end. type=LlamaForCausalLM, dtype=torch.bfloat16, avail mem=63.41 GB, mem usage=15.08 GB.
[2025-05-20 08:10:21] KV Cache is allocated. #tokens: 442102, K size: 26.98 GB, V size: 26.98 GB
[2025-05-20 08:10:32] max_total_num_tokens=442102, chunked_prefill_size=8192, max_prefill_tokens=16384, max_running_requests=2048, context_len=131072
[2025-05-20 08:10:33] INFO:     Uvicorn running on http://0.0.0.0:30000 (Press CTRL+C to quit)
[2025-05-20 08:10:36] The server is fired up and ready to roll!
"""
WORK = "".join(
    f"""[2025-05-20 08:11:{10 + second}] Decode batch. #running-req: {1 + second % 4}, #token: {1200 + second}, token usage: 0.01, gen throughput (token/s): {110 + second}.11, #queue-req: 0
[2025-05-20 08:11:{10 + second}] INFO:     127.0.0.1:{51000 + second} - "POST /v1/chat/completions HTTP/1.1" 200 OK
"""
    for second in range(20)
)


def read(text: str) -> Run:
    """Return the one run of a log."""
    (run,) = read_bytes(text.encode(), name="server.log").runs
    return run


def test_what_the_model_takes_is_read_when_it_is_loaded() -> None:
    """The kind of model, the memory of its weights, the length of its context."""
    run = read(START + WORK)

    said = {one.name: one.value for one in run.facts}
    assert (said["model type"], said["weights"], said["context"]) == ("LlamaForCausalLM", "15.08 GB", "131072")
    assert (run.work, run.outcome) == (Work.SERVER, Outcome.RUNNING)


def test_the_model_its_speed_and_its_end_are_the_general_readers() -> None:
    """The arguments, the throughput, and a signal that stopped it need no dialect."""
    run = read(
        START
        + WORK
        + "[2025-05-20 08:40:01] SIGTERM received. signum=None frame=None. Draining requests and shutting down...\n"
    )

    said = {one.value for one in run.facts}
    assert {"meta-llama/Llama-3.1-8B-Instruct", "129.11"} <= said
    assert run.outcome is Outcome.INTERRUPTED

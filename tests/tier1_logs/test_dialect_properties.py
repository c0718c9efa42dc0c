# ruff: noqa: E501 - logs stand here as they are printed
"""Properties that hold for every dialect, whatever is left of the lines that it knows."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mlws_writer.tier1_logs.dialects import DIALECTS, dialects_of
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.reader import read_bytes

KNOWN = (
    '{"type": "assistant", "cwd": "/w", "message": {"role": "assistant", "model": "m", "content": [{"type": "tool_use", "name": "Bash", "input": {"command": "ls"}}]}}',
    '{"type": "user", "message": {"role": "user", "content": [{"type": "tool_result", "content": "KeyError: \'x\'", "is_error": true}]}}',
    '{"type": "result", "subtype": "success", "num_turns": 9, "total_cost_usd": 0.09, "usage": {"output_tokens": 627}}',
    "2025-04-02 10:01:02 - INFO - Thought: search", "Action 1/1: {\"open\": 1}", "Observation: Error: 404", "Task: find it",
    "|    Tasks    |Version|Filter|n-shot|Metric|   |Value |   |Stderr|", "|arc_easy|      1|none  |     0|acc   |↑  |0.3131|±  |0.0136|",
    "[I 2024-09-12 14:22:01,120] Trial 4 finished with value: 0.9 and parameters: {'lr': 0.1}. Best is trial 4 with value: 0.9.",
    "A new study created in memory with name: s", "Trial 5 failed with value nan.", "n_trials=7",
    "llama_model_loader: - kv   2:  general.name str              = Qwen3 8B", "llama_context: n_ctx = 8192", "srv  update_slots: all slots are idle",
    'time=2025-08-14T09:11:01 level=WARN source=runner.go:128 msg="truncating input prompt" limit=4096 prompt=6121', "OLLAMA_NUM_PARALLEL:4",
    '{"level":"ERROR","fields":{"message":"Traceback (most recent call last):\\n  x\\nValueError: no"},"target":"text_generation_launcher"}',
    '    model_id: "m/x",', "Error: WebserverFailed", "Load weight end. type=L, mem usage=1.5 GB, context_len=12",
    "W0610 12:00:01.15 2215 torch/distributed/run.py:792] ***", "torch.distributed.elastic.multiprocessing.errors.ChildFailedError: ", "  exitcode  : -9 (pid: 2281)",
    "Traceback (most recent call last):", "  File \"a.py\", line 3, in f", "RuntimeError: bad", "srun: error: gpu08: task 1: Terminated",
    "slurmstepd: error: *** JOB 4 ON gpu07 CANCELLED AT 2024-11-02T03:14:09 DUE TO TIME LIMIT ***", "Job Wall-clock time: 02:17:54",
    "2024/06/11 15:01:03 - mmengine - INFO - Epoch(val) [2][25/25]    coco/bbox_mAP: 0.2  time: 0.05", "model = dict(", "    type='FasterRCNN')", "max_epochs = 3",
    "[05/21 10:38:20 d2.evaluation.testing]: copypaste: AP,AP50", "[05/21 10:38:20 d2.evaluation.testing]: copypaste: 21.3,40.1",
    "Ultralytics 8.3.40 Python-3.10.12 torch-2.5.1", "                 Class     Images  Instances      Box(P          R      mAP50  mAP50-95): 100%", "                   all          4         17      0.68      0.85      0.88      0.67",
    "GPU available: True (cuda), used: True", "       Test metric             DataLoader 0", "        test_acc            0.80", "0 | net | ResNet | 11.2 M | train",
    "2021-09-10 08:32:22 | INFO | valid | epoch 002 | valid on 'valid' subset | loss 6.5 | bleu 8.3", "Wrapping the env in a DummyVecEnv.", "|    ep_rew_mean          | -181 |",
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(KNOWN), st.integers(0, 8)), max_size=40), st.integers(1, 400))
@settings(max_examples=150, deadline=None)
def test_cut_and_shuffled_lines_are_read_and_cited_truly(parts: list[tuple[str, int]], size: int) -> None:
    """Lines in any order, some of them cut, raise nothing; values stand on the lines cited; pieces equal the whole."""
    lines = [text[: len(text) - cut * len(text) // 16] for text, cut in parts]
    raw = "\n".join(lines).encode()

    reading, pieces = read_bytes(raw, name="a.log"), read_bytes(raw, name="a.log", piece=size)

    for fact in reading.facts:
        assert (
            " ".join(fact.value.split()) in " ".join(lines[fact.line - 1].replace("\x08", " ").split())
            or "«redacted»" in fact.value
        )
    assert reading.runs == pieces.runs


def test_no_dialect_claims_nothing() -> None:
    """An empty log suits none, and names tell dialects apart."""
    dialects = [entry.dialect for entry in DIALECTS]
    assert not any(dialect.suits([]) for dialect in dialects)
    assert len({dialect.name for dialect in dialects}) == len(DIALECTS)


@given(st.lists(st.sampled_from(KNOWN), max_size=12))
@settings(max_examples=150, deadline=None)
def test_no_dialect_is_passed_over_for_want_of_its_words(said: list[str]) -> None:
    """A log whose words tell a dialect is in the dialects that each for itself suit it."""
    lines = [Line(at, at + 1, text, text, None, "", "") for at, text in enumerate(said)]

    assert dialects_of(lines) == [entry.dialect for entry in DIALECTS if entry.dialect.suits(lines)]

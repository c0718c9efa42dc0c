# ruff: noqa: E501 - logs stand here as they are printed
"""What tools tell in forms of their own: the best of many trials, how a measure is spread, metadata, long errors, bars."""

import json

import pytest

from mlws_writer.facts.model import Fact, FactKind
from mlws_writer.tier1_logs.digest import digest
from mlws_writer.tier1_logs.reader import read_bytes

TRIALS = [
    ("oak", 4, 0.31, 0.81),
    ("elm", 9, 0.02, 0.93),
    ("ash", 6, 0.11, 0.88),
    ("fir", 5, 0.2, 0.9),
    ("yew", 3, 0.4, 0.7),
]


def facts_of(log: str) -> list[Fact]:
    """Return the facts of a log of one run."""
    return list(read_bytes(log.encode(), name="run.log").facts)


def rows_of(log: str, budget: int = 2000) -> list[str]:
    """Return the rows of a log's digest, without the ids of their facts."""
    return [row.text.split(" ", 1)[1] for row in digest([read_bytes(log.encode(), name="run.log")], budget).rows]


def as_json(learner: str, depth: int, rate: float, score: float) -> str:
    """Write a trial as a search does that writes JSON lines."""
    return json.dumps({"config": {"depth": depth, "learning_rate": rate}, "learner": learner, "val_accuracy": score})


def as_dict(learner: str, depth: int, rate: float, score: float) -> str:
    """Write a trial as one that prints dictionaries does."""
    return f"val_accuracy: {score} learner: '{learner}' params: {{'depth': {depth}, 'learning_rate': {rate}}}"


@pytest.mark.parametrize("written", [as_json, as_dict])
def test_the_best_trial_is_told_with_its_settings(written: object) -> None:
    """Which learner it was and what it was set to, not what the last one was set to."""
    assert callable(written)
    facts = facts_of("".join(f"{written(*trial)}\n" for trial in TRIALS))

    best = {fact.name: (fact.value, fact.line) for fact in facts if fact.name.startswith("best ")}
    assert best["best depth"] == ("9", 2)
    assert best["best learning_rate"] == ("0.02", 2)
    assert best["best learner"] == ("elm", 2)


def test_a_loss_is_best_where_it_is_lowest() -> None:
    """The direction comes from the metric's name."""
    log = "".join(
        f'{{"params": {{"depth": {n}}}, "validation_loss": {loss}}}\n' for n, loss in ((3, 0.4), (5, 0.1), (8, 0.2))
    )

    assert [fact.value for fact in facts_of(log) if fact.name == "best depth"] == ["5"]


def test_records_of_a_training_have_no_best_trial() -> None:
    """Where no settings stand beside the values, nothing was searched."""
    log = "".join(f'{{"step": {n}, "loss": {9 / n:.3f}, "lr": 0.{n}}}\n' for n in range(1, 9))

    assert not [fact for fact in facts_of(log) if fact.name == "best lr"]


SPREAD = """[03/04/2025-10:11:12] [I] Throughput: 24.5583 qps
[03/04/2025-10:11:12] [I] Latency: min = 40.5005 ms, max = 40.8591 ms, mean = 40.6326 ms, median = 40.6337 ms, percentile(99%) = 40.8590 ms
[03/04/2025-10:11:12] [I] Enqueue Time: min = 40.2849 ms, max = 40.6204 ms, mean = 40.4274 ms, median = 40.4176 ms, percentile(99%) = 40.6203 ms
[03/04/2025-10:11:12] [W] * Throughput may be bound by Enqueue Time
"""


def test_how_a_measure_is_spread_is_told_on_one_row_each() -> None:
    """Each line says of which measure its statistics are; the unit of a rate and the level in one letter are read."""
    rows = rows_of(SPREAD, 260)

    assert "Throughput: 24.5583 qps" in rows
    assert any(
        row.startswith("Latency: min = 40.5005 ms") and row.endswith("percentile(99%) = 40.8590 ms") for row in rows
    )
    assert any(row.startswith("Enqueue Time: ") and "mean = 40.4274 ms" in row for row in rows)
    assert not any(row.startswith("max") for row in rows)
    assert any(fact.kind is FactKind.WARNING and "may be bound" in fact.text for fact in facts_of(SPREAD))


def test_statistics_that_recur_are_a_series_not_a_spread_each() -> None:
    """A line that is told every epoch gives a course."""
    log = "".join(f"Loss: min = 0.{n}, max = 1.{n}, mean = 0.5{n}\n" for n in range(1, 9))

    assert not [fact for fact in facts_of(log) if fact.name == "Loss" and fact.value == fact.text]


def test_the_sentences_in_the_middle_of_a_long_error_are_told_too() -> None:
    """Who else held the memory stands between the head of the error and its advice."""
    error = (
        "torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has a total capacity of 10.75 GiB of which "
        "13.62 MiB is free. Process 1008 has 252.00 MiB memory in use. Process 1163 has 10.47 GiB memory in use. Of the allocated "
        "memory 10.02 GiB is allocated by PyTorch. If reserved but unallocated memory is large try setting expandable_segments:True to "
        "avoid fragmentation. See documentation for Memory Management"
    )
    log = f'epoch 1 loss 0.9\nTraceback (most recent call last):\n  File "fit.py", line 31, in <module>\n    main()\n{error}\n'

    text = "\n".join(rows_of(log))

    assert "Process 1163 has 10.47 GiB memory in use." in text
    assert "expandable_segments:True" in text


QUANTIZED = (
    "main: quantizing 'oak-f16.gguf' to 'oak-q4.gguf' as Q4_K_M using 8 threads\n"
    "llama_model_loader: loaded meta data with 5 key-value pairs and 363 tensors from oak-f16.gguf (version GGUF V3 (latest))\n"
    "llama_model_loader: - kv   0:                       general.architecture str              = oak3\n"
    "llama_model_loader: - kv   1:                               general.name str              = Oak Small 3.2\n"
    "llama_model_loader: - kv   2:                general.base_model.0.name str              = Oak Small 3.1 Base\n"
    "llama_model_loader: - kv   3:                            oak3.block_count u32              = 40\n"
    'llama_model_loader: - kv   4:                      tokenizer.ggml.tokens arr[str,4]       = ["a", "b"]\n'
    "llama_model_loader: - type  f16:  282 tensors\n"
    + "".join(
        f"[{n:4d}/ 363] blk.{n}.{part}.weight - [ 5120, 1024, 1, 1], type = f16, converting to q4_K .. size = 10.00 MiB -> 2.81 MiB\n"
        for n in range(1, 364)
        for part in (("attn_k", "attn_q", "ffn_up")[n % 3],)
    )
    + "quant size  = 13662.36 MiB (4.86 BPW)\nmain:    total time = 83458.16 ms\n"
)


def test_the_tensors_of_a_conversion_do_not_crowd_out_what_was_converted() -> None:
    """The model's own metadata, and the sizes that came out, stand in a small digest."""
    text = "\n".join(rows_of(QUANTIZED, 700))

    for said in ("Oak Small 3.1 Base", "363 tensors", "Q4_K_M", "13662.36 MiB (4.86 BPW)", "oak3", "= 40"):
        assert said in text
    assert "tokenizer" not in text


def test_a_bar_without_a_label_tells_how_long_its_work_took() -> None:
    """The full bars that ran for minutes are told without their blocks; those of seconds are not."""
    bar = "100%|" + "█" * 40 + "| {0}/{0} [{1}<00:00, 12.40s/it]\n"
    log = 'Style in layer "0"\n' + bar.format(512, "1:46:22") + 'Style in layer "2"\n' + bar.format(64, "00:00:16")

    told = [fact for fact in facts_of(log) if fact.name == "bar"]

    assert [(fact.value, fact.text) for fact in told] == [("1:46:22", "512/512 [1:46:22<00:00, 12.40s/it]")]


@pytest.mark.parametrize(
    "config",
    [
        "model = dict(\n    backbone=dict(\n        type='OakNeXt',\n        depth=4),\n    optimizer=dict(\n        type='AdamW',\n        lr=0.1))\n",
        '{\n  "backbone": {\n    "type": "OakNeXt",\n    "depth": 4\n  },\n  "optimizer": {\n    "type": "AdamW",\n    "lr": 0.1\n  }\n}\n',
    ],
)
def test_what_a_dictionary_is_of_names_its_parent(config: str) -> None:
    """The type one level below `backbone` is the backbone, in Python and in JSON."""
    told = {(fact.kind, fact.name, fact.value) for fact in facts_of(config)}

    assert (FactKind.MODEL, "backbone", "OakNeXt") in told
    assert (FactKind.SETTING, "optimizer", "AdamW") in told


def test_a_share_is_no_step() -> None:
    """`Steps: 100%` says how far the steps came, not which one it was."""
    log = "".join(
        f"Steps: {n}%|##| {n}/100 [00:0{n // 50}<00:0{2 - n // 50}, {n / 50 + 1}it/s, loss=0.{99 - n // 2}]\n"
        for n in (50, 100)
    )

    assert not [fact for fact in facts_of(log) if fact.step == "Steps 100"]


def test_a_limit_that_was_not_set_is_no_warning() -> None:
    """`request_rate=inf` says that there was none; a loss that is infinite is another thing."""
    (spared, warned) = (
        [fact for fact in facts_of(log) if fact.kind is FactKind.WARNING]
        for log in ("Namespace(backend='oak', port=8000, request_rate=inf, seed=0)\n", "grad_norm = inf\n")
    )

    assert not spared
    assert warned


def test_the_margin_of_a_result_stands_beside_it() -> None:
    """The estimate is told with what it may be off by."""
    log = "[641]6.2271,[642]6.2339,\nFinal estimate: PPL = 6.2339 +/- 0.03821\n"

    assert "PPL = 6.2339 +/- 0.03821" in {fact.text for fact in facts_of(log) if fact.kind is FactKind.METRIC}


@pytest.mark.parametrize(
    "head",
    [
        "[03/04/2025-10:11:12] [I] ",
        "[2025-03-04, 10:11:12 UTC] {task.py:1103} INFO - ",
        "[flaml.automl.logger: 03-04 10:11:12] {1679} INFO - ",
        "[NeMo I 2025-03-04 10:11:12 exp_manager:396] ",
    ],
)
def test_what_stands_before_a_message_is_not_of_it(head: str) -> None:
    """Heads of tools with their own forms of time, level and source are told from what they say."""
    facts = facts_of(f"{head}Precision: FP16\n{head}seed: 7\n")

    assert ("seed", "7", "seed: 7") in {(fact.name, fact.value, fact.text) for fact in facts}


def test_a_row_of_a_table_gives_each_column_its_own_value_only() -> None:
    """What follows a value in a row of comma-separated values is of the next columns, not a list of its own."""
    log = "epoch,train_loss,val_acc,lr\n" + "".join(f"{n},{1 / n:.4f},0.{50 + n},0.001\n" for n in range(1, 21))

    told = {fact.text for fact in facts_of(log) if fact.name == "val_acc"}

    assert "val_acc 0.70" in told
    assert not [text for text in told if "," in text]


def test_the_time_of_a_subtitle_is_not_the_head_of_its_line() -> None:
    """From when to when something was said stands with what was said."""
    log = "[00:00:00.000 --> 00:00:11.000]   And so my fellow gardeners\n[00:00:11.000 --> 00:00:14.000]   ask not\n"

    assert any(row.endswith("[00:00:00.000 --> 00:00:11.000] And so my fellow gardeners") for row in rows_of(log))


def test_a_named_number_is_shown_by_its_name_where_another_equals_it() -> None:
    """Of two equal numbers on a line, the one that bears the name is told, not the head of a tuple."""
    log = "devices: [Chip(id=0, process_index=0, coords=(0,0,0), core_on_chip=0)]\n"

    told = [fact.text for fact in facts_of(log) if fact.name == "core_on_chip"]

    assert told
    assert not [text for text in told if "0,0)" in text and text not in log]

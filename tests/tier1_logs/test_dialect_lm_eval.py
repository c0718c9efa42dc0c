"""What lm-evaluation-harness prints."""

from mlws_writer.facts.model import FactKind, Outcome, Run
from mlws_writer.tier1_logs.reader import read_bytes

START = """2025-02-11:09:41:11,482 INFO     [lm_eval.__main__:279] Verbosity set to INFO
2025-02-11:09:41:19,021 INFO     [lm_eval.__main__:376] Selected Tasks: ['arc_challenge', 'gsm8k', 'hellaswag']
2025-02-11:09:41:19,023 INFO     [lm_eval.evaluator:164] Setting random seed to 0 | Setting numpy seed to 1234
2025-02-11:09:41:19,023 INFO     [lm_eval.evaluator:201] Initializing hf model, with arguments: {'pretrained': 'meta-llama/Llama-3.2-1B'}
2025-02-11:09:41:25,977 INFO     [lm_eval.api.task:415] Building contexts for arc_challenge on rank 0...
2025-02-11:09:41:31,011 INFO     [lm_eval.evaluator:496] Running loglikelihood requests
Running loglikelihood requests:   0%|          | 0/44844 [00:00<?, ?it/s]
Running loglikelihood requests: {done}%|██████████| {done}84/44844 [12:11<00:00, 61.32it/s]
"""  # noqa: E501 - as it is printed
TABLE = """fatal: not a git repository (or any of the parent directories): .git
hf (pretrained=meta-llama/Llama-3.2-1B,dtype=bfloat16), gen_kwargs: (None), limit: None, num_fewshot: 5, batch_size: 16
|    Tasks    |Version|     Filter     |n-shot|  Metric   |   |Value |   |Stderr|
|-------------|------:|----------------|-----:|-----------|---|-----:|---|-----:|
|arc_challenge|      1|none            |     0|acc        |↑  |0.3131|±  |0.0136|
|             |       |none            |     0|acc_norm   |↑  |0.3626|±  |0.0140|
|gsm8k        |      3|flexible-extract|     5|exact_match|↑  |0.0675|±  |0.0069|
|             |       |strict-match    |     5|exact_match|↑  |0.0652|±  |0.0068|
|mmlu         |      2|none            |      |acc        |↑  |0.3105|±  |0.0039|
| - humanities|      2|none            |      |acc        |↑  |0.2901|±  |0.0066|

|      Groups      |Version|Filter|n-shot|Metric|   |Value |   |Stderr|
|------------------|------:|------|------|------|---|-----:|---|-----:|
|mmlu              |      2|none  |      |acc   |↑  |0.3105|±  |0.0039|
"""


def read(text: str) -> Run:
    """Return the one run of a log."""
    (run,) = read_bytes(text.encode(), name="eval.log").runs
    return run


def test_each_result_bears_the_name_of_its_task() -> None:
    """The task stands on the first row of several; filters tell results of one metric apart."""
    run = read(START.replace("{done}", "100") + TABLE)

    results = {one.name: one.value for one in run.facts if one.kind is FactKind.METRIC and one.weight > 0.85}
    assert results == {
        "arc_challenge acc": "0.3131",
        "arc_challenge acc_norm": "0.3626",
        "gsm8k exact_match (flexible-extract)": "0.0675",
        "gsm8k exact_match (strict-match)": "0.0652",
        "mmlu acc": "0.3105",
        "humanities acc": "0.2901",
    }


def test_model_and_tasks_are_read_and_the_table_is_the_end() -> None:
    """A word of git's about the folder is no failure."""
    run = read(START.replace("{done}", "100") + TABLE)

    said = {one.name: one.value for one in run.facts if one.weight > 0.55}
    assert run.outcome is Outcome.COMPLETED
    assert said["model"] == "meta-llama/Llama-3.2-1B"
    assert said["tasks"] == "['arc_challenge', 'gsm8k', 'hellaswag']"
    assert said["num_fewshot"] == "5"


def test_an_evaluation_without_a_table_was_cut_off() -> None:
    """How that ended is the general reader's to say."""
    assert read(START.replace("{done}", "41")).outcome is Outcome.INTERRUPTED

# ruff: noqa: E501 - logs stand here as they are printed
"""Frameworks whose logs the general reader reads without a dialect of their own: each in a few of its lines."""

from mlws_writer.facts.model import Outcome, Run, Work
from mlws_writer.tier1_logs.dialects import dialects_of
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.reader import read_bytes


def read(text: str) -> Run:
    """Return the one run of a log that no dialect but that of recorded runs claims."""
    lines = [Line(at, at + 1, said, said, None, "", "") for at, said in enumerate(text.splitlines())]
    assert not [dialect.name for dialect in dialects_of(lines)]
    (run,) = read_bytes(text.encode(), name="run.log").runs
    return run


def values(run: Run) -> set[str]:
    """Return what the facts of a run say, without the quotes that some frameworks print."""
    return {one.value.strip("'\"") for one in run.facts}


def test_python_logging() -> None:
    """The default format of the standard library."""
    run = read(
        "INFO:root:Training started: model=resnet18 data=cifar10\nWARNING:root:No GPU found, using CPU\n"
        + "".join(
            f"INFO:trainer:Epoch {epoch} train_loss={2 - epoch / 5:.3f} val_acc={0.4 + epoch / 20:.3f}\n"
            for epoch in range(1, 4)
        )
        + "INFO:root:Training finished in 183.2s\n"
    )

    assert run.outcome is Outcome.COMPLETED
    assert {"resnet18", "cifar10", "0.550", "1.400"} <= values(run)


def test_loguru_with_its_annotated_traceback() -> None:
    """The exception at the end of the annotated frames is what the run failed of."""
    run = read(
        """2025-03-01 12:00:00.123 | INFO     | __main__:main:31 - Starting run with model=distilroberta-base dataset=tweet_eval lr=5e-05 epochs=2
2025-03-01 12:01:04.001 | INFO     | train:epoch:77 - epoch=1 train_loss=0.7000 val_f1=0.7000
2025-03-01 12:02:04.001 | INFO     | train:epoch:77 - epoch=2 train_loss=0.5000 val_f1=0.8000
2025-03-01 12:05:04.001 | ERROR    | __main__:main:52 - An error has been caught in function 'main', process 'MainProcess' (3121):
Traceback (most recent call last):

> File "/home/ml/run.py", line 48, in main
    export(model, path)
    │      └ RobertaForSequenceClassification
    └ <function export at 0x7f2>

PermissionError: [Errno 13] Permission denied: '/models/best'
"""
    )

    assert run.outcome is Outcome.FAILED
    assert run.outcome_text.startswith("PermissionError")
    assert {"distilroberta-base", "tweet_eval", "5e-05", "0.8000"} <= values(run)


def test_structlog_on_a_terminal() -> None:
    """An event, then its keys and values."""
    run = read(
        """2025-03-01 12:00:00.120331 [info     ] run started                    model=xgboost dataset=fraud-2024 n_rows=284807
2025-03-01 12:00:01.120331 [info     ] fold done                      auc=0.9712 fold=1
2025-03-01 12:00:02.120331 [info     ] fold done                      auc=0.9688 fold=2
2025-03-01 12:00:04.120331 [info     ] run finished                   duration_s=41.2 mean_auc=0.9700
"""
    )

    assert run.outcome is Outcome.COMPLETED
    assert {"xgboost", "fraud-2024", "284807", "0.9700"} <= values(run)


def test_hugging_face_trainer() -> None:
    """Its numbers of examples and steps, its dicts behind bars, its table of metrics."""
    run = read(
        """[INFO|trainer.py:2369] 2025-03-04 10:12:20,101 >> ***** Running training *****
[INFO|trainer.py:2370] 2025-03-04 10:12:20,101 >>   Num examples = 3,668
[INFO|trainer.py:2371] 2025-03-04 10:12:20,101 >>   Num Epochs = 3
[INFO|trainer.py:2372] 2025-03-04 10:12:20,101 >>   Instantaneous batch size per device = 32
Some weights of BertForSequenceClassification were not initialized from the model checkpoint at google-bert/bert-base-uncased
"""
        + "".join(
            f" {step}%|###       | {step}/345 [00:10<00:20,  9.11it/s]\r{{'loss': {0.65 - step / 900:.4f}, 'learning_rate': 2e-05, 'epoch': {step / 115:.2f}}}\n"
            for step in range(23, 346, 23)
        )
        + "{'train_runtime': 71.2231, 'train_loss': 0.46721, 'epoch': 3.0}\n***** eval metrics *****\n  epoch                   =        3.0\n"
        "  eval_accuracy           =     0.8382\n  eval_f1                 =      0.883\n"
    )

    assert (run.work, run.outcome) == (Work.TRAINING, Outcome.COMPLETED)
    assert {"google-bert/bert-base-uncased", "3,668", "32", "0.8382", "0.883", "0.46721"} <= values(run)


def test_trl_that_was_cut_off() -> None:
    """A bar far from its end, with the last dict of metrics behind it."""
    run = read(
        "trainable params: 13,631,488 || all params: 8,043,892,736 || trainable%: 0.1695\n"
        + "".join(
            f" {step // 16}%|#         | {step}/1618 [00:40<2:01:10,  4.6s/it]\n{{'loss': {1.81 - step / 500:.4f}, 'mean_token_accuracy': {0.62 + step / 2000:.4f}, 'epoch': {step / 1618:.2f}}}\n"
            for step in range(10, 161, 10)
        )
    )

    assert run.outcome is Outcome.INTERRUPTED
    assert {"13,631,488", "1.4900", "0.7000"} <= values(run)


def test_llama_factory() -> None:
    """Its own loggers beside the Trainer's: the data, the way of tuning, losses, where the adapter went."""
    run = read(
        """[INFO|2025-05-12 09:31:15] llamafactory.data.loader:143 >> Loading dataset alpaca_zh_demo.json...
[INFO|2025-05-12 09:31:22] llamafactory.model.adapter:143 >> Fine-tuning method: LoRA
[INFO|trainer.py:2409] 2025-05-12 09:31:24,015 >> ***** Running training *****
[INFO|trainer.py:2411] 2025-05-12 09:31:24,015 >>   Num Epochs = 3
"""
        + "".join(
            f"[INFO|2025-05-12 09:4{step // 10}:13] llamafactory.train.callbacks:143 >> {{'loss': {1.62 - step / 120:.4f}, 'learning_rate': 1e-4, 'epoch': {step / 28:.2f}}}\n"
            for step in range(5, 85, 5)
        )
        + "[INFO|trainer.py:3993] 2025-05-12 09:41:10,551 >> Saving model checkpoint to saves/Qwen2.5-7B-Instruct/lora/sft/checkpoint-84\n"
        "***** train metrics *****\n  epoch                    =        3.0\n  train_loss               =     1.2045\n  train_runtime            = 0:09:46.85\n"
    )

    assert run.outcome is Outcome.COMPLETED
    assert {
        "alpaca_zh_demo.json",
        "3",
        "0.9533",
        "1.2045",
        "saves/Qwen2.5-7B-Instruct/lora/sft/checkpoint-84",
    } <= values(run)


def test_keras() -> None:
    """Epochs with bars that end in a line of metrics; early stopping; an evaluation after it."""
    epochs = "".join(
        f"Epoch {epoch}/10\n\r 1/50 [..............................] - ETA: 3s - loss: 0.7\r50/50 [==============================] - 6s 81ms/step - loss: {0.7 - epoch / 20:.4f} - accuracy: {0.5 + epoch / 25:.4f} - val_loss: {0.6 - epoch / 25:.4f} - val_accuracy: {0.6 + epoch / 30:.4f}\n"
        for epoch in range(1, 8)
    )
    run = read(
        'Model: "mobilenet_transfer"\n Total params: 2,259,265 (8.62 MB)\n'
        + epochs
        + "Epoch 7: early stopping\nTest accuracy : 0.8325\n"
    )

    assert run.outcome is Outcome.COMPLETED
    assert {"mobilenet_transfer", "2,259,265", "0.3200", "0.8333", "0.8325"} <= values(run)
    assert (
        read(epochs + "Epoch 8/10\n12/50 [=====>........................] - ETA: 4s - loss: 0.1811").outcome
        is Outcome.INTERRUPTED
    )


def test_nanogpt() -> None:
    """Steps of evaluation between iterations, after assignments that are the configuration."""
    run = read(
        "out_dir = 'out-shakespeare-char'\ndataset = 'shakespeare_char'\nbatch_size = 64\nmax_iters = 500\nnumber of parameters: 10.65M\n"
        + "".join(
            (
                f"step {at}: train loss {4 - at / 180:.4f}, val loss {(3.9, 2.4, 1.6)[at // 250]:.4f}\nsaving checkpoint to out-shakespeare-char\n"
                if at % 250 == 0
                else ""
            )
            + f"iter {at}: loss {4 - at / 180:.4f}, time 25.11ms, mfu 14.20%\n"
            for at in range(0, 501, 10)
        )
    )

    assert run.outcome is Outcome.COMPLETED
    assert {"shakespeare_char", "64", "10.65M", "1.6000", "out-shakespeare-char"} <= values(run)


def test_tqdm_alone() -> None:
    """A bar that stops short, with its metric in the postfix."""
    run = read(
        "Scoring answers:   0%|          | 0/1319 [00:00<?, ?it/s]"
        + "".join(
            f"\rScoring answers:  {at // 13}%|#####     | {at}/1319 [00:10<07:19,  1.01it/s, acc=0.6{at:03d}]"
            for at in range(40, 900, 40)
        )
    )

    assert run.outcome is Outcome.INTERRUPTED
    assert {"0.6880", "0.6040"} <= values(run)


def test_vllm_server() -> None:
    """What it serves with which limits, how fast it was, which request it refused; running, or shut down."""
    log = """INFO 05-02 11:20:35 [api_server.py:1044] args: Namespace(model='Qwen/Qwen2.5-7B-Instruct', max_model_len=16384, tensor_parallel_size=2, served_model_name=['qwen-chat'])
INFO 05-02 11:21:20 [kv_cache_utils.py:634] GPU KV cache size: 1,102,320 tokens
INFO:     Application startup complete.
""" + "".join(
        f'INFO:     10.0.0.1:{40000 + at} - "POST /v1/chat/completions HTTP/1.1" {400 if at == 9 else 200} OK\nINFO 05-02 11:22:{10 + at} [loggers.py:111] Engine 000: Avg prompt throughput: {200 + at}.4 tokens/s, Avg generation throughput: {300 + at}.1 tokens/s, Running: 3 reqs, Waiting: 0 reqs\n'
        for at in range(20)
    )
    run = read(log)

    assert (run.work, run.outcome) == (Work.SERVER, Outcome.RUNNING)
    assert {"Qwen/Qwen2.5-7B-Instruct", "16384", "2", "319.1"} <= values(run)
    assert any(one.name == "refused request" for one in run.facts)
    assert (
        read(log + "INFO:     Shutting down\nINFO:     Application shutdown complete.\n").outcome is Outcome.INTERRUPTED
    )

# ruff: noqa: E501 - logs stand here as they are printed
"""Trainings with PyTorch Lightning."""

from mlws_writer.facts.model import FactKind, Outcome, Run
from mlws_writer.tier1_logs.reader import read_bytes

START = """Seed set to 42
GPU available: True (cuda), used: True
LOCAL_RANK: 0 - CUDA_VISIBLE_DEVICES: [0]

  | Name      | Type               | Params | Mode
---------------------------------------------------------
0 | encoder   | ResNet             | 11.2 M | train
1 | head      | Linear             | 5.1 K  | train
2 | criterion | CrossEntropyLoss   | 0      | train
3 | val_acc   | MulticlassAccuracy | 0      | train
---------------------------------------------------------
11.2 M    Trainable params
"""
BAR = "100%|██████████| 391/391 [00:21<00:00, 18.21it/s"
EPOCHS = "".join(
    f"Epoch {epoch}: {BAR}, v_num=3, train_loss_step={1.2 - epoch / 6:.3f}, val_loss={1.1 - epoch / 9:.3f}, "
    f"val_acc={(0.61, 0.66, 0.76, 0.74)[epoch]:.3f}]\n"
    for epoch in range(4)
)
STOP = "`Trainer.fit` stopped: `max_epochs=4` reached.\n"
RULE = "─" * 80 + "\n"
PLAIN = f"""{RULE}       Test metric             DataLoader 0
{RULE}        test_acc            0.8062999844551086
        test_loss           0.6132015585899353
{RULE}"""
RICH = """┏━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃        Test metric        ┃       DataLoader 0        ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━┩
│         test_acc          │    0.8062999844551086     │
│         test_loss         │    0.6132015585899353     │
└───────────────────────────┴───────────────────────────┘
"""


def read(text: str) -> Run:
    """Return the one run of a log."""
    (run,) = read_bytes(text.encode(), name="train.log").runs
    return run


def test_each_row_of_the_test_table_is_a_result() -> None:
    """In the plain table and in the drawn one."""
    for table in (PLAIN, RICH):
        run = read(START + EPOCHS + STOP + table)

        said = {one.name: one.value for one in run.facts if one.split == "test" and one.weight > 0.9}
        assert said == {"test_acc": "0.8062999844551086", "test_loss": "0.6132015585899353"}
        assert run.outcome is Outcome.COMPLETED


def test_modules_are_the_model_and_losses_are_none() -> None:
    """A metric that is listed among the modules has no value yet."""
    run = read(START + EPOCHS)

    assert {one.value for one in run.facts if one.name == "module"} == {"ResNet"}
    assert {one.value for one in run.facts if one.kind is FactKind.SETTING} >= {"Linear"}
    assert not any(one.name in ("CrossEntropyLoss", "MulticlassAccuracy") for one in run.facts)


def test_early_stopping_completes_a_run() -> None:
    """The callback signals the trainer to stop before the last epoch that was asked for."""
    stopped = "Monitored metric val_acc did not improve in the last 3 records. Signaling Trainer to stop.\n"

    assert read(START + EPOCHS + stopped).outcome is Outcome.COMPLETED


def test_curves_and_an_interrupt_are_the_general_readers() -> None:
    """The bar of each epoch, and Ctrl-C, need no dialect."""
    run = read(START + EPOCHS + STOP)

    said = {one.name: one.value for one in run.facts}
    assert (said["val_acc"], said["best val_acc"], run.outcome) == ("0.740", "0.760", Outcome.COMPLETED)
    cut = "Epoch 4:  41%|████      | 160/391 [00:08<00:12, 18.31it/s, v_num=3]\n\nDetected KeyboardInterrupt, attempting graceful\n"
    assert read(START + EPOCHS + cut).outcome is Outcome.INTERRUPTED

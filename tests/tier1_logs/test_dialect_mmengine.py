# ruff: noqa: E501 - logs stand here as they are printed
"""OpenMMLab trainings."""

from mlws_writer.facts.model import FactKind, Outcome, Run, Work
from mlws_writer.tier1_logs.reader import read_bytes

CONFIG = """2024/06/11 14:03:13 - mmengine - INFO - Config:
dataset_type = 'CocoDataset'
max_epochs = 3
model = dict(
    backbone=dict(
        depth=50,
        type='ResNet'),
    type='FasterRCNN')
optim_wrapper = dict(
    optimizer=dict(lr=0.02, momentum=0.9, type='SGD', weight_decay=0.0001),
    type='OptimWrapper')

"""
VALUES = ("0.1860", "0.2620", "0.2510")


def epochs(count: int, eta: str = "0:00:00") -> str:
    """Return the lines of so many epochs."""
    said = ""
    for epoch in range(1, count + 1):
        for step in range(50, 201, 50):
            said += f"2024/06/11 15:0{epoch}:03 - mmengine - INFO - Epoch(train)  [{epoch}][{step:4d}/200]  lr: 2.0000e-02  eta: {eta}  time: 0.4127  data_time: 0.0080  memory: 4512  loss: {1.4 - epoch / 20 - step / 9000:.4f}  acc: 94.1191\n"
        said += f"2024/06/11 15:0{epoch}:40 - mmengine - INFO - Saving checkpoint at {epoch} epochs\n"
        said += f"2024/06/11 15:0{epoch}:50 - mmengine - INFO - Epoch(val) [{epoch}][25/25]    coco/bbox_mAP: {VALUES[epoch - 1]}  coco/bbox_mAP_50: 0.3{epoch}00  data_time: 0.0021  time: 0.0521\n"
    return said


def read(text: str) -> Run:
    """Return the one run of a log."""
    (run,) = read_bytes(text.encode(), name="train.log").runs
    return run


def test_the_model_is_the_type_of_the_whole_not_of_its_backbone() -> None:
    """The configuration closes the model's block with its type."""
    models = [one.value for one in read(CONFIG + epochs(3)).facts if one.kind is FactKind.MODEL and one.name == "model"]

    assert "FasterRCNN" in models
    assert "OptimWrapper" not in models


def test_the_last_validation_leads() -> None:
    """Its results are those of the validation set; times and memory are none."""
    run = read(CONFIG + epochs(3))

    first = max((one for one in run.facts if one.kind is FactKind.METRIC), key=lambda one: one.weight)
    assert (first.name, first.value, first.split, first.step) == ("coco/bbox_mAP", "0.2510", "val", "Epoch 3")
    assert any(one.value == "0.2620" for one in run.facts)
    assert not any(one.name == "data_time" and one.split == "val" for one in run.facts)


def test_how_far_a_training_came_is_told_by_its_configuration() -> None:
    """All epochs make it complete, fewer do not; nor does a stop in the middle of the last one."""
    cut = epochs(3).split("[3][ 100/200]")[0].rsplit("\n", 1)[0] + "\n"

    assert read(CONFIG + epochs(3)).outcome is Outcome.COMPLETED
    assert read(CONFIG + epochs(2, "0:01:20")).outcome is Outcome.INTERRUPTED
    assert read(CONFIG + cut).outcome is Outcome.INTERRUPTED


def test_without_a_configuration_the_time_to_go_tells() -> None:
    """An epoch that ended with time to go was not the last."""
    assert read(epochs(2, "0:00:09")).outcome is Outcome.INTERRUPTED
    assert read(epochs(2)).outcome is Outcome.COMPLETED
    assert read(epochs(2)).work is Work.TRAINING


def test_an_exception_after_the_last_step_fails_the_training() -> None:
    """However far it had come."""
    thrown = 'Traceback (most recent call last):\n  File "t.py", line 1, in f\nRuntimeError: CUDA error\n'

    assert read(CONFIG + epochs(3) + thrown).outcome is Outcome.FAILED

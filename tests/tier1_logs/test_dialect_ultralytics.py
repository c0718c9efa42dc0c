# ruff: noqa: E501 - logs stand here as they are printed
"""Trainings with Ultralytics YOLO."""

from mlws_writer.facts.model import FactKind, Outcome, Run
from mlws_writer.tier1_logs.reader import read_bytes

START = """Ultralytics 8.3.40 🚀 Python-3.10.12 torch-2.5.1+cu121 CUDA:0 (Tesla T4, 15102MiB)
\x1b[34m\x1b[1mengine/trainer: \x1b[0mtask=detect, mode=train, model=yolo11n.pt, data=coco8.yaml, epochs=4, batch=16, imgsz=640, lr0=0.01
Starting training for 4 epochs...
"""
HEAD = "                 Class     Images  Instances      Box(P          R      mAP50  mAP50-95): 100%|██████████| 1/1 [00:00<00:00,  5.91it/s]\n"
EPOCHS = "".join(
    f"""
      Epoch    GPU_mem   box_loss   cls_loss   dfl_loss  Instances       Size
        {epoch}/4      2.1{epoch}G      {1.1 - epoch / 20:.4g}      {3.1 - epoch / 10:.4g}      1.367         31        640: 100%|██████████| 1/1 [00:00<00:00,  1.29it/s]
{HEAD}                   all          4         17      0.6{epoch}1      0.8{epoch}7      0.8{epoch}6      0.6{(1, 5, 7, 3)[epoch - 1]}3
"""
    for epoch in range(1, 5)
)
END = f"""
4 epochs completed in 0.003 hours.
Optimizer stripped from runs/detect/train/weights/best.pt, 5.5MB

Validating runs/detect/train/weights/best.pt...
{HEAD}                   all          4         17      0.681      0.857      0.888      0.674
                person          3         10      0.582        0.6      0.596      0.276
            traffic light          1          1      0.561          1      0.995      0.697
Speed: 0.3ms preprocess, 5.1ms inference, 0.0ms loss, 1.8ms postprocess per image
Results saved to \x1b[1mruns/detect/train\x1b[0m
"""
POSE = """                 Class     Images  Instances      Box(P          R      mAP50  mAP50-95)     Pose(P          R      mAP50  mAP50-95): 100%|██████████| 1/1
                   all          4         14      0.912      0.857      0.941      0.702      0.833      0.714      0.777      0.461
"""


def read(text: str) -> Run:
    """Return the one run of a log."""
    (run,) = read_bytes(text.encode(), name="train.log").runs
    return run


def test_the_last_table_is_the_result() -> None:
    """Over all classes first, then by class; the 95 of the header is no value."""
    run = read(START + EPOCHS + END)

    said = {one.name: one.value for one in run.facts if one.kind is FactKind.METRIC}
    assert run.outcome is Outcome.COMPLETED
    assert (said["mAP50-95"], said["mAP50"], said["precision"], said["recall"]) == ("0.674", "0.888", "0.681", "0.857")
    assert (said["person mAP50"], said["traffic light recall"]) == ("0.596", "1")
    assert "95" not in said.values()


def test_best_and_first_epoch_are_kept_beside_the_last() -> None:
    """By the mAP over all thresholds, as the framework itself chooses."""
    said = {one.name: (one.value, one.line) for one in read(START + EPOCHS).facts}

    assert said["best mAP50-95"][0] == "0.673"
    assert said["first mAP50-95"][0] == "0.613"
    assert said["mAP50-95"][0] == "0.633"


def test_boxes_and_poses_are_told_apart() -> None:
    """One row holds both, one after the other."""
    said = {one.name: one.value for one in read(START + POSE).facts}

    assert (said["Box mAP50-95"], said["Pose mAP50-95"]) == ("0.702", "0.461")


def test_relatives_with_headers_of_their_own_are_read_alike() -> None:
    """Older members of the family call the columns otherwise."""
    head = "               Class      Images      Labels           P           R      mAP@.5  mAP@.5:.95: 100%|##| 8/8 [00:02<00:00]\n"
    rows = ("0.402", "0.413", "0.409")
    table = "".join(
        f"{head}                 all         128         929       0.611       0.48{at}       {row}       0.29{at}\n"
        for at, row in enumerate(rows)
    )
    said = {one.name: one.value for one in read(table).facts}

    assert (said["mAP50"], said["mAP50-95"], said["first mAP50"]) == ("0.409", "0.292", "0.402")


def test_a_result_is_told_with_the_epoch_before_it() -> None:
    """The bar of an epoch stands just before the result of its validation; what is validated at the end is of none."""
    said = {one.name: (one.value, one.step) for one in read(START + EPOCHS + END).facts}

    assert said["best mAP50-95"] == ("0.674", "")
    assert {one.name: one.step for one in read(START + EPOCHS).facts}["best mAP50-95"] == "epoch 3/4"
    assert said["first mAP50-95"] == ("0.613", "epoch 1/4")

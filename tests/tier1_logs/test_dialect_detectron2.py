# ruff: noqa: E501 - logs stand here as they are printed
"""Trainings with Detectron2."""

from mlws_writer.facts.model import FactKind, Outcome
from mlws_writer.tier1_logs.reader import read_bytes

START = """[05/21 10:21:07 detectron2]: Rank of current process: 0. World size: 1
[05/21 10:21:08 detectron2]: Running with full config:
MODEL:
  META_ARCHITECTURE: GeneralizedRCNN
  WEIGHTS: detectron2://ImageNetPretrained/MSRA/R-50.pkl
SOLVER:
  IMS_PER_BATCH: 16
  MAX_ITER: 200
DATASETS:
  TRAIN: ('coco_2017_train',)
[05/21 10:21:14 d2.engine.train_loop]: Starting training from iteration 0
"""
STEPS = "".join(
    f"[05/21 10:21:{20 + step // 20} d2.utils.events]:  eta: 0:0{9 - step // 20}:03  iter: {step}  total_loss: {2.5 - step / 600:.3g}  time: 0.3802  lr: 0.02  max_mem: 6211M\n"
    for step in range(19, 200, 20)
)
END = """[05/21 10:38:00 d2.engine.hooks]: Total training time: 0:06:22 (0:00:03 on hooks)
[05/21 10:38:20 d2.evaluation.testing]: copypaste: Task: bbox
[05/21 10:38:20 d2.evaluation.testing]: copypaste: AP,AP50,AP75,APs,APm,APl
[05/21 10:38:20 d2.evaluation.testing]: copypaste: 21.3770,40.1260,20.7110,8.1080,24.4000,30.9130
[05/21 10:38:20 d2.evaluation.testing]: copypaste: Task: segm
[05/21 10:38:20 d2.evaluation.testing]: copypaste: AP,AP50,AP75,APs,APm,APl
[05/21 10:38:20 d2.evaluation.testing]: copypaste: 19.1020,37.0010,18.2010,7.0020,22.1000,28.9000
"""


def test_results_bear_the_names_that_stand_above_them() -> None:
    """Box and mask results are told apart by their task."""
    (run,) = read_bytes((START + STEPS + END).encode(), name="log.txt").runs

    said = {one.name: one.value for one in run.facts if one.split == "test"}
    assert (said["bbox AP"], said["bbox APl"], said["segm AP"]) == ("21.3770", "30.9130", "19.1020")
    assert run.outcome is Outcome.COMPLETED


def test_architecture_and_data_come_from_the_configuration() -> None:
    """Which stand there under names of this framework's own."""
    saved = "[05/21 10:21:07] detectron2 INFO: Rank of current process: 0. World size: 1\n"  # as in its log file
    (run,) = read_bytes((saved + START.partition("\n")[2] + STEPS).encode(), name="log.txt").runs

    said = {(one.kind, one.value) for one in run.facts}
    assert {(FactKind.MODEL, "GeneralizedRCNN"), (FactKind.DATASET, "coco_2017_train")} <= said

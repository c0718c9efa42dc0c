"""What names of metrics mean."""

import pytest

from mlws_writer.facts.model import Better
from mlws_writer.facts.names import better, canonical, is_metric, is_step, split_of


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("loss", Better.LOWER), ("val_loss", Better.LOWER), ("loss_bbox_0", Better.LOWER), ("loss_iou", Better.LOWER),
        ("Validation-accuracy", Better.HIGHER), ("top_k_accuracy_5", Better.HIGHER), ("mAP@.5:.95", Better.HIGHER),
        ("v_t2m/R01", Better.HIGHER), ("HR@10", Better.HIGHER), ("WER", Better.LOWER), ("perplexity", Better.LOWER),
        ("critic/score/mean", Better.HIGHER), ("macro avg f1-score", Better.HIGHER), ("eval_rmse", Better.LOWER),
        ("验证集准确率", Better.HIGHER), ("손실", Better.LOWER), ("точность", Better.HIGHER),
        ("samples_per_second", None), ("loss_scale", None), ("temperature", None), ("epoch", None), ("", None),
    ],
)  # fmt: skip
def test_the_good_direction_of_a_metric_is_known_or_said_to_be_unknown(name: str, direction: Better | None) -> None:
    """A table decides, by the metric's last word or by what any loss is; where it does not know, nobody guesses."""
    assert better(name) is direction


@pytest.mark.parametrize("name", ["val_acc", "validation accuracy", "Valid Acc", "val/accuracy", "valAcc"])
def test_the_spellings_of_a_metric_become_one(name: str) -> None:
    """Case, separators and short forms do not make another metric."""
    assert canonical(name) == "val accuracy"


@pytest.mark.parametrize("name", ["验证准确率", "検証 精度", "검증 정확도", "валидация точность"])
def test_a_metric_may_be_named_in_another_language(name: str) -> None:
    """The usual words of Chinese, Japanese, Korean and Russian logs mean what the English ones do."""
    assert canonical(name) == "val accuracy"


def test_splits_are_told_apart() -> None:
    """Training and validation values of a metric are two metrics."""
    assert [split_of(name) for name in ("train_loss", "val loss", "eval/acc", "test_f1", "loss")] == [
        "train", "val", "eval", "test", "",
    ]  # fmt: skip
    assert canonical("train_loss") != canonical("val_loss")


def test_counters_of_progress_are_steps_and_no_metrics() -> None:
    """An epoch counts; what is measured per second does not."""
    assert all(map(is_step, ("epoch", "global_step", "Iteration", "ep")))
    assert not any(map(is_step, ("s", "tokens/s", "val_loss", "time per step in ms")))
    assert not is_metric("epoch")

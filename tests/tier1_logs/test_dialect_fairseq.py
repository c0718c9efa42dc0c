# ruff: noqa: E501 - logs stand here as they are printed
"""Trainings with fairseq."""

from mlws_writer.facts.model import FactKind, Outcome
from mlws_writer.tier1_logs.reader import read_bytes

START = """2021-09-10 08:31:11 | INFO | fairseq_cli.train | Namespace(arch='transformer_iwslt_de_en', data='data-bin/iwslt14.tokenized.de-en', dropout=0.3, lr=[0.0005], max_epoch=4, max_tokens=4096, optimizer='adam', seed=1, task='translation')
2021-09-10 08:31:13 | INFO | fairseq_cli.train | model: TransformerModel
2021-09-10 08:31:13 | INFO | fairseq_cli.train | num. model params: 39,469,056 (num. trained: 39,469,056)
"""
VALID = (("6.501", "8.31"), ("5.402", "19.01"), ("4.203", "29.75"), ("4.304", "29.11"))
EPOCHS = "".join(
    f"2021-09-10 08:{32 + epoch}:10 | INFO | train_inner | epoch {epoch:03d}:    100/1101 loss={9 - epoch:.3f}, ppl={400 / epoch:.2f}, wps=39412.3, num_updates={epoch * 1101 - 1000}, lr=0.0005\n"
    f"2021-09-10 08:{32 + epoch}:22 | INFO | valid | epoch {epoch:03d} | valid on 'valid' subset | loss {loss} | ppl {70 / epoch:.2f} | bleu {bleu} | wps 90331.2 | num_updates {epoch * 1101} | best_bleu {bleu}\n"
    f"2021-09-10 08:{32 + epoch}:24 | INFO | train | epoch {epoch:03d} | loss {8 - epoch:.3f} | ppl {100 / epoch:.2f} | wps 38211 | num_updates {epoch * 1101} | lr 0.0004 | train_wall 99\n"
    for epoch, (loss, bleu) in enumerate(VALID, 1)
)
END = "2021-09-10 08:55:24 | INFO | fairseq_cli.train | done training in 1440.2 seconds\n"


def test_the_losses_of_training_and_validation_are_told_apart() -> None:
    """Both are called loss; last, best and first of validation are those of its own lines."""
    (run,) = read_bytes((START + EPOCHS + END).encode(), name="train.log").runs

    said = {one.name: one.value for one in run.facts if one.split == "val" and one.kind is FactKind.METRIC}
    assert (said["loss"], said["best loss"], said["first loss"]) == ("4.304", "4.203", "6.501")
    assert (said["bleu"], said["best bleu"]) == ("29.11", "29.75")
    assert any(one.name == "loss" and one.value == "4.000" and one.split != "val" for one in run.facts)
    assert run.outcome is Outcome.COMPLETED


def test_speeds_and_counters_of_validation_are_no_results() -> None:
    """Words a second and updates say nothing of how good the model is."""
    (run,) = read_bytes((START + EPOCHS).encode(), name="train.log").runs

    assert not {one.name for one in run.facts if one.split == "val"} & {"wps", "num_updates"}

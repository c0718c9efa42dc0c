"""What a program says in its own words, shares in a list, and what is only the condition, against a made-up log."""

from collections.abc import Callable

import pytest

LOG = """\
level=error t=00:33:40 step=write shard=3 err="ENOSPC: no space left on device" path=/mnt/a
level=info t=00:41:58 step=cleanup freed=46GB
level=info t=00:47:33 step=write status=ok shards=8
by topic      parking 22/25  waste 17/20  noise 14/19  building 18/26
clips: 8,400 (train 6,720 / val 840 / test 840), 34 species, 5 s @ 32 kHz
[drift] arm07 ctr day1 0.071 -> day7 0.046
[drift] arm12 ctr day1 0.049 -> day7 0.058
ablation: tau=0.01 -> 7655.0
ablation: ent_coef fixed 0.2 -> 7130.4
{'eval_loss': 1.41, 'eval_f1': 0.71, 'epoch': 1.0}
{'eval_loss': 1.39, 'eval_f1': 0.74, 'epoch': 2.0}
{'eval_loss': 1.44, 'eval_f1': 0.72, 'epoch': 3.0}
{"event":"trial","n":16,"state":"FAIL","msg":"ValueError: fraction must be in (0, 1], got 1.08"}
e4  loss 1.204  val CER 9.07  WER 25.8
accuracy 0.8933 (134/150)
prompt v6 on the same mails: accuracy 0.8667 (130/150)
prompt v7, model gemma-2-9b
hand A  CER 5.94   (263 lines)
hand C  CER 12.11  (214 lines, unseen writer)
linucb a=1.0       66,855   0.0517
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("Writing first failed for lack of disk space and succeeded on a retry.", (1, 2, 3), True),
        ("Writing first failed for lack of memory and succeeded on a retry.", (1, 2, 3), False),
        ("Parking was the topic with the highest share of correct answers.", (4,), True),
        ("Noise was the topic with the highest share of correct answers.", (4,), False),
        ("Eighty percent of the 8,400 clips went into the training split.", (5,), True),
        ("Seventy percent of the 8,400 clips went into the training split.", (5,), False),
        ("Each clip lasts five seconds.", (5,), True),
        ("Each clip lasts five minutes.", (5,), False),
        ("Over the week arm 7 lost about 35% of its click rate, whereas arm 12 gained.", (6, 7), True),
        ("Over the week arm 7 lost about 45% of its click rate.", (6, 7), False),
        ("Fixing the entropy coefficient hurt the return more than doubling tau did.", (8, 9), True),
        ("Epoch two had both the lowest eval loss and the best F1.", (10, 11, 12), True),
        ("Epoch three had both the lowest eval loss and the best F1.", (10, 11, 12), False),
        ("Trial 16 crashed on a fraction above 1.", (13,), True),
        ("In the fourth epoch the validation CER dropped below ten percent.", (14,), True),
        ("In the fourth epoch the validation CER dropped below nine percent.", (14,), False),
        ("Prompt v7 sorted four more mails correctly than its predecessor did.", (15, 16), True),
        ("Prompt v7 sorted five more mails correctly than its predecessor did.", (15, 16), False),
        ("The writer never seen in training has about twice the character error rate of hand A.", (18, 19), True),
        ("LinUCB with alpha 1.0 reached a rate of 5.17%.", (20,), True),
        ("LinUCB with alpha 1.0 reached a rate of 5.38%.", (20,), False),
    ],
)
def test_a_sentence_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As the words and the numbers of the lines that it cites are read."""
    holds(LOG, text, lines, stands)

"""Numbers that follow from ranges, stages and products, and ends that lists and rules tell, against a made-up log."""

from collections.abc import Callable

import pytest

LOG = """\
clock shift: sensors 430-447 were 60 min ahead, corrected
[write   ] part-0142 .. part-0177 ok, zstd level 3
sbatch: Submitted batch job 771 (part=gpu, 2 nodes, gres=gpu:a100:4 per node)
sampling 8 prompts x 4 checkpoints -> out/grid.png
Speed: 0.6ms preprocess, 7.8ms inference, 1.1ms postprocess per image
final 100-episode test: mean 247.3, landed 94, crashed 4, timed out 2
promotion rule: holdout auc >= 0.7700 -> NOT PROMOTED
steps: 100%|##########| 5350/5350 [54:02<00:00,  1.15it/s]
09:03 fp16 baseline: size 6.97 GB  ppl 4.812  humaneval 33.5
09:36 w3: size 1.62 GB  ppl 5.588  humaneval 28.0
meter_id   int32      0.00%    1           1034        1,034 unique
dropped 9 meters with more than 40% gaps
epoch 1 done loss 5.4406 img/s 3840 mem 38.9G
epoch 5 done loss 3.2318 img/s 3846 mem 38.9G
run bench.py --lib swift   MAE=17.9  fit=212 s
run bench.py --lib heron   MAE=18.4  fit=58 s
{"ev":"progress","done":180,"total":360,"min":21.5}
share of gain: ratio 0.214, months 0.163, income 0.097, age 0.081
pick for pilot: thompson+decay
trial,state,auc,rate,duration_s
3,PRUNED,0.7611,0.2,47
6,PRUNED,0.7902,0.1,58
9,PRUNED,0.8105,0.03,96
backtest: hourly rentals, horizon 24 h   (started Sat 2026-02-21 14:30)
picked lgbm; forecast written   (finished Sat 2026-02-21 16:27)
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("Eighteen sensors were an hour ahead.", (1,), True),
        ("Sixteen sensors were an hour ahead.", (1,), False),
        ("Thirty-six files were written.", (2,), True),
        ("Thirty-five files were written.", (2,), False),
        ("The job asked for eight A100s spread over two nodes.", (3,), True),
        ("The job asked for six A100s spread over two nodes.", (3,), False),
        ("Thirty-two images were sampled for the grid.", (4,), True),
        ("Twenty images were sampled for the grid.", (4,), False),
        ("From preprocessing to postprocessing an image takes 9.5 ms.", (5,), True),
        ("From preprocessing to postprocessing an image takes 8.5 ms.", (5,), False),
        ("In the final test most of the episodes ended in a crash.", (6,), False),
        ("The model met the promotion rule.", (7,), False),
        ("The model did not meet the promotion rule.", (7,), True),
        ("Training never made it to the planned 5,350 steps.", (8,), False),
        ("Three bits cost 5.5 points on HumanEval against the baseline.", (9, 10), True),
        ("Three bits cost 4.5 points on HumanEval against the baseline.", (9, 10), False),
        ("Nine meters were thrown out for too many gaps, which leaves 1,025.", (11, 12), True),
        ("Nine meters were thrown out for too many gaps, which leaves 1,043.", (11, 12), False),
        ("The loss shrank by more than a third between the two epochs.", (13, 14), True),
        ("The loss shrank by more than half between the two epochs.", (13, 14), False),
        ("swift took more than three times as long to fit as heron.", (15, 16), True),
        ("swift took more than four times as long to fit as heron.", (15, 16), False),
        ("Half of the gradings were done after twenty-one and a half minutes.", (17,), True),
        ("Ratio was the single most important feature by gain.", (18,), True),
        ("Income was the single most important feature by gain.", (18,), False),
        ("Plain Thompson sampling was selected for the pilot.", (19,), False),
        ("All of the pruned trials used a rate of 0.03 or higher.", (20, 21, 22, 23), True),
        ("All of the pruned trials used a rate of 0.1 or higher.", (20, 21, 22, 23), False),
        ("The three pruned trials cost just over three minutes between them.", (20, 21, 22, 23), True),
        ("The three pruned trials cost just over four minutes between them.", (20, 21, 22, 23), False),
        ("The backtest was finished in a little less than two hours.", (24, 25), True),
    ],
)
def test_a_sentence_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As what it says follows from the lines."""
    holds(LOG, text, lines, stands)

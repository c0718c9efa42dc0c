"""Whose a value is by the line, the heading, the bracket or the letter that it stands beside, on made-up logs."""

from collections.abc import Callable

import pytest

LOG = """\
- [x] otter int8 (200 calib images): 3.3 MB, 610 ms/img, mAP50 0.688
- [x] ferret fp16: 6.1 MB, 890 ms/img, mAP50 0.712
noise_0.9:
  {eps: 3.02, auroc: 0.827, auprc: 0.418, time: 11m02s}
noise_1.4:
  {eps: 1.48, auroc: 0.803, auprc: 0.372, time: 11m09s}
ep 12   tr 0.511   te 0.692   macroF1 .774
bars of wrong length 6.3 % (corpus 0.4 %)
cy>ga  BLEU 27.4  chrF 51.9  COMET 0.768   (base model 21.8 / 46.0 / 0.714)
kappa per clinic: c01 .742 c02 .718 c03 .731 c04 .664 c05 .709 c06 .755
gen   games   p_loss   v_loss
g02    2000     3.41     0.88
g03    2000     3.02     0.81
kimg  500   fid 88.41   D_real  0.71   D_fake -0.66   19:52
kimg 1000   fid 51.07   D_real  0.64   D_fake -0.61   20:34
  rsf       0.689 0.671 0.702 0.675 0.698 | mean 0.687
  deepsurv  0.672 0.659 0.684 0.660 0.680 | mean 0.671
with 8 bits: 31.6 MB, iou 0.7102
with 4 bits: 16.2 MB, iou 0.6790
sampled 200 tunes in 4m 10s
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("The otter build needs 610 ms per image.", (1, 2), True),
        ("The ferret build needs 610 ms per image.", (1, 2), False),
        ("With noise 0.9 the AUPRC was 0.418.", (4, 6), True),
        ("With noise 1.4 the AUPRC was 0.418.", (4, 6), False),
        ("At epoch 12 the test loss was 0.692.", (7,), True),
        ("At epoch 12 the test loss was 0.511.", (7,), False),
        ("6.3% of the bars have the wrong length.", (8,), True),
        ("In the corpus 6.3% of the bars have the wrong length.", (8,), False),
        ("The base model scored 46.0 chrF from Welsh into Irish.", (9,), True),
        ("The base model scored 51.9 chrF from Welsh into Irish.", (9,), False),
        ("Of the six clinics, number 6 came out best, with a kappa of 0.755.", (10,), True),
        ("Of the six clinics, number 5 came out best, with a kappa of 0.755.", (10,), False),
        ("In generation 3 the value loss was 0.81.", (12, 13), True),
        ("In generation 3 the value loss was 0.88.", (12, 13), False),
        ("Between 500 and 1000 kimg, FID fell from 88.4 to 51.1.", (14, 15), True),
        ("The mean of the forest lies 1.6 points above that of DeepSurv.", (16, 17), True),
        ("The mean of the forest lies 2.6 points above that of DeepSurv.", (16, 17), False),
        ("With 4 bits it shrinks to 16.2 MB, but the IoU falls to 67.9%.", (18, 19), True),
        ("Sampling took 1.25 seconds per tune on average.", (20,), True),
        ("Sampling took 12.5 seconds per tune on average.", (20,), False),
    ],
)
def test_a_value_is_of_what_stands_beside_it(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """Of that, and of nothing else that a cited line names."""
    holds(LOG, text, lines, stands)

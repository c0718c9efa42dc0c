"""Whether work went through all of its course, and which of several things leads, on made-up logs."""

from collections.abc import Callable

import pytest

LOG = """\
model wren-s, chunk 8.0 s, epochs 60, batch 16
ep 04:  37%|###7      | 531/1433 [04:21<07:24,  2.03it/s]
01:03:26  ^C  KeyboardInterrupt at it 10980
it 20000 : train 1.3327  val 1.3836
done. best val 1.3836
epoch 12/12 val_acc=0.81
run=heron   DER=14.8  miss=5.1  fa=3.0
run=osprey  DER=16.2  miss=4.4  fa=4.6
run=plover  DER=19.5  miss=9.3  fa=2.2
solved per repo: flask 3/4, pydots 4/4, mdlint 0/4
| full model          | 0.842 |
| - time series       | 0.771 |
| - near infrared     | 0.808 |
ece: {plain: 0.021, noise_0.9: 0.034, noise_2.5: 0.088}
"""


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("The training went through all of its 60 epochs.", (1, 2), False),
        ("The model was trained for all of its 20,000 iterations.", (3,), False),
        ("The model was trained for all of its 20,000 iterations.", (4, 5), True),
        ("All twelve epochs were run.", (6,), True),
        ("All twenty epochs were run.", (6,), False),
        ("Training stopped before 20,000 iterations were reached.", (4, 5), False),
        ("Osprey produced the most false alarms.", (7, 8, 9), True),
        ("Plover produced the most false alarms.", (7, 8, 9), False),
        ("The plain model was the best calibrated one.", (14,), True),
        ("The best calibrated model was the one with noise 0.9.", (14,), False),
        ("All of the pydots issues were solved.", (10,), True),
        ("All of the flask issues were solved.", (10,), False),
        ("None of the mdlint issues were solved.", (10,), True),
        ("None of the flask issues were solved.", (10,), False),
        ("The time series mattered most.", (12, 13), True),
        ("Near infrared mattered most.", (12, 13), False),
        ("Leaving out the time series hurt the most.", (12, 13), True),
    ],
)
def test_a_sentence_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As far as the lines say."""
    holds(LOG, text, lines, stands)

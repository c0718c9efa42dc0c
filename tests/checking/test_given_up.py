"""What is said to have been given up, never done again, or ended by a trouble, and was made good."""

from collections.abc import Callable

import pytest

PRESS = (
    "14:00:15 label 12/2: printer timeout\n14:01:15 label 12/2 printed\n"
    "14:01:20 label 12/3: address invalid\n14:01:21 label 12/3 cancelled\n"
)
FITS = (
    "[ml] svr     fold 1 did not converge in 1000 iterations\n[ml] svr     fold 1 rmse 3.40 (max_iter 5000)\n"
    "[ml] knn     fold 1 rmse 4.92\n[ml] knn     dropped from the comparison\n"
    "[ml] decision: forest, svr is four times slower\n[ml] forest  holdout rmse 3.08\n[ml] saved forest_v2.joblib\n"
)
FEEDS = (
    '{"t":"10:02","ev":"fetch","src":"tides","status":503,"msg":"service unavailable"}\n'
    '{"t":"10:04","ev":"retry","src":"tides","status":200,"rows":9200}\n'
    '{"t":"10:49","ev":"warn","msg":"rate limit at the map api, slept 30 s"}\n'
    '{"t":"10:50","ev":"end","rows_published":720}\n'
)
COURSE = (
    "seg[318]: unet epoch 10 val dice 0.842\nseg[318]: unet epoch 20 val dice 0.861\n"
    "seg[318]: max_epochs=20 reached, best epoch 20\n"
    "seg[320]: swin epoch 4 loss is nan\nseg[320]: swin run terminated\n"
)
ROUNDS = (
    "10:00 hospital-4 disconnected\n10:10 round 12 auc 0.84\n10:20 rank 64 CUDA out of memory\n10:30 exit 0\n"
    "10:31 rank 32 val 1.88\n"
)
CASES = [
    (ROUNDS, "The loss of hospital-4 put an end to the run.", (1, 4), False),
    (ROUNDS, "The training never got past round 12.", (2,), True),
    (ROUNDS, "The rank of 64 was abandoned for want of memory.", (3,), True),
    (ROUNDS, "Rank 64 never ran.", (3, 5), True),
    (PRESS, "Label 12/2 was skipped when the printer timed out.", (1, 2), False),
    (PRESS, "Label 12/2 could not be printed.", (1, 2), False),
    (PRESS, "Label 12/3 was given up because of its invalid address.", (3, 4), True),
    (FITS, "The svr was abandoned after it had not converged.", (1, 2), False),
    (FITS, "Nobody tried the svr a second time.", (1, 2), False),
    (FITS, "The svr ended without a result.", (1, 2), False),
    (FITS, "knn was left out of the comparison.", (3, 4), True),
    (FITS, "The svr was dropped in favour of the forest.", (2, 5), True),
    (FITS, "The forest was saved without having been tried on the holdout.", (6, 7), False),
    (FITS, "There is no holdout figure for the forest.", (6, 7), False),
    (FEEDS, "The tides rows were given up after the 503.", (1, 2), False),
    (FEEDS, "tides never answered.", (1, 2), False),
    (FEEDS, "The rate limit brought everything to a halt.", (3, 4), False),
    (FEEDS, "tides answered after a retry.", (1, 2), True),
    (COURSE, "The training of unet ended at epoch 10.", (1, 2), False),
    (COURSE, "Early stopping put an end to the U-Net before epoch 20.", (3,), False),
    (COURSE, "unet never got as far as epoch 20.", (2,), False),
    (COURSE, "The training of unet ended with epoch 20.", (2,), True),
    (COURSE, "The nan loss was the end of the swin run.", (4, 5), True),
]


@pytest.mark.parametrize("case", CASES)
def test_what_was_made_good_was_not_given_up(
    holds: Callable[..., None], case: tuple[str, str, tuple[int, ...], bool]
) -> None:
    """Nothing is given up or ended by a trouble where the last cited line tells what came of it."""
    holds(*case)

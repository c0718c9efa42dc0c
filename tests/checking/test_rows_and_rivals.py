"""What leads its rows, who was chosen, what goes with what, and with whom nothing was compared."""

from collections.abc import Callable

import pytest

MODELS = (
    "2026-03-02 10:00:01 start sweep on barley yield\n"
    "model        rmse   r2     fit_s\n"
    "ridge        0.612  0.481  0.8\n"
    "forest       0.540  0.571  41.2\n"
    "boosted      0.522  0.602  12.7\n"
    "svr-rbf      0.581  0.533  88.0\n"
    "2026-03-02 10:04:44 picked boosted for the farm app\n"
    "epoch 1 loss 0.91 val_f1 0.611\n"
    "epoch 2 loss 0.70 val_f1 0.702\n"
    "epoch 3 loss 0.61 val_f1 0.731\n"
    "epoch 4 loss 0.52 val_f1 0.719\n"
    "keeping checkpoint epoch-03.pt\n"
)
WARDS = (
    "results per ward (n, mae)\n  ward A  210  3.41\n  ward B   95  4.02\n  ward C  388  2.95\n  ward D   41  5.60\n"
)
TICKETS = (
    "bench of ticket triage\n"
    "tiny-2b    acc 0.712  p50 41ms  cost/1k $0.02\n"
    "mid-9b     acc 0.781  p50 118ms cost/1k $0.09\n"
    "big-30b    acc 0.803  p50 402ms cost/1k $0.41\n"
    "big-30b on short tickets (<=50 words) acc 0.841, on long tickets (>200 words) acc 0.742\n"
    "mid-9b f1 0.744, alarms/h 12.1 (rules: f1 0.590, alarms/h 9.4)\n"
    "going live with mid-9b\n"
)
CHUNKS = (
    "chunk=256  hit@5 0.812  latency 2.1 s\n"
    "chunk=512  hit@5 0.851  latency 2.6 s\n"
    "chunk=1024 hit@5 0.830  latency 3.9 s\n"
    "load: rps=2 p50=0.2s\n"
    "load: rps=4 p50=0.5s\n"
    "load: rps=8 p50=1.9s\n"
    "rare words: wer plain 0.41, lexicon 0.19\n"
    "importance (gain): wind 0.41, temp 0.33, hour 0.15, humidity 0.08, weekday 0.03\n"
    "no wind r2 0.71, no temp r2 0.74\n"
)
BLOCKS = (
    "RandomForestClassifier(n_estimators=300)\n"
    "  folds [0.71 0.73]\n"
    "  mean auc 0.722, fit 30.1 s\n"
    "HistGradientBoostingClassifier()\n"
    "  folds [0.75 0.77]\n"
    "  mean auc 0.761, fit 4.4 s\n"
)


@pytest.mark.parametrize(
    ("sentence", "lines", "stands"),
    [
        ("Boosted trees were picked for the app.", (7,), True),
        ("The forest was picked for the farm app.", (7,), False),
        ("The ridge model was the one that was chosen.", (7,), False),
        ("The checkpoint of the third epoch was kept.", (12,), True),
        ("The checkpoint from the last epoch was kept.", (12,), False),
        ("The weights of the final epoch were kept.", (12,), False),
        ("Boosting was chosen over the forest.", (4, 5), True),
    ],
)
def test_who_was_chosen_is_whom_the_line_names(
    holds: Callable[..., None], sentence: str, lines: tuple[int, ...], stands: bool
) -> None:
    """Another one, or the last of a course whose earlier one was kept, was not chosen."""
    holds(MODELS, sentence, lines, stands)


@pytest.mark.parametrize(
    ("sentence", "stands"),
    [
        ("Ward B has the largest error.", False),
        ("Ward D has the largest error.", True),
        ("Ward D has the fewest cases.", True),
        ("The larger the ward, the smaller the error.", True),
        ("The larger the ward, the higher the error.", False),
        ("The smaller the ward, the smaller the error.", False),
    ],
)
def test_rows_without_a_header_are_ranked_all_the_same(holds: Callable[..., None], sentence: str, stands: bool) -> None:
    """What is named must lead the cited rows in some column, and what goes with what must be in their order."""
    holds(WARDS, sentence, (2, 3, 4, 5), stands)


@pytest.mark.parametrize(
    ("sentence", "lines", "stands"),
    [
        ("The 9B model has the highest accuracy.", (2, 3, 4), False),
        ("The 30B model has the highest accuracy.", (2, 3, 4), True),
        ("The larger the model, the slower it answers.", (2, 3, 4), True),
        ("The larger the model, the faster it answers.", (2, 3, 4), False),
        ("The 30B model is better on short tickets than on long ones.", (5,), True),
        ("The 30B model is better on long tickets than on short ones.", (5,), False),
        ("The rules have a lower F1 than mid-9b.", (6,), True),
        ("The rules have a higher F1 than mid-9b.", (6,), False),
        ("The 9B model raises fewer alarms than the rules.", (6,), False),
        ("The 9B model raises more alarms than the rules.", (6,), True),
        ("The 30B model was chosen to go live.", (7,), False),
        ("With this accuracy it overtakes the tool that the desk uses at present.", (3,), False),
        ("It is about as accurate as the published systems.", (3,), False),
        ("Pruning would have cost more accuracy than the 9B model did.", (3,), False),
    ],
)
def test_two_things_of_one_line_are_compared_and_nothing_outside_of_the_log(
    holds: Callable[..., None], sentence: str, lines: tuple[int, ...], stands: bool
) -> None:
    """A rival in brackets, the few and the many are on the log; the tool that is in use is not."""
    holds(TICKETS, sentence, lines, stands)


@pytest.mark.parametrize(
    ("sentence", "lines", "stands"),
    [
        ("The middle chunk size had the best hit rate.", (1, 2, 3), True),
        ("The largest chunk size did best.", (1, 2, 3), False),
        ("The largest chunk size was the slowest.", (1, 2, 3), True),
        ("The smallest chunk size was the slowest.", (1, 2, 3), False),
        ("The larger the chunks, the longer the latency.", (1, 2, 3), True),
        ("The larger the chunks, the shorter the latency.", (1, 2, 3), False),
        ("The median latency became longer with increasing load.", (4, 5, 6), True),
        ("The median latency became shorter with growing load.", (4, 5, 6), False),
        ("The median latency rose from 200 to 500 milliseconds.", (4, 5), True),
        ("With the lexicon the word error rate on rare words more than halved.", (7,), True),
        ("With the lexicon the word error rate on rare words more than doubled.", (7,), False),
        ("Wind matters most, more than twice as much as the hour.", (8,), True),
        ("Humidity is the second most important feature.", (8,), False),
        ("The hour mattered more than the temperature.", (8,), False),
        ("Leaving out the wind hurts more than leaving out the temperature.", (9,), True),
        ("Leaving out the temperature hurts more than leaving out the wind.", (9,), False),
    ],
)
def test_what_a_setting_did_is_what_its_rows_show(
    holds: Callable[..., None], sentence: str, lines: tuple[int, ...], stands: bool
) -> None:
    """A setting at one end, what grows with it, what matters most and what it hurts to leave out."""
    holds(CHUNKS, sentence, lines, stands)


@pytest.mark.parametrize(
    ("sentence", "stands"),
    [
        ("The random forest was slower to fit than gradient boosting.", True),
        ("The random forest was faster to fit than gradient boosting.", False),
    ],
)
def test_a_block_is_of_the_class_that_leads_it_in(holds: Callable[..., None], sentence: str, stands: bool) -> None:
    """RandomForestClassifier(...) above indented lines says whose they are."""
    holds(BLOCKS, sentence, (3, 6), stands)

"""Whose a value or a deed is: one of several lines, rows, models or ends, whatever the log calls them."""

from collections.abc import Callable

import pytest

QUIZ = (
    "[olive:9b ] 80/80 in 11m40s, 5 timeouts\n"
    "[sparrow:4b] 80/80 in 07m05s, 0 timeouts\n"
    "quiz accuracy: olive:9b 0.7125 | sparrow:4b 0.6500\n"
    "selected olive:9b -> dist/quiz.bin\n"
)
SOLVERS = (
    "--- RidgeRegressor ---\n"
    "fit 3.4 s   predict 0.2 s   MAE 4.18   R2 0.61\n"
    "--- KernelMachine ---\n"
    "fit 0.4 s   predict 52.9 s   MAE 3.97   R2 0.66\n"
    "--- SVC_head ---\n"
    "fit 9.1 s   predict 1.1 s   MAE 3.55   R2 0.70\n"
)
PORTS = (
    "14:03:11 wait time MAE 12.4 min over 3,310 calls\n"
    "14:03:12 by quay: best Alder 6.3 min, worst Birch 21.9 min\n"
    "14:03:13 worst classes: gravel 0.402, slate 0.533\n"
    "14:03:14 test crps (mm): ours 0.310 | plain copy 0.620 | nearest month 0.450\n"
    "14:03:15 test mse, mean of the 3 folds: 0.2040\n"
    "14:03:16 test mse, rivals: persistence 0.4100, boosted stumps 0.2120\n"
)
DEVICES = (
    "clients: mona 900 | otto 1,850 | paul 640 samples\n"
    "[ROUND 2]\n"
    "client otto left: no power\n"
    "aggregate: received 2 results and 1 failures\n"
    "postprocessing (smoothing): kidney 0.8120 -> 0.8204, cyst 0.5010 -> 0.4702\n"
    "postprocessing kept for: kidney\n"
)
SHOP = (
    "encoder tiny-m3, dim 512\n"
    "split 70/30 -> 2310 / 990\n"
    "chunks: 8,400 made, 310 removed (doubles), 8,090 left\n"
    "rerank model tiny-reranker-v2\n"
    "seeds 0 1 2: val_mae 9.71 9.83 9.98, mean 9.84\n"
    "decode_lm0.4 RTF 0.25\n"
    "FID @ 5: 120.4\n"
    "FID @ 10: 96.1\n"
    "FID @ 15: 131.0\n"
)
FIT = (
    "PlainRegression      cv acc 0.8310 +/- 0.0101   fit  2.9s\n"
    "ManyTrees(300)       cv acc 0.8711 +/- 0.0094   fit  5.2s\n"
    "StackedStumps        cv acc 0.8640 +/- 0.0122   fit 31.0s\n"
)
BOARD = (
    "build     mean_ms  top1\n"
    "fp32      60.0     91.20\n"
    "int8-q    20.0     90.85\n"
    "06:30:00Z metrics rps=40.0 p50=31ms p99=118ms\n"
    "07:30:00Z metrics rps=119.0 p50=60ms p99=330ms\n"
    "bond length vs crystal: 1.42 A over 88 pairs\n"
    "gait check: mean speed 1.25 m/s\n"
)
CODED = (
    "[v1] lark-tiny-0.3b   quiet 0.0311  street 0.0921\n"
    "[v2] heron-1b         quiet 0.0275  street 0.0803\n"
    "[v3] finch-base       quiet 0.0462  street 0.1504\n"
    "runtime: v1 8m40s  v2 19m05s  v3 4m51s\n"
    "vram: v1 2.3 GB  v2 6.1 GB  v3 1.4 GB\n"
    "10:02:40 ERROR replica=r3 engine died: link error\n"
    "kept profile r16_all -> profiles/r16_all.json\n"
    "cache entries: 4,210 before, 3,875 after\n"
    '{"ev":"score","system":"dove","n":80,"depth":3.91,"clarity":4.40}\n'
)
CASES = [
    (QUIZ, "Five questions timed out with olive.", (1, 2), True),
    (QUIZ, "Five questions timed out with sparrow.", (1, 2), False),
    (QUIZ, "Olive took 11m40s for the 80 questions.", (1, 2), True),
    (QUIZ, "Sparrow took 11m40s for the 80 questions.", (1, 2), False),
    (SOLVERS, "The kernel machine needed 52.9 s for its predictions.", (2, 4), True),
    (SOLVERS, "The ridge regressor needed 52.9 s for its predictions.", (2, 4), False),
    (SOLVERS, "The SVM had the smallest error.", (2, 4, 6), True),
    (SOLVERS, "The kernel machine had the smallest error.", (2, 4, 6), False),
    (PORTS, "Waiting times were hardest to predict for Birch.", (2,), True),
    (PORTS, "Waiting times were hardest to predict for Alder.", (2,), False),
    (PORTS, "Gravel gave the model the most trouble.", (3,), True),
    (PORTS, "In CRPS our model is 50% better than the plain copy.", (4,), True),
    (PORTS, "In CRPS our model is 64% better than the plain copy.", (4,), False),
    (PORTS, "The strongest of the rivals was the boosted stumps.", (6,), True),
    (PORTS, "The strongest of the rivals was persistence.", (6,), False),
    (PORTS, "The lead over the boosted stumps is 3.8% in MSE.", (5, 6), True),
    (DEVICES, "Otto's device dropped out in the second round.", (3, 4), True),
    (DEVICES, "Mona's device dropped out in the second round.", (3, 4), False),
    (SHOP, "The chunks were embedded with tiny-m3.", (1, 3), True),
    (SHOP, "The chunks were embedded with tiny-reranker-v2.", (1, 3, 4), False),
    (SHOP, "The deduplication left 8,090 chunks.", (3,), True),
    (SHOP, "Over the three seeds the mean validation MAE was 9.84.", (5,), True),
    (SHOP, "Over the three seeds the mean validation MAE was 9.91.", (5,), False),
    (SHOP, "With the language model at 0.4, decoding ran four times as fast as real time.", (6,), True),
    (SHOP, "Of the 990 test chunks 310 were removed.", (3,), True),
    (SHOP, "The best FID was 96.1, after ten epochs.", (7, 8, 9), True),
    (FIT, "The stacked stumps took longest to fit.", (1, 2, 3), True),
    (FIT, "The many trees took longest to fit.", (1, 2, 3), False),
    (FIT, "The stacked stumps came second in accuracy.", (1, 2, 3), True),
    (FIT, "The plain regression comes second in accuracy.", (1, 2, 3), False),
    (BOARD, "The 8-bit build is three times as fast as the original.", (2, 3), True),
    (BOARD, "The quantised build stays within half a point of full precision.", (2, 3), True),
    (BOARD, "At half past seven tail latency was 330 ms.", (5,), True),
    (BOARD, "The request rate nearly tripled between half past six and half past seven.", (4, 5), True),
    (BOARD, "The bond length is 1.42 Å.", (6,), True),
    (BOARD, "The bond length is 1.42 nm.", (6,), False),
    (BOARD, "The robot walked at 4.5 km/h.", (7,), True),
    (BOARD, "The robot walked at 5.4 km/h.", (7,), False),
    (CODED, "Heron needs 6.1 GB.", (5,), True),
    (CODED, "Lark needs 6.1 GB.", (5,), False),
    (CODED, "Finch needs the most memory.", (5,), False),
    (CODED, "The longest runtime was that of Heron.", (4,), True),
    (CODED, "The longest runtime was that of Finch.", (4,), False),
    (CODED, "Replica r3 died of a link error.", (6,), True),
    (CODED, "Replica r1 died of a link error.", (6,), False),
    (CODED, "The profile that was kept is r16_all.", (7,), True),
    (CODED, "The profile that was kept is r32_all.", (7,), False),
    (CODED, "When all was over, the cache held 3,875 entries.", (8,), True),
    (CODED, "When all was over, the cache held 4,210 entries.", (8,), False),
    (CODED, "Averaged over both criteria, dove gets 4.16.", (9,), True),
    (CODED, "Averaged over both criteria, dove gets 4.26.", (9,), False),
]


@pytest.mark.parametrize("case", CASES)
def test_a_value_or_a_deed_is_of_whom_the_cited_lines_say(
    holds: Callable[..., None], case: tuple[str, str, tuple[int, ...], bool]
) -> None:
    """What is told of the right one passes; what is told of another one of its kind does not."""
    holds(*case)

"""By how much one is better than another: from the measure that a sentence names, and its better side."""

from collections.abc import Callable

import pytest

LINKS = "model    MRR    Hits@1\nrotor    0.412  0.300\npathnet  0.455  0.351\n"
SPEECH = "test: greedy WER 0.2000\ntest: beam 16 with a 3-gram WER 0.1660\n"
PLANS = (
    "sim, 100 runs, planner: median_moves 18  median_err 22.5 mm\n"
    "sim, 100 runs, search: median_moves 40  median_err 21.5 mm\n"
)
SPEAKERS = "WER by length: 1-2 s (9 calls) 6.40 | 3-5 s (12 calls) 4.00 | 6-9 s (4 calls) 2.50\n"
LINES = "  torn lines      21,300\n  wrong sums      40,250\n"
TASKS = "| task  |Value |\n|-------|-----:|\n| maths |0.5000|\n| facts |0.6000|\n| logic |0.5500|\n| tales |0.7000|\n"
WORKERS = "07:12 ERROR worker 5 died: no memory\n07:13 worker 5 restarted\n07:44 ERROR worker 8 died: no memory\n"
NET = "gnn | 18.4 M params\n14.9 M Trainable params, 3.5 M frozen\n"
OPS = "lookup      before 512 ns/op   after 448 ns/op\n"
PACE = "run done: 2400000 steps in 1200 s (sps 2000)\n--envs 4 the day before: sps 1250\n"
CURVE = (
    "Eval steps=400000, reward=-20.10 +/- 15.60\n"
    "Eval steps=800000, reward=52.40 +/- 31.80\n"
    "Eval steps=1200000, reward=20.30 +/- 12.20\n"
)
FIT = "epoch 1/8 val_ap 0.4120\nepoch 5/8 val_ap 0.5660\n"
INDEX = "# index   build_s   p95 ms\nexact      0        71.5\ntree       40       12.3\n"
WIDTH = "ts=1 cfg=mlp-w64 auc=0.8120 rps=5200\nts=2 cfg=mlp-w128 auc=0.8340 rps=2550\n"
SPREAD = "round 1 score 14.20 +/- 9.30\nround 2 score 61.70 +/- 30.10\n"
CREWS = (
    '{"ev":"done","crew":"fern","landed":31,"lost":4,"late":12}\n'
    '{"ev":"done","crew":"moss","landed":22,"lost":6,"late":2}\n'
)
NIGHTS = "== 2 failed, 640 passed, 11 skipped in 80.1s ==\nnight before: 0 failed, 645 passed, 11 skipped\n"
ABLATION = (
    "variant            F1     EM     hours   note\n"
    "plain (8+8)        71.4   60.2   3.1\n"
    "+ dropout 0.2      73.0   61.9   3.2     kept\n"
    "reader zero-shot   72.2   61.0   -       reference\n"
)
SETS = "mean of 4 sets: small 0.6120, large 0.6470\n"
HANDS = "hand check: 45 of 50 right\nhand check in may: 41 of 50 right\n"
HEAP = "level=warn event=gc heap_mb=5220 heap_max_mb=6000\n"
PER_SEED = "retrained, dice by seed: 0.8140 0.8192 0.8127\n"
FOLDS = "4-fold mae, ridge: 6.21 6.48 6.10 6.37   mean 6.29\n"
SEARCH = (
    '{"ev":"set","queries":200}\n'
    '{"ev":"eval","index":"flat","recall":0.81}\n'
    '{"ev":"eval","index":"tree","recall":0.77}\n'
)
TUNED = '{"ev":"answers","len_ratio":1.41}\n{"ev":"compiled","speedup":1.18}\n'
LINT = "09:01 lint | dead link: 2,050 pages flagged\n09:02 lint | 12,400 missing titles found\n"
OFFERS = "budget 300 EUR\n100 h: north 212.00, south 187.50, west 240.00\n"
AGES = "files by age: new 1,204 / middle 815 / old 310\n"
LOAD = "users,requests,rps,errors\n4,2412,40.2,0\n16,8670,144.5,12\n# errors: 12 HTTP 429\n"
CACHED = "cache=off conc=8 req_s=300 errors=12\ncache=on conc=8 req_s=390 errors=9\n"
COVER = (
    "Name        Stmts   Miss  Cover\n"
    "lib/a.py      200     15    93%\n"
    "lib/b.py      190     60    68%\n"
    "TOTAL         600    120    80%\n"
)
SORTED = '{"ev":"loaded","letters":600}\n{"ev":"sorted","bills":210,"offers":150,"notes":180,"rest":60,"secs":41}\n'
TAKEN = "rows=900,000\nstage=clean dropped_dup=6,210 dropped_gps=1,740 dropped_old=400 rows=891,650\n"
STAGES = "09:00 parse | bad sum: 88,210 rows dropped\n09:05 dedup | 402,700 exact twins removed\n"
CASES = [
    (STAGES, "Deduplication removed 88,210 rows.", (2,), False),
    (STAGES, "Deduplication removed 402,700 twins.", (2,), True),
    (CACHED, "The cache brings 30% more requests per second.", (1, 2), True),
    (CACHED, "The cache brings three fifths more requests per second.", (1, 2), False),
    (CACHED, "The cache costs half of the throughput.", (1, 2), False),
    (CACHED, "With the cache there are a quarter fewer errors.", (1, 2), True),
    (COVER, "Half of all missed statements are in b.py.", (3, 4), True),
    (COVER, "A quarter of all missed statements are in b.py.", (3, 4), False),
    (SORTED, "Bills and offers together are 60% of the letters.", (2,), True),
    (SORTED, "Bills and offers together are 70% of the letters.", (2,), False),
    (SORTED, "Bills make up 35% of all letters.", (2,), True),
    (SORTED, "Bills make up 28% of all letters.", (2,), False),
    (TAKEN, "Cleaning removed 8,350 rows.", (2,), True),
    (FOLDS, "The folds lie 0.38 MAE apart, best to worst.", (1,), True),
    (FOLDS, "The folds lie 0.27 MAE apart, best to worst.", (1,), False),
    (SEARCH, "The flat index finds the answer for eight more queries than the tree.", (1, 2, 3), True),
    (SEARCH, "The flat index finds the answer for six more queries than the tree.", (1, 2, 3), False),
    (TUNED, "The answers became 41% longer.", (1,), True),
    (TUNED, "The answers became 31% longer.", (1,), False),
    (TUNED, "Compiled it is 18% faster.", (2,), True),
    (TUNED, "Compiled it is 18% slower.", (2,), False),
    (LINT, "Missing titles are about six times as common as dead links.", (1, 2), True),
    (LINT, "Dead links are about six times as common as missing titles.", (1, 2), False),
    (OFFERS, "South is 52.50 euros cheaper than west.", (2,), True),
    (OFFERS, "South is 25.50 euros cheaper than west.", (2,), False),
    (AGES, "In all there are 2,329 files.", (1,), True),
    (AGES, "In all there are 2,019 files.", (1,), False),
    (LOAD, "The throughput peaks at 16 users, with 144.5 requests per second.", (2, 3), True),
    (LOAD, "There were twelve errors, all of them 429s.", (3, 4), True),
    (WIDTH, "Doubling the width from 64 to 128 brings 2.2 points of AUC.", (1, 2), True),
    (WIDTH, "Tripling the width from 64 to 128 brings 2.2 points of AUC.", (1, 2), False),
    (WIDTH, "Raising the width from 64 to 128 costs half of the rps.", (1, 2), True),
    (SPREAD, "From the first round to the second the score rose by 47.5.", (1, 2), True),
    (SPREAD, "From the first round to the second the score rose by 20.8.", (1, 2), False),
    (CREWS, "Fern is ahead of moss by nine flights.", (1, 2), True),
    (CREWS, "Fern is ahead of moss by 16 flights.", (1, 2), False),
    (NIGHTS, "Passed tests: five fewer than in the night before.", (1, 2), True),
    (NIGHTS, "Passed tests: nine fewer than in the night before.", (1, 2), False),
    (NIGHTS, "Two more tests failed than in the night before.", (1, 2), True),
    (NIGHTS, "Nine more tests failed than in the night before.", (1, 2), False),
    (ABLATION, "Dropout gains 1.6 F1 over the plain variant.", (2, 3), True),
    (ABLATION, "Dropout gains 2.6 F1 over the plain variant.", (2, 3), False),
    (ABLATION, "The plain variant is 0.8 F1 behind the zero-shot reader.", (2, 4), True),
    (SETS, "The mean of four sets goes from 61.2 to 64.7, up 3.5 points.", (1,), True),
    (SETS, "The mean of four sets goes from 61.2 to 67.4, up 6.2 points.", (1,), False),
    (HANDS, "By hand 90% were right, eight points more than in May.", (1, 2), True),
    (HANDS, "By hand 90% were right, four points more than in May.", (1, 2), False),
    (HEAP, "At the warning the heap was 87% full.", (1,), True),
    (HEAP, "At the warning the heap was 78% full.", (1,), False),
    (PER_SEED, "Over three seeds the retrained model averages a Dice of 0.8153.", (1,), True),
    (PER_SEED, "Over three seeds the retrained model averages a Dice of 0.8135.", (1,), False),
    (NET, "14.9 of 18.4 million parameters were trained.", (1, 2), True),
    (NET, "14.9 of 18.4 thousand parameters were trained.", (1, 2), False),
    (OPS, "A lookup is 64 ns faster than before.", (1,), True),
    (OPS, "A lookup is 74 ns faster than before.", (1,), False),
    (PACE, "It runs at 2,000 steps a second, 1.6 times as many as the day before.", (1, 2), True),
    (PACE, "It runs at 2,000 steps a second, 1.9 times as many as the day before.", (1, 2), False),
    (CURVE, "Between 400k and 800k steps the reward rose by about 72.", (1, 2), True),
    (CURVE, "Between 800k and 1.2M steps the reward fell by about 32.", (2, 3), True),
    (CURVE, "Between 400k and 800k steps the reward rose by about 32.", (1, 2), False),
    (FIT, "Between epochs 1 and 5 the validation AP gained 15.4 points.", (1, 2), True),
    (FIT, "Between epochs 1 and 5 the validation AP gained 50 points.", (1, 2), False),
    (INDEX, "For the exact index, the p95 amounts to 71.5 s.", (2,), False),
    (LINKS, "In MRR, pathnet is about 10% better than rotor.", (2, 3), True),
    (LINKS, "In MRR, pathnet is about 17% better than rotor.", (2, 3), False),
    (SPEECH, "The beam search removes 17% of the word errors.", (1, 2), True),
    (SPEECH, "The beam search removes 20% of the word errors.", (1, 2), False),
    (PLANS, "The planner needs 22 moves fewer than the search in the median.", (1, 2), True),
    (PLANS, "The planner needs 23 moves fewer than the search in the median.", (1, 2), False),
    (SPEAKERS, "The WER of the shortest calls is about 2.6 times that of the longest.", (1,), True),
    (SPEAKERS, "The WER of the shortest calls is about 3.2 times that of the longest.", (1,), False),
    (LINES, "Torn lines and wrong sums add up to 61,550 lines.", (1, 2), True),
    (LINES, "Torn lines and wrong sums add up to 65,550 lines.", (1, 2), False),
    (TASKS, "Averaged over the four tasks the model reaches 58.8%.", (3, 4, 5, 6), True),
    (TASKS, "Averaged over the four tasks the model reaches 61.3%.", (3, 4, 5, 6), False),
    (WORKERS, "After worker 5 it was worker 8 that died.", (1, 3), True),
    (WORKERS, "After worker 5 it was worker 6 that died.", (1, 3), False),
]


@pytest.mark.parametrize("case", CASES)
def test_a_difference_is_that_of_what_the_sentence_names(
    holds: Callable[..., None], case: tuple[str, str, tuple[int, ...], bool]
) -> None:
    """Only the values of the measure, the tasks and the workers that a sentence names are held against one another."""
    holds(*case)

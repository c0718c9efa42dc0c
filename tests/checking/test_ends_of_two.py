"""The better of two, the easiest, the most important, the best of its own: each held against what it is among."""

from collections.abc import Callable

import pytest

PAIR = '{"msg":"part","name":"indoor","n":410,"auroc":0.882}\n{"msg":"part","name":"outdoor","n":655,"auroc":0.914}\n'
CLASSES = "recall oak 0.94 elm 0.71 ash 0.86 yew 0.90\n"
CHUNKS = (
    '{"event":"eval","piece":128,"sorted":false,"mrr":0.512}\n{"event":"eval","piece":192,"sorted":false,"mrr":0.577}\n'
    '{"event":"eval","piece":320,"sorted":false,"mrr":0.541}\n'
)
STUDY = (
    "Trial 4 finished with value: 0.911 and parameters: {'drop': 0.15}. Best is trial 4 with value: 0.911.\n"
    "Trial 6 finished with value: 0.902 and parameters: {'drop': 0.35}. Best is trial 4 with value: 0.911.\n"
)
WORST = "worst bird: larus_canus recall 0.52 (taken for larus_fuscus 19 times)\n"
PARTS = (
    "part    until     model        auc     f2\nQ1      2021-03   forest       0.811   0.61\n"
    "Q1      2021-03   boost        0.834   0.66\nQ2      2021-06   forest       0.807   0.60\n"
    "Q2      2021-06   boost        0.861   0.69\nQ3      2021-09   forest       0.819   0.63\n"
    "Q3      2021-09   boost        0.848   0.67\n"
)
TESTS = (
    "[Pop] test result: OrderedDict([('recall@20', 0.081), ('hit@20', 0.144)])\n"
    "[Knn] test result: OrderedDict([('recall@20', 0.163), ('hit@20', 0.301)])\n"
    "[Mf] test result: OrderedDict([('recall@20', 0.158), ('hit@20', 0.287)])\n"
    "[Gcn] test result: OrderedDict([('recall@20', 0.171), ('hit@20', 0.312)])\n"
)
MODELS = (
    "name          size_gb  acc   p50_ms  tok_s\nalder-4       7.9      0.68  180     51.0\n"
    "birch-small   12.2     0.73  290     33.5\ncedar         8.8      0.71  240     40.1\n"
)
HOURS = "round 1 loss 0.9 took 21m10s\nround 2 loss 0.7 took 25m40s\nround 3 loss 0.6 took 22m05s\n"
GRID = "case a lr=0.01 depth=3 mae=5.1\ncase b lr=0.02 depth=5 mae=4.4\ncase c lr=0.05 depth=5 mae=4.7\n"
CASES = [
    (MODELS, "alder-4 was the smallest model.", (2, 3, 4), True),
    (MODELS, "birch-small was the smallest model.", (2, 3, 4), False),
    (MODELS, "alder-4 had the highest throughput.", (2, 3, 4), True),
    (MODELS, "birch-small had the highest throughput.", (2, 3, 4), False),
    (HOURS, "The slowest round took 25 minutes and 40 seconds.", (1, 2, 3), True),
    (HOURS, "The slowest round took 22 minutes and 5 seconds.", (1, 2, 3), False),
    (GRID, "The best MAE came with a depth of 5.", (1, 2, 3), True),
    (GRID, "The best MAE came with a depth of 3.", (1, 2, 3), False),
    (PAIR, "Indoor scenes are the part with the lower AUROC.", (1, 2), True),
    (PAIR, "Outdoor scenes are the part with the lower AUROC.", (1, 2), False),
    (PAIR, "In AUROC, outdoor was the better of the two parts.", (1, 2), True),
    (PAIR, "In AUROC, indoor was the better of the two parts.", (1, 2), False),
    (CLASSES, "Oak was the easiest class, with a recall of 94%.", (1,), True),
    (CLASSES, "Yew was the easiest class, with a recall of 94%.", (1,), False),
    (CLASSES, "Elm was the hardest class.", (1,), True),
    (CLASSES, "Ash was the hardest class.", (1,), False),
    (CHUNKS, "Without sorting, pieces of 192 had the best MRR.", (1, 2, 3), True),
    (CHUNKS, "Without sorting, piece size 320 had the best MRR.", (1, 2, 3), False),
    (STUDY, "The best result came from the trial with a dropout of 0.15.", (1, 2), True),
    (STUDY, "The best result came from the trial with a dropout of 0.35.", (1, 2), False),
    (WORST, "larus_canus had the lowest recall of all birds.", (1,), True),
    (WORST, "larus_fuscus had the lowest recall of all birds.", (1,), False),
    (PARTS, "Boosting had its highest AUC in part Q2.", (3, 5, 7), True),
    (TESTS, "Knn had the second-highest hit rate.", (2, 4), True),
    (TESTS, "Mf had the second-highest hit rate.", (2, 3), False),
]


@pytest.mark.parametrize("case", CASES)
def test_the_end_of_a_ranking_is_who_stands_there(
    holds: Callable[..., None], case: tuple[str, str, tuple[int, ...], bool]
) -> None:
    """Whom a sentence puts at an end of a ranking must stand there, among the cited and among all."""
    holds(*case)

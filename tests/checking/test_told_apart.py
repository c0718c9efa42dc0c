"""Things that a line, a heading or a label tells apart, and the values of both that a comparison needs."""

from collections.abc import Callable

import pytest

ANNOTATED = """\
[2026-02-03 08:10:01] label.py  items=1,200  annotators=mistral:7b,phi4:14b
[2026-02-03 08:31:40] mistral:7b 1,200 done, 21 invalid
[2026-02-03 09:02:12] phi4:14b 1,200 done, 4 invalid
"""
ERRORS = """\
site        sensors  nMAE_%   naive_nMAE_%
Harbour     12       6.41     8.90
Quarry      9        9.75     9.10
valid 2024: rmse 0.512 m, climatology rmse 0.731 m
search done: 30 trials, best F1 0.8840, library defaults 0.8615
"""
MODELS = """\
eval (pretrained=fjell-3b-base,dtype=bfloat16)
|   Tasks   |n-shot|Metric|Value |   |Stderr|
|boolq      |     0|acc   |0.7120|±  |0.0079|
|piqa       |     0|acc   |0.7704|±  |0.0098|
eval (pretrained=fjell-3b-tuned,dtype=bfloat16)
|boolq      |     0|acc   |0.7688|±  |0.0074|
|piqa       |     0|acc   |0.7611|±  |0.0099|
"""
DELAYS = """\
-> sql (March)
   depot       parcels   delayed   share
   North        51,240     3,074    6.0%
   South        48,115     2,309    4.8%
   West         30,302     1,273    4.2%
phase 1 rate=8/s 60 s: ok 480 err 0 out_tok/s 1210
phase 2 rate=16/s 60 s: ok 930 err 30 out_tok/s 1894
phase 3 rate=24/s 60 s: ok 1011 err 429 out_tok/s 1822
variant,features,auc
top80_gain,80,0.8124
top10_gain,10,0.7711
# decision: top80_gain goes to production
"""
STATES = """\
[bot] pushed branch bot/torch2 (4 commits), CI: red
[bot] check name=row_count result=ok expected=4100 got=4100
[sync] sha256 of weights.bin: mismatch
[bot] second push, CI: passed
"""


@pytest.mark.parametrize(
    ("log", "text", "lines", "stands"),
    [
        (ANNOTATED, "The 21 invalid answers came from mistral:7b.", (2, 3), True),
        (ANNOTATED, "The 21 invalid answers came from phi4:14b.", (2, 3), False),
        (ERRORS, "At Harbour the model did better than the naive forecast.", (2,), True),
        (ERRORS, "At Harbour the model did worse than the naive forecast.", (2,), False),
        (ERRORS, "At Quarry the naive forecast was better than the model.", (3,), True),
        (ERRORS, "Climatology reaches an RMSE of 0.731 m in 2024.", (4,), True),
        (ERRORS, "Climatology reaches an RMSE of 0.512 m in 2024.", (4,), False),
        (ERRORS, "The search did better than the library defaults.", (5,), True),
        (ERRORS, "The tuned model does worse than the defaults.", (5,), False),
        (MODELS, "On BoolQ the tuned model scores higher than base.", (3, 6), True),
        (MODELS, "On BoolQ the tuned model scores lower than base.", (3, 6), False),
        (MODELS, "The tuned model is worse than base on PIQA.", (4, 7), True),
        (DELAYS, "North is the depot with the highest share of delays in March.", (3,), True),
        (DELAYS, "West is the depot with the highest share of delays in March.", (5,), False),
        (DELAYS, "Output throughput peaked in phase 2.", (7, 8), True),
        (DELAYS, "Output throughput peaked in phase 3.", (7, 8), False),
        (DELAYS, "top80_gain is the variant that goes to production.", (12,), True),
        (DELAYS, "top10_gain is the variant that goes to production.", (12,), False),
        (STATES, "CI was red on the pushed branch.", (1,), True),
        (STATES, "CI was green on the pushed branch.", (1,), False),
        (STATES, "CI turned red with the second push.", (4,), False),
        (STATES, "The row count matched what was expected.", (2,), True),
        (STATES, "The row count did not match what was expected.", (2,), False),
        (STATES, "The checksum of the weights matched.", (3,), False),
    ],
)
def test_what_is_told_apart(
    holds: Callable[[str, str, tuple[int, ...], bool], None], log: str, text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """Names of a heading, a measure given twice, rows of one label, tops of a column, labels of one shape, states."""
    holds(log, text, lines, stands)

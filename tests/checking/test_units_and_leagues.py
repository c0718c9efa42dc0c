"""Units that a label, a name or a header gives, and of which list a superlative is: logs made up for them."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.check import check
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.model import Fact

MODELS = (
    "box mAP by model     n_box   owl-n    owl-m    heron\n"
    "pallet               412     0.881    0.897    0.902\n"
    "forklift             188     0.790    0.823    0.811\n"
    "latency (ms)                 7.4      12.9     24.6\n"
    "train time (h)               2.2      5.8      16.9\n"
)
TAGGED = (
    "E    #      LOSS TAGGER  ENTS_P  ENTS_R  ENTS_F\n"
    "---  -----  -----------  ------  ------  ------\n"
    "  3    600       512.20   74.10   70.02   72.00\n"
    "  4    900       498.31   76.85   69.40   72.94\n"
    "  5   1200       490.07   78.30   68.11   72.85\n"
)
SOUND = "13:02:11 eval: SI-SDR 11.27 dB, MCD 5.13 dB\nmerge took 38m\n    test_epe_px        3.612\n"
FEDERATED = (
    'ts=2026-02-11T08:02:19 lvl=warn client=ward-04 msg="gradient norm 61.3 above 20, clipped"\n'
    'ts=2026-02-11T08:44:02 lvl=error client=ward-12 msg="token expired, client excluded"\n'
)
CARDS = '{"ev":"config","model":"Pine-Small-22B","gpu":"2x L4","batch 100":1,"requests":300}\nrunner mac-m3-01\n'
PACKED = (
    "packer   level   size_MiB   ratio   pack_MB/s   unpack_MB/s\n"
    "quick    1       702.8      2.92    655.0       2310.0\n"
    "dense    3       515.1      3.98    212.4       1490.0\n"
    "dense    12      431.6      4.75    33.9        1522.0\n"
    "tight    6       318.4      6.44    2.7         128.6\n"
    "tight    9       -          -       -           -          killed: 30 min limit\n"
)
SCANS = (
    "reader         pages   CER     sec/page   failed\n"
    "monk 4.1       310     5.91%   3.40       0\n"
    "abbot-large    310     4.36%   8.15       0\n"
    "scribe 2.0     305     7.77%   1.05       5\n"
)
SEARCHES = (
    '{"msg":"query","index":"grid512","probes":8,"recall":0.8433,"qps":2210,"p99_ms":9.8}\n'
    '{"msg":"query","index":"grid512","probes":32,"recall":0.9312,"qps":702,"p99_ms":28.3}\n'
    '{"msg":"query","index":"web24","beam":48,"recall":0.9507,"qps":3905,"p99_ms":5.1}\n'
)
CLASSES = "ts=2026-03-02T14:11:09 lvl=info msg=test macro_f1=0.717 f1_N=0.94 f1_A=0.70 f1_V=0.81 f1_F=0.42\n"
WEIGHTS = "[I 2026-01-09 15:40:10] importance: learning_rate 0.52, min_child_samples 0.26, num_leaves 0.22\n"
QUANTISED = (
    "method       bits  size_GB  ppl    mmlu\n"
    "bf16         16    27.9     6.31   0.7802\n"
    "gptq-g64     4     8.8      6.62   0.7655\n"
    "awq-g64      4     8.6      6.50   0.7701\n"
    "nf4          4     8.7      6.57   0.7688\n"
    "gptq-3bit    3     6.9      7.31   0.7240\n"
)
HELPDESK = (
    '{"ev":"category","name":"billing","n":41,"correct":33}\n'
    '{"ev":"category","name":"access","n":32,"correct":29}\n'
    '{"ev":"category","name":"other","n":25,"correct":14}\n'
)
DROPPED = "qc: dropped 204,811 rows: duplicate key 130,402 / out of bounds 60,208 / no sensor id 14,201\n"
TILES = "test on 380 tiles: iou_river 0.7014 iou_field 0.9377 iou_smoke 0.5808 mean_iou 0.7400\n"

CASES = [
    (MODELS, "owl-n takes 7.4 ms for an image.", (1, 4), True),
    (MODELS, "owl-n takes 7.4 seconds for an image.", (1, 4), False),
    (MODELS, "Training heron took nearly 17 hours.", (1, 5), True),
    (MODELS, "Training heron took nearly 17 minutes.", (1, 5), False),
    (TAGGED, "From step 600 on, precision went up.", (3, 4, 5), True),
    (TAGGED, "From step 600 on, precision went down.", (3, 4, 5), False),
    (TAGGED, "From step 600 on, recall went down.", (3, 4, 5), True),
    (SOUND, "The speech has an MCD of 5.13 dB.", (1,), True),
    (SOUND, "The speech has an MCD of 5.13%.", (1,), False),
    (SOUND, "The merge took 38 minutes.", (2,), True),
    (SOUND, "On test the endpoint error is 3.6 px.", (3,), True),
    (SOUND, "On test the endpoint error is 3.6 mm.", (3,), False),
    (FEDERATED, "The gradient of ward-04 had a norm of 61.3.", (1, 2), True),
    (FEDERATED, "The gradient of ward-12 had a norm of 61.3.", (1, 2), False),
    ("Metric: accuracy=83.9%\nMetric: macro_f1=0.826\n", "Accuracy 83.9%, macro F1 0.826", (1, 2), True),
    (CARDS, "The load test was done on two L4 cards.", (1,), True),
    (CARDS, "The load test was done on two H100 cards.", (1,), False),
    (CARDS, "The tests ran on a Linux runner.", (2,), False),
    (PACKED, "tight at level 6 makes the smallest file, 318 MiB, but unpacks at only 129 MB/s.", (2, 3, 4, 5), True),
    (PACKED, "dense at level 3 makes the smallest file, 515 MiB.", (2, 3, 4, 5), False),
    (SCANS, "scribe is the fastest reader, but it failed on five of the pages.", (2, 3, 4), True),
    (SCANS, "abbot-large is the fastest reader.", (2, 3, 4), False),
    (SEARCHES, "The lowest p99 latency was measured for web24.", (1, 3), True),
    (SEARCHES, "The lowest p99 latency was measured for grid512 with probes 8.", (1, 3), False),
    (CLASSES, "Class F is recognised worst, with an F1 of 0.42.", (1,), True),
    (CLASSES, "Class A is recognised worst.", (1,), False),
    (WEIGHTS, "The learning rate mattered most, twice as much as min_child_samples.", (1,), True),
    (WEIGHTS, "num_leaves mattered most, more than min_child_samples.", (1,), False),
    (QUANTISED, "Of the 4-bit methods, awq-g64 is best in perplexity and MMLU.", (3, 4, 5), True),
    (QUANTISED, "Of the 4-bit methods, nf4 is best in perplexity.", (3, 4, 5), False),
    (QUANTISED, "awq-g64 has the lowest perplexity.", (3, 4, 5), False),
    (SCANS, "Second place in CER went to monk.", (2, 3, 4), True),
    (SCANS, "Second place in CER went to scribe.", (2, 3, 4), False),
    (HELPDESK, "The access category had the highest share of correct answers, 29 of 32.", (1, 2, 3), True),
    (DROPPED, "60,208 rows were out of bounds.", (1,), True),
    (DROPPED, "60,208 rows had no sensor id.", (1,), False),
    (TILES, "Of the three classes, field is segmented most accurately.", (1,), True),
    (TILES, "Of the three classes, river is segmented most accurately.", (1,), False),
]


@pytest.mark.parametrize(("log", "text", "lines", "holds"), CASES)
def test_a_value_has_the_unit_and_the_league_that_its_place_gives_it(
    judge: Callable[..., Verdict], log: str, text: str, lines: tuple[int, ...], holds: bool
) -> None:
    """A right sentence is kept, and a false one beside it refused."""
    verdict = judge(log, text, lines)

    assert verdict.ok is holds, verdict.detail


def test_measures_below_one_key_are_no_things_of_a_kind(fact: Callable[..., Fact]) -> None:
    """Metric: accuracy=83.9% and Metric: macro_f1=0.826 are of one thing."""
    facts = [
        fact("accuracy", "83.9", unit="%", text="Metric: accuracy=83.9%"),
        fact("macro_f1", "0.826", line=2, text="Metric: macro_f1=0.826"),
    ]

    assert check("Result: accuracy 83.9%, macro F1 0.826", facts).ok

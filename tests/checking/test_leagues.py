"""Things that a log compares, in whatever layout: who leads, who is ahead of whom, whose a value is."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

KEYED = (
    "2026-03-02 10:00:03 INFO eval: boat=heron drag=0.412 lap_s=61.4\n"
    "2026-03-02 10:00:10 INFO eval: boat=osprey drag=0.398 lap_s=63.0\n"
    "2026-03-02 10:00:17 INFO eval: boat=tern drag=0.455 lap_s=60.2\n"
)
LISTS = "accuracy: heron 0.81, osprey 0.77, tern 0.84\nlatency ms (2 threads): heron=14.2 osprey=9.8 tern=21.0\n"
MIXED = (
    "naive mape 18.42 mase 1.000\n"
    "ets fitted in 133 s, 9 stores failed\n"
    "ets mape 15.07 mase 0.861\n"
    "boosted 2,000 trees, mape 12.36 mase 0.702\n"
    "worst store 0417 mape 41.9 (closed)\n"
    "best store 1102 mape 6.3\n"
)
TABLE = (
    "|    Tasks    |n-shot|  Metric   |Value |Stderr|\n"
    "|-------------|-----:|-----------|-----:|-----:|\n"
    "|riddles      |    25|acc_norm   |0.5614|0.0145|\n"
    "|sums         |     5|exact_match|0.6793|0.0129|\n"
    "|endings      |    10|acc_norm   |0.7441|0.0044|\n"
)
FOLDS = "AUC: fold 1 0.4790, fold 2 0.4037, fold 3 0.9120\n"
WHOLE = "test with run 3: miou 0.669 water 0.811 road 0.522 forest 0.639\n"
NAMED = (
    "[score] lite  fluency 3.9 brevity 4.4\n[score] tiny  fluency 4.2 brevity 3.1\n"
    "[score] long  fluency 3.6 brevity 3.8\n"
)
TASKS = (
    "slot 0 task 1 | prompt 1,204 | 41.2 tok/s\nslot 1 task 2 | prompt 3,877 | 24.7 tok/s\nslot 0 task 3 | ERROR 400\n"
)
HORIZONS = (
    "model,horizon,mape\nnaive,6h,0.0612\nnaive,48h,0.0931\nhive,6h,0.0281\n"
    "hive,48h,0.0455\nwasp,6h,0.0312\nwasp,48h,0.0402\n"
)
JSONL = (
    '{"event":"result","accuracy":0.78}\n'
    '{"event":"by_topic","accuracy_of":{"leave":0.86,"payroll":0.71,"travel":0.80}}\n'
)
COUNTED = (
    "Model 1/3 lark | recall 0.5891 | size_mb 12.3\nModel 2/3 wren | recall 0.6796 | size_mb 45.6\n"
    "Model 3/3 kite | recall 0.4945 | size_mb 78.9\n"
)
LIFTS = (
    "arm A | grip (40 lifts) 3.21 +- 0.18 | drops 2\narm B | grip (40 lifts) 2.94 +- 0.61 | drops 9\n"
    "arm C | grip (40 lifts) 3.05 +- 0.33 | drops 4\n"
)
LETTERED = (
    "setup clients=10 rounds=3\n"
    "dice per ward: a 0.812 b 0.774 c 0.791 g 0.733 e 0.805\n"
    "sold, by stall: A 12 B 31 C 19 D 8\n"
    "worker kappa per client: a 0.64 b 0.71 d 0.58\n"
)
RUNNERS = (
    '{"ev":"end","crew":"otto","legs":14,"round_limit":3,"mean_rounds":7.5}\n'
    '{"ev":"end","crew":"pia","legs":12,"round_limit":6,"mean_rounds":5.25}\n'
    '{"ev":"end","crew":"rik","legs":17,"round_limit":4,"mean_rounds":6.1}\n'
)
DAYS = (
    "by valley: Larch 120 (wet 31), Pine 90 (wet 44), Yew 60 (wet 12)\n"
    '{"k":"per_ward","north":{"n":40,"cured":31},"south":{"n":44,"cured":30},"east":{"n":20,"cured":17}}\n'
)
TRIED = (
    "Trial 8 finished with value: 0.71 and parameters: {'depth': 3}. Best is trial 8.\n"
    "Trial 9 finished with value: 0.66 and parameters: {'depth': 5}. Best is trial 8.\n"
)
CASES = [
    (DAYS, "Pine has the highest share of wet days.", (1,), True),
    (DAYS, "Larch has the highest share of wet days.", (1,), False),
    (DAYS, "Yew has the lowest wet share.", (1,), True),
    (DAYS, "North has the highest share of cured patients.", (2,), False),
    (DAYS, "East has the highest share of cured patients.", (2,), True),
    (DAYS, "East has the lowest share of cured patients.", (2,), False),
    (TRIED, "Our best settings come from trial 8.", (1, 2), True),
    (TRIED, "Our best settings come from trial 9.", (1, 2), False),
    (TRIED, "The best score so far is that of trial 9.", (1, 2), False),
    (RUNNERS, "On average, pia got by with the fewest rounds.", (1, 2, 3), True),
    (RUNNERS, "On average, otto got by with the fewest rounds.", (1, 2), False),
    (RUNNERS, "rik needed the most rounds on average.", (1, 2, 3), False),
    (RUNNERS, "Among the three crews, rik has the most legs.", (1, 2, 3), True),
    (RUNNERS, "Among the three crews, otto has the most legs.", (1, 3), False),
    (RUNNERS, "Of all crews, rik ran the most legs, 17.", (1, 2, 3), True),
    (LETTERED, "Ward g is the weakest, with a Dice score of 0.733.", (2,), True),
    (LETTERED, "Ward b is the weakest of all wards.", (2,), False),
    (LETTERED, "Ward g has a Dice score of 0.791.", (2,), False),
    (LETTERED, "Ward e is ahead of ward c.", (2,), True),
    (LETTERED, "Ward c is ahead of ward e.", (2,), False),
    (LETTERED, "Stall B sold the most, 31.", (3,), True),
    (LETTERED, "Stall C sold the most.", (3,), False),
    (LETTERED, "Client d has the lowest kappa.", (4,), True),
    (LETTERED, "Client b has the lowest kappa.", (4,), False),
    (LIFTS, "The grip of arm B scatters most, with a standard deviation of 0.61.", (1, 2, 3), True),
    (LIFTS, "The grip of arm C varies least.", (1, 3), False),
    (LIFTS, "Arm A has the narrowest spread, 0.18.", (1, 2, 3), True),
    (LIFTS, "Arm C has the widest spread.", (1, 3), False),
    (LIFTS, "Arm A has the highest grip, 3.21 over 40 lifts.", (1, 2, 3), True),
    (LIFTS, "Arm C has the highest grip.", (1, 2, 3), False),
    (COUNTED, "The recall of wren was 0.6796, that of lark 0.5891.", (1, 2), True),
    (COUNTED, "The recall of wren was 0.5891, that of lark 0.6796.", (1, 2), False),
    (HORIZONS, "At a horizon of 6 hours hive was the most accurate, with a MAPE of 2.8%.", (2, 4, 6), True),
    (HORIZONS, "At a horizon of 48 hours hive was the most accurate, with a MAPE of 4.6%.", (3, 5, 7), False),
    (JSONL, "Payroll had the lowest accuracy.", (2,), True),
    (JSONL, "Travel had the lowest accuracy.", (2,), False),
    (KEYED, "tern had the highest drag.", (1, 2, 3), True),
    (KEYED, "heron had the highest drag.", (1, 2), False),
    (KEYED, "tern was the fastest boat.", (3,), True),
    (KEYED, "heron was the fastest boat.", (1,), False),
    (KEYED, "The lowest drag was that of osprey, 0.398.", (2,), True),
    (KEYED, "The lowest drag was that of heron.", (1, 3), False),
    (LISTS, "tern was the most accurate.", (1,), True),
    (LISTS, "heron was the most accurate.", (1,), False),
    (LISTS, "osprey was the fastest at 9.8 ms.", (2,), True),
    (LISTS, "heron was the fastest at 14.2 ms.", (2,), False),
    (LISTS, "heron was better than osprey in accuracy.", (1,), True),
    (LISTS, "osprey was better than heron in accuracy.", (1,), False),
    (LISTS, "The accuracy of osprey was 0.77.", (1,), True),
    (LISTS, "The accuracy of osprey was 0.81.", (1,), False),
    (MIXED, "The boosted model was the most accurate with a MAPE of 12.36.", (1, 3, 4), True),
    (MIXED, "The ets model was the most accurate with a MAPE of 15.07.", (1, 3, 4), False),
    (MIXED, "The store with the largest error was number 0417.", (5, 6), True),
    (MIXED, "The store with the largest error was number 1102.", (5, 6), False),
    (TABLE, "Endings was the task with the highest score.", (3, 4, 5), True),
    (TABLE, "Riddles was the task with the highest score.", (3, 5), False),
    (FOLDS, "Fold 3 had the highest AUC.", (1,), True),
    (FOLDS, "Fold 1 had the highest AUC.", (1,), False),
    (FOLDS, "From fold 1 to fold 2 the AUC fell.", (1,), True),
    (FOLDS, "From fold 1 to fold 2 the AUC rose.", (1,), False),
    (FOLDS, "The AUC of fold 2 was 0.4037.", (1,), True),
    (FOLDS, "The AUC of fold 2 was 0.4790.", (1,), False),
    (WHOLE, "Road was the hardest class.", (1,), True),
    (WHOLE, "Water was the hardest class.", (1,), False),
    (NAMED, "tiny had the best fluency.", (1, 2, 3), True),
    (NAMED, "long had the best fluency.", (1, 2, 3), False),
    (TASKS, "Task 2 was the slowest.", (1, 2), True),
    (TASKS, "Task 1 was the slowest.", (1, 2), False),
    (TASKS, "Task 3 ended with an error.", (3,), True),
    (TASKS, "Task 2 ended with an error.", (3,), False),
]


@pytest.mark.parametrize("case", CASES)
def test_what_is_said_of_one_among_several_is_held_against_all_of_them(
    case: tuple[str, str, tuple[int, ...], bool], holds: Callable[..., None]
) -> None:
    """A superlative, a comparison and a value stand only where all that the log compares bears them out."""
    holds(*case)


TITLED = """\
WER by corpus (lower is better)
system        news     calls
kite-s        9.31     17.20
kite-l        7.94     15.88
heron         8.10     15.45
F1, all in %
tagger        de       hr
crf           81.2     79.9
bilstm        85.4     79.1
"""


@pytest.mark.parametrize(
    ("sentence", "lines", "ok"),
    [
        ("On news, kite-l does better than heron.", (4, 5), True),
        ("On calls, kite-l does better than heron.", (4, 5), False),
        ("Heron is worse than kite-l on news.", (4, 5), True),
        ("Heron beats kite-l on news.", (4, 5), False),
        ("On Croatian the bilstm is worse than the crf.", (8, 9), True),
        ("On Croatian the bilstm is better than the crf.", (8, 9), False),
    ],
)
def test_a_table_is_of_the_measure_in_its_title(
    judge: Callable[..., Verdict], sentence: str, lines: tuple[int, ...], ok: bool
) -> None:
    """Whose headers name data sets alone: which way is better stands above them."""
    assert judge(TITLED, sentence, lines).ok is ok


OWN_FIRST = """\
12:01:07 lgbm-v3 holdout: rmse 14.20, seasonal naive 19.85, desk forecast 13.66
12:01:10 retriever hybrid: ndcg 0.512, bm25 0.447, dense 0.498
"""


@pytest.mark.parametrize(
    ("sentence", "lines", "ok"),
    [
        ("lgbm-v3 beats the seasonal naive on the holdout.", (1,), True),
        ("lgbm-v3 beats the desk forecast on the holdout.", (1,), False),
        ("The hybrid ranks better than dense retrieval alone.", (2,), True),
        ("The hybrid trails bm25.", (2,), False),
    ],
)
def test_what_a_line_is_of_is_compared_with_what_it_lists(
    judge: Callable[..., Verdict], sentence: str, lines: tuple[int, ...], ok: bool
) -> None:
    """The first value is of the thing that the line begins with, those behind it are of the others."""
    assert judge(OWN_FIRST, sentence, lines).ok is ok


HORIZONS = """\
model,lead_h,gap_mw,mape,fit_s
naive,6,310,0.0711,0
boost,6,210,0.0402,31
net,6,180,0.0361,402
foundation,6,190,0.0377,0
naive,48,420,0.0903,0
boost,48,280,0.0588,33
net,48,270,0.0561,417
foundation,48,240,0.0502,0
slowest: 14.20s test_books.py::test_close, 6.10s test_hooks.py::test_flood, 2.75s test_iban.py::test_many
"""


@pytest.mark.parametrize(
    ("sentence", "lines", "ok"),
    [
        ("For the longer lead net has the lowest MAPE.", (8,), False),
        ("For the longer lead foundation has the lowest MAPE.", (9,), True),
        ("For the shorter lead net has the lowest MAPE.", (4,), True),
        ("Our slowest test is test_close.", (10,), True),
        ("Our slowest test is test_flood in test_hooks.py.", (10,), False),
        ("test_many is the fastest of the three.", (10,), True),
        ("test_flood is the fastest of the three.", (10,), False),
    ],
)
def test_a_row_is_ranked_among_those_of_its_own_condition(
    judge: Callable[..., Verdict], sentence: str, lines: tuple[int, ...], ok: bool
) -> None:
    """Of several rows of a model the cited one is meant, beside those of its lead time; a name may stand behind."""
    assert judge(HORIZONS, sentence, lines).ok is ok

"""Courses of values, and what is set against what, in tables and lists as training frameworks print them."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.check import check
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.model import Fact

DETECTOR = """\
      Epoch    GPU_mem   box_loss   cls_loss   dfl_loss  Instances       Size
       1/30      9.71G      1.702      2.114      1.390         44        640
                 Class     Images  Instances          P          R      mAP50   mAP50-95
                   all        310       1204      0.522      0.431      0.447      0.213
      15/30      9.80G      1.288      0.801      1.077         61        640
                   all        310       1204      0.781      0.694      0.760      0.441
      30/30      9.80G      0.902      0.415      0.951         39        640
                   all        310       1204      0.855      0.771      0.842      0.530
                   cup        201        640      0.903      0.822      0.911      0.604
                  fork        140        310      0.801      0.702      0.770      0.458
                 spoon        166        254      0.840      0.755      0.829      0.511
"""
ROLLOUT = """\
-----------------------------
| rollout/      |           |
|    ep_rew     | -80.2     |
|    fps        | 1930      |
-----------------------------
| rollout/      |           |
|    ep_rew     | 12.6      |
|    fps        | 1710      |
-----------------------------
"""
SEEDS = """\
== seed 1
| timesteps | reward | value_loss |
|   100000  |  -90.1 |   301.2    |
|   900000  |  210.4 |    41.0    |
== seed 2
| timesteps | reward | value_loss |
|   100000  |  -99.4 |   322.9    |
|   900000  |  188.8 |    60.3    |
"""
TABLE = """\
| model          | smape | recall |
| drift          | 30.10 | 0.512  |
| seasonal_drift | 25.40 | 0.540  |
| ets            | 24.20 | 0.533  |
"""
EVALS = """\
Eval steps=200000, reward=201.5 +/- 22.4
Eval steps=400000, reward=240.2 +/- 61.9
r1 e100 tr .310 va .802
r1 e200 tr .190 va .866
latency p50  today 2.10 s  yest 2.31 s
eval minilm recall@5 0.612 mrr 0.501
eval gte recall@5 0.640 mrr 0.488
foresters: wmape 12.1, lead 3
calibration slope 0.98
"""


@pytest.mark.parametrize(
    ("sentence", "lines", "ok"),
    [
        ("The class loss went down from epoch 15 to epoch 30.", (5, 7), True),
        ("The class loss went up again in the second half.", (5, 7), False),
        ("The box loss kept shrinking.", (2, 5, 7), True),
        ("Recall went down between epochs 15 and 30.", (6, 8), False),
        ("Cups were detected best, with an mAP50 of 91.1%, and forks worst.", (9, 10, 11), True),
        ("Forks were detected best, and cups worst.", (9, 10, 11), False),
    ],
)
def test_tables_that_alternate_keep_their_headers(
    judge: Callable[..., Verdict], sentence: str, lines: tuple[int, ...], ok: bool
) -> None:
    """A row that counts epochs is of the header that begins with Epoch, the rows of classes of the other."""
    assert judge(DETECTOR, sentence, lines).ok is ok


@pytest.mark.parametrize(
    ("sentence", "lines", "ok"),
    [
        ("Simulation became faster as training went on.", (4, 8), False),
        ("Simulation became slower as training went on.", (4, 8), True),
    ],
)
def test_a_row_of_a_name_and_a_value_is_of_that_name(
    judge: Callable[..., Verdict], sentence: str, lines: tuple[int, ...], ok: bool
) -> None:
    """A box of names and values says what each value is, though no header does."""
    assert judge(ROLLOUT, sentence, lines).ok is ok


@pytest.mark.parametrize(
    ("sentence", "ok"),
    [("Value loss went down for every seed.", True), ("Value loss went up for every seed.", False)],
)
def test_each_seed_has_a_course_of_its_own(judge: Callable[..., Verdict], sentence: str, ok: bool) -> None:
    """The last value of one seed and the first of the next are no course."""
    assert judge(SEEDS, sentence, (3, 4, 7, 8)).ok is ok


@pytest.mark.parametrize(
    ("sentence", "lines", "ok"),
    [
        ("The spread of the rewards grew between the two evaluations.", (1, 2), True),
        ("The spread of the rewards shrank between the two evaluations.", (1, 2), False),
        ("Validation error improved between epochs 100 and 200.", (3, 4), False),
        ("Without dropout, validation error improved between epochs 100 and 200.", (3, 4), False),
        ("Median latency got better, from 2.31 to 2.10 s.", (5,), True),
        ("Median latency got worse, from 2.10 to 2.31 s.", (5,), False),
        ("gte had a higher recall@5 than minilm, but its mean reciprocal rank was lower.", (6, 7), True),
        ("gte had a higher recall@5 than minilm, and its mean reciprocal rank was higher.", (6, 7), False),
        ("The slope is better than that of the foresters.", (9,), False),
    ],
)
def test_courses_and_comparisons_of_what_lines_call_for_short(
    judge: Callable[..., Verdict], sentence: str, lines: tuple[int, ...], ok: bool
) -> None:
    """Spreads, columns that are cut short, yesterday beside today, first letters: each is known for what it is."""
    assert judge(EVALS, sentence, lines).ok is ok


@pytest.mark.parametrize(
    ("sentence", "ok"),
    [
        ("The plain drift was worse than the seasonal one in sMAPE.", True),
        ("The plain drift was better than the seasonal one in sMAPE.", False),
    ],
)
def test_a_name_within_another_is_compared_with_it(judge: Callable[..., Verdict], sentence: str, ok: bool) -> None:
    """The plain one and the seasonal one share a word, and are two."""
    assert judge(TABLE, sentence, (2, 3)).ok is ok


@pytest.mark.parametrize(
    ("told", "stands"), [("ended at 0.362", False), ("finished at 0.379", True), ("reached 0.362", True)]
)
def test_what_a_course_ended_at_is_its_last_value(fact: Callable[..., Fact], told: str, stands: bool) -> None:
    """The best value on the way is not where it ended, whichever of its facts a sentence names."""
    course = [fact("val_loss", value, line=n, step=str(n)) for n, value in enumerate(("0.41", "0.362", "0.379"), 1)]

    assert check(f"Validation loss {told}.", course).ok is stands
    assert check(f"Validation loss {told}.", course[1:2], known=course).ok is (stands and "0.362" in told)


PRESS = """\
2026-10-14 22:40 press 3: 18,400 sheets in 96 min, waste 2.1 %
2026-10-14 22:40 press 3: previous shift 17,950 sheets, waste 2.6 %
2026-10-14 22:41 ink 11.8 kg, plate changes 4
2026-10-14 22:41 by month: sep waste 2.4 %, oct waste 2.2 %
"""


@pytest.mark.parametrize(
    ("sentence", "lines", "ok"),
    [
        ("Waste was lower than in the previous shift.", (1, 2), True),
        ("There were fewer plate changes than in the last shift.", (3,), False),
        ("The press used less ink than the night before.", (3,), False),
        ("Ink use is well below that of the August shifts.", (3,), False),
        ("At 96 minutes it was faster than last month.", (1,), False),
        ("Waste was lower in October than in September.", (4,), True),
    ],
)
def test_what_was_before_is_told_by_a_cited_line(
    judge: Callable[..., Verdict], sentence: str, lines: tuple[int, ...], ok: bool
) -> None:
    """What something is compared with that was before has a line, a value beside, or a date of its own."""
    assert judge(PRESS, sentence, lines).ok is ok


CALENDAR = """\
stalls by weekday: Mon 61 | Tue 74 | Wed 58 | Thu 49 | Fri 80
2026-12-01 06:00 leaflets: sep 1,310, oct 1,522, nov 1,498
"""


@pytest.mark.parametrize(
    ("sentence", "lines", "ok"),
    [
        ("Stalls went up from Monday to Tuesday.", (1,), True),
        ("Stalls went down from Monday to Tuesday.", (1,), False),
        ("From Tuesday through Thursday stalls fell.", (1,), True),
        ("From Tuesday through Thursday stalls climbed.", (1,), False),
        ("Leaflets rose from September to October.", (2,), True),
        ("Leaflets fell from September to October.", (2,), False),
        ("Leaflets rose from October to November.", (2,), False),
    ],
)
def test_days_and_months_of_a_list_are_those_of_a_sentence(
    judge: Callable[..., Verdict], sentence: str, lines: tuple[int, ...], ok: bool
) -> None:
    """Mon is Monday; sep 1,310 is a count of September, not the first of it."""
    assert judge(CALENDAR, sentence, lines).ok is ok


TWICE = """\
probe,fw,offset_mm,mae_mm,state
P-1,2.0.1,1.92,2.40,bad
P-2,2.0.1,0.11,0.52,ok
P-1,2.1.0,0.23,0.61,ok
P-2,2.1.0,0.35,0.77,ok
built cam-agent 2.0.1 in 41 s, 212 MB
built cam-agent 2.1.0 in 44 s, 187 MB
"""


@pytest.mark.parametrize(
    ("sentence", "lines", "ok"),
    [
        ("P-1 got more accurate with firmware 2.1.0.", (2, 4), True),
        ("P-1 got less accurate with firmware 2.1.0.", (2, 4), False),
        ("The new firmware made P-2 worse.", (3, 5), True),
        ("The new firmware made P-2 better.", (3, 5), False),
        ("With version 2.1.0 the image got smaller.", (6, 7), True),
        ("With version 2.1.0 the image got bigger.", (6, 7), False),
        ("The build of 2.1.0 took longer.", (6, 7), True),
    ],
)
def test_a_way_is_held_against_what_its_word_is_about(
    judge: Callable[..., Verdict], sentence: str, lines: tuple[int, ...], ok: bool
) -> None:
    """Smaller is said of sizes, worse of scores and errors, be they named in the sentence or not."""
    assert judge(TWICE, sentence, lines).ok is ok


SINCE = """\
| bench      | metric | value  | stderr |
|------------|--------|--------|--------|
| fi_copa    | acc    | 0.7120 | 0.0201 |
| fi_arc     | acc    | 0.4431 | 0.0150 |
earlier checkpoint step-40k: fi_copa 0.6960, fi_arc 0.4502
today: parse errors 41, orphans 12, duplicates 7
last week: parse errors 63, orphans 9, duplicates 7
"""


@pytest.mark.parametrize(
    ("sentence", "lines", "ok"),
    [
        ("fi_copa went up compared with the earlier checkpoint.", (3, 5), True),
        ("fi_copa went down compared with the earlier checkpoint.", (3, 5), False),
        ("fi_arc dropped a little against the earlier checkpoint.", (4, 5), True),
        ("fi_arc rose a little against the earlier checkpoint.", (4, 5), False),
        ("Parse errors fell since last week.", (6, 7), True),
        ("Parse errors rose since last week.", (6, 7), False),
        ("Orphans rose since last week.", (6, 7), True),
    ],
)
def test_what_was_before_comes_first_wherever_it_stands(
    judge: Callable[..., Verdict], sentence: str, lines: tuple[int, ...], ok: bool
) -> None:
    """A row of a table is held against the line of an earlier checkpoint, and today against last week."""
    assert judge(SINCE, sentence, lines).ok is ok


STEPS = """\
epoch  10 valid_rmse_k 3.84
epoch  90 valid_rmse_k 1.92
{"stage":"load","users":16,"sent":480,"req_s":212.4,"p50_ms":61}
{"stage":"load","users":24,"sent":480,"req_s":187.9,"p50_ms":118}
| boolq_nl | 1 | none | acc | 0.6120 |
| boolq_nl | 1 | none | acc | 0.6480 |
[08:10] Ep 2 | Up 4000 | Cost 6.11 | 9,210 w/s
[11:42] Ep 7 | Up 26000 | Cost 4.02 | 9,307 w/s
tracker: kappa round3 0.64 round4 0.71
"""


@pytest.mark.parametrize(
    ("sentence", "lines", "ok"),
    [
        ("The validation error was halved between epochs 10 and 90.", (1, 2), True),
        ("The validation error doubled between epochs 10 and 90.", (1, 2), False),
        ("Throughput fell at 24 users.", (3, 4), True),
        ("Throughput rose at 24 users.", (3, 4), False),
        ("On boolq_nl the tuned model gained 3.6 points.", (5, 6), True),
        ("The cost went down from 6.11 at 4,000 updates to 4.02 at 26,000.", (7, 8), True),
        ("The cost went up from 6.11 at 4,000 updates to 4.02 at 26,000.", (7, 8), False),
        ("Agreement improved to a kappa of 0.71 in round 4, after 0.64 in round 3.", (9,), True),
        ("Agreement got worse: to a kappa of 0.71 in round 4, after 0.64 in round 3.", (9,), False),
    ],
)
def test_where_a_value_was_is_no_value_of_its_course(
    judge: Callable[..., Verdict], sentence: str, lines: tuple[int, ...], ok: bool
) -> None:
    """Epochs, users and updates say when, not how much; what a sentence writes has its order from `to` and `after`."""
    assert judge(STEPS, sentence, lines).ok is ok

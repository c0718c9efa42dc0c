"""Courses, outcomes and deeds that a reader tells in words of their own, truly and not, of logs made up for it."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.reading.measuring import metric_of
from mlws_writer.checking.reading.values import values
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts import names
from mlws_writer.facts.quantities import Dimension, quantities

TAGGER = """\
2026-05-04 08:01:12 training pos-tagger on UD_Irish, 12 epochs planned
step | train_loss | dev_loss | uas | las | sent/s
200 | 1.8120 | 1.7010 | 71.2 | 63.4 | 410
400 | 1.2040 | 1.2550 | 77.9 | 70.8 | 402
[warn] 3 sentences longer than 200 tokens were skipped
600 | 0.9310 | 1.1020 | 80.3 | 74.1 | 398
800 | 0.7420 | 1.1180 | 81.0 | 73.9 | 395
2026-05-04 09:14:40 stopped: dev_loss did not improve
2026-05-04 09:14:52 wrote models/tagger.bin (18 MB)
2026-05-04 09:20:10 test: uas 80.1 las 73.0 (precision 79.5 recall 80.8)
"""
SWEEP = """\
job 5512 node g07 start
latency bench, batch sweep
bs=1   lat_ms 8.1   frames 123
bs=4   lat_ms 14.0   frames 286
bs=16   lat_ms 41.7   frames 384
check fp16 drop 0.3 (limit 1.0) PASS
check int8 drop 2.4 (limit 1.0) FAIL
22:31:40Z node g07 preempted, job requeued
22:44:02Z resumed from sweep_state.json
23:10:55Z job 5512 done, exit=0
"""
AGENT = """\
:: run pytest: 41 passed, 2 failed in 6.20s
:: edit loader.py (+12 -4)
:: run pytest: 43 passed in 6.31s
:: optimiser: SolverWarning: saga failed to converge after 1000 iterations
:: benchmark: before 812 rows/s, after 640 rows/s
:: done: loader accepts empty rows. 0 crashed, 0 skipped
:: retry of 3 uploads: second attempt ok
:: tasks 19/40
"""
EVALS = """\
eval A (base)      WER 14.2  CER 5.1  refused 31
eval B (+lm)       WER 12.9  CER 5.3  refused 18
[100]\tvalid auc: 0.7710
[200]\tvalid auc: 0.7795
[300]\tvalid auc: 0.7788
p50 120 ms p99 840 ms at 10:00
p50 118 ms p99 910 ms at 11:00
eval step 1000 reward 210.4
eval step 2000 reward 251.9
eval step 3000 reward 240.3
rollout step 100 success 12/40
rollout step 200 success 19/40
[C] ep4 loss 3.930 MRR@20 0.1061
[C] ep5 loss 3.862 MRR@20 0.1067
"""
TABLE = """\
lead_h\tpolar_crps\talder_crps
6\t0.80\t1.02
12\t0.91\t1.11
24\t1.05\t1.24
"""
PIPELINE = """\
fit gbm rmse 3.412 in 48 s
fit linear rmse 4.020 in 2 s
fit prophet aborted, no forecast
public 0.4412, private 0.4520
pytest -q: 204 passed, 3 warnings (31.8 s)
pytest -q: 203 passed, 1 failed (30.2 s)
Stopping training: num_updates 9000 >= max_update 9000
previous run: Killed (preempted)
Loaded ckpt_80k: continuing at 80,000 of 200,000 steps
"""


@pytest.mark.parametrize(
    ("log", "sentence", "lines", "ok"),
    [
        (TAGGER, "The labelled attachment score slipped a little between steps 600 and 800.", (6, 7), True),
        (TAGGER, "The labelled attachment score improved at every evaluation.", (3, 4, 6, 7), False),
        (TAGGER, "The labelled attachment score lost a little between steps 400 and 600.", (4, 6), False),
        (TAGGER, "Throughput rose in the course of training.", (3, 4, 6, 7), False),
        (TAGGER, "The speed went down a little in the course of training.", (3, 7), True),
        (TAGGER, "Development loss was higher at the end than at step 600.", (6, 7), True),
        (EVALS, "The successful rollouts went up at every check.", (11, 12), True),
        (EVALS, "The MRR of C fell in epoch 5.", (13, 14), False),
        (EVALS, "The MRR of C rose in epoch 5.", (13, 14), True),
        (TABLE, "The CRPS of Polar falls as the lead time grows.", (2, 3, 4), False),
        (TABLE, "The CRPS of Polar rises as the lead time grows.", (2, 3, 4), True),
        (TABLE, "The CRPS of Polar rises as the lead time shrinks.", (2, 3, 4), False),
        (SWEEP, "The larger the batch, the higher the latency.", (3, 4, 5), True),
        (SWEEP, "The larger the batch, the lower the latency.", (3, 4, 5), False),
        (SWEEP, "The smaller the batch, the lower the latency.", (3, 4, 5), True),
        (EVALS, "Tail latency came down between 10:00 and 11:00.", (6, 7), False),
        (EVALS, "Tail latency rose while the median hardly changed.", (6, 7), True),
        (AGENT, "Throughput rose after the change.", (5,), False),
        (AGENT, "Throughput fell after the change.", (5,), True),
        (SWEEP, "Raising the batch from 4 to 16 increased the latency.", (4, 5), True),
        (TAGGER, "Over the course of training the development loss rises.", (3, 4, 6), False),
        (EVALS, "The language model raised the word error rate.", (1, 2), False),
        (EVALS, "The language model lowered the word error rate.", (1, 2), True),
        (EVALS, "The language model made the system refuse more clips.", (1, 2), False),
        (EVALS, "With the language model refused clips became less frequent.", (1, 2), True),
        (EVALS, "With the language model refused clips became more frequent.", (1, 2), False),
    ],
)
def test_courses_hold_however_they_are_told(
    judge: Callable[..., Verdict], log: str, sentence: str, lines: tuple[int, ...], ok: bool
) -> None:
    """Names written out, speeds, rows that a setting orders, what one thing did to another: all are found."""
    assert judge(log, sentence, lines).ok is ok


@pytest.mark.parametrize(
    ("log", "sentence", "lines", "ok"),
    [
        (TAGGER, "On the test set recall is higher than precision.", (10,), True),
        (TAGGER, "On the test set precision is higher than recall.", (10,), False),
        (PIPELINE, "The public score is higher than the private score.", (4,), False),
        (PIPELINE, "The private score is higher than the public score.", (4,), True),
        (PIPELINE, "The test suite was faster after the upgrade than before.", (5, 6), True),
        (EVALS, "At iteration 300 the validation AUC was higher than at iteration 200.", (4, 5), False),
        (EVALS, "At iteration 200 the validation AUC was higher than at iteration 100.", (3, 4), True),
        (EVALS, "The evaluation at step 2000 set a new record.", (9,), True),
    ],
)
def test_comparisons_of_what_is_called_by_a_name_of_its_own(
    judge: Callable[..., Verdict], log: str, sentence: str, lines: tuple[int, ...], ok: bool
) -> None:
    """Precision and recall of one line, public and private, before and after, a record and what was before it."""
    assert judge(log, sentence, lines).ok is ok


@pytest.mark.parametrize(
    ("log", "sentence", "lines", "ok"),
    [
        (SWEEP, "Both precisions stayed within the limit.", (6, 7), False),
        (SWEEP, "fp16 stayed within the limit.", (6,), True),
        (SWEEP, "The job went through without interruption.", (8, 9, 10), False),
        (SWEEP, "The job could not be resumed after the preemption.", (8, 9, 10), False),
        (SWEEP, "After the preemption the job was resumed and finished.", (8, 9, 10), True),
        (SWEEP, "The job ended in the failed state.", (10,), False),
        (AGENT, "The saga solver converged without problems.", (4,), False),
        (AGENT, "The saga solver did not converge.", (4,), True),
        (AGENT, "The saga solver hit its iteration limit without converging.", (4,), True),
        (AGENT, "The agent had to give up on the loader.", (6,), False),
        (AGENT, "The loader crashed once more at the end.", (6,), False),
        (AGENT, "Two tests failed at first; after the edit everything passed.", (1, 3), True),
        (TAGGER, "No model was saved.", (9,), False),
        (TAGGER, "No model was saved until step 800.", (7, 9), True),
        (AGENT, "None of the loader runs crashed or failed.", (6,), True),
        (PIPELINE, "Every model produced a forecast.", (1, 2, 3), False),
        (PIPELINE, "Training was still short of its maximum number of updates when it ended.", (7,), False),
        (PIPELINE, "The previous run had been preempted, so this one carried on from 80,000 steps.", (9, 8), True),
    ],
)
def test_outcomes_hold_however_they_are_told(
    judge: Callable[..., Verdict], log: str, sentence: str, lines: tuple[int, ...], ok: bool
) -> None:
    """Limits kept, work in one go, what failed to happen, what each of them got: told otherwise, and still checked."""
    assert judge(log, sentence, lines).ok is ok


@pytest.mark.parametrize(
    ("sentence", "lines", "ok"),
    [
        ("The loader was measured a second time.", (6,), False),
        ("The uploads were attempted a second time.", (7,), True),
        ("The agent added a test for empty rows.", (2, 3), False),
        ("The learning rate was lowered before the last run.", (3,), False),
        ("The rows were oversampled before the benchmark.", (5,), False),
        ("The rows were restored from a backup before the benchmark.", (5,), False),
        ("The index was rebuilt before the benchmark.", (5,), False),
        ("The loader was tried on the real robot.", (5,), False),
        ("The agent solved 19 of 40 tasks.", (8,), True),
    ],
)
def test_deeds_need_a_line_that_tells_of_them(
    judge: Callable[..., Verdict], sentence: str, lines: tuple[int, ...], ok: bool
) -> None:
    """What nobody logs, nobody did."""
    assert judge(AGENT, sentence, lines).ok is ok


def test_a_remark_between_two_rows_is_no_header(judge: Callable[..., Verdict]) -> None:
    """The rows below a warning are of the table that they go on with."""
    assert judge(TAGGER, "At step 600 the dev loss was 1.102.", (6,)).ok
    assert not judge(TAGGER, "At step 600 the train loss was 1.102.", (6,)).ok


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("word error rate", "wer"), ("character error", "cer"), ("labelled attachment score", "las"), ("BWER", "wer"),
        ("continuous ranked probability score", "crps"), ("diarisation error rate", "der"), ("bits per byte", "bpb"),
    ],
)  # fmt: skip
def test_metrics_meet_however_they_are_written_out(written: str, name: str) -> None:
    """A sentence writes out what a log abbreviates."""
    assert metric_of(written.split()) == name


def test_what_stands_before_a_measure_may_be_a_place() -> None:
    """`ep5 loss` is a loss, at epoch 5; `p99` is of a latency, ndcg@50 of a ranking."""
    assert metric_of(["ep5", "loss"]) == "loss"
    assert (names.sign("p99"), names.sign("ndcg@50")) == (-1, 1)


def test_a_percentile_names_the_value_behind_it() -> None:
    """p50 120 ms p99 840 ms: the first is no p99."""
    first, second = values("p50 120 ms p99 840 ms", 1)
    assert "p99" not in first.key
    assert "p99" in second.key


def test_a_clock_of_utc_and_a_good_hour_are_times() -> None:
    """07:30:00Z is no name, and a good hour is a little more than one."""
    (clock,) = quantities("07:30:00Z metrics")
    (hour,) = quantities("It took a good hour.")
    (half,) = quantities("It took a good half hour.")
    assert (clock.dimension, int(clock.value)) == (Dimension.CLOCK, 27000)
    assert hour.value - hour.slack < 3600 <= hour.value < 4500
    assert half.value - half.slack < 1800 <= half.value < 2300

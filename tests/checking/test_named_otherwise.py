"""Things, days and numbers that a sentence names otherwise than the log does, and those that it only seems to name."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

SEARCH = (
    "Trial 7 finished with value: 0.0867 and parameters: {'layers': 7, 'width': 96}. Best is trial 7.\n"
    "Trial 9 finished with value: 0.0858 and parameters: {'layers': 8, 'width': 64}. Best is trial 9.\n"
    "Trial 12 finished with value: 0.0862 and parameters: {'layers': 6, 'width': 80}. Best is trial 9.\n"
)
SERVED = "21:42:10 Avg prompt throughput: 1398.6 tokens/s, Avg answer throughput: 254.0 tokens/s\n"
SCORES = "test: f1=0.8657 p=0.8601 r=0.8714 | chemical f1=0.9184 | disease f1=0.8102\n"
CALLED = (
    '{"kind":"done","system":"opus-mt-de","chrf":58.1,"empty":0}\n'
    '{"kind":"done","system":"nllb-base","chrf":56.7,"empty":2}\n'
)
STUDY = "objective: minimise smape, n_trials 40\nTrial 28 finished\nstates: complete 22, pruned 17, fail 1\n"
STARTED = "=== backup.sh === Sun Sep 14 2025 23:30:01 === host a\n"
NIGHT = "[22:10:03] job 1.9 | Sat 2025-11-29\n[02:49:41] done 4h39m41s\n"
CLOSED = "        page: not available 10-14 Nov (renovation)\n"
USED = "iter 19000 loss 1.789 mfu 33.0%\niter 19500 loss 1.787 mfu 12.6%\n"
LATENCY = "stage end conc=32 ttft_p50_ms=1102 ttft_p95_ms=2630\n"
CORPUS = "run_ner --dataset_name germeval_14 --epochs 4\n"
MEDIANS = "median latency s: k3 3.1, k6 4.6, k12 7.2\n"
ISSUE = 'gh.issue_view 73 -> "build broken"\n    body: "same here since Monday, it says"\n'
BENCH = (
    "==== bench rate=2 req/s  prompts=90 ====\noutput tok/s 211.4   TTFT mean 84.2 ms   TPOT mean 17.9 ms\n"
    "==== bench rate=9 req/s  prompts=90 ====\noutput tok/s 781.9   TTFT mean 142.6 ms   TPOT mean 26.3 ms\n"
)
COURSE = (
    "12:41:20.540 [train] step  10000  mel 24.81  kl 1.92  dur 1.71\n"
    "12:41:58.031 [eval]  step  10000  cer 3.84  utmos 2.88\n"
    "13:25:02.918 [train] step  20000  mel 21.77  kl 1.74  dur 1.52\n"
    "13:25:40.466 [eval]  step  20000  cer 6.12  utmos 3.31\n"
)
DROPPED = "INFO filter: 1,246 dropped (language not en), 392 dropped (empty body)\n"
CHECKED = "[audit] 300 pages checked: vendor 0.985 date 0.970 total 0.945 tax_id 0.915\n"
CASES = [
    (BENCH, "At 9 requests per second the mean time per output token was 26.3 ms.", (4,), True),
    (BENCH, "At 9 requests per second the mean time to first token was 26.3 ms.", (4,), False),
    (BENCH, "Time per output token was lowest at 2 requests per second.", (2, 4), True),
    (BENCH, "Time per output token was lowest at 9 requests per second.", (2, 4), False),
    (COURSE, "The character error rate was lowest at step 10,000, the UTMOS highest at 20,000.", (2, 4), True),
    (DROPPED, "The filter dropped 392 letters with an empty body.", (1,), True),
    (DROPPED, "The filter dropped 392 letters because of their language.", (1,), False),
    (CHECKED, "Totals were read with an accuracy of 94.5%.", (1,), True),
    (CHECKED, "Totals were read with an accuracy of 97.0%.", (1,), False),
    (SEARCH, "The best trial used eight layers.", (2,), True),
    (SEARCH, "The best trial used seven layers.", (1,), False),
    (SEARCH, "The best trial used a width of 80.", (2, 3), False),
    (SERVED, "At 21:42 the prompt ran at 1398.6 tokens per second.", (1,), True),
    (SERVED, "At 21:42 the answer ran at 1398.6 tokens per second.", (1,), False),
    (SCORES, "On the test set the model reached a precision of 86.0%.", (1,), True),
    (SCORES, "On the test set the model reached a precision of 87.1%.", (1,), False),
    (SCORES, "Disease mentions came out with an F1 of 81.0%.", (1,), True),
    (SCORES, "Disease mentions were the harder class, with an F1 of 91.8%.", (1,), False),
    (CALLED, "nllb-base returned two empty translations.", (2,), True),
    (CALLED, "opus-mt-de returned two empty translations.", (2,), False),
    (STUDY, "Of 40 trials, 22 were completed and 17 pruned.", (1, 3), True),
    (STARTED, "The backup was started on a Sunday evening.", (1,), True),
    (NIGHT, "The job ran from Saturday night into Sunday morning.", (1, 2), True),
    (CLOSED, "According to its page, it cannot be had on 12 November.", (1,), True),
    (CLOSED, "According to its page, it cannot be had on 16 November.", (1,), False),
    (USED, "Model FLOPs utilisation collapsed from 33% to 12.6%.", (1, 2), True),
    (USED, "Model SLOPs utilisation collapsed from 33% to 12.6%.", (1, 2), False),
    (LATENCY, "With 32 at once, the 95th percentile was 2.63 seconds.", (1,), True),
    (LATENCY, "With 32 at once, the 99th percentile was 2.63 seconds.", (1,), False),
    (CORPUS, "It was trained on GermEval 2014 for four epochs.", (1,), True),
    (CORPUS, "It was trained on GermEval 2017 for four epochs.", (1,), False),
    (MEDIANS, "The k12 setting had a median latency of 7.2 seconds.", (1,), True),
    (MEDIANS, "The k12 setting had a median latency of 4.6 seconds.", (1,), False),
    (MEDIANS, "The k12 setting had a median latency of 7.2 ms.", (1,), False),
    (ISSUE, "The body of issue 73 says that it is the same there.", (2,), True),
    (ISSUE, "The body of issue 75 says that it is the same there.", (2,), False),
]


@pytest.mark.parametrize(("log", "text", "lines", "holds"), CASES)
def test_a_thing_is_known_by_what_the_log_calls_it(
    judge: Callable[..., Verdict], log: str, text: str, lines: tuple[int, ...], holds: bool
) -> None:
    """What a sentence names in its own way is found in the log, and what it mistakes for it is not."""
    verdict = judge(log, text, lines)

    assert verdict.ok is holds, verdict.detail

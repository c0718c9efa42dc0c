"""Where something was so and how much it was: places, counterparts, stretches, bounds, and amounts for each."""

from collections.abc import Callable

import pytest

TRANSLATOR = """\
{"event": "start", "model": "opus-mt-de-en", "dataset": "wmt19", "devices": 4}
{"step": 2000, "train_loss": 2.914, "bleu": 18.4, "gpu_mem_gib": 21.3}
{"step": 4000, "train_loss": 2.533, "bleu": 22.7, "gpu_mem_gib": 21.3}
{"step": 6000, "train_loss": 2.618, "bleu": 21.9, "gpu_mem_gib": 21.4}
{"step": 8000, "train_loss": 2.307, "bleu": 25.1, "gpu_mem_gib": 21.4}
{"event": "eval", "split": "test", "bleu": 24.8, "chrf": 51.2, "baseline_bleu": 20.3}
{"event": "cost", "requests": 3200, "usd": 448.0}
{"event": "end", "elapsed_s": 9930, "peak_mem_gib": 21.4}
"""
LOAD = """\
# load test of tgi, llama-3.1-8b, A100, 2026-03-04
users,req_per_s,tok_per_s,ttft_ms,p95_ms,kv_pct,queued
4,1.1,212,88,1310,7.2,0
16,3.9,744,131,1725,28.4,0
64,9.6,1846,402,3980,97.6,22
128,9.8,1871,2260,8415,99.3,81
# 256 users not tested, two requests timed out at 128
# saved to load/tgi_0304.csv
"""
RECOMMENDER = """\
2026-01-12 08:00:01 INFO recsys: lightgcn dim=64 layers=3 epochs=25 gpus=2
2026-01-12 08:10:44 INFO recsys: epoch=5 loss=0.4412 recall@20=0.1412 ndcg@20=0.0833
2026-01-12 08:21:30 INFO recsys: epoch=10 loss=0.3987 recall@20=0.1601 ndcg@20=0.0951
2026-01-12 08:32:12 INFO recsys: epoch=15 loss=0.3821 recall@20=0.1688 ndcg@20=0.1003
2026-01-12 08:42:58 INFO recsys: epoch=20 loss=0.3766 recall@20=0.1652 ndcg@20=0.0981
2026-01-12 08:53:41 INFO recsys: best epoch 15 saved, baseline item-pop recall@20=0.0871
2026-01-12 08:54:02 INFO recsys: alpaca-eval 41.3 (base 36.8)
2026-01-12 08:54:09 INFO recsys: trials: 50 run, 37 complete, 12 pruned, 1 failed
2026-01-12 08:54:30 INFO recsys: holdout mae 0.318 (default parameters 0.342)
2026-01-12 08:54:40 INFO recsys: peak memory 7.6 GiB, total 54m39s
"""
WALKER = """\
PPO on BipedalWalker, seed 7, started 14:02:00
| timesteps | mean_reward | ep_length | value_loss |
|   250,000 |       -71.3 |       603 |      12.41 |
|   500,000 |        38.9 |       911 |       9.07 |
|   750,000 |       161.2 |      1204 |       6.66 |
note: learning rate halved
| 1,000,000 |       122.4 |      1111 |       7.15 |
| 1,250,000 |       233.8 |      1298 |       5.02 |
evaluation of best (1,250,000): 50 episodes, mean 241.6, sd 33.0, fell 4
evaluation of last (1,500,000): 50 episodes, mean 236.1, sd 41.2, fell 6
ended 16:21:40
"""
MIXED = """\
[I 10:00:00] A new study created in memory with name: xgb-demand
[I 10:02:11] Trial 3 finished with value: 0.7712 and parameters: {'depth': 6}. Best is trial 3 with value: 0.7712.
[I 10:05:43] Trial 11 finished with value: 0.7984 and parameters: {'depth': 9}. Best is trial 11 with value: 0.7984.
[I 10:09:01] Trial 17 finished with value: 0.7940 and parameters: {'depth': 12}. Best is trial 11 with value: 0.7984.
refit on train: test f1 0.7893 (default 0.7551)
smape by fold: f1 12.1  f2 13.8  f3 12.5  f4 17.9
system,params_m,fusion,wer_pct
conformer-s,10.3,no,7.41
conformer-s,10.3,yes,6.88
conformer-l,118.8,no,5.02
conformer-l,118.8,yes,4.77
latency ms (batch 1) fp32=64.2 int8=21.4
clip_04.mp4 61:48 -> 9,120 words, lang=fr
clip_05.mp4 18:20 -> 2,204 words, lang=en
    03-01..03-11 mean 512 per day | 03-12..03-31 mean 118 per day
"""
SERVER = """\
time=09:00:02 level=info msg="bench start" engine=sglang model=qwen2.5-14b gpu=L40S
concurrency=1 tok_s=61.2 ttft_ms=44 gpu_util=31
concurrency=8 tok_s=402.5 ttft_ms=79 gpu_util=74
concurrency=32 tok_s=911.0 ttft_ms=310 gpu_util=96
concurrency=64 tok_s=918.4 ttft_ms=1290 gpu_util=99
level=warn msg="2 of 640 requests timed out" concurrency=64
kernel ms (seq 4096) flash=3.1 sdpa=5.2 eager=18.6
arena-hard base 22.4, dpo 31.7
judge agreement 0.81 (humans 0.79)
cost 18.40 EUR for 4,600 prompts
budget used 2h45m, peak 38.7 GiB
"""
SCALING = """\
{"ts": "2026-04-02T10:00:00Z", "msg": "scan start", "nodes": 2, "files": 812}
{"gpus": 1, "epoch_s": 924, "imgs_per_s": 138, "top1": 0.781}
{"gpus": 4, "epoch_s": 242, "imgs_per_s": 527, "top1": 0.779}
{"gpus": 16, "epoch_s": 71, "imgs_per_s": 1796, "top1": 0.772}
{"gpus": 64, "epoch_s": 29, "imgs_per_s": 4398, "top1": 0.741}
{"window": 1, "mase": 0.91, "crps": 14.2}
{"window": 2, "mase": 0.88, "crps": 13.7}
{"window": 3, "mase": 1.07, "crps": 17.9}
{"msg": "labelled", "clips": 2500, "usd": 375.0, "annotators": 5}
{"msg": "study done", "trials": 60, "complete": 44, "pruned": 15, "failed": 1, "best_trial": 38, "best_value": 0.912}
{"msg": "end", "elapsed_s": 12600, "peak_gb": 17.3}
"""
CASES = [
    (TRANSLATOR, "Between 4,000 and 8,000 steps the BLEU score rose from 22.7 to 25.1.", (3, 5), True),
    (TRANSLATOR, "Between 4,000 and 8,000 steps the BLEU score rose from 25.1 to 22.7.", (3, 5), False),
    (TRANSLATOR, "Between 2,000 and 4,000 steps the BLEU score rose from 18.4 to 21.9.", (2, 3), False),
    (TRANSLATOR, "From step 4,000 to step 6,000 BLEU fell from 22.7 to 21.9.", (3, 4), True),
    (TRANSLATOR, "BLEU fell from 22.7 at step 4,000 to 21.9 at step 6,000.", (3, 4), True),
    (TRANSLATOR, "BLEU fell from 22.7 at step 6,000 to 21.9 at step 4,000.", (3, 4), False),
    (TRANSLATOR, "BLEU dipped at 6,000 steps and then recovered to 25.1.", (3, 4, 5), True),
    (TRANSLATOR, "BLEU dipped at 6,000 steps and then recovered to 22.7.", (3, 4, 5), False),
    (TRANSLATOR, "At step 6,000 the training loss was 2.618.", (4,), True),
    (TRANSLATOR, "At step 4,000 the training loss was 2.618.", (3, 4), False),
    (TRANSLATOR, "On the test set the model reached 24.8 BLEU, compared with 20.3 for the baseline.", (6,), True),
    (TRANSLATOR, "On the test set the model reached 20.3 BLEU, compared with 24.8 for the baseline.", (6,), False),
    (TRANSLATOR, "Each of the 3,200 requests cost 14 cents.", (7,), True),
    (TRANSLATOR, "Each of the 3,200 requests cost 17 cents.", (7,), False),
    (TRANSLATOR, "The 3,200 requests cost 448 dollars, or 14 cents each.", (7,), True),
    (TRANSLATOR, "The 3,200 requests cost 448 dollars, or 11 cents each.", (7,), False),
    (TRANSLATOR, "Training took about two and three quarter hours.", (8,), True),
    (TRANSLATOR, "Training took about three and three quarter hours.", (8,), False),
    (TRANSLATOR, "The run needed no more than 21.4 GiB of GPU memory.", (8,), True),
    (TRANSLATOR, "The run needed no more than 20.4 GiB of GPU memory.", (8,), False),
    (TRANSLATOR, "The run took almost 166 minutes and no more than 21.4 GiB.", (8,), True),
    (TRANSLATOR, "After 2,000 steps the BLEU score was 18.4, after 4,000 it was 22.7.", (2, 3), True),
    (TRANSLATOR, "After 2,000 steps the BLEU score was 22.7, after 4,000 it was 18.4.", (2, 3), False),
    (LOAD, "With 64 users 22 requests were queued and the KV cache was almost full.", (5,), True),
    (LOAD, "With 64 users 81 requests were queued and the KV cache was almost full.", (5,), False),
    (
        LOAD,
        "With 64 users the server generated 1,846 tokens per second, about 8.7 times as many as with 4 users.",
        (3, 5),
        True,
    ),
    (
        LOAD,
        "With 64 users the server generated 1,846 tokens per second, about 7.7 times as many as with 4 users.",
        (3, 5),
        False,
    ),
    (LOAD, "With 4 users the server generated 1,846 tokens per second.", (3, 5), False),
    (LOAD, "The first token took 131 milliseconds with 16 users and 2.26 seconds with 128 users.", (4, 6), True),
    (LOAD, "The first token took 131 milliseconds with 128 users and 2.26 seconds with 16 users.", (4, 6), False),
    (LOAD, "The time to the first token rose from 88 ms at 4 users to 2,260 ms at 128.", (3, 6), True),
    (LOAD, "The time to the first token rose from 88 ms at 16 users to 2,260 ms at 128.", (3, 6), False),
    (LOAD, "At 128 users 81 requests were waiting.", (6,), True),
    (LOAD, "At 128 users 22 requests were waiting.", (6,), False),
    (LOAD, "Going from 64 to 128 users raised the throughput by only 25 tokens per second.", (5, 6), True),
    (LOAD, "Going from 64 to 128 users raised the throughput by only 45 tokens per second.", (5, 6), False),
    (
        LOAD,
        "Between 64 and 128 users the throughput hardly changed, from 1,846 to 1,871 tokens per second.",
        (5, 6),
        True,
    ),
    (LOAD, "With 128 users the p95 latency was 8.4 seconds, compared with 4.0 seconds with 64 users.", (5, 6), True),
    (LOAD, "With 128 users the p95 latency was 4.0 seconds, compared with 8.4 seconds with 64 users.", (5, 6), False),
    (RECOMMENDER, "Between epoch 5 and epoch 15 the recall@20 rose from 0.141 to 0.169.", (2, 4), True),
    (RECOMMENDER, "Between epoch 5 and epoch 10 the recall@20 rose from 0.141 to 0.169.", (2, 4), False),
    (RECOMMENDER, "The best epoch was 7.2 points of recall@20 above the item-pop baseline.", (4, 6), False),
    (RECOMMENDER, "The best epoch was 8.2 points of recall@20 below the item-pop baseline.", (4, 6), False),
    (RECOMMENDER, "LightGCN was trained for 25 epochs and reached an NDCG@20 of 0.1003 at epoch 15.", (4,), True),
    (RECOMMENDER, "LightGCN was trained for 25 epochs and reached an NDCG@20 of 0.1003.", (1, 4), True),
    (RECOMMENDER, "LightGCN was trained for 20 epochs and reached an NDCG@20 of 0.1003.", (1, 4), False),
    (RECOMMENDER, "The AlpacaEval score rose from 36.8 to 41.3.", (7,), True),
    (RECOMMENDER, "The AlpacaEval score rose from 41.3 to 46.8.", (7,), False),
    (RECOMMENDER, "The AlpacaEval score fell from 41.3 to 36.8.", (7,), False),
    (RECOMMENDER, "The AlpacaEval score improved by 4.5 points, from 36.8 to 41.3.", (7,), True),
    (RECOMMENDER, "On AlpacaEval the base model scored 36.8 and the tuned model 41.3.", (7,), True),
    (RECOMMENDER, "On AlpacaEval the base model scored 41.3 and the tuned model 36.8.", (7,), False),
    (
        RECOMMENDER,
        "On the holdout set tuning lowered the MAE from 0.342 to 0.318, a reduction of about 7%.",
        (9,),
        True,
    ),
    (
        RECOMMENDER,
        "On the holdout set tuning lowered the MAE from 0.318 to 0.342, a reduction of about 7%.",
        (9,),
        False,
    ),
    (RECOMMENDER, "On the holdout set tuning raised the MAE from 0.342 to 0.318.", (9,), False),
    (
        RECOMMENDER,
        "On the holdout set tuning lowered the MAE from 0.342 to 0.318, a reduction of about 12%.",
        (9,),
        False,
    ),
    (RECOMMENDER, "Training needed no more than 7.6 GiB and was over in almost 55 minutes.", (10,), True),
    (RECOMMENDER, "Training needed no more than 7.2 GiB of memory.", (10,), False),
    (RECOMMENDER, "Training needed less than 8 GiB of memory.", (10,), True),
    (RECOMMENDER, "Training needed at most 7.6 GiB of memory.", (10,), True),
    (RECOMMENDER, "Training needed less than 7 GiB of memory.", (10,), False),
    (RECOMMENDER, "Training was over in well under an hour.", (10,), True),
    (WALKER, "Between 500,000 and 1,000,000 steps the mean reward dropped from 161.2 to 122.4.", (5, 7), False),
    (WALKER, "The mean reward dipped at one million steps and then recovered to 233.8.", (5, 7, 8), True),
    (WALKER, "The mean reward dipped at 1,000,000 steps and recovered to 233.8 at 1,250,000.", (5, 7, 8), True),
    (WALKER, "The mean reward dipped at 1,250,000 steps and recovered to 233.8 at 1,000,000.", (5, 7, 8), False),
    (WALKER, "In the evaluation the best model was 7.5 points of reward ahead of the last one.", (9, 10), False),
    (
        WALKER,
        "In the evaluation the best model was ahead of the last one, with a mean reward of 241.6 compared with 236.1.",
        (9, 10),
        True,
    ),
    (
        WALKER,
        "In the evaluation the best model fell in 4 of 50 episodes and reached a mean reward of 241.6.",
        (9,),
        True,
    ),
    (WALKER, "In the evaluation the last model fell in 4 of 50 episodes.", (9, 10), False),
    (MIXED, "On the test set tuning raised F1 from 0.7551 to 0.7893.", (5,), True),
    (MIXED, "On the test set tuning raised F1 from 0.7893 to 0.7551.", (5,), False),
    (MIXED, "On the test set tuning lowered F1 from 0.7893 to 0.7551.", (5,), False),
    (MIXED, "In fold 2 the sMAPE was 13.8.", (6,), True),
    (MIXED, "In fold 2 the sMAPE was 12.5.", (6,), False),
    (MIXED, "Fusion lowered the word error rate of every system.", (8, 9, 10, 11), True),
    (MIXED, "Fusion raised the word error rate of every system.", (8, 9, 10, 11), False),
    (MIXED, "With 118.8 million parameters conformer-l is the larger system.", (10,), True),
    (MIXED, "With 118.8 million parameters conformer-s is the larger system.", (10,), False),
    (MIXED, "With 118.8 million parameters conformer-s is small.", (8,), False),
    (MIXED, "Int8 is exactly three times as fast as fp32.", (12,), True),
    (MIXED, "With int8 the latency fell from 64.2 to 21.4 ms.", (12,), True),
    (MIXED, "With int8 the latency rose from 21.4 to 64.2 ms.", (12,), False),
    (MIXED, "Int8 is about twice as fast as fp32.", (12,), False),
    (MIXED, "Fp32 is about three times as fast as int8.", (12,), False),
    (MIXED, "The recording clip_04.mp4 is a French one of almost 62 minutes.", (13,), True),
    (MIXED, "The recording clip_04.mp4 is a French one of almost 72 minutes.", (13,), False),
    (MIXED, "The recording clip_04.mp4 is a good hour long.", (13,), True),
    (MIXED, "The recording clip_04.mp4 is a German one of almost 62 minutes.", (13,), False),
    (MIXED, "From 12 March on the shop received only 118 orders a day, compared with 512 before.", (15,), True),
    (MIXED, "From 10 March on the shop received only 118 orders a day, compared with 512 before.", (15,), False),
    (MIXED, "Until 11 March the shop had 512 orders a day, after that only 118.", (15,), True),
    (TRANSLATOR, "Every request cost 14 cents.", (7,), True),
    (TRANSLATOR, "Every request cost 41 cents.", (7,), False),
    (TRANSLATOR, "One request cost 14 cents on average.", (7,), True),
    (TRANSLATOR, "The evaluation cost 14 cents per request.", (7,), True),
    (RECOMMENDER, "Each of the 25 epochs took 3 minutes.", (1, 10), False),
    (RECOMMENDER, "On AlpacaEval the tuned model was better than the base model.", (7,), True),
    (RECOMMENDER, "On AlpacaEval the tuned model was worse than the base model.", (7,), False),
    (RECOMMENDER, "On the holdout set the tuned model was better than the default one.", (9,), True),
    (RECOMMENDER, "On the holdout set the tuned model was worse than the default one.", (9,), False),
    (RECOMMENDER, "On the holdout set the default parameters were better than the tuned ones.", (9,), False),
    (MIXED, "On the test set the tuned model was better than the default one.", (5,), True),
    (MIXED, "On the test set the tuned model was worse than the default one.", (5,), False),
    (MIXED, "Tuning improved the test F1 by 3.4 points.", (5,), True),
    (MIXED, "Tuning improved the test F1 by 4.4 points.", (5,), False),
    (RECOMMENDER, "LightGCN was trained for 25 epochs.", (1, 4), True),
    (RECOMMENDER, "LightGCN was trained for 20 epochs.", (1, 4), False),
    (
        SERVER,
        "Between 8 and 32 concurrent requests the throughput rose from 402.5 to 911 tokens per second.",
        (3, 4),
        True,
    ),
    (
        SERVER,
        "Between 8 and 32 concurrent requests the throughput rose from 402.5 to 918 tokens per second.",
        (3, 4),
        False,
    ),
    (SERVER, "At a concurrency of 64 the GPU was almost fully used.", (5,), True),
    (
        SERVER,
        "From a concurrency of 32 to one of 64 the throughput hardly changed, from 911.0 to 918.4 tokens per second.",
        (4, 5),
        True,
    ),
    (SERVER, "With 64 concurrent requests the first token took 1.29 seconds.", (5,), True),
    (SERVER, "With 32 concurrent requests the first token took 1.29 seconds.", (4, 5), False),
    (SERVER, "With 64 concurrent requests the throughput was 15 times as high as with one.", (2, 5), True),
    (SERVER, "With 64 concurrent requests the throughput was 25 times as high as with one.", (2, 5), False),
    (SERVER, "At a concurrency of 32 the time to first token was 310 ms and the GPU utilisation 96%.", (4,), True),
    (SERVER, "At a concurrency of 32 the time to first token was 1,290 ms.", (4, 5), False),
    (SERVER, "At a concurrency of 64 two of the 640 requests timed out.", (6,), True),
    (SERVER, "The flash kernel took 3.1 ms, exactly six times less than the eager one.", (7,), True),
    (SERVER, "The flash kernel is about 1.7 times as fast as SDPA.", (7,), True),
    (SERVER, "The flash kernel is about 2.7 times as fast as SDPA.", (7,), False),
    (SERVER, "SDPA is about 1.7 times as fast as the flash kernel.", (7,), False),
    (SERVER, "Eager took 18.6 milliseconds, six times as long as flash.", (7,), True),
    (SERVER, "On Arena-Hard the score rose from 22.4 to 31.7.", (8,), True),
    (SERVER, "On Arena-Hard the score rose from 22.4 to 41.7.", (8,), False),
    (SERVER, "On Arena-Hard the score fell from 31.7 to 22.4.", (8,), False),
    (SERVER, "DPO raised the Arena-Hard score by 9.3 points.", (8,), True),
    (SERVER, "DPO raised the Arena-Hard score by 7.3 points.", (8,), False),
    (SERVER, "On Arena-Hard the base model reached 31.7.", (8,), False),
    (SERVER, "The judge agreed with an agreement of 0.81, compared with 0.79 for humans.", (9,), True),
    (SERVER, "Each of the 4,600 prompts cost 0.4 cents.", (10,), True),
    (SERVER, "Each of the 4,600 prompts cost 4 cents.", (10,), False),
    (SERVER, "The run took two and three quarter hours and at most 38.7 GiB.", (11,), True),
    (SERVER, "The run took three and three quarter hours.", (11,), False),
    (SERVER, "The run needed well under three hours.", (11,), True),
    (SERVER, "The run needed well under two hours.", (11,), False),
    (SERVER, "No more than 39 GiB of memory were needed.", (11,), True),
    (SERVER, "No more than 35 GiB of memory were needed.", (11,), False),
    (SCALING, "On one GPU an epoch took about 15 minutes.", (2,), True),
    (SCALING, "An epoch took 15.4 minutes on one GPU and 29 seconds on 64 GPUs.", (2, 5), True),
    (SCALING, "An epoch took 15.4 minutes on 64 GPUs and 29 seconds on one GPU.", (2, 5), False),
    (SCALING, "An epoch took 15.4 minutes on one GPU and 71 seconds on 64 GPUs.", (2, 4), False),
    (SCALING, "Going from 4 to 16 GPUs cut the epoch time from 242 to 71 seconds.", (3, 4), True),
    (SCALING, "Going from 4 to 16 GPUs cut the epoch time from 242 to 29 seconds.", (3, 4), False),
    (SCALING, "With 64 GPUs the top-1 accuracy was 3.8 points lower than with 4 GPUs.", (3, 5), True),
    (SCALING, "With 64 GPUs the top-1 accuracy was 5.8 points lower than with 4 GPUs.", (3, 5), False),
    (SCALING, "16 GPUs processed 1,796 images per second.", (4,), True),
    (SCALING, "16 GPUs processed 4,398 images per second.", (4, 5), False),
    (SCALING, "On 64 GPUs 4,398 images per second were processed.", (5,), True),
    (SCALING, "On 64 GPUs training was almost 32 times as fast as on one GPU.", (2, 5), True),
    (SCALING, "In window 2 the MASE was 0.88.", (7,), True),
    (SCALING, "In window 2 the MASE was 1.07.", (7, 8), False),
    (SCALING, "The MASE improved in window 2 and rose to 1.07 in window 3.", (6, 7, 8), True),
    (SCALING, "The MASE fell to 0.88 in window 2 and then rose to 1.07.", (6, 7, 8), True),
    (SCALING, "The MASE fell to 0.88 in window 2 and then rose to 0.91.", (6, 7, 8), False),
    (SCALING, "Labelling a clip cost 15 cents.", (9,), True),
    (SCALING, "Each of the 2,500 clips cost 15 cents to label.", (9,), True),
    (SCALING, "Each of the 2,500 clips cost 25 cents to label.", (9,), False),
    (SCALING, "Each annotator labelled 500 clips on average.", (9,), True),
    (SCALING, "Trial 38 of 60 was the best one.", (10,), True),
    (SCALING, "The scan took three and a half hours and needed no more than 17.3 GB.", (11,), True),
    (SCALING, "The scan took two and a half hours.", (11,), False),
    (SCALING, "The scan was over in less than four hours.", (11,), True),
]


@pytest.mark.parametrize(("log", "sentence", "lines", "right"), CASES)
def test_a_number_is_of_the_place_the_thing_and_the_stretch_that_a_sentence_names(
    log: str,
    sentence: str,
    lines: tuple[int, ...],
    right: bool,
    holds: Callable[[str, str, tuple[int, ...], bool], None],
) -> None:
    """It stands only where the cited lines have it so."""
    holds(log, sentence, lines, right)

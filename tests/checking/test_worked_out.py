"""What a sentence works out of the lines that it cites, by their structure: margins, rates, amounts per thing."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

PROMPT = "ERROR request of 9,214 tokens exceeds maximum length 8192\n"
TARGET = "upload: avg=120ms p(99)=912ms\nFAIL upload p(99)<850\n"
BUDGET = "11:02:00 limits | budget: 40 calls, 30 min\n11:28:10 done | 31 of 40 calls, 26 min 10 s\n"
TRAINED = "start 2025-03-02 07:00:00\nend 2025-03-03 02:24:00\n"
PACKED = "14:40:12 packed 812,004 files, 2.5 TiB in 2:44:30\n"
ENDED = '{"t":372.4,"kind":"end","status":"ok"}\n'
BILL = "[sum] pages=4000 readable=3950\n[bill] 9.2M tok, 14.80 USD\n"
SERVED = "server stopped: prompt tokens 2,400,118, answer tokens 600,027\n"
PLAN = "plan: 30000 iters, 0.25M tokens/iter, cosine\n"
TOP = "precision@400 0.710  recall@400 0.310\n"
EPOCHS = (
    "{'eval_loss': 0.21, 'eval_recall': 0.8410, 'eval_f1': 0.8312, 'epoch': 3.0}\n"
    "{'eval_loss': 0.22, 'eval_recall': 0.8370, 'eval_f1': 0.8340, 'epoch': 4.0}\n"
)
CLASSES = "class images mAP50 mAP50-95\n    bolt    200    0.910    0.640\n    nut    200    0.740    0.410\n"
ACCUMULATED = "args: per_device_train_batch_size=8, gradient_accumulation_steps=4\n"
FILTER = "extract: 12,000 new letters since Monday\nfilter: 700 dropped (language), 260 dropped (empty)\n"
SWEEP = "rank,alpha,dropout,loss,peak_mem_gib\n8,16,0.05,0.412,10.4\n128,256,0.05,0.391,13.9\n"
CLIPS = (
    "voice a: dropped 120 clips (too long), 18 clips (empty)\nvoice b: dropped 11 clips (too long), 40 clips (empty)\n"
)
SCENES = "list 300 scenes\nskip 27 scenes: no orbit\nskip 11 scenes: outside\nfetch 262 scenes, 240.6 GB\n"
PLAYED = "eval (50 episodes): 261.4  crashes 3\neval (50 episodes): 268.9  crashes 2\n"
DRAFTS = "[review] 60 drafts: usable as is 31, small edits 14, unusable 15\n"
FILLED = "Out[1]: 212 gaps\nOut[2]: 36 left\n"
GAINS = "  n_stays_before   31872.4\n  way_of_discharge 14220.9\n  length_of_stay    9317.5\n"
SPOKEN = "voice a: RTF 0.031 (GPU), 0.46 (CPU)\n"
MAILS = "tool=classify done=46 billing=17 bug=14 feature=6 spam=9\n"
SEARCHES = "r1 best val .764 @ 163 | test .803\nr4 best val .826 @ 99 | test .881\n"
BLENDED = "tree oof auc      0.78388   (5 folds)\nblend 0.4/0.6     0.78877\n"
WIDTHS = "mel bands 40  dev wer 14.7\nmel bands 80  dev wer 13.1\n"
TALLY = '{"host":"alder","checks":640,"ok":624}\n{"host":"birch","checks":360,"ok":351}\n'
WON = '{"policy":"greedy","solved":61}\n{"policy":"beam","solved":74}\n'
TRIALS = "[I] Trial 3 pruned at epoch 1.\n[I] Trial 6 pruned at epoch 4.\n[I] Trial 9 pruned at epoch 1.\n"
CASES = [
    (TALLY, "On alder, 2.5% of the checks failed.", (1,), True),
    (TALLY, "On alder, 4.5% of the checks failed.", (1,), False),
    (WON, "Beam search solved 13 more than the greedy policy.", (1, 2), True),
    (WON, "Beam search leads the greedy policy by 13 percentage points.", (1, 2), False),
    (TRIALS, "Half of the trials were pruned.", (1, 2, 3), False),
    (WIDTHS, "Using 80 mel bands in place of 40 bought us 1.6 of WER on dev.", (1, 2), True),
    (WIDTHS, "Using 80 mel bands in place of 40 bought us 1.9 of WER on dev.", (1, 2), False),
    (BLENDED, "The blend gains 0.49 points over the tree alone.", (1, 2), True),
    (BLENDED, "The blend gains 0.69 points over the tree alone.", (1, 2), False),
    (CLIPS, "Taken together, 189 clips were dropped.", (1, 2), True),
    (CLIPS, "Taken together, 179 clips were dropped.", (1, 2), False),
    (SCENES, "Of 300 scenes listed, 38 were skipped.", (1, 2, 3, 4), True),
    (SCENES, "Of 300 scenes listed, 48 were skipped.", (1, 2, 3, 4), False),
    (PLAYED, "Five of the 100 episodes ended in a crash.", (1, 2), True),
    (PLAYED, "Eight of the 100 episodes ended in a crash.", (1, 2), False),
    (DRAFTS, "With small edits included, 45 of the 60 drafts were usable.", (1,), True),
    (DRAFTS, "With small edits included, 47 of the 60 drafts were usable.", (1,), False),
    (FILLED, "The filter filled 176 of the 212 gaps.", (1, 2), True),
    (FILLED, "The filter filled 186 of the 212 gaps.", (1, 2), False),
    (GAINS, "Stays before brought more than twice as much gain as any other feature.", (1, 2, 3), True),
    (GAINS, "Stays before brought more than five times as much gain as any other feature.", (1, 2, 3), False),
    (SPOKEN, "On a CPU the voice runs more than twice as fast as real time.", (1,), True),
    (SPOKEN, "On a CPU the voice runs almost four times faster than real time.", (1,), False),
    (MAILS, "Billing and bug mails together made up two thirds of all mails.", (1,), True),
    (MAILS, "Billing and bug mails together made up half of all mails.", (1,), False),
    (SEARCHES, "Run r4 made the test error 0.078 worse.", (1, 2), True),
    (SEARCHES, "Run r4 made the test error 0.062 worse.", (1, 2), False),
    (PROMPT, "One request was about 1,000 tokens longer than the model allows.", (1,), True),
    (PROMPT, "One request was about 1,400 tokens longer than the model allows.", (1,), False),
    (TARGET, "Upload missed its latency target by 62 ms.", (1, 2), True),
    (TARGET, "Upload missed its latency target by 82 ms.", (1, 2), False),
    (BUDGET, "The agent stayed nearly four minutes under its time limit.", (1, 2), True),
    (BUDGET, "The agent stayed nearly seven minutes under its time limit.", (1, 2), False),
    (TRAINED, "It took a little under 19 and a half hours to train.", (1, 2), True),
    (TRAINED, "It took a little under 29 and a half hours to train.", (1, 2), False),
    (PACKED, "Packing took about 165 minutes.", (1,), True),
    (PACKED, "Packing took about 195 minutes.", (1,), False),
    (ENDED, "The session was over in just over six minutes.", (1,), True),
    (ENDED, "The session was over in just over eight minutes.", (1,), False),
    (BILL, "Reading cost about 0.37 US cents per page.", (1, 2), True),
    (BILL, "Reading cost about 0.61 US cents per page.", (1, 2), False),
    (SERVED, "Per answer token the server read about 4.0 prompt tokens.", (1,), True),
    (SERVED, "Per answer token the server read about 5.2 prompt tokens.", (1,), False),
    (PLAN, "At 250,000 tokens per iteration, the plan covers 7.5 billion tokens.", (1,), True),
    (PLAN, "At 250,000 tokens per iteration, the plan covers 9.5 billion tokens.", (1,), False),
    (TOP, "Of the 400 claims ranked highest, 284 were right.", (1,), True),
    (TOP, "Of the 400 claims ranked highest, 310 were right.", (1,), False),
    (EPOCHS, "The last epoch brought less than 0.3 points in F1, and recall even slipped.", (1, 2), True),
    (EPOCHS, "The last epoch brought 0.4 points in F1, and recall even slipped.", (1, 2), False),
    (CLASSES, "In mAP50-95 there are 23 points between bolt and nut.", (2, 3), True),
    (CLASSES, "In mAP50-95 there are 17 points between bolt and nut.", (2, 3), False),
    (ACCUMULATED, "With gradient accumulation, each step saw 32 sentences.", (1,), True),
    (ACCUMULATED, "With gradient accumulation, each step saw 64 sentences.", (1,), False),
    (FILTER, "Eight percent of the new letters were dropped.", (1, 2), True),
    (FILTER, "Ten percent of the new letters were dropped.", (1, 2), False),
    (SWEEP, "Peak memory at rank 128 was 3.5 GiB higher than at rank 8.", (2, 3), True),
    (SWEEP, "Peak memory at rank 128 was 4.5 GiB higher than at rank 8.", (2, 3), False),
]


@pytest.mark.parametrize(("log", "text", "lines", "holds"), CASES)
def test_what_is_worked_out_follows_from_the_cited_lines(
    judge: Callable[..., Verdict], log: str, text: str, lines: tuple[int, ...], holds: bool
) -> None:
    """A number that no line says is kept where the lines give it in the way that the sentence says, and only there."""
    verdict = judge(log, text, lines)

    assert verdict.ok is holds, verdict.detail

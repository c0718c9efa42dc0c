# ruff: noqa: E501 - logs stand here as they are printed
"""How tools say that they are through, or show that they were cut: each log whole, and the same log before its end."""

import pytest

from mlws_writer.facts.model import Outcome
from mlws_writer.tier1_logs.reader import read_bytes

STAMP = "[03/04/2025-10:11:12] [I] "
WORD = {
    "a banner of a benchmark": "&&&& RUNNING Bench.leafexec # leafexec --load=oak.plan\n"
    + f"{STAMP}=== Options ===\n{STAMP}Precision: FP16\n{STAMP}Starting inference\n"
    + f"{STAMP}=== Performance summary ===\n{STAMP}Throughput: 24.5 qps\n&&&& PASSED Bench.leafexec # leafexec --load=oak.plan\n",
    "a job with its exit code": "# leaf-decode final.mdl\n# Started at Tue Mar  4 10:11:12 UTC 2025\nwarming\n"
    "LOG (leaf-decode[5.5]:main():leaf.cc:18) Done 20 leaves, failed for 0\n# Accounting: time=3 threads=1\n"
    "# Ended (code 0) at Tue Mar  4 10:11:15 UTC 2025, elapsed time 3 seconds\n",
    "sizes and the time of all": "[   1/  40] oak.weight - [ 64, 64], type = f16, converting to q4 .. size = 10.0 MiB -> 2.8 MiB\n"
    "[  40/  40] elm.weight - [ 64, 64], type = f16, converting to q4 .. size = 10.0 MiB -> 2.8 MiB\n"
    "quant size  =  212.40 MiB (4.86 BPW)\n\nmain:    total time = 834.16 ms\n",
    "an operation over so many things": "Copying beds/a.csv...\nCopying beds/b.csv...\nOperation completed over 2 objects/1.2 GiB.\n",
    "a sentence that says that it succeeded": "Using garden 2.3\nConverting the bed...\n"
    "The export succeeded and the exported model was saved at: beds\n",
    "what was sent": "sending list\nbeds/a.pt\nbeds/b.pt\n\nsent 2,147,999 bytes  received 57 bytes  107,399.90 bytes/sec\n"
    "total size is 2,147,483  speedup is 1.00\n",
    "tests that passed": "collected 48 items\n\ntests/test_bed.py ......      [ 66%]\ntests/test_leaf.py ...      [100%]\n\n"
    "===== 48 passed, 1 warning in 12.41s =====\n",
    "what to do next": "Running stage 'prune':\nUpdating 'garden.lock'\nTo track the changes, run:\n\n\tgit add garden.lock\n",
    "an engine that was stopped after the scores": "25/11/04 12:00:01 INFO Context: Running version 3.5.0\nArea Under ROC = 0.9912\n25/11/04 12:02:05 INFO Context: Successfully stopped Context\n"
    "25/11/04 12:02:06 INFO Hooks: Shutdown hook called\n25/11/04 12:02:06 INFO Hooks: Deleting directory /tmp/bed-1\n",
    "rates of a benchmark": "Running 30s test @ http://bed:8000/leaf\n  4 threads and 64 connections\n"
    "  46733 requests in 30.05s\nRequests/sec:   1555.17\nTransfer/sec:    412.66KB\n",
    "a table told once": "found 1 device\n| model | size | test |          t/s |\n| ----- | ---: | ---: | -----------: |\n"
    "| oak 8B | 4.5 GiB | pp512 | 4523.18 ± 31.20 |\n| oak 8B | 4.5 GiB | tg128 | 131.44 ± 0.52 |\n\nbuild: 213701b5 (4012)\n",
    "a record that names the best": "".join(
        f'{{"trial_id": {n}, "params": {{"depth": {n + 3}}}, "cv_score": 0.8{n}}}\n' for n in range(4)
    )
    + '{"best_trial_id": 3}\n',
}
CUT_AT = {
    "a banner of a benchmark": "Starting inference",
    "a job with its exit code": "warming",
    "sizes and the time of all": "[   1/",
    "an operation over so many things": "Copying beds/b.csv",
    "a sentence that says that it succeeded": "Converting",
    "what was sent": "beds/b.pt",
    "tests that passed": "[ 66%]",
    "what to do next": "Running stage",
    "an engine that was stopped after the scores": "Running version",
    "rates of a benchmark": "4 threads",
    "a table told once": "found 1 device",
    "a record that names the best": '"trial_id": 2',
}
CUT_SHORT = {
    "a share of all steps": "Finished job 2.\n1 of 5 steps (20%) done\n",
    "one of several tasks": "10:00:03  1 of 14 START sql model beds\n10:00:09  1 of 14 OK created sql model beds ... [OK in 6.01s]\n",
    "a share of a download": "Saving to: 'beds.tar.gz'\n\n     0K .......... ..........  0%  512K 3h20m\n 50000K .......... .......... 50%  11.2M 4m20s\n",
    "a share and the time that is left": "Read 9M words\nProgress:  50.0% words/sec:   81231 lr:  0.050 avg.loss:  3.1123 ETA:   0h 0m12s\n",
    "one of several layers": "Start pruning layer 1/32\nPruning leaf in layer 1/32...\nduration: 1.72\navg loss: 0.3192\n",
    "the first of several runs that was only a test": "Initial test run completed. Starting main benchmark run...\nrate: inf\n",
    "what was only downloaded": "Starting the training job...\nTraining image download completed. Training in progress..\n",
    "a fold of a search": "Fitting 5 folds for each of 12 candidates, totalling 60 fits\n"
    + "".join(f"[CV {n}/5] END depth=4;, score=0.87{n} total time=   0.4s\n" for n in range(1, 4)),
    "a trial that succeeded": "Start manager\n"
    + "".join(f"10:00:0{n} Trial job x{n} status changed from RUNNING to SUCCEEDED\n" for n in range(1, 4)),
    "results that are gathered": "+ Fold1: leaves= 2\n- Fold1: leaves= 2\nAggregating results\n",
    "what was only created": "=== Created directory /tmp/bed for downloading files ===\n=== Running command 'python fit.py --alpha 0.4' in run with ID 'a' ===\n",
    "a table of epochs": "E    #       LOSS TREE  SCORE\n---  ------  ---------  ------\n  0       0     512.31    0.00\n  1     200   12312.41    0.81\n  2     400    1312.41    0.84\n",
    "a bar of one of many rounds": "".join(
        f"  {n}/99  3.1G  0.0{n}: 100%|####| 14/14 [00:05<00:00,  2.36it/s]\n" for n in range(10, 30)
    ),
    "time that is left": "".join(
        f"{n}:\ttest: 44.1{n}\tbest: 44.1{n} ({n})\ttotal: {n}.75s\tremaining: {99 - n}.7s\n" for n in range(10, 40, 5)
    ),
    "what was begun after something was done": "{'train_runtime': 9.34, 'train_loss': 1.52, 'epoch': 1.0}\nadapter saved\nTraining adapter2\n",
    "a first epoch": "Trainable parameters = 41,943 (0.52% trained)\n{'loss': 1.8231, 'grad_norm': 1.21, 'epoch': 0.01}\n",
    "a speed that is no measure": "perplexity: calculating perplexity over 642 chunks\nperplexity: 1.02 seconds per pass - ETA 2.73 minutes\n[1]4.1236,[2]4.6321,\n",
    "a target whose name ends like a request": "INFO: Analyzed target //serving:model_server (312 packages loaded)\n[512 / 4,102] Compiling beds.cc; 31s local\n",
}
FAILED = {
    "a banner": "&&&& RUNNING Bench.leafexec\n[03/04/2025-10:11:12] [I] reading\n&&&& FAILED Bench.leafexec\n",
    "an exit code": "LOG reading\nERROR (leaf-train[5.5]:Read():io.cc:756) Error opening input stream beds.ark\n\n[ Stack-Trace: ]\n"
    "leaf-train(Logger::Log() const+0xb42) [0x55]\n\nleaf::FatalError\n# Accounting: time=3 threads=1\n# Ended (code 255) at Tue Mar  4 10:11:15 UTC 2025\n",
    "a sentence on why it ends": "Error in rule train:\n    jobid: 2\nShutting down, this might take some time.\n"
    "Exiting because a job execution failed. Look above for error message\nComplete log: .log/1.log\n",
    "a count of errors": "10:00:31  Finished running 14 models in 29.41 seconds (29.41s).\n10:00:31  Completed with 1 error and 0 warnings:\n"
    "10:00:31    relation beds does not exist\n10:00:31  Done. PASS=13 WARN=0 ERROR=1 SKIP=0 TOTAL=14\n",
    "a code in brackets": "sending list\nbeds/a.pt\nsync error: error in socket IO (code 10) at io.c(848)\n",
    "a traceback that was cut before its exception": "epoch 1 loss 0.9\nepoch 2 loss 0.8\nTraceback (most recent call last):\n"
    '  File "fit.py", line 31, in <module>\n    main()\n  File "fit.py", line 12, in main\n    return plant(seeds)\n',
}


@pytest.mark.parametrize("what", WORD)
def test_a_tool_that_came_to_its_end_says_so_without_the_word(what: str) -> None:
    """The log is of work that was completed; the same log, cut before its end, is not."""
    log = WORD[what]
    cut = log[: log.index("\n", log.index(CUT_AT[what])) + 1]

    assert read_bytes(log.encode(), name="run.log").outcome is Outcome.COMPLETED
    assert read_bytes(cut.encode(), name="run.log").outcome in (Outcome.UNKNOWN, Outcome.INTERRUPTED)


@pytest.mark.parametrize("what", CUT_SHORT)
def test_work_that_is_counted_and_not_through_is_not_completed(what: str) -> None:
    """A log that stops where more was to come is of no completed work, whatever it measured so far."""
    outcome = read_bytes(CUT_SHORT[what].encode(), name="run.log").outcome

    assert outcome in (Outcome.UNKNOWN, Outcome.INTERRUPTED)


@pytest.mark.parametrize("what", FAILED)
def test_a_tool_that_failed_says_so_in_its_own_way(what: str) -> None:
    """A code, a count of errors, a sentence or an unfinished traceback tells of a failure."""
    assert read_bytes(FAILED[what].encode(), name="run.log").outcome is Outcome.FAILED


def test_what_all_of_a_tally_came_to_is_a_result_not_a_share() -> None:
    """`22 of 24 runs written` says what came out; nothing more was to come."""
    log = "writing runs\nwriting more runs\n22 of 24 runs written\n"

    assert read_bytes(log.encode(), name="run.log").outcome is not Outcome.INTERRUPTED

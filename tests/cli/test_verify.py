"""`mlws verify --log LOG --claims FILE`."""

import json
from pathlib import Path
from typing import Any

LOG = """2024-10-19 14:00:00 - INFO - Model: llama3.1:8b
2024-10-19 14:40:00 - INFO - Accuracy: 87.3%, F1: 0.852
2024-10-19 14:40:01 - INFO - Outcome: completed
"""


def test_each_claim_gets_a_verdict_and_one_unsupported_is_exit_1(mlws: Any, tmp_path: Path):
    """A line each, in the order of the file."""
    log, claims = tmp_path / "run.log", tmp_path / "claims.jsonl"
    log.write_text(LOG)
    said = ["llama3.1:8b reached an accuracy of 87.3%.", "The accuracy was 91.2%."]
    claims.write_text("".join(json.dumps({"id": n, "text": t, "lines": [2]}) + "\n" for n, t in enumerate(said)))

    answer = mlws("verify", "--log", str(log), "--claims", str(claims), "--json")

    verdicts = [json.loads(line) for line in answer.out.splitlines()]
    assert [(v["id"], v["verdict"]) for v in verdicts] == [(0, "supported"), (1, "unsupported")]
    assert verdicts[1]["reason"]
    assert answer.code == 1


def test_a_line_that_is_no_claim_is_exit_3_and_says_which(mlws: Any, tmp_path: Path):
    """So that it can be mended."""
    log, claims = tmp_path / "run.log", tmp_path / "claims.jsonl"
    log.write_text(LOG)
    claims.write_text('{"id": 1, "text": "fine"}\nnonsense\n')

    answer = mlws("verify", "--log", str(log), "--claims", str(claims))

    assert answer.code == 3
    assert "line 2 is no claim" in answer.err

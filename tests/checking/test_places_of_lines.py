"""What the lines of a log stand in: headers, headings, attempts, days; and whose value a number is by that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.checking.log_claims import Claim, verify_claims
from mlws_writer.checking.reading.layout import settings
from mlws_writer.facts.model import LogReading

TABLE = """\
bench of 2026-04-02
variant    size_mb   prompt_tok/s   gen_tok/s   ppl
q8         7300      2150           48.2        5.31
q5         4900      2040           64.9        5.34
q4         4150      2130           73.5        5.41
chosen for serving: q4
"""
SIDE_BY_SIDE = """\
dataset: intents                      dataset: topics
  model         acc     macro_f1      model         acc     macro_f1
  tinyfit       0.871   0.866         tinyfit       0.842   0.801
  bigfit        0.902   0.899         bigfit        0.873   0.838
"""
MARKDOWN = """\
## Similarity (Spearman)
| model  | news   | forum  |
|--------|--------|--------|
| abel   | 0.7421 | 0.8578 |
| bruno  | 0.7352 | 0.8403 |
"""
CSV = """\
method,share,acc_before,acc_after
gentle,0.50,0.9571,0.9641
gentle,0.90,0.3016,0.9479
rough,0.50,0.4317,0.9402
"""
SYSTEMS = """\
systems
  id   name             params
  A    conformer-small  30.5 M
  B    listener-large   809 M

==== WER % ====
  subset      A       B
  clean       6.84    4.91
  noisy       15.20   11.38
"""
ATTEMPTS = """\
2026-03-01 08:00:10 try - attempt 1 lr=0.1 data=/data/leaves_v1
2026-03-01 08:09:10 try - epoch 1 val_acc 0.61
2026-03-01 08:09:30 try - attempt 1 failed: loss is NaN
2026-03-01 08:20:00 try - attempt 2 lr=0.01 data=/data/leaves_v2
2026-03-01 08:29:00 try - epoch 1 val_acc 0.72
2026-03-01 08:38:00 try - epoch 2 val_acc 0.79
2026-03-01 08:38:20 try - attempt 2 finished
"""
SECTIONS = """\
10:00:00 al: strategy=entropy pool=20,000
10:05:00 al: labelled 200 f1=0.51
10:15:00 al: labelled 800 f1=0.74
10:20:00 al: --- control: random sampling ---
10:25:00 al: labelled 200 f1=0.51
10:35:00 al: labelled 800 f1=0.68
"""
ROUNDS = """\
[ROUND 5]
   eval: kappa 0.604 acc 0.66
[ROUND 6]
   eval: kappa 0.618 acc 0.67
"""


def _verdict(log: str, text: str, lines: tuple[int, ...]) -> bool:
    raw = log.encode()
    (verdict,) = verify_claims(LogReading("a.log", len(raw), 1, "utf-8", "", "", ()), raw, [Claim(1, text, lines)])
    return verdict.ok


@pytest.mark.parametrize(
    ("log", "text", "lines", "holds"),
    [
        (TABLE, "q5 generates 64.9 tokens per second.", (4,), True),
        (TABLE, "q5 processes prompts at 64.9 tokens per second.", (4,), False),
        (TABLE, "q5 has a perplexity of 5.41.", (4, 5), False),
        (TABLE, "Prompt processing was faster with q4 than with q5.", (4, 5), True),
        (TABLE, "Prompt processing was faster with q5 than with q4.", (4, 5), False),
        (TABLE, "q8 had the lowest perplexity.", (3, 4, 5), True),
        (TABLE, "q4 had the lowest perplexity.", (3, 4, 5), False),
        (TABLE, "q4 was chosen for serving.", (6,), True),
        (TABLE, "q5 was chosen for serving.", (6,), False),
        (TABLE, "Perplexity rose from 5.31 with q8 to 5.41 with q4.", (3, 5), True),
        (SIDE_BY_SIDE, "tinyfit reached an accuracy of 87.1% on intents.", (3,), True),
        (SIDE_BY_SIDE, "tinyfit reached an accuracy of 87.1% on topics.", (3,), False),
        (SIDE_BY_SIDE, "bigfit was the most accurate model on topics.", (3, 4), True),
        (SIDE_BY_SIDE, "tinyfit was the most accurate model on topics.", (3, 4), False),
        (MARKDOWN, "On forum, bruno reached 0.840.", (5,), True),
        (MARKDOWN, "On news, bruno reached 0.840.", (5,), False),
        (CSV, "Gentle pruning at a share of 90% ended at an accuracy of 94.8%.", (3,), True),
        (CSV, "Gentle pruning at a share of 50% ended at an accuracy of 94.8%.", (2, 3), False),
        (CSV, "Rough pruning at a share of 50% ended at 96.4% accuracy.", (2, 4), False),
        (SYSTEMS, "On the noisy subset, Listener's WER was 11.38%.", (9,), True),
        (SYSTEMS, "On the noisy subset, Listener's WER was 15.2%.", (9,), False),
        (SYSTEMS, "On the clean subset, B is 1.93 points ahead of A.", (8,), True),
        (ATTEMPTS, "The second attempt reached a validation accuracy of 79%.", (4, 6), True),
        (ATTEMPTS, "The first attempt reached a validation accuracy of 79%.", (1, 6), False),
        (ATTEMPTS, "The second attempt was trained on leaves_v2.", (4,), True),
        (ATTEMPTS, "The second attempt was trained on leaves_v1.", (4,), False),
        (ATTEMPTS, "The second attempt took about 18 minutes.", (4, 7), True),
        (SECTIONS, "Random sampling with 800 labels reached an F1 of 0.68.", (6,), True),
        (SECTIONS, "Random sampling with 800 labels reached an F1 of 0.74.", (3,), False),
        (ROUNDS, "In round 6 kappa was 0.618.", (4,), True),
        (ROUNDS, "In round 5 kappa was 0.618.", (2, 4), False),
    ],
)
def test_a_value_is_of_what_it_stands_in(log: str, text: str, lines: tuple[int, ...], holds: bool) -> None:
    """Columns, rows, blocks and attempts say whose a number is, though its own line may not."""
    assert _verdict(log, text, lines) is holds


def test_a_rule_below_a_header_does_not_part_it_from_its_rows() -> None:
    """Markdown and boxed tables have one."""
    assert [setting.column(11) for setting in settings(MARKDOWN.split("\n"))][3:5] == [("news", "")] * 2


def test_a_line_of_pairs_is_no_header() -> None:
    """What has names and values of its own names nothing below it."""
    lines = ["{'loss': 0.41, 'epoch': 1.0}", "{'loss': 0.33, 'epoch': 2.0}"]

    assert [setting.columns for setting in settings(lines)] == [(), ()]


def test_a_clock_without_a_date_is_of_the_last_date_and_past_midnight_of_the_next() -> None:
    """Only stamps count; a duration late in a line does not turn the day."""
    lines = ["2026-04-25 23:50:00 begin", "23:59:00 on, eta 01:00:00", "00:10:00 on"]
    days = [setting.day for setting in settings(lines)]

    assert [day - days[0] for day in days] == [0, 0, 1]


@given(st.lists(st.text(max_size=60), max_size=30))
def test_any_lines_have_their_places(lines: list[str]) -> None:
    """Each line gets one setting, whatever stands in it."""
    assert len(list(settings(lines))) == len(lines)

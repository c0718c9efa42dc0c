"""What is said to have been done without a figure: most of its words stand in the lines that it rests on."""

from collections.abc import Callable

import pytest

from mlws_writer.checking.verdict import Verdict

LOG = """\
2026-02-03 08:00:01 transcripts by whisper-small, 412 clips of the harbour radio
2026-02-03 08:12:44 vad: 31 clips without speech left out
2026-02-03 08:40:10 clip 77 could not be decoded, ffmpeg exit 1
2026-02-03 09:02:30 epoch 4 wer 0.214
2026-02-03 09:30:02 epoch 5 wer 0.209
2026-02-03 09:31:00 slurmstepd: CANCELLED DUE TO PREEMPTION
2026-02-03 11:20:41 resume from ckpt/ep05.pt on node b12
2026-02-03 12:02:19 demo page written to site/index.html
2026-02-03 12:03:00 config: width 64, dropout 0.2, class_weight 4.0
2026-02-03 12:05:10 tokenizer cache: stale, rebuilding
2026-02-03 12:07:33 git push -> 403 protected branch
2026-02-03 12:08:00 owner: publish on Monday, ask Lena first
"""


@pytest.mark.parametrize(
    ("sentence", "lines"),
    [
        ("The transcripts were proofread by hand before the training.", (1,)),
        ("A linguist checked the transcripts against the tapes.", (1,)),
        ("The harbour master was phoned when the job was preempted.", (6, 7)),
        ("Before the restart the learning rate schedule was replaced.", (6, 7)),
        ("After epoch 4 training was paused and continued on another machine.", (4, 5)),
        ("The dropout was increased after the first epoch.", (9,)),
        ("Along the way the agent also cleaned the data loader.", (10,)),
        ("The demo page was shown to the pilots in the evening.", (8,)),
        ("Clip 77 was recorded again by the coast guard.", (3,)),
        ("Noisy clips were moved into a training set of their own.", (2,)),
        ("Before publishing, the agent attached a licence to the page.", (8,)),
    ],
)
def test_what_no_line_tells_of_was_not_done(
    judge: Callable[..., Verdict], sentence: str, lines: tuple[int, ...]
) -> None:
    """The things are known; what was done to them, by whom and how, somebody made up."""
    assert judge(LOG, sentence, lines).ok is False


@pytest.mark.parametrize(
    ("sentence", "lines"),
    [
        ("The clips of the harbour radio were transcribed by whisper-small.", (1,)),
        ("Clips without speech were dropped.", (2,)),
        ("Clips without speech were thrown out.", (2,)),
        ("Decoding of clip 77 was aborted.", (3,)),
        ("Training was interrupted by preemption.", (6,)),
        ("Training was taken up again from the checkpoint of epoch 5.", (7,)),
        ("After the preemption the run was continued on b12.", (6, 7)),
        ("The demo page was saved to site/index.html.", (8,)),
        ("Because it was stale, the tokenizer cache was rebuilt.", (10,)),
        ("The push was refused because the branch is protected.", (11,)),
        ("The owner decided to publish on Monday.", (12,)),
        ("The class weight was set to four.", (9,)),
    ],
)
def test_what_a_line_tells_in_words_of_its_own_was_done(
    judge: Callable[..., Verdict], sentence: str, lines: tuple[int, ...]
) -> None:
    """Dropped for left out, taken up again for resumed, refused for 403: a deed has many words."""
    verdict = judge(LOG, sentence, lines)

    assert verdict.ok, verdict


@pytest.mark.parametrize("sentence", ["A language model lowered the error.", "Only a few clips were sorted out by it."])
def test_how_much_and_which_way_is_left_to_other_checks(judge: Callable[..., Verdict], sentence: str) -> None:
    """A sentence of amounts and ways is judged by values, not by its words."""
    assert "no cited line tells" not in judge(LOG, sentence, (2,)).detail

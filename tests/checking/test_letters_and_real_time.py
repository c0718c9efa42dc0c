"""Letters for names, real-time factors, columns of one measure and who is any user, against a made-up log."""

from collections.abc import Callable

import pytest

LOG = """\
agent A: swift-8b + tools    agent B: heron-3.3-8b + tools
tokens per ticket: A 9,840  B 7,415
policy violations: A 7 (5x refund), B 3 (3x identity)
real-time factor 0.0061 on 1x A4000
audio 7:29:54 processed in 41 min 05 s
Epoch 20/40: 40/97 [00:24<00:33, loss=0.116]^C
KeyboardInterrupt -- saving last.pth
12,480 customers, churned within 90 days 8.15%
Stopped early: no improvement in 15 epochs. 52 epochs completed in 3.4 hours.
seed 7: process killed by SIGTERM at t=63,000, restarted ok
note: 1,140 trials removed, audio no longer available
trial 5 failed: MemoryError: cannot allocate 11.2 GB
{"act":"open","url":"https://shop.example/nvme","status":200,"items":14}
{"act":"filter","field":"warranty","items":9}
Chosen for deployment: otter; finch rejected because it is over the limit
step 5 report: ok, written to reports/a.html, 18 pages

system | WER clean % | WER noisy % | status
tiny   |  9.8        |  24.0       | ok
base   |  7.4        |  18.5       | ok
large  |  4.1        |  11.2       | ok
ctc    |  5.6        |  15.9       | ok
"""
TABLE = (18, 19, 20, 21, 22)


@pytest.mark.parametrize(
    ("text", "lines", "stands"),
    [
        ("Per ticket Heron used about a quarter fewer tokens than Swift.", (2,), True),
        ("Per ticket Swift used about a quarter fewer tokens than Heron.", (2,), False),
        ("Swift broke the policy more than twice as often as Heron.", (3,), True),
        ("At this real-time factor an hour of speech takes about 22 seconds.", (4,), True),
        ("At this real-time factor an hour of speech takes about 32 seconds.", (4,), False),
        ("The audio was processed about eleven times faster than real time.", (5,), True),
        ("The audio was processed about fifteen times faster than real time.", (5,), False),
        ("The user broke training off in epoch 20.", (6, 7), True),
        ("About one customer in twelve had left within ninety days.", (8,), True),
        ("Training was cut short by early stopping after epoch 52.", (9,), True),
        ("One seed had to be started again after its process had been killed.", (10,), True),
        ("A little more than a thousand trials had to be removed as their audio had disappeared.", (11,), True),
        ("Trial 5 broke off because it could not allocate 11.2 GB.", (12,), True),
        ("The warranty filter removed five of the fourteen drives.", (13, 14), True),
        ("Otter was picked for deployment.", (15,), True),
        ("The report is 18 pages long.", (16,), True),
        ("The report is 81 pages long.", (16,), False),
        ("Two systems have a clean WER below 6%.", TABLE, True),
        ("Only one system has a clean WER below 6%.", TABLE, False),
        ("Only one system has a noisy WER below 12%.", TABLE, True),
        ("Every system stays below 25% WER on noisy speech.", TABLE, True),
        ("Every system stays below 20% WER on noisy speech.", TABLE, False),
    ],
)
def test_a_sentence_stands_or_falls(
    holds: Callable[[str, str, tuple[int, ...], bool], None], text: str, lines: tuple[int, ...], stands: bool
) -> None:
    """As the lines have it."""
    holds(LOG, text, lines, stands)

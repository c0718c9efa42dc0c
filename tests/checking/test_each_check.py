"""Each check alone: a falsehood that it refuses and that none of the others would."""

from collections.abc import Callable
from datetime import datetime

import pytest

from mlws_writer.checking import check as checks
from mlws_writer.facts.model import Citation, Fact, FactKind


def _fact(kind: FactKind, name: str, value: str, line: int = 1, run: str = "a", **more: object) -> Fact:
    return Fact(f"{run}{name}{line}", run, kind, name, value, Citation(f"{run}.log", line), **more)  # type: ignore[arg-type]


def _metric(name: str, value: str, line: int = 1, run: str = "a", **more: object) -> Fact:
    return _fact(FactKind.METRIC, name, value, line, run, **more)


def _note(text: str, line: int = 1, run: str = "a", **more: object) -> Fact:
    return _fact(FactKind.NOTE, "note", text, line, run, text=f"note: {text}", **more)


def _event(text: str, line: int = 1, run: str = "a", **more: object) -> Fact:
    return _fact(FactKind.EVENT, "event", text, line, run, text=text, **more)


def _model(name: str, line: int = 1, run: str = "a") -> Fact:
    return _fact(FactKind.MODEL, "model", name, line, run)


def _setting(name: str, value: str, line: int = 1, run: str = "a") -> Fact:
    return _fact(FactKind.SETTING, name, value, line, run)


FALSE: dict[str, tuple[str, tuple[Fact, ...]]] = {
    "unreal": (
        "The stale shards were purged.",
        (_event("stale shards should be purged"),),
    ),
    "lacking": ("No seed was set.", (_setting("seed", "77"),)),
    "for_good": (
        "Nobody picked up the job.",
        (_event("disk quota exceeded at shard 4"), _event("all 6 shards present, written", 2)),
    ),
    "as_large_as": (
        "The wren model is three times as large as the robin model.",
        (_event("the voice robin has mb=60.5 rtf=0.10"), _event("the voice wren has mb=110.2 rtf=0.31", 2)),
    ),
    "another_term": ("The model was a transformer.", (_event("model=mobilenet_v3 on 2 cards"),)),
    "line_of_another": (
        "The ferret build needs 610 ms per image.",
        (
            _event("- [x] otter int8 (200 calib images): 3.3 MB, 610 ms/img, mAP50 0.688"),
            _event("- [x] ferret fp16: 6.1 MB, 890 ms/img, mAP50 0.712", 2),
        ),
    ),
    "whole_course": ("All twenty epochs were run.", (_event("epoch 6/20 val_acc=0.81"),)),
    "shares_of_all": (
        "All of the tinyorm issues were solved.",
        (_event("solved: pydots 4/4, tinyorm 2/4, mdlint 2/2"),),
    ),
    "told_as": ("Tesseract was used as the OCR engine.", (_event("ocr: 4341 files, engine=surya"),)),
    "of_two_in_turn": (
        "The first test run ended with two failures.",
        (_event("tests: 61 passed, 5 failed"), _event("tests: 64 passed, 2 failed", 2)),
    ),
    "amounts_compared": (
        "Validation images outnumbered training images.",
        (_event("data: 8000 training images, 2000 validation images"),),
    ),
    "one_of_a_list": ("Batch size was one of the settings varied.", (_event("settings varied: lr, hidden, dropout"),)),
    "machines": ("Training ran on a single GPU.", (_event("host heron, 2x RTX 4090"),)),
    "denied": (
        "The loss did not fall.",
        (_metric("loss", "0.9", line=1), _metric("loss", "0.4", line=2)),
    ),
    "sequence": (
        "The report was written before the crash.",
        (_event("worker crashed", line=1), _event("report written", line=2)),
    ),
    "sameness": (
        "Both folds had the same F1.",
        (_metric("f1", "0.81", line=1), _metric("f1", "0.84", line=2)),
    ),
    "bounded": (
        "Recall was below 0.7.",
        (_metric("recall", "0.72"),),
    ),
    "settings_changed": (
        "The batch size was doubled for the retry.",
        (_event("retry with batch_size=16 (was 32)"),),
    ),
    "of_all_or_none": ("None of the lifts failed.", (_event("lifts: 26 ok, 4 failed"),)),
    "holders": (
        "The front camera runs on lumen-s.",
        (_event("front uses opal-m, rear uses lumen-s"),),
    ),
    "former_rival": (
        "The backup was quicker than in the last job.",
        (_event("backup done in 84 s"),),
    ),
    "helped": (
        "The second stage did not help.",
        (_metric("accuracy", "0.71", line=1), _metric("accuracy", "0.78", line=2)),
    ),
    "shared_out": (
        "57% of the 14 parcels were damaged.",
        (_event("14 parcels scanned: intact 8, damaged 2, open 4"),),
    ),
    "other_kind": (
        "Nine letters were filed as complaints.",
        (_event("sorted: invoice 9, complaint 7, order 6"),),
    ),
    "other_field": (
        "The sensor flow_4 showed the largest error.",
        (_event('{"largest_error": ["bearing_2", "vib_x"], "dead": ["flow_4"]}'),),
    ),
    "other_column": (
        "The mean latency was 58 ms.",
        (_event("clients 16: p50_ms 58, avg_ms 133, errors 7"),),
    ),
    "names_known": ("gemma2:27b was tried on the letters.", (_note("tried it on the letters"),)),
    "rivals": ("The parser was rewritten with phi3:14b.", (_event("rewrote the parser with gemma2:27b"),)),
    "comparison": ("The result is significantly higher.", (_note("the result is higher"),)),
    "licence": ("The customers were told of the result.", (_note("somebody was told of the result"),)),
    "untainted": (
        "The transfer is approved.",
        (_fact(FactKind.INTERACTION, "output", "The transfer is approved.", tainted=True), _event("step 4 of 9", 2)),
    ),
    "cause": (
        "The loss was 0.41 because the batches were shuffled.",
        (_metric("loss", "0.41"), _setting("shuffled batches", "yes", 2)),
    ),
    "events": ("The weights w41 were uploaded.", (_event("weights w41 written to out/w.bin, 3 shards"),)),
    "untold": ("The maps were corrected by hand.", (_event("maps by tiler 2"),)),
    "nothing_done": ("The letters have been sent.", (_event("letters: 12 drafted, 0 sent"),)),
    "retold": ("The agent deleted the cache.", (_event("delete cache: blocked"),)),
    "outcome": ("The run was completed.", (_fact(FactKind.OUTCOME, "outcome", "interrupted: disk quota"),)),
    "fate": ("Trial 2 was completed.", (_event("Trial 2 pruned."),)),
    "every_one": (
        "All three boards were flashed.",
        (_event("flash pico ok"), _event("flash nano: device offline", 2), _event("flash ibex ok", 3)),
    ),
    "by_a_deed": (
        "Leaving out the mirroring made the segmentation better.",
        (_event("all of it: dice 0.879 at the end"), _event("the same without mirroring: dice 0.861 at the end", 2)),
    ),
    "outdone": (
        "Ulm has the lowest error rate.",
        (_event("stage=dialects wer_ulm=14.1 wer_linz=12.3 wer_brig=25.0"),),
    ),
    "the_reverse": (
        "pod-k7 was the first pod to run out of memory.",
        (_event("pod-k4 ran out of memory"), _event("pod-k7 ran out of memory", 2)),
    ),
    "deeds_apart": (
        "The attic was already booked.",
        (_event("attic: free that day"), _event("cellar: booked that day", 2)),
    ),
    "attempts": (
        "Even with the smaller batch it diverged again.",
        (_event("batch 64: loss is nan, diverged"), _event("batch 32: went through smoothly", 2)),
    ),
    "unable": ("Nobody was able to build the engine.", (_event("engine built in 41 s"),)),
    "opposite": ("The lock was released.", (_event("lock held by a worker"),)),
    "doer": (
        "Mirela fixed the loader.",
        (_event("note[Tobias]: fixed the loader"),),
    ),
    "on_a_level": (
        "Ulm did as well as Linz.",
        (
            _metric("accuracy", "0.70", text="model=Ulm accuracy=0.70"),
            _metric("accuracy", "0.81", 2, text="model=Linz accuracy=0.81"),
        ),
    ),
    "of_its_items": (
        "Ulm got most of its questions right.",
        (_metric("accuracy", "0.31", text="model=Ulm accuracy=0.31"),),
    ),
    "not_that": ("The fault came from the server.", (_event("fault: came from the proxy, not from the server"),)),
    "device": ("The latency was measured on a laptop.", (_event("latency: device=Jetson Orin, batch 1"),)),
    "contrary": ("Ines lowered the contrast.", (_event("Ines: too dark, raised the contrast"),)),
    "denied_deed": ("The alert was not raised.", (_event("drift 0.4, alert raised"),)),
    "disposed": ("The column customer was removed.", (_event("column cst renamed to customer"),)),
    "part_ended": ("Most of the probes passed.", (_event("probes: 5/12 pass"),)),
    "none_there": ("The sweep ran on a GPU.", (_event("sweep on 16 cores, no GPU"),)),
    "slotted": ("The port was corrected in the Makefile.", (_event("edit pipeline.yaml: port corrected"),)),
    "fell_short": (
        "The target BLEU of 30 was missed.",
        (_event("all runs have the target bleu 30"), _metric("bleu", "30.4", 2)),
    ),
    "state": ("The backbone was trained along.", (_event("network: backbone frozen, head trainable"),)),
    "given_up": (
        "Tile 17 was passed over.",
        (_event("tile 17: no overlap"), _event("tile 17 stitched by hand", 2)),
    ),
    "brought_about": ("The run was stopped by the scheduler.", (_event("stopped by user (KeyboardInterrupt)"),)),
    "lasting": (
        "The training ran without interruption.",
        (_event("SIGTERM, shutting down"), _event("epoch 9 val_acc 0.81", 2)),
    ),
    "time_of_day": ("It was started in the evening.", (_event("started", time=datetime(2025, 5, 6, 9, 30)),)),
    "superlative": (
        "gemma2:2b had the highest recall.",
        (
            _model("gemma2:2b"),
            _metric("recall", "0.61", 2),
            _model("phi3:mini", 1, "b"),
            _metric("recall", "0.72", 2, "b"),
        ),
    ),
    "own_extreme": (
        "The loss came to 0.52, its lowest.",
        (_metric("loss", "0.47", 4, step="epoch 2"), _metric("loss", "0.52", 5, step="epoch 3")),
    ),
    "comparative": (
        "gemma2:2b had a higher recall than phi3:mini.",
        (
            _model("gemma2:2b"),
            _metric("recall", "0.61", 2),
            _model("phi3:mini", 1, "b"),
            _metric("recall", "0.72", 2, "b"),
        ),
    ),
    "against": (
        "The cached reader is faster, at 4.1 s against 2.6 s.",
        (_metric("latency", "4.1 s", text="cached reader: latency 4.1 s"), _metric("latency", "2.6 s", 2, "b")),
    ),
    "setting": (
        "With 6 beams BLEU was 31.4, lower than with 2.",
        (
            _setting("beams", "2"),
            _metric("BLEU", "29.8", 2),
            _setting("beams", "6", 1, "b"),
            _metric("BLEU", "31.4", 2, "b"),
        ),
    ),
    "made": (
        "Distilling it left the tagger more accurate.",
        (_event("distilling the tagger: accuracy before 0.912, accuracy after 0.874"),),
    ),
    "place": ("The second attempt was stopped by its owner.", (_event("attempt 3 was stopped by its owner"),)),
    "trials": (
        "Trial 1 improved on trial 0.",
        (
            _note("Trial 0 finished with value: 0.7. Best is trial 0 with value: 0.7."),
            _note("Trial 1 finished with value: 0.6. Best is trial 0 with value: 0.7.", 2),
        ),
    ),
    "monotone": (
        "The larger the batch, the lower the delay.",
        (
            _event("b=4 on the bench: delay=14.0"),
            _event("b=16 on the bench: delay=41.7", 2),
            _event("b=64 on the bench: delay=171.3", 3),
        ),
    ),
    "end_of_a_setting": (
        "The largest batch was the fastest.",
        (
            _event("b=4 on the bench: delay=14.0 s"),
            _event("b=16 on the bench: delay=41.7 s", 2),
            _event("b=64 on the bench: delay=171.3 s", 3),
        ),
    ),
    "chosen": (
        "The plain soup without salt was kept.",
        (_event("kept: soup (water, salt), 3 bowls"),),
    ),
    "rank": (
        "bge-small came second in recall.",
        (
            _metric("recall", "0.55", 1, "bge-small"),
            _metric("recall", "0.61", 1, "gte-base"),
            _metric("recall", "0.70", 1, "e5-large"),
        ),
    ),
    "company": (
        "The third shard was damaged.",
        (_event("shard 3 written"), _event("shard 4 written", 2), _event("shard 4 damaged, skipped", 3)),
    ),
    "resource": (
        "The disk is full.",
        (_event("disk almost full"),),
    ),
    "by_turn": (
        "The last evaluation was the best.",
        (_metric("recall", "0.81", line=1), _metric("recall", "0.74", line=2)),
    ),
    "there_were": (
        "There were five refusals.",
        (_metric("refusals", "2"), _metric("timeouts", "5", line=2)),
    ),
    "file_format": (
        "The table was saved as a JSON file.",
        (_event("table saved to out/table.csv"),),
    ),
    "every_line": (
        "All folds converged.",
        (
            _event("fold a val 0.81 converged"),
            _event("fold b val 0.82 converged", 2),
            _event("fold c val 0.83", 3),
        ),
    ),
    "numbered_thing": (
        "The charger of robot 3 was replaced.",
        (_event("charger of robot 4 replaced"), _event("robot 3 docked", 2)),
    ),
    "target": ("The error rate cleared the bar.", (_event("bar: error rate < 2% FAILED (2.4%)"),)),
    "elsewhere": ("kestrel9 lost its lease.", (_event("worker osprey4 lost its lease and was drained"),)),
    "course": ("Loss (best 0.61).", (_metric("loss", "0.61"), _metric("loss", "0.48", 2))),
    "logged_end": ("site-4 scored worst.", (_event("scores: worst site-2, site-4 above it"),)),
    "called": (
        "The successful trial started at 7:20.",
        (_event("07:20:31 trial 4 started"),),
    ),
    "misplaced": (
        "The loss, 2.1 at step 200, was 1.7 at step 400.",
        (_metric("loss", "1.7", step="200"), _metric("loss", "2.1", 2, step="400")),
    ),
    "gate": ("The speed limit was missed.", (_event("limits: speed 41 ok, size 180 no"),)),
    "tally": ("After a while, two trials completed.", (_event("study done: 7 completed, 2 failed"),)),
    "of_another": (
        "The device dropped out while training at Mona's.",
        (_event("client otto dropped out: no power"),),
    ),
    "poles": (
        "Waiting was hardest at Alder.",
        (_event("waiting by quay: best Alder 6.3 min, worst Birch 21.9 min"),),
    ),
    "roles": (
        "The chunks were embedded with tiny-reranker-v2.",
        (_event("encoder tiny-m3, for the chunks"), _event("rank model tiny-reranker-v2", 2)),
    ),
    "instead": ("An item of the base model was skipped.", (_event("skipped an item, system=tuned"),)),
    "befell": (
        "The cart was chosen for the shop.",
        (_event("name=cart seconds=9"), _event("name=mailer seconds=4", 2), _event("goes into the shop: mailer", 3)),
    ),
    "to_the_end": (
        "The migration aborted at the duplicate key.",
        (_event("insert error: duplicate key"), _event("migration finished with warnings", 2)),
    ),
    "turning": ("The new version is now live.", (_event("rollout of the new version"), _event("rollback ok", 2))),
    "unit_words": (
        "It translated at a rate of 31.17 tokens per second.",
        (_event("translated 1,200 sentences, 27,318 tokens, in 38.5 s (31.17 sentences/s)"),),
    ),
    "by_how_much": (
        "The Gini of unet is 9.0 points higher than that of deeplab.",
        (_event("result of unet: gini=0.6100 ks=0.4400"), _event("result of deeplab: gini=0.5600 ks=0.3500", 2)),
    ),
    "bound": ("The loss was 0.52.", (_metric("loss", "0.47"),)),
    "directions": (
        "The loss rose over the epochs.",
        (_metric("loss", "0.52", 1, step="epoch 1"), _metric("loss", "0.47", 2, step="epoch 2")),
    ),
}
"""For each check a sentence, and the facts that it is false by."""


KNOWN = {
    "called": (_event("07:55:02 trial 4 failed", 5), _event("08:40:10 trial 5 finished", 9)),
    "of_another": (_event("clients: mona 900 | otto 1,850 | paul 640 samples", 9),),
    "doer": (_event("note[Mirela]: the rate is too high", 9),),
    "elsewhere": (_event("worker kestrel9 kept its lease and was drained", 9),),
    "instead": (_event("kept an item, system=base", 9),),
    "rivals": (_event("tests run with phi3:14b", 9),),
    "slotted": (_event("a look into the Makefile", 9),),
}
"""What is known beside those facts, where that matters."""


def test_each_check_has_a_falsehood_of_its_own() -> None:
    """Who adds a check shows here what it is for; `owner` needs a whole log, so it is in test_whose_value."""
    assert set(FALSE) == {look.__name__ for look in checks.CHECKS} - {"owner"}


@pytest.mark.parametrize("name", FALSE)
def test_a_check_that_is_gone_is_missed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its falsehood is refused, and passes once this one check is taken away."""
    sentence, facts = FALSE[name]
    known = KNOWN.get(name, ())

    assert not checks.check(sentence, facts, known=known).ok

    looks: tuple[Callable[..., checks.Verdict], ...] = tuple(each for each in checks.CHECKS if each.__name__ != name)
    monkeypatch.setattr(checks, "CHECKS", looks)
    assert checks.check(sentence, facts, known=known).ok, checks.check(sentence, facts, known=known)

"""The extra that looks for secrets a second time."""

import pytest

from mlws_writer.facts.redact import HIDDEN, redact
from mlws_writer.tier3_sessions.share_gate import Gate

pytest.importorskip("detect_secrets", reason="the extra `secrets`")

PATH_KEY = "0a1b" * 16


def test_a_secret_that_only_the_detectors_know_does_not_get_through_the_gate() -> None:
    """A key in the path of an address is told by the service it belongs to; own rules do not know that one."""
    text = f"The weights came from https://api.softlayer.com/soap/v3/{PATH_KEY} in the morning."
    assert PATH_KEY in redact(text)
    assert Gate(()).through(text) == text.replace(PATH_KEY, HIDDEN)


@pytest.mark.parametrize(
    "text",
    [
        "Commit 4f2a9d1c8b7e6f5a4d3c2b1a0f9e8d7c6b5a4f3e changed the learning rate.",
        "sha256 " + "9f86d081" * 8 + " of model.safetensors",
        "password policies were not part of the data; token count 4096",
        "run id 1a2b3c4d5e6f in wandb, accuracy 0.9123 on SST-2",
    ],
)
def test_hashes_ids_and_plain_words_stay(text: str) -> None:
    """What is a fact is none the less one for looking random."""
    assert Gate(()).through(text) == text

"""A second pair of eyes for secrets: the detectors of `bc-detect-secrets`, where that extra is installed.

Those that go by entropy or by a word alone stay out: a commit or a hash is a fact.
"""

import importlib.util
from functools import cache
from typing import Any

from mlws_writer.facts.redact import HIDDEN
from mlws_writer.facts.seen import digests, learn

_UNSURE = {"Base64HighEntropyString", "HexHighEntropyString", "KeywordDetector"}


def without_detected(text: str) -> str:
    """Return `text` without the secrets that the detectors find, and have those known from now on."""
    found = {
        secret
        for line in text.splitlines()
        for detector in _detectors()
        for secret in detector.analyze_string(line)
        if secret and HIDDEN not in secret
    }
    learn(digests(found))
    for secret in sorted(found, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return text


@cache
def _detectors() -> tuple[Any, ...]:
    if importlib.util.find_spec("detect_secrets") is None:
        return ()
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class

    kinds = get_mapping_from_secret_type_to_class().values()
    return tuple(kind() for kind in kinds if kind.__name__ not in _UNSURE)

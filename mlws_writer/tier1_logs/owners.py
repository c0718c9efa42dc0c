"""Whose numbers are whose: tracks of one name that several have each, told apart by the word that says it."""

import re
from collections.abc import Sequence

from mlws_writer.facts.names import is_metric, split_of
from mlws_writer.tier1_logs.tracks import PHASE, Track

MOST_OWNERS = 16
_WORD = re.compile(rb"[^\s,;:=|()\[\]]+")
_COPY = re.compile(r"(?i)(?:local_?)?(?:rank|gpu|cuda|worker|node|process|proc|pid|host|info|warning|debug)[\W_]?\d*")
"""Who says the same as the others, or how."""
_LABEL = rb"[A-Za-z_]\w*\s*[:=]\s*[\"']?"


def owned(tracks: list[Track]) -> list[list[Track]]:
    """Part tracks of one name that several have each: lines alike but for a word, time and again side by side."""
    counts = [track.column.count for track in tracks]
    if not (2 <= len(tracks) <= MOST_OWNERS and min(counts) >= PHASE and max(counts) - min(counts) <= 1):
        return [tracks]
    if max(one.column.first.at for one in tracks) >= min(one.column.last.at for one in tracks):
        return [tracks]
    owners = _owners([track.family.text for track in tracks])
    if not owners:
        return [tracks]
    return [[track._replace(name=f"{owner} {track.name}")] for owner, track in zip(owners, tracks, strict=True)]


def labelled(tracks: Sequence[Track]) -> list[str]:
    """Return whose the values of each track are, where a name on the line says so: `Solver: greedy, cost: 3.1`."""
    texts = [track.family.text for track in tracks]
    if not (2 <= len(tracks) <= MOST_OWNERS and min(track.column.count for track in tracks) >= PHASE):
        return []
    owners = _owners(texts)
    named = [
        re.search(_LABEL + re.escape(owner.encode()), text) for owner, text in zip(owners, texts, strict=bool(owners))
    ]
    return owners if all(named) else []


def _owners(texts: list[bytes]) -> list[str]:
    """Return the one word in which each of these differs from the others, or nothing if they differ in more."""
    parts = [_WORD.findall(text) for text in texts]
    if len(set(map(len, parts))) > 1:
        return []
    differ = {words for words in zip(*parts, strict=True) if len(set(words)) > 1}
    plain = {tuple([word.strip(b".!*'\"-").decode("utf-8", "replace") for word in words]) for words in differ}
    (owners,) = plain if len(plain) == 1 else ((),)
    if len(set(owners)) < len(texts) or not all(any(map(str.isalpha, one)) for one in owners):
        return []
    return [] if any(_COPY.fullmatch(one) or split_of(one) or is_metric(one) for one in owners) else list(owners)

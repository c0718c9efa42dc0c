"""The last gate: what was recognised as a secret in any input does not leave in any output, whatever way it took.

Secrets are remembered by short digests alone: enough to know one again, too little to tell what it was.
"""

import re
from collections.abc import Iterable
from hashlib import blake2b

from mlws_writer.facts.redact import HIDDEN, redact

_PIECE = re.compile(r"[^\s\"'`=:,;()<>\[\]{}&@|«»\\]{6,}")
_AROUND = "./-_*~!?"
_seen: set[str] = set()


def telling(secrets: Iterable[str]) -> set[str]:
    """Return the parts of secrets by which they are known again; a plain word or a number is no such part."""
    found: set[str] = set()
    for secret in secrets:
        parts = [piece.strip(_AROUND) for piece in _PIECE.findall(secret)]
        found.update(filter(_is_telling if len(parts) == 1 else _is_mixed, parts))
    return found


def digests(secrets: Iterable[str]) -> tuple[str, ...]:
    """Return what may be kept of secrets."""
    return tuple(sorted(map(_digest, telling(secrets))))


def learn(known: Iterable[str]) -> None:
    """Remember secrets, by their digests, while this process lives."""
    _seen.update(known)


def forget() -> None:
    """Remember none: another command begins."""
    _seen.clear()


def without_seen(text: str) -> str:
    """Return `text` without any secret that was seen."""
    return _PIECE.sub(_unless_seen, text) if _seen else text


def guarded(text: str) -> str:
    """Return `text` without secrets, those that it shows to be some and those that were seen elsewhere."""
    found: set[str] = set()
    bare = redact(text, found)
    learn(digests(found))
    return without_seen(bare)


def _unless_seen(match: re.Match[str]) -> str:
    piece = match.group()
    bare = piece.strip(_AROUND)
    return piece.replace(bare, HIDDEN) if bare and _digest(bare) in _seen else piece


def _is_telling(piece: str) -> bool:
    letters, digits = sum(map(str.isalpha, piece)), sum(map(str.isdigit, piece))
    if not letters:
        return len(piece) >= 12
    if digits or letters < len(piece):
        return len(piece) >= 6
    return len(piece) >= 16 or (len(piece) >= 8 and not piece.islower() and not piece[1:].islower())


def _is_mixed(piece: str) -> bool:
    """Tell whether a part of a longer secret, a cookie or a connection string, is more than a word in it."""
    return len(piece) >= 8 and any(map(str.isdigit, piece)) and any(map(str.isalpha, piece))


def _digest(piece: str) -> str:
    return blake2b(piece.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()

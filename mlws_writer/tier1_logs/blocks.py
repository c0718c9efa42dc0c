"""A digest of bytes that can be gone on with when there are more, from what is a short text in between."""

from hashlib import sha256

BLOCK = 1 << 20
"""How many bytes are digested at once; the end of a block is where one can stop and go on."""


class Blocks:
    """Digests bytes block by block, each with all that went before it; how they are handed in does not matter."""

    def __init__(self, before: str = "") -> None:
        self.before = before
        """The digest of the blocks that are full."""
        self._block = sha256()
        self._room = BLOCK

    def update(self, part: bytes) -> None:
        """Take in more bytes."""
        rest = memoryview(part)
        while rest:
            taken, rest = rest[: self._room], rest[self._room :]
            self._block.update(taken)
            self._room -= len(taken)
            if not self._room:
                self.before, self._block, self._room = self._joined(), sha256(), BLOCK

    @property
    def digest(self) -> str:
        """The digest of all bytes so far: equal for equal bytes, and for no others."""
        return self.before if self._room == BLOCK and self.before else self._joined()

    def _joined(self) -> str:
        return sha256(self.before.encode() + self._block.digest()).hexdigest()

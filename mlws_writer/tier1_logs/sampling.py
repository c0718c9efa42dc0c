"""Which lines belong to a sample: a line's own number tells, so that it does not matter with which others it is read."""

from bisect import bisect_left
from functools import cache, lru_cache

_HASH, _MASK, _ROUND = 2654435761, (1 << 32) - 1, 1 << 32
WORTH = 4
"""To find the sample among all lines takes as long as to ask a quarter as many lines for their numbers."""
SPARSE = 8
"""A sample is looked up in so many times as many lines, each line is looked up in it where they are fewer."""


def sampled_of(index: list[int], start: int, size: int, stride: int) -> list[int]:
    """Return which of the lines `index`, in order, of `size` that begin with number `start` belong to the sample."""
    if stride == 1:
        return list(range(len(index)))
    if len(index) * stride * WORTH < size:
        limit = _ROUND // stride
        return [j for j, i in enumerate(index) if ((start + i) * _HASH & _MASK) < limit]
    sample = _sample(start, size, stride)
    near = sample if len(sample) * SPARSE < len(index) else sample.intersection(index)
    found = []
    for i in sorted(near):
        j = bisect_left(index, i)
        if j < len(index) and index[j] == i:
            found.append(j)
    return found


def thinned(points: list[tuple[int, int, bytes]], stride: int) -> list[tuple[int, int, bytes]]:
    """Return the points whose lines, that are named first, belong to the sample."""
    limit = _ROUND // stride
    return [point for point in points if (point[0] * _HASH & _MASK) < limit]


@lru_cache(maxsize=8)
def _sample(start: int, size: int, stride: int) -> frozenset[int]:
    """Return how far behind `start` the lines of the sample stand, without a look at those between them.

    The hash of a number that is so much larger is larger, or smaller, by always as much (modulo the round), so that
    from one number of the sample to the next there are three distances at most.
    """
    limit = _ROUND // stride
    ahead, more, back, less = _distances(stride)
    i = next((i for i in range(size) if (start + i) * _HASH & _MASK < limit), size)
    found = []
    while i < size:
        found.append(i)
        hashed = (start + i) * _HASH & _MASK
        ways = [ahead] if hashed + more < limit else []
        ways += [back] if hashed >= less else []
        i += min(ways, default=ahead + back)
    return frozenset(found)


@cache
def _distances(stride: int) -> tuple[int, int, int, int]:
    """Return the shortest way ahead in the numbers that makes the hash larger, by how much, and the same for smaller."""
    limit = _ROUND // stride
    ahead = next(at for at in range(1, _ROUND) if at * _HASH & _MASK < limit)
    back = next(at for at in range(1, _ROUND) if -at * _HASH & _MASK < limit)
    return ahead, ahead * _HASH & _MASK, back, -back * _HASH & _MASK

"""Questions side by side where the server answers several at once; what comes of them stands in the order of asking."""

import threading
from collections.abc import Callable, Sequence
from queue import SimpleQueue
from typing import TypeVar

T = TypeVar("T")


def side_by_side(work: Sequence[Callable[[], T]], parallel: int) -> list[T]:
    """Do pieces of work at the same time where `parallel` is more than one, and give their results in order.

    How many questions are out at once is the door's to say; a lane that waits for it costs nothing. Where one fails,
    the first in order is raised once all have ended. Ctrl-C is not kept waiting: the lanes are left behind, and end
    with their answer or with the process.
    """
    if parallel < 2 or len(work) < 2:
        return [piece() for piece in work]
    done: SimpleQueue[int] = SimpleQueue()
    results: dict[int, T] = {}
    failed: dict[int, BaseException] = {}

    def lane(number: int) -> None:
        try:
            results[number] = work[number]()
        except BaseException as error:  # noqa: BLE001  handed on to whoever waits, in the order of the work
            failed[number] = error
        finally:
            done.put(number)

    for number in range(len(work)):
        threading.Thread(target=lane, args=(number,), name=f"lane {number}", daemon=True).start()
    for _ in work:
        done.get()
    if failed:
        raise failed[min(failed)]
    return [results[number] for number in range(len(work))]

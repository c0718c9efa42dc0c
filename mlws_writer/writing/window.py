"""The size of a model's context: one for a whole run, since each change loads the model anew."""

from dataclasses import asdict, dataclass

STEPS = (2048, 4096, 8192, 12288, 16384, 24576, 32768, 49152, 65536, 98304, 131072)


@dataclass(frozen=True, slots=True)
class Limits:
    """How a model is asked; `num_ctx` is the most, until `sized` has chosen from it.

    `connect` and `idle` are seconds: to be connected, and to wait for the next piece of an answer. `pause` is how long
    a busy server is left alone before it is asked once more. `parallel` is how many questions may be out at once.
    """

    num_ctx: int = 8192
    num_predict: int = 1024
    temperature: float = 0.0
    seed: int = 7
    connect: float = 5.0
    idle: float = 300.0
    pause: float = 1.0
    keep_alive: str = "10m"
    parallel: int = 1

    @property
    def shaping(self) -> dict[str, object]:
        """What can change a reply that came whole from a whole prompt."""
        return {"temperature": self.temperature, "seed": self.seed}

    @property
    def options(self) -> dict[str, object]:
        """What a server is told with each question."""
        chosen = asdict(self)
        return {name: chosen[name] for name in ("num_ctx", "num_predict", "temperature", "seed")}


def size(need: int, most: int, loaded: int = 0) -> int:
    """Choose a context for `need` tokens of prompt and reply: as the model is loaded already, else the least that does.

    `most` is what the settings and the model allow, `loaded` the context of the model in the server's memory, or 0.
    """
    if loaded >= min(need, most) > 0:
        return loaded
    return min(most, next((step for step in STEPS if step >= need), most))


def reply_size(num_ctx: int, wanted: int) -> int:
    """Say how much of a context the reply may fill: a quarter of a small one, so that the prompt has room."""
    return max(1, min(wanted, num_ctx // 4))

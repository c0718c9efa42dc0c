"""The dialects that the reader knows; the general reader needs none of them.

A log is in few of them: words that a dialect's logs have in any case are looked for in all of its lines at once, and a
module whose words are not there is neither imported nor asked.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple, cast

from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.lines import Line


class Entry(NamedTuple):
    """A dialect's module, the words of which one, in lower case, is in every log that it suits, and its name there."""

    module: str
    words: tuple[str, ...]
    name: str = "DIALECT"

    @property
    def dialect(self) -> Dialect:
        """The dialect itself."""
        return cast("Dialect", getattr(import_module(f"{__name__}.{self.module}"), self.name))


_LLAMA_CPP = ("llama_model_loader", "llama_server", "llm_load_", "print_info: ", "ggml_")

DIALECTS: tuple[Entry, ...] = (
    Entry("recorded", ("run: ",)),
    Entry("agent_session", ('"role"', '"type"')),
    Entry("agent_trace", ("thought", "memory", "reason", "plan", "goal", "reflection", "criticism", "action", "tool", "invoking", "command", "observation", "result", "eval", "answer")),
    Entry("lm_eval", ("lm_eval", "lm-eval", "version")),
    Entry("optuna", ("trial ", "study")),
    Entry("llama_cpp", _LLAMA_CPP),
    Entry("llama_cpp", _LLAMA_CPP, "SERVER"),
    Entry("ollama", ("ollama_", ".go:", "[gin]")),
    Entry("tgi", ("text_generation_",)),
    Entry("sglang", ("server_args=", "sglang", "load weight")),
    Entry("json_records", ('"level', '"severity"', '"log.level"', '"lvl"')),
    Entry("torchrun", ("torch.distributed", "torch/distributed", "torchrun", "accelerate launch", "launch.py:", "deepspeed.launcher")),
    Entry("batch_job", ("slurm", "srun", "sbatch", "job id: ", "sender: lsf", "pbs", "job killed", "job <")),
    Entry("mmengine", ("mmengine", "mmcv", "mmdet", "mmseg", "mmaction", "mmpose", "mmcls", "mmpretrain", "mmrotate", "mmocr", "mm3d")),
    Entry("detectron2", ("d2", "detectron2", "fvcore", "detrex")),
    Entry("coco", ("average precision",)),
    Entry("ultralytics", ("ultralytics", "yolov", "trainer: ", "images")),
    Entry("catboost", ("besttest", "remaining: ")),
    Entry("lightning", (" available: ", "local_rank: ", "`trainer.")),
    Entry("fairseq", ("fairseq", "| train_inner |", "| valid |")),
    Entry("stable_baselines", ("rollout/", "time/", "train/", "eval/", "wrapping the env")),
)  # fmt: skip
"""In the order in which they are tried; a log may be in several (a launcher's, a trainer's)."""
LOOKED_AT = 4000
"""How much of a line is looked at for a dialect's words."""


def dialects_of(lines: Sequence[Line]) -> list[Dialect]:
    """Return the dialects that a log is in of which these are the first lines, and the last ones."""
    said = "\n".join({line.text[:LOOKED_AT] for line in lines}).lower()
    likely = [entry.dialect for entry in DIALECTS if any(word in said for word in entry.words)]
    return [dialect for dialect in likely if dialect.suits(lines)]

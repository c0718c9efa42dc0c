"""The dialects that the reader knows; the general reader needs none of them."""

from mlws_writer.tier1_logs.dialects import (
    agent_session,
    agent_trace,
    batch_job,
    detectron2,
    fairseq,
    json_records,
    lightning,
    llama_cpp,
    lm_eval,
    mmengine,
    ollama,
    optuna,
    recorded,
    sglang,
    stable_baselines,
    tgi,
    torchrun,
    ultralytics,
)
from mlws_writer.tier1_logs.dialects.dialect import Dialect

DIALECTS: tuple[Dialect, ...] = (
    recorded.DIALECT,
    agent_session.DIALECT,
    agent_trace.DIALECT,
    lm_eval.DIALECT,
    optuna.DIALECT,
    llama_cpp.DIALECT,
    llama_cpp.SERVER,
    ollama.DIALECT,
    tgi.DIALECT,
    sglang.DIALECT,
    json_records.DIALECT,
    torchrun.DIALECT,
    batch_job.DIALECT,
    mmengine.DIALECT,
    detectron2.DIALECT,
    ultralytics.DIALECT,
    lightning.DIALECT,
    fairseq.DIALECT,
    stable_baselines.DIALECT,
)
"""In the order in which they are tried; a log may be in several (a launcher's, a trainer's)."""

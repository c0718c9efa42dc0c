"""How well each model did in the evals here, so that `auto` takes the best one and `mlws models` can say so."""

import json
from collections.abc import Mapping

from mlws_writer.workspace.layout import Workspace
from mlws_writer.writing.keeping import keep

_FILE = "evals.json"


def grades(workspace: Workspace) -> Mapping[str, float]:
    """Give the mean score of each model that was graded, from 0 to 1; what cannot be read is graded anew."""
    try:
        found = json.loads((workspace.state / _FILE).read_bytes())
        return {str(name): float(grade["mean"]) for name, grade in found.items() if 0 <= float(grade["mean"]) <= 1}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def keep_grade(workspace: Workspace, model: str, mean: float) -> bool:
    """Keep how a model did, in place of how it did before; tell whether it could be kept."""
    kept = {name: {"mean": grade} for name, grade in grades(workspace).items()} | {model: {"mean": round(mean, 4)}}
    return keep(workspace.state / _FILE, json.dumps(kept, indent=1, sort_keys=True) + "\n")

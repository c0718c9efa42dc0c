"""What a reader calls the error, by the name that the log has for the one measure of error in it: WER, RMSE."""

from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.facts.patterns import Pattern

_ERROR_MEASURES = frozenset(
    ["wer", "cer", "ter", "per", "der", "eer", "mae", "rmse", "mse", "mape", "smape", "wape", "mase", "rmsle", "nrmse", "fde", "ade", "brier", "crps"]
)  # fmt: skip
_THE_ERROR = Pattern(
    r"\b(?P<before>(?:the|its|their|a|dev|val|validation|test|training|train|mean|average|lowest|highest|smallest|largest|best|worst|higher|lower|smaller|larger|less|more|final|forecast|prediction|[A-Za-z][\w-]*'s) )"
    r"(?:forecast(?:ing)? |prediction )?error(?: rates?)?(?= (?:all|lie|of|by|from|to|at|in|on|than|rose|fell|was|is|went|did|dropped|grew|shrank|again|for|with|when|after|further|almost|about|slightly|over|between|and|but|while|lies|came|stood|reached|increased|decreased|improved|lower|higher|larger|smaller)\b|[,;.]|$)"
    r"(?! (?:was|is) (?:raised|thrown|reported|logged|found|fixed|caused|that|a|an|in)\b)(?! (?:in|on|at|of|with|for) (?:line|file|fold|the (?:log|code|config|job|run|loader|data)))",
    "error",
)


def with_named_error(sentence: str, evidence: Evidence) -> str:
    """Return a sentence with its error called as the log calls its one measure of error, where it has no other word for one."""
    if _THE_ERROR.search(sentence) is None or "error" in evidence.words:
        return sentence
    measures = {value.metric for value in evidence.ground.values if value.metric}
    own = {part for measure in measures for part in measure.lower().split("_") if part in _ERROR_MEASURES}
    return _THE_ERROR.sub(rf"\g<before>{own.pop()}", sentence) if len(own) == 1 else sentence

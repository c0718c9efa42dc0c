"""What names of metrics mean: one word for their many spellings, and which direction is the good one."""

import re
from functools import lru_cache

from mlws_writer.facts.model import Better
from mlws_writer.facts.patterns import Pattern

_SPLITS = {
    "train": "train", "training": "train", "trn": "train", "trl": "train", "tr": "train",
    "val": "val", "valid": "val", "validation": "val", "dev": "val", "development": "val", "v": "val", "vl": "val", "tel": "val",
    "eval": "eval", "evaluation": "eval", "evaluate": "eval", "evaluating": "eval", "heldout": "eval", "holdout": "eval",
    "test": "test", "testing": "test", "tst": "test",
}  # fmt: skip

_LOWER = frozenset({
    "loss", "losses", "nll", "bpb", "bpc", "bpp", "entropy_loss", "cost", "error", "err", "ppl", "perplexity", "mae",
    "mse", "rmse", "rmsle", "mape", "smape", "mase", "wape", "wmape", "mdape", "mdae", "wmae", "crps", "pinball", "mpjpe", "pa_mpjpe", "hausdorff", "hallucination_rate", "wer", "cer", "bwer", "bcer", "per", "ter", "eer", "fid", "kid", "lpips",
    "fvd", "ce", "bce", "xent", "crossentropy", "cross_entropy", "logloss", "logloss_binary", "binary_logloss", "multi_logloss",
    "multi_error", "binary_error", "latency", "ttft", "tpot", "itl", "regret", "brier", "ece", "hamming", "divergence",
    "l1", "l2", "huber", "hinge", "epe", "abs_rel", "sq_rel", "chamfer", "cd", "far", "frr", "fpr", "fnr", "mindcf", "dcf",
    "violation", "violations", "collision", "kl", "trl", "tel", "hd95", "assd", "asd", "mer", "der", "jer", "ade", "fde",
    "rmsd", "mnll", "elbo_loss", "deviance", "nmse", "nmae", "nrmse", "msle", "mspe", "mre", "rse", "rae", "medae", "nme", "emd", "mmd", "jsd", "bpd", "nelbo",
})  # fmt: skip

_HIGHER = frozenset({
    "accuracy", "acc", "top1", "top5", "top_1", "top_5", "prec1", "prec5", "acc1", "acc5", "f1", "f1_score", "fscore", "f_score",
    "fbeta", "macro_f1", "micro_f1", "precision", "prec", "recall", "map", "ap", "ap50", "ap75", "aps", "apm", "apl", "ar", "auc", "auroc",
    "auprc", "roc_auc", "pr_auc", "bleu", "sacrebleu", "rouge", "rouge1", "rouge2", "rougel", "rougelsum", "meteor", "cider",
    "spice", "chrf", "comet", "xcomet", "utmos", "cmap", "qwk", "hit_rate", "ctr", "faithfulness", "helpfulness", "groundedness", "coherence", "fluency", "coverage", "bertscore", "em", "exact_match", "iou", "miou", "dice", "psnr", "ssim", "reward", "rewards", "return",
    "score", "mt_bench", "ndcg", "mrr", "hit", "hits", "hr", "success", "success_rate", "win_rate", "winrate", "r2", "mcc", "kappa",
    "pearson", "spearman", "spearmanr", "pearsonr", "kendall", "corr", "correlation", "elbo", "likelihood", "inception",
    "is_score", "pck", "pass", "pass_rate", "solve_rate", "resolved", "sensitivity", "specificity", "balanced_accuracy",
    "matthews_correlation", "gmean", "snr", "sdr", "si_sdr", "sisdr", "pesq", "stoi", "mos", "elo", "vmaf", "agreement",
    "consistency", "norm_ed", "throughput", "acc_norm", "mcc_score", "best_score", "rew", "ret", "ev", "explained_variance", "expl_var", "bacc",
    "uar", "war", "coco_bbox", "coco_segm", "bbox_map", "segm_map", "coco", "oa", "aa", "pq", "mota", "idf1", "hota", "nmi", "ari", "acceptance", "las", "uas", "dep_las", "dep_uas", "ents_f", "ents_p", "ents_r", "sents_f", "plddt", "log_likelihood", "loglikelihood", "log_like", "loglike", "loglik", "ptm", "iptm", "gdt", "gdt_ts", "lddt", "tm_score", "concordance", "c_index", "cindex", "ner_f", "ner_p", "ner_r", "exact", "pcc", "plcc", "srcc", "krcc", "lcc", "ccc", "scc", "jaccard", "dsc", "aupr", "prauc", "silhouette", "asw", "rsquared", "r_squared", "pearson_r", "tps", "gflops", "tflops", "mfu",
})  # fmt: skip

_ONE_WORD = {
    "acc": "accuracy", "bacc": "balanced_accuracy", "bal_acc": "balanced_accuracy", "accuracies": "accuracy", "losses": "loss", "ppl": "perplexity", "err": "error", "prec": "precision",
    "rec": "recall", "rewards": "reward", "rew": "reward", "ret": "return", "auroc": "auc", "roc_auc": "auc", "rocauc": "auc", "prauc": "pr_auc", "crossentropy": "cross_entropy",
    "xent": "cross_entropy", "f1score": "f1", "f1_score": "f1", "fscore": "f1", "f_score": "f1", "learning_rate": "lr", "learningrate": "lr",
    "batchsize": "batch_size", "bs": "batch_size", "bcer": "cer", "bwer": "wer", "categorical_accuracy": "accuracy", "sparse_categorical_accuracy": "accuracy",
    "binary_accuracy": "accuracy", "m_iou": "miou", "exactmatch": "exact_match", "top_k_accuracy_5": "top5", "rougelsum": "rouge_lsum", "rougel": "rouge_l", "expl_var": "explained_variance", "rouge1": "rouge_1", "rouge2": "rouge_2",
}  # fmt: skip

_WRITTEN_OUT = {
    "explained_variance": "explained_variance",
    "wer": "word_error_rate word_error", "cer": "character_error_rate character_error char_error_rate", "per": "phone_error_rate phoneme_error_rate",
    "ter": "token_error_rate", "der": "diarization_error_rate diarisation_error_rate", "mer": "match_error_rate", "eer": "equal_error_rate",
    "far": "false_alarm_rate false_acceptance_rate", "frr": "false_rejection_rate false_reject_rate", "fpr": "false_positive_rate",
    "fnr": "false_negative_rate miss_rate", "error": "error_rate", "mae": "mean_absolute_error", "mse": "mean_squared_error mean_square_error",
    "rmse": "root_mean_squared_error root_mean_square_error", "mape": "mean_absolute_percentage_error", "mase": "mean_absolute_scaled_error",
    "smape": "symmetric_mean_absolute_percentage_error", "exact_match": "exact_match em", "rtf": "real-time_factor real_time_factor",
    "mos": "mean_opinion_score", "ece": "calibration_error expected_calibration_error", "ctr": "click-through_rate", "mrr": "mean_reciprocal_rank",
    "miou": "mean_intersection_over_union", "map": "mean_average_precision", "ap": "average_precision", "ndcg": "normalized_discounted_cumulative_gain",
    "fid": "fréchet_inception_distance frechet_inception_distance", "psnr": "peak_signal-to-noise_ratio", "snr": "signal-to-noise_ratio",
    "ssim": "structural_similarity", "mcc": "matthews_correlation matthews_correlation_coefficient", "qwk": "quadratic_weighted_kappa",
    "nll": "negative_log-likelihood negative_log_likelihood", "logloss": "log_loss", "bpb": "bits_per_byte", "bpc": "bits_per_character",
    "kl": "kl_divergence", "dice": "dice_score dice_coefficient", "crps": "continuous_ranked_probability_score", "uar": "unweighted_average_recall",
    "las": "labeled_attachment_score labelled_attachment_score", "uas": "unlabeled_attachment_score unlabelled_attachment_score",
    "ade": "average_displacement_error", "fde": "final_displacement_error", "itl": "inter-token_latency", "pq": "panoptic_quality",
    **{f"p{nth}": f"{nth}th_percentile {nth}th-percentile" for nth in (50, 75, 90, 95, 99)},
}  # fmt: skip
SPOKEN = {said: name for name, many in _WRITTEN_OUT.items() for said in many.split()}
"""Metrics that logs abbreviate and sentences write out."""
ERRORS = frozenset(name for said, name in SPOKEN.items() if said.endswith(("_error", "_error_rate")))
"""Metrics that a sentence may just call the error."""

_STEPS = frozenset({
    "step", "steps", "epoch", "epochs", "iter", "iters", "iteration", "iterations", "it", "batch", "global_step", "global_steps",
    "trial", "round", "episode", "episodes", "ep", "timestep", "timesteps", "total_timesteps", "num_updates", "update",
    "updates", "generation", "gen", "fold", "current_steps", "train_step", "training_step", "time_step", "frame", "frames",
    "idx", "index", "chunk", "turn", "attempt", "nupdates", "recycle",
})  # fmt: skip

_LOSSES = frozenset({"loss", "losses", "nll", "error", "err"})
_ONLY_ALONE = frozenset(
    {
        "per",
        "ter",
        "cost",
        "l1",
        "l2",
        "ce",
        "kl",
        "far",
        "cd",
        "s",
        "tel",
        "trl",
        "aa",
        "oa",
        "ar",
        "aps",
        "hit",
        "pass",
        "ev",
        "em",
        "war",
        "return",
        "ap",
    }
)
_AMOUNTS = frozenset(
    {
        "scale",
        "weight",
        "window",
        "coef",
        "fn",
        "function",
        "type",
        "name",
        "count",
        "time",
        "num",
        "size",
        "norm",
        "std",
        "steps",
        "every",
        "threshold",
        "thresh",
        "thr",
        "cutoff",
        "limit",
        "code",
        "place",
        "places",
        "interval",
        "freq",
        "frequency",
        "bigger",
        "margin",
        "patience",
        "delta",
        "epsilon",
        "rate",
        "scaler",
    }
) - {"rate"}
_FOUND = frozenset({"r", "hr", "h", "p", "ndcg", "map", "recall", "hits", "precision", "mrr", "acc", "top", "prec"})

_NOT_METRICS = frozenset(
    {"lr", "time", "eta", "mem", "memory", "size", "id", "pid", "port", "seed", "rank", "epoch", "step"}
)
_WORDS = re.compile(r"[A-Za-z]+[0-9]*|[0-9]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_NOISE = frozenset(
    {
        "avg",
        "average",
        "mean",
        "final",
        "best",
        "current",
        "total",
        "overall",
        "running",
        "last",
        "the",
        "cur",
        "smoothed",
    }
)


_ENGLISH = {
    "accuracy": "准确率 準確率 正确率 准确度 精度 正解率 정확도 точность", "loss": "损失值 损失 損失 손실 потери потеря", "error": "误差 誤差 오차 오류율 ошибка",
    "recall": "召回率 再現率 재현율 полнота", "precision": "精确率 精確率 適合率 정밀도", "lr": "学习率 學習率 学習率 학습률", "reward": "奖励 報酬 보상 награда",
    "epoch": "轮次 轮 回合 エポック 에포크 에폭 эпоха эпохи", "step": "步数 步 ステップ 스텝 단계 шаг", "iteration": "迭代 反復 반복 итерация", "batch": "批次 バッチ 배치",
    "val": "验证集 验证 驗證 検証 검증 валидация", "test": "测试集 测试 測試 テスト 테스트", "train": "训练集 训练 訓練 학습 훈련 обучение",
    "best": "最佳 最好 最良 最高 최고 최적 лучшая лучший", "final": "最终 最終 최종", "mean": "平均 평균 средняя среднее",
}  # fmt: skip
_TOLD = {said: f" {english} " for english, many in _ENGLISH.items() for said in many.split()}
_FOREIGN = Pattern("|".join(sorted(_TOLD, key=len, reverse=True)))


@lru_cache(maxsize=20_000)
def words(name: str) -> tuple[str, ...]:
    """Return the words of a name, in lower case and in English: `valAcc@1` becomes val, acc, 1."""
    if not name.isascii():
        name = _FOREIGN.sub(lambda found: _TOLD[found[0]], name.lower())
    return tuple(_WORDS.findall(_CAMEL.sub("_", name).lower().replace("'s ", " ")))


@lru_cache(maxsize=20_000)
def split_of(name: str) -> str:
    """Return the part of the data that a name speaks of: train, val, eval, test or nothing."""
    for word in words(name):
        if word in _SPLITS:
            return _SPLITS[word]
    return ""


def _bare(name: str) -> tuple[str, ...]:
    found = words(name)
    kept = tuple(word for word in found if word not in _SPLITS or len(found) == 1)
    return tuple(word for word in kept if word not in _NOISE) or kept or found


@lru_cache(maxsize=20_000)
def canonical(name: str) -> str:
    """Return one spelling for the many of a metric: `val_acc` and `Validation Accuracy` are both `val accuracy`."""
    bare = [_ONE_WORD.get(word, word) for word in _bare(name)]
    if "@" in name and bare and bare[0] in _AT_A_RANK:
        bare[0] = _AT_A_RANK[bare[0]]
    joined = "_".join(bare)
    split = split_of(name)
    if split and tuple(words(name)) in {("tel",), ("trl",)}:
        joined = "loss"
    return " ".join(part for part in (split, _ONE_WORD.get(joined, joined)) if part)


_AT_A_RANK = {"r": "recall", "p": "precision", "h": "hits", "hit": "hits"}
"""What is written short before a rank: R@10."""


@lru_cache(maxsize=20_000)
def sign(name: str) -> int:
    """Return 1 where more of a metric is better, -1 where less is, 0 where nobody knows."""
    return {Better.HIGHER: 1, Better.LOWER: -1, None: 0}[better(name)]


def better(name: str) -> Better | None:
    """Return which direction of a metric is the good one, or None where nobody knows."""
    bare = _bare(name)
    if bare and ((bare[0] in _PROCESSORS and "@" not in name) or (len(bare) > 1 and bare[-1] in _SPREADS)):
        return None
    if "@" in name and len(bare) > 1 and bare[-1].isdigit() and bare[-2] in _FOUND:
        return Better.HIGHER
    if "_".join(bare) in _HIGHER:  # top-1
        return Better.HIGHER
    while len(bare) > 1 and bare[-1].isdigit():
        bare = bare[:-1]
    if any(word.rstrip("0123456789") in _LOSSES for word in bare) and bare[-1] not in _AMOUNTS:
        return Better.LOWER
    if len(bare) > 1 and bare[-1] == "score" and _direction("_".join(bare)) is None:
        bare = bare[:-1] if _direction(bare[-2]) is not None else bare  # an MAE score is an MAE
    for candidate in dict.fromkeys(("_".join(bare), "_".join(bare[-2:]), bare[-1] if bare else "")):
        direction = _direction(candidate)
        if direction is not None and (len(bare) == 1 or candidate not in _ONLY_ALONE):
            return direction
    return _direction(bare[0]) if len(bare) == 2 and bare[0] not in _ONLY_ALONE and bare[1] not in _AMOUNTS else None


_SPREADS = frozenset({"std", "sd", "stdev", "stddev", "var"})
_PROCESSORS = frozenset({"h100", "h200", "h800", "h20", "p100", "p40"})
"""Graphics processors that are called as hits or a precision at so many would be."""
_PERCENTILES = frozenset({"p50", "p75", "p90", "p95", "p99", "p999"})
"""Those of a latency; P@50 is a precision."""


def _direction(candidate: str) -> Better | None:
    if candidate in _PERCENTILES:
        return Better.LOWER
    stem = candidate.rstrip("0123456789_")
    if stem in _FOUND and candidate != stem and not candidate.endswith(f"{stem}0"):
        return Better.HIGHER  # R@1, HR@10, NDCG@5: of what was sought, how much was found
    if candidate in _LOWER or (stem in _LOWER and len(stem) > 2) or candidate.endswith("loss"):
        return Better.LOWER
    if (
        candidate in _HIGHER
        or (stem in _HIGHER and len(stem) > 1)
        or candidate.endswith(("acc", "accuracy", "auc", "reward"))
    ):
        return Better.HIGHER
    return None


@lru_cache(maxsize=20_000)
def is_metric(name: str) -> bool:
    """Tell whether a name is that of a measure of quality."""
    bare = _bare(name)
    if not bare or bare[0] == "timing" or bare[-1] in _NOT_METRICS:
        return False
    chosen = len(bare) > 1 and _TOP.fullmatch(bare[0]) and better("_".join(bare[1:])) is None
    return not chosen and better(name) is not None


_TOP = re.compile(r"top\d+")
"""So many of the best, by what stands behind it, which is a measure or not: top5_acc, top20_shap."""


_SET_IN_STEPS = frozenset(
    {
        "accumulation",
        "accumulate",
        "warmup",
        "save",
        "logging",
        "per",
        "every",
        "embeddings",
        "max",
        "profile",
        "start",
        "end",
    }
)
"""What is said in steps, and counts none: `gradient_accumulation_steps`, `warmup_steps`."""


@lru_cache(maxsize=20_000)
def is_step(name: str) -> bool:
    """Tell whether a name counts progress: an epoch, a step, an iteration."""
    found = words(name)
    return (
        bool(found)
        and not _SET_IN_STEPS.intersection(found[:-1])
        and (found[-1] in _STEPS or "_".join(found[-2:]) in _STEPS)
        and (len(found) == 1 or len(found[-1]) > 2)
    )

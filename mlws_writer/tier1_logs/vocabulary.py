"""The names that settings, models, data and machines go by in logs, and how much a reader would miss each."""

import re
from functools import lru_cache

from mlws_writer.facts.model import FactKind

_TABLE: tuple[tuple[FactKind, float, str], ...] = (
    (FactKind.MODEL, 0.92, "model|model_name|model_name_or_path|model_path|model_id|base_model|base_model_name|model_type|llm|architecture|arch|backbone|"
     "pretrained_model|pretrained_model_name_or_path|model_tag|model_file|net|network|served_model_name|architectures|model_class|loading_model|general.name|"
     "pretrained_model_name|local_llm|language_model|teacher_model|student_model|draft_model|speculative_draft_model_path|model_arch|embedding_model|best_model|selected_model|starting_model|using_model|llm_model"),
    (FactKind.MODEL, 0.75, "pretrained|weights|checkpoint|init_checkpoint|resume_from_checkpoint|resume_from|load_from|tokenizer|encoder|decoder|algorithm|algo|method|fine-tuning_method|"
     "finetuning_type|adapter|policy|estimator|classifier|task_type|boosting|objective|agent|quantization|lora_target|peft_type|approach|pretrained_weights|ckpt_path|load_checkpoint|booster|learner"),
    (FactKind.DATASET, 0.9, "dataset|dataset_name|data|train_file|training_file|train_data|data_path|dataset_path|data_dir|train_path|datasets|corpus|train_dataset|data_name|dataset_dir|"
     "eval_dataset|test_dataset|validation_file|train_json|ann_file|data_root|train_data_path|train_files|val_files|benchmark|input_file|dataset_type|data_type|train_set|eval_data|test_data|dataset_id"),
    (FactKind.TASK, 0.85, "task|task_name|tasks|experiment|experiment_name|exp_name|project|project_name|run_name|goal|objective_text|job_name|wandb_project|title|task_prompt|selected_tasks|problem|purpose|"
     "hypothesis|label_column|target_column|target|problem_type|instance_id|issue|question|study_name|exp|experiment_id|config_file|config|cfg|game|env|env_id|environment_name|script|command|cmd|command_line|argv"),
    (FactKind.TASK, 0.55, "inputs|query|user_query|instruction|user_input|request|user_prompt|problem_statement|user_request"),
    (FactKind.SETTING, 0.75, "lr|learning_rate|base_lr|init_lr|initial_lr|lr0|max_lr|batch_size|train_batch_size|per_device_train_batch_size|total_batch_size|global_batch_size|total_train_batch_size|"
     "micro_batch_size|epochs|num_epochs|num_train_epochs|max_epochs|n_epochs|total_epochs|max_steps|total_steps|num_steps|num_iterations|max_iter|total_optimization_steps|"
     "instantaneous_batch_size_per_device|steps_per_epoch|total_training_steps|train_iters|n_iter|n_iters|num_iter|num_iters|max_iters|total_iters|num_updates|n_steps|train_steps|num_train_steps|temperature|num_boost_round|n_estimators|total_timesteps|niter|batch"),
    (FactKind.SETTING, 0.6, "seed|optimizer|optim|scheduler|lr_scheduler|lr_scheduler_type|lr_schedule|weight_decay|momentum|warmup_steps|warmup_ratio|warmup|gradient_accumulation_steps|dropout|max_length|"
     "max_seq_length|max_seq_len|seq_len|block_size|sequence_length|context_length|max_model_len|n_ctx|num_ctx|ctx_size|max_tokens|max_new_tokens|lora_rank|lora_r|r|lora_alpha|precision|"
     "mixed_precision|fp16|bf16|dtype|torch_dtype|zero_stage|deepspeed|num_layers|n_layer|hidden_size|n_embd|n_head|num_classes|nc|image_size|img_size|imgsz|input_size|resolution|depth|"
     "max_total_num_tokens|gamma|num_leaves|max_depth|n_trials|top_p|top_k|eval_batch_size|n_gpus|num_gpus|world_size|tensor_parallel_size|tp_size|num_nodes|n_layers|clip_grad|max_grad_norm|"
     "grad_clip|early_stopping|patience|stage|vocab_size|kl_coef|beta|gpus|devices|num_fewshot|limit|n_shot|few_shot|version|image_shape|dist_world_size|label_smoothing|num_samples|max_new_token|"
     "eval_metric|evaluation_metric|metric_for_best_model|loss_function|loss_fn|criterion|loss|num_workers|hidden_dim|d_model|num_heads|max_prompt_length|max_response_length|rollout_n|n_agents|process|flow|load_epoch|model_load_epoch|begin_epoch|start_epoch|resume_epoch|initial_epoch|start_step"),
    (FactKind.COUNT, 0.7, "num_examples|num_train_examples|train_examples|train_size|test_size|val_size|num_training_samples|n_train|n_test|n_val|samples|examples|images|num_images|rows|records|total_samples|"
     "n_parameters|num_parameters|number_of_parameters|params|parameters|total_params|trainable_params|number_of_trainable_parameters|all_params|total_parameters|trainable_parameters|"
     "num_params|model_parameters|trainable_parameter|total_trainable_params|number_of_params|n_params|total_tokens|num_tokens|tokens|train_samples|test_samples|number_of_examples|number_of_training_examples|"
     "num_training_images|n_samples|dataset_size|total|count|code_lines|num_code_files|version_updates|trials|param_count|passed|failed|succeeded|errors|non-trainable_params"),
    (FactKind.DURATION, 0.65, "duration|train_runtime|runtime|elapsed|elapsed_time|total_time|training_time|time_taken|wall_time|total_training_time|walltime|time_elapsed|total_duration|took|run_time|cpu_time|"
     "execution_time|time_cost|inference_time|eval_runtime|load_time|processing_time|total_elapsed|finished_in|completed_in"),
    (FactKind.RESOURCE, 0.6, "gpu|gpu_name|device|device_name|gpu_type|peak_gpu_memory|peak_memory|max_memory|gpu_memory|memory|max_mem|gpu_mem|max_memory_allocated|max_memory_mb|mem_usage|cost|total_cost|"
     "total_tokens_used|prompt_tokens|completion_tokens|input_tokens|output_tokens|throughput|tokens_per_second|train_samples_per_second|cuda_device|gpus_available|accelerator|total_gpu_memory|gpu_0|peak_mem|"
     "tokens_used|cost_usd|total_cost_usd|num_turns|duration_ms|instance_cost|api_calls|vram|peak_vram"),
    (FactKind.ARTIFACT, 0.7, "output_dir|output_path|save_dir|log_dir|checkpoint_dir|output|work_dir|out_dir|save_path|results_dir|logdir|output_file|default_root_dir|results_saved|checkpoint_saved|model_saved|exp_dir|"
     "result_dir|run_dir|saved_to|results_file|report|out|logging_to|export_path"),
    (FactKind.ENVIRONMENT, 0.35, "python|python_version|torch|pytorch|pytorch_version|torch_version|cuda|cuda_version|platform|os|hostname|host|commit|git_commit|git_hash|transformers|tensorflow|tensorflow_version|"
     "version_info|cpu|cudnn|driver_version|nodes|node|cluster|partition|job_id|slurm_job_id|jax|numpy|sys.platform|seed_everything|user|run_id|git|git_sha|branch|vllm_version|transformers_version"),
)  # fmt: skip

_KINDS = {name: (kind, weight) for kind, weight, names in reversed(_TABLE) for name in names.split("|")}
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z][a-z])")
_PAREN = re.compile(r"\s*\(.*\)$")
_LESS = re.compile(
    r"eval|test|decay|min|final|warmup|step_size|scheduler|teacher|critic|ref|rollout|hub|repo|cache|keep|log|save|debug|print"
)


_DESCRIBED = (FactKind.MODEL, FactKind.DATASET, FactKind.SETTING)
"""What is still itself with one word more before its name."""


@lru_cache(maxsize=20_000)
def meaning(name: str) -> tuple[FactKind, float] | None:
    """Return what kind of fact a name stands for and its weight, or None for a name that is not in the table."""
    plain = _CAMEL.sub("_", _PAREN.sub("", name.strip())).lower().replace(" ", "_").replace("-", "_").strip("_.")
    found = _KINDS.get(plain) or _KINDS.get(plain.replace("_", "-"))
    if found:
        return found
    last = re.split(r"[./]", plain)[-1]
    found = _KINDS.get(last) if last != plain else None
    if found:
        return found[0], found[1] * (0.6 if _LESS.search(plain) else 0.8)
    for head in ("num_", "n_", "number_of_", "the_", "total_", "max_", "using_", "use_", "--"):
        if plain.startswith(head) and plain[len(head) :] in _KINDS:
            kind, weight = _KINDS[plain[len(head) :]]
            return kind, weight * 0.9
    _, parted, rest = plain.partition("_")
    known = _KINDS.get(rest) if parted and "_" in rest else None
    if known and known[0] in _DESCRIBED and not _LESS.search(plain):
        return known[0], known[1] * 0.5  # `instance_data_dir` is a `data_dir`
    return None

# ruff: noqa: E501 - patterns and tables read better whole
"""Which lines start a new launch in a log to which several were appended. Digits are treated alike (see shapes.py)."""

import re

LAUNCH = re.compile(
    rb"Rank of current process: |^nohup: ignoring input|^Namespace\(|start with arguments Namespace\(|^wandb: Tracking run with wandb version|^wandb: Currently logged in as|"
    rb"MLWS run started|^-+ ?Launching|Command Line Args:? Namespace|^=+ ?(?:START|Starting|RUN|Run) ?\d*|^Script started on|^\s*Sending job|^SLURM_JOB_ID|^Job started"
)

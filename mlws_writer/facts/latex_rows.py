r"""Rows of a LaTeX table, which some programs print: full model & 71.4 & 3.75 \\."""

import re

_LATEX_ROW = re.compile(r"[^&\\]*(?<!\\)&.*\\\\(?:\s*\\(?:hline|midrule|toprule|bottomrule))?\s*$")
_LATEX_SIGNS = re.compile(r"(?<!\\)&|\\\\.*$|\\(?=[%&_#])|\$")


def with_pipes(line: str) -> str:
    """Give a row of a LaTeX table as one of a table with pipes, each character where it was."""
    if not _LATEX_ROW.match(line):
        return line
    return _LATEX_SIGNS.sub(lambda match: "|" if match.group() == "&" else " " * len(match.group()), line)

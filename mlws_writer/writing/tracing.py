"""LangChain uploads prompts when certain variables of the shell say so; here nothing leaves the machine."""

import os

_SWITCHES = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2")


def switch_off() -> None:
    """Switch tracing off for this process; call it before LangChain is imported, which reads the variables then."""
    for name in _SWITCHES:
        os.environ[name] = "false"

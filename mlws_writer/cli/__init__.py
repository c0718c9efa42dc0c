"""The command line: one module a command; the only code that prints or exits."""

from mlws_writer.cli.boundary import main

__all__ = ["main"]

"""Every error that is raised on purpose, as a tree; the command line turns each into three lines and an exit code.

MlwsError
├── UsageError            2  the command or a setting is wrong
├── InputError            3  an input that was named is missing or unreadable
├── ModelUnavailable      4  the model that was asked for cannot be had
│   └── ReplyError        4  it answered, but not in a form that can be used
├── Busy                  5  locked by another mlws, or the file keeps changing
├── Refused               6  going on could harm a person's text
└── StorageError          7  the disk is full or read-only
"""


class MlwsError(Exception):
    """What went wrong and where (the message), why, and what to do about it."""

    exit_code = 8

    def __init__(self, message: str, *, why: str = "", fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.why = why
        self.fix = fix


class UsageError(MlwsError):
    """The command line or a setting cannot be followed."""

    exit_code = 2


class InputError(MlwsError):
    """An input that was named is missing or unreadable."""

    exit_code = 3


class ModelUnavailable(MlwsError):
    """The model that was asked for cannot be had."""

    exit_code = 4


class ReplyError(ModelUnavailable):
    """The model answered, but the reply is cut, empty or not of the form that was asked for."""


class Busy(MlwsError):
    """Another mlws holds the workspace, or the file changes faster than it can be written."""

    exit_code = 5


class Refused(MlwsError):
    """Going on could harm text that a person wrote."""

    exit_code = 6


class StorageError(MlwsError):
    """The disk is full, read-only or failing; nothing was changed."""

    exit_code = 7

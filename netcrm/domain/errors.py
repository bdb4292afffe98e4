"""What can go wrong, as a person is told it: a sentence, perhaps a remedy, and an exit code."""

from __future__ import annotations

from enum import IntEnum, unique
from typing import ClassVar


@unique
class ExitCode(IntEnum):
    """What the program answers its caller; nothing found is a success."""

    OK = 0
    FAILED = 1
    USAGE = 2
    NOT_FOUND = 3
    AMBIGUOUS = 4
    CONFLICT = 5
    BAD_FILE = 6
    INTERRUPTED = 130


class NetcrmError(Exception):
    """An error that a person can do something about.

    ``message`` is one sentence, ``hint`` what to type next, ``candidates`` the contacts that
    were meant perhaps, as ``(id, name)``.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.FAILED
    code: ClassVar[str] = "failed"

    def __init__(
        self, message: str, *, hint: str = "", candidates: tuple[tuple[int, str], ...] = ()
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.candidates = candidates


class UsageError(NetcrmError):
    """The command line says something that cannot be meant."""

    exit_code = ExitCode.USAGE
    code = "usage"


class NotFoundError(NetcrmError):
    """No such contact or record."""

    exit_code = ExitCode.NOT_FOUND
    code = "not_found"


class JoinedMeanwhileError(NotFoundError):
    """A contact was joined into another one while a command waited for its turn."""


class AmbiguousError(NetcrmError):
    """A name, or a word, that several contacts or records answer to."""

    exit_code = ExitCode.AMBIGUOUS
    code = "ambiguous"


class ConflictError(NetcrmError):
    """What is asked contradicts what is there."""

    exit_code = ExitCode.CONFLICT
    code = "conflict"


class BadFileError(NetcrmError):
    """A file that cannot be read as what it should be."""

    exit_code = ExitCode.BAD_FILE
    code = "bad_file"

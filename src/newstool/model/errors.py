"""The error tree: a subclass wherever a caller would act differently.

NewstoolError
|-- UsageError        the call itself is wrong: an unknown format, a bad option
|   `-- NotAskedError   evidence or blocks of a record that was made without them
|-- InputError        the input can't be opened or read
|   |-- DecodeError   its bytes aren't text
|   `-- RecordError   a line of NDJSON isn't a document
|-- EmptyInputError   there is nothing in it
|-- NoArticleError    it was read, and there is no article in it
|-- LimitError        a bound on time or size was reached and nothing could be kept
`-- OutputError       the result can't be written
    `-- OverwriteError  a file is there already
"""

from __future__ import annotations

import os


class NewstoolError(Exception):
    """Base of every error newstool raises on purpose: what, where, and what to do."""

    def __init__(self, what: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.what}{advice}"

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process boundaries; keyword-only arguments need their own way to pickle.
        return _rebuild, (type(self), self.what, self.where, self.hint)


def _rebuild(
    kind: type[NewstoolError], what: str, where: str | None, hint: str | None
) -> NewstoolError:
    return kind(what, where=where, hint=hint)


class UsageError(NewstoolError):
    """The call itself is wrong."""


class NotAskedError(UsageError, AttributeError):
    """The evidence or the blocks are read of a record that was made without them."""


class InputError(NewstoolError):
    """The input can't be opened or read."""


class DecodeError(InputError):
    """The input's bytes aren't text."""


class RecordError(InputError):
    """A line of NDJSON is neither a document nor a record."""


class EmptyInputError(NewstoolError):
    """There is nothing in the input."""


class NoArticleError(NewstoolError):
    """The input was read, and no article was found in it."""


class LimitError(NewstoolError):
    """A bound on time or size was reached and nothing could be kept."""


class OutputError(NewstoolError):
    """The result can't be written."""


class OverwriteError(OutputError):
    """A file is there already, and nobody said that it may be overwritten."""


def as_newstool_error(error: Exception) -> NewstoolError:
    """An error as one of ours: any other is a fault of newstool, and says where it is."""
    if isinstance(error, NewstoolError):
        return error
    what = "out of memory" if isinstance(error, MemoryError) else _internal(error)
    return LimitError(what, hint="please report it together with the input")


def _internal(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" in {os.path.basename(trace.tb_frame.f_code.co_filename)}" if trace else ""  # noqa: PTH119
    return f"internal error: {type(error).__name__}: {error}{place}"

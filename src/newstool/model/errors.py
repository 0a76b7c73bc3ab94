"""The error tree: a subclass wherever a caller would act differently.

NewstoolError
|-- UsageError        the call itself is wrong: an unknown format, a bad option
|-- InputError        the input can't be opened or read
|   |-- DecodeError   its bytes are no text
|   `-- RecordError   a line of NDJSON is no document
|-- EmptyInputError   there is nothing in it
|-- NoArticleError    it was read, and there is no article in it
|-- LimitError        a bound on time or size was reached and nothing could be kept
`-- OutputError       the result can't be written
"""

from __future__ import annotations


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


class InputError(NewstoolError):
    """The input can't be opened or read."""


class DecodeError(InputError):
    """The input's bytes are no text."""


class RecordError(InputError):
    """A line of NDJSON is no document and no record."""


class EmptyInputError(NewstoolError):
    """There is nothing in the input."""


class NoArticleError(NewstoolError):
    """The input was read, and no article was found in it."""


class LimitError(NewstoolError):
    """A bound on time or size was reached and nothing could be kept."""


class OutputError(NewstoolError):
    """The result can't be written."""

"""Packages that only some kinds of files need.

Messages name the package itself, not newstool's extra: that is right wherever newstool was
installed from.
"""

from __future__ import annotations

import importlib
from importlib.util import find_spec
from types import ModuleType

from newstool.model.errors import InputError

# By the extra that installs them.
PACKAGES = {"zstd": "zstandard", "pdf": "pypdfium2", "warc": "brotli"}


def is_installed(extra: str) -> bool:
    """Whether the package of an extra is there."""
    return find_spec(PACKAGES[extra]) is not None


def package_of(extra: str, title: str) -> ModuleType:
    """The package that reads `title` ('a PDF'). Raises `InputError` where it isn't installed."""
    try:
        return importlib.import_module(PACKAGES[extra])
    except ImportError as error:
        what = f"it is {title}, which newstool reads with the package {PACKAGES[extra]}"
        raise InputError(what, hint=f"pip install {PACKAGES[extra]}") from error

"""What the tests share."""

import json

import jsonschema
import pytest

from newstool.schema import schema

_VALIDATOR = jsonschema.Draft202012Validator(schema())


def assert_valid(record):
    """Fail with the first fault of a record (a mapping, or its JSON) against the schema."""
    if isinstance(record, str | bytes):
        record = json.loads(record)
    fault = next(_VALIDATOR.iter_errors(record), None)
    assert fault is None, f"{'.'.join(map(str, fault.absolute_path))}: {fault.message}"


@pytest.fixture
def valid():
    """`assert_valid` for tests that don't import it."""
    return assert_valid

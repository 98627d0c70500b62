"""Fixtures that all tests share."""

import pytest

from lagebild.lang import Language, load


@pytest.fixture(scope="session")
def german() -> Language:
    """The shipped German, loaded once."""
    return load("de")

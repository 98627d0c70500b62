"""Fixtures that all tests share."""

import os

import pytest
from hypothesis import settings

from lagebild.lang import Language, load

settings.register_profile("same", derandomize=True)
settings.register_profile("search", derandomize=False, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session")
def german() -> Language:
    """The shipped German, loaded once."""
    return load("de")

"""A site and a fetcher that may ask it."""

from collections.abc import Iterator

import pytest

from lagebild.fetch import Bounds, Fetcher
from tests.fetch.site import Site, running


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as made:
        yield made


@pytest.fixture
def fetcher(site: Site) -> Fetcher:
    return Fetcher(hosts=frozenset((site.host,)), bounds=Bounds(size=200_000, seconds=3))

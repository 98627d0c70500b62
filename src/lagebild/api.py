"""What `import lagebild` offers: read a text, read a report, open a store."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from lagebild.lang import Language, load
from lagebild.model import Reading, Report

if TYPE_CHECKING:
    from lagebild.store import Store


@lru_cache(maxsize=4)
def language(model: str | None = None, lexicons: tuple[Path, ...] = ()) -> Language:
    """German with the shipped model, or with another spaCy model and an analyst's own lexicons; loaded once."""
    return load("de", model, lexicons)


def read(
    text: str, *, published: str | None = None, outlet: str | None = None, title: str | None = None, id: str = "text"
) -> Reading:
    """The reading of a text, which is kept code point for code point.

    published: ISO 8601 at the precision that is known; without it "gestern" and the like stay open.

    >>> read("Berlin dementierte den Bericht.", published="2023-05-02").quotations[0].stance.value
    'denies'
    """
    return read_report(Report(id=id, text=text, published=published, outlet=outlet, title=title))


def read_report(report: Report) -> Reading:
    """The reading of a report that intake or somebody else made."""
    from lagebild.pipeline import read as pipeline_read

    return pipeline_read(report, language())


def open_store(where: str | Path | None = None) -> "Store":
    """The store at a path, else at the default location. Raises StoreError with a remedy."""
    from lagebild.store import open_store as opened

    return opened(where)

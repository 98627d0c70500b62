"""A question of a reader, as the views get it: the store, the index, the address and the words of his language."""

from dataclasses import dataclass
from typing import Any

from starlette.datastructures import QueryParams
from starlette.requests import Request

from lagebild.present import Catalogue, catalogue
from lagebild.store import Store
from lagebild.web.cabinet import Cabinet
from lagebild.web.index import Index
from lagebild.web.words import words

Content = dict[str, Any]


@dataclass(frozen=True)
class Ask:
    """One question. visit: ISO time of the reader's visit before this one, "" on the first."""

    store: Store
    cabinet: Cabinet
    request: Request
    lang: str
    visit: str = ""
    read_only: bool = False

    @property
    def params(self) -> QueryParams:
        """The query of the address."""
        return self.request.query_params

    @property
    def talk(self) -> Catalogue:
        """The catalogue of the reader's language."""
        return catalogue(self.lang)

    @property
    def w(self) -> dict[str, str]:
        """The words of the page in the reader's language."""
        return words(self.lang)

    def index(self) -> Index:
        """The ledger in columns, as it stands now."""
        return self.cabinet.index()

    @property
    def offset(self) -> int:
        """`?ab=`: how many rows to skip; nonsense counts as 0."""
        asked = self.params.get("ab", "0")
        return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0

    def page(self, start: int) -> str:
        """The address of this page from another row on, the filters kept."""
        url = self.request.url.include_query_params(ab=start) if start else self.request.url.remove_query_params("ab")
        return url.path + (f"?{url.query}" if url.query else "")

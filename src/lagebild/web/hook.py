"""Tells a webhook what is new under a saved filter, while the desk runs."""

import sys
import threading
from collections.abc import Callable

import msgspec
from starlette.datastructures import QueryParams

from lagebild.fetch.http import Answer, FetchError
from lagebild.model import LagebildError
from lagebild.present import catalogue
from lagebild.web.cabinet import Cabinet, StillCounting
from lagebild.web.filters import asked_of
from lagebild.web.news import News, news

EVERY_S = 15.0
MOST_AT_ONCE = 20
"""News in one message; the others come with the next."""
Post = Callable[[str, bytes], Answer]


class Hook:
    """What was told already. cabinet: the index, which the pages share; query: the filter, as in the address of a page;
    post: how a message is sent."""

    def __init__(self, cabinet: Cabinet, url: str, query: str, lang: str, post: Post) -> None:
        self.cabinet, self.url, self.lang, self.post = cabinet, url, lang, post
        self.asked = asked_of(QueryParams(query.lstrip("?")))
        self.known: set[str] | None = None
        self._ends = threading.Event()

    def _news(self) -> list[News]:
        return news(self.cabinet.store, self.cabinet.index(), self.asked, catalogue(self.lang))

    def look(self) -> int:
        """Tell what is new since the last look; how much that was. The first look only takes note. What could not be
        delivered is told again the next time. Raises FetchError where the webhook did not take it."""
        found = self._news()
        if self.known is None:
            self.known = {each.id for each in found}
        known = self.known
        fresh = [each for each in found if each.id not in known][-MOST_AT_ONCE:]
        if not fresh:
            return 0
        answer = self.post(self.url, msgspec.json.encode({"news": fresh[::-1]}))
        if answer.status >= 300:
            raise FetchError(f"{self.url} answered with {answer.status}.", "It is told again.")
        known.update(each.id for each in fresh)
        return len(fresh)

    def run(self) -> None:
        """Look again and again until `end`."""
        while True:
            try:
                self.look()
            except StillCounting:
                pass
            except LagebildError as error:
                print(error.message, file=sys.stderr, flush=True)
            if self._ends.wait(EVERY_S):
                return

    def start(self) -> None:
        """Look beside the readers."""
        threading.Thread(target=self.run, name="webhook", daemon=True).start()

    def end(self) -> None:
        """Look no more."""
        self._ends.set()

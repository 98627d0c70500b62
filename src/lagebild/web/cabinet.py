"""Keeps the index of a store and makes it anew when the ledger changes, beside the readers and not in their way."""

import multiprocessing
import os
import threading
import time
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from lagebild.model import LagebildError
from lagebild.store import Store
from lagebild.store.overview import ledger_size, ledger_state
from lagebild.web.index import Index
from lagebild.web.indexing import make_index

SMALL = 5_000
"""Events of a ledger that is counted at once, in the question that finds it changed; a larger one is counted by a
process of its own while the readers see the numbers as they were."""
PATIENCE_S = 4.0
"""Seconds that a question waits for the first index."""
REST = 4
"""After counting for a while so many times that long nothing is counted again: at most a fifth of a core is used."""


class StillCounting(LagebildError):
    """The first index is not ready yet."""


class Cabinet:
    """The index of a store. Safe to use from several threads; `close` it when done."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._index: Index | None = None
        self._lock = threading.Lock()
        self._waiting: Future[Index] | None = None
        self._rested = 0.0

    def index(self) -> Index:
        """The index of the ledger as it stands now; while a large one is made anew, the one before.

        Raises StillCounting where there is none yet and counting takes long.
        """
        state, known = ledger_state(self.store), self._index
        if known is not None and known.state == state:
            return known
        if known is not None and known.size > SMALL:
            self._begin(state)
            return self._index or known
        if known is None:
            return self._first(state)
        with self._lock:
            if self._index is None or self._index.state != state:
                self._index = make_index(self.store, state)
            return self._index

    def _first(self, state: str) -> Index:
        if ledger_size(self.store) <= SMALL:
            with self._lock:
                self._index = self._index or make_index(self.store, state)
                return self._index
        waiting = self._begin(state)
        if waiting is not None:
            try:
                waiting.result(timeout=PATIENCE_S)
            except TimeoutError as error:
                raise StillCounting("The events of the store are being counted.", "") from error
        found = self._index
        if found is None:
            raise StillCounting("The events of the store are being counted.", "")
        return found

    def _begin(self, state: str) -> "Future[Index] | None":
        """Make the index beside the readers, unless that is done already or was done just now."""
        with self._lock:
            if self._waiting is not None and not self._waiting.done():
                return self._waiting
            if self._index is not None and (self._index.state == state or time.monotonic() < self._rested):
                return None
            begun = time.monotonic()
            crew = ThreadPoolExecutor(1, thread_name_prefix="count")
            waiting = self._waiting = crew.submit(self._made, state, begun)
            crew.shutdown(wait=False)
            return waiting

    def _made(self, state: str, begun: float) -> Index:
        where = self.store.engine.url.render_as_string(hide_password=False)
        try:
            with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as crew:
                found = crew.submit(counted, where, state).result()
        except BrokenProcessPool:
            found = make_index(self.store, state)
        self._index = found
        self._rested = time.monotonic() + REST * (time.monotonic() - begun)
        return found


def counted(where: str, state: str) -> Index:
    """The index of the store at an address; for a process that does nothing else."""
    import gc

    from lagebild.store import open_store

    gc.disable()
    if hasattr(os, "nice"):
        os.nice(10)  # The readers come first.
    with open_store(where, create=False) as store:
        return make_index(store, state)

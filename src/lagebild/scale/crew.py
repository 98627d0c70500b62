"""Reading with several processes of this machine, results in the order of the reports."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

from lagebild.lang import Language, load
from lagebild.model import LagebildError, Reading, Report
from lagebild.pipeline import Failure, read_all

ALONE: Final = 64
"""Reports that are read before helpers are called: loading the model takes a helper as long as these take to read."""
CHUNK: Final = 8
"""Reports that a helper takes at once."""
AHEAD: Final = 3
"""Chunks for each helper that are handed out before the first of them has come back; bounds the memory."""
Lexicons = tuple[Path, ...]


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_in_order(
    reports: Iterable[Report], language: Language, workers: int, model: str | None = None, lexicons: Lexicons = ()
) -> Iterator[Reading | Failure]:
    """The same as `read_all`, with helpers once there is more to do than starting them takes.

    language: of this process; model, lexicons: what the helpers load, the same as in `language`. Raises LagebildError
    where a helper dies; what came before holds.
    """
    source = iter(reports)
    yield from read_all(source if workers < 2 else islice(source, ALONE), language)
    chunks = iter(lambda: list(islice(source, CHUNK)), [])
    first = next(chunks, None)
    if first is None:
        return
    with helpers(workers) as pool:
        waiting = deque([pool.submit(_read_chunk, first, model, lexicons)])
        try:
            for chunk in chunks:
                waiting.append(pool.submit(_read_chunk, chunk, model, lexicons))
                if len(waiting) > AHEAD * workers:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise LagebildError(
                "A process that read reports died; memory may have run out.",
                "Run the same command again to go on, with --workers 1 if it happens again.",
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def helpers(workers: int, recycled: int | None = None) -> ProcessPoolExecutor:
    """Processes that are begun anew and not forked, for a copy of a process with threads may hang. Ctrl-C is for the
    process that called them. recycled: tasks after which each is replaced."""
    return ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN), max_tasks_per_child=recycled,
    )  # fmt: skip


@lru_cache(maxsize=1)
def warm(model: str | None, lexicons: Lexicons) -> Language:
    """The language of a helper, loaded with its first task and kept."""
    return load("de", model, lexicons)


def _read_chunk(reports: list[Report], model: str | None, lexicons: Lexicons) -> list[Reading | Failure]:
    return list(read_all(reports, warm(model, lexicons)))

"""Who does the work: the cores of this machine, or a Ray cluster. Both give the same files."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from lagebild.lang import Language, load
from lagebild.model import InputError
from lagebild.scale.crew import helpers, warm
from lagebild.scale.linking import Window
from lagebild.scale.output import Output
from lagebild.scale.shards import Shard
from lagebild.scale.work import SECONDS, Done, Failed, work

_Task = TypeVar("_Task", Shard, Window)
Work = Callable[[_Task, Output, Language, float], Done | Failed]
"""What is done with a task: publishes what comes of it, unless that is published already."""

TRIES: Final = 3
"""How often a shard is begun whose worker dies; then it is called failed and the others go on."""
RECYCLED: Final = 50
"""Shards after which a worker is replaced, so that its memory stays bounded."""


def run_local(
    shards: Sequence[_Task],
    output: Output,
    *,
    workers: int,
    do: Work[Any] = work,
    model: str | None = None,
    lexicons: tuple[Path, ...] = (),
    seconds: float = SECONDS,
) -> Iterator[Done | Failed]:
    """Do the shards, or other tasks, with processes of this machine; results as they come. A worker that dies is
    replaced."""
    tries = {shard.key: 0 for shard in shards}
    left = list(shards)
    while left:
        again: list[_Task] = []
        with helpers(workers, RECYCLED) as pool:
            waiting: dict[Future[Done | Failed], _Task] = {}
            try:
                for shard in left:
                    waiting[pool.submit(_in_worker, do, shard, output, model, lexicons, seconds)] = shard
                while waiting:
                    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                        yield future.result()
                        del waiting[future]
            except BrokenProcessPool:
                again = list(waiting.values())
            except GeneratorExit:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        left = []
        for shard in again:
            # Nobody knows which of the shards in work killed its worker: each that was not done has had a try.
            tries[shard.key] += 1
            if tries[shard.key] < TRIES:
                left.append(shard)
            else:
                yield Failed(key=shard.key, source=shard.source, reason=f"its worker died {TRIES} times")


def _in_worker(
    do: Work[Any], shard: _Task, output: Output, model: str | None, lexicons: tuple[Path, ...], seconds: float
) -> Done | Failed:
    return do(shard, output, warm(model, lexicons), seconds)


class RayWorker:
    """An actor of Ray with the model warm: takes shards, gives what became of them."""

    def __init__(
        self, do: Work[Any], kind: type[Any], output: Output, model: str | None, lexicons: tuple[Path, ...],
        seconds: float,
    ) -> None:  # fmt: skip
        self.do, self.kind, self.output, self.seconds = do, kind, output, seconds
        self.language = load("de", model, lexicons)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """A batch of shards, as Ray Data hands it over."""
        shards = [msgspec.json.decode(bytes(shard), type=self.kind) for shard in batch["shard"]]
        found = [self.do(shard, self.output, self.language, self.seconds) for shard in shards]
        return {
            "done": [isinstance(each, Done) for each in found],
            "result": [msgspec.json.encode(each) for each in found],
        }


def run_ray(
    shards: Sequence[_Task],
    output: Output,
    *,
    workers: int,
    do: Work[Any] = work,
    model: str | None = None,
    lexicons: tuple[Path, ...] = (),
    seconds: float = SECONDS,
    address: str | None = None,
) -> Iterator[Done | Failed]:
    """Do the shards, or other tasks of one kind, with Ray Data. address: of a running cluster; without it Ray starts on
    this machine.

    The output folder must be reachable under the same path from every worker. Raises InputError where Ray is missing.
    """
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise InputError("Ray is not installed.", "Install it with: pip install 'lagebild[scale]'") from error
    own = not ray.is_initialized()
    if own:
        # One core more than workers: the tasks that hand out the shards need one of their own.
        cpus = None if address else workers + 1
        ray.init(address=address, num_cpus=cpus, include_dashboard=False, log_to_driver=False, configure_logging=False)
    try:
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        context.actor_task_retry_on_errors = True
        items = [{"shard": msgspec.json.encode(shard)} for shard in shards]
        done = ray.data.from_items(items, override_num_blocks=len(items)).map_batches(
            RayWorker, batch_size=1, concurrency=min(workers, len(items)), num_cpus=1,
            fn_constructor_args=(do, type(shards[0]), output, model, lexicons, seconds),
        )  # fmt: skip
        for row in done.iter_rows():
            result = bytes(row["result"])
            yield msgspec.json.decode(result, type=Done) if row["done"] else msgspec.json.decode(result, type=Failed)
    finally:
        if own:
            ray.shutdown()

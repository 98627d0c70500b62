"""Reading pages and documents in a process of its own, with limits on time and memory.

Extractors meet pages on which they take minutes or gigabytes. The child reads one document after another; one that
takes too long or too much is given up, the child is ended, and a new one reads the next.
"""

import os
import select
import struct
import subprocess
import sys
from types import TracebackType
from typing import Any, BinaryIO, Final

import msgspec
from msgspec import Struct

from lagebild.intake.limits import DEFAULT, Limits
from lagebild.model import InputError

HEAD: Final = struct.Struct("<8sQ")
"""Name of a task or of an outcome, and the number of bytes that follow."""

TASKS: Final = {"page": "lagebild.intake.extract:page", "pdf": "lagebild.intake.pdf:extract"}
WAIT_FACTOR: Final = 3.0
"""A child on a busy machine may take so much longer by the clock than by CPU time."""

MOST_TASKS: Final = 5000
"""After so many documents a fresh child takes over: extractors keep some memory of each."""


class Failed(Struct, frozen=True):
    """Why a document could not be read."""

    message: str
    remedy: str


class Sandbox:
    """The child process, started when first needed. Not to be shared between threads; `close` it when done."""

    def __init__(self, limits: Limits = DEFAULT) -> None:
        self._limits = limits
        self._child: subprocess.Popen[bytes] | None = None
        self._done = 0

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            for stream in (child.stdin, child.stdout):
                if stream is not None:
                    stream.close()
            child.wait()

    def run(self, task: str, data: bytes) -> bytes:
        """What a task of TASKS makes of a document. Raises InputError where it fails or goes beyond the limits."""
        if self._done >= MOST_TASKS:
            self.close()
            self._done = 0
        child = self._started()
        self._done += 1
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(HEAD.pack(task.encode(), len(data)) + data)
            child.stdin.flush()
            outcome, size = HEAD.unpack(self._read(child.stdout, HEAD.size))
            answer = self._read(child.stdout, size)
        except (_Ended, OSError) as error:
            self.close()
            raise InputError(
                f"It cannot be read within {self._limits.seconds:g} seconds and "
                f"{self._limits.memory // 1_000_000} MB of memory.",
                "Save its text alone, for instance from the browser's reader view.",
            ) from error
        except BaseException:
            self.close()  # an answer that comes later must not be taken for that of the next document
            raise
        if outcome.rstrip(b"\x00") == b"failed":
            failed = msgspec.msgpack.decode(answer, type=Failed)
            raise InputError(failed.message, failed.remedy)
        return answer

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._child is None or self._child.poll() is not None:
            self.close()
            command = [sys.executable, "-m", "lagebild.intake.sandbox"]
            limits = [str(self._limits.seconds), str(self._limits.memory)]
            paths = os.pathsep.join(path for path in sys.path if path)
            self._child = subprocess.Popen(
                [*command, *limits], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": paths}, start_new_session=True,
            )  # fmt: skip
        return self._child

    def _read(self, stream: Any, size: int) -> bytes:
        parts: list[bytes] = []
        missing = size
        while missing:
            ready, _, _ = select.select([stream], [], [], self._limits.seconds * WAIT_FACTOR)
            data = os.read(stream.fileno(), min(missing, 1 << 20)) if ready else b""
            if not data:
                raise _Ended
            parts.append(data)
            missing -= len(data)
        return b"".join(parts)


class _Ended(Exception):
    """The child gave no answer."""


def serve(tasks: BinaryIO, answers: BinaryIO, seconds: float, memory: int) -> None:
    """The child's work: read tasks until there are no more."""
    _limit(memory)
    while head := tasks.read(HEAD.size):
        task, size = HEAD.unpack(head)
        data = tasks.read(size)
        _time(seconds)
        outcome, answer = _answer(task.rstrip(b"\x00").decode(), data)
        _time(0)
        answers.write(HEAD.pack(outcome, len(answer)) + answer)
        answers.flush()


def work(task: str, data: bytes) -> bytes:
    """What a task makes of a document, in this process."""
    from importlib import import_module

    module, name = TASKS[task].split(":")
    made: bytes = getattr(import_module(module), name)(data)
    return made


def _answer(task: str, data: bytes) -> tuple[bytes, bytes]:
    try:
        return b"done", work(task, data)
    except InputError as error:
        failed = Failed(error.message, error.remedy)
    except MemoryError:
        failed = Failed("It takes too much memory to read.", "Save its text alone.")
    except Exception as error:
        failed = Failed(f"It cannot be read ({type(error).__name__}).", "Save its text alone.")
    return b"failed", msgspec.msgpack.encode(failed)


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # there are no such limits on Windows
        return
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _time(seconds: float) -> None:
    """Let the system end this process after so much CPU time, also in the midst of a library's C code."""
    import signal

    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def main() -> None:
    """The child: serve what comes on standard input."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    serve(sys.stdin.buffer, answers, float(sys.argv[1]), int(sys.argv[2]))


if __name__ == "__main__":
    main()

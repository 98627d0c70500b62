"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket there, as a user without rights."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = (*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), Path("/usr/local/bin"), Path("/usr/bin"))


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest ones; None where there are none."""
    found = next(
        (folder for folder in PROGRAMS if (folder / "initdb").exists() and (folder / "postgres").exists()), None
    )
    named = shutil.which("initdb")
    return found or (Path(named).resolve().parent if named else None)


def missing() -> str | None:
    """Why no server can be started; None where one can."""
    if programs() is None:
        return "PostgreSQL is not installed (Debian: apt install postgresql)"
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "psycopg is not installed (pip install 'lagebild[postgres]')"
    return None


def _user() -> str | None:
    """The user that the server runs as: not root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def server() -> Iterator[str]:
    """A running server; yields the address of its database `postgres`. It ends with the context."""
    folder = programs()
    assert folder is not None
    user = _user()
    place = Path(tempfile.mkdtemp(prefix="lbpg", dir="/tmp"))
    if user:
        shutil.chown(place, user)
    data = place / "data"
    options = {"user": user, "cwd": "/"} if user else {"cwd": "/"}
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    make = [str(folder / "initdb"), "-D", str(data), "-A", "trust", "-U", "lage", "-E", "UTF8", "--no-sync"]
    subprocess.run(make, check=True, env=env, **options, **quiet)  # type: ignore[call-overload]
    run = [str(folder / "postgres"), "-D", str(data), "-k", str(place), "-c", "listen_addresses=", "-c", "fsync=off"]
    run += ["-c", "max_connections=40", "-c", "shared_buffers=16MB"]
    process = subprocess.Popen(run, env=env, **options, **quiet)  # type: ignore[call-overload]
    try:
        address = f"postgresql+psycopg://lage@/postgres?host={place}"
        _wait(place, process)
        yield address
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(place, ignore_errors=True)


def _wait(place: Path, process: "subprocess.Popen[bytes]") -> None:
    import psycopg

    deadline = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(f"host={place} user=lage dbname=postgres").close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def database(address: str, name: str) -> str:
    """A new, empty database on a server; its address."""
    import psycopg

    host = address.partition("host=")[2]
    with psycopg.connect(f"host={host} user=lage dbname=postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"postgresql+psycopg://lage@/{name}?host={host}"

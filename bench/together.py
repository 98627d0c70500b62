"""Kills watch, add and serve while they work together: python -m bench.together --moments 100

At every moment the three commands run as processes of their own on one store; after a random time some of them, or
all, are killed with SIGKILL. What a command said to be stored, and what a reader saw, must be there afterwards, and the
store must be sound. At the end both commands run through: every report is there once, and the ledger is that of a store
that was filled without kills. The processes are forked off one that has loaded the model, so that most of their time is
work.
"""

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from tests.fetch.site import Site, running

from lagebild.store import ReportFilter, check, counts, ledger, listed, open_store

FEEDS, ITEMS, LINES = 2, 5, 12
"""For each moment: new feeds, entries of each, and lines of the file that is added."""
Launch = Callable[[Path, list[str]], int]
TOWNS = ("Musterstadt", "Hafenau", "Bergheim", "Talbach", "Seeburg", "Neudorf", "Altstadt", "Waldau")


class Outcome(NamedTuple):
    """killed: processes; midway: reports that the killed ones had stored; answered: pages; stored: reports at the end;
    wrong: what is lost, doubled or unsound, one line each."""

    killed: int
    midway: int
    answered: int
    stored: int
    wrong: list[str]


def warmed() -> None:
    """Runs in the process that has the model: forks off a command for each line of standard input, says its number."""
    import lagebild.fetch.watch
    import lagebild.lang
    from lagebild.cli.main import COMMANDS, main
    from lagebild.model import Report
    from lagebild.pipeline import read

    language = lagebild.lang.load()
    read(Report(id="x", text="Der Rat tagte am Montag."), language)
    lagebild.lang.load = lambda *_: language
    lagebild.fetch.watch.PACE = 0.0  # type: ignore[misc]  # all feeds are on one host here
    for name in ("add", "watch", "serve"):
        __import__(COMMANDS[name].partition(":")[0])
    import lagebild.web.app

    print("ready", flush=True)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        asked = json.loads(line)
        number = os.fork()
        if number == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.setsid()
            log = os.open(asked["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            for stream in (1, 2):
                os.dup2(log, stream)
            sys.argv = ["lagebild", *asked["command"]]
            code: Any = 1
            try:
                main()
                code = 0
            except SystemExit as end:
                code = end.code
            finally:
                os._exit(code if isinstance(code, int) else 0 if code is None else 1)
        print(number, flush=True)


@contextmanager
def launcher() -> Iterator[Launch]:
    """A function that starts a command with a file for what it says, and returns its process number."""
    child = subprocess.Popen(
        [sys.executable, "-m", "bench.together", "--warmed"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "LANG": "de_DE.UTF-8", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    asking, answers = child.stdin, child.stdout

    def launch(log: Path, command: list[str]) -> int:
        asking.write(json.dumps({"log": str(log), "command": command}) + "\n")
        asking.flush()
        return int(answers.readline())

    try:
        yield launch
    finally:
        child.stdin.close()
        child.wait(10)
        child.stdout.close()


def text_of(number: int) -> str:
    """A short report of an event in one of a few towns."""
    town, day = TOWNS[number % len(TOWNS)], 1 + number % 27
    return (
        f"Bei einem Angriff auf {town} sind am {day}. Mai 2023 nach Angaben der Polizei {2 + number % 5} Menschen "
        f"verletzt worden. Es war die {number}. Meldung des Tages."
    )


def feed(site: Site, moment: int, which: int) -> str:
    """Serve a feed of summaries; its address."""
    path = f"/feed-{moment}-{which}"
    items = "".join(
        f"<item><title>Meldung {path[6:]}-{n}</title><link>{site.url(f'{path}/{n}')}</link><description>"
        f"{text_of(100_000 + 100 * moment + 10 * which + n)}</description></item>"
        for n in range(ITEMS)
    )
    site.answers[path] = (200, {"ETag": "1"}, f"<rss><channel>{items}</channel></rss>".encode())
    return site.url(path)


class World:
    """The inputs up to a moment, in a folder: feeds.yaml and batch.jsonl."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.folder, self.site = folder, site
        self.feeds: list[str] = []
        self.lines: list[str] = []

    def grow(self, moment: int) -> None:
        """The feeds and lines of a moment come to what is there."""
        self.feeds += [feed(self.site, moment, which) for which in range(FEEDS)]
        for n in range(moment * LINES, (moment + 1) * LINES):
            self.lines.append(json.dumps({"id": f"zeile-{n}", "text": text_of(n), "published": "2023-05-28"}))
        entries = "".join(f"  - {{url: '{url}', name: '{url}', full: false}}\n" for url in self.feeds)
        (self.folder / "feeds.yaml").write_text("feeds:\n" + entries, "utf-8")
        (self.folder / "batch.jsonl").write_text("\n".join(self.lines) + "\n", "utf-8")

    def commands(self, where: str, port: int) -> dict[str, list[str]]:
        """The three commands."""
        return {
            "watch": ["--store", where, "watch", str(self.folder / "feeds.yaml"), "--allow-host", self.site.host],
            "add": ["--store", where, "add", str(self.folder / "batch.jsonl"), "--workers", "1"],
            "serve": ["--store", where, "serve", "--port", str(port)],
        }

    def expected(self) -> set[str]:
        """The ids of all reports."""
        hosts = {f"{url.removeprefix('http://')}/{n}" for url in self.feeds for n in range(ITEMS)}
        return hosts | {f"zeile-{n}" for n in range(len(self.lines))}


def alive(number: int) -> bool:
    """Does a process run?"""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def end(numbers: list[int]) -> None:
    """Kill processes, and wait until they are gone."""
    for number in numbers:
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
    while any(map(alive, numbers)):
        time.sleep(0.005)


def ids(where: str) -> set[str]:
    """What a reader sees."""
    with open_store(where, create=False) as store:
        return {report.id for report in listed(store)}


def told(log: Path) -> set[str]:
    """The reports that `watch` said to be stored."""
    said = re.findall(rf"http://(\S+): {ITEMS} neue Berichte", log.read_text("utf-8")) if log.exists() else []
    return {f"{url}/{n}" for url in said for n in range(ITEMS)}


def ask(port: int) -> int:
    """Look at the pages; how many answer. Raises HTTPError where one fails."""
    answered = 0
    for path in ("/", "/ereignisse", "/berichte", "/suche?q=Angriff"):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=2).close()
            answered += 1
        except urllib.error.HTTPError:
            raise
        except OSError:
            pass
    return answered


def state(where: str) -> str:
    """A digest of the ledger, ids left out that depend on what came first."""
    with open_store(where, create=False) as store:
        events = [msgspec.json.encode(msgspec.structs.replace(event, id="")) for event in ledger(store)]
    return sha256(b"\n".join(sorted(events))).hexdigest()


def run_through(launch: Launch, world: World, where: str, log: Path) -> list[str]:
    """Both commands to their end, one after the other; what they failed with."""
    commands = world.commands(where, 0)
    for command in ([*commands["watch"], "--once"], commands["add"]):
        number = launch(log, command)
        while alive(number):
            time.sleep(0.02)
    return [line for line in log.read_text("utf-8").splitlines() if "rror" in line or "Fehler" in line][:5]


def unsound(where: str) -> list[str]:
    """What is wrong with a store."""
    with open_store(where, create=False) as store:
        return [finding.what for finding in check(store) if finding.fatal]


def doubled(where: str) -> list[str]:
    """Reports with several versions, or more of something than one report has."""
    with open_store(where, create=False) as store:
        found = counts(store)
        versions = sum(1 for _ in listed(store, ReportFilter(versions=True)))
    lines = [f"{versions} versions of {found['reports']} reports"] if versions != found["reports"] else []
    many = found["captures"] > found["reports"]
    return [*lines, *([f"{found['captures']} captures of {found['reports']} reports"] if many else [])]


def killed_together(
    launch: Launch,
    where: str,
    other: str,
    folder: Path,
    moments: int,
    longest: float,
    seed: int,
) -> Outcome:
    """Kill at some moments, then run through; `other` is the place of a second store, filled without kills."""
    chance, wrong, killed, answered, midway = random.Random(seed), list[str](), 0, 0, 0
    port = 20_000 + chance.randrange(20_000)
    with running() as site:
        world = World(folder, site)
        open_store(where).close()
        for moment in range(moments):
            world.grow(moment)
            logs = {name: folder / f"{moment}-{name}.log" for name in ("watch", "add", "serve")}
            numbers = {name: launch(logs[name], words) for name, words in world.commands(where, port).items()}
            until = time.monotonic() + chance.uniform(0.02, longest)
            seen: set[str] = set()
            while time.monotonic() < until:
                seen = ids(where)
                answered += ask(port)
            victims = chance.choice((list(numbers), list(numbers), ["watch"], ["add"], ["watch", "add"]))
            end([numbers[name] for name in victims])
            killed += len(victims)
            said = seen | told(logs["watch"])
            wrong += [f"moment {moment}: lost {sorted(said - now)[:3]}" for now in [ids(where)] if said - now]
            end([number for name, number in numbers.items() if name not in victims])
            wrong += [f"moment {moment}: {line}" for line in unsound(where)]
        midway = len(ids(where))
        wrong += run_through(launch, world, where, folder / "end.log")
        wrong += run_through(launch, world, other, folder / "other.log")
        lost = world.expected() ^ ids(where)
        wrong += [f"at the end lost or too many: {sorted(lost)[:5]}"] if lost else []
        wrong += doubled(where) + unsound(where)
        wrong += [] if state(where) == state(other) else ["the ledger differs from that of a store without kills"]
        return Outcome(killed, midway, answered, len(ids(where)), wrong)


def main() -> None:
    """Print the outcome on both databases."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moments", type=int, default=100)
    parser.add_argument("--longest", type=float, default=1.5, help="seconds until a kill at most")
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--warmed", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.warmed:
        warmed()
        return
    from tests import postgres

    with launcher() as launch, tempfile.TemporaryDirectory() as name:
        for kind in [asked.only] if asked.only else ["sqlite", "postgresql"]:
            folder = Path(name) / kind
            folder.mkdir()
            if kind == "sqlite":
                stores = str(folder / "store.db"), str(folder / "other.db")
                done = killed_together(launch, *stores, folder, asked.moments, asked.longest, asked.seed)
            else:
                with postgres.server() as server:
                    stores = postgres.database(server, "together"), postgres.database(server, "other")
                    done = killed_together(launch, *stores, folder, asked.moments, asked.longest, asked.seed)
            print(f"{kind}: {asked.moments} moments, {done.killed} processes killed, {done.answered} pages answered")
            print(f"{done.midway} reports stored by those that were killed, {done.stored} at the end")
            print("\n".join(done.wrong) or "nothing lost, nothing doubled, the ledger as without kills")


if __name__ == "__main__":
    main()

"""Does the wheel work for somebody who has nothing else? Builds it, installs it with its dependencies from the index
into an empty environment, reads the examples far from the checkout, says what it weighs and how fast it starts.

`python -m tools.wheel_check [--python python3.12]`; a minute or two, needs an index of packages.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
NEEDED = (
    "lagebild/py.typed",
    "lagebild/lang/de/model/meta.json",
    "lagebild/lang/de/model/LICENSE.md",
    "lagebild/lang/de/linking.toml",
    *(
        f"lagebild/lang/de/compiled/{name}.msgpack"
        for name in "actors events intake morphology places reporting times".split()
    ),
    "lagebild/web/static/vendor/htmx/LICENSE",
    "licenses/LICENSE",
    "licenses/NOTICE",
    "entry_points.txt",
)
"""How names end that must be in the wheel."""
NEEDLESS = ("__pycache__", ".pyc", ".map", "/tests/", ".ipynb", ".DS_Store")
DEMO = (
    ("version",),
    ("add", "{root}/examples/reports", "--lexicon", "{root}/examples/lexicon.yaml", "--exercise", "--workers", "1"),
    ("picture",),
    ("ledger", "--contested"),
    ("doctor",),
)
API = """
import lagebild, spacy
reading = lagebild.read("Der Kreml dementierte den Bericht.", published="2022-12")
assert reading.quotations[0].stance == "denies", reading
pipeline = spacy.blank("de"); pipeline.add_pipe("lagebild")
assert pipeline("Der Kreml dementierte den Bericht.")._.lagebild.quotations
"""


def problems(names: Iterable[str]) -> Iterator[str]:
    """What is missing in a wheel, and what is in it though nobody needs it."""
    listed = tuple(names)
    yield from (f"missing: {end}" for end in NEEDED if not any(name.endswith(end) for name in listed))
    yield from (f"needless: {name}" for name in listed if any(mark in name for mark in NEEDLESS))


def timed(command: list[str], folder: Path) -> float:
    """Run a command away from the checkout; seconds by the wall. Ends the check where it fails."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "LAGEBILD", "VIRTUAL"))}
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=plain, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")
    return time.perf_counter() - start


def main() -> None:
    """Print what the wheel weighs and how long each step takes; ends with 1 at the first thing that is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=sys.executable)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        timed([sys.executable, "-m", "pip", "wheel", "--no-deps", "-q", "-w", str(folder), str(ROOT)], folder)
        (wheel,) = folder.glob("lagebild-*.whl")
        with zipfile.ZipFile(wheel) as packed:
            if found := list(problems(packed.namelist())):
                raise SystemExit("\n".join(found))
            size = sum(item.file_size for item in packed.infolist())
        print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB, {size / 1e6:.1f} MB installed")
        timed([asked.python, "-m", "venv", "env"], folder)
        python = str(folder / "env" / "bin" / "python")
        print(f"install with dependencies: {timed([python, '-m', 'pip', 'install', '-q', str(wheel)], folder):.0f} s")
        program = str(folder / "env" / "bin" / "lagebild")
        for words in DEMO:
            filled = [word.format(root=ROOT) for word in words]
            took = min(
                timed([program, "--store", "demo.db", *filled], folder) for _ in range(1 if "add" in words else 3)
            )
            print(f"lagebild {words[0]:12} {took:6.2f} s")
        print(f"import, read, spaCy  {timed([python, '-c', API], folder):6.2f} s")


if __name__ == "__main__":
    main()

"""Compiles the hand-edited lexicons of a language to the artefacts that are loaded: python -m lagebild.lang.compile de

Every part is a function from the language's folder to a record; its name is the artefact's name.
"""

import importlib
import sys
from pathlib import Path

import msgspec

PARTS: dict[str, str] = {
    "actors": "lagebild.lang.actors:compile_actors",
    "places": "lagebild.lang.places:compile_places",
    "times": "lagebild.lang.times:compile_times",
    "morphology": "lagebild.lang.morphology:compile_morphology",
    "reporting": "lagebild.lang.reporting:compile_reporting",
    "events": "lagebild.lang.events:compile_events",
    "intake": "lagebild.lang.intake:compile_intake",
    "search": "lagebild.lang.search:compile_search",
}
"""Part -> "module:function" that compiles it from the language's folder."""


def compile_part(folder: Path, name: str) -> bytes:
    """The artefact of one part, the same bytes for the same sources."""
    module, function = PARTS[name].split(":")
    record = getattr(importlib.import_module(module), function)(folder)
    return msgspec.msgpack.encode(record, order="deterministic")


def compile_language(folder: Path, names: tuple[str, ...] = ()) -> None:
    """Write the artefacts of all parts, or of those named, below `folder`/compiled."""
    target = folder / "compiled"
    target.mkdir(exist_ok=True)
    for name in names or tuple(PARTS):
        path = target / f"{name}.msgpack"
        temporary = path.with_suffix(".tmp")
        temporary.write_bytes(compile_part(folder, name))
        temporary.replace(path)
        print(f"{path.name}: {path.stat().st_size:,} bytes", file=sys.stderr)


if __name__ == "__main__":
    compile_language(Path(__file__).parent / (sys.argv[1] if len(sys.argv) > 1 else "de"), tuple(sys.argv[2:]))

"""The same reading over a corpus: shards, workers on this machine or on Ray, Parquet out, resumed after any crash.

A shard is a piece of the input with a key of its own; what was made of it is published under that key, whole or not at
all, with a marker that holds counts and checksums. A run does the shards that have no marker yet, so that every run
after a crash is a resume, and the output does not depend on who did the work.
"""

from lagebild.scale.corpus import Corpus, open_corpus, sql
from lagebild.scale.engines import run_local, run_ray
from lagebild.scale.linking import Window, link_window, links_of, publish_ledger, windows
from lagebild.scale.output import Output, open_output
from lagebild.scale.shards import Shard, list_shards
from lagebild.scale.work import Done, Failed

__all__ = [
    "Corpus",
    "Done",
    "Failed",
    "Output",
    "Shard",
    "Window",
    "link_window",
    "links_of",
    "list_shards",
    "open_corpus",
    "open_output",
    "publish_ledger",
    "run_local",
    "run_ray",
    "sql",
    "windows",
]

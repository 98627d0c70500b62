"""Lagebild reads German news reports and keeps a sourced record of who did what to whom, on whose word.

import lagebild
reading = lagebild.read("Der Kreml dementierte den Bericht.", published="2022-12")
reading.events, reading.quotations
lagebild.to_pandas(reading, "quotations")
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lagebild.api import open_store as open
    from lagebild.api import read, read_all, read_report, to_arrow, to_pandas, to_polars
    from lagebild.model import Reading, Report

__version__ = "0.1.0"
__all__ = [
    "Reading",
    "Report",
    "__version__",
    "open",
    "read",
    "read_all",
    "read_report",
    "to_arrow",
    "to_pandas",
    "to_polars",
]


def __getattr__(name: str) -> Any:
    """Load the interface when it is first asked for, so that a light command does not pay for it."""
    if name not in __all__:
        raise AttributeError(f"module 'lagebild' has no attribute {name!r}")
    return getattr(importlib.import_module("lagebild.api"), "open_store" if name == "open" else name)


def __dir__() -> list[str]:
    """The names that `import lagebild` offers."""
    return sorted({*globals(), *__all__})

"""Lagebild reads German news reports and keeps a sourced record of who did what to whom, on whose word.

import lagebild
reading = lagebild.read("Der Kreml dementierte den Bericht.", published="2022-12")
reading.events, reading.quotations
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lagebild.api import open_store as open
    from lagebild.api import read, read_report

__version__ = "0.1.0"
__all__ = ["__version__", "open", "read", "read_report"]


def __getattr__(name: str) -> Any:
    """Load the interface when it is first asked for, so that a light command does not pay for it."""
    from lagebild import api

    if name == "open":
        return api.open_store
    if name in ("read", "read_report"):
        return getattr(api, name)
    raise AttributeError(f"module 'lagebild' has no attribute {name!r}")

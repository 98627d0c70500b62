"""Linking across reports: copies, actors, events, positions. Pure functions: the store hands over the readings."""

from typing import TYPE_CHECKING, Any

from lagebild.link.records import LINK_VERSION, Copy, CopyKind, Linked, Merged, Told, Why

if TYPE_CHECKING:
    from lagebild.link.chain import link_reports

__all__ = ["LINK_VERSION", "Copy", "CopyKind", "Linked", "Merged", "Told", "Why", "link_reports"]


def __getattr__(name: str) -> Any:
    # Commands that only list what is stored use the records and pay for no linking.
    if name == "link_reports":
        from lagebild.link.chain import link_reports

        return link_reports
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

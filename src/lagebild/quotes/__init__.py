"""The quotes room: who says what, with which stance, and through whom it reached the reader."""

from lagebild.quotes.find import find_quotations
from lagebild.quotes.targets import link_targets

__all__ = ["find_quotations", "link_targets"]

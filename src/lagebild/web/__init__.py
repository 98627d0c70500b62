"""The page on which the reports, their readings and the ledger are seen."""

from lagebild.web.serve import serve

__all__ = ["serve"]

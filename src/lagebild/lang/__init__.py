"""Languages: data in a folder each, loaded into a Language object that is handed to every step."""

from lagebild.lang.language import Language, load

__all__ = ["Language", "load"]

"""The text room: tokens, sentences, noun phrases and clauses of a report."""

from lagebild.text.view import analyse

__all__ = ["analyse"]

"""Lagebild reads German news reports and keeps a sourced record of who did what to whom, on whose word."""

__version__ = "0.1.0"

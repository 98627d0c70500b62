"""The event room: event mentions with status, parties and vouchers."""

from lagebild.events.find import find_events

__all__ = ["find_events"]

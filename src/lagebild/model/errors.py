"""Errors that a user can mend: each says what is wrong and what to do."""


class LagebildError(Exception):
    """Base of all errors that are shown to the user as one line. `remedy` says what to do."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class InputError(LagebildError):
    """An input that cannot be read as a report."""


class StoreError(LagebildError):
    """A store that cannot be opened or written."""


class LexiconError(LagebildError):
    """A lexicon that does not follow its schema."""

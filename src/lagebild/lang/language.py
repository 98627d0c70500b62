"""A language: its model and its compiled lexicons, loaded when first asked for and handed to every step."""

import hashlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from lagebild.model import LexiconError

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

T = TypeVar("T")


class Language:
    """The data of one language. `folder` holds the sources, `compiled/` in it the artefacts, `model/` the model.

    own: analysts' lexicon files that are laid over the built-in actors.
    """

    def __init__(self, folder: Path, model: str | None = None, own: tuple[Path, ...] = ()) -> None:
        self.folder = folder
        self.code = folder.name
        self.model_name = model
        self.own = own
        self._parts: dict[str, Any] = {}

    def part(self, name: str, kind: type[T]) -> T:
        """A compiled lexicon: `compiled/<name>.msgpack` as a record of `kind`. Raises LexiconError without it."""
        if name not in self._parts:
            self._parts[name] = self._decoded(name, kind)
        part: T = self._parts[name]
        return part

    def _decoded(self, name: str, kind: type[T]) -> T:
        path = self.folder / "compiled" / f"{name}.msgpack"
        try:
            return msgspec.msgpack.decode(path.read_bytes(), type=kind)
        except (OSError, msgspec.MsgspecError) as error:
            raise LexiconError(
                f"The lexicon {path} cannot be read: {error}.", f"Run: python -m lagebild.lang.compile {self.code}"
            ) from error

    @cached_property
    def nlp(self) -> "Pipeline":
        """The spaCy pipeline: the shipped model, or the one that was asked for by name."""
        import spacy

        return spacy.load(self.model_name or self.folder / "model")

    @cached_property
    def digest(self) -> str:
        """sha256 over the compiled lexicons and the analysts' own files."""
        total = hashlib.sha256()
        for path in (*sorted((self.folder / "compiled").glob("*.msgpack")), *self.own):
            total.update(path.read_bytes())
        return total.hexdigest()


def load(code: str = "de", model: str | None = None, own: tuple[Path, ...] = ()) -> Language:
    """The language with an ISO 639-1 code. Raises LexiconError for one that is not shipped."""
    folder = Path(__file__).parent / code
    if not folder.is_dir():
        raise LexiconError(f"There is no language {code!r}.", "Shipped: de.")
    return Language(folder, model, own)

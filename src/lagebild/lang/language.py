"""A language: its model and its compiled lexicons, loaded when first asked for and handed to every step."""

import hashlib
import os
import re
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from lagebild.model import LagebildError, LexiconError

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

T = TypeVar("T")

UNUSED = ("parser", "senter", "sentencizer")
"""Components of other people's pipelines that the view of a text does without."""


def missing_model(name: str, error: Exception) -> LagebildError:
    """What to do about a pipeline that spaCy cannot load."""
    if isinstance(error, OSError) and "E050" in str(error):
        looks_like_path = "/" in name or "\\" in name
        remedy = "Give the path of a spaCy pipeline." if looks_like_path else f"Run: python -m spacy download {name}"
        return LagebildError(f"The model {name} is not installed.", remedy)
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    return LagebildError(f"The model {name} cannot be loaded: {reason}", "It must be a spaCy 3.8 pipeline for German.")


def single_threaded_products() -> bool:
    """Ask numpy's BLAS for one thread, which works only before numpy is imported; is it so? Its threads wait for each
    other in a loop, which on the model's small matrices costs more than it gains, and much more on a busy machine."""
    if "numpy" not in sys.modules:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return os.environ.get("OPENBLAS_NUM_THREADS") == "1"


def use_numpy_products(pipeline: "Pipeline") -> None:
    """Let the model's matrix products run in numpy's BLAS, which is up to three times as fast as the one that thinc
    brings along; other backends (GPU, Apple's) stay as they are."""
    from thinc.backends import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, component in pipeline.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if model is not None else ():
            if type(node.ops) is NumpyOps:
                node.ops = ops


def part_full_stops(pipeline: "Pipeline") -> None:
    """Let the tokenizer part a full stop from a name that ends in one capital ("AfD.", "GmbH."), as it does after two;
    without it the sentence goes on."""
    tokenizer: Any = pipeline.tokenizer
    known = tokenizer.suffix_search.__self__.pattern
    tokenizer.suffix_search = re.compile(known + r"|(?<=[a-zäöüß][A-ZÄÖÜ])\.$").search


class Language:
    """The data of one language. `folder` holds the sources, `compiled/` in it the artefacts, `model/` the model.

    own: analysts' lexicon files that are laid over the built-in actors.
    """

    def __init__(self, folder: Path, model: str | None = None, own: tuple[Path, ...] = ()) -> None:
        self.folder = folder
        self.code = folder.name
        self.model_name = model
        self.own = own
        self._parts: dict[tuple[str, type], Any] = {}

    def part(self, name: str, kind: type[T]) -> T:
        """A compiled lexicon: `compiled/<name>.msgpack` as a record of `kind`, which may leave fields of it out. Raises
        LexiconError without it."""
        if (name, kind) not in self._parts:
            self._parts[name, kind] = self._decoded(name, kind)
        part: T = self._parts[name, kind]
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
        """The spaCy pipeline: the shipped model, or the one that was asked for by name (parsers and sentence splitters
        left out). Raises LagebildError for a name that is not installed."""
        one_thread = single_threaded_products()
        import spacy

        name = self.model_name or self.folder / "model"
        try:
            pipeline = spacy.load(name, exclude=UNUSED if self.model_name else ())
        except (OSError, ImportError, ValueError) as error:
            raise missing_model(str(name), error) from error
        if one_thread:
            use_numpy_products(pipeline)
        if not self.model_name:
            part_full_stops(pipeline)
        return pipeline

    @cached_property
    def model_version(self) -> str:
        """The name of the model that was asked for, else that of the shipped one with a digest of its files."""
        if self.model_name:
            return self.model_name
        total = hashlib.sha256()
        for path in sorted(path for path in (self.folder / "model").rglob("*") if path.is_file()):
            total.update(path.read_bytes())
        return f"{self.code}-{total.hexdigest()[:12]}"

    def digest_of(self, *parts: str) -> str:
        """sha256 over some compiled lexicons."""
        total = hashlib.sha256()
        for part in parts:
            total.update((self.folder / "compiled" / f"{part}.msgpack").read_bytes())
        return total.hexdigest()

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

"""The options that all commands share; they may stand before or behind the command."""

import locale
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec import Struct

from lagebild.model import LagebildError

if TYPE_CHECKING:
    from lagebild.lang import Language
    from lagebild.present import Catalogue
    from lagebild.store import Store

F = TypeVar("F", bound=Callable[..., Any])


class Settings(Struct):
    """What the shared options say. Filled while the command line is parsed, read-only afterwards."""

    store: str | None = None
    lang: str | None = None
    lexicons: tuple[Path, ...] = ()
    model: str | None = None
    quiet: bool = False
    color: bool | None = None


def settings() -> Settings:
    """The settings of the command that runs."""
    found: Settings = click.get_current_context().find_root().ensure_object(Settings)
    return found


def words() -> "Catalogue":
    """The words of the language of output: --lang, else that of the locale, else English."""
    from lagebild.present.catalogue import catalogue

    return catalogue(settings().lang or _of_locale())


def language() -> "Language":
    """The language that reports are read in, with the analysts' own lexicons. Raises LagebildError for a model that is
    not installed."""
    from importlib.util import find_spec

    from lagebild.lang import load

    model = settings().model
    if model and not Path(model).is_dir() and (not model.isidentifier() or find_spec(model) is None):
        raise LagebildError(
            f"The model {model} is not installed.", f"Install it with: python -m spacy download {model}"
        )
    return load("de", model, settings().lexicons)


def open_store(*, create: bool = False) -> "Store":
    """The store that the options name."""
    from lagebild.store import open_store as opened

    return opened(settings().store, create=create)


def colored(stream: Any) -> bool:
    """May colours be used on a stream? --color and --no-color, then NO_COLOR, FORCE_COLOR, then whether it is a
    terminal that knows colours."""
    chosen = settings().color
    if chosen is not None:
        return chosen
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return bool(stream.isatty()) and os.environ.get("TERM") != "dumb"


def say(text: str) -> None:
    """A message for people on standard error; not with --quiet."""
    if not settings().quiet:
        warn(text)


def warn(text: str) -> None:
    """A message on standard error that even --quiet does not hold back."""
    from lagebild.cli.terminal import printable

    print(printable(text), file=sys.stderr, flush=True)


def _of_locale() -> str:
    code = next((v for v in map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG")) if v), None)
    if code is None:
        code = locale.getlocale()[0] or ""
    return "de" if code.lower().startswith(("de", "german")) else "en"


def _set(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def store_value(context: click.Context, _: click.Parameter, value: Any) -> None:
        if value is None or value == () or value is False:
            return
        found = context.find_root().ensure_object(Settings)
        setattr(found, name, (*found.lexicons, *map(Path, value)) if name == "lexicons" else value)

    return store_value


def _color(context: click.Context, _: click.Parameter, value: bool | None) -> None:
    if value is not None:
        context.find_root().ensure_object(Settings).color = value


def shared(*shown: str) -> Callable[[F], F]:
    """Decorator: the shared options, those named also in the command's --help."""

    def add(function: F) -> F:
        for name, option in _options(shown):
            function = option(function)
            del name
        return function

    return add


def _options(shown: tuple[str, ...]) -> list[tuple[str, Callable[[F], F]]]:
    def option(name: str, *spellings: str, **more: Any) -> tuple[str, Callable[[F], F]]:
        callback = more.pop("callback", None) or _set(name)
        return name, click.option(
            *spellings, expose_value=False, is_eager=True, callback=callback, hidden=name not in shown, **more
        )

    return [
        option(
            "color", "--color/--no-color", default=None, callback=_color,
            help="Use colours or not. Without it: on terminals, unless NO_COLOR is set.",
        ),
        option("quiet", "--quiet", "-q", is_flag=True, help="Only data and errors, no messages."),
        option("model", "--model", metavar="NAME", help="A spaCy model in place of the shipped one."),
        option(
            "lexicons", "--lexicon", metavar="FILE", multiple=True,
            type=click.Path(exists=True, dir_okay=False),
            help="Your own names, on top of the built-in ones. May be given several times.",
        ),
        option("lang", "--lang", type=click.Choice(["de", "en"]), help="Language of output. Without it: your locale."),
        option(
            "store", "--store", metavar="PATH", help="The store. Without it: $LAGEBILD_STORE, else your data folder."
        ),
    ]  # fmt: skip

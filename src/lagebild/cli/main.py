"""The command `lagebild`: finds the command that is asked for, and turns every error into one line with a remedy."""

import difflib
import importlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import click

from lagebild.cli.errors import Interrupted, PipeClosed
from lagebild.cli.settings import shared, warn
from lagebild.model import LagebildError

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "read": "lagebild.cli.read:read",
        "add": "lagebild.cli.add:add",
        "picture": "lagebild.cli.picture:picture",
        "ledger": "lagebild.cli.ledger:ledger",
        "reports": "lagebild.cli.lists:reports",
        "quotations": "lagebild.cli.lists:quotations",
        "events": "lagebild.cli.lists:events",
        "actors": "lagebild.cli.lists:actors",
        "places": "lagebild.cli.anchors:places",
        "times": "lagebild.cli.anchors:times",
        "diff": "lagebild.cli.diff:diff",
        "story": "lagebild.cli.story:story",
        "reread": "lagebild.cli.reread:reread",
        "correct": "lagebild.cli.correct:correct",
        "cite": "lagebild.cli.cite:cite",
        "release": "lagebild.cli.release:release",
        "search": "lagebild.cli.search:search",
        "watch": "lagebild.cli.watch:watch",
        "feed": "lagebild.cli.watch:feed",
        "remove": "lagebild.cli.keep:remove",
        "backup": "lagebild.cli.keep:backup",
        "restore": "lagebild.cli.keep:restore",
        "quarantine": "lagebild.cli.quarantine:quarantine",
        "show": "lagebild.cli.read:show",
        "serve": "lagebild.cli.serve:serve",
        "export": "lagebild.cli.export:export",
        "batch": "lagebild.cli.batch:batch",
        "link": "lagebild.cli.batch:link",
        "sql": "lagebild.cli.batch:sql",
        "load": "lagebild.cli.batch:load",
        "sample": "lagebild.cli.validation:sample",
        "agree": "lagebild.cli.validation:agree",
        "adjudicate": "lagebild.cli.validation:adjudicate",
        "evaluate": "lagebild.cli.validation:evaluate",
        "lexicon": "lagebild.cli.tools:lexicon",
        "schema": "lagebild.cli.tools:schema",
        "doctor": "lagebild.cli.tools:doctor",
        "version": "lagebild.cli.tools:version",
        "completion": "lagebild.cli.tools:completion",
    }
)
"""Command -> "module:object"; the module is imported when the command is asked for."""

INTERRUPTED = 130
PIPE_CLOSED = 141


class LazyGroup(click.Group):
    """A group whose commands are imported when needed, in the order of COMMANDS."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        found: click.Command = getattr(importlib.import_module(module), name)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, with a suggestion for a name that is unknown."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            near = difflib.get_close_matches(name, COMMANDS, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            if not near and os.path.exists(name):
                hint = f" To read a file: lagebild read {name}"
            raise click.UsageError(f"There is no command {name!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an interrupt and a closed pipe keep their meaning."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            raise Interrupted("Nothing was changed half-way.") from error
        except BrokenPipeError as error:
            raise PipeClosed from error


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: lagebild read report.txt    More on a command: lagebild read --help",
)
@shared("store", "lang", "lexicons", "model", "quiet", "color")
@click.version_option(None, "--version", package_name="lagebild", message="%(version)s")
def cli() -> None:
    """Read German news as sourced statements: who did what to whom, and who says, denies or fears it.

    The options below may stand before or behind the command.
    """


def main() -> None:
    """Run the command line and exit: 0 done, 1 the whole job failed, 2 wrong usage, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code. Errors are one line on standard error each."""
    return _guarded(lambda: _invoked(arguments))


def _invoked(arguments: Sequence[str]) -> int:
    result = cli.main(list(arguments), prog_name="lagebild", standalone_mode=False)
    sys.stdout.flush()
    return result if isinstance(result, int) else 0


def _guarded(action: Callable[[], int]) -> int:
    try:
        return action()
    except click.exceptions.NoArgsIsHelpError as error:
        print(error.format_message())
        return 0
    except click.UsageError as error:
        return _usage(error)
    except click.ClickException as error:
        return _failed(error.format_message())
    except LagebildError as error:
        return _failed(str(error))
    except (Interrupted, click.Abort, KeyboardInterrupt) as error:
        warn(f"lagebild: Interrupted. {error}".rstrip())
        return INTERRUPTED
    except (PipeClosed, BrokenPipeError):
        # The interpreter flushes standard output once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except OSError as error:
        what = f"{error.filename}: " if error.filename else ""
        _discard_output()
        return _failed(f"{what}{error.strerror or error}. Check the path, the permissions and the free space.")
    except Exception as error:
        if os.environ.get("LAGEBILD_DEBUG"):
            raise
        text = " ".join(str(error).split())[:300]
        return _failed(f"Unexpected error: {type(error).__name__}: {text}. Run it with LAGEBILD_DEBUG=1 and report it.")


def _discard_output() -> None:
    """What could not be written is not tried again when the interpreter ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _usage(error: click.UsageError) -> int:
    message = " ".join(error.format_message().split())
    message = (
        message.replace(" (Did you mean", " Did you mean").replace("?)", "?") if "(Did you mean" in message else message
    )
    message += "" if message.endswith((".", "?", "!")) else "."
    where = f"{error.ctx.command_path} --help" if error.ctx else "lagebild --help"
    _failed(f"{message} See: {where}")
    return 2


def _failed(message: str) -> int:
    warn(f"lagebild: {message}")
    return 1

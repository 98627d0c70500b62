"""Pages of the documentation that are made out of the code: commands, Python, tables. A hook of mkdocs."""

from collections.abc import Iterator

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from lagebild.cli.main import COMMANDS, cli
from lagebild.export.tables import TABLES

PYTHON = """# Python

What `import lagebild` offers. The records that come out are described in [Records](../data-dictionary.md).

::: lagebild.api
    options:
      members: [read, read_report, read_all, open_store, to_pandas, to_polars, to_arrow]

## In spaCy

::: lagebild.spacy_component
    options:
      members: []

## Errors

All errors that a user can mend are `LagebildError`: one line that says what is wrong, and `remedy`, what to do.

::: lagebild.model.errors
    options:
      members: [LagebildError, InputError, StoreError, LexiconError]
"""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
    for path, content in generated().items():
        files.append(File.generated(config, path, content=content))
    return files


def generated() -> dict[str, str]:
    """Path and Markdown of each generated page."""
    return {
        "reference/commands.md": "\n".join(command_lines()),
        "reference/python.md": PYTHON,
        "reference/tables.md": "\n".join(table_lines()),
    }


def command_lines() -> Iterator[str]:
    """A section a command, with the text of its --help."""
    yield "# Commands\n\nThe text of `--help` of every command.\n"
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        if command is not None:
            yield from _section(f"lagebild {name}", command, 2)


def _section(title: str, command: click.Command, level: int) -> Iterator[str]:
    yield f"{'#' * level} {title}\n\n```text"
    yield command.get_help(click.Context(command, info_name=title, max_content_width=100))
    yield "```\n"
    for name, below in sorted(getattr(command, "commands", {}).items()):
        yield from _section(f"{title} {name}", below, level + 1)


def table_lines() -> Iterator[str]:
    """A section a table, with its columns."""
    yield "# Tables\n\nThe columns of `lagebild.to_pandas`, `to_polars` and `to_arrow`. Kinds: text, int, float, bool,"
    yield "and texts, a list of texts that is empty where there is nothing; the others may be null.\n"
    for name, table in TABLES.items():
        yield f"## {name}\n\n| column | kind | meaning |\n|---|---|---|"
        yield from (f"| `{c.name}` | {c.kind} | {c.meaning} |" for c in table.columns)
        yield ""

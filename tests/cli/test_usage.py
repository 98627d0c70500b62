"""Conventions of the command line: help, suggestions, exit codes, streams, start-up."""

import json
import resource
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from lagebild import __version__
from lagebild.cli.main import COMMANDS
from tests.cli.conftest import Run


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_help_has_an_example_with_the_command(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert "Example:" in done.stdout
    assert f"lagebild {command}" in done.stdout or f" {command} " in done.stdout.split("Example:")[1]


def test_an_unknown_option_suggests_the_right_one_in_one_line(run: Run) -> None:
    done = run("reports", "--jsonll")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "--jsonl" in done.stderr
    assert "lagebild reports --help" in done.stderr


def test_an_unknown_command_suggests_the_right_one(run: Run) -> None:
    done = run("reprots")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Did you mean reports?" in done.stderr


def test_wrong_values_are_usage_errors_and_wrong_dates_have_a_remedy(run: Run, filled: Path) -> None:
    assert run("ledger", "--type", "WAR").returncode == 2
    done = run("--store", filled, "reports", "--since", "gestern")
    assert done.returncode == 1
    assert "2022-12-19" in done.stderr


def test_version_is_the_same_everywhere(run: Run) -> None:
    assert run("version").stdout == run("--version").stdout == f"{__version__}\n"


@pytest.mark.parametrize("arguments", [("--help",), ("version",), ("schema",)])
def test_commands_that_need_no_model_import_nothing_heavy(arguments: tuple[str, ...]) -> None:
    program = (
        "import sys\nfrom lagebild.cli.main import run\n"
        f"run({list(arguments)!r})\n"
        "heavy = {'spacy', 'sqlalchemy', 'trafilatura', 'starlette', 'rich', 'numpy'} & set(sys.modules)\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


def test_lists_of_the_store_do_not_load_the_model() -> None:
    program = (
        "import sys, lagebild.cli.lists, lagebild.store\n"
        "heavy = {'spacy', 'trafilatura', 'rich', 'numpy'} & set(sys.modules)\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


def test_the_page_on_the_command_line_names_every_command() -> None:
    page = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
    table = "".join(line.split("|")[1] for line in page.splitlines() if line.startswith("|"))
    assert [command for command in COMMANDS if f"`{command}" not in table] == []


@pytest.mark.parametrize("record", ["reading", "ledger", "report", "quotation", "event"])
def test_the_schema_is_valid_json_schema(run: Run, record: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(run("schema", record).stdout))


def test_what_ledger_prints_follows_the_published_schema(run: Run, filled: Path) -> None:
    schema = json.loads(run("schema", "ledger").stdout)
    for line in run("--store", filled, "ledger", "--jsonl").stdout.splitlines():
        jsonschema.validate(json.loads(line), schema)


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_completion_scripts_know_the_command(run: Run, shell: str) -> None:
    assert "_LAGEBILD_COMPLETE" in run("completion", shell).stdout


def test_completion_offers_commands(run: Run) -> None:
    done = run(env={"_LAGEBILD_COMPLETE": "zsh_complete", "COMP_WORDS": "lagebild le", "COMP_CWORD": "1"})
    assert "ledger" in done.stdout


def test_a_reader_that_stops_reading_is_no_error_for_people(filled: Path) -> None:
    program = "from lagebild.cli.main import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", program, "--store", str(filled), "reports", "--jsonl"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(30) == 141


def test_doctor_finds_a_sound_installation_and_store(run: Run, filled: Path) -> None:
    done = run("--store", filled, "doctor")
    assert done.returncode == 0, done.stdout
    for what in ("Python", "Full-text search", "Lexicons", "Model", "Store"):
        assert f"ok    {what}" in done.stdout


def test_doctor_fails_on_a_file_that_is_no_store(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(b"no store" * 200)
    done = run("--store", path, "doctor", "--model", "no_such_model")
    assert done.returncode == 1
    assert "WRONG Store" in done.stdout
    assert "WRONG Model" in done.stdout


def test_lexicon_check_tells_the_line_of_an_error(run: Run, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text("- {name: Agentur Muster, kind: medium, forms: [amu]}\n", encoding="utf-8")
    bad.write_text("- {name: Muster}\n- {name: Beispiel, kind: planet}\n", encoding="utf-8")
    assert "Agentur Muster" in run("lexicon", "check", good).stdout
    done = run("lexicon", "check", bad)
    assert done.returncode == 1
    assert "line 2" in done.stderr


def test_light_commands_answer_within_half_a_second(run: Run, filled: Path) -> None:
    for arguments in (("version",), ("--help",), ("schema",), ("--store", filled, "reports")):
        best = min(_seconds(run, arguments) for _ in range(5))
        assert best < 0.5, arguments


def test_the_ledger_and_the_picture_cost_little_more_than_a_list(run: Run, filled: Path) -> None:
    plain, *others = (
        min(_seconds(run, ("--store", filled, command)) for _ in range(3))
        for command in ("reports", "ledger", "picture")
    )
    assert all(best < 1.5 * plain for best in others), (plain, others)


def _seconds(run: Run, arguments: tuple[object, ...]) -> float:
    """Processor time of a command: the clock on the wall would count what else the machine does."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(*arguments)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

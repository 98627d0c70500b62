"""What schemathesis finds when it asks every operation of the interface for programs."""

import re
import subprocess
import sys

from tests.web.chromium import served


def schemathesis(where: str, examples: int = 30, seed: int = 1) -> str:
    """A line on a run over the page of a store: operations, questions asked, server errors."""
    with served(where) as address:
        command = [
            sys.executable, "-m", "schemathesis.cli", "run", f"{address}/openapi.json", "--no-color",
            "--checks", "not_a_server_error", "--max-examples", str(examples), "--seed", str(seed),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, timeout=900)
    said = done.stdout
    tested = re.search(r"Tested: (\d+)", said)
    asked = re.search(r"(\d+) generated", said)
    errors = said.count("Server error")
    if done.returncode not in (0, 1) or not tested:
        return f"schemathesis did not run: {said[-1500:]}{done.stderr[-500:]}"
    cases = asked[1] if asked else "?"
    return (
        f"schemathesis: {tested[1] or tested[2]} operations, {cases} cases, {errors} server errors\n{_failures(said)}"
    )


def _failures(said: str) -> str:
    at = said.find("FAILURES")
    return said[at : at + 3000] if at >= 0 else ""

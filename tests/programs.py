"""Finds the programs that some tests start; a test whose program is missing says so and is skipped."""

import os
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = ROOT / ".venv-tools"  # made by `make tools`


def program(name: str) -> Path:
    """
    Where this program is; where it is missing the test is skipped, or with KABAR_NO_SKIPS=1, as in CI, fails.

    Shape: looked for in `.venv-tools/bin`, beside this Python, then on the PATH.
    """
    places = os.pathsep.join([str(TOOLS / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]])
    found = shutil.which(name, path=places)
    if found is None:
        lacking(name)
    return Path(str(found))


def lacking(what: str) -> None:
    """Ends the test: it needs what is not here."""
    if os.environ.get("KABAR_NO_SKIPS") == "1":
        pytest.fail(f"{what} is missing, and KABAR_NO_SKIPS=1 says that it must not be: run `make tools`")
    pytest.skip(f"{what} is missing: run `make tools`")

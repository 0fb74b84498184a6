"""Runs kabar's command line inside the test process, as a person would type it."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from scraper.commands import main


@dataclass(frozen=True, slots=True)
class Said:
    """What a call of kabar came to."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The JSON objects on standard output, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


Kabar = Callable[..., Said]


@pytest.fixture
def kabar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Kabar:
    """`kabar("show", "1")`, in a folder of its own, with no configuration but a contact."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("KABAR_CONTACT", "tests@localhost")

    def run(*words: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["kabar", *words])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfd.readouterr()
        return Said(int(ended.value.code or 0), out, err)

    return run

"""The header lines of common content systems, as their themes write them, read as a whole."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.parse.fields import fields, page

PARTS = ("above", "between", "below")


def _systems() -> list[dict[str, Any]]:
    return list(tomllib.loads((Path(__file__).parent / "systems.toml").read_text("utf-8"))["system"])


@pytest.mark.parametrize("system", _systems(), ids=lambda system: system["name"])
def test_a_systems_header_is_read_as_a_whole(system: dict[str, Any]) -> None:
    """Date, update, counter, name and section come from their own places, and from nowhere else."""
    article = fields(page(**{name: system[name] for name in PARTS if name in system})).article

    assert system.get("published_at") == (article.published_at.isoformat() if article.published_at else None)
    assert system.get("updated_at") == (article.updated_at.isoformat() if article.updated_at else None)
    assert system.get("views") == article.views
    assert system.get("byline") == article.byline
    assert system.get("category") == article.category

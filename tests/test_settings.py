"""Tests of scraper/settings.py."""

from pathlib import Path

import pytest

from scraper.errors import UsageError
from scraper.settings import Settings, config_path, load_settings, save_contact


def _environ(tmp_path: Path, **more: str) -> dict[str, str]:
    return {"XDG_CONFIG_HOME": str(tmp_path), **more}


def _configure(tmp_path: Path, text: str) -> None:
    path = config_path(_environ(tmp_path))
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")


def test_defaults_are_polite(tmp_path: Path) -> None:
    """Without any word from the user: a second between requests, and no private addresses."""
    settings = load_settings(_environ(tmp_path))

    assert Settings() == settings
    assert (1.0, False) == (settings.delay_s, settings.allow_private)


def test_environment_goes_before_the_file(tmp_path: Path) -> None:
    """A KABAR_ variable overrides the configuration file, which overrides the defaults."""
    _configure(tmp_path, 'contact = "a@contoh.id"\ndelay_s = 5\n')

    settings = load_settings(_environ(tmp_path, KABAR_DELAY_S="2.5", KABAR_ARCHIVE="/data/a.db"))

    assert ("a@contoh.id", 2.5, Path("/data/a.db")) == (settings.contact, settings.delay_s, settings.archive)


@pytest.mark.parametrize(
    "text",
    ["delai_s = 1", 'delay_s = "soon"', "delay_s = -1", 'allow_private = "yes"', "delay_s = nan", "= 1"],
)
def test_wrong_setting_is_told(tmp_path: Path, text: str) -> None:
    """A wrong key or value in the configuration file is a UsageError, never a traceback."""
    _configure(tmp_path, text)

    with pytest.raises(UsageError):
        load_settings(_environ(tmp_path))


def test_contact_is_kept_beside_what_was_there(tmp_path: Path) -> None:
    """Saving a contact replaces the old one and leaves the other lines alone."""
    _configure(tmp_path, 'contact = "old@contoh.id"\ndelay_s = 5\n')

    save_contact('Balai "Arsip" <arsip@contoh.id>', _environ(tmp_path))

    settings = load_settings(_environ(tmp_path))
    assert ('Balai "Arsip" <arsip@contoh.id>', 5.0) == (settings.contact, settings.delay_s)


def test_settings_are_few() -> None:
    """There are at most 25 settings: one exists only when two users need different values."""
    assert 25 >= len(Settings.__slots__)

"""scraper.fetch.agent: how kabar names itself."""

import pytest

from scraper import __version__
from scraper.fetch.agent import user_agent


@pytest.mark.parametrize(
    ("contact", "words"),
    [
        ("https://example.org/bot", "https://example.org/bot"),
        ("arsip@example.org", "arsip@example.org"),
        (None, "contact not set"),
        ("", "contact not set"),
        ("  ", "contact not set"),
        ("a@b.id\r\nX-Evil: 1", "a@b.idX-Evil: 1"),
        ("Ibu Şükran 北京 <a@b.id>", "Ibu kran  <a@b.id>"),
        ("\x00\x7f", "contact not set"),
    ],
)
def test_the_contact_is_in_the_name(contact: str | None, words: str) -> None:
    """The name has a version and the contact, without anything that a header cannot hold."""
    assert f"kabar/{__version__} (+{words})" == user_agent(contact)


def test_a_long_contact_is_cut() -> None:
    """A contact of any length makes a header that servers accept."""
    assert len(user_agent("x" * 10_000)) < 300

"""scraper.urls.resolve: exact addresses, as a browser would ask for them."""

import pytest

from scraper.errors import AddressError
from scraper.urls.resolve import absolute_url

BASE = "http://site.go.id/berita/daftar?halaman=2"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/x", "http://site.go.id/x"),
        ("?b=2&a=1&phpsessid=7", "http://site.go.id/berita/daftar?b=2&a=1&phpsessid=7"),
        ("//lain.go.id/x", "http://lain.go.id/x"),
        ("\\\\lain.go.id\\x", "http://lain.go.id/x"),
        ("https://u:p@lain.go.id/x#y", "https://lain.go.id/x"),
        (" /é ü ", "http://site.go.id/%C3%A9%20%C3%BC"),
        ("http://127.1/", "http://127.0.0.1/"),
        ("", "http://site.go.id/berita/daftar?halaman=2"),
    ],
)
def test_a_redirect_leads_where_a_browser_goes(href: str, expected: str) -> None:
    """Relative, protocol-relative and odd addresses resolve as in a browser; parameters stay as they are."""
    assert expected == absolute_url(href, BASE)


@pytest.mark.parametrize(
    "href", ["file:///etc/passwd", "javascript:1", "http://[::1/", "http://a b/", "mailto:a@b.id"]
)
def test_only_web_addresses_are_asked_for(href: str) -> None:
    """Another scheme, or an address that cannot be parsed, raises AddressError."""
    with pytest.raises(AddressError):
        absolute_url(href, BASE)

"""Tests of scraper/parse/directives.py."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.parse.directives import directives_of, forbids_keeping


@pytest.mark.parametrize(
    ("meta", "header", "said", "forbids"),
    [
        ({}, None, None, False),
        (
            {"robots": ["index, follow, max-image-preview:large"]},
            None,
            "index, follow, max-image-preview:large",
            False,
        ),
        ({"robots": ["NoArchive"]}, None, "noarchive", True),
        ({"robots": ["noindex,follow"]}, None, "noindex, follow", True),
        ({"robots": ["none"]}, None, "none", True),
        ({"robots": ["all"], "kabar": ["noindex"]}, None, "all, noindex", True),
        ({"googlebot": ["noindex"]}, None, None, False),
        ({}, "noarchive", "noarchive", True),
        ({}, "googlebot: noindex, nofollow", None, False),
        ({}, "googlebot: noindex, kabar: noarchive", "noarchive", True),
        (
            {},
            "unavailable_after: 25 Jun 2030 15:00:00 PST",
            "unavailable_after: 25 jun 2030 15:00:00 pst",
            False,
        ),
        ({"robots": ["nofollow"]}, "max-snippet: 5", "nofollow, max-snippet: 5", False),
        ({"robots": [" , ,"]}, "", None, False),
    ],
)
def test_what_concerns_us_is_read(
    meta: dict[str, list[str]], header: str | None, said: str | None, forbids: bool
) -> None:
    """What is for every robot or for this one counts, in page and headers; what names another does not."""
    headers = [] if header is None else [("X-Robots-Tag", header)]
    found = directives_of(meta, headers)

    assert (said, forbids) == (found, forbids_keeping(found))


@given(st.text(max_size=2_000))
def test_any_header_is_read(text: str) -> None:
    """No text breaks the reading, and what comes back is short."""
    assert len(directives_of({"robots": [text]}, [("x-robots-tag", text)]) or "") <= 300

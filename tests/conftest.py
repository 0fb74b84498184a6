"""What every test may use."""

from collections.abc import Iterator

import pytest

from tests.site.server import SampleSite, serve_sample_site


@pytest.fixture(scope="session")
def sample_site() -> Iterator[SampleSite]:
    """The bundled sample site, running; a test that edits it serves one of its own."""
    with serve_sample_site() as site:
        yield site

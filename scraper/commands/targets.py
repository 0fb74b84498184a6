"""Which site of the archive a word of the command line means: by name, address or region."""

from contextlib import suppress
from datetime import UTC, datetime

from scraper.errors import KabarError, UnknownSiteError
from scraper.sites import government_named
from scraper.store import Archive, site_rows
from scraper.urls import normalise_url, site_host


def archived_name(archive: Archive, word: str) -> str:
    """
    The name of the site that this word means.

    Raises: UnknownSiteError, naming the sites that the archive has.
    """
    rows = {row.facts.name: row.facts.host for row in site_rows(archive, datetime.now(UTC))}
    if word in rows:
        return word
    for host in _hosts_meant(word):
        for name, known in rows.items():
            if host in (name, known):
                return name
    some = ", ".join(sorted(rows)[:12]) or "none yet"
    raise UnknownSiteError(f"the archive has no site called {word!r}", hint=f"It has: {some}.")


def _hosts_meant(word: str) -> list[str]:
    """Hosts without www. that the word may stand for."""
    hosts = []
    with suppress(KabarError):
        hosts.append(site_host(normalise_url(word if "://" in word else f"http://{word}/")))
    with suppress(KabarError):
        hosts.append(government_named(word).host)
    return hosts

"""Which redirects are followed: those within the site that the host's robots.txt does not forbid."""

from datetime import datetime

from scraper.crawl.crew import Job
from scraper.crawl.robots import RobotsCache
from scraper.errors import AddressError
from scraper.model import Fetched
from scraper.outcome import Outcome
from scraper.urls import host_of, normalise_url, site_host


def redirect_refusal(job: Job, robots: RobotsCache, now: datetime, target: str) -> Fetched | None:
    """
    Why a redirect is not followed: it leaves the site, or the robots.txt that we have forbids it.

    Why `now` is the visit's: the rules that let it begin are still held then, so that none are fetched here,
    in the middle of a fetch.
    """
    try:
        url = normalise_url(target)
    except AddressError as exc:
        return Fetched(None, Outcome.NOT_AN_ARTICLE, f"redirected to an address that is not archived: {exc}")
    if site_host(url) not in job.site.hosts:
        return Fetched(None, Outcome.MOVED_AWAY, f"redirected to another site: {site_host(url)}")
    if host_of(url) == host_of(job.page.url) and url.partition(":")[0] == job.page.url.partition(":")[0]:
        verdict = robots.verdict(url, now)
        if not verdict.allowed:
            return Fetched(None, verdict.outcome, f"redirected to {url}; {verdict.detail or verdict.rule}")
    return None

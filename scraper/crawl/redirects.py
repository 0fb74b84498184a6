"""Which redirects are followed: those within the site, where the robots.txt of their target allows it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from scraper.crawl.crew import Job
from scraper.crawl.robots import RobotsCache
from scraper.errors import AddressError
from scraper.model import Fetched, RobotsFile
from scraper.outcome import Outcome
from scraper.urls import normalise_url, site_host

_MOST_ORIGINS = 3  # a site has four: http and https, with www and without

MayFollow = Callable[[str], Fetched | None]


def fetch_within(
    job: Job, robots: RobotsCache, now: datetime, fetch: Callable[[MayFollow], Fetched]
) -> tuple[Fetched, RobotsFile | None]:
    """
    What asking for the job's page brought, redirects within its site followed; and a robots.txt read for it.

    Why the page is asked for again where it leads to a twin of its host (www, https) for the first time: the
        twin's rules come first, and in the middle of a fetch there is no connection for them.
    """
    file = None
    redirects = _Redirects(job, robots, now)
    fetched = fetch(redirects.refusal)
    for _ in range(_MOST_ORIGINS):
        if redirects.unread is None:
            break
        file = robots.verdict(redirects.unread, now).fetched or file
        redirects.unread = None
        fetched = fetch(redirects.refusal)
    return fetched, file


@dataclass(slots=True)
class _Redirects:
    """The redirects of one visit; `now` is the visit's, so that rules that let it begin are still held."""

    job: Job
    robots: RobotsCache
    now: datetime
    unread: str | None = None  # where one led whose host's rules are not known yet

    def refusal(self, target: str) -> Fetched | None:
        """Why a redirect is not followed: it leaves the site, its rules forbid it or are to be read first."""
        try:
            url = normalise_url(target)
        except AddressError as exc:
            return Fetched(
                None, Outcome.NOT_AN_ARTICLE, f"redirected to an address that is not archived: {exc}"
            )
        if site_host(url) not in self.job.site.hosts:
            return Fetched(None, Outcome.MOVED_AWAY, f"redirected to another site: {site_host(url)}")
        if not self.robots.holds(url, self.now):
            self.unread = url
            return Fetched(None, Outcome.BLOCKED_BY_ROBOTS, f"redirected to {url}, whose rules are not known")
        verdict = self.robots.verdict(url, self.now)
        if not verdict.allowed:
            return Fetched(None, verdict.outcome, f"redirected to {url}; {verdict.detail or verdict.rule}")
        return None

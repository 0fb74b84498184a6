"""Whether a site's home page is another site's all of a sudden: its domain has expired, or was taken over."""

import html
import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from scraper.crawl.crew import Answer
from scraper.errors import ArchiveError
from scraper.model import Capture, PageKind, Visit
from scraper.outcome import Outcome
from scraper.parse.decode import decode
from scraper.sites import Site
from scraper.store import Archive, home_before, kept_capture, known_pages
from scraper.urls import path_of

_JUDGED = frozenset(
    {Outcome.ARCHIVED, Outcome.LISTING, Outcome.NEEDS_SCRIPT, Outcome.NOT_AN_ARTICLE, Outcome.REVISED}
)
_AGAIN = timedelta(days=1)
_LEAST_KNOWN = 0.1  # of a home page's links; a new design that moves more than this shows its name
_LONGEST_TITLE = 300
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{1,2000})", re.IGNORECASE)
_NAME = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63})+")  # of a host: a seller of names shows it, too
_WORD = re.compile(r"[^\W\d_]{4,}")
# What titles of any site have: that both say it tells nothing.
_ANYBODY = frozenset(
    _WORD.findall(
        "berita beranda daerah dengan home indonesia laman news official online portal resmi selamat datang"
        " site situs terbaik terbaru terkini terpercaya untuk utama website welcome yang"
    )
)


@dataclass(slots=True)
class Strangers:
    """The sites of one run at whose home page another site stands; made for it and gone with it."""

    archive: Archive
    _told: dict[str, str] = field(default_factory=dict)  # by site

    def judged(self, answer: Answer) -> Answer:
        """The answer as it is to be settled: of what another site says, the bytes alone."""
        site, visit = answer.job.site, answer.visit
        detail = self._told.get(site.name)
        if detail is None:
            visit = judged_home(self.archive, site, visit)
            if visit.outcome is Outcome.REPLACED:
                self._told[site.name] = visit.detail
        elif visit.capture is not None and visit.outcome.is_kept:  # was in flight when the home page came
            visit = _without_words(visit, visit.capture.fetched_at, detail)
        return answer if visit is answer.visit else replace(answer, visit=visit)


def judged_home(archive: Archive, site: Site, visit: Visit) -> Visit:
    """
    The visit as it is to be settled: of a home page that is another site's, the capture alone.

    Why both signs: a new design keeps its name in the title, and a new name keeps links; what has no link
        that the archive knows of the site, and shares no word with its title, its region or its host, is
        another site. So parking, gambling and other sites on an expired domain are told without a list of
        what they say.
    """
    if visit.capture is None or visit.outcome not in _JUDGED or not _is_home(visit):
        return visit
    title = _strange_title(archive, site, visit, visit.capture)
    if title is None:
        return visit
    detail = f"another site stands at its home page: {title[:_LONGEST_TITLE]}"
    return _without_words(visit, visit.capture.fetched_at, detail)


def _is_home(visit: Visit) -> bool:
    """Whether it is the site's home page, or where a profile says that its crawl begins."""
    is_given = visit.page.kind is PageKind.LISTING and visit.page.discovered_from is None
    return is_given or path_of(visit.page.url) == "/"


def _without_words(visit: Visit, at: datetime, detail: str) -> Visit:
    """The visit without what a page of another site says; its bytes stay as the proof."""
    return replace(
        visit,
        outcome=Outcome.REPLACED,
        due_at=at + _AGAIN,
        detail=detail,
        article=None,
        found=(),
        testimony=None,
    )


def _strange_title(archive: Archive, site: Site, visit: Visit, capture: Capture) -> str | None:
    """The page's title, where neither it nor the links are the site's; None where one of them may be."""
    title = _title(capture)
    if not _is_strange(title, _names(site)):
        return None
    before = home_before(archive, visit.page.url)
    if before is None or _share_known(archive, visit) >= _LEAST_KNOWN:
        return None
    try:
        known = kept_capture(archive, before)
    except ArchiveError:
        return None  # `kabar check` names it
    return title if _is_strange(title, [_title(known)]) else None


def _is_strange(title: str, names: list[str]) -> bool:
    """Whether a title tells of something, and of nothing that is in these names."""
    words, known = _words(title), " ".join(names).casefold()
    return bool(words) and not any(word in known for word in words)


def _share_known(archive: Archive, visit: Visit) -> float:
    """Which part of the page's links to its own site the archive knows; 0 where it has none."""
    links = (page for page in visit.found if not page.kind.is_machine_read)  # those are asked for anywhere
    urls = {page.url for page in links if path_of(page.url) != "/"}
    return len(known_pages(archive, urls)) / len(urls) if urls else 0.0


def _names(site: Site) -> list[str]:
    """What a site may call itself."""
    return [*site.hosts, site.title, site.region.name if site.region else ""]


def _title(capture: Capture) -> str:
    found = _TITLE.search(decode(capture.payload, capture.headers).text)
    return " ".join(html.unescape(found[1]).split()) if found else ""


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(_NAME.sub(" ", text.casefold())) if word not in _ANYBODY}

"""The nouns that the stages hand on: Page, Capture, Article, Record and their parts; data only."""

from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import StrEnum
from hashlib import sha256

from scraper.outcome import Outcome


class PageKind(StrEnum):
    """What an address is expected to bring, as far as its shape tells."""

    ARTICLE = "article"
    LISTING = "listing"
    FEED = "feed"
    SITEMAP = "sitemap"
    API = "api"  # WordPress REST
    ASSET = "asset"  # a file that is no page; never asked for
    UNKNOWN = "unknown"

    @property
    def is_machine_read(self) -> bool:
        """Whether what it brings is written for programs: no page for people."""
        return self in (PageKind.FEED, PageKind.SITEMAP, PageKind.API)


class WitnessKind(StrEnum):
    """By what the articles of a site can be told whole; the cheapest first."""

    WORDPRESS = "wordpress"
    SITEMAP = "sitemap"
    FEED = "feed"
    LISTING = "listing"
    IDS = "ids"  # running numbers in addresses


@dataclass(frozen=True, slots=True)
class Page:
    """A URL worth asking for, and why we know it."""

    url: str  # normalised
    site: str  # the profile's name, or the host
    kind: PageKind = PageKind.UNKNOWN
    href: str | None = None  # as it stood in the page that named it
    discovered_from: str | None = None


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server named its last whole answer: sent back, it answers 304 where nothing changed."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect on the way from the requested to the final URL."""

    url: str
    status: int
    location: str


@dataclass(frozen=True, slots=True)
class Capture:
    """One HTTP exchange; the payload is the body after its content coding was undone."""

    requested_url: str
    final_url: str
    fetched_at: datetime  # aware, UTC
    status: int
    headers: tuple[tuple[str, str], ...]  # in order, with duplicates
    payload: bytes
    content_encoding: str | None = None  # as the server named it
    hops: tuple[Hop, ...] = ()
    complete: bool = True  # False: the body ended early
    elapsed_s: float = 0.0
    status_line: str | None = None  # as `HTTP/1.1 200 OK`
    request_headers: tuple[tuple[str, str], ...] = ()  # that we sent, in order

    @property
    def digest(self) -> str:
        """The payload's SHA-256, in hexadecimal."""
        return sha256(self.payload).hexdigest()

    def header(self, name: str) -> str | None:
        """The first header of this name, whatever its case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What asking for a page brought: a capture, an outcome that ends the visit, or both (as a 404)."""

    capture: Capture | None
    outcome: Outcome | None = None  # None: read the capture
    detail: str = ""  # one line for a person
    retry_after_s: float | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph in an article that carries a credit or a caption."""

    url: str | None = None
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a field's value was read: `meta property=article:published_time`, `text "26 November 2019"`."""

    field: str
    source: str


@dataclass(frozen=True, slots=True)
class Article:
    """What was read from one capture; None means that the page does not show it."""

    url: str  # canonical
    title: str
    body: str  # paragraphs with a blank line between
    published_at: datetime | date | None = None  # a datetime has an offset
    updated_at: datetime | date | None = None
    views: int | None = None
    photos: tuple[Photo, ...] = ()
    byline: str | None = None
    category: str | None = None
    tags: tuple[str, ...] = ()
    place: str | None = None  # the dateline's, as written
    language: str | None = None  # ISO 639-1
    sources: tuple[Source, ...] = ()

    @property
    def paragraphs(self) -> list[str]:
        """The body's paragraphs, in order."""
        return self.body.split("\n\n") if self.body else []

    @property
    def photo_credit(self) -> str | None:
        """The credits of all photographs, each once, joined by "; "."""
        credits = dict.fromkeys(photo.credit for photo in self.photos if photo.credit)
        return "; ".join(credits) or None

    def source_of(self, name: str) -> str | None:
        """Where the named field was read, or None where the page does not show it."""
        return next((entry.source for entry in self.sources if entry.field == name), None)


@dataclass(frozen=True, slots=True)
class Link:
    """An address in a page and the words it stands on."""

    url: str  # absolute, normalised
    href: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How reading one capture ended: an article, or the outcome that stands in its place and why."""

    outcome: Outcome
    article: Article | None = None
    reason: str = ""
    links: tuple[Link, ...] = ()
    directives: str | None = None  # what the page tells robots about keeping it


@dataclass(frozen=True, slots=True)
class SiteMemory:
    """On how many of a site's pages each block of text stood; a block on several pages is boilerplate."""

    pages: int = 0
    counts: dict[int, int] = field(default_factory=dict)  # fingerprint to number of pages


@dataclass(frozen=True, slots=True)
class PageContext:
    """What reading a page may know besides its bytes."""

    url: str
    headers: tuple[tuple[str, str], ...] = ()
    captured_at: datetime | None = None  # aware; "3 jam yang lalu" counts from here
    zone: tzinfo | None = None  # of the region; None: not known
    memory: SiteMemory | None = None
    wants_links: bool = True  # a crawl follows them; who reads one page pays nothing for them


@dataclass(frozen=True, slots=True)
class RobotsFile:
    """A host's robots.txt as it was had, or what stood in its place."""

    origin: str  # scheme and host that it speaks for
    fetched_at: datetime
    kept_until: datetime  # when it is fetched again
    status: str  # what was answered, for a person: "200", "503", "timed_out"
    text: str | None = (
        None  # None: there is no such file, and all is allowed, unless an outcome says otherwise
    )
    outcome: Outcome | None = None  # how a page of the host ends while nothing of it may be fetched
    detail: str = ""  # the same for a person


@dataclass(frozen=True, slots=True)
class Directives:
    """What a page tells robots about keeping it, as written, and whether that was obeyed."""

    said: str
    obeyed: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """An address that a witness names, and what it says of the article there."""

    page: Page
    published: str | None = None  # 2019-11-26, or 2019-11 or 2019 where no more is told
    changed: datetime | None = None  # aware; when the page last changed, by the witness's word


@dataclass(frozen=True, slots=True)
class Testimony:
    """What one page of a witness says: which articles there are, and where it goes on."""

    kind: WitnessKind
    url: str  # the witness's own address: its first page, or the template of running numbers
    claims: tuple[Claim, ...] = ()
    number: int = 1  # of this page among the witness's pages, in the site's own counting
    follows: Page | None = None  # the next page; asked for while there is something new
    follows_until: datetime | None = None  # nothing on the next page is younger, by the witness's word
    parts: tuple[Claim, ...] = ()  # the files of a sitemap index
    expected: int | None = None  # how many articles there are, where the witness says so
    last_number: int | None = None  # of the last page that it names
    is_window: bool = False  # it names the newest only
    is_again: bool = False  # it lists once more what others list: no witness of its own
    tells_news: bool = True  # reading its first page again tells whether there is something new
    is_cut: bool = False  # this page names more than is taken from one


@dataclass(frozen=True, slots=True)
class Visit:
    """Everything that one page caused, to be written in one transaction."""

    page: Page
    outcome: Outcome
    due_at: datetime | None  # when to ask again; None: never
    detail: str = ""
    capture: Capture | None = None
    article: Article | None = None
    found: tuple[Page, ...] = ()
    robots: str | None = None  # the rule that allowed or forbade the fetch
    robots_file: RobotsFile | None = None  # that was fetched for this visit; None: one that we had
    directives: Directives | None = None
    testimony: Testimony | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One article as the archive holds it."""

    id: int
    site: str
    article: Article
    first_seen_at: datetime
    last_seen_at: datetime
    revision: int
    capture: int
    gone_at: datetime | None = None
    views_observed_at: datetime | None = None
    parser_version: str | None = None  # the kabar that read it last

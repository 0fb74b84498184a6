"""Tests of what reads witnesses: sitemaps, feeds, WordPress, listings; hostile ones end in an outcome."""

import gzip
import json
from datetime import UTC, datetime

import pytest

from scraper import model
from scraper.crawl.discover.entrances import entrances
from scraper.crawl.discover.fault import NoWitness
from scraper.crawl.discover.feed import read_feed
from scraper.crawl.discover.listing import read_fragment, read_listing
from scraper.crawl.discover.sitemap import MOST_BYTES, MOST_ENTRIES, read_sitemap
from scraper.crawl.discover.wordpress import posts_address, read_posts
from scraper.model import Capture, Link, Page, PageKind
from scraper.outcome import Outcome
from scraper.sites import Site, zone_of_host

HOST = "https://contohkab.go.id"
SITE = Site("contohkab.go.id", "Contoh", ("contohkab.go.id",), zone=zone_of_host("x.jatengprov.go.id"))
HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def _page(path: str, kind: PageKind, origin: str | None = None) -> Page:
    return Page(HOST + path, SITE.name, kind, path, HOST + origin if origin else None)


def _sitemap(payload: bytes, path: str = "/sitemap.xml", origin: str | None = None) -> model.Testimony:
    return read_sitemap(payload, _page(path, PageKind.SITEMAP, origin), SITE)


def _feed(payload: bytes) -> model.Testimony:
    return read_feed(payload, _page("/feed/", PageKind.FEED), SITE)


def _posts(posts: object, total: str = "2", url: str | None = None) -> model.Testimony:
    address = url or posts_address(f"{HOST}/wp-json/")
    payload = posts if isinstance(posts, bytes) else json.dumps(posts).encode()
    capture = Capture(address, address, datetime.now(UTC), 200, (("X-WP-Total", total),), payload)
    return read_posts(capture, Page(address, SITE.name, PageKind.API), SITE)


def _listing(path: str, hrefs: dict[str, str], text: str = "") -> model.Testimony:
    links = [Link(HOST + href, href, words) for href, words in hrefs.items()]
    return read_listing(_page(path, PageKind.LISTING), links, text, SITE)


def _urls(said: model.Testimony) -> list[str]:
    return [claim.page.url.removeprefix(HOST) for claim in said.claims]


def test_a_sitemap_names_addresses_with_their_days() -> None:
    """Addresses of the site's own host are named, with the moment of their change and the news' date."""
    said = _sitemap(
        HEAD + b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='urn:news'>"
        b"<url><loc> https://contohkab.go.id/berita/1/bupati-buka-pasar </loc><lastmod>2019-11-26T20:00:00Z"
        b"</lastmod><n:news><n:publication_date>2019-11-26T20:00:00Z</n:publication_date></n:news></url>"
        b"<url><loc>https://lain.go.id/slot-gacor</loc></url><url><loc>/foto/a.jpg</loc></url></urlset>"
    )

    assert ["/berita/1/bupati-buka-pasar"] == _urls(said)
    assert "2019-11-27" == said.claims[0].published  # in the zone of Jawa Tengah
    assert datetime(2019, 11, 26, 20, tzinfo=UTC) == said.claims[0].changed


def test_an_index_names_its_files_and_they_belong_to_it() -> None:
    """The files of an index are parts of one witness, named by the index; other hosts' are left out."""
    said = _sitemap(
        b"<sitemapindex><sitemap><loc>https://contohkab.go.id/a-sitemap.xml.gz</loc><lastmod>2024-05-01"
        b"</lastmod></sitemap><sitemap><loc>https://cdn.example/b-sitemap.xml</loc></sitemap></sitemapindex>"
    )
    part = _sitemap(b"<urlset/>", "/a-sitemap.xml.gz", "/sitemap.xml")

    assert [f"{HOST}/a-sitemap.xml.gz"] == [claim.page.url for claim in said.parts]
    assert said.tells_news
    assert said.url == part.url == f"{HOST}/sitemap.xml"


@pytest.mark.parametrize("times", [1, 2])
def test_a_packed_sitemap_is_unpacked(times: int) -> None:
    """A sitemap that is packed, even twice, is read."""
    payload = b"<urlset><url><loc>https://contohkab.go.id/berita/1/x</loc></url></urlset>"
    for _ in range(times):
        payload = gzip.compress(payload)

    assert ["/berita/1/x"] == _urls(_sitemap(payload))


def test_a_damaged_sitemap_is_read_as_far_as_it_goes() -> None:
    """A bare ampersand, a missing end: what stands around them is named all the same."""
    said = _sitemap(
        b"<urlset><url><loc>https://contohkab.go.id/detail?id=1&sub=2</loc></url>"
        b"<url><loc>https://contohkab.go.id/berita/detail/2</loc></url><url><loc>https://cont"
    )

    assert "/berita/detail/2" in _urls(said)


def test_a_plain_text_sitemap_is_read() -> None:
    """A sitemap that is a list of lines names them."""
    assert ["/berita/detail/1", "/berita/detail/2"] == _urls(
        _sitemap(b"https://contohkab.go.id/berita/detail/1\nhttps://contohkab.go.id/berita/detail/2\n")
    )


@pytest.mark.parametrize(
    ("payload", "outcome"),
    [
        (b"<!DOCTYPE html><html><body>Halaman tidak ditemukan</body></html>", Outcome.NOT_AN_ARTICLE),
        (b"<rss></rss>", Outcome.NOT_AN_ARTICLE),
        (b"\x00\x01\x02", Outcome.NOT_AN_ARTICLE),
        (b"   ", Outcome.EMPTY),
        (b"\x1f\x8b\x08rubbish", Outcome.BAD_RESPONSE),
        (gzip.compress(b" " * (MOST_BYTES + 2)), Outcome.TOO_LARGE),
        (gzip.compress(gzip.compress(b"<" * (MOST_BYTES + 2))), Outcome.TOO_LARGE),
    ],
)
def test_what_is_no_sitemap_ends_in_its_outcome(payload: bytes, outcome: Outcome) -> None:
    """HTML, another format, rubbish, nothing, a bomb: each has its word."""
    with pytest.raises(NoWitness) as told:
        _sitemap(payload)

    assert outcome is told.value.outcome


def test_entities_of_a_sitemap_are_not_unfolded() -> None:
    """A document that grows by its own entities, or wants a file, gets neither."""
    bomb = b'<!DOCTYPE u [<!ENTITY a "ha"><!ENTITY f SYSTEM "file:///etc/passwd">' + b"".join(
        b'<!ENTITY %c "%s">' % (ord("b") + i, b"&%c;" % (ord("a") + i) * 20) for i in range(8)
    )
    said = _sitemap(bomb + b"]><urlset><url><loc>https://contohkab.go.id/x/&i;&f;</loc></url></urlset>")

    assert all("ha" * 20 not in url and "root" not in url for url in _urls(said))


def test_a_sitemap_past_50_000_addresses_is_cut() -> None:
    """No more than 50,000 addresses are taken from one file, and it is told where it had more."""
    urls = [f"https://contohkab.go.id/b/{number}" for number in range(MOST_ENTRIES + 1)]
    rows = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    for said in (_sitemap(f"<urlset>{rows}</urlset>".encode()), _sitemap("\n".join(urls).encode())):
        assert (MOST_ENTRIES, True) == (len(said.claims), said.is_cut)
    assert not _sitemap(f"<urlset>{rows[:1_000]}</urlset>".encode()).is_cut


RSS = (
    b'<rss version="2.0"><channel><item><title>A</title><link>https://contohkab.go.id/kabar/satu</link>'
    b"<pubDate>%s</pubDate></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        (b"Tue, 26 Nov 2019 09:00:00 +0700", "2019-11-26"),
        (b"Thu, 01 Jan 1970 00:00:00 GMT", None),
        (b"0000-00-00 00:00:00", None),
        (b"Tue, 26 Nov 2219 09:00:00 +0700", None),
        (b"kemarin", None),
    ],
)
def test_a_feed_s_dates_are_believed_where_they_can_be_true(words: bytes, day: str | None) -> None:
    """A date of 1970, of the year 0 or of the future is none; the address is named all the same."""
    said = _feed(RSS % words)

    assert [(f"{HOST}/kabar/satu", PageKind.ARTICLE)] == [(c.page.url, c.page.kind) for c in said.claims]
    assert day == said.claims[0].published
    assert said.is_window


def test_atom_and_json_feeds_are_read() -> None:
    """Atom and JSON Feed name their articles as RSS does."""
    atom = b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/berita/1/a"/></entry></feed>'
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"url": f"{HOST}/berita/1/a"}]}

    assert ["/berita/1/a"] == _urls(_feed(atom)) == _urls(_feed(json.dumps(feed).encode()))


@pytest.mark.parametrize("payload", [b"<html><body>x</body></html>", b"{}", b"{" * 5000, b"\xff\xfe\x00"])
def test_what_is_no_feed_ends_in_its_outcome(payload: bytes) -> None:
    """HTML, other JSON and rubbish are no feed."""
    with pytest.raises(NoWitness) as told:
        _feed(payload)

    assert Outcome.NOT_AN_ARTICLE is told.value.outcome


POST = {"id": 7, "link": f"{HOST}/2019/11/bupati/", "date_gmt": "2019-11-26T20:00:00", "modified_gmt": "x"}


def test_wordpress_names_posts_and_how_many_there_are() -> None:
    """A page of WordPress' list names its posts, their days in the site's zone, and the number of all."""
    said = _posts([POST], "10234")

    assert ["/2019/11/bupati/"] == _urls(said)
    assert ("2019-11-27", 10_234, None) == (said.claims[0].published, said.expected, said.follows)


def test_wordpress_goes_on_behind_a_full_page_only() -> None:
    """Behind a hundred posts the next page is asked for, behind fewer none, whatever the totals say."""
    posts = [POST | {"link": f"{HOST}/2019/11/bupati-{n}/"} for n in range(100)]
    first = _posts(posts, "100")
    assert first.follows is not None
    second = _posts([], "99999999", first.follows.url)

    assert ("&page=2" in first.follows.url, 2, first.url) == (True, second.number, second.url)
    assert second.follows is None


@pytest.mark.parametrize(
    "posts", [b"<html></html>", b"[", {"code": "rest_forbidden"}, [1, 2], b"[" * 100_000]
)
def test_what_is_no_list_of_posts_ends_in_its_outcome(posts: object) -> None:
    """HTML, an error in JSON or nested rubbish in place of the list is no witness."""
    with pytest.raises(NoWitness) as told:
        _posts(posts)

    assert Outcome.NOT_AN_ARTICLE is told.value.outcome


def test_a_list_of_another_site_s_posts_is_no_witness() -> None:
    """Posts that are all on another host, as after a domain changed hands, are not followed."""
    with pytest.raises(NoWitness):
        _posts([POST | {"link": "https://judi.example/slot/"}])


def test_a_total_that_cannot_be_is_no_count() -> None:
    """A total of words or of a hundred million is not believed."""
    assert [None, None, None] == [_posts([POST], total).expected for total in ("banyak", "999999999", "-1")]


@pytest.mark.parametrize(
    ("path", "hrefs", "following"),
    [
        ("/berita", {"/berita?page=1": "1", "/berita?page=2": "2", "/berita?page=9": "9"}, "/berita?page=2"),
        ("/berita?page=2", {"/berita": "1", "/berita?page=1": "1", "/berita?page=3": "3"}, "/berita?page=3"),
        ("/page/2/", {"/": "1", "/page/3/": "3"}, "/page/3/"),
        ("/berita", {"/berita?start=10": "Selanjutnya"}, "/berita?start=10"),
        (
            "/berita?halaman=2",
            {"/berita?halaman=1": "«", "/berita?halaman=3": "»"},
            "/berita?halaman=3",
        ),
        ("/berita/index/10", {"/berita/index/0": "1", "/berita/index/20": "3"}, "/berita/index/20"),
        ("/berita?page=9", {"/berita?page=1": "1", "/berita?page=8": "8"}, None),
        ("/berita", {"/agenda?page=2": "2"}, None),
    ],
)
def test_a_listing_goes_on(path: str, hrefs: dict[str, str], following: str | None) -> None:
    """The next page of the same listing is found among its numbers, and none behind the last."""
    said = _listing(path, hrefs)

    assert (HOST + following if following else None) == (said.follows.url if said.follows else None)


@pytest.mark.parametrize(
    "text",
    [
        '<head><link rel="next" href="/berita?page=2"></head>',
        "<a class=btn rel=next href='/berita?page=2'>x</a>",
        '<button class="load-more" data-url="/berita?page=2">Muat lebih banyak</button>',
        '<div id="infinite-scroll" data-next-url="https://contohkab.go.id/berita?page=2"></div>',
    ],
)
def test_rel_next_and_load_more_lead_on(text: str) -> None:
    """Where no link has the next number, rel=next and the address behind a button do."""
    said = _listing("/berita", {"/berita/1/a": "a"}, text)

    assert f"{HOST}/berita?page=2" == (said.follows.url if said.follows else None)


def test_a_listing_that_answers_in_json_is_read() -> None:
    """What a "load more" address answers in JSON, as HTML or as items, names articles and the next part."""
    page = _page("/berita?page=2", PageKind.LISTING)
    data = {
        "html": "<div><a href='/berita/1/bupati-buka-pasar-baru'>A</a></div>",
        "items": [{"url": "/berita/2/bupati-tutup-pasar-lama"}],
        "next_page_url": "/berita?page=3",
    }
    said = read_fragment(page, json.dumps(data).encode(), SITE)
    assert said is not None
    assert said.follows is not None

    assert {"/berita/1/bupati-buka-pasar-baru", "/berita/2/bupati-tutup-pasar-lama"} == set(_urls(said))
    assert f"{HOST}/berita?page=3" == said.follows.url


def test_a_home_page_tells_where_programs_read() -> None:
    """WordPress' root, feeds and robots.txt's sitemaps are named; comments' feeds and other hosts are not."""
    html = """<link rel="https://api.w.org/" href="https://contohkab.go.id/index.php/wp-json/" />
<link rel="alternate" type="application/rss+xml" href="/index.php/feed/">
<link rel="alternate" type="application/rss+xml" href="/comments/feed/">
<link rel="alternate" type="application/rss+xml" href="https://lain.go.id/feed/">"""
    found = entrances(
        _page("/", PageKind.LISTING), html, [f"{HOST}/peta.xml", "https://lain.go.id/s.xml"], SITE
    )

    assert [
        (PageKind.API, "/index.php/wp-json/wp/v2/posts"),
        (PageKind.SITEMAP, "/peta.xml"),
        (PageKind.FEED, "/index.php/feed/"),
    ] == [(page.kind, page.url.removeprefix(HOST).split("?")[0]) for page in found]

"""The sample site shows what expected.jsonl says, and answers as a real server does."""

import re
from datetime import datetime
from urllib.parse import urldefrag, urljoin

import httpx
import pytest
from bs4 import BeautifulSoup

from tests.site.articles import Sample
from tests.site.content import Answer, SiteContent
from tests.site.server import SampleSite, serve_sample_site

CONTENT = SiteContent("http://127.0.0.1:8137")
SAMPLES = list(CONTENT.samples.values())


def html_of(target: str) -> str:
    return CONTENT.answer(target).payload.decode()


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", BeautifulSoup(html, "lxml").get_text(" "))


@pytest.fixture
def client(sample_site: SampleSite) -> httpx.Client:
    with httpx.Client(base_url=sample_site.url) as client:
        yield client


def by_path(sample: Sample) -> str:
    return sample.path


@pytest.mark.parametrize("sample", SAMPLES, ids=by_path)
def test_a_page_holds_each_expected_paragraph(sample: Sample) -> None:
    """Each paragraph stands on its page as often as its layout and its author repeat it."""
    words = words_of(html_of(sample.path))
    paragraphs = sample.article.paragraphs
    copies = 2 if sample.page["layout"] == "A" else 1

    for paragraph in paragraphs:
        shown = words.count(" ".join(paragraph.split(" | ")) if "rows" in sample.page else paragraph)
        assert copies * paragraphs.count(paragraph) == shown, paragraph


@pytest.mark.parametrize("sample", SAMPLES, ids=by_path)
def test_a_page_shows_each_expected_field(sample: Sample) -> None:
    """Title, counter, credits, captions, category and byline can all be read off the page."""
    article, words = sample.article, words_of(html_of(sample.path)).replace(".", "")
    shown = [
        article.title,
        article.category,
        *(article.byline or "").split("; editor "),
        str(article.views or ""),
    ]
    shown += [text for photo in article.photos for text in (photo.credit, photo.caption)]

    assert [] == [text for text in shown if text and text.replace(".", "") not in words]


@pytest.mark.parametrize("sample", SAMPLES, ids=by_path)
def test_a_place_opens_its_body(sample: Sample) -> None:
    """An expected place is the dateline's, as written."""
    assert sample.article.body.startswith(sample.article.place or "")


def test_the_listing_is_in_order() -> None:
    """The newest article comes first, on five pages of ten."""
    days = [sample.day for sample in SAMPLES]

    assert 42 == len(days)
    assert sorted(days, reverse=True) == days
    assert 404 == CONTENT.answer("/berita?page=6").status


def test_moments_carry_the_regions_offset() -> None:
    """Central Java keeps WIB, seven hours ahead of UTC."""
    moments = [sample.article.published_at for sample in SAMPLES]
    offsets = {f"{moment:%z}" for moment in moments if isinstance(moment, datetime)}

    assert {"+0700"} == offsets
    assert 1 == moments.count(None)
    assert 1 == sum(moment is not None and not isinstance(moment, datetime) for moment in moments)


def test_every_layout_has_its_oddities() -> None:
    """The shapes that mislead a reader stand on the site."""
    for target, shape in (
        ("/detail_berita?id=2190", "05 Nopember 2019"),
        ("/detail_berita?id=2230", "Kategori : </p>"),
        ("/detail_berita?id=2461", "</html>\n<div style="),
        ("/berita/detail/perpanjangan-masa-pendaftaran-beasiswa-wening-cendekia", "Dibaca:  Kali"),
        ("/berita/pemadaman-lampu-jalan-ruas-banjarwetan-untuk-perawatan-jaringan", "Dilihat 0 kali"),
        ("/berita/syarat-dan-hadiah-lomba-poster-peringatan-hari-ibu-2024", "Penulis :  / Editor : <"),
        ("/berita/dua-puskesmas-di-tirtasari-kini-layani-persalinan-24-jam", "<title>Humas Kabupaten"),
    ):
        assert shape in html_of(target), target


def links_of(answer: Answer, target: str) -> set[str]:
    """The targets on this site that a page names."""
    here = f"{CONTENT.origin}{target}"
    tags = BeautifulSoup(answer.payload, "lxml").select("a[href], img[src]")
    urls = {urldefrag(urljoin(here, str(tag.get("href") or tag.get("src"))))[0] for tag in tags}
    return {url.removeprefix(CONTENT.origin) for url in urls if url.startswith(f"{CONTENT.origin}/")}


def test_every_link_leads_somewhere() -> None:
    """Followed from the home page, every link of the site answers, and one is dead on purpose."""
    waiting, seen, dead = {"/"}, set(), []
    while waiting:
        target = waiting.pop()
        seen.add(target)
        answer = CONTENT.answer(target)
        if answer.status == 404:
            dead.append(target)
        elif answer.content_type.startswith("text/html"):
            waiting |= links_of(answer, target) - seen

    assert ["/berita/detail/pasar-murah-ramadan-di-alun-alun-dibatalkan"] == dead
    assert {sample.path for sample in SAMPLES} <= seen


def test_a_page_is_gzipped_when_asked_for(client: httpx.Client, sample_site: SampleSite) -> None:
    """The coded page is the plain page, under one entity tag."""
    plain = client.get("/", headers={"Accept-Encoding": "identity"})
    coded = client.get("/", headers={"Accept-Encoding": "gzip"})

    assert "gzip" == coded.headers["Content-Encoding"]
    assert "Content-Encoding" not in plain.headers
    assert plain.content == coded.content
    assert plain.headers["ETag"] == coded.headers["ETag"]
    assert "text/html; charset=UTF-8" == plain.headers["Content-Type"]


@pytest.mark.parametrize("pair", ["ETag If-None-Match", "Last-Modified If-Modified-Since"])
def test_an_unchanged_page_is_not_sent_again(client: httpx.Client, pair: str) -> None:
    """Either validator brings a 304 without a body."""
    name, header = pair.split()
    first = client.get("/kontak")
    again = client.get("/kontak", headers={header: first.headers[name]})

    assert (304, b"") == (again.status_code, again.content)


def test_an_edited_page_is_sent_again() -> None:
    """Neither validator hides an edit, and a removed article is gone."""
    with serve_sample_site() as site, httpx.Client(base_url=site.url) as client:
        path = "/detail_berita?id=2461"
        first = client.get(path)
        site.content.edit(path, views=480)
        validators = {"If-Modified-Since": first.headers["Last-Modified"]}
        assert "dibaca : 480" in client.get(path, headers=validators).text
        assert 200 == client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code
        site.content.remove(path)
        assert 404 == client.get(path).status_code


def test_a_connection_is_kept_and_its_requests_are_noted() -> None:
    """One connection carries many requests, and their order can be read afterwards."""
    with serve_sample_site() as site, httpx.Client(base_url=site.url) as client:
        streams = [client.get(path).extensions["network_stream"] for path in ("/", "/kontak")]
        assert 1 == len({stream.get_extra_info("client_addr") for stream in streams})
        assert ["/", "/kontak"] == site.requests


def test_an_article_can_have_several_addresses(client: httpx.Client) -> None:
    """A copied address and one with .html bring the same page; an old id moves to its new address."""
    kopi = "/berita/pelaku-usaha-kopi-gunungrata-ikuti-pelatihan-ekspor"
    relawan = "/detail_berita?id=2190"
    moved = client.get("/detail_berita?id=1744")

    assert client.get(kopi).content == client.get(f"{kopi}.html").content
    assert f'rel="canonical" href="{client.base_url.join(kopi)}"' in client.get(f"{kopi}.html").text
    assert client.get(relawan).content == client.get(f"{relawan}&utm_source=fb").content
    assert 301 == moved.status_code
    assert 200 == client.get(moved.headers["Location"]).status_code


def test_some_addresses_are_no_pages(client: httpx.Client) -> None:
    """robots.txt forbids the login page, a document is a PDF, and HEAD has no body."""
    assert "User-agent: *\nDisallow: /admin/\n" == client.get("/robots.txt").text
    assert "application/pdf" == client.get("/unduh/ringkasan-apbd-2025.pdf").headers["Content-Type"]
    assert b"" == client.head("/").content

"""What the sample site answers at each address; no sockets here."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

from tests.site import layout_a, layout_b, layout_c
from tests.site.articles import Sample, load_samples
from tests.site.listings import (
    DOCUMENT,
    MOVED,
    draw_contact,
    draw_home,
    draw_listing,
    draw_login,
    draw_missing,
    draw_shelf,
)
from tests.site.words import slug

_HTML = "text/html; charset=UTF-8"
_LAYOUTS = {"A": layout_a.draw, "B": layout_b.draw, "C": layout_c.draw}
_PIXEL = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"
_ROBOTS = b"User-agent: *\nDisallow: /admin/\n"
_TARGET = "/berita/detail/jembatan-gantung-ngrowo-diresmikan-anak-sekolah-tak-perlu-memutar"


@dataclass(frozen=True, slots=True)
class Answer:
    """One response before it meets HTTP."""

    payload: bytes
    content_type: str = _HTML
    status: int = 200
    location: str | None = None

    @property
    def etag(self) -> str:
        """Weak, because the gzip of a page is the same page."""
        return f'W/"{sha256(self.payload).hexdigest()[:16]}"'


class SiteContent:
    """The whole site under one origin; pages are drawn when they are first asked for."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.samples: dict[str, Sample] = load_samples(origin)
        self.modified = datetime(2025, 2, 28, 3, 0, tzinfo=UTC)
        self._drawn: dict[str, Answer] = {}

    def answer(self, target: str) -> Answer:
        """The answer to a request's target, as `/berita?page=2`."""
        answer = self._drawn.get(target)
        if answer is None:
            answer = self._drawn[target] = self._draw(target)
        return answer

    def edit(self, path: str, **changes: object) -> None:
        """Change an article's fields, as an editor or a reader would: views=, title=, body=."""
        sample = self.samples[path]
        self.samples[path] = replace(sample, article=replace(sample.article, **changes))
        self._redraw()

    def remove(self, path: str) -> None:
        """Take an article off the site: its address answers 404 from now on."""
        del self.samples[path]
        self._redraw()

    def _redraw(self) -> None:
        self.modified += timedelta(days=1)
        self._drawn.clear()

    def _draw(self, target: str) -> Answer:
        parts = urlsplit(target)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        path = parts.path + (f"?id={query['id']}" if "id" in query else "")
        sample = self.samples.get(path) or self._twin(path)
        if sample:
            return self._article(sample)
        if path == MOVED:
            return Answer(b"", status=301, location=_TARGET)
        html = self._page(parts.path, query)
        return Answer(html.encode()) if html is not None else self._file(parts.path)

    def _article(self, sample: Sample) -> Answer:
        samples = list(self.samples.values())
        here = samples.index(sample)
        neighbours = [samples[(here + step) % len(samples)] for step in range(1, 5)]
        return Answer(_LAYOUTS[sample.page["layout"]](sample, neighbours).encode())

    def _twin(self, path: str) -> Sample | None:
        """The one article that also stands at its address with `.html`."""
        sample = self.samples.get(path.removesuffix(".html"))
        return sample if sample and sample.page.get("html_twin") else None

    def _page(self, path: str, query: dict[str, str]) -> str | None:
        samples = list(self.samples.values())
        if path == "/berita":
            number = query.get("page", "1")
            return draw_listing(samples, int(number)) if number.isdecimal() else None
        shelf, _, name = path.rpartition("/")
        if shelf in ("/tag", "/kategori/detail"):
            shelved = [sample for sample in samples if name in _names_on(shelf, sample)]
            return draw_shelf(shelved, name) if shelved else None
        drawings = {"/": lambda: draw_home(samples), "/kontak": draw_contact, "/admin/": draw_login}
        return drawings[path]() if path in drawings else None

    def _file(self, path: str) -> Answer:
        if path == "/robots.txt":
            return Answer(_ROBOTS, "text/plain; charset=UTF-8")
        if path == DOCUMENT:
            return Answer(_PDF, "application/pdf")
        if path.startswith("/foto/"):
            return Answer(_PIXEL, "image/gif")
        return Answer(draw_missing().encode(), status=404)


def _names_on(shelf: str, sample: Sample) -> set[str]:
    """Under which tags, or which category, the article stands; only layout B links categories."""
    if shelf == "/tag":
        return {slug(tag) for tag in sample.article.tags}
    return {slug(sample.article.category or "")} if sample.page["layout"] == "B" else set()

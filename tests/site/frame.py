"""What stands around every page of the sample site: head, header, footer, and what an intruder left."""

from dataclasses import dataclass
from datetime import datetime

from scraper.model import Article
from tests.site.words import attribute, text

OFFICE = "Humas Kabupaten Tirtasari"

# A header clock prints today; the sample site's today stands still, so that its bytes do.
_CLOCK = '<div class="jam">Jumat, 28 Februari 2025 | 10:21:36 WIB</div>'
_MENU = """<nav class="menu"><a href="/">Beranda</a> <a href="/berita">Berita</a>
<a href="/kontak">Kontak</a></nav>"""
_FOOTER = """<footer class="kaki"><p>Bagian Hubungan Masyarakat Setda Kabupaten Tirtasari, Jawa Tengah</p>
<p>Jam layanan : Senin - Jumat, 07.15 - 15.30 WIB</p>
<p>Pengunjung hari ini : 1.318 | Total : 1.012.239</p>
<p><a href="/kontak">Hubungi kami</a> | <a href="/admin/">Masuk</a></p></footer>"""
# As found behind the last tag of real government home pages; the hosts are reserved names.
_SPAM = """
<div style="display:none;"><a href="https://slot-gacor.example/">slot gacor hari ini</a>
<a href="https://dinas.kab-lain.example/-/slot-pulsa/">slot pulsa tanpa potongan</a></div>"""


@dataclass(frozen=True, slots=True)
class Head:
    """What a page's head says."""

    title: str
    language: str = "id"
    og_title: str | None = None
    author: str | None = None
    canonical: str | None = None
    article: Article | None = None  # whose times, section and photograph the metadata names
    jsonld: str = ""


def frame(head: Head, main: str, *, clock: bool = False, spam: bool = False) -> str:
    """The whole page."""
    return f"""<!DOCTYPE html>
<html lang="{head.language}">
<head><meta charset="utf-8"><title>{text(head.title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
{_metadata(head)}</head>
<body>
<header class="atas">Follow Us : <a href="#" class="fa fa-facebook"></a>
<a href="#" class="fa fa-instagram"></a> {_CLOCK if clock else ""}{_MENU}</header>
{main}
{_FOOTER}
</body>
</html>{_SPAM if spam else ""}
"""


def _metadata(head: Head) -> str:
    named = {"author": head.author}
    properties = {"og:site_name": head.og_title and OFFICE, "og:title": head.og_title}
    if article := head.article:
        properties |= {
            "og:type": "article",
            "og:url": article.url,
            "og:image": article.photos[0].url if article.photos else None,
            "article:published_time": _iso(article.published_at),
            "article:modified_time": _iso(article.updated_at),
            "article:section": article.category,
        }
    lines = [f'<meta name="{key}" content="{attribute(value)}">' for key, value in named.items() if value]
    lines += [
        f'<meta property="{key}" content="{attribute(value)}">' for key, value in properties.items() if value
    ]
    if head.canonical:
        lines.append(f'<link rel="canonical" href="{attribute(head.canonical)}">')
    if head.jsonld:
        lines.append(f'<script type="application/ld+json">{head.jsonld}</script>')
    return "".join(f"{line}\n" for line in lines)


def _iso(moment: object) -> str | None:
    return moment.isoformat() if isinstance(moment, datetime) else None

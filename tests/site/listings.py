"""The sample site's pages that are no articles: home, listings, tags, contact, login, not found."""

from collections.abc import Sequence

from tests.site.articles import Sample
from tests.site.frame import OFFICE, Head, frame
from tests.site.words import attribute, long_date, text

PER_PAGE = 10
MOVED = "/detail_berita?id=1744"  # an old address; the home page still names it
DOCUMENT = "/unduh/ringkasan-apbd-2025.pdf"
_SHARED = "/detail_berita?id=2190&utm_source=fb&utm_medium=sosial"  # as copied out of a social network
_DELETED = (
    "/berita/detail/pasar-murah-ramadan-di-alun-alun-dibatalkan"  # a listing names it, nothing is there
)


def draw_home(samples: Sequence[Sample]) -> str:
    """The newest headlines, and links that lead to a moved page, a copied address and a document."""
    slides = "".join(
        f'<div class="slide"><a href="{s.path}">{text(s.article.title)}</a></div>' for s in samples[:3]
    )
    newest = "".join(f'<li><a href="{s.path}">{text(s.article.title)}</a></li>' for s in samples[3:9])
    main = f"""<h1>Berita</h1><div class="slider">{slides}</div>
<h3>Berita Terbaru</h3><ul>{newest}</ul><p><a href="/berita">Indeks berita</a></p>
<h3>Terpopuler</h3><ul><li><a href="{attribute(MOVED)}">Jembatan Gantung Ngrowo Diresmikan</a></li>
<li><a href="{attribute(_SHARED)}">Bupati Lepas 120 Relawan Siaga Banjir</a></li></ul>
<h3>Pengumuman</h3><ul><li><a href="{DOCUMENT}">Ringkasan APBD 2025 (PDF)</a></li></ul>"""
    return frame(Head(title=OFFICE, og_title=OFFICE), main, clock=True, spam=True)


def draw_listing(samples: Sequence[Sample], page: int) -> str | None:
    """One page of ten teasers; None past the last one."""
    shown = samples[(page - 1) * PER_PAGE : page * PER_PAGE]
    if page < 1 or not shown:
        return None
    teasers = [_teaser(sample) for sample in shown]
    if page == 3:
        teasers.append(
            f'<div class="item"><h3><a href="{_DELETED}">Pasar Murah Ramadan Dibatalkan</a></h3></div>'
        )
    last = -(-len(samples) // PER_PAGE)
    main = f'<h1>Berita</h1>{"".join(teasers)}<div class="halaman">{_paging(page, last)}</div>'
    return frame(Head(title=f"Berita - {OFFICE}", og_title=OFFICE), main)


def draw_shelf(samples: Sequence[Sample], name: str) -> str:
    """The articles of one tag or category, all on one page."""
    main = f"<h1>{text(name)}</h1>{''.join(_teaser(sample) for sample in samples)}"
    return frame(Head(title=f"{name} - {OFFICE}", og_title=OFFICE), main)


def draw_contact() -> str:
    """The office's address: a page with text that is no article."""
    main = """<h1>Kontak</h1><p>Bagian Hubungan Masyarakat Sekretariat Daerah Kabupaten Tirtasari</p>
<p>Jalan Pendapa Nomor 1, Tirtasari 00000</p><p>Telepon (0000) 555010 | Surel humas@tirtasarikab.example</p>
<table><tr><td>Senin - Kamis</td><td>07.15 - 15.30 WIB</td></tr>
<tr><td>Jumat</td><td>07.15 - 11.30 WIB</td></tr></table>
<form method="post"><input name="nama"><textarea name="pesan"></textarea><button>Kirim</button></form>"""
    return frame(Head(title=f"Kontak - {OFFICE}", og_title=OFFICE), main)


def draw_login() -> str:
    """What robots.txt asks not to visit."""
    return frame(Head(title="Masuk"), '<form method="post"><input name="sandi" type="password"></form>')


def draw_missing() -> str:
    """The page that goes with a 404."""
    return frame(Head(title="404"), "<h1>404</h1><p>Halaman yang Anda cari tidak ditemukan.</p>")


def _teaser(sample: Sample) -> str:
    """Photograph, headline cut short with the whole of it in title=, day, and the first words."""
    article = sample.article
    headline = article.title if len(article.title) <= 50 else article.title[:47].rstrip() + "..."
    narrow = sample.path + (".html" if sample.page.get("html_twin") else "")
    return f"""<div class="item"><a class="visible-xs" href="{narrow}"><img src="/foto/kecil.gif" alt=""></a>
<h3><a href="{sample.path}" title="{attribute(article.title)}">{text(headline)}</a></h3>
<span class="tanggal">{long_date(sample.day)}</span><p>{text(article.body[:110])}...</p></div>"""


def _paging(page: int, last: int) -> str:
    links = [f'<a href="/berita?page={page - 1}" rel="prev">Sebelumnya</a>'] if page > 1 else []
    links += [f'<a href="/berita?page={number}">{number}</a>' for number in range(1, last + 1)]
    links += [f'<a href="/berita?page={page + 1}" rel="next">Selanjutnya</a>'] if page < last else []
    return " ".join(links)

"""
Writes the site that the crawlers are measured on: articles of 56 KB and their listings, as files for nginx.

The markup is that of an old government CMS: headline, credit and body stand twice (phones and desktops), day and
counter only in text, other articles' days and counters beside them. Every article's words differ.
"""

import gzip
import json
import random
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tests.site.words import MONTHS

PER_LISTING = 20
_SEED = 20191126
_PLACES = ("Tirtasari", "Sendangmulya", "Karangasri", "Banyuurip", "Wanareja", "Kalibening", "Sumberagung")
_PEOPLE = (
    "Wahyu Prasetyaningrum",
    "Bagas Pramono",
    "Laras Widuri",
    "Suyadi",
    "Galih Nugroho",
    "Retno Astuti",
)
_OFFICES = (
    "Dinas Pertanian",
    "Dinas Kesehatan",
    "Bappeda",
    "Dinas Sosial",
    "Dinas Pendidikan",
    "BPBD",
    "Dishub",
)
_DOINGS = (
    *("meresmikan jembatan gantung", "menyerahkan bantuan benih", "memantau harga bahan pokok"),
    *("membuka pelatihan kader", "meninjau perbaikan saluran irigasi", "melepas kontingen pelajar"),
    *("menandatangani kerja sama layanan", "menggelar simulasi tanggap bencana"),
)
_SENTENCES = (
    "{person} mengatakan, kegiatan itu diikuti {a} peserta dari {b} desa di Kecamatan {place}.",
    "Menurutnya, anggaran sebesar Rp{a} juta disiapkan agar pekerjaan selesai sebelum musim hujan tiba.",
    "Kepala {office} menjelaskan bahwa hasil pendataan tahun ini mencatat kenaikan {b} persen dibanding tahun lalu.",
    "“Kami berharap warga {place} ikut menjaga dan merawatnya, karena manfaatnya kembali kepada kita semua,” ujar {person}.",
    "Di lokasi yang sama, {a} keluarga menerima bantuan yang disalurkan melalui {office} bersama pemerintah desa.",
    "Sementara itu, warga Dusun {place} Kidul mengaku terbantu dan berharap program serupa dilanjutkan {b} tahun lagi.",
    "Selain itu, pemerintah kabupaten menargetkan {a} titik layanan baru dapat dipakai pada akhir triwulan.",
    "{person} menambahkan, pengawasan dilakukan setiap {b} hari oleh petugas {office} dan relawan setempat.",
)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a crawler should have kept of one article."""

    path: str
    title: str
    published: str  # 2019-11-26T09:00:00, as printed
    views: int
    paragraphs: list[str]


def write_site(folder: Path, articles: int) -> list[Expected]:
    """The articles of the site that is now in this folder; one of the same size is not written again."""
    mark = folder / "expected.json"
    if mark.exists():
        known = [Expected(**row) for row in json.loads(mark.read_text("utf-8"))]
        if len(known) == articles:
            return known
    rng = random.Random(_SEED)  # noqa: S311  # words, not secrets
    made = [_article(rng, number) for number in range(articles, 0, -1)]
    root = folder / "www"
    for index, article in enumerate(made):
        _write(root / article.path.lstrip("/"), _page(article, made[index + 1 : index + 25] or made[:24]))
    last = -(-articles // PER_LISTING)
    for number in range(1, last + 1):
        shown = made[(number - 1) * PER_LISTING : number * PER_LISTING]
        _write(root / f"berita/halaman/{number}.html", _listing(shown, number, last))
    _write(root / "index.html", _frame("Beranda", f"<h1>Berita</h1>{_teasers(made[:10])}{_INDEX}"))
    _write(root / "robots.txt", "User-agent: *\nDisallow: /admin/\n")
    mark.write_text(json.dumps([asdict(article) for article in made]), "utf-8")
    return made


def _article(rng: random.Random, number: int) -> Expected:
    place, office = rng.choice(_PLACES), rng.choice(_OFFICES)
    title = f"{office} {place} {rng.choice(_DOINGS).title()} Tahap {number}"
    at = datetime(2016, 1, 4, 8) + timedelta(hours=19 * number, minutes=rng.randrange(60))  # noqa: DTZ001  # printed without a zone
    paragraphs = [
        " ".join(
            rng.choice(_SENTENCES).format(
                person=rng.choice(_PEOPLE),
                office=office,
                place=place,
                a=rng.randint(20, 900),
                b=rng.randint(2, 60),
            )
            for _ in range(rng.randint(3, 5))
        )
        for _ in range(rng.randint(7, 10))
    ]
    paragraphs[0] = f"{place.upper()} - {paragraphs[0]}"
    slug = "-".join(title.lower().split())
    return Expected(
        f"/berita/detail/{number}/{slug}.html", title, at.isoformat(), rng.randint(3, 9000), paragraphs
    )


def _page(article: Expected, others: list[Expected]) -> str:
    body = "\n".join(f'<p style="text-align: justify;">{paragraph}</p>' for paragraph in article.paragraphs)
    rows = "\n".join(
        f'<li class="media"><a href="{o.path}"><img src="/foto/{i}.jpg" alt=""></a><div class="media-body">'
        f'<h5><a href="{o.path}">{o.title}</a></h5><span class="tgl">{_day(o)}</span> '
        f"<span>dibaca : {o.views}</span></div></li>"
        for i, o in enumerate(others)
    )
    main = f"""<div class="container"><div class="visible-xs">{_heading(article, "&nbsp;|&nbsp; ")}</div>
<div class="hidden-xs">{_heading(article, "|")}</div><div class="row"><div class="col-md-8">
<div class="gambar hidden-xs"><img src="/foto/u.jpg" alt=""><p class="kredit">Foto : Galih (Humas Tirtasari)</p></div>
<div class="isi hidden-xs">{body}</div>{_SHARE}
<div class="gambar visible-xs"><img src="/foto/u.jpg" alt=""><p class="kredit">Foto : Galih (Humas Tirtasari)</p></div>
<div class="isi visible-xs">{body}</div>{_SHARE}</div>
<div class="col-md-4"><h4>Berita Lainnya</h4><ul class="list-unstyled">{rows}</ul></div></div></div>"""
    return _frame("Humas Kabupaten Tirtasari", main)


def _heading(article: Expected, bar: str) -> str:
    return f"""<h2 class="judul">{article.title}</h2>
<p class="info"> {_day(article)} {bar} {article.published[11:]} {bar} dibaca : {article.views} </p>{_SHARE}"""


def _day(article: Expected) -> str:
    day = datetime.fromisoformat(article.published)
    return f"{day:%d} {MONTHS[day.month - 1]} {day.year}"


def _listing(shown: list[Expected], number: int, last: int) -> str:
    near = range(max(1, number - 3), min(last, number + 3) + 1)
    pages = " ".join(f'<a href="/berita/halaman/{n}.html">{n}</a>' for n in near)
    following = (
        f'<a rel="next" href="/berita/halaman/{number + 1}.html">Selanjutnya</a>' if number < last else ""
    )
    return _frame(
        f"Berita halaman {number}",
        f"<h1>Berita</h1>{_teasers(shown)}<div class='halaman'>{pages} {following}</div>",
    )


def _teasers(shown: list[Expected]) -> str:
    return "".join(
        f'<div class="item"><h3><a href="{a.path}">{a.title}</a></h3><span>{_day(a)}</span><p>{a.paragraphs[0][:120]}...</p></div>'
        for a in shown
    )


def _frame(title: str, main: str) -> str:
    return f"""<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_CSS}</style></head><body>
<header><div class="top">Jumat, 28 Februari 2025 | 10:21:36 WIB</div><nav class="navbar"><ul>{_MENU}</ul></nav></header>
{main}<footer><div class="row">{_FOOT}</div><p>Pengunjung hari ini : 1.318 | Total : 1.012.239</p></footer>
<script>{_SCRIPT}</script></body></html>
"""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(text.encode(), 6, mtime=0))


_SHARE = """<div class="bagikan">Bagikan : <a href="#" class="fa fa-facebook"></a> <a href="#" class="fa fa-twitter"></a>
<a href="#" class="fa fa-whatsapp"></a></div>"""
_INDEX = '<p><a href="/berita/halaman/1.html">Indeks berita</a></p>'
_MENU = "\n".join(
    f'<li class="nav-item dropdown"><a class="nav-link dropdown-toggle" href="#" data-menu="/profil/{n}.html" id="m{n}">'
    f"Menu layanan nomor {n}</a></li>"
    for n in range(60)
)
_FOOT = "\n".join(
    f'<div class="col-md-3 col-sm-6"><a class="tautan" href="#" title="/tautan/{n}">Tautan terkait {n}</a></div>'
    for n in range(40)
)
_CSS = "\n".join(
    f".kelas-{n}{{margin:{n % 9}px;padding:{n % 7}px;color:#33{n % 90:02d}44}}" for n in range(170)
)
_SCRIPT = "\n".join(f"window.data{n} = function (a, b) {{ return a * {n} + b; }};" for n in range(190))

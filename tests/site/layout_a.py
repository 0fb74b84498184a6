"""Layout A, of 2019: heading, credit and body stand twice, for narrow and for wide screens."""

from collections.abc import Sequence

from tests.site.articles import Sample
from tests.site.frame import OFFICE, Head, frame
from tests.site.words import clock, long_date, picture, text, with_breaks

_SHARE = """<div class="bagikan">Bagikan : <a href="#" class="fa fa-facebook"></a>
<a href="#" class="fa fa-twitter"></a> <a href="#" class="fa fa-whatsapp"></a></div>"""
_NAG = """<div class="modal fade" id="{}" tabindex="-1" style="display: none;"><div class="modal-dialog">
<div class="modal-body">Daftarkan diri anda terlebih dahulu</div></div></div>"""


def draw(sample: Sample, neighbours: Sequence[Sample]) -> str:
    """The page; its title is the office's, as on every page of this layout."""
    article = sample.article
    photos = "".join(
        f'<img src="{picture(photo)}" alt=""><p class="kredit">Foto : {text(photo.credit)}</p>'
        for photo in article.photos
    )
    body = "\n".join(f"<p>{text(paragraph)}</p>" for paragraph in article.paragraphs)
    copy = with_breaks(article.paragraphs) if sample.page.get("breaks") else body
    rows = "".join(f'<li><a href="{other.path}">{text(other.article.title)}</a></li>' for other in neighbours)
    main = f"""<div class="container">
<div class="visible-xs">{_heading(sample, "&nbsp;|&nbsp; ")}</div>
<div class="hidden-xs">{_heading(sample, "|")}</div>
<div class="row"><div class="col-md-8">
<div class="gambar hidden-xs">{photos}</div>
{_NAG.format("daftar1")}
<div class="gambar visible-xs">{photos}</div>
<div class="isi hidden-xs">{body}</div>
{_SHARE}
<div class="isi visible-xs">{copy}</div>
{_SHARE}
</div>
<div class="col-md-4"><h4>Berita Lainnya</h4><ul>{rows}</ul></div></div>
{_NAG.format("daftar2")}
</div>"""
    return frame(Head(title=OFFICE), main, spam=True)


def _heading(sample: Sample, bar: str) -> str:
    """Title, date, time and counter; the bar between them is what differs from copy to copy."""
    article = sample.article
    day = long_date(sample.day)
    if month := sample.page.get("month"):  # an older spelling
        day = day.replace("November", month)
    return f"""<h2 class="judul">{text(article.title)}</h2>
<p class="info"> {day} {bar} {clock(article.published_at)} {bar} dibaca : {article.views} </p>
<p>Kategori : {text(article.category)}</p>
{_SHARE}"""

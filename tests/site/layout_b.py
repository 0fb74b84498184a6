"""Layout B, of 2022: lists of other articles before the body and inside it, comments behind it."""

from collections.abc import Sequence

from tests.site.articles import Sample
from tests.site.frame import Head, frame
from tests.site.words import caption, clock, picture, short_date, slug, text

_COMMENTS = (
    "Semoga bermanfaat untuk warga.",
    "Mantap, lanjutkan Pak.",
    "Mohon jalan di desa kami juga diperhatikan.",
    "Terima kasih infonya min.",
    "Kapan giliran kecamatan kami?",
)


def draw(sample: Sample, neighbours: Sequence[Sample]) -> str:
    """The page; it calls itself English, as this family of themes does."""
    article = sample.article
    photos = "".join(
        f"<img style='width:100%' src='{picture(photo)}' alt=''></a><br><br>"
        f"<center><p><i><b>Keterangan Gambar :</b> {caption(photo)}</i></p></center>"
        for photo in article.photos
    )
    category = f"<a href='/kategori/detail/{slug(article.category)}'>{text(article.category)}</a>"
    tags = " ".join(f"<a href='/tag/{slug(tag)}'>{text(tag)}</a>" for tag in article.tags)
    main = f"""<div class="boxed"><div class="article-title">
<div class="share-block right"><span>Social media</span> <strong>Share this article</strong></div>
<h1><b>{text(article.title)}</b> <br><span style='font-size:14px; color:blue'> </span></h1>
<div class="a-content"><span>Oleh <b>{text(article.byline)}</b></span>
<span class="meta">{_moment(sample)}
<span class="tag">{category}</span></span>
<span class="meta">Dibaca: {"" if article.views is None else article.views} Kali</span></div></div>
<div class="paragraph-row"><div class="column3">
<h3 class="highlight-title">Berita Terkait</h3><ul>{"".join(_link(other) for other in neighbours[:3])}</ul>
<h3 class="highlight-title">Berita Populer</h3>
<ul>{"".join(_popular(other) for other in neighbours)}</ul></div>
<div class="column9">{photos}
{_body(sample, neighbours[-1])}
</div></div>
<div class="article-tags"><strong>TAGS:</strong> {tags}</div>
{_comments(sample)}</div>"""
    head = Head(title=article.title, language="en", og_title=article.title, author="Portal Warta")
    return frame(head, main, clock=True)


def _moment(sample: Sample) -> str:
    """`19 Agu 2023, 15:00:29 WIB`, as much of it as is known."""
    published = sample.article.published_at
    time = clock(published)
    return (short_date(published) if published else "") + (f", {time} WIB" if time else "")


def _body(sample: Sample, related: Sample) -> str:
    paragraphs = [f"<p>{text(paragraph)}</p>" for paragraph in sample.article.paragraphs]
    if len(paragraphs) > 4:
        link = f"<a href='{related.path}'>{text(related.article.title)}</a>"
        paragraphs.insert(3, f"<p><strong>Baca Juga : {link}</strong></p>")
    return "\n".join(paragraphs)


def _link(other: Sample) -> str:
    return (
        f"<li><a href='{other.path}'>{text(other.article.title)}</a><a href='#' class='h-comment'>0</a></li>"
    )


def _popular(other: Sample) -> str:
    return (
        f"<li><a href='{other.path}'>{text(other.article.title)}</a> "
        f"<span class='meta'>{short_date(other.day)} Dibaca : {other.article.views or 377} Kali</span></li>"
    )


def _comments(sample: Sample) -> str:
    number = len(sample.path)
    if number % 2:
        return "<h2>BELUM ADA KOMENTAR UNTUK BERITA INI!</h2>"
    return (
        "<h2>Ada 1 Komentar untuk Berita Ini</h2><ol class='comments'><li><strong>Warga</strong> "
        f"<span class='time-stamp'>05 Jan 2024, 08:15:00 WIB</span><p>{_COMMENTS[number % 5]}</p></li></ol>"
    )

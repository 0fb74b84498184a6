"""Layout C, of 2024: one <article> with metadata, and cards of other articles with dates of their own."""

import json
from collections.abc import Sequence
from datetime import datetime

from scraper.model import Article, Photo
from tests.site.articles import Sample
from tests.site.frame import OFFICE, Head, frame
from tests.site.words import DAYS, MONTHS, caption, long_date, slug, text, thousands, with_breaks


def draw(sample: Sample, neighbours: Sequence[Sample]) -> str:
    """The page; where office_title is set, its metadata names the office instead of the article."""
    article, page = sample.article, sample.page
    figures = [_figure(photo) for photo in article.photos]
    if page.get("bare_photo"):
        figures.append('<figure><img src="/foto/poster.gif" alt=""></figure>')
    writer, _, editor = (article.byline or "").partition("; editor ")
    tags = " ".join(f'<a href="/tag/{slug(tag)}" rel="tag">{text(tag)}</a>' for tag in article.tags)
    main = f"""<nav class="breadcrumb"><a href="/">Beranda</a> / <a href="/berita">Berita</a></nav>
<article class="post"><header><h1 class="entry-title">{text(article.title)}</h1>
<div class="entry-meta">{_time(article.published_at)}
<span class="kategori">{text(article.category)}</span>
<span class="dilihat">Dilihat {thousands(article.views)} kali</span></div></header>
<div class="sharedaddy">Bagikan: <a href="#">Facebook</a> <a href="#">X</a> <a href="#">WhatsApp</a></div>
{"".join(figures[:1])}
<div class="entry-content">{_body(sample, figures[1:])}</div>
<p class="penulis">Penulis : {text(writer)} / Editor : {text(editor)}</p>
<footer class="tagar">Tag: {tags}</footer></article>
<section class="related"><h3>Berita Terkait</h3>{"".join(_card(other) for other in neighbours)}</section>"""
    return frame(_head(article, office_title=page.get("office_title", False)), main)


def _head(article: Article, *, office_title: bool) -> Head:
    return Head(
        title=OFFICE if office_title else f"{article.title} - {OFFICE}",
        og_title=OFFICE if office_title else article.title,
        canonical=article.url,
        article=article,
        jsonld="" if office_title else _jsonld(article),
    )


def _jsonld(article: Article) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title}
    data |= {"mainEntityOfPage": article.url, "articleSection": article.category}
    data |= {"publisher": {"@type": "Organization", "name": OFFICE}}
    for key, moment in (("datePublished", article.published_at), ("dateModified", article.updated_at)):
        if moment:
            data[key] = moment.isoformat()
    if article.byline:
        data["author"] = {"@type": "Person", "name": article.byline.partition(";")[0]}
    return json.dumps(data, ensure_ascii=False)


def _time(moment: object) -> str:
    """`Jumat, 2 Agustus 2019 pukul 20.47 WIB`, and the same for programs."""
    if not isinstance(moment, datetime):
        return ""
    day = f"{DAYS[moment.weekday()]}, {moment.day} {MONTHS[moment.month - 1]} {moment.year}"
    return f'<time class="published" datetime="{moment.isoformat()}">{day} pukul {moment:%H.%M} WIB</time>'


def _body(sample: Sample, figures: Sequence[str]) -> str:
    paragraphs, page = sample.article.paragraphs, sample.page
    if page.get("breaks"):
        return with_breaks(paragraphs)
    parts = [_block(sample, index, paragraph) for index, paragraph in enumerate(paragraphs)]
    if after := page.get("second_photo_after"):
        parts[after:after] = figures
    return "\n".join(parts).replace("</ul>\n<ul>", "\n").replace("</table>\n<table>", "\n")


def _block(sample: Sample, index: int, paragraph: str) -> str:
    """One paragraph as what it is; the caller joins the lists and tables of neighbours."""
    page = sample.page
    if index in page.get("headings", ()):
        return f"<h3>{text(paragraph)}</h3>"
    if index in page.get("items", ()):
        return f"<ul><li>{text(paragraph)}</li></ul>"
    if index in (rows := page.get("rows", ())):
        cell = "th" if index == rows[0] else "td"
        cells = "".join(f"<{cell}>{text(part)}</{cell}>" for part in paragraph.split(" | "))
        return f"<table><tr>{cells}</tr></table>"
    return f"<p>{text(paragraph)}</p>"


def _figure(photo: Photo) -> str:
    return f'<figure><img src="{photo.url}" alt=""><figcaption>{caption(photo)}</figcaption></figure>'


def _card(other: Sample) -> str:
    return (
        f'<article class="card"><a href="{other.path}">{text(other.article.title)}</a> '
        f'<time datetime="{other.day.isoformat()}">{long_date(other.day)}</time></article>'
    )

"""Tests of scraper.parse.fields; `page` makes a skimmed page and a layout out of a few lines of markup."""

from datetime import UTC, datetime, timedelta, timezone

from scraper.model import PageContext
from scraper.parse.fields import Fields, read_fields
from scraper.parse.layout import Layout, Role
from scraper.parse.page import Skim
from scraper.parse.skim import skim
from scraper.sites.profile import Profile

WIB = timezone(timedelta(hours=7), "WIB")
NOW = datetime(2024, 12, 10, 5, 0, tzinfo=UTC)
URL = "https://humas.contohkab.go.id/berita/detail/12/bupati-resmikan-pasar-baru"
BODY = (
    "<p class=isi>Bupati meresmikan pasar baru di kota dan berharap pedagang menempatinya, Senin (2/12).</p>"
    "<p class=isi>Pasar itu memuat dua ratus kios dan dibangun selama dua tahun dengan dana daerah.</p>"
)


def page(
    above: str = "", between: str = "", below: str = "", *, head: str = "", body: str = BODY
) -> tuple[Skim, Layout]:
    """A page whose headline is its h1 and whose body are the blocks of class `isi`."""
    html = (
        f"<html lang=id><head>{head}</head><body><nav><a href=/>Beranda</a></nav><main>{above}"
        f"<h1>Bupati Resmikan Pasar Baru</h1>{between}<div>{body}</div>{below}</main></body></html>"
    )
    read = skim(html)
    classes = [read.element(block.element).classes for block in read.blocks]
    inside = [block.number for block, name in zip(read.blocks, classes, strict=True) if "isi" in name.split()]
    headline = next((block.number for block in read.blocks if block.heading_level == 1), None)
    roles = [Role.BODY if block.number in inside else Role.OUTSIDE for block in read.blocks]
    paragraphs = [read.blocks[number].text for number in inside]
    return read, Layout(roles, headline, 0, inside, paragraphs)


def fields(
    made: tuple[Skim, Layout], url: str = URL, *, zone: timezone | None = WIB, profile: Profile | None = None
) -> Fields:
    """The fields of a made page, captured on 10 December 2024."""
    return read_fields(*made, PageContext(url, captured_at=NOW, zone=zone), profile)

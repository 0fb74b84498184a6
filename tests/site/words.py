"""Indonesian dates and numbers, escaped text, and the few pieces of markup that several layouts share."""

from collections.abc import Sequence
from datetime import date, datetime
from html import escape
from urllib.parse import urlsplit

from scraper.model import Photo

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def text(value: str | None) -> str:
    """Text between tags; nothing where there is none."""
    return escape(value or "", quote=False)


def attribute(value: str) -> str:
    """Text inside a double-quoted attribute."""
    return escape(value)


def long_date(moment: date) -> str:
    """`26 November 2019`."""
    return f"{moment:%d} {MONTHS[moment.month - 1]} {moment.year}"


def short_date(moment: date) -> str:
    """`19 Agu 2023`."""
    return f"{moment:%d} {MONTHS[moment.month - 1][:3]} {moment.year}"


def clock(moment: date | None) -> str:
    """`09:00:00`, or nothing where only the day is known."""
    return f"{moment:%H:%M:%S}" if isinstance(moment, datetime) else ""


def thousands(number: int | None) -> str:
    """`1.234`; nothing where the counter is empty."""
    return "" if number is None else f"{number:,}".replace(",", ".")


def slug(words: str) -> str:
    """`layanan-publik`."""
    return words.lower().replace(" ", "-")


def with_breaks(paragraphs: Sequence[str]) -> str:
    """A body without a single <p>."""
    return "<br />\n<br />\n".join(text(paragraph) for paragraph in paragraphs)


def caption(photo: Photo) -> str:
    """The words under a photograph, its credit in brackets behind them."""
    credit = f" (Foto: {text(photo.credit)})" if photo.credit else ""
    return f"{text(photo.caption)}{credit}"


def picture(photo: Photo) -> str:
    """The photograph's address as older pages write it, without the host."""
    return urlsplit(photo.url or "").path

"""The columns of an exported record, in the order of the archive's articles table."""

from datetime import UTC, date, datetime

from scraper.model import Record

Value = str | int | None

COLUMNS = (
    "id",
    "site",
    "url",
    "title",
    "published_at",
    "updated_at",
    "category",
    "place",
    "byline",
    "photo_credit",
    "tags",
    "body",
    "views",
    "views_observed_at",
    "language",
    "word_count",
    "first_seen_at",
    "last_seen_at",
    "gone_at",
    "revision",
    "parser_version",
    "capture",
)


def scalar_columns(record: Record) -> dict[str, Value]:
    """The record's values by column, without the lists: tags, photos, sources."""
    article = record.article
    return {
        "id": record.id,
        "site": record.site,
        "url": article.url,
        "title": article.title,
        "published_at": _day(article.published_at),
        "updated_at": _day(article.updated_at),
        "category": article.category,
        "place": article.place,
        "byline": article.byline,
        "photo_credit": article.photo_credit,
        "body": article.body,
        "views": article.views,
        "views_observed_at": _moment(record.views_observed_at),
        "language": article.language,
        "word_count": len(article.body.split()),
        "first_seen_at": _moment(record.first_seen_at),
        "last_seen_at": _moment(record.last_seen_at),
        "gone_at": _moment(record.gone_at),
        "revision": record.revision,
        "parser_version": record.parser_version,
        "capture": record.capture,
    }


def _day(value: datetime | date | None) -> str | None:
    """As the page shows it: with its own offset, or as a bare date."""
    return None if value is None else value.isoformat()


def _moment(value: datetime | None) -> str | None:
    """As in the archive: UTC, to the millisecond."""
    if value is None:
        return None
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

"""What an article's row becomes when it is seen again: no known value gives way to nothing."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from scraper.model import Article, Photo
from scraper.outcome import Outcome
from scraper.store.columns import to_count, to_published, to_text
from scraper.text.wording import same_words

Values = Mapping[str, str | int | None]  # of a row of articles, by column


@dataclass(frozen=True, slots=True)
class Known:
    """What the archive has of an article."""

    id: int
    revision: int
    values: Values
    photos: tuple[Photo, ...]
    corrected: Values = field(default_factory=dict)  # what the page says of what a person corrected

    @property
    def page_values(self) -> Values:
        """The values as the page has them, whatever a person says."""
        return {**self.values, **self.corrected}


@dataclass(frozen=True, slots=True)
class Merged:
    """What the archive will have of an article, and how that differs."""

    outcome: Outcome
    seen: Article
    values: Values  # as the page has them
    photos: tuple[Photo, ...]
    changed: frozenset[str]  # columns, and "photos"
    reworded: tuple[str, ...]  # "title" and "body", where the words differ and not only their white space

    @property
    def views_seen(self) -> int | None:
        """What the page's counter said this time; None: nothing, or no count."""
        return to_count(self.seen.views)


def merge(known: Known | None, article: Article) -> Merged:
    """What the archive will have of an article that it knows so, or not at all, and now saw."""
    photos = _merged_photos(known.photos if known else (), article.photos)
    seen = values_of(replace(article, photos=photos))
    if known is None:
        return Merged(Outcome.ARCHIVED, article, seen, photos, frozenset((*seen, "photos")), ())
    # An empty text is as little as None. The credit is that of the photographs, which are merged already.
    before = known.page_values
    values = {name: before[name] if value in (None, "") else value for name, value in seen.items()}
    values["photo_credit"] = seen["photo_credit"]
    changed = {name for name, value in values.items() if value != before[name]}
    if photos != known.photos:
        changed.add("photos")
    reworded = tuple(
        name for name in ("title", "body") if not same_words(str(values[name]), str(before[name]))
    )
    outcome = Outcome.REVISED if reworded else Outcome.UNCHANGED
    return Merged(outcome, article, values, photos, frozenset(changed), reworded)


def wording_of(values: Values) -> tuple[str, str]:
    """Title and body, which are what a revision is a revision of."""
    return str(values["title"] or ""), str(values["body"] or "")


def values_of(article: Article) -> dict[str, str | int | None]:
    """The article's values as the columns of its row hold them."""
    tags = [to_text(tag) for tag in article.tags]
    return {
        "url": to_text(article.url),
        "title": to_text(article.title),
        "published_at": to_published(article.published_at),
        "updated_at": to_published(article.updated_at),
        "category": to_text(article.category),
        "place": to_text(article.place),
        "byline": to_text(article.byline),
        "photo_credit": article.photo_credit,
        "tags": json.dumps(tags, ensure_ascii=False) if tags else None,
        "body": to_text(article.body),
        "views": to_count(article.views),
        "language": to_text(article.language),
    }


def _merged_photos(known: tuple[Photo, ...], seen: Iterable[Photo]) -> tuple[Photo, ...]:
    """The photographs as seen, each with what was known of it; those known where none is seen."""
    merged = tuple(_merged_photo(_same(known, i, photo), photo) for i, photo in enumerate(map(_clean, seen)))
    return merged or known


def _clean(photo: Photo) -> Photo:
    return Photo(to_text(photo.url), to_text(photo.caption), to_text(photo.credit))


def _same(known: tuple[Photo, ...], index: int, photo: Photo) -> Photo | None:
    """The photograph at the same address; where either has none, the one at the same place."""
    by_address = next((other for other in known if photo.url and other.url == photo.url), None)
    if by_address or index >= len(known):
        return by_address
    neighbour = known[index]
    return neighbour if photo.url is None or neighbour.url is None else None


def _merged_photo(known: Photo | None, seen: Photo) -> Photo:
    if known is None:
        return seen
    return Photo(seen.url or known.url, seen.caption or known.caption, seen.credit or known.credit)

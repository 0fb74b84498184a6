"""All fields of one article, read from a skimmed page and its layout."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from scraper.model import Article, PageContext, Source
from scraper.parse.fields.address import read_address
from scraper.parse.fields.byline import read_byline
from scraper.parse.fields.category import read_category, read_tags
from scraper.parse.fields.choice import Choice
from scraper.parse.fields.clues import Clues, clues_of
from scraper.parse.fields.headline import find_headline, stated_titles
from scraper.parse.fields.language import read_language
from scraper.parse.fields.lines import Line, Where, lines_near
from scraper.parse.fields.metadata import article_objects, objects_named
from scraper.parse.fields.moments import moments_in_head, moments_in_lines, moments_in_markup
from scraper.parse.fields.notes import notes_in, under_title
from scraper.parse.fields.photos import read_photos
from scraper.parse.fields.place import read_place
from scraper.parse.fields.published import Dated, choose_dates
from scraper.parse.fields.scene import Scene
from scraper.parse.fields.selected import select_fields
from scraper.parse.fields.title import read_title
from scraper.parse.fields.views import read_views
from scraper.parse.fields.zone import in_zone
from scraper.parse.layout import Layout
from scraper.parse.page import Skim
from scraper.sites.profile import Profile

_QUOTE = 40  # characters of the body's ends that its source quotes
_REACH = 2_000  # characters of markup before the first line that may hold the article's microdata


@dataclass(frozen=True, slots=True)
class Fields:
    """The article that was read, and for each field what it was chosen from."""

    article: Article
    choices: Mapping[str, Choice[object]] = field(default_factory=dict)


def read_fields(skim: Skim, layout: Layout, context: PageContext, profile: Profile | None = None) -> Fields:
    """
    The article with all its fields, each with its source.

    Shape: the body is the layout's paragraphs without those that are nothing but a caption, a credit or a
    signature that another field took.
    """
    clues, objects = clues_of(context, skim.head.language, layout.paragraphs), article_objects(skim)
    stated = stated_titles(skim.head, objects)
    headline = find_headline(skim, layout, stated, context.url)
    lines = lines_near(skim, layout, headline, clues)
    title = read_title(skim, headline, stated)
    scene = Scene(
        skim, lines, layout.paragraphs, objects_named(objects, title.value or ""), title.value or ""
    )
    dates = _dates(scene, clues)
    scene = replace(scene, dated=_number_of(lines, dates.published), base=_base(skim, context))
    byline, photos, category = read_byline(scene), read_photos(scene), read_category(scene)
    dropped = {*photos.lines, byline.line, title.value}
    paragraphs = [one for one in under_title(layout.paragraphs, title.value) if one not in dropped]
    views = read_views(scene)
    taken = (category.value, byline.choice.value, _quote_of(views))
    notes = frozenset(notes_in(paragraphs, _text_of(lines, scene.dated), taken))
    paragraphs = [paragraph for paragraph in paragraphs if paragraph not in notes]
    scene = replace(scene, paragraphs=paragraphs)
    place, language = read_place(scene), read_language(skim.head, title.value or "", paragraphs)
    choices: dict[str, Choice[object]] = {
        "url": read_address(skim.head, context.url),
        "title": title,
        "published_at": in_zone(dates.published, place.value, language.value),
        "updated_at": in_zone(dates.updated, place.value, language.value),
        "views": views,
        "photos": photos.choice,
        "byline": byline.choice,
        "category": category,
        "tags": read_tags(scene),
        "place": place,
        "language": language,
    }
    if profile and profile.selectors:
        choices |= select_fields(skim, profile.selectors, clues)
    choices["body"] = _body(paragraphs)
    return Fields(_article(choices), choices)


def _body(paragraphs: Sequence[str]) -> Choice[object]:
    """The body; its source quotes how its first paragraph begins and how its last one ends."""
    if not paragraphs:
        return Choice(reason="no paragraphs of prose")
    first, last = paragraphs[0], paragraphs[-1]
    begin = first if len(first) <= _QUOTE else first[: _QUOTE - 1] + "…"
    end = last if len(last) <= _QUOTE else "…" + last[1 - _QUOTE :]
    return Choice("\n\n".join(paragraphs), f'text from "{begin}" to "{end}"')


def _article(choices: Mapping[str, Choice[object]]) -> Article:
    """The chosen values as an article; those that are None keep the article's own empty value."""
    values = {name: choice.value for name, choice in choices.items() if choice.value is not None}
    sources = tuple(
        Source(name, choice.source) for name, choice in choices.items() if choice.value is not None
    )
    return Article(**{"title": "", "body": "", **values}, sources=sources)  # type: ignore[arg-type]  # each choice has its field's type


def _dates(scene: Scene, clues: Clues) -> Dated:
    start, end = (scene.lines[0].start, scene.lines[-1].end) if scene.lines else (0, 0)
    low = max(0, start - _REACH)
    body = next((line.start for line in scene.lines if line.where is Where.BODY), end)
    today = clues.now.date() if clues.now else None
    found = [
        *moments_in_lines(scene.lines, has_headline=bool(scene.title), today=today),
        *moments_in_head(scene.skim, scene.objects, clues),
        *moments_in_markup(scene.skim.html[low:end], body - low, clues),
    ]
    return choose_dates(found, clues)


def _number_of(lines: Sequence[Line], published: Choice[object]) -> int | None:
    """The block that shows the chosen date."""
    if not published.source.startswith('text "'):
        return None
    quote = published.source[6:-1].rstrip("…")
    return next((line.number for line in lines if quote in line.text), None)


def _text_of(lines: Sequence[Line], number: int | None) -> str | None:
    return next((line.text for line in lines if line.number == number), None)


def _quote_of(choice: Choice[int]) -> str | None:
    """The words of the page that a value was read from."""
    return choice.source[6:-1] if choice.source.startswith('text "') else None


def _base(skim: Skim, context: PageContext) -> str:
    try:
        return urljoin(context.url, skim.head.base) if skim.head.base else context.url
    except ValueError:
        return context.url

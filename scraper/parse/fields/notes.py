"""Which of the body's paragraphs are no words of the article: header lines that fields were read from."""

import re
from collections.abc import Iterable, Iterator, Sequence

from scraper.parse.fields.prose import is_prose
from scraper.text.bylines import is_head_note
from scraper.text.categories import category_in
from scraper.text.counts import views_in
from scraper.text.date_words import label_alone
from scraper.text.dates import find_dates
from scraper.text.places import dateline_of

_HEAD = 4  # paragraphs among which a pasted body names its writer and its origin
_LEADING = 12  # lines before the first sentence
_MAX_LINE = 100
_CELLS = " | "
_TAIL = 5  # paragraphs at the end
# What other counters say: nobody's words, and no views.
_COUNTED = re.compile(
    r"\d{1,6}\s?(?:komentar|comments?|shares?|likes?|suka|disukai|kommentare?|comentarios?|comentários?|commentaires?)",
    re.IGNORECASE,
)


def notes_in(paragraphs: Sequence[str], dated: str | None, taken: Iterable[str | None] = ()) -> Iterator[str]:
    """
    The paragraphs that are notes; `dated` is the line that the publication's date was read from, `taken` are
    values that other fields have.

    Why: templates put a table of date, counter and section into the body's own element; a list that the
    article itself begins with has a date and a place, but is not where the date was read.
    """
    for paragraph in paragraphs[:_HEAD]:
        if is_head_note(paragraph):
            yield paragraph
    values = set(taken)
    for paragraph in _leading(paragraphs):
        if len(paragraph) <= _MAX_LINE and (paragraph in values or _is_note(paragraph, dated)):
            yield paragraph
    for paragraph in reversed(paragraphs[-_TAIL:]):
        if not (is_head_note(paragraph) and len(paragraph) <= _MAX_LINE):
            break
        yield paragraph


def under_title(paragraphs: Sequence[str], title: str | None) -> Sequence[str]:
    """
    The paragraphs below the title's last copy among the first ones, where only short lines stand above it.

    Why: a page that shows its headline twice has notices of its script or its share bar between the two.
    """
    leading = paragraphs[:_LEADING]
    if not title or title not in leading:
        return paragraphs
    last = max(at for at, text in enumerate(leading) if text == title)
    is_short = all(len(text) <= _MAX_LINE for text in leading[:last])
    return paragraphs[last + 1 :] if is_short else paragraphs


def _leading(paragraphs: Sequence[str]) -> Sequence[str]:
    """The lines before the first sentence; none where no sentence follows them."""
    first = next((at for at, text in enumerate(paragraphs[: _LEADING + 1]) if is_prose(text)), 0)
    return paragraphs[:first]


def _is_note(paragraph: str, dated: str | None) -> bool:
    line = _as_line(paragraph)
    if paragraph == dated:
        return dateline_of(paragraph) is None
    found = views_in(line)
    if (found and found.is_labelled) or category_in(line) or _COUNTED.fullmatch(line) or _is_update(line):
        return True
    if line == paragraph:
        return False
    return is_head_note(line) or bool(find_dates(line) and label_alone(line.split(":", 1)[0]))


def _is_update(line: str) -> bool:
    """Whether a line says when the page was changed, and nothing else."""
    dates = find_dates(line)
    if len(dates) != 1 or dates[0].label != "updated":
        return False
    return label_alone((line[: dates[0].start] + line[dates[0].end :]).strip(" .:：()")) == "updated"


def _as_line(paragraph: str) -> str:
    """A row of a table as the line it says: `Kategori | : | Berita` is `Kategori : Berita`."""
    if _CELLS not in paragraph:
        return paragraph
    first, _, rest = paragraph.partition(_CELLS)
    return f"{first.strip(' :')} : {rest.strip(' :|')}"

"""The photographs of an article that carry a credit or a caption, each once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scraper.model import Photo
from scraper.parse.fields.choice import Choice, quoted
from scraper.parse.fields.images import Image, image_beside, images_between
from scraper.parse.fields.lines import Line, Where, with_following
from scraper.parse.fields.scene import Scene
from scraper.parse.layout import Role
from scraper.text.bylines import is_office
from scraper.text.credits import FoundCredit, credit_in, is_file_name
from scraper.text.fingerprint import normalised_words
from scraper.text.vocabulary import mentions

# Parts of class names; plain parts, because they are asked of every line of the body.
_CAPTION_HINTS = (
    "caption",
    "cutline",
    "legend",
    "ket-foto",
    "ket_foto",
    "ket-gambar",
    "bildunter",
    "pie-de-foto",
    "pie-foto",
    "pie_foto",
    "bildtext",
    "foto-ket",
)
_CREDIT_HINTS = ("credit", "photographer", "bildnachweis", "photo-by", "bildrechte", "copyright")
_OTHERS_HINTS = ("sidebar", "widget", "footer")
_MAX_CAPTION = 600
_SHORT = 250  # characters of a line under a picture that is its caption and no paragraph
_MAX_BARE_CREDIT = 60  # characters of an office's name that stands alone under the picture
_MAX_PHOTOS = 100  # notes of one page
_RIGHT_UNDER = 200  # characters of markup between a picture and a bare credit
_ABOVE_STEPS = 4  # blocks before the headline that may hold its picture's credit
_BELOW_STEPS = 4
_REACH = 4_000  # characters of markup around the lines in which images are looked for


@dataclass(frozen=True, slots=True)
class Shown:
    """The photographs, and the body's lines that are nothing but their captions or credits."""

    choice: Choice[tuple[Photo, ...]]
    lines: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Note:
    """What one line says of a photograph."""

    line: Line
    found: FoundCredit
    image: Image | None
    is_whole: bool  # the line is nothing else


def read_photos(scene: Scene) -> Shown:
    """Photographs in the order of the page; copies for other screens and equal notes count once."""
    near = [line for line in scene.lines if _may_note(line)]
    if not near:
        return Shown(Choice(reason="no line near the article names a photograph"))
    told = [(line, found) for line, text in with_following(near) if (found := _told(line, text))]
    if not told:
        return Shown(Choice(reason="no line near the article names a photograph"))
    images = images_between(scene.skim, told[0][0].start - _REACH, told[-1][0].end + _REACH)
    notes = [note for line, found in told for note in _notes(line, found, images)]
    photos = _merged(notes, scene.base)
    dropped = frozenset(note.line.text for note in notes if note.is_whole)
    if not photos:
        return Shown(Choice(reason="no photograph carries a credit or a caption"))
    return Shown(Choice(tuple(photos), quoted(notes[0].found.quote)), dropped)


def _may_note(line: Line) -> bool:
    if line.role is Role.COPY or (line.where is not Where.BODY and mentions(line.hints, _OTHERS_HINTS)):
        return False
    if line.where is Where.ABOVE:
        return line.steps <= _ABOVE_STEPS
    return line.where is not Where.BELOW or line.steps <= _BELOW_STEPS or line.is_inside


def _told(line: Line, joined: str) -> FoundCredit | None:
    """What a line says of a photograph: by its words, its role, its class, or as an office's bare name."""
    found = (credit_in(joined) if joined else None) or credit_in(line.text)
    if found or len(line.text) > _MAX_CAPTION:
        return found
    is_beside = line.where in (Where.ABOVE, Where.BETWEEN) or line.role in (Role.BODY, Role.CAPTION)
    if is_beside and mentions(_marks(line), _CREDIT_HINTS):
        return FoundCredit(line.text, None, line.text) if _is_name(line.text) else None
    if _is_marked(line):
        is_caption = line.where is not Where.BELOW and _is_caption(line.text)
        return FoundCredit(None, line.text, line.text) if is_caption else None
    is_bare = line.where in (Where.ABOVE, Where.BETWEEN) and not line.link_chars and not line.dates
    if is_bare and len(line.text) <= _MAX_BARE_CREDIT and is_office(line.text):
        return FoundCredit(line.text, None, "")
    return None


def _is_marked(line: Line) -> bool:
    return line.role is Role.CAPTION or line.tag == "figcaption" or mentions(_marks(line), _CAPTION_HINTS)


def _marks(line: Line) -> str:
    """The classes of a line and of the elements around it; of the inline one, too, that holds all of it."""
    return line.pieces[0].hints if len(line.pieces) == 1 else line.hints


def _notes(line: Line, found: FoundCredit, images: Sequence[Image]) -> Iterator[_Note]:
    image = image_beside(images, line.start, line.end)
    if not found.quote:
        if image and 0 <= line.start - image.end <= _RIGHT_UNDER:
            yield _Note(line, replace(found, quote=line.text), image, is_whole=True)
        return
    yield from _of_found(line, found, image, _is_marked(line) or mentions(line.hints, _CREDIT_HINTS))


def _of_found(line: Line, found: FoundCredit, image: Image | None, is_marked: bool) -> Iterator[_Note]:
    """A credit in a paragraph of the body is the photograph's, but the paragraph is not its caption."""
    caption = found.caption
    if caption and (is_file_name(caption) or len(caption) > _MAX_CAPTION):
        caption = None
    is_told = is_marked or found.is_caption or _is_right_under(line, image)
    is_paragraph = bool(found.credit and found.caption) and line.where is Where.BODY and not is_told
    if is_paragraph:
        yield _Note(line, replace(found, caption=None), image, is_whole=False)
    elif found.credit or caption:
        yield _Note(line, replace(found, caption=caption), image, is_whole=True)


def _is_right_under(line: Line, image: Image | None) -> bool:
    """Whether a short line stands under a picture with nothing between them."""
    if image is None or len(line.text) > _SHORT:
        return False
    return 0 <= line.start - image.end <= _RIGHT_UNDER


def _is_caption(text: str) -> bool:
    return 3 <= len(text) <= _MAX_CAPTION and not is_file_name(text) and any(map(str.isalpha, text))


def _is_name(text: str) -> bool:
    return 2 <= len(text) <= _MAX_BARE_CREDIT and not is_file_name(text) and any(map(str.isalpha, text))


def _merged(notes: Sequence[_Note], base: str) -> list[Photo]:
    """One photograph for neighbouring notes on one image, and for equal notes anywhere."""
    photos: list[tuple[Photo, int]] = []  # with the number of its last line
    known: dict[str, list[Photo]] = {}  # by its words
    for note in notes[:_MAX_PHOTOS]:
        photo = Photo(note.image.url(base) if note.image else None, note.found.caption, note.found.credit)
        same = known.setdefault(normalised_words(f"{photo.credit or ''} | {photo.caption or ''}"), [])
        if any(_may_be_one(photo, other) for other in same) or _is_told(photo, photos):
            continue
        same.append(photo)
        last, number = photos[-1] if photos else (None, -9)
        if last and note.line.number - number <= 2 and _completes(photo, last):
            photos[-1] = (_joined(last, photo), note.line.number)
        else:
            photos.append((photo, note.line.number))
    return [photo for photo, _ in photos]


def _may_be_one(one: Photo, other: Photo) -> bool:
    """No two different images, unless a credit alone stands with both: it is then one line shown twice."""
    return one.url == other.url or one.url is None or other.url is None or not one.caption


def _is_told(one: Photo, photos: Sequence[tuple[Photo, int]]) -> bool:
    """Whether a credit alone has been told with a caption before."""
    return one.caption is None and any(one.credit == other.credit and other.caption for other, _ in photos)


def _completes(one: Photo, other: Photo) -> bool:
    """Whether one has just what the other lacks, of one image."""
    lacks = (one.credit is None) != (other.credit is None) and (one.caption is None) != (
        other.caption is None
    )
    return lacks and (one.url == other.url or one.url is None or other.url is None)


def _joined(one: Photo, other: Photo) -> Photo:
    return Photo(one.url or other.url, one.caption or other.caption, one.credit or other.credit)

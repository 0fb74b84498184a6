"""The place that the article's dateline names."""

from scraper.parse.fields.choice import Candidate, Choice, quoted
from scraper.parse.fields.lines import Where
from scraper.parse.fields.prose import is_prose
from scraper.parse.fields.scene import Scene
from scraper.sites.regions import region_of_place
from scraper.text.places import dateline_of, is_town

_PARAGRAPHS = 2  # that may begin with a dateline
_MIN_CAPITALS = 3  # characters; initials are in capitals, too
_LEADING, _STEPS = 12, 3  # lines before the first paragraph; blocks before the headline


def read_place(scene: Scene) -> Choice[str]:
    """The dateline's place, as written: of the first paragraphs, or of a line right before them."""
    around = (line for line in scene.lines if line.where in (Where.ABOVE, Where.BETWEEN) and line.dates)
    before = [line.text for line in around if line.steps <= _STEPS]
    start = next((at for at, text in enumerate(scene.paragraphs[:_LEADING]) if is_prose(text)), 0)
    leading, prose = scene.paragraphs[:start], scene.paragraphs[start : start + _PARAGRAPHS]
    for text, confidence in [
        *((text, 0.9) for text in prose),
        *((text, 0.6) for text in (*leading, *before)),
    ]:
        found = dateline_of(text, is_known_place)
        # `Nur Aini, 26 November 2019` is a line of that shape, too.
        is_sure = confidence > 0.6 or (found and found.quote == text.strip() and _is_named(found.place))
        if found and is_sure:
            candidate = Candidate(found.place, quoted(found.quote), confidence)
            return Choice(found.place, candidate.source, "", (candidate,))
    return Choice(reason="the body begins with no dateline, or with an office in its place")


def _is_named(place: str) -> bool:
    """Whether a line of a place and a day names the place, and no person."""
    return (place.isupper() and len(place) > _MIN_CAPITALS) or is_known_place(place.split(",")[0])


def is_known_place(name: str) -> bool:
    """Whether this is a region of Indonesia, or one of the towns that datelines name."""
    return is_town(name) or region_of_place(name) is not None

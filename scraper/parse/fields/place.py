"""The place that the article's dateline names."""

from scraper.parse.fields.choice import Candidate, Choice, quoted
from scraper.parse.fields.lines import Where
from scraper.parse.fields.scene import Scene
from scraper.sites.regions import region_of_place
from scraper.text.places import dateline_of, is_town

_PARAGRAPHS = 2  # that may begin with a dateline


def read_place(scene: Scene) -> Choice[str]:
    """The dateline's place, as written: of the first paragraphs, or of a line right before them."""
    lines, paragraphs = scene.lines, scene.paragraphs
    before = [line.text for line in lines if line.where in (Where.ABOVE, Where.BETWEEN) and line.steps <= 3]
    for text, confidence in [
        *((paragraph, 0.9) for paragraph in paragraphs[:_PARAGRAPHS]),
        *((text, 0.6) for text in before if any(character.isdigit() for character in text)),
    ]:
        found = dateline_of(text, is_known_place)
        if found and (confidence > 0.6 or found.quote == text.strip()):
            candidate = Candidate(found.place, quoted(found.quote), confidence)
            return Choice(found.place, candidate.source, "", (candidate,))
    return Choice(reason="the body begins with no dateline, or with an office in its place")


def is_known_place(name: str) -> bool:
    """Whether this is a region of Indonesia, or one of the towns that datelines name."""
    return is_town(name) or region_of_place(name) is not None

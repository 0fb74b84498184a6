"""What a page tells robots about keeping it: <meta name=robots> and the X-Robots-Tag header."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

# Directives that say: do not keep this page. `none` is noindex and nofollow.
_FORBIDS = frozenset({"noarchive", "noindex", "none"})
_OURS = ("robots", "kabar")
_BOT = re.compile(r"\s*([A-Za-z][\w-]*)\s*:")
# Directives that have a value behind a colon, and are no robot's name.
# Source: developers.google.com/search/docs/crawling-indexing/robots-meta-tag
_VALUED = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})
_LONGEST = 300  # characters; of a page that says more, the rest is no directive


def directives_of(meta: Mapping[str, Sequence[str]], headers: Iterable[tuple[str, str]]) -> str | None:
    """
    What the page says to every robot or to this one, in lower case, joined by commas; None: nothing.

    Shape: meta are the page's <meta> contents by name; headers are those of its answer.
    """
    said = [text for name in _OURS for text in meta.get(name, ())]
    said += [text for name, value in headers if name.lower() == "x-robots-tag" for text in _for_us(value)]
    words = [" ".join(word.split()).lower() for text in said for word in text.split(",")]
    return ", ".join(dict.fromkeys(word for word in words if word))[:_LONGEST] or None


def forbids_keeping(directives: str | None) -> bool:
    """Whether these directives ask not to keep the page."""
    return not _FORBIDS.isdisjoint((directives or "").split(", "))


def _for_us(value: str) -> Iterator[str]:
    """The directives of a header that are for every robot, or for this one; a name holds until the next."""
    is_ours = True
    for part in value.split(","):
        bot = _BOT.match(part)
        if bot and bot[1].lower() not in _VALUED:
            is_ours = bot[1].lower() in _OURS
            part = part[bot.end() :]
        if is_ours:
            yield part
